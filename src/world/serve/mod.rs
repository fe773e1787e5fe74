//! Serves a site from memory to the browsers of this machine, and tells them what has changed.
//!
//! Takes built sites, one after the other; gives answers. It must not look at the disk: an address is looked
//! up among the outputs, and what is not there does not exist.

mod answer;
mod connections;
mod refuse;
mod types;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::http::request::Parts;
use rayon::prelude::*;
use serde::Serialize;
use tokio::sync::watch;

use crate::output::{Output, Outputs};
use crate::search;
use crate::words::diagnostic::{Diagnostic, Severity};
use crate::words::digest::Digest;
use crate::words::path::Url;

use self::answer::Server;
use self::connections::Places;
use self::refuse::Hosts;

/// The port to begin with, where none was asked for.
const PORT: u16 = 3000;
/// How many ports are tried after it.
const TRIES: u16 = 100;
/// How many findings a page is told of.
const TOLD: usize = 50;

/// What browsers are shown.
#[derive(Debug, Default)]
pub struct Live {
    /// The last good site.
    files: Arc<BTreeMap<Url, File>>,
    /// Counts the sites.
    number: u64,
    /// What keeps a newer site from being shown; empty if nothing does.
    blocked: Vec<Told>,
    /// What else was found, notes left out: they are no faults of the text.
    findings: Vec<Told>,
    /// How many these are, also where not all are told.
    count: usize,
}

/// One served file.
#[derive(Debug)]
struct File {
    bytes: Arc<[u8]>,
    digest: Digest,
    /// The number of the site that brought these bytes.
    since: u64,
}

/// A finding as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    place: String,
    message: String,
    help: String,
}

impl Told {
    /// Words about no single file.
    pub fn plain(message: String) -> Self {
        Self {
            place: String::new(),
            message,
            help: String::new(),
        }
    }

    fn of(found: &Diagnostic) -> Self {
        let place = found.place.as_ref();
        Self {
            place: place.map_or_else(String::new, |place| {
                format!("{}:{}:{}", place.file, place.line, place.column)
            }),
            message: format!("{}[{}]: {}", found.severity.word(), found.rule, found.message),
            help: found.help.clone().unwrap_or_default(),
        }
    }
}

impl Live {
    /// Every file that is answered, with its bytes as `build` would write them.
    pub fn files(&self) -> impl Iterator<Item = (&Url, &[u8])> {
        self.files.iter().map(|(url, file)| (url, file.bytes.as_ref()))
    }

    /// The next site. Files that did not change keep their digests.
    #[must_use]
    pub fn next(&self, outputs: Outputs, diagnostics: &[Diagnostic]) -> Self {
        let number = self.number + 1;
        let outputs: Vec<(Url, Output)> = outputs.into_iter().collect();
        let files = outputs.into_par_iter().map(|(url, Output(bytes))| {
            let old = self.files.get(&url);
            let digest = match old {
                Some(old) if Arc::ptr_eq(&old.bytes, &bytes) => old.digest,
                _ => Digest::of_bytes(&bytes),
            };
            let since = match old {
                Some(old) if old.digest == digest => old.since,
                _ => number,
            };
            (url, File { bytes, digest, since })
        });
        let files: Vec<(Url, File)> = files.collect();
        let faults = diagnostics.iter().filter(|found| found.severity > Severity::Note);
        Self {
            files: Arc::new(files.into_iter().collect()),
            number,
            blocked: Vec::new(),
            findings: faults.clone().take(TOLD).map(Told::of).collect(),
            count: faults.count(),
        }
    }

    /// The next site, still with the search of this one.
    #[must_use]
    pub fn next_pages(&self, mut outputs: Outputs, diagnostics: &[Diagnostic]) -> Self {
        let search = self
            .files
            .iter()
            .filter(|(url, _)| search::is_address(url.as_str()));
        for (url, file) in search {
            outputs
                .entry(url.clone())
                .or_insert_with(|| Output(Arc::clone(&file.bytes)));
        }
        self.next(outputs, diagnostics)
    }

