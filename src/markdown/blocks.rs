//! Blocks and spans: what each tag of the parser becomes, and where nesting ends.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, LinkType, Tag, TagEnd};

use super::events::{self, Events, Placed};
use super::headings::Opening;
use super::label::Label;
use super::links::Parsed;
use super::writer::Writer;
use crate::words::diagnostic::Diagnostic;

/// Blocks and spans nested deeper than this are shown without their markup.
const DEEPEST: usize = 100;

impl<'a> Writer<'a> {
    pub(super) fn start(&mut self, tag: Tag<'a>, range: Range<usize>, events: &mut Events<'a>) {
        match tag {
            // These take their content as a whole, so they have no end of their own.
            Tag::Heading {
                level, id, classes, ..
            } => {
                self.close_raw_paragraph();
                self.close_raw_heading();
                self.loops.end_block();
                let inside = events.inside(TagEnd::Heading(level));
                return self.heading(&Opening { level, id, classes }, inside, range);
            }
            Tag::CodeBlock(kind) => {
                self.close_raw_paragraph();
                self.loops.end_block();
                return self.code_block(&kind, events.inside(TagEnd::CodeBlock), range);
            }
            Tag::HtmlBlock => {
                let html: String = events
                    .inside(TagEnd::HtmlBlock)
                    .into_iter()
                    .filter_map(html_of)
                    .collect();
                self.out.fresh_line();
                self.loops.end_block();
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
                link_type: kind @ LinkType::WikiLink { has_pothole: false },
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
            Tag::BlockQuote(None) if self.depth < DEEPEST && self.is_likely_alert(&range) => {
                self.close_raw_paragraph();
                self.loops.end_block();
                self.close_loose_table();
                let inside = events.inside(TagEnd::BlockQuote(None));
                return self.alert_or_quotation(inside);
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
            self.loops.end_block();
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
            Tag::BlockQuote(kind) => self.quote(kind),
            Tag::List(Some(1)) => self.out.push("<ol>\n"),
            Tag::List(Some(start)) => self.out.push(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.out.push("<ul>\n"),
            Tag::Item => {
                self.start_item(&range);
                self.out.push("<li>");
            }
            Tag::DefinitionList => self.out.push("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push("<dt>"),
            Tag::DefinitionListDefinition => self.out.push("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.out.push("<em>"),
            Tag::Strong => self.out.push("<strong>"),
            Tag::Strikethrough => {
                self.loops.striking += 1;
                self.out.push("<del>");
            }
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

    pub(super) fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        let depth = self.depth;
        self.depth = self.depth.saturating_sub(1);
        if depth > DEEPEST {
            return;
        }
        self.close_raw(depth);
        self.inline -= usize::from(is_span(&tag));
        match tag {
            TagEnd::Paragraph => {
                self.loops.end_block();
                if self.in_paragraph {
                    self.out.push("</p>\n");
                }
                self.in_paragraph = false;
            }
            TagEnd::BlockQuote(Some(_)) => self.out.push("</div>\n"),
            TagEnd::BlockQuote(None) => self.out.push("</blockquote>\n"),
            TagEnd::List(true) => self.out.push("</ol>\n"),
            TagEnd::List(false) => self.out.push("</ul>\n"),
            TagEnd::Item => {
                self.end_item();
                self.out.push("</li>\n");
            }
            TagEnd::DefinitionList => self.out.push("</dl>\n"),
            TagEnd::DefinitionListTitle => {
                self.loops.end_block();
                self.out.push("</dt>\n");
            }
            TagEnd::DefinitionListDefinition => {
                self.loops.end_block();
                self.out.push("</dd>\n");
            }
            TagEnd::Table => self.out.push("</tbody></table></div>\n"),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.out.push("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push("</em>"),
            TagEnd::Strong => self.out.push("</strong>"),
            TagEnd::Strikethrough => {
                self.loops.striking = self.loops.striking.saturating_sub(1);
                self.out.push("</del>");
            }
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

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let title = match kind {
            None => return self.out.push("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => Label::Note,
            Some(BlockQuoteKind::Tip) => Label::Tip,
            Some(BlockQuoteKind::Important) => Label::Important,
            Some(BlockQuoteKind::Warning) => Label::Warning,
            Some(BlockQuoteKind::Caution) => Label::Caution,
        };
        let opening = format!(
            "<div class=\"alert alert-{}\"><p class=\"alert-title\">{{}}</p>\n",
            title.name()
        );
        self.out.push_labelled(&opening, title);
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
        let strikes = usize::from(open == "<del>");
        self.loops.striking += strikes;
        self.write_all(inside);
        self.loops.striking -= strikes;
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
