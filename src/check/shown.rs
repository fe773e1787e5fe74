//! Where a credential stands, without showing it.
//!
//! Takes a text and the ranges of all values found in it; gives the place of one, its line without
//! any of them, and what a comment near it allows. It must not know what kind of credential it is.

use std::ops::Range;

use crate::words::diagnostic::Place;
use crate::words::text::Text;

/// What stands for a value.
const HIDDEN: char = '…';
/// The words that let a false alarm through, before the reason.
const ALLOW: &str = "passdown:allow secret";

/// What a comment says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// No comment speaks of it.
    No,
    /// It is a false alarm for a reason.
    Yes,
    /// It is called a false alarm without a reason, which does not count.
    WithoutReason,
}

/// The place at byte `at`, one character wide; no part of any value is in it.
pub(super) fn place(text: &Text, at: usize, values: &[Range<usize>]) -> Place {
    let mut place = text.place(at..at);
    let content = &*text.content;
    let line = line_start(content, at);
    let skipped = content[line..].chars().take(place.cut as usize);
    let window_start = line + skipped.map(char::len_utf8).sum::<usize>();
    let window = window_start..window_start + place.text.len();
    let before = without(content, window.start..at.clamp(window.start, window.end), values);
    place.text = without(content, window, values);
    // Values before the place make the line shorter, and the caret must still stand right.
    let before = u32::try_from(before.chars().count()).unwrap_or(u32::MAX);
    place.cut = (place.column - 1).saturating_sub(before);
    place.width = 1;
    place
}

/// A part of the text in which one sign stands for each value or piece of one.
fn without(content: &str, part: Range<usize>, values: &[Range<usize>]) -> String {
    let mut shown = String::new();
    let mut from = part.start;
    let mut inside: Vec<_> = values
        .iter()
        .map(|value| value.start.max(part.start)..value.end.min(part.end))
        .filter(|value| !value.is_empty())
        .collect();
    inside.sort_by_key(|value| value.start);
    for value in inside {
        if value.start >= from {
            shown.push_str(&content[from..value.start]);
            shown.push(HIDDEN);
        }
        from = from.max(value.end);
    }
    shown.push_str(&content[from..part.end]);
    shown
}

/// What the line of byte `at` and the line before it allow.
pub(super) fn allowed(content: &str, at: usize) -> Allowed {
    let start = line_start(content, at);
    let before = content[..start.saturating_sub(1)]
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let end = content[at..].find('\n').map_or(content.len(), |end| at + end);
    let reasons: Vec<bool> = content[before..end].lines().filter_map(has_reason).collect();
    match reasons.as_slice() {
        [] => Allowed::No,
        reasons if reasons.contains(&true) => Allowed::Yes,
        _ => Allowed::WithoutReason,
    }
}

/// Whether a line that allows a secret gives a reason; `None` if it allows nothing.
fn has_reason(line: &str) -> Option<bool> {
    let (_, rest) = line.split_once(ALLOW)?;
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
        return None;
    }
    let end = ["-->", "*/", "#}", "%}"]
        .iter()
        .filter_map(|close| rest.find(close))
        .min();
    let reason = &rest[..end.unwrap_or(rest.len())];
    Some(reason.chars().filter(|c| c.is_alphanumeric()).count() >= 3)
}

fn line_start(content: &str, at: usize) -> usize {
    content[..at].rfind('\n').map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_never_shown_and_the_caret_stands_right() {
        let content = "first\nid AAAA, key BBBB and more\n";
        let text = Text::new("a.md", content);
        let values = [9..13, 19..23];
        let place = place(&text, 19, &values);
        assert_eq!((place.line, place.column, place.width), (2, 14, 1));
        assert_eq!(place.text, "id …, key … and more");
        let caret = (place.column - 1 - place.cut) as usize;
        assert_eq!(place.text.chars().nth(caret), Some('…'));
    }

    #[test]
    fn long_lines_show_no_piece_of_a_value() {
        let content = format!("{} {} end", "S".repeat(500), "V".repeat(900));
        let text = Text::new("a.md", content.as_str());
        let place = place(&text, 501, &[0..500, 501..1401]);
        assert_eq!((place.column, &*place.text), (502, "… …"));
    }

    #[test]
    fn a_comment_needs_a_reason() {
        for (content, expected) in [
            ("x V", Allowed::No),
            (
                "V <!-- passdown:allow secret: shown in the vendor's manual -->",
                Allowed::Yes,
            ),
            ("# passdown:allow secret old and revoked\nV", Allowed::Yes),
            ("// passdown:allow secret: revoked\r\nV\r\n", Allowed::Yes),
            ("V <!-- passdown:allow secret -->", Allowed::WithoutReason),
            ("<!-- passdown:allow secret: -->\nV", Allowed::WithoutReason),
            ("/* passdown:allow secret */ reasonable V", Allowed::WithoutReason),
            ("<!-- passdown:allow secrets: many -->\nV", Allowed::No),
            ("<!-- passdown:allow secret: too far -->\n\nV", Allowed::No),
            ("V\n<!-- passdown:allow secret: too late -->", Allowed::No),
        ] {
            let at = content.find('V').expect("it holds the value");
            assert_eq!(allowed(content, at), expected, "{content}");
        }
    }
}
