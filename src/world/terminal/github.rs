//! A finding as a command of GitHub's workflows, which shows it beside the line.
//!
//! Takes one diagnostic; gives one line. Whatever could end the command or begin another is escaped.

use super::advice;
use super::clean::clean;
use crate::words::diagnostic::{Diagnostic, Severity};

/// The command.
pub(super) fn render(found: &Diagnostic) -> String {
    let place = found.place.as_ref().map_or_else(String::new, |place| {
        let file = property(&clean(&place.file));
        format!("file={file},line={},col={},", place.line, place.column)
    });
    let help = advice(found).map_or_else(String::new, |help| format!("\n{}", clean(&help)));
    let text = data(&format!("{}{help}", clean(&found.message)));
    format!(
        "::{} {place}title={}::{text}",
        word(found.severity),
        property(found.rule)
    )
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "notice",
        other => other.word(),
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
