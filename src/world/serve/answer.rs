//! Answers requests from the outputs.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::refuse::{self, Hosts, Refusal};
use super::{File, Live, Told, types};
use crate::search;
use crate::words::path::{Url, escape_path, unescape};

/// Where the server's own files lie; a site's folder of that name cannot be reached.
const OWN: &str = "/_passdown/";
const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("reload.css");
/// More files than these are not named to a page: it is loaded anew instead.
const NAMED: usize = 200;
/// How often a quiet stream says that it is still there.
const ALIVE: Duration = Duration::from_secs(15);

/// Gives files and news to who may have them.
pub(super) struct Server {
    live: watch::Receiver<Arc<Live>>,
    hosts: Hosts,
    /// Only pages of this run know it.
    token: String,
    /// Keeps a browser from taking a page of an earlier run, with an old token, for a current one.
    run: String,
}

fn random() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What every answer says.
const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

fn finish(response: &mut Response, head: &Parts) {
    response.headers_mut().extend(ALWAYS);
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allow = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allow);
    }
    if refuse::has_body(&head.headers) {
        // It is not read, so nobody knows where the next request would begin.
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    if head.method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
}

/// What an address comes to.
enum Found<'a> {
    File(&'a Url, &'a File),
    /// The folder of an index page was named without its slash.
    Folder(&'a Url),
    Nothing,
}

fn find<'a>(live: &'a Live, path: &str) -> Found<'a> {
    let path = unescape(path);
    let Some(path) = path.strip_prefix('/') else {
        return Found::Nothing;
    };
    let get = |path: &str| {
        // An address that is written in another way than its file is no address.
        let url = Url::new(path).filter(|url| url.as_str() == path)?;
        live.files.get_key_value(&url)
    };
    let index = format!("{path}index.html");
    let wanted = if path.is_empty() || path.ends_with('/') {
        &index
    } else {
        path
    };
    match get(wanted) {
        Some((url, file)) => Found::File(url, file),
        None => match get(&format!("{path}/index.html")) {
            Some((url, _)) => Found::Folder(url),
            None => Found::Nothing,
        },
    }
}

impl Server {
    /// Answers from what is live, to those who call it by these names.
    pub(super) fn new(live: watch::Receiver<Arc<Live>>, hosts: Hosts) -> Result<Self> {
        Ok(Self {
            live,
            hosts,
            token: random()?,
            run: random()?,
        })
    }

    /// The answer to a request; what a body says is never read.
    pub(super) fn answer(&self, head: &Parts) -> Response {
        let mut response = match refuse::check(head, &self.hosts) {
            Err(Refusal { status, words }) => plain(status, words),
            Ok(()) => match head.uri.path().strip_prefix(OWN) {
                Some(own) => self.own(own, head.uri.query().unwrap_or_default(), &head.headers),
                None => self.file(head.uri.path(), head.uri.query(), &head.headers),
            },
        };
        finish(&mut response, head);
        response
    }

    fn file(&self, path: &str, query: Option<&str>, asked: &HeaderMap) -> Response {
        let live = Arc::clone(&self.live.borrow());
        match find(&live, path) {
            Found::File(url, file) => {
                let tag = format!("\"{}-{}\"", file.digest.to_hex(), &self.run[..8]);
                let mut response = if knows(asked, &tag) {
                    StatusCode::NOT_MODIFIED.into_response()
                } else {
                    self.whole(url, file, live.number)
                };
                if let Ok(tag) = HeaderValue::from_str(&tag) {
                    response.headers_mut().insert(header::ETAG, tag);
                }
                response
            }
            Found::Folder(index) => {
                let mut to = "/".to_owned();
                escape_path(index.as_str().trim_end_matches("index.html"), &mut to);
                if let Some(query) = query {
                    to.push('?');
                    to.push_str(query);
                }
                (StatusCode::FOUND, [(header::LOCATION, to)]).into_response()
            }
            Found::Nothing => self.missing(&live),
        }
    }

    fn whole(&self, url: &Url, file: &File, number: u64) -> Response {
        let kind = [(header::CONTENT_TYPE, types::of(url.as_str()))];
        if !types::is_html(url.as_str()) {
            return (kind, sized(Bytes::from_owner(Arc::clone(&file.bytes)))).into_response();
        }
        let script = self.script(&file.digest.to_hex(), number);
        (kind, sized(with_script(&file.bytes, &script).into())).into_response()
    }

