//! The table against the code that uses its names, and against the reference page.
#![expect(
    clippy::disallowed_methods,
    reason = "these tests read the project's own files, which no build does"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::*;
use crate::words::diagnostic::Place;

/// Words with a dash that stand in the files named by [`in_code`] and are no rules.
const NO_RULES: &[&str] = &[];

#[test]
fn the_table_is_sorted_and_written_in_sentences() {
    assert!(RULES.windows(2).all(|pair| pair[0].name < pair[1].name));
    for Rule { name, doc, .. } in RULES {
        assert_eq!(rule(name).map(|rule| rule.name), Some(*name));
        assert!(doc.ends_with('.') && !doc.contains("  "), "{name}");
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        );
    }
    assert_eq!(rule("no-such-rule"), None);
}

#[test]
fn the_table_holds_what_the_code_uses_and_nothing_else() {
    let used = in_code();
    let known: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    let missing: Vec<_> = used.difference(&known).collect();
    assert!(missing.is_empty(), "add {missing:?} to src/check/rules/table.rs");
    let unused: Vec<_> = known.difference(&used).collect();
    assert!(
        unused.is_empty(),
        "take {unused:?} out of src/check/rules/table.rs"
    );
}

#[test]
fn the_scan_sees_each_way_to_name_a_rule() {
    let code = r#"
        Diagnostic::warning("one", place, "a-b"); Diagnostic::new(level(a, (b)), "two", x);
        Problem::error("three", at, message, "four"); Problem::broken(at, "five", "six");
        Diagnostic::blocking(
            "seven", place, format!("(`{x}`, \")"));
    "#;
    let names: Vec<_> = constructed(code).into_iter().flatten().collect();
    assert_eq!(names, ["one", "two", "three", "seven"]);
    assert_eq!(constructed("Diagnostic::error(rule, place, \"x\")"), [None]);
    assert_eq!(
        kebab("(\"a-rule\", \"no rule\", \"x\") \"é-x\" \"-a\""),
        ["a-rule"]
    );
}

#[test]
fn levels_move_all_but_blocking_findings() {
    let place = || Place::of_file(&"a.md".into());
    let all = [
        Severity::Note,
        Severity::Warning,
        Severity::Error,
        Severity::Blocking,
    ];
    let after = |level: Option<Level>| -> Vec<Severity> {
        let found = all
            .map(|severity| Diagnostic::new(severity, "secret", place(), ""))
            .to_vec();
        let levels = level
            .map(|level| ("secret".to_owned(), level))
            .into_iter()
            .collect();
        apply(&levels, found).iter().map(|found| found.severity).collect()
    };
    use Severity::{Blocking, Error, Warning};
    assert_eq!(after(None), all);
    assert_eq!(after(Some(Level::Deny)), [Error, Error, Error, Blocking]);
    assert_eq!(after(Some(Level::Warn)), [Warning, Warning, Warning, Blocking]);
    assert_eq!(after(Some(Level::Allow)), [Blocking]);
    let other = BTreeMap::from([("other".to_owned(), Level::Allow)]);
    assert_eq!(
        apply(&other, vec![Diagnostic::warning("secret", place(), "")]).len(),
        1
    );
}

/// `UPDATE=1` writes the page anew.
#[test]
fn the_reference_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src/rules.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, page()).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page(),
        "docs/src/rules.md is old: run this test with UPDATE=1"
    );
}

fn page() -> String {
    let mut page = String::from(
        "---
title: Rules
description: Every rule that a finding can name, how grave it is, and how to mend what it found.
weight: 60
---

<!-- Made from src/check/rules/table.rs; run the tests with UPDATE=1 to write it anew. -->

A finding names its rule in brackets, as in `error[broken-link]`. There are four severities:

| severity | what it means | exit code |
|---|---|---|
| note | tells the state of the team, not of the text; `--deny warnings` leaves it alone | 0 |
| warning | worth mending; `--deny warnings` makes it count | 0 |
| error | something is broken, and the site is still written | 1 |
| blocking error | nothing is written, and the site stays as it was | 2 |

Below `[check]` in `book.toml` a rule can be set to `\"deny\"` (its findings are errors), `\"warn\"` (they are warnings) or `\"allow\"` (they are not shown). A note can be raised so. A blocking error cannot be lowered.

```toml
[check]
wanted-page = \"deny\"
duplicate-id = \"allow\"
```
",
    );
    for Rule { name, severity, doc } in RULES {
        let grade = match severity {
            Severity::Blocking => "blocking error",
            other => other.word(),
        };
        writeln!(page, "\n## `{name}`\n\n*{grade}*\n\n{doc}").expect("a string takes all");
    }
    page
}

/// Every rule name that the library's code uses, outside of tests.
///
/// Where a file hands a rule on in a variable, each of its words with a dash is taken for a rule.
fn in_code() -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for path in code_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = std::fs::read_to_string(&path).expect("the source is text");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let names = constructed(code);
        if names.contains(&None) {
            used.extend(
                kebab(code)
                    .into_iter()
                    .filter(|name| !NO_RULES.contains(name))
                    .map(str::to_owned),
            );
        }
        used.extend(names.into_iter().flatten().map(str::to_owned));
    }
    used
}

/// All files of code but tests, and but those that define what constructs a finding.
fn code_files(folder: &Path) -> Vec<PathBuf> {
    const LEFT_OUT: &[&str] = &["tests.rs", "diagnostic.rs"];
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let paths = files.filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let is_code = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".rs") && !LEFT_OUT.contains(&&*name)
    };
    paths.filter(is_code).collect()
}

/// What each call that makes a finding gives as its rule; `None` if that is no literal.
fn constructed(code: &str) -> Vec<Option<&str>> {
    const CALLS: &[(&str, usize)] = &[
        ("Diagnostic::note(", 0),
        ("Diagnostic::warning(", 0),
        ("Diagnostic::error(", 0),
        ("Diagnostic::blocking(", 0),
        ("Diagnostic::new(", 1),
        ("Problem::error(", 0),
        ("Self::error(", 0),
        (" note(", 0),
        ("(note(", 0),
    ];
    let mut names = Vec::new();
    for (call, argument) in CALLS {
        for (at, _) in code.match_indices(call) {
            let argument = nth_argument(&code[at + call.len()..], *argument);
            let literal = argument.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            // The front matter's problems carry their rule along, which was seen where they were made.
            if argument != "self.rule" {
                names.push((at, literal));
            }
        }
    }
    names.sort_unstable();
    names.into_iter().map(|(_, name)| name).collect()
}

/// The argument of this number, of a call whose arguments the text begins with.
fn nth_argument(text: &str, number: usize) -> &str {
    let (mut depth, mut quoted, mut start, mut seen) = (0, false, 0, 0);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '"' if before != '\\' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' | ',' if depth == 0 => {
                if seen == number || c != ',' {
                    return text[start..at].trim();
                }
                (seen, start) = (seen + 1, at + 1);
            }
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        before = c;
    }
    ""
}

/// The literals of lower case words with dashes between them.
fn kebab(code: &str) -> Vec<&str> {
    let is_kebab = |word: &&str| {
        let parts = || word.split('-');
        parts().count() > 1
            && parts().all(|part| !part.is_empty() && part.bytes().all(|c| c.is_ascii_lowercase()))
    };
    code.split('"').filter(is_kebab).collect()
}
