//! Which requests are answered at all.
//!
//! Takes a request's head; gives a refusal or none. A page of another site must neither read the knowledge
//! base through a reader's browser nor find out what is in it, even with a name that it lets point here.

use std::net::IpAddr;

use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, header};

/// The names by which the server may be called.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    /// The port that it listens on.
    pub(super) port: u16,
    /// What `--hostname` said, if anything.
    pub(super) given: Option<String>,
}

impl Hosts {
    fn knows(&self, authority: &Authority) -> bool {
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let given = self.given.as_deref().unwrap_or("localhost");
        // Where all addresses are served, each may be called; a name might be anybody's.
        let any: Option<IpAddr> = given.parse().ok().filter(IpAddr::is_unspecified);
        let name = ["localhost", "127.0.0.1", "::1", given]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(host))
            || (any.is_some() && host.parse::<IpAddr>().is_ok());
        name && authority.port_u16().unwrap_or(80) == self.port
    }
}

/// A status, and words for who looks at the answer.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) words: &'static str,
}

const fn refusal(status: StatusCode, words: &'static str) -> Refusal {
    Refusal { status, words }
}

const MALFORMED: Refusal = refusal(StatusCode::BAD_REQUEST, "malformed Host or Origin\n");
const FOREIGN: Refusal = refusal(
    StatusCode::FORBIDDEN,
    "this server does not answer to that name\n",
);
const CROSS_SITE: Refusal = refusal(StatusCode::FORBIDDEN, "other sites may not ask for this\n");
const METHOD: Refusal = refusal(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered\n");
const BODY: Refusal = refusal(StatusCode::BAD_REQUEST, "a request for a file has no body\n");
const NO_PATH: Refusal = refusal(StatusCode::BAD_REQUEST, "an address begins with a slash\n");

/// Refuses what comes by a foreign name or from a foreign site, and what asks for no file.
pub(super) fn check(head: &Parts, hosts: &Hosts) -> Result<(), Refusal> {
    strangers(head, hosts)?;
    let refusals = [
        (head.method != Method::GET && head.method != Method::HEAD, METHOD),
        (has_body(&head.headers), BODY),
        (!head.uri.path().starts_with('/'), NO_PATH),
    ];
    let found = refusals.into_iter().find(|(refused, _)| *refused);
    found.map_or(Ok(()), |(_, refusal)| Err(refusal))
}

/// Whether a request says that more follows its head.
pub(super) fn has_body(headers: &HeaderMap) -> bool {
    let mut lengths = headers.get_all(header::CONTENT_LENGTH).iter();
    headers.contains_key(header::TRANSFER_ENCODING) || lengths.any(|length| length != "0")
}

fn strangers(Parts { uri, headers, .. }: &Parts, hosts: &Hosts) -> Result<(), Refusal> {
    let host = only(headers, header::HOST)?.ok_or(MALFORMED)?;
    // A whole address may be asked for, and says a second time who is meant.
    for name in [Some(host), uri.authority().map(Authority::as_str)]
        .into_iter()
        .flatten()
    {
        if !hosts.knows(&authority(name)?) {
            return Err(FOREIGN);
        }
    }
    if let Some(origin) = only(headers, header::ORIGIN)? {
        if origin == "null" {
            return Err(CROSS_SITE);
        }
        let (scheme, rest) = origin.split_once("://").ok_or(MALFORMED)?;
        let authority = authority(rest)?;
        if scheme != "http" || !hosts.knows(&authority) {
            return Err(CROSS_SITE);
        }
    }
    let of = |name: &str| headers.get(name).map(|value| value.as_bytes());
    let from_elsewhere =
        matches!(of("sec-fetch-site"), Some(site) if site != b"same-origin" && site != b"none");
    if from_elsewhere && of("sec-fetch-mode") != Some(b"navigate") {
        return Err(CROSS_SITE);
    }
    Ok(())
}

/// The value of a header that may stand there once.
fn only(headers: &HeaderMap, name: header::HeaderName) -> Result<Option<&str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let first = values
        .next()
        .map(|value| value.to_str().map_err(|_| MALFORMED))
        .transpose()?;
    match values.next() {
        Some(_) => Err(MALFORMED),
        None => Ok(first),
    }
}

fn authority(text: &str) -> Result<Authority, Refusal> {
    let authority: Authority = text.parse().map_err(|_| MALFORMED)?;
    let host = authority.host();
    let port = &text[text.find(host).ok_or(MALFORMED)? + host.len()..];
    let sound = match port.strip_prefix(':') {
        Some(port) => port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok(),
        None => port.is_empty(),
    };
    if host.is_empty() || text.contains('@') || !sound {
        return Err(MALFORMED);
    }
    Ok(authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(given: Option<&str>, head: &[(&'static str, &str)]) -> u16 {
        let request = axum::http::Request::builder();
        let request = head
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        let (head, ()) = request.body(()).expect("sound values").into_parts();
        let hosts = Hosts {
            port: 3000,
            given: given.map(str::to_owned),
        };
        check(&head, &hosts).map_or_else(|refusal| refusal.status.as_u16(), |()| 200)
    }

    #[test]
    fn by_name() {
        for (host, expected) in [
            ("localhost:3000", 200),
            ("LOCALHOST:3000", 200),
            ("127.0.0.1:3000", 200),
            ("[::1]:3000", 200),
            ("localhost:3001", 403),
            ("localhost", 403),
            ("evil.example:3000", 403),
            ("localhost.evil.example:3000", 403),
            ("192.168.1.7:3000", 403),
            ("", 400),
            ("a b", 400),
            ("localhost:3000/x", 400),
            ("me@localhost:3000", 400),
            ("localhost:99999", 400),
            ("localhost:", 400),
        ] {
            assert_eq!(status(None, &[("host", host)]), expected, "{host}");
        }
        assert_eq!(status(Some("desk.local"), &[("host", "desk.local:3000")]), 200);
        assert_eq!(status(Some("0.0.0.0"), &[("host", "192.168.1.7:3000")]), 200);
        assert_eq!(status(Some("0.0.0.0"), &[("host", "evil.example:3000")]), 403);
        assert_eq!(status(None, &[]), 400);
    }

    #[test]
    fn by_where_it_comes_from() {
        let with =
            |head: &[(&'static str, &str)]| status(None, &[&[("host", "localhost:3000")], head].concat());
        for (origin, expected) in [
            ("http://localhost:3000", 200),
            ("http://localhost:4000", 403),
            ("https://evil.example", 403),
            ("null", 403),
            ("nonsense", 400),
            ("http://", 400),
            ("http://a b", 400),
        ] {
            assert_eq!(with(&[("origin", origin)]), expected, "{origin}");
        }
        for (site, mode, expected) in [
            ("same-origin", "cors", 200),
            ("none", "navigate", 200),
            ("cross-site", "navigate", 200),
            ("cross-site", "no-cors", 403),
            ("same-site", "cors", 403),
        ] {
            assert_eq!(
                with(&[("sec-fetch-site", site), ("sec-fetch-mode", mode)]),
                expected,
                "{site} {mode}"
            );
        }
    }
}
