//! `passdown serve` as browsers, editors and hostile pages meet it: real sockets, the real program.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// Far longer than anything here takes, so that a busy machine fails nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long nothing must come before nothing is believed to come.
const SILENCE: Duration = Duration::from_millis(700);

struct Serving {
    child: Child,
    port: u16,
    talk: Receiver<String>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .next()
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn put(folder: &Path, path: &str, content: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
    std::fs::write(path, content).expect("the file can be written");
}

fn base() -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    put(
        folder.path(),
        "book.toml",
        "[book]\ntitle = \"Tide Desk\"\n[output.html]\nadditional-css = [\"own.css\"]\n",
    );
    put(folder.path(), "own.css", "p { color: teal }\n");
    put(folder.path(), "secret.txt", "outside of the content\n");
    put(folder.path(), "content/index.md", "# Home\n\nWelcome.\n");
    put(
        folder.path(),
        "content/gauge.md",
        "# Gauges\n\nRead them at noon.\n",
    );
    put(folder.path(), "content/sea/index.md", "# The sea\n\nIt is wet.\n");
    put(folder.path(), "content/sea/depth table.csv", "1,2\n");
    folder
}

fn start(folder: &Path, command: &str) -> (Child, Receiver<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_passdown"))
        .args(command.split_whitespace())
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let (line, talk) = channel();
    let stderr = BufReader::new(child.stderr.take().expect("it is piped"));
    thread::spawn(move || {
        stderr
            .lines()
            .map_while(Result::ok)
            .try_for_each(|text| line.send(text))
    });
    (child, talk)
}

/// The first line that holds the words.
fn hear(talk: &Receiver<String>, words: &str) -> String {
    let began = Instant::now();
    let mut heard = Vec::new();
    while began.elapsed() < PATIENCE {
        match talk.recv_timeout(PATIENCE) {
            Ok(line) if line.contains(words) => return line,
            Ok(line) => heard.push(line),
            Err(_) => break,
        }
    }
    panic!("`{words}` was not said, but {heard:?}");
}

impl Serving {
    fn new(folder: &Path, options: &str) -> Self {
        let (child, talk) = start(folder, &format!("serve -p 0 {options}"));
        let mut serving = Self { child, port: 0, talk };
        let line = hear(&serving.talk, "serving http://");
        let port = line.split(':').nth(2).and_then(|rest| rest.split('/').next());
        serving.port = port.and_then(|port| port.parse().ok()).expect("an address");
        serving
    }

