//! HTML with holes: everything that one file alone can say, and marks where other pages must answer.

use std::ops::Range;

use super::label::Label;
use super::plain::Plain;

/// Something in a body that only the whole site can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hole {
    /// The opening tag of the link with this number.
    LinkStart(usize),
    /// Its closing tag.
    LinkEnd(usize),
    /// A whole link in double brackets without words of its own.
    Wikilink(usize),
    /// A whole picture.
    Image(usize),
    /// The content of another page.
    Embed(usize),
    /// What stands before a footnote's id in a reference to it: `#`, unless the footnotes are elsewhere.
    Notes,
    /// What makes an id unique where this body is part of another page; empty on its own page.
    Scope,
    /// A word of the interface.
    Label(Label),
}

/// HTML text and its holes, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Body {
    html: String,
    holes: Vec<(usize, Hole)>,
}

impl Body {
    /// The HTML without its holes.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// The holes, each with its place in the HTML.
    pub fn holes(&self) -> &[(usize, Hole)] {
        &self.holes
    }

    /// Writes the part of the body within `range`, asking `fill` for what belongs into each hole. A hole at the
    /// very end of the body is part of it; one at the end of any other range belongs to what follows.
    pub fn fill(&self, range: Range<usize>, into: &mut String, mut fill: impl FnMut(Hole, &mut String)) {
        let from = self.holes.partition_point(|(at, _)| *at < range.start);
        let mut written = range.start;
        let is_inside = |at: usize| at < range.end || at == self.html.len();
        for (at, hole) in self.holes[from..].iter().take_while(|(at, _)| is_inside(*at)) {
            into.push_str(&self.html[written..*at]);
            written = *at;
            fill(*hole, into);
        }
        into.push_str(&self.html[written..range.end]);
    }

    /// The words of the part of the body within `range`, one line for each block. A heading at its very start is left
    /// out. `words` gives those that stand in the place of a hole.
    pub fn plain<'w>(&self, range: Range<usize>, words: impl Fn(Hole) -> &'w str) -> String {
        let start = range.start + heading_length(&self.html[range.clone()]);
        let mut text = String::with_capacity(range.len() / 2);
        let mut plain = Plain::new(&mut text);
        let from = self.holes.partition_point(|(at, _)| *at < start);
        let mut read = start;
        for (at, hole) in self.holes[from..].iter().take_while(|(at, _)| *at <= range.end) {
            plain.html(&self.html[read..*at]);
            plain.words(words(*hole));
            read = *at;
        }
        plain.html(&self.html[read..range.end]);
        text.truncate(text.trim_end().len());
        text
    }

    /// An empty body with room for the HTML of so much Markdown, so that it need not grow step by step.
    pub(super) fn for_markdown(length: usize) -> Self {
        Self {
            html: String::with_capacity(length + length / 2),
            holes: Vec::new(),
        }
    }

    /// Gives back the memory that growing took in advance: bodies are many and live long. They move into memory of
    /// their size, since the allocator takes little back of what is only shrunk.
    pub(super) fn finished(&self) -> Self {
        self.clone()
    }

    pub(super) fn len(&self) -> usize {
        self.html.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.holes.is_empty() && self.html.trim().is_empty()
    }

    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Writes a piece of HTML in which `{}` stands for a word of the interface.
    pub(super) fn push_labelled(&mut self, html: &str, label: Label) {
        let (before, after) = html.split_once("{}").unwrap_or((html, ""));
        self.push(before);
        self.push_hole(Hole::Label(label));
        self.push(after);
    }

    pub(super) fn push_text(&mut self, text: &str) {
        escape_text(text, &mut self.html);
    }

    pub(super) fn push_attribute(&mut self, value: &str) {
        escape_attribute(value, &mut self.html);
    }

    pub(super) fn push_href(&mut self, address: &str) {
        escape_href(address, &mut self.html);
    }

    pub(super) fn push_hole(&mut self, hole: Hole) {
        self.holes.push((self.html.len(), hole));
    }

    /// Makes sure that what follows starts on a line of its own.
    pub(super) fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Takes `tail` off the end, if the body ends with it.
    pub(super) fn take_back(&mut self, tail: &str) -> bool {
        let free = self
            .holes
            .last()
            .is_none_or(|(at, _)| at + tail.len() <= self.html.len());
        let taken = free && self.html.ends_with(tail);
        if taken {
            self.html.truncate(self.html.len() - tail.len());
        }
        taken
    }

    pub(super) fn append(&mut self, other: &Body) {
        let shift = self.html.len();
        self.html.push_str(&other.html);
        self.holes
            .extend(other.holes.iter().map(|(at, hole)| (at + shift, *hole)));
    }
}

/// How long the heading is that a piece of HTML starts with; 0 where it starts with something else.
fn heading_length(html: &str) -> usize {
    let is_heading = html.starts_with("<h") && html[2..].starts_with(|level: char| level.is_ascii_digit());
    match html.find("</h").filter(|_| is_heading) {
        Some(end) => end + "</h1>".len(),
        None => 0,
    }
}

/// Escapes text for the space between tags.
pub(crate) fn escape_text(text: &str, into: &mut String) {
    pulldown_cmark_escape::escape_html_body_text(into, text).expect("writing to a string cannot fail");
}

/// Escapes text for a quoted attribute.
pub(crate) fn escape_attribute(text: &str, into: &mut String) {
    pulldown_cmark_escape::escape_html(into, text).expect("writing to a string cannot fail");
}

/// Escapes an address for a quoted `href` or `src`.
pub(crate) fn escape_href(address: &str, into: &mut String) {
    pulldown_cmark_escape::escape_href(into, address).expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_only_the_holes_within_the_range() {
        let mut body = Body::default();
        body.push("<p>a");
        body.push_hole(Hole::Wikilink(0));
        body.push("b</p>");
        let cut = body.len();
        body.push("<p>");
        body.push_hole(Hole::Wikilink(1));
        body.push("</p>");
        let fill = |body: &Body, range| {
            let mut html = String::new();
            body.fill(range, &mut html, |hole, html| html.push_str(&format!("{hole:?}")));
            html
        };
        assert_eq!(fill(&body, 0..cut), "<p>aWikilink(0)b</p>");
        assert_eq!(fill(&body, cut..body.len()), "<p>Wikilink(1)</p>");
        body.push_hole(Hole::LinkEnd(2));
        assert_eq!(fill(&body, cut..body.len()), "<p>Wikilink(1)</p>LinkEnd(2)");
    }

    #[test]
    fn takes_back_only_past_the_last_hole() {
        let mut body = Body::default();
        body.push("<p>");
        assert!(body.take_back("<p>"));
        body.push("<");
        body.push_hole(Hole::Scope);
        body.push("p>");
        assert!(!body.take_back("<p>"));
    }
}
