//! What a dishonest client is answered: nothing of ours, no fault of ours, and never silence for the others.

use std::io::{ErrorKind, Read, Write};
use std::thread;
use std::time::{Duration, Instant};

use super::{Serving, base};

/// What lies beside the site and in no answer.
const OUTSIDE: &str = "outside of the content";

/// Addresses that lead nowhere.
const ADDRESSES: &[(&str, u16)] = &[
    ("/../secret.txt", 404),
    ("/sea/../../secret.txt", 404),
    ("/..%2fsecret.txt", 404),
    ("/%2e%2e/secret.txt", 404),
    ("/%2e%2e%2fsecret.txt", 404),
    ("/%252e%252e%252fsecret.txt", 404),
    ("/%25252e%25252e%25252fsecret.txt", 404),
    ("/.%2e/secret.txt", 404),
    ("/..;/secret.txt", 404),
    ("/....//secret.txt", 404),
    ("/..%5csecret.txt", 404),
    ("/..\\secret.txt", 404),
    ("/%5c%2e%2e%5csecret.txt", 404),
    ("/%c0%ae%c0%ae/secret.txt", 404),
    ("/%e0%80%ae%e0%80%ae/secret.txt", 404),
    ("/..%c0%afsecret.txt", 404),
    ("/%u002e%u002e/secret.txt", 404),
    ("/\u{ff0e}\u{ff0e}/secret.txt", 404),
    ("//secret.txt", 404),
    ("///etc/passwd", 404),
    ("/etc/passwd", 404),
    ("/C:/secret.txt", 404),
    ("/file:///etc/passwd", 404),
    ("/%2fetc%2fpasswd", 404),
    ("/./gauge.html", 404),
    ("/sea//index.html", 404),
    ("/sea/./", 404),
    ("/%00", 404),
    ("/gauge.html%00", 404),
    ("/gauge.html%00.css", 404),
    ("/gauge.html::$DATA", 404),
    ("/gauge.html:stream", 404),
    ("/sea::$INDEX_ALLOCATION/", 404),
    ("/gauge.html.", 404),
    ("/gauge.html%20", 404),
    ("/GAUGE.HTML", 404),
    ("/GAUGE~1.HTM", 404),
    ("/con", 404),
    ("/%", 404),
    ("/%zz", 404),
    ("/%f", 404),
    ("/%ff%fe", 404),
    ("/%0d%0aSet-Cookie:%20a=b", 404),
    ("/book.toml", 404),
    ("/content/gauge.md", 404),
    ("/.passdown-manifest", 404),
    ("/.git/config", 404),
    ("/_passdown/", 404),
    ("/_passdown/../secret.txt", 404),
    ("/_passdown/events", 403),
    ("/_passdown/events?token=", 403),
    ("/_passdown/events?token=00000000000000000000000000000000", 403),
    ("/_passdown/events?token={token}&at=/../secret.txt&token=", 403),
    ("http://localhost:{port}/../secret.txt", 404),
    ("http://evil.example/", 403),
    ("http://evil.example:{port}/", 403),
    ("http://me@localhost:{port}/", 400),
    ("file:///etc/passwd", 400),
    ("localhost:{port}", 400),
    ("*", 400),
    ("gauge.html", 403),
    ("/<script>", 400),
];

