//! Suites in Markdown: cases below headings, what is given and what is expected in fenced blocks.
//!
//! Takes a folder of suites and a way to run a case; reads them, runs all cases and says which of
//! them are not as written. It must not know what the blocks of a case mean: that is its runner's
//! part. `UPDATE=1` rewrites what is expected; read the difference before you believe it.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use similar::{ChangeTag, TextDiff};

/// One suite file.
struct Suite {
    path: PathBuf,
    lines: Vec<String>,
}

/// One heading of a suite and the blocks below it.
pub(crate) struct Case {
    suite: usize,
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) blocks: Vec<Block>,
}

/// One fenced block.
#[derive(Clone)]
pub(crate) struct Block {
    pub(crate) language: String,
    pub(crate) title: Option<String>,
    flags: Vec<String>,
    /// The lines between the fences, counted from 0.
    at: Range<usize>,
    pub(crate) text: String,
}

/// What a case gave where something else was expected.
pub(crate) struct Miss {
    pub(crate) block: Block,
    pub(crate) actual: String,
    /// Whether `actual` may stand in the suite instead.
    pub(crate) can_update: bool,
}

impl Block {
    /// Whether this word stands behind the language and the title.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|own| own == flag)
    }

    /// The bytes that are meant: with `escaped`, without the last line break and with each escape read.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self.has("escaped") {
            true => unescape(self.text.trim_end_matches('\n')),
            false => self.text.clone().into_bytes(),
        }
    }

    /// A text as this block would write it.
    pub(crate) fn written(&self, text: &str) -> String {
        match self.has("escaped") {
            true => escape(text) + "\n",
            false => text.to_owned(),
        }
    }
}

/// Runs every case of the suites in a folder.
pub(crate) fn check(folder: &str, run: fn(&Case) -> Vec<Miss>) {
    let suites = read_suites(folder);
    let cases: Vec<Case> = (0..suites.len())
        .flat_map(|at| cases_of(at, &suites[at].lines))
        .collect();
    assert!(!cases.is_empty(), "there are no cases");
    let mut missed = run_all(&cases, run);
    if std::env::var_os("UPDATE").is_some() {
        missed = update(&suites, &cases, missed);
    }
    let mut report = String::new();
    for (case, miss) in &missed {
        let case = &cases[*case];
        let path = shown(&suites[case.suite].path);
        let (name, line) = (&case.name, miss.block.at.start);
        writeln!(
            report,
            "\n{path}:{line}: {name}\n{}",
            difference(&miss.block.text, &miss.actual)
        )
        .expect("a string takes all");
    }
    assert!(
        missed.is_empty(),
        "{report}\n{} of {} cases are not as their suite says; UPDATE=1 rewrites the suites",
        missed.len(),
        cases.len()
    );
}

/// The path from the repository's root.
fn shown(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap_or(path)
        .display()
}

fn read_suites(folder: &str) -> Vec<Suite> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the suites are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a suite is text");
        Suite {
            path,
            lines: text.lines().map(str::to_owned).collect(),
        }
    };
    paths.into_iter().map(read).collect()
}

/// The cases of a suite: one for each heading with blocks below it.
fn cases_of(suite: usize, lines: &[String]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        if ticks >= 3 {
            let is_end = |line: &String| line.len() >= ticks && line.bytes().all(|byte| byte == b'`');
            let length = lines[at + 1..]
                .iter()
                .position(is_end)
                .expect("a fence is closed");
            let inside = at + 1..at + 1 + length;
            let case = cases.last_mut().expect("a block stands below a heading");
            case.blocks
                .push(block(&line[ticks..], inside.clone(), &lines[inside.clone()]));
            at = inside.end;
        } else if let Some((_, name)) = line
            .split_once("# ")
            .filter(|(marks, _)| marks.bytes().all(|byte| byte == b'#'))
        {
            cases.push(Case {
                suite,
                name: name.to_owned(),
                line: at + 1,
                blocks: Vec::new(),
            });
        }
        at += 1;
    }
    cases.retain(|case| !case.blocks.is_empty());
    cases
}

/// Reads an info line such as `md title="content/x.md" escaped`.
fn block(info: &str, at: Range<usize>, lines: &[String]) -> Block {
    let (before, title, after) = match info.split_once(" title=\"") {
        Some((before, rest)) => {
            let (title, after) = rest.split_once('"').expect("a title ends with a quote");
            (before, Some(title.to_owned()), after)
        }
        None => (info, None, ""),
    };
    let mut words = before.split_whitespace().chain(after.split_whitespace());
    Block {
        language: words.next().unwrap_or_default().to_owned(),
        title,
        flags: words.map(str::to_owned).collect(),
        at,
        text: lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect(),
    }
}

