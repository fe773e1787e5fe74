//! The Markdown suites in `tests/spec/`: files in, findings and pages out, through the real program.
//!
//! `tests/spec/README.md` says how a suite is written.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use crate::project::put;
use crate::suite::{self, Block, Case, Miss, findings};

/// What runs where a case names no command.
const DEFAULT: &str = "passdown build";

/// Makes `passdown` the tested program, in the format of the block that follows unless one is named.
const SHELL: &str = r#"passdown() { case "$*" in
*--format*) "$PASSDOWN" "$@" ;;
*) "$PASSDOWN" --format "$FORMAT" "$@" ;;
esac; }
"#;

#[test]
fn suites() {
    suite::check("tests/spec", run);
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
                put(&root, file, &block.bytes());
                (command, is_default) = (Some(DEFAULT.to_owned()), true);
                continue;
            }
            (language, None) => panic!("{}:{}: a block `{language}`?", case.name, case.line),
        };
        if actual != block.text {
            missed.push(Miss {
                block: block.clone(),
                can_update: matches!(block.language.as_str(), "console" | "findings")
                    || (block.language == "html" && !block.has("whole")),
                actual,
            });
        }
    }
    missed
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
        Some((_, rest)) if !block.has("whole") => {
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
