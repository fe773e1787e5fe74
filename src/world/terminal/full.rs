//! A finding with the line that it speaks of, a caret under the place, and what to do.
//!
//! Takes one diagnostic; gives its lines without a closing line break. It must not know the text
//! that the line came from: a place carries what is shown.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::advice;
use super::clean::{clean, clean_line};
use crate::words::diagnostic::{Diagnostic, Place, Severity};

/// What stands for the part of a long line that is not shown.
const LEFT_OUT: char = '…';

/// The lines of one finding.
pub(super) fn render(found: &Diagnostic, colour: bool) -> String {
    let title = level(found.severity)
        .primary_title(clean(&found.message))
        .id(found.rule);
    let mut main = Group::with_title(title);
    let shows_line = found.place.as_ref().is_some_and(|place| !place.text.is_empty());
    if let Some(place) = &found.place {
        main = at(main, place, AnnotationKind::Primary, &found.label);
    }
    let help = if shows_line {
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

/// Adds the arrow line, and the file's line if the place carries one.
///
/// The arrow line is not left to the snippet, which would count columns from the shown part's beginning.
fn at<'a>(group: Group<'a>, place: &'a Place, kind: AnnotationKind, label: &'a str) -> Group<'a> {
    let origin = Origin::path(clean(&place.file))
        .line(place.line as usize)
        .char_column(place.column as usize);
    let group = group.element(origin);
    if place.text.is_empty() {
        return group;
    }
    let (line, span) = shown(place);
    let label = Some(clean(label)).filter(|label| !label.is_empty());
    let snippet = Snippet::source(line).line_start(place.line as usize);
    group.element(snippet.annotation(kind.span(span).label(label)))
}

/// The line to show and the bytes of it that the caret underlines.
fn shown(place: &Place) -> (String, std::ops::Range<usize>) {
    let mut line = String::new();
    if place.cut > 0 {
        line.push(LEFT_OUT);
    }
    let before = line.chars().count();
    line.push_str(&clean_line(&place.text));
    let first = (place.column.saturating_sub(1)).saturating_sub(place.cut) as usize + before;
    let byte = |character: usize| {
        line.char_indices()
            .nth(character)
            .map_or(line.len(), |(at, _)| at)
    };
    let span = byte(first)..byte(first + place.width as usize);
    (line, span)
}
