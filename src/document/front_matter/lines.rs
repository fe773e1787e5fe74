//! Lines of a text by byte range, whichever way they end.
//!
//! Takes a text and a range; gives lines without their breaks. It must not know what they mean.

use std::ops::Range;

/// One line: where it starts, where its words end, and where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line<'t> {
    pub(super) start: usize,
    pub(super) next: usize,
    pub(super) words: &'t str,
}

impl Line<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.words.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.words.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
    }

    /// How many spaces stand before its first word; tabs do not count, as in YAML.
    pub(super) fn indent(&self) -> usize {
        self.words.bytes().take_while(|byte| *byte == b' ').count()
    }
}

/// The lines of a range; LF, CRLF and a lone CR end a line, as in YAML and CommonMark.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Line<'_>> {
    let bytes = text.as_bytes();
    let mut at = range.start;
    std::iter::from_fn(move || {
        if at >= range.end {
            return None;
        }
        let (start, rest) = (at, &bytes[at..range.end]);
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let end = length.map_or(range.end, |length| start + length);
        at = match bytes[end..range.end] {
            [] => end,
            [b'\r', b'\n', ..] => end + 2,
            _ => end + 1,
        };
        let words = &text[start..end];
        Some(Line {
            start,
            next: at,
            words,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_break_counts_once() {
        let text = "a\r\nb\rc\n\nd";
        let found: Vec<_> = lines(text, 0..text.len())
            .map(|line| (line.words, line.next))
            .collect();
        assert_eq!(found, [("a", 3), ("b", 5), ("c", 7), ("", 8), ("d", 9)]);
        assert_eq!(lines("", 0..0).count(), 0);
    }
}
