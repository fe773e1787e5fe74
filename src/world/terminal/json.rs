//! A finding as one JSON object on one line.
//!
//! Takes one diagnostic; gives text that any JSON reader turns back into the very same values, and
//! that is still safe to look at in a terminal.

use std::fmt::Write as _;

use serde::Serialize;

use super::advice;
use super::clean::is_hidden;
use crate::words::diagnostic::{Diagnostic, Place, Severity};

/// The object; fields that do not apply are null.
#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    help: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Also<'a>>,
}

/// Another place that belongs to the finding.
#[derive(Serialize)]
struct Also<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
}

/// The object as one line.
pub(super) fn render(found: &Diagnostic) -> String {
    let place = found.place.as_ref();
    let object = Finding {
        rule: found.rule,
        severity: word(found.severity),
        path: place.map(|place| &*place.file),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        message: &found.message,
        help: advice(found),
        also: found.also.iter().map(also).collect(),
    };
    escape_hidden(&serde_json::to_string(&object).expect("texts and numbers are always JSON"))
}

fn also((place, message): &(Place, String)) -> Also<'_> {
    Also {
        path: &place.file,
        line: place.line,
        column: place.column,
        message,
    }
}

/// Scripts must be able to tell what stops a build, so a blocking finding has a word of its own here.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocking => "blocking",
        other => other.word(),
    }
}

/// JSON itself escapes only what lies below a space. Beyond ASCII nothing stands outside of a text.
pub(super) fn escape_hidden(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("a string takes all");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}
