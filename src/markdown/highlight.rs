//! Code coloured at build time, as short class names that every theme can style.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::ops::Range;

use arborium::tree_sitter::{Parser, QueryCursor, StreamingIterator};

use super::body::escape_text;
use super::languages::{self, Grammar, PLAIN};

/// Longer blocks stay uncoloured: colour helps nobody in them, and grammars can be slow.
const LONGEST: usize = 256 * 1024;

thread_local! {
    static PARSER: RefCell<(Parser, QueryCursor)> = RefCell::new((Parser::new(), QueryCursor::new()));
}

/// A stretch of code and its class.
type Token = (Range<usize>, &'static str);

/// A node that a grammar's query has named: where it stands, the number of the pattern, and its class.
type Capture = (Range<usize>, usize, &'static str);

/// The coloured tokens of some code, in order and not overlapping; none for a language nobody knows.
pub(super) fn tokens(language: &str, code: &str) -> Vec<Token> {
    languages::find(language)
        .filter(|_| code.len() <= LONGEST)
        .and_then(|grammar| captures(grammar, code))
        .map(flat)
        .unwrap_or_default()
}

/// All nodes of the code that have a class.
fn captures(grammar: &Grammar, code: &str) -> Option<Vec<Capture>> {
    PARSER.with_borrow_mut(|(parser, cursor)| {
        parser.set_language(&grammar.language).ok()?;
        let tree = parser.parse(code, None)?;
        let mut found = Vec::new();
        let mut matches = cursor.matches(&grammar.query, tree.root_node(), code.as_bytes());
        while let Some(matched) = matches.next() {
            for capture in matched.captures {
                if let Some(class) = grammar.classes[capture.index as usize] {
                    found.push((capture.node.byte_range(), matched.pattern_index, class));
                }
            }
        }
        Some(found)
    })
}

/// Flattens captures: the innermost decides, and of several for one node the one that stands last in the query. They
/// are nodes of a tree, so one lies wholly inside another or wholly outside of it.
fn flat(mut captures: Vec<Capture>) -> Vec<Token> {
    captures.sort_unstable_by_key(|(range, pattern, _)| (range.start, Reverse((range.end, *pattern))));
    captures.dedup_by(|later, first| later.0 == first.0);
    let mut tokens = Vec::new();
    let mut open: Vec<Token> = Vec::new();
    for (range, _, class) in captures {
        while let Some(ended) = open.pop_if(|(outer, _)| outer.end <= range.start) {
            tell(&mut tokens, ended);
        }
        if let Some((outer, class)) = open.last_mut() {
            tell(&mut tokens, (outer.start..range.start, *class));
            outer.start = range.end;
        }
        open.push((range, class));
    }
    open.into_iter().rev().for_each(|token| tell(&mut tokens, token));
    tokens
}

/// Adds a token, or lengthens the last one where both look the same.
fn tell(tokens: &mut Vec<Token>, (range, class): Token) {
    match tokens.last_mut() {
        _ if range.is_empty() || class == PLAIN => {}
        Some((last, same)) if last.end == range.start && *same == class => last.end = range.end,
        _ => tokens.push((range, class)),
    }
}

/// Writes part of some code, coloured by the tokens of the whole.
pub(super) fn write(code: &str, part: Range<usize>, tokens: &[Token], into: &mut String) {
    let mut written = part.start;
    let first = tokens.partition_point(|(range, _)| range.end <= part.start);
    for (range, class) in tokens[first..]
        .iter()
        .take_while(|(range, _)| range.start < part.end)
    {
        let (start, end) = (range.start.max(written), range.end.min(part.end));
        escape_text(&code[written..start], into);
        into.push_str("<span class=\"");
        into.push_str(class);
        into.push_str("\">");
        escape_text(&code[start..end], into);
        into.push_str("</span>");
        written = end;
    }
    escape_text(&code[written..part.end], into);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured(language: &str, code: &str) -> String {
        let mut html = String::new();
        write(code, 0..code.len(), &tokens(language, code), &mut html);
        html
    }

    #[test]
    fn known_languages_are_coloured_and_escaped() {
        let html = coloured("rust", "fn main() { let x = \"<a>\"; } // é\n");
        assert!(html.contains("<span class=\"k\">fn</span>"), "{html}");
        assert!(html.contains("<span class=\"s\">\"&lt;a&gt;\"</span>"), "{html}");
        assert!(html.contains("<span class=\"c\">// é</span>"), "{html}");
        assert_eq!(coloured("nobody-knows", "a < b"), "a &lt; b");
    }

    #[test]
    fn tokens_stand_in_a_row() {
        for (language, code) in [
            (
                "bash",
                "for h in a b; do echo \"$h ${x[1]}\" | grep -v 'z'; done # c",
            ),
            ("json", "{\"a\": [1, null, \"b\\n\"]}"),
            ("markdown", "# Title\n\n*a* `b` [c](d)\n"),
            ("html", "<p class=\"a\">b &amp; c</p>"),
        ] {
            let mut end = 0;
            for (range, _) in tokens(language, code) {
                assert!(
                    range.start >= end && range.end > range.start && range.end <= code.len(),
                    "{language}"
                );
                assert!(code.is_char_boundary(range.start) && code.is_char_boundary(range.end));
                end = range.end;
            }
        }
    }
}
