//! Tags, text and comments of a piece of HTML, told apart as a browser does it.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// The tokens of a piece of HTML.
pub(in crate::markdown) fn tokens(html: &str) -> Vec<Token> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(
        Sink::default(),
        TokenizerOpts {
            discard_bom: false,
            ..TokenizerOpts::default()
        },
    );
    let _no_script_ever_runs = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// Where a tag or comment begins that never ends, if there is one.
pub(super) fn unfinished(html: &str) -> Option<usize> {
    // What a browser makes of a word behind the piece tells whether it still waits for an end.
    let mark = "\u{f8ff}";
    let reached = tokens(&format!("{html}{mark}"))
        .iter()
        .any(|token| matches!(token, Token::CharacterTokens(text) if text.contains(mark)));
    (!reached).then(|| last_opened(html)).flatten()
}

/// The last `<` that opens something: one inside a tag's attributes or a comment opens nothing.
fn last_opened(html: &str) -> Option<usize> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut opened = None;
    for (at, letter) in html.char_indices() {
        input.push_back(StrTendril::from_char(letter));
        let _no_script_ever_runs = tokenizer.feed(&input);
        let mut given = tokenizer.sink.0.borrow_mut();
        // Whatever is given out here, nothing before this letter is waiting any more.
        if given
            .drain(..)
            .any(|token| !matches!(token, Token::ParseError(_)))
        {
            opened = None;
        }
        if letter == '<' && opened.is_none() {
            opened = Some(at);
        }
    }
    opened
}

#[derive(Default)]
struct Sink(RefCell<Vec<Token>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let next = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => match &*tag.name {
                "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                    TokenSinkResult::RawData(RawKind::Rawtext)
                }
                "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
                _ => TokenSinkResult::Continue,
            },
            _ => TokenSinkResult::Continue,
        };
        self.0.borrow_mut().push(token);
        next
    }
}

#[cfg(test)]
mod tests {
    use super::unfinished;

    #[test]
    fn finds_what_never_ends() {
        for (html, expected) in [
            ("<b>x</b> <i", Some("<i")),
            ("<div *-<---\n*foo*", Some("<div *-<---\n*foo*")),
            ("<a href=\"<b>", Some("<a href=\"<b>")),
            ("<!-- <b> --", Some("<!-- <b> --")),
            ("a <<b c", Some("<b c")),
            ("a < b", None),
            ("<b a='<'>x", None),
        ] {
            assert_eq!(unfinished(html).map(|at| &html[at..]), expected, "{html}");
        }
    }
}
