//! The template engine's errors as findings that name template, line and column.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, ErrorKind, ReportError, Tera};

use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::text::Text;

type Texts = BTreeMap<String, Arc<Text>>;

/// Every template that cannot be read; if each can be read by itself, the error of the whole.
pub(super) fn all(texts: &Texts, whole: &Error) -> Vec<Diagnostic> {
    let unreadable: Vec<Diagnostic> = texts
        .iter()
        .filter_map(|(name, text)| {
            let error = Tera::default().add_raw_template(name, &text.content).err()?;
            matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| of(texts, &error))
        })
        .collect();
    if !unreadable.is_empty() {
        return unreadable;
    }
    match reports(texts, whole) {
        found if found.is_empty() => vec![of(texts, whole)],
        found => found,
    }
}

/// The findings of an error that is several reports in one text, each with `error: …` above `--> NAME:LINE:COLUMN`.
fn reports(texts: &Texts, whole: &Error) -> Vec<Diagnostic> {
    let printed = whole.to_string();
    let mut lines = printed.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let message = line.strip_prefix("error: ");
        let place = lines
            .peek()
            .and_then(|next| place_of(texts, next.trim_start().strip_prefix("--> ")?));
        if let (Some(message), Some(place)) = (message, place) {
            let finding = Diagnostic::blocking("template-error", place, lower(message));
            found.push(finding.help(help(message)));
        }
    }
    found
}

/// The place that the engine names as `NAME:LINE:COLUMN`, with a caret under the word there.
fn place_of(texts: &Texts, locus: &str) -> Option<Place> {
    let mut parts = locus.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let text = texts.get(parts.next()?)?;
    let start = match line {
        1 => 0,
        _ => text.content.match_indices('\n').nth(line - 2)?.0 + 1,
    };
    let words = &text.content[start..];
    let at = words
        .char_indices()
        .nth(column - 1)
        .map_or(words.len(), |(at, _)| at);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '.' | '/');
    let width = words[at..].find(|c| !is_word(c)).unwrap_or(words.len() - at);
    Some(text.place(start + at..start + at + width))
}

fn help(message: &str) -> String {
    if message.contains("end of input") {
        return "each `{% if %}`, `{% for %}` and `{% block %}` needs its own end, such as `{% endif %}`"
            .to_owned();
    }
    match message
        .strip_prefix("Block `")
        .and_then(|rest| rest.split('`').next())
    {
        Some(block) => {
            format!("write `{{% block {block} %}}{{% endblock %}}` into a template that this one extends")
        }
        None => "mend the template; what it can use is in the documentation under “Themes”".to_owned(),
    }
}

/// One error as a finding.
pub(super) fn of(texts: &Texts, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) => placed(texts, report, "this template cannot be read"),
        ErrorKind::RenderingError(report) => placed(texts, report, "this template cannot be filled"),
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("it extends `{parent}`, which does not exist");
            Diagnostic::blocking("template-error", of_template(texts, current), message).help(
                "write the name below `templates/`, or `default/page.html` for the built-in theme's own",
            )
        }
        other => {
            let place = Place::of_file(&"templates".into());
            Diagnostic::blocking("template-error", place, lower(&other.to_string()))
                .help("mend the theme's templates")
        }
    }
}

fn placed(texts: &Texts, report: &ReportError, what: &str) -> Diagnostic {
    let place = match texts.get(report.filename()) {
        Some(text) => text.place(report.span().range.clone()),
        None => Place::of_file(&report.filename().into()),
    };
    let finding = Diagnostic::blocking(
        "template-error",
        place,
        format!("{what}: {}", lower(report.message())),
    );
    finding.help(help(report.message()))
}

fn of_template(texts: &Texts, name: &str) -> Place {
    match texts.get(name) {
        Some(text) => text.place(0..0),
        None => Place::of_file(&name.into()),
    }
}

/// The engine's words in the style of our own: lower case, no final period.
fn lower(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = line.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
