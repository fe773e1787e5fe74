//! How commands tell what they found: findings on standard output, talk on standard error.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use anyhow::Result;

use super::{Common, Deny, Strictness};
use crate::words::diagnostic::{Diagnostic, Severity};
use crate::world::terminal;

/// Prints the findings.
pub(super) fn findings(diagnostics: &mut [Diagnostic], common: &Common) -> Result<()> {
    terminal::sort(diagnostics);
    let out = anstream::stdout();
    let colour = out.is_terminal();
    unless_closed(terminal::write(
        diagnostics,
        common.format,
        colour,
        &mut out.lock(),
    ))
}

/// Prints what a command was asked for: a path, a list, a patch.
pub(super) fn print(text: &str) -> Result<()> {
    let out = anstream::stdout();
    let shown = match out.is_terminal() {
        true => terminal::harmless(text),
        false => text.to_owned(),
    };
    unless_closed(out.lock().write_all(shown.as_bytes()))
}

/// A reader that has seen enough, such as `head`, is no fault.
pub(super) fn unless_closed(written: std::io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Says something that is no finding, unless the user wants quiet.
pub(super) fn say(common: &Common, words: &str) {
    if !common.quiet {
        // A terminal that is gone is no reason to fail.
        let _ = writeln!(anstream::stderr(), "{words}");
    }
}

/// Says in which file something was done.
pub(super) fn told(common: &Common, file: &str, what: &str) {
    say(common, &format!("{file}: {what}"));
}

/// How many pages, in words.
pub(super) fn pages(count: usize) -> String {
    match count {
        1 => "1 page".to_owned(),
        count => format!("{count} pages"),
    }
}

/// Says why nothing could be done.
pub(super) fn failed(error: &anyhow::Error) {
    let _ = writeln!(anstream::stderr(), "error: {error:#}");
}

/// The exit code for the gravest finding.
pub(super) fn code(diagnostics: &[Diagnostic], strictness: Strictness) -> ExitCode {
    let gravest = diagnostics.iter().map(|finding| finding.severity).max();
    match gravest {
        Some(Severity::Blocking) => ExitCode::from(2),
        Some(Severity::Error) => ExitCode::from(1),
        Some(Severity::Warning) if strictness.deny == Some(Deny::Warnings) => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}
