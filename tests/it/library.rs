//! The Markdown suites in `tests/library/`: a text in, what the library makes of it out.
//!
//! `tests/library/README.md` says how a suite is written.

use passdown::config;
use passdown::document::front_matter::edit::{Renaming, rename, set};
use passdown::document::front_matter::{FrontMatter, Value, read_as};
use passdown::kinds::Kinds;
use passdown::words::diagnostic::Diagnostic;
use passdown::words::text::Text;
use passdown::world::terminal::{self, Format};

use crate::suite::{self, Block, Case, Miss, findings};

/// Who goes and who comes, and how each name is written for the other.
const NAMES: &[(&str, &str)] = &[
    ("olivia", "mei"),
    ("Olivia Johnson", "Mei Chen: the second"),
    ("Liv", "mei"),
    ("Johnson", "Chen, Mei"),
];

#[test]
fn suites() {
    suite::check("tests/library", run);
}

/// Compares a case's second block, which says what is asked, with what the first gives.
fn run(case: &Case) -> Vec<Miss> {
    let Some((asked, [given])) = case.blocks.split_last() else {
        panic!(
            "{}:{}: one block is given, and one is expected",
            case.name, case.line
        );
    };
    let text = text(given);
    let actual = match (given.language.as_str(), asked.language.as_str()) {
        ("yaml" | "md", "fields") => fields(given, &text),
        ("toml", "findings") => said(&config::read(Some(&text), &[]).1),
        ("env", "findings") => said(&config::read(None, &variables(&text)).1),
        ("md", "transferred") => match transferred(&text) {
            Ok(new) => new.unwrap_or_else(|| "nothing changes\n".to_owned()),
            Err(found) => said(&[found]),
        },
        ("md", "reviewed") => match set(&text, "reviewed", "2026-11-24", "tested") {
            Ok(new) => new,
            Err(found) => said(&[found]),
        },
        (given, asked) => panic!("{}:{}: `{asked}` of `{given}`?", case.name, case.line),
    };
    let actual = asked.written(&actual);
    if actual == asked.text {
        return Vec::new();
    }
    vec![Miss {
        block: asked.clone(),
        actual,
        can_update: true,
    }]
}

/// What a block gives, as a file; `yaml` stands between rules and above a body.
fn text(block: &Block) -> Text {
    let content = String::from_utf8(block.bytes()).expect("the library reads text");
    let (name, content) = match block.language.as_str() {
        "yaml" => {
            let inside = content.strip_suffix('\n').unwrap_or(&content);
            ("x.md", format!("---\n{inside}\n---\nbody"))
        }
        "md" => ("x.md", content),
        "toml" => ("book.toml", content),
        _ => ("environment", content),
    };
    Text::new(block.title.as_deref().unwrap_or(name), content)
}

/// The pairs of lines such as `NAME=value`.
fn variables(text: &Text) -> Vec<(String, String)> {
    let pair = |line: &str| {
        let (name, value) = line.split_once('=').expect("a variable has a value");
        (name.to_owned(), value.to_owned())
    };
    text.content.lines().map(pair).collect()
}

/// The fields of a file, then what is wrong; of a whole file its body too.
fn fields(given: &Block, text: &Text) -> String {
    let folder = text.file.split_once('/').map_or("", |(folder, _)| folder);
    let (matter, body, found) = read_as(text, &Kinds::built_in(), folder);
    let mut lines: Vec<String> = matter
        .entries()
        .map(|(name, entry)| format!("{name}: {}\n", value(&entry.value)))
        .collect();
    lines.extend(extra(&matter));
    if matter.audience_unreadable() {
        lines.push("audience: unreadable\n".to_owned());
    }
    if lines.is_empty() {
        lines.push("no fields\n".to_owned());
    }
    match given.language.as_str() {
        "yaml" => assert_eq!(&text.content[body..], "body", "{}", text.content),
        _ => lines.push(format!("body: {:?}\n", &text.content[body..])),
    }
    lines.concat() + &said(&found)
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Texts(texts) => {
            let texts: Vec<&str> = texts.iter().map(|item| item.text.as_str()).collect();
            format!("{texts:?}")
        }
        Value::Flag(flag) => flag.to_string(),
        Value::Integer(integer) => integer.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Any(json) => json.to_string(),
    }
}

/// What is no field, or does not fit one.
fn extra(matter: &FrontMatter) -> impl Iterator<Item = String> {
    let pairs = matter.extra.iter();
    pairs.map(|(key, json)| format!("extra {key}: {json}\n"))
}

/// The page with Mei in the place of Olivia.
fn transferred(text: &Text) -> Result<Option<String>, Diagnostic> {
    let manner = |name: &str| NAMES.iter().find(|(old, _)| *old == name);
    let renaming = Renaming {
        is_from: &|name| manner(name).is_some(),
        is_to: &|name| NAMES.iter().any(|(_, new)| *new == name),
        written: &|name| manner(name).map_or(String::new(), |(_, new)| (*new).to_owned()),
    };
    rename(text, "owner", &renaming)
}

/// Findings as the program's JSON says them, each with what stands under its caret.
fn said(found: &[Diagnostic]) -> String {
    found.iter().map(said_of_one).collect()
}

fn said_of_one(found: &Diagnostic) -> String {
    // JSON makes one text of the label and the help.
    let mut bare = found.clone();
    let label = std::mem::take(&mut bare.label);
    let mut json = Vec::new();
    terminal::write(&[bare], Format::Json, false, &mut json).expect("a vector takes all");
    let said = findings(&String::from_utf8(json).expect("JSON is text"));
    match label.as_str() {
        "" => said,
        label => format!("{said}  label: {label}\n"),
    }
}
