//! Floor 2: one file, understood.
//!
//! Takes a source and the Markdown options; gives a [`Document`] and what is wrong with it. It
//! must not know of any other page: what only the whole can answer stays a hole in the body.

pub mod front_matter;
pub mod inbox;

use std::collections::BTreeSet;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use self::front_matter::FrontMatter;
use self::inbox::is_inbox;
use crate::input::Source;
use crate::kinds::Kinds;
use crate::markdown::{self, Body, Heading, Item, Link, Mark, Options, Title};
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::digest::Digest;
use crate::words::path::SourcePath;
use crate::words::text::Text;

/// All that a document depends on.
#[derive(Clone, Debug, Hash)]
pub struct ParseInput {
    /// The file.
    pub source: Source,
    /// What changes how Markdown reads.
    pub options: Options,
    /// The kinds, some of which have fields of their own.
    pub kinds: Arc<Kinds>,
}

/// One file, understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Where it lies below the content folder.
    pub path: SourcePath,
    /// The file itself, for messages about it.
    pub text: Arc<Text>,
    /// The digest of all that the document depends on.
    pub digest: Digest,
    /// The digest of all that other pages may know of it without showing it: of everything but its body.
    pub outline: Digest,
    /// Its front matter.
    pub front: FrontMatter,
    /// The title of its front matter, or else its first heading.
    pub title: Option<String>,
    /// The id of the heading that became the title.
    pub title_id: Option<String>,
    /// Its HTML, with holes where other pages must answer.
    pub body: Body,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Every id on the page.
    pub anchors: BTreeSet<String>,
    /// Every link that another page or file must answer.
    pub links: Vec<Link>,
    /// Every task; of an inbox page, every item of an outermost list too.
    pub items: Vec<Item>,
    /// Every `TODO` and `??` in its prose.
    pub marks: Vec<Mark>,
    /// How many words it has, counted up to [`ENOUGH`].
    pub words: usize,
    /// Whether it shows a diagram.
    pub diagrams: bool,
    /// Whether a text of fewer words than that is made of steps: of a numbered list, or of tasks.
    pub has_steps: bool,
}

/// How many words say enough of a thing to call it documented; nobody asks for more.
pub const ENOUGH: usize = 40;

/// A document and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The document.
    pub document: Arc<Document>,
    /// The findings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Understands one file. Content problems are findings, never an end; even a panic costs only its own page.
pub fn parse(input: &ParseInput) -> Parsed {
    let digest = Digest::of(input);
    catch_unwind(AssertUnwindSafe(|| understand(input, digest))).unwrap_or_else(|_| unreadable(input, digest))
}

impl Document {
    /// Who may read it, where front matter says nothing else `default`.
    ///
    /// Fails closed: a folder named `private`, or an audience that cannot be read, means nobody.
    pub fn audience(&self, default: Audience) -> Audience {
        let is_private = |folder: &str| folder.eq_ignore_ascii_case("private");
        if self.path.folder().split('/').any(is_private) || self.front.audience_unreadable() {
            return Audience::Private;
        }
        let said = self.front.audience().unwrap_or(default);
        // What somebody jots down in haste is for the team at most.
        if is_inbox(&self.path) {
            said.max(Audience::Team)
        } else {
            said
        }
    }

    /// Every name that it goes by: its file's, its title, `name`, and those aliases that are no addresses.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.front.texts("aliases").iter().map(|alias| &*alias.text);
        [self.path.stem()]
            .into_iter()
            .chain(self.title.as_deref())
            .chain(self.front.text("name"))
            .chain(aliases.filter(|alias| !alias.starts_with('/')))
            .map(str::trim)
    }

    /// Whether it is a draft, by `draft: true` or `status: draft`; a `draft` that cannot be read means yes.
    pub fn is_draft(&self) -> bool {
        self.front.flag("draft") == Some(true)
            || self.draft_unreadable()
            || self.front.text("status") == Some("draft")
    }

    /// Whether it has a `draft` that is neither yes nor no.
    pub fn draft_unreadable(&self) -> bool {
        self.front.extra.contains_key("draft")
    }

    /// The heading below which a byte of the file stands.
    pub fn heading_above(&self, at: usize) -> Option<&Heading> {
        let below = self.headings.partition_point(|heading| heading.span.start <= at);
        self.headings[..below].last()
    }

    /// The place of a front matter field's value.
    pub fn place_of(&self, field: &str) -> Place {
        self.text.place(self.front.span(field).unwrap_or(0..0))
    }
}