    fn missing(&self, live: &Live) -> Response {
        let kind = [(header::CONTENT_TYPE, types::of("404.html"))];
        let own = Url::new("404.html").and_then(|url| live.files.get(&url));
        match own {
            // Its policy may allow no script at all, so it gets none.
            Some(page) => {
                let body = sized(Bytes::from_owner(Arc::clone(&page.bytes)));
                (StatusCode::NOT_FOUND, kind, body).into_response()
            }
            None if live.files.is_empty() => {
                let page = format!(
                    "<!doctype html><meta charset=\"utf-8\"><title>Passdown</title>\
                     <body><p>There is no site yet.</p>{}</body>\n",
                    self.script("", live.number)
                );
                (StatusCode::SERVICE_UNAVAILABLE, kind, sized(page.into())).into_response()
            }
            None => plain(StatusCode::NOT_FOUND, "there is no such page\n"),
        }
    }

    fn script(&self, page: &str, number: u64) -> String {
        let token = &self.token;
        format!("<script src=\"{OWN}reload.js?token={token}&amp;page={page}&amp;site={number}\"></script>")
    }

    fn own(&self, name: &str, query: &str, asked: &HeaderMap) -> Response {
        let known = |text: &'static str| ([(header::CONTENT_TYPE, types::of(name))], sized(text.into()));
        match name {
            "reload.js" => known(SCRIPT).into_response(),
            "reload.css" => known(STYLE).into_response(),
            "events" => self.events(query, asked),
            _ => plain(StatusCode::NOT_FOUND, "there is no such page\n"),
        }
    }

    fn events(&self, query: &str, asked: &HeaderMap) -> Response {
        let query: BTreeMap<&str, &str> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let site = asked.get("sec-fetch-site").map(HeaderValue::as_bytes);
        let foreign = site.is_some_and(|site| site != b"same-origin");
        if foreign || query.get("token") != Some(&self.token.as_str()) {
            return plain(StatusCode::FORBIDDEN, "this stream is for pages of this run\n");
        }
        let page = unescape(query.get("at").copied().unwrap_or("/"));
        let seen = query
            .get("site")
            .and_then(|number| number.parse().ok())
            .unwrap_or(0);
        let mut last = String::new();
        let news = WatchStream::new(self.live.clone()).filter_map(move |live| {
            let news = serde_json::to_string(&News::of(&live, &page, seen)).ok()?;
            // What changed nothing for this page is no news.
            (news != last).then(|| {
                last.clone_from(&news);
                Ok::<_, Infallible>(Event::default().data(news))
            })
        });
        Sse::new(news)
            .keep_alive(KeepAlive::new().interval(ALIVE))
            .into_response()
    }
}

/// What a page learns.
#[derive(Serialize)]
struct News<'a> {
    /// The digest of the page; none if there is no such page.
    page: Option<String>,
    /// Other files that came after the page was loaded, each with the number of the site that brought it.
    files: BTreeMap<&'a str, u64>,
    /// Whether there are too many to name.
    many: bool,
    blocked: &'a [Told],
    findings: &'a [Told],
    count: usize,
}

impl<'a> News<'a> {
    fn of(live: &'a Live, page: &str, seen: u64) -> Self {
        let page = match find(live, page) {
            Found::File(_, file) => Some(file.digest.to_hex()),
            _ => None,
        };
        let newer = live.files.iter().filter(|(url, file)| {
            let url = url.as_str();
            // The root of the search stands for all its files, of which an edit changes many.
            let stands_for_itself = !search::is_address(url) || url == search::address("root");
            file.since > seen && !types::is_html(url) && stands_for_itself
        });
        let files: BTreeMap<&str, u64> = newer
            .take(NAMED + 1)
            .map(|(url, file)| (url.as_str(), file.since))
            .collect();
        let many = files.len() > NAMED;
        Self {
            page,
            files: if many { BTreeMap::new() } else { files },
            many,
            blocked: &live.blocked,
            findings: &live.findings,
            count: live.count,
        }
    }
}

/// The page with the script before the end of its body.
fn with_script(page: &[u8], script: &str) -> Vec<u8> {
    let at = memchr::memmem::rfind(page, b"</body>").unwrap_or(page.len());
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

fn knows(asked: &HeaderMap, tag: &str) -> bool {
    let tags = asked.get_all(header::IF_NONE_MATCH).iter();
    tags.filter_map(|tags| tags.to_str().ok())
        .flat_map(|tags| tags.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == tag || known.trim() == "*")
}

/// A body whose length is told also where only the head is asked for.
fn sized(body: Bytes) -> impl IntoResponse {
    ([(header::CONTENT_LENGTH, body.len())], AsBody(body))
}

struct AsBody(Bytes);

impl IntoResponse for AsBody {
    fn into_response(self) -> Response {
        Response::new(Body::from(self.0))
    }
}

fn plain(status: StatusCode, words: &'static str) -> Response {
    let kind = [(header::CONTENT_TYPE, types::of("a.txt"))];
    (status, kind, sized(words.into())).into_response()
}
