//! Floor 2: one Markdown text understood.
//!
//! Takes a text and the few options that change how it reads; gives a [`Body`] with holes where
//! other pages matter, and what stands in it: headings, links, ids, findings. It must not know of
//! any other page, and it never runs text through a template engine.

mod alerts;
mod anchors;
mod autolink;
mod blocks;
pub(crate) mod body;
mod code;
mod dollars;
mod events;
mod headings;
mod highlight;
pub mod html;
pub mod includes;
mod info;
mod label;
mod languages;
mod links;
mod loops;
mod math;
mod notes;
mod plain;
mod schemes;
mod scripts;
mod tables;
pub mod tasks;
mod writer;

use std::collections::BTreeSet;
use std::ops::Range;

pub use self::anchors::github_slug;
pub use self::body::{Body, Hole};
pub use self::label::Label;
pub use self::links::write_image;
pub use self::loops::{Item, Mark};
pub use self::schemes::{Scheme, scheme};
use crate::input::Include;
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;

/// What changes how Markdown reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// Raw HTML is written as it stands.
    pub unsafe_html: bool,
    /// Straight quotes, dots and dashes become typographic ones.
    pub smart_punctuation: bool,
}

/// How a page's title bears on its first heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title<'a> {
    /// Front matter gives the title: a first heading that says the same is left out.
    Given(&'a str),
    /// Nothing gives it: the first heading becomes the title.
    Wanted,
}

/// Where a link leads, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// How the target is to be read.
    pub kind: LinkKind,
    /// The target, unescaped from Markdown and HTML but not from percent-escapes.
    pub target: String,
    /// The words of the link where they are not written in the body: wikilinks, images, embeds.
    pub label: String,
    /// Further HTML attributes, each with a leading space.
    pub attributes: String,
    /// Where the target stands in the file.
    pub span: Range<usize>,
}

/// How a link's target is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// A path, with a fragment or without.
    Path,
    /// The path of a picture.
    Image,
    /// A page's name in double brackets.
    Wiki,
    /// A page's name in double brackets after an exclamation mark: its content belongs here.
    Embed,
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id, unique on the page.
    pub id: String,
    /// Its words without markup.
    pub title: String,
    /// Where it begins in the body's HTML; `None` when it stands inside another block.
    pub at: Option<usize>,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// A Markdown text, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// The HTML with its holes.
    pub body: Body,
    /// The first heading, where it became the title: its words and its id.
    pub title: Option<(String, String)>,
    /// The headings in order, without the one that became the title.
    pub headings: Vec<Heading>,
    /// Every id on the page.
    pub anchors: BTreeSet<String>,
    /// Every link that another page or file must answer, by the number in its hole.
    pub links: Vec<Link>,
    /// The items of its lists: those of outermost lists, and every task.
    pub items: Vec<Item>,
    /// Every `TODO` and `??` in its prose.
    pub marks: Vec<Mark>,
    /// How many words it has.
    pub words: usize,
    /// Whether it shows a diagram, which is drawn in the browser.
    pub diagrams: bool,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the Markdown that starts at byte `from` of a text.
pub fn render(
    text: &Text,
    from: usize,
    title: Title<'_>,
    options: Options,
    includes: &[Include],
) -> Rendered {
    let seen = dollars::Dollars::of(&text.content[from..]);
    writer::Writer::new(text, from, title, options, includes).write(&seen)
}
