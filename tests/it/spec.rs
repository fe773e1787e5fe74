//! The Markdown suites in `tests/spec/`: files in, findings and pages out, through the real program.
//!
//! `tests/spec/README.md` says how a suite is written. `UPDATE=1` rewrites what is expected; read
//! the difference before you believe it.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What runs where a case names no command.
const DEFAULT: &str = "passdown build";

/// Makes `passdown` the tested program, in the format of the block that follows unless one is named.
const SHELL: &str = r#"passdown() { case "$*" in
*--format*) "$PASSDOWN" "$@" ;;
*) "$PASSDOWN" --format "$FORMAT" "$@" ;;
esac; }
"#;

/// One suite file.
struct Suite {
    path: PathBuf,
    lines: Vec<String>,
}

/// One heading of a suite and the blocks below it.
struct Case {
    suite: usize,
    name: String,
    line: usize,
    blocks: Vec<Block>,
}

/// One fenced block.
#[derive(Clone)]
struct Block {
    language: String,
    title: Option<String>,
    flags: Vec<String>,
    /// The lines between the fences, counted from 0.
    at: Range<usize>,
    text: String,
}

/// What a case gave where something else was expected.
struct Miss {
    block: Block,
    actual: String,
    /// Whether `actual` may stand in the suite instead.
    can_update: bool,
}

#[test]
fn suites() {
    let suites = read_suites();
    let cases: Vec<Case> = (0..suites.len())
        .flat_map(|at| cases_of(at, &suites[at].lines))
        .collect();
    assert!(!cases.is_empty(), "there are no cases");
    let mut missed = run_all(&cases);
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

fn read_suites() -> Vec<Suite> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
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
fn run_all(cases: &[Case]) -> Vec<(usize, Miss)> {
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

/// Writes a case's files and runs its commands in the order in which they stand.
fn run(case: &Case) -> Vec<Miss> {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path().canonicalize().expect("the folder is there");
    let (mut missed, mut command) = (Vec::new(), Some(DEFAULT.to_owned()));
    let mut is_default = true;
    for block in &case.blocks {
        let actual = match (block.language.as_str(), &block.title) {
            ("sh", None) => {
                run_unheard(&root, command.take().filter(|_| !is_default));
                (command, is_default) = (Some(block.text.clone()), false);
                continue;
            }
            ("console", None) => output(&root, command.take(), "concise"),
            ("findings", None) => findings(&output(&root, command.take(), "json")),
            ("absent" | "present", None) => {
                run_unheard(&root, command.take());
                held(&root, block)
            }
            ("html", Some(page)) if page.starts_with("public/") => {
                run_unheard(&root, command.take());
                html(&root, page, block)
            }
            (_, Some(file)) => {
                run_unheard(&root, command.take().filter(|_| !is_default));
                write(&root.join(file), block);
                (command, is_default) = (Some(DEFAULT.to_owned()), true);
                continue;
            }
            (language, None) => panic!("{}:{}: a block `{language}`?", case.name, case.line),
        };
        if actual != block.text {
            missed.push(Miss {
                block: block.clone(),
                can_update: matches!(block.language.as_str(), "console" | "findings")
                    || (block.language == "html" && block.flags.is_empty()),
                actual,
            });
        }
    }
    missed
}

fn write(path: &Path, block: &Block) {
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
    let bytes = if block.flags.iter().any(|flag| flag == "escaped") {
        unescape(block.text.trim_end_matches('\n'))
    } else {
        block.text.clone().into_bytes()
    };
    std::fs::write(path, bytes).expect("the file can be written");
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

/// Runs a command whose output nobody looks at.
fn run_unheard(root: &Path, command: Option<String>) {
    if command.is_some() {
        output(root, command, "concise");
    }
}

/// What a command prints, and its exit code on a last line.
fn output(root: &Path, command: Option<String>, format: &str) -> String {
    let command = command.expect("a command, or a changed file, stands above each of its expectations");
    let done = Command::new("sh")
        .args(["-c", &format!("{SHELL}{command}")])
        .current_dir(root)
        .env("PASSDOWN", env!("CARGO_BIN_EXE_passdown"))
        .env("FORMAT", format)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("UPDATE")
        .output()
        .expect("there is a shell");
    let printed = String::from_utf8(done.stdout).expect("output is text");
    let root = root.to_str().expect("a folder's name is text");
    let mut printed = printed.replace(root, "[ROOT]");
    if done.status.code().is_none_or(|code| code > 2) {
        printed.push_str(&String::from_utf8_lossy(&done.stderr));
    }
    let code = done
        .status
        .code()
        .map_or("by a signal".to_owned(), |code| code.to_string());
    printed + &format!("exit {code}\n")
}

/// The findings of `--format json` as people read them: with what to do, and with the other places.
fn findings(printed: &str) -> String {
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

/// The block's own text if every line is (`present`) or is not (`absent`) in the name or bytes of some output file.
fn held(root: &Path, block: &Block) -> String {
    let files = files_below(root, "public");
    let mut actual = String::new();
    for word in block.text.lines() {
        let bytes = word.to_lowercase();
        let holder = files.iter().find(|(name, content)| {
            name.to_lowercase().contains(&bytes) || content.to_lowercase().contains(&bytes)
        });
        match (block.language.as_str(), holder) {
            ("absent", Some((name, _))) => writeln!(actual, "{word} is in {name}"),
            ("present", None) => writeln!(actual, "{word} is nowhere"),
            _ => writeln!(actual, "{word}"),
        }
        .expect("a string takes all");
    }
    actual
}

/// Every file in a folder of the root, as its path from there and its bytes as text.
fn files_below(root: &Path, folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(root.join(&folder)) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(name);
            } else {
                let bytes = std::fs::read(entry.path()).expect("an output can be read");
                files.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    files.sort();
    files
}

/// The block's own text if the page's article (with `whole`: the page) holds it, white space aside; else what is there.
fn html(root: &Path, page: &str, block: &Block) -> String {
    let Ok(page) = std::fs::read_to_string(root.join(page)) else {
        return format!("there is no file {page}\n");
    };
    let article = page
        .split_once("<article")
        .and_then(|(_, rest)| rest.split_once('>'));
    let inside = match article {
        Some((_, rest)) if !block.flags.iter().any(|flag| flag == "whole") => {
            rest.rsplit_once("</article>").map_or(rest, |(inside, _)| inside)
        }
        _ => &page,
    };
    if !block.text.is_empty() && folded(inside).contains(&folded(&block.text)) {
        return block.text.clone();
    }
    let lines = inside.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// White space as one space, and none between tags.
fn folded(html: &str) -> String {
    let words: Vec<&str> = html.split_whitespace().collect();
    words.join(" ").replace("> <", "><")
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
    let (a, b): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    // The longest common part of what follows each pair of lines.
    let mut common = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = match a[i] == b[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut shown) = (0, 0, String::new());
    while i < a.len() || j < b.len() {
        let (mark, line) = if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
            (' ', a[i - 1])
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            i += 1;
            ('-', a[i - 1])
        } else {
            j += 1;
            ('+', b[j - 1])
        };
        writeln!(shown, "{mark}{line}").expect("a string takes all");
    }
    shown
}
