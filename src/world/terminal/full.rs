//! A finding with the line that it speaks of, a caret under the place, and what to do.
//!
//! Takes one diagnostic; gives its lines without a closing line break. It must not know the text
//! that the line came from: a place carries what is shown.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::advice;
use super::clean::{clean, clean_line};
use crate::words::diagnostic::{Diagnostic, Place, Severity};

/// What stands for the part of a long line that is not shown.
const LEFT_OUT: char = '…';
/// A line that is longer before the place than this was not written by people, and is not shown.
const MOST_CUT: u32 = 100_000;

/// The lines of one finding.
pub(super) fn render(found: &Diagnostic, colour: bool) -> String {
    let title = level(found.severity)
        .primary_title(clean(&found.message))
        .id(found.rule);
    let mut main = Group::with_title(title);
    if let Some(place) = &found.place {
        main = at(main, place, AnnotationKind::Primary, &found.label);
    }
    let help = if found.place.as_ref().is_some_and(shows_line) {
        found.help.clone()
    } else {
        advice(found)
    };
    if let Some(help) = help {
        main = main.element(Level::HELP.message(clean(&help).into_owned()));
    }
    let mut groups = vec![main];
    groups.extend(found.also.iter().map(|(place, why)| {
        let title = Level::NOTE.secondary_title(clean(why));
        at(Group::with_title(title), place, AnnotationKind::Context, "")
    }));
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&groups)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error | Severity::Blocking => Level::ERROR,
    }
}

/// Adds the arrow line, and the file's line if the place carries one that is worth showing.
fn at<'a>(group: Group<'a>, place: &'a Place, kind: AnnotationKind, label: &'a str) -> Group<'a> {
    if !shows_line(place) {
        let origin = Origin::path(clean(&place.file)).line(place.line as usize);
        return group.element(origin.char_column(place.column as usize));
    }
    let (line, span) = shown(place);
    let label = Some(clean(label)).filter(|label| !label.is_empty());
    let snippet = Snippet::source(line)
        .path(clean(&place.file))
        .line_start(place.line as usize);
    group.element(snippet.annotation(kind.span(span).label(label)))
}

fn shows_line(place: &Place) -> bool {
    !place.text.is_empty() && place.cut <= MOST_CUT
}

/// The line to show and the bytes of it that the caret underlines.
///
/// What was cut comes back as spaces, so that the column in the arrow line is the true one; the
/// renderer leaves most of them out.
fn shown(place: &Place) -> (String, Range<usize>) {
    let cut = place.cut as usize;
    let mut line = " ".repeat(cut.saturating_sub(1));
    if cut > 0 {
        line.push(LEFT_OUT);
    }
    line.push_str(&clean_line(&place.text));
    let first = place.column.saturating_sub(1).max(place.cut) as usize;
    let byte = |character: usize| {
        let mut characters = line.char_indices();
        characters.nth(character).map_or(line.len(), |(at, _)| at)
    };
    let span = byte(first)..byte(first + place.width as usize);
    (line, span)
}