/// Heads from elsewhere, without the first line.
const HEADS: &[(&str, u16)] = &[
    ("", 400),
    ("Host: \r\n", 400),
    ("Host: localhost\r\n", 403),
    ("Host: localhost:1\r\n", 403),
    ("Host: localhost:\r\n", 400),
    ("Host: localhost:{port}0\r\n", 400),
    ("Host: localhost:99999\r\n", 400),
    ("Host: localhost:+{port}\r\n", 400),
    ("Host: localhost.:{port}\r\n", 403),
    ("Host: evil.example:{port}\r\n", 403),
    ("Host: localhost.evil.example:{port}\r\n", 403),
    ("Host: evil-localhost:{port}\r\n", 403),
    ("Host: me@localhost:{port}\r\n", 400),
    ("Host: localhost:{port}@evil.example\r\n", 400),
    ("Host: localhost:{port}/x\r\n", 400),
    ("Host: localhost:{port}#x\r\n", 400),
    ("Host: localhost:{port}, evil.example\r\n", 400),
    ("Host: a b\r\n", 400),
    ("Host: 127.1:{port}\r\n", 403),
    ("Host: 2130706433:{port}\r\n", 403),
    ("Host: 0x7f.0.0.1:{port}\r\n", 403),
    ("Host: 0.0.0.0:{port}\r\n", 403),
    ("Host: [::]:{port}\r\n", 403),
    ("Host: [::ffff:127.0.0.1]:{port}\r\n", 403),
    ("Host: [::1\r\n", 400),
    ("Host: ::1:{port}\r\n", 400),
    ("Host: [::1]x:{port}\r\n", 400),
    ("Host: localhost:{port}\r\nHost: evil.example\r\n", 400),
    ("Host: localhost:{port}\r\nHost: localhost:{port}\r\n", 400),
    ("Host : localhost:{port}\r\n", 400),
    ("{host}Origin: https://evil.example\r\n", 403),
    ("{host}Origin: http://evil.example:{port}\r\n", 403),
    ("{host}Origin: http://localhost:1\r\n", 403),
    ("{host}Origin: http://localhost\r\n", 403),
    ("{host}Origin: https://localhost:{port}\r\n", 403),
    ("{host}Origin: null\r\n", 403),
    ("{host}Origin: \r\n", 400),
    ("{host}Origin: nonsense\r\n", 400),
    ("{host}Origin: http://\r\n", 400),
    ("{host}Origin: http://localhost:{port}/x\r\n", 400),
    (
        "{host}Origin: http://localhost:{port} http://evil.example\r\n",
        400,
    ),
    ("{host}Sec-Fetch-Site: cross-site\r\n", 403),
    (
        "{host}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
        403,
    ),
    ("{host}Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n", 403),
    ("{host}Sec-Fetch-Site: nonsense\r\nSec-Fetch-Mode: cors\r\n", 403),
    ("{host}If-None-Match: \"\r\nRange: bytes=0-1,5-,-9\r\n", 200),
    (
        "{host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n",
        200,
    ),
    ("{host}Expect: 100-continue\r\n", 200),
    (
        "{host}X-Forwarded-Host: evil.example\r\nX-Original-URL: /../secret.txt\r\n",
        200,
    ),
];