    fn raw(&self, request: &str) -> Answer {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        socket
            .set_read_timeout(Some(PATIENCE))
            .expect("sockets have timeouts");
        socket.write_all(request.as_bytes()).expect("it reads");
        let mut whole = Vec::new();
        socket.read_to_end(&mut whole).expect("it answers");
        let end = whole
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("an answer has a head");
        let head = String::from_utf8_lossy(&whole[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Answer {
            status: status.expect("a status"),
            head,
            body: whole[end + 4..].to_vec(),
        }
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = format!("Host: localhost:{}\r\n", self.port);
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n"
        ))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// The words by which a page asks for its news.
    fn query(&self, path: &str) -> String {
        let page = self.get(path).text();
        let at = page.find("reload.js?").expect("a page has the script") + "reload.js?".len();
        let query = page[at..].split('"').next().expect("an attribute ends");
        query.replace("&amp;", "&")
    }

    /// What a page is told, from now on.
    fn news(&self, path: &str) -> Receiver<Value> {
        let query = self.query(path);
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let request = format!(
            "GET /_passdown/events?{query}&at={path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.port
        );
        socket.write_all(request.as_bytes()).expect("it reads");
        let (send, news) = channel();
        thread::spawn(move || {
            let lines = BufReader::new(socket).lines().map_while(Result::ok);
            let data = lines.filter_map(|line| line.strip_prefix("data: ").map(str::to_owned));
            for data in data {
                let value = serde_json::from_str(&data).expect("news is JSON");
                if send.send(value).is_err() {
                    return;
                }
            }
        });
        news
    }
}

fn next(news: &Receiver<Value>) -> Value {
    news.recv_timeout(PATIENCE).expect("there is news")
}

fn silent<T: std::fmt::Debug>(receiver: &Receiver<T>) {
    match receiver.recv_timeout(SILENCE) {
        Err(RecvTimeoutError::Timeout) => {}
        other => panic!("nothing more should come: {other:?}"),
    }
}

/// The page without the script that the server added.
fn without_script(body: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(body).expect("pages are text");
    let Some(at) = text.find("<script src=\"/_passdown/") else {
        return body.to_vec();
    };
    let end = at + text[at..].find("</script>").expect("it ends") + "</script>".len();
    [&text[..at], &text[end..]].concat().into_bytes()
}

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
fn strangers_are_refused() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let port = serving.port;
    let with = |head: &str| {
        serving
            .raw(&format!("GET / HTTP/1.1\r\n{head}Connection: close\r\n\r\n"))
            .status
    };
    let ours = format!("Host: 127.0.0.1:{port}\r\n");
    assert_eq!(with(&ours), 200);
    for (head, status) in [
        ("Host: evil.example\r\n".to_owned(), 403),
        (format!("Host: evil.example:{port}\r\n"), 403),
        (format!("Host: localhost:{port}\r\nHost: evil.example\r\n"), 400),
        ("Host: a b\r\n".to_owned(), 400),
        (String::new(), 400),
        (format!("{ours}Origin: https://evil.example\r\n"), 403),
        (format!("{ours}Origin: null\r\n"), 403),
        (format!("{ours}Origin: nonsense\r\n"), 400),
        (format!("{ours}Origin: http://127.0.0.1:{port}\r\n"), 200),
        (
            format!("{ours}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"),
            403,
        ),
        (
            format!("{ours}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"),
            200,
        ),
    ] {
        assert_eq!(with(&head), status, "{head}");
    }
    for query in ["", "token=", "token=00000000000000000000000000000000"] {
        assert_eq!(
            serving.get(&format!("/_passdown/events?{query}")).status,
            403,
            "{query}"
        );
    }
    let known = serving.query("/");
    let foreign = "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: navigate\r\n";
    let answer = serving.ask("GET", &format!("/_passdown/events?{known}"), foreign);
    assert_eq!(answer.status, 403);
}

#[test]
fn no_address_leads_out_of_the_site() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/sea/../../secret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "/./gauge.html",
        "/sea//index.html",
        "/%00",
        "/gauge.html%00",
        "/gauge.html::$DATA",
        "/book.toml",
        "/content/gauge.md",
        "/gauge.md",
        "/%c0%ae%c0%ae/secret.txt",
        "/etc/passwd",
        "//etc/passwd",
    ] {
        let answer = serving.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("outside of the content"), "{path}");
    }
    assert_eq!(serving.get("/").status, 200, "it goes on");
}

