//! Raw HTML in Markdown, kept only as far as it is harmless.
//!
//! Takes the pieces of raw HTML that the parser finds; writes allowed elements with allowed
//! attributes, closes what its author left open before the Markdown block around it ends, and
//! drops the rest. Reading tags and attributes as a browser does is html5ever's tokenizer's work.
//! A tag of no known element is what somebody wrote as a placeholder (`<your-name>`), so it is shown.

mod allowed;
mod nesting;
mod tags;

use std::ops::Range;

use html5ever::tokenizer::{Tag, TagKind, Token};

use super::body::{Hole, escape_attribute, escape_href};
use super::schemes::{Scheme, scheme};
use super::writer::Writer;
use super::{Link, LinkKind};
use crate::words::diagnostic::Diagnostic;
use crate::words::words_of::word_count;
use allowed::Verdict;
pub(super) use tags::tokens;

/// Open raw elements beyond this many are dropped.
const DEEPEST: usize = 100;

/// An element that raw HTML opened and that is not closed yet.
#[derive(Debug)]
pub(super) struct RawTag {
    pub(super) name: String,
    /// How many Markdown blocks and spans were open around it.
    pub(super) depth: usize,
    /// The link that it opened.
    link: Option<usize>,
}

impl Writer<'_> {
    /// Writes a block of raw HTML, and sees to it that a tag or comment without an end hides nothing.
    pub(super) fn raw_block(&mut self, html: &str, range: &Range<usize>) {
        if self.options.unsafe_html {
            return self.out.push(html);
        }
        let end = tags::unfinished(html).unwrap_or(html.len());
        self.raw_html(&html[..end], range);
        if end == html.len() {
            return;
        }
        let rest = &html[end..];
        self.words += word_count(rest);
        self.out.push_text(rest);
        let start = range.start + end;
        let (what, close) = if rest.starts_with("<!--") {
            ("comment", "-->")
        } else {
            ("tag", ">")
        };
        let finding = Diagnostic::warning(
            "unclosed-html",
            self.place(start..start + 1),
            format!("this {what} has no end"),
        );
        self.diagnostics.push(finding.help(format!(
            "close it with `{close}`; until then all that follows is shown as text"
        )));
    }

    /// Writes a piece of raw HTML that stands at `range`.
    pub(super) fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        if self.options.unsafe_html {
            return self.out.push(html);
        }
        // Instructions and declarations end where Markdown says, which is later than a browser would.
        if html.starts_with("<?") || (html.starts_with("<!") && !html.starts_with("<!--")) {
            return;
        }
        let mut piece = Piece {
            html,
            range,
            cursor: 0,
            dropping: None,
        };
        for token in tags::tokens(html) {
            self.raw_token(token, &mut piece);
        }
    }

    fn raw_token(&mut self, token: Token, piece: &mut Piece<'_>) {
        match token {
            Token::TagToken(tag) if piece.drops(&tag) => {}
            Token::TagToken(tag) => match (allowed::verdict(&tag.name), tag.kind) {
                (Verdict::Allowed, TagKind::StartTag) => self.open_raw(&tag, piece),
                (Verdict::Allowed, TagKind::EndTag) => self.end_raw(&tag.name),
                (Verdict::Unknown, _) => {
                    let shown = piece.source_of(&tag);
                    self.out.push_text(shown);
                }
                (Verdict::Silent, _) | (_, TagKind::EndTag) => {}
                (Verdict::Forbidden { with_content }, TagKind::StartTag) => {
                    if with_content && !tag.self_closing {
                        piece.dropping = Some((tag.name.to_string(), 1));
                    }
                    self.removed(&format!("`<{}>`", tag.name), &format!("<{}", tag.name), piece);
                }
            },
            Token::CharacterTokens(text) if piece.dropping.is_none() => {
                self.words += word_count(&text);
                self.loops.say(&text);
                self.out.push_text(&text);
            }
            Token::NullCharacterToken if piece.dropping.is_none() => self.out.push("\u{fffd}"),
            _ => {}
        }
    }

    fn open_raw(&mut self, tag: &Tag, piece: &Piece<'_>) {
        if !self.makes_way_for(&tag.name) {
            return;
        }
        let is_void = allowed::is_void(&tag.name);
        if !is_void && self.raw.len() >= DEEPEST {
            return;
        }
        let id = self.raw_id(tag);
        let attributes = self.raw_attributes(tag, piece);
        let link = match &*tag.name {
            "a" => self.raw_anchor(tag, id, attributes, piece),
            "img" => {
                self.mark(id);
                self.raw_image(tag, attributes, piece);
                None
            }
            name => {
                self.out.push(&format!("<{name}"));
                self.push_id(id);
                self.out.push(&format!("{attributes}>"));
                None
            }
        };
        if !is_void {
            self.raw.push(RawTag {
                name: tag.name.to_string(),
                depth: self.depth,
                link,
            });
        }
    }

    /// The id of an element, if no other has it.
    fn raw_id(&mut self, tag: &Tag) -> Option<String> {
        let name = || value(tag, "name").filter(|_| &*tag.name == "a");
        let id = value(tag, "id").or_else(name)?.trim();
        let is_sound = !id.is_empty() && !id.contains(char::is_whitespace);
        (is_sound && self.anchors.claim(id)).then(|| id.to_owned())
    }

    /// Writes an id, with what makes it unique where this text is shown within another page.
    fn push_id(&mut self, id: Option<String>) {
        if let Some(id) = id {
            self.out.push(" id=\"");
            self.out.push_hole(Hole::Scope);
            self.out.push_attribute(&id);
            self.out.push("\"");
        }
    }

    /// Marks the place before an element that others write, and so cannot carry its id.
    fn mark(&mut self, id: Option<String>) {
        if id.is_some() {
            self.out.push("<span");
            self.push_id(id);
            self.out.push("></span>");
        }
    }

    /// The allowed attributes but for ids and addresses, ready to be written.
    fn raw_attributes(&mut self, tag: &Tag, piece: &Piece<'_>) -> String {
        let mut written = String::new();
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            if allowed::attribute(&tag.name, name) {
                push_attribute(name, &attribute.value, &mut written);
            } else if name.starts_with("on") {
                self.removed(&format!("the attribute `{name}`"), name, piece);
            }
        }
        written
    }

    /// Opens a raw link; returns its number where another page must answer it.
    fn raw_anchor(
        &mut self,
        tag: &Tag,
        id: Option<String>,
        attributes: String,
        piece: &Piece<'_>,
    ) -> Option<usize> {
        let Some(target) = value(tag, "href")
            .map(str::trim)
            .filter(|target| !target.is_empty())
        else {
            self.out.push("<a");
            self.push_id(id);
            self.out.push(&format!("{attributes}>"));
            return None;
        };
        match scheme(target) {
            Scheme::Inside => {
                self.mark(id);
                let number = self.add_link(LinkKind::Path, target, "", attributes, piece.find(target));
                self.out.push_hole(Hole::LinkStart(number));
                return Some(number);
            }
            Scheme::Outside => {
                let mut href = String::new();
                escape_href(target, &mut href);
                self.out.push(&format!("<a href=\"{href}\""));
                self.push_id(id);
                self.out.push(&format!("{attributes}>"));
            }
            Scheme::Unsafe => {
                self.unsafe_link(target, piece.find(target));
                self.out.push("<a");
                self.push_id(id);
                self.out.push(&format!("{attributes}>"));
            }
        }
        None
    }

    fn raw_image(&mut self, tag: &Tag, attributes: String, piece: &Piece<'_>) {
        let target = value(tag, "src").unwrap_or_default().trim();
        let alt = value(tag, "alt").unwrap_or_default();
        match scheme(target) {
            _ if target.is_empty() => self.out.push_text(alt),
            Scheme::Inside => {
                let number = self.add_link(LinkKind::Image, target, alt, attributes, piece.find(target));
                self.out.push_hole(Hole::Image(number));
            }
            Scheme::Outside => {
                let link = Link {
                    kind: LinkKind::Image,
                    target: target.to_owned(),
                    label: alt.to_owned(),
                    attributes,
                    span: 0..0,
                };
                self.outside_image(&link);
            }
            Scheme::Unsafe => {
                self.unsafe_link(target, piece.find(target));
                self.out.push_text(alt);
            }
        }
    }

    /// Closes a raw element, if it was opened within the same Markdown block, and what is open inside it.
    fn end_raw(&mut self, name: &str) {
        let same_block = |open: &RawTag| open.depth == self.depth;
        let Some(at) = self
            .raw
            .iter()
            .rposition(|open| same_block(open) && open.name == name)
        else {
            return;
        };
        self.close_raw_until(at);
    }

    /// Closes every raw element that was opened inside the Markdown block at `depth`.
    pub(super) fn close_raw(&mut self, depth: usize) {
        while self.raw.last().is_some_and(|open| open.depth >= depth) {
            self.pop_raw();
        }
    }

    fn pop_raw(&mut self) {
        match self.raw.pop() {
            Some(RawTag {
                link: Some(number), ..
            }) => self.out.push_hole(Hole::LinkEnd(number)),
            Some(RawTag { name, .. }) => self.out.push(&format!("</{name}>")),
            None => {}
        }
    }

    /// Tells, once a page for each thing, what was taken away and how to do without it.
    fn removed(&mut self, what: &str, find: &str, piece: &Piece<'_>) {
        if !self.removed.insert(what.to_owned()) {
            return;
        }
        let place = self.place(piece.find(find));
        let finding = Diagnostic::warning("unsafe-html", place, format!("{what} was removed"));
        self.diagnostics.push(finding.help(
            "pages may hold no scripts, frames or forms: link to it instead, or set `[output.html] unsafe-html = true`",
        ));
    }
}