/// Whole requests, and the statuses of the answers to each.
const REQUESTS: &[(&[u8], &[u16])] = &[
    (b"POST / HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc", &[405]),
    (b"PUT /gauge.html HTTP/1.1\r\n{host}Connection: close\r\n\r\n", &[405]),
    (b"DELETE /gauge.html HTTP/1.1\r\n{host}Connection: close\r\n\r\n", &[405]),
    (b"OPTIONS * HTTP/1.1\r\n{host}Connection: close\r\n\r\n", &[405]),
    (b"TRACE / HTTP/1.1\r\n{host}Connection: close\r\n\r\n", &[405]),
    (b"PROPFIND / HTTP/1.1\r\n{host}Connection: close\r\n\r\n", &[405]),
    (b"CONNECT localhost:22 HTTP/1.1\r\n{host}Connection: close\r\n\r\n", &[403]),
    (b"get / HTTP/1.1\r\n{host}Connection: close\r\n\r\n", &[405]),
    (b"G\xc3\xa9T / HTTP/1.1\r\n{host}\r\n", &[400]),
    // A body where there should be none, and two ways to say where it ends.
    (b"GET / HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc", &[400]),
    (b"GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", &[400]),
    (
        b"GET / HTTP/1.1\r\n{host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /gauge.html HTTP/1.1\r\n{host}\r\n",
        &[400],
    ),
    (
        b"POST / HTTP/1.1\r\n{host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /gauge.html HTTP/1.1\r\n{host}\r\n",
        &[405],
    ),
    (
        b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        &[400],
    ),
    (b"POST / HTTP/1.1\r\n{host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", &[400]),
    (b"POST / HTTP/1.1\r\n{host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", &[400]),
    (b"POST / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n", &[400]),
    (b"POST / HTTP/1.1\r\n{host}Content-Length: 99999999999999999999\r\n\r\n", &[400]),
    (b"GET / HTTP/1.1\r\n{host}Transfer-Encoding\x0b: chunked\r\n\r\n", &[400]),
    // Lines that end or begin in odd ways.
    (b"GET / HTTP/1.1\r\n{host}X: a\r\n b\r\nConnection: close\r\n\r\n", &[400]),
    (b"GET / HTTP/1.1\r\n{host}X: a\rb\r\n\r\n", &[400]),
    (b"GET / HTTP/1.1\r\n{host}X: a\0b\r\n\r\n", &[400]),
    (b"GET / HTTP/1.1\r\n{host}nonsense\r\n\r\n", &[400]),
    (b"GET / HTTP/1.1\r\n{host}: empty\r\n\r\n", &[400]),
    (b"GET / HTTP/1.1\r\n{host}Origin: http://\xff\xfe\r\n\r\n", &[400]),
    (b"GET / HTTP/1.1\r\nHost: \xff\r\nConnection: close\r\n\r\n", &[400]),
    (b"GET / HTTP/1.1\r\n{host}X: \xff\xfe\r\nConnection: close\r\n\r\n", &[200]),
    (b"GET /\xff HTTP/1.1\r\n{host}Connection: close\r\n\r\n", &[400]),
    (b"GET /\0 HTTP/1.1\r\n{host}\r\n", &[400]),
    (b"GET /a b HTTP/1.1\r\n{host}\r\n", &[400]),
    // Versions.
    (b"GET /\r\n\r\n", &[400]),
    (b"GET / HTTP/0.9\r\n\r\n", &[400]),
    (b"GET / HTTP/1.0\r\n\r\n", &[400]),
    (b"GET / HTTP/1.0\r\n{host}\r\n", &[200]),
    (b"GET / HTTP/2.0\r\n{host}\r\n", &[400]),
    (b"GET / HTTP/9.9\r\n{host}\r\n", &[400]),
    (b"GET / HTTX/1.1\r\n{host}\r\n", &[400]),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &[]),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", &[400]),
    (b"\0\0\0\0\r\n\r\n", &[400]),
    // One after the other without waiting.
    (
        b"GET / HTTP/1.1\r\n{host}\r\nGET /../secret.txt HTTP/1.1\r\n{host}\r\nGET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        &[200, 404, 403],
    ),
];