#[test]
fn what_is_served_is_what_is_built() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let built = Command::new(env!("CARGO_BIN_EXE_passdown"))
        .args(["build", "-d", "elsewhere"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    assert!(built.status.success());
    let site = folder.path().join("elsewhere");
    let mut files = BTreeMap::new();
    let mut folders = vec![site.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("it was built").flatten() {
            let path = entry.path();
            let below = path
                .strip_prefix(&site)
                .expect("it lies below")
                .to_string_lossy()
                .into_owned();
            match path.is_dir() {
                true => folders.push(path),
                false if below == ".passdown-manifest" => {}
                false => {
                    files.insert(below, std::fs::read(&path).expect("it can be read"));
                }
            }
        }
    }
    assert!(files.len() > 5);
    for (path, bytes) in files {
        let answer = serving.get(&format!("/{}", path.replace(' ', "%20")));
        assert_eq!(answer.status, 200, "{path}");
        let body = match path.ends_with(".html") {
            true => {
                assert!(answer.text().contains("/_passdown/reload.js"), "{path}");
                without_script(&answer.body)
            }
            false => answer.body,
        };
        assert!(body == bytes, "{path} differs");
    }
}

#[test]
fn an_edit_reloads_its_page_and_no_other() {
    let folder = base();
    for options in ["", "--poll"] {
        let serving = Serving::new(folder.path(), options);
        let (gauge, home) = (serving.news("/gauge.html"), serving.news("/"));
        let (first, other) = (next(&gauge), next(&home));
        let page = format!("# Gauges\n\nRead them at dusk. {options}\n");
        put(folder.path(), "content/gauge.md", &page);
        let second = next(&gauge);
        assert_ne!(first["page"], second["page"]);
        assert!(serving.get("/gauge.html").text().contains("at dusk"));
        silent(&gauge);
        while let Ok(news) = home.recv_timeout(SILENCE) {
            assert_eq!(news["page"], other["page"], "the home page is as it was");
        }
        // A touched file is no change.
        put(folder.path(), "content/gauge.md", &page);
        silent(&gauge);
        put(
            folder.path(),
            "own.css",
            &format!("p {{ color: navy }} /* {options} */\n"),
        );
        let third = next(&gauge);
        assert_eq!(
            third["page"], second["page"],
            "a style sheet is swapped without a reload"
        );
        assert!(third["files"]["own.css"].is_number(), "{third}");
    }
}

#[test]
fn a_blocked_build_keeps_the_site_and_says_so() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let news = serving.news("/gauge.html");
    let first = next(&news);
    let book = std::fs::read_to_string(folder.path().join("book.toml")).expect("it is there");
    put(folder.path(), "book.toml", "[book\n");
    let broken = next(&news);
    assert_eq!(broken["page"], first["page"]);
    let place = broken["blocked"][0]["place"].as_str().expect("it is told where");
    assert!(place.starts_with("book.toml:1:"), "{place}");
    assert!(serving.get("/gauge.html").text().contains("at noon"));
    put(folder.path(), "book.toml", &book);
    let mended = next(&news);
    assert_eq!(mended, first);
    put(
        folder.path(),
        "content/sea/index.md",
        "# The sea\n\n[Nothing](nothing.md)\n",
    );
    let found = next(&news);
    assert_eq!(
        (&found["count"], &found["blocked"]),
        (&1.into(), &Value::Array(Vec::new()))
    );
    assert!(
        found["findings"][0]["place"]
            .as_str()
            .is_some_and(|place| place.contains("sea/index.md:3:"))
    );
}

#[test]
fn a_site_that_cannot_be_built_yet_is_waited_for() {
    let folder = base();
    put(folder.path(), "book.toml", "[book\n");
    let serving = Serving::new(folder.path(), "");
    let answer = serving.get("/");
    assert_eq!(answer.status, 503);
    let news = serving.news("/");
    assert_eq!(next(&news)["page"], Value::Null);
    put(folder.path(), "book.toml", "");
    assert!(next(&news)["page"].is_string());
    assert_eq!(serving.get("/").status, 200);
}

#[test]
fn every_way_of_saving_is_one_reload() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let news = serving.news("/gauge.html");
    next(&news);
    let file = folder.path().join("content/gauge.md");
    let text = |way: &str| format!("# Gauges\n\nSaved by {way}.\n");
    let write = |name: &str, text: &str| put(folder.path(), &format!("content/{name}"), text);
    // Between two halves of a save; whether the machine kept to it is looked at.
    let pause = || {
        let began = Instant::now();
        thread::sleep(Duration::from_millis(5));
        began.elapsed() < Duration::from_millis(20)
    };
    let save = |way: &str| -> bool {
        let (text, move_away) = (text(way), folder.path().join("content/gauge.md~"));
        match way {
            "renaming over" => {
                write(".gauge.tmp", &text);
                std::fs::rename(folder.path().join("content/.gauge.tmp"), &file).expect("it can be renamed");
                true
            }
            "truncating first" => {
                write("gauge.md", "");
                let quick = pause();
                write("gauge.md", &text);
                quick
            }
            "two halves" => {
                let (first, second) = text.split_at(text.len() / 2);
                write("gauge.md", first);
                let quick = pause();
                let mut open = std::fs::File::options()
                    .append(true)
                    .open(&file)
                    .expect("it is there");
                open.write_all(second.as_bytes()).expect("there is room");
                quick
            }
            "moving away" => {
                std::fs::rename(&file, &move_away).expect("it can be renamed");
                let quick = pause();
                write("gauge.md", &text);
                std::fs::remove_file(&move_away).expect("it is there");
                quick
            }
            "removing first" => {
                std::fs::remove_file(&file).expect("it is there");
                let quick = pause();
                write("gauge.md", &text);
                quick
            }
            _ => {
                write("gauge.md", &text);
                true
            }
        }
    };
    for way in [
        "writing",
        "renaming over",
        "truncating first",
        "two halves",
        "moving away",
        "removing first",
    ] {
        let quick = save(way);
        let saved = |serving: &Serving| {
            serving
                .get("/gauge.html")
                .text()
                .contains(&format!("Saved by {way}."))
        };
        next(&news);
        if quick {
            assert!(saved(&serving), "{way}");
            silent(&news);
        }
        let began = Instant::now();
        while !saved(&serving) {
            assert!(began.elapsed() < PATIENCE, "{way} was missed");
            thread::sleep(Duration::from_millis(20));
        }
        while !quick && news.recv_timeout(SILENCE).is_ok() {}
    }
}

