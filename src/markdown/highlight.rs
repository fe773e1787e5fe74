//! Code coloured at build time, as short class names that every theme can style.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use arborium::advanced::ParseContext;
use arborium_highlight::spans_to_flat_tokens;

use super::body::escape_text;
use super::languages;

/// Longer blocks stay uncoloured: colour helps nobody in them, and grammars can be slow.
const LONGEST: usize = 256 * 1024;

thread_local! {
    static PARSERS: RefCell<HashMap<usize, ParseContext>> = RefCell::default();
}

/// A stretch of code and its class.
type Token = (Range<usize>, &'static str);

/// The coloured tokens of some code, in order and not overlapping; none for a language nobody knows.
pub(super) fn tokens(language: &str, code: &str) -> Vec<Token> {
    let Some((number, grammar)) = languages::find(language).filter(|_| code.len() <= LONGEST) else {
        return Vec::new();
    };
    let spans = PARSERS.with_borrow_mut(|parsers| {
        let parser = match parsers.entry(number) {
            Entry::Occupied(parser) => parser.into_mut(),
            Entry::Vacant(empty) => empty.insert(ParseContext::for_grammar(grammar).ok()?),
        };
        Some(grammar.parse(parser, code).spans)
    });
    spans_to_flat_tokens(code, spans.unwrap_or_default())
        .into_iter()
        .filter_map(|token| Some((token.start as usize..token.end as usize, class_of(token.tag)?)))
        .collect()
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

/// The class of a token; operators, punctuation and plain variables are the ground that the rest stands out from.
fn class_of(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "k" => "k",
        "s" => "s",
        "n" => "n",
        "c" => "c",
        "f" => "f",
        "t" | "cr" | "ns" => "t",
        "pr" | "l" => "v",
        "m" | "at" => "m",
        "co" => "x",
        "tg" => "g",
        "tt" | "st" => "h",
        "da" => "di",
        "dd" => "dd",
        "er" => "e",
        _ => return None,
    })
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
