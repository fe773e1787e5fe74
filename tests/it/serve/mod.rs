//! `passdown serve` as browsers, editors and hostile pages meet it: real sockets, the real program.

mod hostile;
#[cfg(target_os = "linux")]
mod memory;
mod reload;
mod requests;
mod saves;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use walkdir::WalkDir;

/// Far longer than anything here takes, so that a busy machine fails nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long nothing must come before nothing is believed to come.
const SILENCE: Duration = Duration::from_millis(700);
/// The file by which all files of the search are told to be new.
const ROOT: &str = "search/root.js";

struct Serving {
    child: Child,
    port: u16,
    /// What it said until it answered.
    before: Vec<String>,
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

/// Puts a file in its place at once, so that nobody reads half of it, however busy the machine is.
fn put(folder: &Path, path: &str, content: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
    let outside = tempfile::NamedTempFile::new().expect("there is room for a file");
    std::fs::write(outside.path(), content).expect("the file can be written");
    outside.persist(path).expect("the file can be moved");
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

fn start(folder: &Path, arguments: &str) -> (Child, Receiver<String>) {
    start_by(Command::new(env!("CARGO_BIN_EXE_passdown")), folder, arguments)
}

/// Starts it by a command that may begin with another program.
fn start_by(mut command: Command, folder: &Path, arguments: &str) -> (Child, Receiver<String>) {
    let mut child = command
        .args(arguments.split_whitespace())
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
    hear_all(talk, words)
        .pop()
        .expect("the last line holds the words")
}

/// All lines up to the first that holds the words.
fn hear_all(talk: &Receiver<String>, words: &str) -> Vec<String> {
    let mut heard: Vec<String> = Vec::new();
    while !heard.last().is_some_and(|line| line.contains(words)) {
        match talk.recv_timeout(PATIENCE) {
            Ok(line) => heard.push(line),
            Err(_) => panic!("`{words}` was not said, but {heard:?}"),
        }
    }
    heard
}

impl Serving {
    fn new(folder: &Path, options: &str) -> Self {
        Self::by(Command::new(env!("CARGO_BIN_EXE_passdown")), folder, options)
    }

    fn by(command: Command, folder: &Path, options: &str) -> Self {
        let (child, talk) = start_by(command, folder, &format!("serve -p 0 {options}"));
        let mut serving = Self {
            child,
            port: 0,
            before: Vec::new(),
            talk,
        };
        serving.before = hear_all(&serving.talk, "serving http://");
        let line = serving.before.last().expect("it was heard");
        let port = line.split(':').nth(2).and_then(|rest| rest.split('/').next());
        serving.port = port.and_then(|port| port.parse().ok()).expect("an address");
        serving
    }

    fn connect(&self) -> TcpStream {
        let socket = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let patient = socket.set_read_timeout(Some(PATIENCE));
        patient.expect("sockets have timeouts");
        socket
    }

    fn raw(&self, request: &str) -> Answer {
        let mut socket = self.connect();
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

    /// What a page is told from now on, but for the search, which follows a moment later.
    fn news(&self, path: &str) -> Receiver<Value> {
        let all = self.all_news(path);
        let (send, news) = channel();
        thread::spawn(move || {
            let mut last = Value::Null;
            for mut value in all {
                value["files"]
                    .as_object_mut()
                    .expect("files are named")
                    .remove(ROOT);
                if value != last && send.send(value.clone()).is_err() {
                    return;
                }
                last = value;
            }
        });
        news
    }

    fn all_news(&self, path: &str) -> Receiver<Value> {
        let query = self.query(path);
        let mut socket = self.connect();
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

/// Compares all that is served with what a build from nothing writes; gives the number of files.
fn is_what_is_built(serving: &Serving, folder: &Path) -> usize {
    let site = tempfile::tempdir().expect("there is room for a folder");
    let built = Command::new(env!("CARGO_BIN_EXE_passdown"))
        .args(["build", "-q", "-d"])
        .arg(site.path().join("site"))
        .current_dir(folder)
        .output()
        .expect("the program starts");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stdout)
    );
    let files = WalkDir::new(site.path().join("site")).into_iter();
    let files = files.map(|entry| entry.expect("it can be read").into_path());
    let files = files.filter(|path| path.is_file() && !path.ends_with(".passdown-manifest"));
    files
        .map(|file| {
            let path = file
                .strip_prefix(site.path().join("site"))
                .expect("it lies below");
            let path = path.to_string_lossy().replace('\\', "/").replace(' ', "%20");
            let answer = serving.get(&format!("/{path}"));
            assert_eq!(answer.status, 200, "{path}");
            let served = match path.ends_with(".html") {
                true => without_script(&answer.body),
                false => answer.body,
            };
            assert!(
                served == std::fs::read(&file).expect("it can be read"),
                "{path} differs"
            );
        })
        .count()
}

/// What the environment asks for.
fn asked<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    let value = std::env::var(name).ok();
    value.and_then(|value| value.parse().ok()).unwrap_or(otherwise)
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