#[test]
fn folders_that_come_and_go_are_watched() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let until = |path: &str, status: u16, words: &str| {
        let began = Instant::now();
        loop {
            let answer = serving.get(path);
            if answer.status == status && answer.text().contains(words) {
                return;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{path} is never {status}, with `{words}`"
            );
            thread::sleep(Duration::from_millis(20));
        }
    };
    put(folder.path(), "content/new/deep/page.md", "# New\n\nIt is new.\n");
    until("/new/deep/page.html", 200, "It is new.");
    put(folder.path(), "content/new/deep/page.md", "# New\n\nIt is old.\n");
    until("/new/deep/page.html", 200, "It is old.");
    std::fs::remove_dir_all(folder.path().join("content/new")).expect("it is there");
    until("/new/deep/page.html", 404, "");
    let (content, aside) = (folder.path().join("content"), folder.path().join("aside"));
    std::fs::rename(&content, &aside).expect("it can be renamed");
    std::fs::rename(&aside, &content).expect("it can be renamed");
    put(folder.path(), "content/gauge.md", "# Gauges\n\nBack again.\n");
    until("/gauge.html", 200, "Back again.");
    put(
        folder.path(),
        "templates/page.html",
        "<html><body>mine{% block content %}{% endblock %}</body></html>",
    );
    until("/gauge.html", 200, "mine");
    put(
        folder.path(),
        "templates/page.html",
        "<html><body>still mine{% block content %}{% endblock %}</body></html>",
    );
    until("/gauge.html", 200, "still mine");
    put(folder.path(), "templates/page.html", "{% if");
    hear(&serving.talk, "the last good site is shown");
    until("/gauge.html", 200, "still mine");
    std::fs::remove_dir_all(folder.path().join("templates")).expect("it is there");
    until("/gauge.html", 200, "Back again.");
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
fn watching_writes_to_the_disk() {
    let folder = base();
    let (mut child, talk) = start(folder.path(), "watch");
    hear(&talk, "watching");
    let site = folder.path().join("public/gauge.html");
    assert!(
        std::fs::read_to_string(&site)
            .expect("it is written")
            .contains("at noon")
    );
    put(
        folder.path(),
        "content/gauge.md",
        "# Gauges\n\nRead them at dusk.\n",
    );
    let line = hear(&talk, "content/gauge.md");
    assert!(
        line.contains(" pages in ") && line.contains("no findings"),
        "{line}"
    );
    assert!(
        std::fs::read_to_string(&site)
            .expect("it is written")
            .contains("at dusk")
    );
    silent(&talk);
    put(folder.path(), "book.toml", "[book\n");
    hear(&talk, "nothing was written");
    assert!(
        std::fs::read_to_string(&site)
            .expect("it is kept")
            .contains("at dusk")
    );
    interrupt(&mut child);
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

/// Presses Ctrl-C.
fn interrupt(child: &mut Child) {
    if cfg!(unix) {
        let id = child.id().to_string();
        let sent = Command::new("kill")
            .args(["-INT", &id])
            .status()
            .expect("there is kill");
        assert!(sent.success());
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
    } else {
        child.kill().expect("it runs");
        child.wait().expect("it ends");
    }
}
