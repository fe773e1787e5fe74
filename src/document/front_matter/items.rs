//! The items of a list by their places.
//!
//! Takes the place of a list's text; gives the places of its items, so that a finding can point at
//! one of them. It must not know what the items say; where YAML's odder forms defeat it, the
//! number of items differs from the parser's, and the caller points at the whole list.

use std::ops::Range;

use super::keys::{code_length, quoted_length};
use super::lines::lines;

/// The places of a list's items.
pub(super) fn items(content: &str, at: Range<usize>) -> Vec<Range<usize>> {
    match content.as_bytes().get(at.start) {
        Some(b'[') => in_brackets(content, at),
        Some(b'-') => with_dashes(content, at),
        _ => Vec::new(),
    }
}

fn in_brackets(content: &str, at: Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, at.start + 1);
    let (mut opens, mut is_spaced) = (true, false);
    // Where the comment behind an item begins.
    let mut comment = None;
    let bytes = content.as_bytes();
    let mut now = at.start;
    while now < at.end {
        let byte = bytes[now];
        match byte {
            b'#' if is_spaced => {
                match trimmed(content, start..now) {
                    Some(_) => comment = comment.or(Some(now)),
                    None => start = end_of_line(bytes, now, at.end),
                }
                now = end_of_line(bytes, now, at.end);
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' | b'\'' if opens => {
                now += quoted_length(&content[now..at.end], byte).map_or(0, |length| length - 1);
            }
            _ => {}
        }
        if (byte == b',' && depth == 1) || depth == 0 {
            found.extend(trimmed(content, start..comment.take().unwrap_or(now)));
            start = now + 1;
        }
        is_spaced = matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        opens = is_spaced || matches!(byte, b'[' | b'{' | b',' | b':');
        now += 1;
    }
    found
}

fn end_of_line(bytes: &[u8], from: usize, end: usize) -> usize {
    let length = bytes[from..end]
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'));
    length.map_or(end, |length| from + length)
}

fn trimmed(content: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = content.get(range.clone())?;
    let start = range.start + part.len() - part.trim_start().len();
    let part = part.trim();
    (!part.is_empty()).then_some(start..start + part.len())
}

fn with_dashes(content: &str, at: Range<usize>) -> Vec<Range<usize>> {
    let column = content[..at.start]
        .bytes()
        .rev()
        .take_while(|byte| *byte == b' ')
        .count();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (number, line) in lines(content, at).enumerate() {
        let words = &line.words[..code_length(line.words)];
        let words = words.trim_end_matches([' ', '\t']);
        let indent = if number == 0 { 0 } else { line.indent() };
        let end = line.start + words.len();
        let rest = words.get(indent..).unwrap_or_default();
        let is_item = (number == 0 || indent == column) && (rest == "-" || rest.starts_with("- "));
        if is_item {
            let start = end - rest[1..].trim_start().len();
            found.push(start..end);
        } else if let (Some(last), false) = (found.last_mut(), rest.is_empty()) {
            last.start = if Range::is_empty(last) {
                line.start + indent
            } else {
                last.start
            };
            last.end = end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_has_its_place() {
        for (list, expected) in [
            (
                "[a, b c , 'd, e', [f, g], {h: i, j: k}]",
                "a|b c|'d, e'|[f, g]|{h: i, j: k}",
            ),
            ("[a,\n  b,\n]", "a|b"),
            ("[ # a, b\n  a, # b\n  b # [c\n  , c#d]", "a|b|c#d"),
            ("[]", ""),
            (
                "- a # c\n- \"b # d\"\n-\n  e\n-\n- f: g\n  h: i",
                "a|\"b # d\"|e||f: g\n  h: i",
            ),
            ("- a\n  b\n# c\n- d", "a\n  b|d"),
            ("a", ""),
        ] {
            let found: Vec<_> = items(list, 0..list.len())
                .into_iter()
                .map(|at| &list[at])
                .collect();
            assert_eq!(found.join("|"), expected, "{list:?}");
        }
        let text = "x:\n  - a\n  - b";
        assert_eq!(items(text, 5..text.len()), [7..8, 13..14]);
    }
}