fn value<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| &*attribute.value)
}

fn push_attribute(name: &str, value: &str, into: &mut String) {
    into.push(' ');
    into.push_str(name);
    into.push_str("=\"");
    escape_attribute(value, into);
    into.push('"');
}

/// A piece of raw HTML while it is read.
struct Piece<'p> {
    html: &'p str,
    range: &'p Range<usize>,
    /// Where to look for the next tag that is shown as written.
    cursor: usize,
    /// The element whose content is dropped, and how many of its name are open.
    dropping: Option<(String, usize)>,
}

impl<'p> Piece<'p> {
    /// Whether a tag lies inside a dropped element; counts its like on the way.
    fn drops(&mut self, tag: &Tag) -> bool {
        let Some((name, open)) = &mut self.dropping else {
            return false;
        };
        if **name == *tag.name {
            match tag.kind {
                TagKind::StartTag if !tag.self_closing => *open += 1,
                TagKind::StartTag => {}
                TagKind::EndTag => *open -= 1,
            }
            if *open == 0 {
                self.dropping = None;
            }
        }
        true
    }

    /// A tag as its author wrote it, since the tokenizer lowercases names.
    fn source_of(&mut self, tag: &Tag) -> &'p str {
        let open = match tag.kind {
            TagKind::StartTag => format!("<{}", tag.name),
            TagKind::EndTag => format!("</{}", tag.name),
        };
        let rest = &self.html[self.cursor..];
        let Some(at) = position(rest, &open) else {
            return "";
        };
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        self.cursor += end;
        &rest[at..end]
    }

    /// Where some text of this piece stands in the file, as far as that can be told.
    fn find(&self, text: &str) -> Range<usize> {
        match position(self.html, text) {
            Some(at) => self.range.start + at..self.range.start + at + text.len(),
            None => self.range.clone(),
        }
    }
}

/// Where `needle` stands in `text` without regard to ASCII case.
fn position(text: &str, needle: &str) -> Option<usize> {
    let needle = needle.as_bytes();
    text.as_bytes()
        .windows(needle.len().max(1))
        .position(|window| window.eq_ignore_ascii_case(needle))
}