/// Runs all cases, as many at once as there are processors; gives each miss with its case's number.
fn run_all(cases: &[Case], run: fn(&Case) -> Vec<Miss>) -> Vec<(usize, Miss)> {
    let next = AtomicUsize::new(0);
    let missed = Mutex::new(Vec::new());
    let work = || {
        while let Some((number, case)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|number| Some((number, cases.get(number)?)))
        {
            let found = run(case);
            let mut all = missed.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend(found.into_iter().map(|miss| (number, miss)));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let mut missed = missed.into_inner().unwrap_or_else(PoisonError::into_inner);
    missed.sort_by_key(|(case, miss)| (*case, miss.block.at.start));
    missed
}

/// Reads `\xFF`, `\u{feff}`, `\n`, `\r`, `\t` and `\\`; line breaks of the suite itself count too.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        let (letter, behind) = after.split_at(1);
        rest = behind;
        match letter {
            "n" => bytes.push(b'\n'),
            "r" => bytes.push(b'\r'),
            "t" => bytes.push(b'\t'),
            "x" => {
                bytes.push(u8::from_str_radix(&behind[..2], 16).expect("two hexadecimal digits"));
                rest = &behind[2..];
            }
            "u" => {
                let (code, end) = behind[1..].split_once('}').expect("`\\u{…}` has an end");
                let code = u32::from_str_radix(code, 16).expect("hexadecimal digits");
                let letter = char::from_u32(code).expect("a character");
                bytes.extend(letter.to_string().as_bytes());
                rest = end;
            }
            other => bytes.extend(other.as_bytes()),
        }
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// The other way: what cannot be seen is escaped, and so are blanks and the line break at an end.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        match c {
            '\n' if rest.is_empty() => escaped.push_str("\\n"),
            ' ' if rest.is_empty() || rest.starts_with(['\r', '\n']) => escaped.push_str("\\x20"),
            '\n' | ' ' | '"' | '\'' => escaped.push(c),
            _ => escaped.extend(c.escape_debug()),
        }
    }
    escaped
}

/// The findings of `--format json` as people read them: with what to do, and with the other places.
pub(crate) fn findings(printed: &str) -> String {
    let mut readable = String::new();
    for line in printed.lines() {
        let Ok(serde_json::Value::Object(finding)) = serde_json::from_str(line) else {
            readable.push_str(line);
            readable.push('\n');
            continue;
        };
        let text = |name: &str| finding.get(name).and_then(|value| value.as_str());
        let number = |name: &str| finding.get(name).and_then(serde_json::Value::as_u64);
        if let (Some(path), Some(line), Some(column)) = (text("path"), number("line"), number("column")) {
            readable.push_str(&format!("{path}:{line}:{column}: "));
        }
        let (severity, rule) = (text("severity"), text("rule"));
        let message = text("message").unwrap_or_default();
        readable.push_str(&format!(
            "{}[{}]: {message}\n",
            severity.unwrap_or_default(),
            rule.unwrap_or_default()
        ));
        let also = finding.get("also").and_then(|also| also.as_array());
        for place in also.into_iter().flatten() {
            let part = |name: &str| place[name].to_string().trim_matches('"').to_owned();
            let (path, line, column) = (part("path"), part("line"), part("column"));
            readable.push_str(&format!("  also {path}:{line}:{column}: {}\n", part("message")));
        }
        if let Some(help) = text("help") {
            readable.push_str(&format!("  help: {help}\n"));
        }
    }
    readable
}

/// Writes what was found into the suites; gives back what only a person can mend.
fn update(suites: &[Suite], cases: &[Case], missed: Vec<(usize, Miss)>) -> Vec<(usize, Miss)> {
    let (mut can, cannot): (Vec<_>, Vec<_>) = missed.into_iter().partition(|(_, miss)| miss.can_update);
    can.sort_by_key(|(_, miss)| miss.block.at.start);
    for (at, suite) in suites.iter().enumerate() {
        let mut lines = suite.lines.clone();
        for (_, miss) in can.iter().rev().filter(|(case, _)| cases[*case].suite == at) {
            let actual = miss.actual.lines().map(str::to_owned);
            lines.splice(miss.block.at.clone(), actual);
        }
        if lines != suite.lines {
            std::fs::write(&suite.path, lines.join("\n") + "\n").expect("a suite can be written");
        }
    }
    cannot
}

/// The lines of two texts: `-` is expected and missing, `+` is there instead.
fn difference(expected: &str, actual: &str) -> String {
    let difference = TextDiff::from_lines(expected, actual);
    let lines = difference.iter_all_changes().map(|change| match change.tag() {
        ChangeTag::Equal => format!(" {change}"),
        ChangeTag::Delete => format!("-{change}"),
        ChangeTag::Insert => format!("+{change}"),
    });
    lines.collect()
}