fn understand(input: &ParseInput, digest: Digest) -> Parsed {
    let Source { path, text, includes } = &input.source;
    let folder = path.folders().next().unwrap_or_default();
    let (front, from, mut diagnostics) = front_matter::read_as(text, &input.kinds, folder);
    let given = front
        .text("title")
        .map(str::trim)
        .filter(|title| !title.is_empty())
        .map(str::to_owned);
    let wanted = given.as_deref().map_or(Title::Wanted, Title::Given);
    let rendered = markdown::render(text, from, wanted, input.options, includes);
    diagnostics.extend(rendered.diagnostics);
    diagnostics.sort_by_key(|finding| finding.place.as_ref().map(|place| (place.line, place.column)));
    let (heading, title_id) = rendered.title.unzip();
    let mut items = rendered.items;
    items.retain(|item| is_inbox(path) || item.checked.is_some());
    let mut document = Document {
        path: path.clone(),
        text: Arc::clone(text),
        digest,
        outline: digest,
        front,
        title: given.or(heading),
        title_id: title_id.filter(|id| !id.is_empty()),
        has_steps: rendered.words < ENOUGH && has_steps(&rendered.body, &items),
        body: rendered.body,
        headings: rendered.headings,
        anchors: rendered.anchors,
        links: rendered.links,
        items,
        marks: rendered.marks,
        words: rendered.words.min(ENOUGH),
        diagrams: rendered.diagrams,
    };
    document.outline = outline(&document);
    Parsed {
        document: Arc::new(document),
        diagnostics,
    }
}

fn has_steps(body: &Body, items: &[Item]) -> bool {
    items.iter().any(|item| item.checked.is_some()) || body.html().contains("</ol>")
}

/// The digest of everything but the body. Of places in it there are only those of what is left open: a sentence more
/// somewhere changes nothing here.
fn outline(document: &Document) -> Digest {
    let Document {
        path,
        text,
        digest: _,
        outline: _,
        front,
        title,
        title_id,
        body: _,
        headings,
        anchors,
        links,
        items,
        marks,
        words,
        diagrams,
        has_steps,
    } = document;
    let matter = front.block.as_ref().map(|block| &text.content[..block.end]);
    let headings = headings
        .iter()
        .map(|heading| (heading.level, &heading.id, &heading.title));
    let links = links.iter().map(|link| (link.kind, &link.target, &link.label));
    let stands = |span: &Range<usize>| {
        let section = document.heading_above(span.start).map(|heading| &heading.id);
        (text.place(span.clone()).line, section)
    };
    let items = items.iter().map(|item| (item, stands(&item.span)));
    let marks = marks.iter().map(|mark| (mark, stands(&mark.span)));
    Digest::of(&(
        (path, matter, front.audience_unreadable(), title, title_id),
        (headings.collect::<Vec<_>>(), anchors, links.collect::<Vec<_>>()),
        (items.collect::<Vec<_>>(), marks.collect::<Vec<_>>()),
        (words, diagrams, has_steps),
    ))
}

/// Stands in for a page that could not be read at all; nobody sees it, since nothing is known of its audience.
fn unreadable(input: &ParseInput, digest: Digest) -> Parsed {
    let Source { path, text, .. } = &input.source;
    let finding = Diagnostic::error("internal-error", Place::of_file(&text.file), "this page could not be read")
        .help("this is a fault in Passdown, not in the page: please report it with the file; the other pages are built");
    let document = Document {
        path: path.clone(),
        text: Arc::clone(text),
        digest,
        outline: digest,
        front: FrontMatter::unreadable(),
        title: None,
        title_id: None,
        body: Body::default(),
        headings: Vec::new(),
        anchors: BTreeSet::new(),
        links: Vec::new(),
        items: Vec::new(),
        marks: Vec::new(),
        words: 0,
        diagrams: false,
        has_steps: false,
    };
    Parsed {
        document: Arc::new(document),
        diagnostics: vec![finding],
    }
}
