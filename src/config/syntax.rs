//! From the bytes of a file to its tree, and what is said where it has none.
//!
//! Takes the file's text; gives the walk a tree of all that can be parsed. It must not know any key.

use std::ops::Range;
use std::sync::Arc;

use toml_edit::Document;

use super::depth::too_deep;
use super::walk::{Places, Walk};
use super::{Config, complaint};
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;

/// More broken lines than this are not looked for.
const MOST_BROKEN: usize = 20;

/// Reads a whole file into the configuration.
///
/// A broken `key = value` line is blanked and the rest read on, so that one run names every mistake.
pub(super) fn file(config: &mut Config, text: &Text) -> Vec<Diagnostic> {
    let text = &without_mark(text);
    let mut content = text.content.to_string();
    let mut found: Vec<Diagnostic> = Vec::new();
    while found.len() < MOST_BROKEN {
        let (finding, at) = match parse(&content, text) {
            Ok(document) => {
                let mut walk = Walk::new(config, Places::File(text));
                walk.table(&[], document.as_table());
                found.extend(walk.into_findings());
                break;
            }
            Err(broken) => *broken,
        };
        let line = |finding: &Diagnostic| finding.place.as_ref().map(|place| place.line);
        if found.last().is_some_and(|last| line(last) == line(&finding)) {
            break;
        }
        found.push(finding);
        match blanked(&content, at) {
            Some(rest) => content = rest,
            None => break,
        }
    }
    found.sort_by_key(|finding| finding.place.as_ref().map(|place| (place.line, place.column)));
    found
}

/// The text as a tree, or why it is none and at which byte; places are those of the whole text.
pub(super) fn parse<'c>(
    content: &'c str,
    text: &Text,
) -> Result<Document<&'c str>, Box<(Diagnostic, usize)>> {
    let broken = |at: Range<usize>, reason: &str| {
        let start = at.start;
        Box::new((complaint::unreadable(text.place(at), reason), start))
    };
    if let Some(at) = too_deep(content) {
        return Err(broken(at..at + 1, "recursion limit"));
    }
    Document::parse(content).map_err(|error| broken(error.span().unwrap_or(0..0), error.message().trim()))
}

/// The text without a byte order mark, which would shift the columns of the first line.
pub(super) fn without_mark(text: &Text) -> Text {
    match text.content.strip_prefix('\u{feff}') {
        Some(rest) => Text::new(Arc::clone(&text.file), rest),
        None => text.clone(),
    }
}

/// The content with the line at a byte made blank, if it is a plain `key = value` line: the lines
/// after it still mean what they meant.
fn blanked(content: &str, at: usize) -> Option<String> {
    let at = content.floor_char_boundary(at);
    let start = content[..at].rfind('\n').map_or(0, |at| at + 1);
    let end = content[at..]
        .find('\n')
        .map_or(content.len(), |length| at + length);
    let line = content[start..end].trim_start();
    let plain = line.contains('=') && !line.starts_with(['[', '=', '#']) && !line.contains(['{', '}']);
    let blank = " ".repeat(end - start);
    plain.then(|| [&content[..start], &blank, &content[end..]].concat())
}