    /// The same site, with the reasons why there is no newer one.
    #[must_use]
    pub fn blocked(&self, diagnostics: &[Diagnostic]) -> Self {
        let reasons = diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Blocking);
        self.stopped(reasons.take(TOLD).map(Told::of).collect())
    }

    /// The same site, with these words on why there is no newer one.
    #[must_use]
    pub fn stopped(&self, blocked: Vec<Told>) -> Self {
        Self {
            files: Arc::clone(&self.files),
            number: self.number,
            blocked,
            findings: Vec::new(),
            count: 0,
        }
    }
}

/// Where to listen.
#[derive(Debug)]
pub struct Listening {
    sockets: Vec<TcpListener>,
    hosts: Hosts,
}

/// Whether only this machine can reach the addresses of a host.
pub fn is_local(hostname: Option<&str>) -> Result<bool> {
    Ok(addresses(hostname)?.iter().all(IpAddr::is_loopback))
}

impl Listening {
    /// Takes the port, or without one the first free port from 3000 on.
    pub fn open(hostname: Option<&str>, port: Option<u16>) -> Result<Self> {
        let addresses = addresses(hostname)?;
        let ports = match port {
            // The system chooses for the first address, which may be taken on the second.
            Some(0) => vec![0; 10],
            Some(port) => vec![port],
            None => (PORT..PORT + TRIES).collect(),
        };
        let mut last = None;
        for port in ports {
            match bind(&addresses, port) {
                Ok(sockets) => {
                    let port = sockets[0].local_addr()?.port();
                    let given = hostname.map(|name| name.trim_matches(['[', ']']).to_owned());
                    return Ok(Self {
                        sockets,
                        hosts: Hosts { port, given },
                    });
                }
                Err(error) if error.kind() == ErrorKind::AddrInUse => last = Some(error),
                Err(error) => return Err(error).context(format!("port {port} cannot be taken")),
            }
        }
        match port {
            Some(port) => bail!("port {port} is in use; name another with `--port`, or none"),
            None => Err(last.unwrap_or(ErrorKind::AddrInUse.into())).context("no port from 3000 on is free"),
        }
    }

    /// The address for a browser.
    pub fn url(&self) -> String {
        let given = self.hosts.given.as_deref().unwrap_or("localhost");
        let host = match given.parse::<IpAddr>() {
            Ok(ip) if ip.is_unspecified() => "localhost".to_owned(),
            Ok(IpAddr::V6(ip)) => format!("[{ip}]"),
            _ => given.to_owned(),
        };
        format!("http://{host}:{}/", self.hosts.port)
    }

    /// Answers until the process ends.
    pub async fn serve(self, live: watch::Receiver<Arc<Live>>) -> Result<()> {
        let server = Server::new(live, self.hosts)?;
        let answer = Arc::new(move |asked: &Parts| server.answer(asked));
        let places = Places::new(connections::LIMITS);
        for socket in self.sockets {
            socket.set_nonblocking(true)?;
            let socket = tokio::net::TcpListener::from_std(socket)?;
            tokio::spawn(connections::accept(
                socket,
                Arc::clone(&places),
                Arc::clone(&answer),
            ));
        }
        Ok(())
    }
}

fn addresses(hostname: Option<&str>) -> Result<Vec<IpAddr>> {
    let Some(name) = hostname.filter(|name| !name.eq_ignore_ascii_case("localhost")) else {
        return Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
    };
    let found = (name.trim_matches(['[', ']']), 0).to_socket_addrs();
    let mut found: Vec<IpAddr> = found
        .with_context(|| format!("there is no host `{name}`"))?
        .map(|address| address.ip())
        .collect();
    found.sort();
    found.dedup();
    if found.is_empty() {
        bail!("there is no host `{name}`");
    }
    Ok(found)
}

/// Listens on one port of all addresses; a machine without IPv6 does with the others.
fn bind(addresses: &[IpAddr], port: u16) -> std::io::Result<Vec<TcpListener>> {
    let mut sockets: Vec<TcpListener> = Vec::new();
    let mut failed = None;
    for address in addresses {
        let port = match sockets.first() {
            Some(first) => first.local_addr()?.port(),
            None => port,
        };
        match TcpListener::bind(SocketAddr::new(*address, port)) {
            Ok(socket) => sockets.push(socket),
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
            Err(error) => failed = Some(error),
        }
    }
    match (sockets.is_empty(), failed) {
        (true, Some(error)) => Err(error),
        _ => Ok(sockets),
    }
}
