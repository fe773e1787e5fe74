//! Floor 4: exactly what a template sees of one page.
//!
//! Takes the whole site; gives one [`View`] for each published page, with every link already
//! written as the page must write it. A view is a plain value: templates can reach nothing else,
//! so a view is also the whole key under which a rendered page is recalled.

mod able;
mod generated;
mod lists;
mod nav;
mod page;
mod people;
mod prose;
pub mod redirect;
mod reports;
mod site;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

pub use self::able::{AbleView, DoerView, HandingView};
pub use self::nav::{Nav, Seen};
pub use self::page::template;
pub use self::people::{NamedView, PersonView};
pub use self::prose::Prose;
pub use self::reports::{
    BoardView, COUNTS, FreshnessView, HandoverView, Report, ReportView, RowView, WhenView, board, counts,
};
pub use self::site::{Frame, Navs, Showing, Subject};
pub use self::write::address as write_address;
use crate::wording::Words;
use crate::words::digest::Digest;
use crate::words::path::Url;

/// What every page shares; templates see it as `site`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SiteView {
    /// The knowledge base's title.
    pub title: String,
    /// One sentence on what it is; may be empty.
    pub description: String,
    /// The language as a BCP 47 tag, such as `en`.
    pub language: String,
    /// Which way the text runs: `ltr` or `rtl`.
    pub direction: String,
    /// Who may read this build: `public`, `team` or `private`.
    pub audience: String,
    /// The colour scheme to begin with: `auto`, `light` or `dark`.
    pub default_theme: String,
    /// Where the source lies, if book.toml says so.
    pub repository: Option<String>,
    /// The site's address with a final slash, if book.toml says so.
    pub base: Option<String>,
    /// The feed of what changed lately, below the site's root; `None` without `site-url`.
    pub feed: Option<String>,
    /// Own style sheets from book.toml, relative to the site's root: put `page.root` before them.
    pub additional_css: Vec<String>,
    /// Own scripts from book.toml, relative to the site's root: put `page.root` before them.
    pub additional_js: Vec<String>,
    /// Whether the site can be searched.
    pub search: bool,
    /// The address at which a page that is missing can be written, if book.toml says where pages are
    /// edited; `{path}` stands for its path below the content folder.
    pub write: Option<String>,
    /// The program's version.
    pub version: String,
    /// book.toml's `[extra]` table.
    pub extra: Extra,
}

/// A free table, kept as text so that it can be hashed and compared; templates see the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(pub serde_json::Map<String, serde_json::Value>);

impl std::hash::Hash for Extra {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        serde_json::Value::Object(self.0.clone()).to_string().hash(state);
    }
}

impl Serialize for Extra {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// One page as its template sees it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct View {
    /// The template's name, such as `page.html`.
    pub template: String,
    /// Where the page is published.
    pub url: Url,
    /// The source file, for messages; `None` for generated pages.
    pub source: Option<Arc<str>>,
    /// What templates see as `page`.
    pub page: PageView,
    /// What templates see as `nav`: the top level, with the branch of this page open. Pages of one folder share it.
    pub nav: Arc<Nav>,
    /// What `home.html`, `section.html` and `search.html` see as `section`.
    pub section: Option<SectionView>,
    /// What `tag.html` sees as `tag`.
    pub tag: Option<TagView>,
    /// What `tags.html` and `search.html` see as `tags`.
    pub tags: Option<Vec<TagCount>>,
    /// What the templates of reports see as `report`; also on pages that are a report by themselves, such as a handover.
    pub report: Option<ReportView>,
}

