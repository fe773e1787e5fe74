//! The walk over a text's events: each block and span as HTML, in one pass.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::anchors::Anchors;
use super::autolink;
use super::body::Body;
use super::dollars::Dollars;
use super::events::{Events, Placed};
use super::html::RawTag;
use super::label::Label;
use super::links::LinkEnd;
use super::loops::Loops;
use super::notes::Notes;
use super::scripts;
use super::tables::Table;
use super::{Heading, Link, Options, Rendered, Title};
use crate::input::Include;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::text::Text;
use crate::words::words_of::word_count;

/// Everything that is known while a text is written.
pub(super) struct Writer<'a> {
    pub(super) text: &'a Text,
    pub(super) from: usize,
    pub(super) title: Title<'a>,
    pub(super) options: Options,
    pub(super) includes: &'a [Include],
    pub(super) out: Body,
    pub(super) depth: usize,
    /// How many spans and headings are open, which hold no blocks.
    pub(super) inline: usize,
    pub(super) raw: Vec<RawTag>,
    pub(super) removed: BTreeSet<String>,
    pub(super) link_ends: Vec<LinkEnd>,
    pub(super) in_paragraph: bool,
    pub(super) reopen_paragraph: bool,
    pub(super) table: Table,
    pub(super) notes: Notes,
    pub(super) loops: Loops,
    pub(super) anchors: Anchors,
    pub(super) seen_heading: bool,
    pub(super) title_heading: Option<(String, String)>,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) words: usize,
    pub(super) diagrams: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) too_deep: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        text: &'a Text,
        from: usize,
        title: Title<'a>,
        options: Options,
        includes: &'a [Include],
    ) -> Self {
        Self {
            text,
            from,
            title,
            options,
            includes,
            out: Body::for_markdown(text.content.len() - from),
            depth: 0,
            inline: 0,
            raw: Vec::new(),
            removed: BTreeSet::new(),
            link_ends: Vec::new(),
            in_paragraph: false,
            reopen_paragraph: false,
            table: Table::default(),
            notes: Notes::default(),
            loops: Loops::default(),
            anchors: Anchors::default(),
            seen_heading: false,
            title_heading: None,
            headings: Vec::new(),
            links: Vec::new(),
            words: 0,
            diagrams: false,
            diagnostics: Vec::new(),
            too_deep: false,
        }
    }

    pub(super) fn write(mut self, seen: &'a Dollars<'a>) -> Rendered {
        let mut events = Events::of(seen, self.options);
        while let Some(event) = events.next() {
            self.event(event, &mut events);
        }
        self.close_raw(0);
        self.write_notes();
        let (items, marks) = self.loops.finished();
        Rendered {
            body: self.out.finished(),
            title: self.title_heading,
            headings: self.headings,
            anchors: self.anchors.into_set(),
            links: self.links,
            items,
            marks,
            words: self.words,
            diagrams: self.diagrams,
            diagnostics: self.diagnostics,
        }
    }

    /// Writes events that were taken out of the stream before.
    pub(super) fn write_all(&mut self, taken: Vec<Placed<'a>>) {
        let mut events = Events::again(taken);
        while let Some(event) = events.next() {
            self.event(event, &mut events);
        }
    }

    /// The Markdown that is read, without front matter.
    pub(super) fn markdown(&self) -> &'a str {
        let text: &'a Text = self.text;
        &text.content[self.from..]
    }

    /// The place of a range of the Markdown.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        self.text.place(self.in_file(range))
    }

    /// A range of the Markdown as a range of the file.
    pub(super) fn in_file(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.from..range.end + self.from
    }

    /// Where `words` stand within a range of the Markdown; the last time counts, since targets come last.
    pub(super) fn find_in(&self, range: &Range<usize>, words: &str) -> Range<usize> {
        match self
            .markdown()
            .get(range.clone())
            .filter(|_| !words.is_empty())
            .and_then(|source| source.rfind(words))
        {
            Some(at) => range.start + at..range.start + at + words.len(),
            None => range.clone(),
        }
    }

    fn event(&mut self, (event, range): Placed<'a>, events: &mut Events<'a>) {
        if self.reopen_paragraph {
            self.reopen_paragraph = false;
            self.in_paragraph = !matches!(event, Event::End(TagEnd::Paragraph));
            if self.in_paragraph {
                self.out.push("<p>");
            }
        }
        match event {
            Event::Start(tag) => self.start(tag, range, events),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => {
                self.say_prose(&text, &range);
                self.text(&text);
            }
            Event::Code(code) => {
                self.words += word_count(&code);
                self.loops.say(&code);
                self.out.push("<code>");
                self.out.push_text(&code);
                self.out.push("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, &range),
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::SoftBreak => {
                self.loops.say(" ");
                self.out.push("\n");
            }
            Event::HardBreak => {
                self.loops.say(" ");
                self.out.push("<br />\n");
            }
            Event::Rule => {
                self.out.fresh_line();
                self.out.push("<hr />\n");
            }
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(formula) => self.formula(&formula, &range),
            Event::DisplayMath(formula) => self.display(&formula, &range),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.words += word_count(text);
        if self.is_in_link() {
            return self.plain_text(text);
        }
        let mut written = 0;
        for found in autolink::find(text) {
            let address = &text[found.range.clone()];
            self.plain_text(&text[written..found.range.start]);
            self.out.push("<a href=\"");
            self.out.push(found.prefix);
            self.out.push_href(address);
            self.out.push("\">");
            self.out.push_text(address);
            self.out.push("</a>");
            written = found.range.end;
        }
        self.plain_text(&text[written..]);
    }

    /// Whether a link is open, which can hold no other.
    pub(super) fn is_in_link(&self) -> bool {
        !self.link_ends.is_empty() || self.raw.iter().any(|open| open.name == "a")
    }

    /// Writes text without links; `H~2~O` and `km^2^` are raised and lowered within a word, as the parser does
    /// only at a word's edge.
    fn plain_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(found) = scripts::find(rest) {
            self.out.push_text(&rest[..found.start]);
            let tag = if rest[found.start..].starts_with('^') {
                "sup"
            } else {
                "sub"
            };
            self.out.push(&format!("<{tag}>"));
            self.out.push_text(&rest[found.start + 1..found.end - 1]);
            self.out.push(&format!("</{tag}>"));
            rest = &rest[found.end..];
        }
        self.out.push_text(rest);
    }

    fn task(&mut self, done: bool) {
        self.check_item(done);
        if self.out.take_back("<li>\n<p>") {
            self.out.push("<li class=\"task\">\n<p>");
        } else if self.out.take_back("<li>") {
            self.out.push("<li class=\"task\">");
        }
        let (label, checked) = if done {
            (Label::Done, " checked")
        } else {
            (Label::ToDo, "")
        };
        let input = format!("<input type=\"checkbox\" disabled aria-label=\"{{}}\"{checked}> ");
        self.out.push_labelled(&input, label);
    }
}
