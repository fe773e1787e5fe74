//! Findings as lines of text: for people, for scripts, for GitHub.
//!
//! Takes diagnostics in the order in which they shall stand, and a writer; gives one rendering of
//! four. It must not know where findings come from, what they do to the exit code, or whether the
//! writer is a terminal: the caller says whether colours are wanted.
//!
//! Names and lines come from files that somebody else wrote. No control character of theirs reaches
//! the writer as it is, since a terminal would obey it.

mod clean;
pub mod found;
mod full;
mod github;
mod json;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use clap::ValueEnum;

use self::clean::clean;
use crate::words::diagnostic::{Diagnostic, Severity};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The line, what is wrong with it and what to do, for people.
    #[default]
    Full,
    /// One line for each finding.
    Concise,
    /// One JSON object a line.
    Json,
    /// Commands that GitHub shows beside the changed lines.
    Github,
}

/// Writes the findings in their order; only `Full` knows colours.
pub fn write(
    diagnostics: &[Diagnostic],
    format: Format,
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for found in diagnostics {
        let lines = match format {
            // A blank line parts a finding from the next.
            Format::Full => format!("{}\n", full::render(found, colour)),
            Format::Concise => concise(found),
            Format::Json => json::render(found),
            Format::Github => github::render(found),
        };
        writeln!(out, "{lines}")?;
    }
    Ok(())
}

/// Puts findings into the order in which people read: by file, line and column, at one place the gravest first.
///
/// Findings about no single file come first.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let place = |found: &Diagnostic| {
            let place = found.place.as_ref();
            place.map(|place| (place.file.clone(), place.line, place.column))
        };
        place(a)
            .cmp(&place(b))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| a.rule.cmp(b.rule))
            .then_with(|| a.message.cmp(&b.message))
    });
}

/// The closing line, such as `2 errors, 3 warnings, 1 note`; without findings `no findings`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let word = severity.word();
        let same = diagnostics
            .iter()
            .filter(|found| found.severity.word() == word)
            .count();
        match same {
            0 => None,
            1 => Some(format!("1 {word}")),
            many => Some(format!("{many} {word}s")),
        }
    });
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() {
        return "no findings".to_owned();
    }
    counts.join(", ")
}

/// `path:line:column: severity[rule]: message`.
fn concise(found: &Diagnostic) -> String {
    let place = found.place.as_ref().map_or_else(String::new, |place| {
        format!("{}:{}:{}: ", clean(&place.file), place.line, place.column)
    });
    let severity = found.severity.word();
    format!("{place}{severity}[{}]: {}", found.rule, clean(&found.message))
}

/// What to do, where the caret's label cannot be shown: both in one text.
fn advice(found: &Diagnostic) -> Option<String> {
    let label = Some(found.label.as_str()).filter(|label| !label.is_empty());
    match (label, found.help.as_deref()) {
        (None, help) => help.map(str::to_owned),
        (Some(label), None) => Some(label.to_owned()),
        (Some(label), Some(help)) if label.ends_with('?') => Some(format!("{label} {help}")),
        (Some(label), Some(help)) => Some(format!("{label}; {help}")),
    }
}
