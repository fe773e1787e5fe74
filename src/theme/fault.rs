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
    if unreadable.is_empty() {
        vec![of(texts, whole)]
    } else {
        unreadable
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
    finding.help("mend the template; the fields that it can use are in the documentation under “Themes”")
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
