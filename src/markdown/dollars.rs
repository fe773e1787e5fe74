//! Which dollar signs mean mathematics, and which are prices and shell variables.
//!
//! The parser pairs any two dollar signs that stand close enough to words. Here a formula's dollar signs must also stand apart
//! from letters and digits outside of it, so `$5 to **$10**` is text. Dollar signs without a partner are hidden from the parser
//! behind a byte that the text does not use, and put back into the events.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// What may stand in for a dollar sign: single bytes that mean nothing to Markdown and may stand in addresses, signs before letters.
const STAND_INS: [char; 8] = ['%', '@', ';', '?', 'Q', 'Z', 'X', 'J'];

/// A text as the parser shall see it.
pub(super) struct Dollars<'a> {
    pub(super) markdown: Cow<'a, str>,
    /// Whether there is any formula.
    pub(super) has_math: bool,
    /// What stands in for dollar signs that are text.
    pub(super) hidden: Option<char>,
}

impl<'a> Dollars<'a> {
    pub(super) fn of(markdown: &'a str) -> Self {
        let mut seen = Self {
            markdown: Cow::Borrowed(markdown),
            has_math: false,
            hidden: None,
        };
        if !markdown.contains('$') {
            return seen;
        }
        let mut scan = Scan::new(markdown.as_bytes());
        scan.run();
        seen.has_math = scan.has_math;
        // Without any formula the parser does not look for them, so nothing need be hidden.
        if scan.has_math && !scan.strays.is_empty() {
            seen.hidden = STAND_INS.into_iter().find(|sign| !markdown.contains(*sign));
            if let Some(hidden) = seen.hidden {
                seen.markdown = Cow::Owned(replaced(markdown, &scan.strays, hidden));
            }
        }
        seen
    }
}

fn replaced(markdown: &str, strays: &[usize], hidden: char) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut written = 0;
    for stray in strays {
        text.push_str(&markdown[written..*stray]);
        text.push(hidden);
        written = stray + 1;
    }
    text.push_str(&markdown[written..]);
    text
}

/// The walk over a text's dollar signs. It never looks past the end of a paragraph, so it takes linear time.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the paragraph ends that `at` lies in.
    end: usize,
    has_math: bool,
    strays: Vec<usize>,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            end: 0,
            has_math: false,
            strays: Vec::new(),
        }
    }

    fn run(&mut self) {
        while self.at < self.bytes.len() {
            if self.at >= self.end {
                self.end = paragraph_end(self.bytes, self.at);
            }
            match self.bytes[self.at] {
                b'\\' => self.at += 2,
                b'`' => self.code(),
                b'$' => self.dollar(),
                _ => self.at += 1,
            }
        }
    }

    /// Passes over a span of code, whose dollar signs are its own.
    fn code(&mut self) {
        let run = self.run_of(b'`', self.at);
        let mut at = self.at + run;
        self.at = at;
        while at < self.end {
            let found = self.run_of(b'`', at);
            at += found.max(1);
            if found == run {
                self.at = at;
                return;
            }
        }
    }

    fn dollar(&mut self) {
        let run = self.run_of(b'$', self.at);
        let close = match run {
            1 if self.can_open() => self
                .next_dollar()
                .filter(|close| self.can_close(*close))
                .map(|close| close + 1),
            2 => self.next_pair().map(|close| close + 2),
            _ => None,
        };
        match close {
            Some(after) => {
                self.has_math = true;
                self.at = after;
            }
            None => {
                self.strays.extend(self.at..self.at + run);
                self.at += run;
            }
        }
    }

    fn can_open(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.bytes[at]);
        let after = self.bytes.get(self.at + 1);
        !before.is_some_and(|byte| byte.is_ascii_alphanumeric())
            && after.is_some_and(|byte| !byte.is_ascii_whitespace())
    }

    fn can_close(&self, at: usize) -> bool {
        let after = self.bytes.get(at + 1);
        !self.bytes[at - 1].is_ascii_whitespace()
            && !after.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'$')
    }

    fn next_dollar(&self) -> Option<usize> {
        self.dollars_from(self.at + 1).next()
    }

    fn next_pair(&self) -> Option<usize> {
        self.dollars_from(self.at + 2)
            .find(|at| self.bytes.get(at + 1) == Some(&b'$'))
    }

    /// The dollar signs of the rest of the paragraph that no backslash takes away.
    fn dollars_from(&self, from: usize) -> impl Iterator<Item = usize> {
        let mut escaped = false;
        (from..self.end).filter(move |at| {
            let is_free = !escaped;
            escaped = is_free && self.bytes[*at] == b'\\';
            is_free && self.bytes[*at] == b'$'
        })
    }

    fn run_of(&self, byte: u8, at: usize) -> usize {
        self.bytes[at..]
            .iter()
            .take_while(|found| **found == byte)
            .count()
    }
}

/// Where the next blank line begins.
fn paragraph_end(bytes: &[u8], from: usize) -> usize {
    let mut is_blank = false;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b'\n' if is_blank => return at,
            b'\n' => is_blank = true,
            b' ' | b'\t' | b'\r' => {}
            _ => is_blank = false,
        }
    }
    bytes.len()
}

/// An event with its dollar signs put back.
pub(super) fn restored<'a>(event: Event<'a>, hidden: char) -> Event<'a> {
    let back = |text: CowStr<'a>| put_back(text, hidden);
    match event {
        Event::Text(text) => Event::Text(back(text)),
        Event::Code(text) => Event::Code(back(text)),
        Event::InlineMath(text) => Event::InlineMath(back(text)),
        Event::DisplayMath(text) => Event::DisplayMath(back(text)),
        Event::Html(text) => Event::Html(back(text)),
        Event::InlineHtml(text) => Event::InlineHtml(back(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(back(label)),
        Event::Start(tag) => Event::Start(restored_tag(tag, hidden)),
        other => other,
    }
}

fn restored_tag<'a>(tag: Tag<'a>, hidden: char) -> Tag<'a> {
    let back = |text: CowStr<'a>| put_back(text, hidden);
    match tag {
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(back(info))),
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(back(label)),
        Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } => Tag::Heading {
            level,
            id: id.map(back),
            classes: classes.into_iter().map(back).collect(),
            attrs,
        },
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: back(dest_url),
            title: back(title),
            id,
        },
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Image {
            link_type,
            dest_url: back(dest_url),
            title: back(title),
            id,
        },
        other => other,
    }
}

fn put_back(text: CowStr<'_>, hidden: char) -> CowStr<'_> {
    if text.contains(hidden) {
        return text.replace(hidden, "$").into();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_prices_are_told_apart() {
        for (text, has_math, hidden) in [
            ("no dollar", false, false),
            ("$5 and $10", false, false),
            ("$5 to **$10** or US$6.", false, false),
            ("$HOME/$USER and `$x$`", false, false),
            ("a \\$5\\$ b", false, false),
            ("$x$ costs $5", true, true),
            ("$$\na\n$$ and ($b$)", true, false),
            ("$$ a\n\nb $$", false, false),
            ("日本$x$です", true, false),
            ("$a\n\nb$", false, false),
        ] {
            let seen = Dollars::of(text);
            assert_eq!(
                (seen.has_math, seen.hidden.is_some()),
                (has_math, hidden),
                "{text}"
            );
            assert_eq!(seen.markdown.len(), text.len());
        }
        assert_eq!(Dollars::of("9 % of $x$ is $5").hidden, Some('@'));
    }
}
