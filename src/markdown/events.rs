//! The parser's events, with runs of text merged and a way to take a whole element at once.

use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options as Syntax, Parser, TagEnd, TextMergeWithOffset};

use super::Options;
use super::dollars::{self, Dollars};

/// An event and where it stands in the Markdown.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// Events in order: those of a whole text, or some that were taken out of one.
pub(super) enum Events<'a> {
    Parsed(Box<TextMergeWithOffset<'a, OffsetIter<'a>>>, Option<char>),
    Taken(std::vec::IntoIter<Placed<'a>>),
}

impl<'a> Events<'a> {
    pub(super) fn of(seen: &'a Dollars<'a>, options: Options) -> Self {
        let mut syntax = syntax(&seen.markdown, options);
        syntax.set(Syntax::ENABLE_MATH, seen.has_math);
        let parser = Parser::new_ext(&seen.markdown, syntax);
        Self::Parsed(
            Box::new(TextMergeWithOffset::new(parser.into_offset_iter())),
            seen.hidden,
        )
    }

    pub(super) fn again(taken: Vec<Placed<'a>>) -> Self {
        Self::Taken(taken.into_iter())
    }

    pub(super) fn next(&mut self) -> Option<Placed<'a>> {
        match self {
            Self::Parsed(events, None) => events.next(),
            Self::Parsed(events, Some(hidden)) => {
                let (event, range) = events.next()?;
                Some((dollars::restored(event, *hidden), range))
            }
            Self::Taken(events) => events.next(),
        }
    }

    /// Takes everything up to the matching end, which is taken too but not returned.
    pub(super) fn inside(&mut self, end: TagEnd) -> Vec<Placed<'a>> {
        let mut inside = Vec::new();
        let mut depth = 0;
        while let Some((event, range)) = self.next() {
            match &event {
                Event::Start(tag) if tag.to_end() == end => depth += 1,
                Event::End(tag) if *tag == end && depth == 0 => break,
                Event::End(tag) if *tag == end => depth -= 1,
                _ => {}
            }
            inside.push((event, range));
        }
        inside
    }
}

/// The words of some events, without markup.
pub(super) fn plain(events: &[Placed<'_>]) -> String {
    let mut words = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                words.push_str(text)
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// The syntax that is on. Every option is named, so that a new one of the parser's changes nothing.
fn syntax(markdown: &str, options: Options) -> Syntax {
    let mut syntax = Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_HEADING_ATTRIBUTES
        | Syntax::ENABLE_GFM
        | Syntax::ENABLE_SUPERSCRIPT
        | Syntax::ENABLE_SUBSCRIPT
        | Syntax::ENABLE_WIKILINKS;
    // Other generators fence blocks with `:::`, which would read as a definition that says `::`.
    let has_fence =
        markdown.contains(":::") && markdown.lines().any(|line| line.trim_start().starts_with(":::"));
    if !has_fence {
        syntax |= Syntax::ENABLE_DEFINITION_LIST;
    }
    syntax.set(Syntax::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    syntax
}