/// A page's own values.
#[derive(Clone, Debug, PartialEq, Hash, Serialize)]
pub struct PageView {
    /// The title as plain text.
    pub title: String,
    /// One sentence on what it is about; may be empty.
    pub description: String,
    /// The page's address below the site's root, unescaped.
    pub path: String,
    /// The page as its own folder names it, escaped.
    pub href: String,
    /// The id of the title, where the body links to it.
    pub title_id: Option<String>,
    /// The way to the site's root: empty or a row of `../`. Write `{{ page.root }}css/…`.
    pub root: String,
    /// The page's full address, if the site's is known.
    pub canonical: Option<String>,
    /// The kind; generated pages have none.
    pub kind: Option<KindView>,
    /// The body as HTML, safe to write out as it is. It is made when the page is rendered.
    #[serde(skip)]
    pub content: Prose,
    /// Whether the body shows a diagram, which needs a script of its own.
    pub diagrams: bool,
    /// The headings of levels 2 and 3, nested.
    pub toc: Vec<TocItem>,
    /// The pages above, from the top-level section to the parent; the home page is left out.
    pub breadcrumbs: Vec<LinkView>,
    /// The page before it in reading order.
    pub previous: Option<LinkView>,
    /// The page after it in reading order.
    pub next: Option<LinkView>,
    /// Pages that link here, by title.
    pub backlinks: Vec<LinkView>,
    /// The tags, each with the address of its page.
    pub tags: Vec<LinkView>,
    /// The questions that this page answers.
    pub questions: Vec<String>,
    /// Who answers for it.
    pub owner: Vec<NamedView>,
    /// Who can do it today.
    pub backup: Vec<NamedView>,
    /// Who is learning it.
    pub learning: Vec<LinkView>,
    /// Who can do it and who will, where that is more than who owns it.
    pub able: Option<Box<AbleView>>,
    /// Where to ask; `href` only for addresses.
    pub ask: Vec<LinkView>,
    /// Who may read it: `public`, `team` or `private`.
    pub audience: String,
    /// `draft`, `active`, `deprecated`, `archived`, or a decision's own word.
    pub status: Option<String>,
    /// The page that replaces it.
    pub superseded_by: Option<LinkView>,
    /// Why a project's outlook no longer holds; `None` if it does, or the page is no project.
    pub assumed_delayed: Option<DelayView>,
    /// The day of the last review, as `2026-03-01`.
    pub reviewed: Option<String>,
    /// How fresh it is; `None` if nobody has ever looked at it or it needs no reviews.
    pub freshness: Option<FreshnessView>,
    /// The day on which its text last changed, as `2026-03-01`; `None` where nobody knows, or where `freshness` tells more.
    pub changed: Option<String>,
    /// How long it takes, as written.
    pub effort: Option<String>,
    /// How often it falls due, and when next; of a page whose `when` can be read.
    pub when: Option<WhenView>,
    /// Related pages by field: `systems`, `projects`, `contacts`, `how`.
    pub related: BTreeMap<String, Vec<LinkView>>,
    /// Where this page can be edited.
    pub edit: Option<String>,
    /// Every other front matter field that Passdown knows, as text or a list of texts.
    pub fields: Extra,
    /// The front matter keys that Passdown does not know.
    pub extra: Extra,
}

/// A project that is assumed to be delayed: its lead leaves, and nobody has confirmed its outlook since that is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DelayView {
    /// When the outlook was last confirmed, as `2026-10-28`.
    pub confirmed: Option<String>,
}

/// A kind as templates see it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct KindView {
    /// The kind's name, such as `process`.
    pub name: String,
    /// Its plural.
    pub plural: String,
    /// Its icon's name.
    pub icon: String,
}

/// A link as a page must write it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct LinkView {
    /// The words of the link, plain text.
    pub title: String,
    /// Where it leads, relative and escaped; `None` where there is nothing to lead to.
    pub href: Option<String>,
}

/// An entry of "on this page".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TocItem {
    /// The heading's id.
    pub id: String,
    /// The heading as plain text.
    pub title: String,
    /// The headings below it.
    pub items: Vec<TocItem>,
}

/// An entry of the navigation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NavItem {
    /// The words of the entry.
    pub title: String,
    /// Where it leads; the entry of the page itself is the one whose `href` equals `page.href`.
    pub href: String,
    /// Whether it is a section.
    pub section: bool,
    /// Whether its branch is open: `items` is filled only then.
    pub open: bool,
    /// For a section, how many pages lie in it and below.
    pub count: usize,
    /// The entries below.
    pub items: Vec<NavItem>,
    /// How many more entries lie below than `items` shows.
    pub more: usize,
}

/// A section's children.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SectionView {
    /// The sections below, in order.
    pub sections: Vec<EntryView>,
    /// The pages in it, in order.
    pub pages: Vec<EntryView>,
}

/// A page or section in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct EntryView {
    /// Its title.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Its kind.
    pub kind: Option<KindView>,
    /// Who answers for it.
    pub owner: Vec<LinkView>,
    /// Its status, as in [`PageView::status`].
    pub status: Option<String>,
    /// For a section, how many pages lie in it and below.
    pub count: usize,
}

/// A tag and its pages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TagView {
    /// The tag as first written.
    pub name: String,
    /// Its pages by title.
    pub pages: Vec<EntryView>,
}

/// A tag in the list of all tags.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TagCount {
    /// The tag as first written.
    pub name: String,
    /// The address of its page.
    pub href: String,
    /// How many pages carry it.
    pub count: usize,
}

/// The shared part of all views with its digest, so that a view's key need not hold all of it.
#[derive(Clone)]
pub struct Shared {
    /// What templates see as `site`.
    pub site: SiteView,
    /// What templates see as `words`.
    pub words: Arc<Words>,
    /// The digest of both.
    pub digest: Digest,
}

impl Shared {
    /// The shared part with its digest.
    pub fn new(site: SiteView, words: Arc<Words>) -> Self {
        let digest = Digest::of(&(&site, &words));
        Self { site, words, digest }
    }
}

impl std::hash::Hash for Shared {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}
