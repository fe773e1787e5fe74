//! The words of a body as a reader sees them, without markup.
//!
//! Takes the HTML that this module's writer made, piece by piece between its holes; gives plain text with one
//! line for each block. It must not know what belongs into a hole.

use memchr::{memchr2, memmem};

/// Whether an element stands within a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// What is part of the HTML and no word of the page, with what ends it: the name over a block of code, and what
/// only trusted writers can bring in.
const UNSEEN: &[(&str, &str)] = &[
    ("<span class=\"code-lang\"", "</span>"),
    ("<!--", "-->"),
    ("<script", "</script"),
    ("<style", "</style"),
    ("<template", "</template"),
];

/// Reads the text out of HTML that comes in pieces.
pub(super) struct Plain<'t> {
    text: &'t mut String,
    /// Whether the last piece ended inside a tag.
    in_tag: bool,
    /// What ends the part that is being left out.
    unseen: Option<&'static str>,
}

impl<'t> Plain<'t> {
    pub(super) fn new(text: &'t mut String) -> Self {
        Self {
            text,
            in_tag: false,
            unseen: None,
        }
    }

    /// Reads on.
    pub(super) fn html(&mut self, mut html: &str) {
        while !html.is_empty() {
            html = match self.unseen {
                Some(end) => self.leave_out(html, end),
                None if self.in_tag => self.rest_of_tag(html),
                None => self.seen(html),
            };
        }
    }

    /// Writes words that stand in the place of a hole.
    pub(super) fn words(&mut self, words: &str) {
        if !self.in_tag && self.unseen.is_none() {
            self.text.push_str(words);
        }
    }

    fn leave_out<'h>(&mut self, html: &'h str, end: &str) -> &'h str {
        let Some(at) = memmem::find(html.as_bytes(), end.as_bytes()) else {
            return "";
        };
        self.unseen = None;
        self.in_tag = !end.ends_with('>');
        &html[at + end.len()..]
    }

    fn rest_of_tag<'h>(&mut self, html: &'h str) -> &'h str {
        match html.find('>') {
            Some(end) => {
                self.in_tag = false;
                &html[end + 1..]
            }
            None => "",
        }
    }

    fn seen<'h>(&mut self, html: &'h str) -> &'h str {
        let at = memchr2(b'<', b'&', html.as_bytes()).unwrap_or(html.len());
        self.text.push_str(&html[..at]);
        let rest = &html[at..];
        if rest.starts_with('&') {
            return self.entity(rest);
        }
        if rest.is_empty() {
            return rest;
        }
        let letter = rest.as_bytes().get(1);
        let mut unseen = UNSEEN
            .iter()
            .filter(|(start, _)| start.as_bytes().get(1) == letter);
        if let Some((start, end)) = unseen.find(|(start, _)| rest.starts_with(start)) {
            self.unseen = Some(end);
            return &rest[start.len()..];
        }
        let name = rest[1..].trim_start_matches('/');
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if !is_inline(&name[..length]) {
            self.fresh_line();
        }
        self.in_tag = true;
        &rest[1..]
    }

    /// The writer escapes four characters; other references only trusted writers write, and they stay.
    fn entity<'h>(&mut self, html: &'h str) -> &'h str {
        const KNOWN: [(&str, char); 4] = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];
        let (length, letter) = KNOWN
            .iter()
            .find(|(escaped, _)| html.starts_with(escaped))
            .map_or((1, '&'), |(escaped, letter)| (escaped.len(), *letter));
        self.text.push(letter);
        &html[length..]
    }

    fn fresh_line(&mut self) {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        if kept > 0 {
            self.text.push('\n');
        }
    }
}
