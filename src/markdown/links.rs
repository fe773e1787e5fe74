//! Links, pictures and wikilinks: those within the site become holes, the others are written here.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, TagEnd};

use super::body::{Hole, escape_href};
use super::events::{self, Events};
use super::schemes::{Scheme, scheme};
use super::writer::Writer;
use super::{Link, LinkKind};
use crate::words::diagnostic::Diagnostic;
use crate::words::words_of::word_count;

/// A link as the parser gives it.
pub(super) struct Parsed<'e> {
    pub(super) kind: LinkType,
    pub(super) target: CowStr<'e>,
    pub(super) title: CowStr<'e>,
}

impl<'a> Writer<'a> {
    /// Writes the start of a link, and remembers how it ends.
    pub(super) fn start_link(&mut self, link: &Parsed<'_>, events: &mut Events<'a>, range: &Range<usize>) {
        let target = link.target.trim();
        let attributes = title_attribute(&link.title);
        if let LinkType::WikiLink { has_pothole: false } = link.kind {
            let label = events::plain(&events.inside(TagEnd::Link));
            return self.wikilink(target, &label, range);
        }
        let end = match (link.kind, scheme(target)) {
            (LinkType::Email, _) => self.outside_link(&format!("mailto:{target}"), &attributes),
            (LinkType::WikiLink { .. }, _) => self.inside_link(LinkKind::Wiki, target, attributes, range),
            (_, Scheme::Inside) => self.inside_link(LinkKind::Path, target, attributes, range),
            (_, Scheme::Outside) => self.outside_link(target, &attributes),
            (_, Scheme::Unsafe) => {
                self.unsafe_link(target, self.find_in(range, target));
                LinkEnd::Nothing
            }
        };
        self.link_ends.push(end);
    }

    pub(super) fn end_link(&mut self) {
        match self.link_ends.pop() {
            Some(LinkEnd::Hole(number)) => self.out.push_hole(Hole::LinkEnd(number)),
            Some(LinkEnd::Tag) => self.out.push("</a>"),
            Some(LinkEnd::Nothing) | None => {}
        }
    }

    fn inside_link(
        &mut self,
        kind: LinkKind,
        target: &str,
        attributes: String,
        range: &Range<usize>,
    ) -> LinkEnd {
        let number = self.add_link(kind, target, "", attributes, self.find_in(range, target));
        self.out.push_hole(Hole::LinkStart(number));
        LinkEnd::Hole(number)
    }

    fn outside_link(&mut self, target: &str, attributes: &str) -> LinkEnd {
        self.out.push("<a href=\"");
        self.out.push_href(target);
        self.out.push(&format!("\"{attributes}>"));
        LinkEnd::Tag
    }

    fn wikilink(&mut self, target: &str, label: &str, range: &Range<usize>) {
        // `[[ -f x ]]` is a test in a shell, and `[[]]` nothing: neither names a page.
        if label.trim().len() != label.len() || label.is_empty() {
            let source = &self.markdown()[range.clone()];
            self.words += word_count(source);
            self.loops.say(source);
            return self.out.push_text(source);
        }
        self.words += word_count(label);
        self.loops.say(label);
        let number = self.add_link(
            LinkKind::Wiki,
            target,
            label,
            String::new(),
            self.find_in(range, target),
        );
        self.out.push_hole(Hole::Wikilink(number));
    }

    /// Writes a whole picture or embed.
    pub(super) fn image(&mut self, link: &Parsed<'_>, events: &mut Events<'a>, range: &Range<usize>) {
        let label = events::plain(&events.inside(TagEnd::Image));
        let target = link.target.trim();
        let attributes = title_attribute(&link.title);
        let span = self.find_in(range, target);
        if let LinkType::WikiLink { has_pothole } = link.kind {
            // A page's content has blocks, which nothing within a line can hold.
            if self.is_in_link() {
                self.loops.say(&label);
                return self.text(&label);
            }
            if self.is_within_a_line() {
                return self.wikilink(target, &label, range);
            }
            let label = if has_pothole { &*label } else { "" };
            let number = self.add_link(LinkKind::Embed, target, label, attributes, span);
            return self.embed(number);
        }
        self.loops.say(&label);
        match scheme(target) {
            Scheme::Inside => {
                let number = self.add_link(LinkKind::Image, target, &label, attributes, span);
                self.out.push_hole(Hole::Image(number));
            }
            Scheme::Outside => {
                let kind = LinkKind::Image;
                self.outside_image(&Link {
                    kind,
                    target: target.to_owned(),
                    label,
                    attributes,
                    span,
                });
            }
            Scheme::Unsafe => {
                self.unsafe_link(target, span);
                self.out.push_text(&label);
            }
        }
    }

    /// Writes a picture that lies elsewhere.
    pub(super) fn outside_image(&mut self, image: &Link) {
        let mut html = String::new();
        write_image(image, &image.target, &mut html);
        self.out.push(&html);
    }

    /// Whether emphasis, a heading, a raw element of this very block or a raw table without a cell is open.
    fn is_within_a_line(&self) -> bool {
        let is_raw = self.raw.last().is_some_and(|open| open.depth >= self.depth);
        self.inline > 0 || is_raw || self.loose_table().is_some()
    }

    /// Leaves a hole for another page's content, which may hold blocks and so ends the paragraph around it.
    fn embed(&mut self, number: usize) {
        if self.in_paragraph && !self.out.take_back("<p>") {
            self.out.push("</p>\n");
        }
        self.out.push_hole(Hole::Embed(number));
        // A heading that follows starts behind the hole, so that the part below it does not hold it too.
        self.out.push("\n");
        self.reopen_paragraph = self.in_paragraph;
    }

    pub(super) fn add_link(
        &mut self,
        kind: LinkKind,
        target: &str,
        label: &str,
        attributes: String,
        span: Range<usize>,
    ) -> usize {
        let span = self.in_file(span);
        self.links.push(Link {
            kind,
            target: target.to_owned(),
            label: label.to_owned(),
            attributes,
            span,
        });
        self.links.len() - 1
    }

    pub(super) fn unsafe_link(&mut self, target: &str, span: Range<usize>) {
        let finding = Diagnostic::warning(
            "unsafe-link",
            self.place(span),
            format!("`{target}` has a scheme that pages may not link to"),
        );
        self.diagnostics.push(
            finding.help("link to a page, or to an address such as `https:` or `mailto:`; the words are shown without a link"),
        );
    }
}

/// How an open link will be closed.
#[derive(Debug)]
pub(super) enum LinkEnd {
    /// The whole site writes it.
    Hole(usize),
    /// With its tag.
    Tag,
    /// It was never opened.
    Nothing,
}

fn title_attribute(title: &str) -> String {
    let mut attribute = String::new();
    if !title.is_empty() {
        attribute.push_str(" title=\"");
        super::body::escape_attribute(title, &mut attribute);
        attribute.push('"');
    }
    attribute
}

/// Writes the tag of a picture found at `src`.
pub fn write_image(image: &Link, src: &str, into: &mut String) {
    into.push_str("<img src=\"");
    escape_href(src, into);
    into.push_str("\" alt=\"");
    super::body::escape_attribute(&image.label, into);
    into.push('"');
    into.push_str(&image.attributes);
    if !image.attributes.contains(" loading=") {
        into.push_str(" loading=\"lazy\"");
    }
    into.push_str(" />");
}
