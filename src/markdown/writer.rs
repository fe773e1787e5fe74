//! The walk over a text's events: each block and span as HTML, in one pass.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::anchors::Anchors;
use super::autolink;
use super::body::Body;
use super::events::{self, Events, Placed};
use super::headings::Opening;
use super::html::RawTag;
use super::links::{LinkEnd, Parsed};
use super::notes::Notes;
use super::scripts;
use super::tables::Table;
use super::{Heading, Link, Options, Rendered, Title};
use crate::input::Include;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::text::Text;

/// Blocks and spans nested deeper than this are shown without their markup.
const DEEPEST: usize = 100;

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
    pub(super) anchors: Anchors,
    pub(super) seen_heading: bool,
    pub(super) title_heading: Option<(String, String)>,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) words: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
    too_deep: bool,
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
            anchors: Anchors::default(),
            seen_heading: false,
            title_heading: None,
            headings: Vec::new(),
            links: Vec::new(),
            words: 0,
            diagnostics: Vec::new(),
            too_deep: false,
        }
    }

    pub(super) fn write(mut self) -> Rendered {
        let mut events = Events::of(self.markdown(), self.options);
        while let Some(event) = events.next() {
            self.event(event, &mut events);
        }
        self.close_raw(0);
        self.write_notes();
        Rendered {
            body: self.out.finished(),
            title: self.title_heading,
            headings: self.headings,
            anchors: self.anchors.into_set(),
            links: self.links,
            words: self.words,
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
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.words += code.split_whitespace().count();
                self.out.push("<code>");
                self.out.push_text(&code);
                self.out.push("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, &range),
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::SoftBreak => self.out.push("\n"),
            Event::HardBreak => self.out.push("<br />\n"),
            Event::Rule => {
                self.out.fresh_line();
                self.out.push("<hr />\n");
            }
            Event::TaskListMarker(done) => self.task(done),
            // Mathematics is off, so it arrives as text.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.words += text.split_whitespace().count();
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
        if self.out.take_back("<li>\n<p>") {
            self.out.push("<li class=\"task\">\n<p>");
        } else if self.out.take_back("<li>") {
            self.out.push("<li class=\"task\">");
        }
        self.out.push(if done {
            "<input type=\"checkbox\" disabled aria-label=\"done\" checked> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"to do\"> "
        });
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>, events: &mut Events<'a>) {
        match tag {
            // These take their content as a whole, so they have no end of their own.
            Tag::Heading {
                level, id, classes, ..
            } => {
                self.close_raw_paragraph();
                self.close_raw_heading();
                let inside = events.inside(TagEnd::Heading(level));
                return self.heading(&Opening { level, id, classes }, inside, range);
            }
            Tag::CodeBlock(kind) => {
                self.close_raw_paragraph();
                return self.code_block(&kind, events.inside(TagEnd::CodeBlock), range);
            }
            Tag::HtmlBlock => {
                let html: String = events
                    .inside(TagEnd::HtmlBlock)
                    .into_iter()
                    .filter_map(html_of)
                    .collect();
                self.out.fresh_line();
                return self.raw_block(&html, &range);
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => {
                return self.image(
                    &Parsed {
                        kind: link_type,
                        target: dest_url,
                        title,
                    },
                    events,
                    &range,
                );
            }
            Tag::Link {
                link_type: kind @ pulldown_cmark::LinkType::WikiLink { has_pothole: false },
                dest_url,
                title,
                ..
            } => {
                return self.start_link(
                    &Parsed {
                        kind,
                        target: dest_url,
                        title,
                    },
                    events,
                    &range,
                );
            }
            Tag::FootnoteDefinition(label) if self.depth < DEEPEST => {
                let inside = events.inside(TagEnd::FootnoteDefinition);
                return self.note(&label, inside, range);
            }
            Tag::Superscript | Tag::Subscript if self.depth < DEEPEST => return self.raised(&tag, events),
            Tag::MetadataBlock(kind) => {
                events.inside(TagEnd::MetadataBlock(kind));
                return;
            }
            _ => {}
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.deeper(range);
        }
        self.open(tag, range, events);
    }

    fn open(&mut self, tag: Tag<'a>, range: Range<usize>, events: &mut Events<'a>) {
        if is_block(&tag) {
            self.close_raw_paragraph();
            if !matches!(tag, Tag::Paragraph) {
                self.close_loose_table();
            }
            self.out.fresh_line();
        }
        self.inline += usize::from(is_span(&tag.to_end()));
        match tag {
            Tag::Paragraph => {
                self.in_paragraph = true;
                self.out.push("<p>");
            }
            Tag::BlockQuote(kind) => self.out.push(&quote(kind)),
            Tag::List(Some(1)) => self.out.push("<ol>\n"),
            Tag::List(Some(start)) => self.out.push(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.out.push("<ul>\n"),
            Tag::Item => self.out.push("<li>"),
            Tag::DefinitionList => self.out.push("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push("<dt>"),
            Tag::DefinitionListDefinition => self.out.push("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.out.push("<em>"),
            Tag::Strong => self.out.push("<strong>"),
            Tag::Strikethrough => self.out.push("<del>"),
            Tag::Superscript => self.out.push("<sup>"),
            Tag::Subscript => self.out.push("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.start_link(
                    &Parsed {
                        kind: link_type,
                        target: dest_url,
                        title,
                    },
                    events,
                    &range,
                );
            }
            // The others were written as a whole.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        let depth = self.depth;
        self.depth = self.depth.saturating_sub(1);
        if depth > DEEPEST {
            return;
        }
        self.close_raw(depth);
        self.inline -= usize::from(is_span(&tag));
        match tag {
            TagEnd::Paragraph => {
                if self.in_paragraph {
                    self.out.push("</p>\n");
                }
                self.in_paragraph = false;
            }
            TagEnd::BlockQuote(Some(_)) => self.out.push("</div>\n"),
            TagEnd::BlockQuote(None) => self.out.push("</blockquote>\n"),
            TagEnd::List(true) => self.out.push("</ol>\n"),
            TagEnd::List(false) => self.out.push("</ul>\n"),
            TagEnd::Item => self.out.push("</li>\n"),
            TagEnd::DefinitionList => self.out.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push("</dd>\n"),
            TagEnd::Table => self.out.push("</tbody></table></div>\n"),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.out.push("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push("</em>"),
            TagEnd::Strong => self.out.push("</strong>"),
            TagEnd::Strikethrough => self.out.push("</del>"),
            TagEnd::Superscript => self.out.push("</sup>"),
            TagEnd::Subscript => self.out.push("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::FootnoteDefinition => {}
            _ => debug_assert!(false, "{tag:?} at {range:?} has no end of its own"),
        }
    }

    /// Says once that the nesting is too deep; the text itself is kept.
    fn deeper(&mut self, range: Range<usize>) {
        if self.too_deep {
            return;
        }
        self.too_deep = true;
        let message = format!("blocks are nested more than {DEEPEST} deep");
        let finding = Diagnostic::warning("nesting-too-deep", self.place(range.start..range.start), message);
        self.diagnostics
            .push(finding.help("the text is shown without the inner markup; write it with fewer levels"));
    }

    fn note(&mut self, label: &str, inside: Vec<Placed<'a>>, range: Range<usize>) {
        // It is shown at the end of the page, where nothing is open that is open here.
        let page = std::mem::take(&mut self.out);
        let raw = std::mem::take(&mut self.raw);
        self.depth += 1;
        self.write_all(inside);
        self.close_raw(self.depth);
        self.depth -= 1;
        self.raw = raw;
        let says = std::mem::replace(&mut self.out, page);
        self.keep_note(label, says, range);
    }

    /// Writes a raised or lowered word. `^a b^` stays as it stands and `~a b~` is struck through, since
    /// no single word is meant.
    fn raised(&mut self, tag: &Tag<'a>, events: &mut Events<'a>) {
        let inside = events.inside(tag.to_end());
        let (open, close) = match (tag, events::plain(&inside).contains(char::is_whitespace)) {
            (Tag::Superscript, false) => ("<sup>", "</sup>"),
            (Tag::Superscript, true) => ("^", "^"),
            (_, false) => ("<sub>", "</sub>"),
            (_, true) => ("<del>", "</del>"),
        };
        self.out.push(open);
        self.depth += 1;
        self.inline += 1;
        self.write_all(inside);
        self.close_raw(self.depth);
        self.inline -= 1;
        self.depth -= 1;
        self.out.push(close);
    }
}

fn html_of((event, _): Placed<'_>) -> Option<String> {
    match event {
        Event::Html(html) | Event::Text(html) => Some(html.into_string()),
        _ => None,
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
    )
}

fn is_span(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
    )
}

fn quote(kind: Option<BlockQuoteKind>) -> String {
    let (class, title) = match kind {
        None => return "<blockquote>\n".to_owned(),
        Some(BlockQuoteKind::Note) => ("note", "Note"),
        Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
        Some(BlockQuoteKind::Important) => ("important", "Important"),
        Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
        Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
    };
    format!("<div class=\"alert alert-{class}\"><p class=\"alert-title\">{title}</p>\n")
}
