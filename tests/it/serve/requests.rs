//! What an honest browser is answered.

use super::{Serving, base, hear, interrupt, is_what_is_built, next, put, start};

#[test]
fn addresses_and_headers() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    for (path, status, kind) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/gauge.html", 200, "text/html; charset=utf-8"),
        ("/gauge.html?a=b", 200, "text/html; charset=utf-8"),
        ("/sea/", 200, "text/html; charset=utf-8"),
        ("/sea/depth%20table.csv", 200, "text/csv; charset=utf-8"),
        ("/own.css", 200, "text/css; charset=utf-8"),
        ("/nowhere", 404, "text/html; charset=utf-8"),
        ("/_passdown/reload.js", 200, "text/javascript; charset=utf-8"),
        ("/_passdown/reload.css", 200, "text/css; charset=utf-8"),
        ("/_passdown/other", 404, "text/plain; charset=utf-8"),
    ] {
        let answer = serving.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        for (name, value) in [
            ("cache-control", "no-cache"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
        let head = serving.ask("HEAD", path, "");
        assert_eq!(head.status, status, "{path}");
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(
            head.header("content-length"),
            answer.header("content-length"),
            "{path}"
        );
    }
    let to = serving.get("/sea?x=1");
    assert_eq!((to.status, to.header("location")), (302, Some("/sea/?x=1")));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = serving.ask(method, "/", "");
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    let tag = serving
        .get("/gauge.html")
        .header("etag")
        .expect("a tag")
        .to_owned();
    let again = serving.ask("GET", "/gauge.html", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let other = serving.ask("GET", "/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!(other.status, 200);
    assert!(!folder.path().join("public").exists(), "nothing is written");
}

#[test]
fn what_is_served_is_what_is_built() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    assert!(is_what_is_built(&serving, folder.path()) > 5);
}

#[test]
fn ports_hosts_and_audiences() {
    let folder = base();
    put(
        folder.path(),
        "content/own.md",
        "---\naudience: private\n---\n# Own\n\nMine alone.\n",
    );
    let serving = Serving::new(folder.path(), "");
    assert_eq!(serving.get("/own.html").status, 404);
    let wanted = format!("serve -p {}", serving.port);
    let (mut second, talk) = start(folder.path(), &wanted);
    hear(&talk, "is in use");
    assert_eq!(second.wait().expect("it ends").code(), Some(2));
    let (mut open, talk) = start(folder.path(), "serve --private -n 0.0.0.0 -p 0");
    hear(&talk, "private pages stay on this machine");
    assert_eq!(open.wait().expect("it ends").code(), Some(2));
    let private = Serving::new(folder.path(), "--private");
    assert!(private.get("/own.html").text().contains("Mine alone."));
    let (mut everybody, talk) = start(folder.path(), "serve -n 0.0.0.0 -p 0");
    hear(&talk, "everybody who can reach this machine");
    hear(&talk, "serving http://");
    everybody.kill().expect("it runs");
    everybody.wait().expect("it ends");
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_it_cleanly() {
    let folder = base();
    let mut serving = Serving::new(folder.path(), "");
    let news = serving.news("/");
    next(&news);
    interrupt(&mut serving.child);
}