/// Sends whatever it is, and gives whatever comes until the server ends the connection.
fn send(serving: &Serving, request: &[u8]) -> Vec<u8> {
    let mut socket = serving.connect();
    // Who is refused early may be cut off while still talking.
    let _ = socket.write_all(request);
    let (mut answer, mut part) = (Vec::new(), [0; 4096]);
    loop {
        match socket.read(&mut part) {
            Ok(0) => return answer,
            Ok(length) => answer.extend_from_slice(&part[..length]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => return answer,
            Err(error) => panic!("{error} after {:?}", String::from_utf8_lossy(request)),
        }
    }
}

fn statuses(answers: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(answers);
    let starts = text.split("HTTP/1.").skip(1);
    starts
        .filter_map(|answer| answer.split(' ').nth(1)?.parse().ok())
        .collect()
}

#[test]
fn hostile_requests_get_nothing() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let query = serving.query("/");
    let token = query.split('&').find_map(|pair| pair.strip_prefix("token="));
    let port = serving.port.to_string();
    let host = format!("Host: localhost:{port}\r\n");
    let filled = |bytes: &[u8]| -> Vec<u8> {
        let known = [
            ("{host}", host.as_str()),
            ("{port}", &port),
            ("{token}", token.expect("it has one")),
        ];
        known.into_iter().fold(bytes.to_vec(), |bytes, (name, value)| {
            replaced(&bytes, name, value)
        })
    };
    let addresses = ADDRESSES.iter().map(|(path, status)| {
        let request = format!("GET {path} HTTP/1.1\r\n{{host}}Connection: close\r\n\r\n");
        (request.into_bytes(), vec![*status])
    });
    let heads = HEADS.iter().map(|(head, status)| {
        let request = format!("GET / HTTP/1.1\r\n{head}Connection: close\r\n\r\n");
        (request.into_bytes(), vec![*status])
    });
    let requests = REQUESTS
        .iter()
        .map(|(request, statuses)| (request.to_vec(), statuses.to_vec()));
    let mut wrong = Vec::new();
    for (request, expected) in addresses.chain(heads).chain(requests) {
        let request = filled(&request);
        let answer = send(&serving, &request);
        let shown = String::from_utf8_lossy(&request);
        let text = String::from_utf8_lossy(&answer);
        assert!(!text.contains(OUTSIDE) && !text.contains("root:"), "{shown}");
        assert!(!text.to_ascii_lowercase().contains("access-control-"), "{shown}");
        if statuses(&answer) != expected {
            wrong.push(format!(
                "{:?} instead of {expected:?} for {shown:?}",
                statuses(&answer)
            ));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(serving.get("/").status, 200, "it goes on");
}

fn replaced(bytes: &[u8], name: &str, value: &str) -> Vec<u8> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest
        .windows(name.len())
        .position(|window| window == name.as_bytes())
    {
        parts.extend_from_slice(&rest[..at]);
        parts.extend_from_slice(value.as_bytes());
        rest = &rest[at + name.len()..];
    }
    [&parts, rest].concat()
}

#[test]
fn long_heads_are_refused() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let host = format!("Host: localhost:{}\r\n", serving.port);
    let many: String = (0..200).map(|number| format!("X-{number}: a\r\n")).collect();
    for (line, head, status) in [
        (
            format!("GET /{} HTTP/1.1", "a".repeat(40_000)),
            String::new(),
            404,
        ),
        (
            format!("GET /{} HTTP/1.1", "a".repeat(1 << 20)),
            String::new(),
            431,
        ),
        (
            format!("GET /?{} HTTP/1.1", "a".repeat(1 << 20)),
            String::new(),
            431,
        ),
        (format!("{} / HTTP/1.1", "A".repeat(1 << 20)), String::new(), 431),
        (
            "GET / HTTP/1.1".to_owned(),
            format!("X: {}\r\n", "a".repeat(1 << 20)),
            431,
        ),
        (
            "GET / HTTP/1.1".to_owned(),
            format!("{}: a\r\n", "X".repeat(1 << 20)),
            431,
        ),
        ("GET / HTTP/1.1".to_owned(), many, 431),
    ] {
        let answer = send(
            &serving,
            format!("{line}\r\n{host}{head}Connection: close\r\n\r\n").as_bytes(),
        );
        // Where much is still under way when the connection ends, the answer may be lost.
        let got = statuses(&answer);
        assert!(
            got == [status] || (status == 431 && got.is_empty()),
            "{got:?} instead of {status}"
        );
    }
    assert_eq!(serving.get("/").status, 200, "it goes on");
}

#[test]
fn the_stream_of_news_is_for_own_pages() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let path = format!("/_passdown/events?{}", serving.query("/"));
    let own = format!("Origin: http://localhost:{}\r\n", serving.port);
    for (head, status) in [
        ("Origin: http://evil.example\r\n", 403),
        ("Origin: null\r\n", 403),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n", 403),
        ("Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: navigate\r\n", 403),
        ("Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n", 403),
    ] {
        assert_eq!(serving.ask("GET", &path, head).status, status, "{head}");
    }
    assert_eq!(serving.ask("HEAD", &path, &own).status, 200);
}

/// A thousand clients that say nothing, half a request, or ask and read nothing.
#[test]
fn a_crowd_keeps_nobody_out() {
    let folder = base();
    let mut serving = Serving::new(folder.path(), "");
    let news = serving.news("/");
    super::next(&news);
    let request = format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", serving.port);
    let mut crowd = Vec::new();
    for number in 0..1000 {
        let mut socket = serving.connect();
        let said = [&b""[..], b"GET / HTTP/1.1\r\nX: ", request.as_bytes()][number % 3];
        // It may have been sent away already.
        let _ = socket.write_all(said);
        crowd.push(socket);
        if number % 50 == 0 {
            assert_eq!(serving.get("/gauge.html").status, 200);
        }
    }
    assert_eq!(serving.get("/gauge.html").status, 200);
    // Whoever says a byte now and then is ended too.
    let mut dribbling = serving.connect();
    let began = Instant::now();
    while dribbling.write_all(b"G").is_ok() {
        assert!(began.elapsed() < super::PATIENCE, "a slow client stays for ever");
        thread::sleep(Duration::from_millis(100));
    }
    drop(crowd);
    super::interrupt(&mut serving.child);
}
