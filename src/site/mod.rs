//! Floor 3: all pages, related to each other.
//!
//! Takes the documents that may be seen; gives the [`Site`]: addresses, sections and their order,
//! where every link leads, what links back, tags. It must not know how any of it will look.

mod address;
mod embeds;
mod find;
mod lookup;
mod names;
mod order;
mod paths;
mod redirects;
mod relations;
mod resolve;
mod sections;
mod summary;
mod tags;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::audience::Kept;
use crate::document::Document;
use crate::input::Asset;
use crate::kinds::{Kind, Kinds};
use crate::markdown::Link;
use crate::words::diagnostic::Diagnostic;
use crate::words::path::Url;
use crate::words::text::Text;

pub use self::find::{Found, find, nearest_person, person_as};
pub use self::redirects::{Redirect, To};
pub use self::relations::Related;
pub use self::sections::{Child, Section};
pub use self::tags::Tag;

/// A page's number: its place in [`Site::pages`].
pub type PageId = usize;
/// A section's number: its place in [`Site::sections`].
pub type SectionId = usize;
/// An asset's number: its place in [`Site::assets`].
pub type AssetId = usize;

/// All pages, related.
#[derive(Clone, Debug)]
pub struct Site {
    /// The pages by source path.
    pub pages: Vec<Page>,
    /// The folders; the first is the root.
    pub sections: Vec<Section>,
    /// The files beside pages.
    pub assets: Vec<(Url, Asset)>,
    /// The tags by name.
    pub tags: Vec<Tag>,
    /// Old addresses and where they lead.
    pub redirects: Vec<Redirect>,
    /// Names in double brackets that no page has, and who asks for them.
    pub wanted: BTreeMap<String, Vec<PageId>>,
    /// People and roles by every name that they go by, lowercased.
    pub people: BTreeMap<String, PageId>,
    /// The kinds.
    pub kinds: Kinds,
}

/// One page among others.
#[derive(Clone, Debug)]
pub struct Page {
    /// What its file says.
    pub document: Arc<Document>,
    /// Where it is published.
    pub url: Url,
    /// Its title.
    pub title: String,
    /// Its kind's name; index pages may have none.
    pub kind: Option<String>,
    /// The section that it lies in, or that it stands for.
    pub section: SectionId,
    /// Its place among its section's children, from 0; 0 for a page that stands for its section.
    pub place: usize,
    /// Whether it stands for its section.
    pub is_index: bool,
    /// Where each of the document's links leads.
    pub targets: Vec<Target>,
    /// Related pages by front matter field, in the field's order.
    pub relations: BTreeMap<&'static str, Vec<Related>>,
    /// The pages that link here, by title.
    pub backlinks: Vec<PageId>,
    /// The page's tags, as numbers into [`Site::tags`].
    pub tags: Vec<usize>,
    /// The page before it in reading order.
    pub previous: Option<PageId>,
    /// The page after it in reading order.
    pub next: Option<PageId>,
}

impl Page {
    /// Its title where there is little room.
    pub fn short_title(&self) -> &str {
        self.document.front.text("linkTitle").unwrap_or(&self.title)
    }
}

/// Something that has an address within the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// A page.
    Page(PageId),
    /// A folder without a page of its own.
    Section(SectionId),
    /// A file beside pages.
    Asset(AssetId),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// To something of this site, with what follows the path: `#id` or `?query`.
    Inside {
        /// What it leads to.
        to: Destination,
        /// Empty, or a fragment or query with its mark.
        tail: String,
    },
    /// To something that readers of this build may not know of: the words stay, the link goes.
    Hidden,
    /// To a page that nobody has written yet.
    Wanted,
    /// To nothing; it is written as its author wrote it.
    Nowhere,
}

/// What the site is called, and its order, where the files do not say.
pub struct Naming<'a> {
    /// The knowledge base's title.
    pub title: &'a str,
    /// `SUMMARY.md`.
    pub summary: Option<&'a Text>,
    /// Old addresses that book.toml redirects, with where they lead.
    pub redirects: &'a BTreeMap<String, String>,
}

/// Relates all pages.
pub fn link(kept: Kept, kinds: Kinds, naming: &Naming<'_>) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (pages, assets) = address::assign(
        kept.documents,
        kept.assets,
        &kinds,
        naming.title,
        &mut diagnostics,
    );
    let mut site = Site {
        pages,
        sections: Vec::new(),
        assets,
        tags: Vec::new(),
        redirects: Vec::new(),
        wanted: BTreeMap::new(),
        people: BTreeMap::new(),
        kinds,
    };
    site.people = relations::people(&site.pages);
    sections::build(&mut site, naming.title);
    let ranks = summary::ranks(&site, naming.summary, &mut diagnostics);
    order::arrange(&mut site, &ranks);
    tags::gather(&mut site);
    redirects::gather(&mut site, naming.redirects, &mut diagnostics);
    let lookup = lookup::Lookup::of(&site, &kept.hidden);
    let answers: Vec<resolve::Answer> = (0..site.pages.len())
        .into_par_iter()
        .map(|page| resolve::page(&lookup, page))
        .collect();
    relate(&mut site, answers, &mut diagnostics);
    embeds::check(&site, &mut diagnostics);
    (site, diagnostics)
}

/// Puts the answers of all pages in place, and turns links around into backlinks.
fn relate(site: &mut Site, answers: Vec<resolve::Answer>, diagnostics: &mut Vec<Diagnostic>) {
    for (id, answer) in answers.into_iter().enumerate() {
        for target in &answer.targets {
            if let Target::Inside {
                to: Destination::Page(to),
                ..
            } = target
                && *to != id
                && site.pages[*to].backlinks.last() != Some(&id)
            {
                site.pages[*to].backlinks.push(id);
            }
        }
        for name in answer.wanted {
            site.wanted.entry(name).or_default().push(id);
        }
        site.pages[id].targets = answer.targets;
        site.pages[id].relations = answer.relations;
        diagnostics.extend(answer.diagnostics);
    }
}

impl Site {
    /// The address of a destination.
    pub fn url(&self, to: Destination) -> &Url {
        match to {
            Destination::Page(page) => &self.pages[page].url,
            Destination::Section(section) => &self.sections[section].url,
            Destination::Asset(asset) => &self.assets[asset].0,
        }
    }

    /// What a destination is called.
    pub fn title(&self, to: Destination) -> &str {
        match to {
            Destination::Page(page) => &self.pages[page].title,
            Destination::Section(section) => &self.sections[section].title,
            Destination::Asset(asset) => self.assets[asset].1.path.name(),
        }
    }

    /// The place of a page or section among its parent's children, from 0.
    pub fn place(&self, child: Child) -> usize {
        match child {
            Child::Page(page) => self.pages[page].place,
            Child::Section(section) => self.sections[section].place,
        }
    }

    /// The words of a wikilink without words of its own: as written where they read as words, else the title.
    pub fn words(&self, link: &Link, target: &Target) -> String {
        let Target::Inside { to, tail } = target else {
            return link.label.clone();
        };
        let title = self.title(*to);
        let (name, heading) = link.label.split_once('#').unwrap_or((&link.label, ""));
        let Destination::Page(page) = to else {
            return title.to_owned();
        };
        let document = &self.pages[*page].document;
        let reads_as_words = name.contains(' ') || name.eq_ignore_ascii_case(title) || {
            let mut aliases = document.front.texts("aliases").iter();
            aliases.any(|alias| alias.text.eq_ignore_ascii_case(name))
        };
        let name = if reads_as_words { name } else { title };
        let id = tail.trim_start_matches('#');
        let words = document
            .headings
            .iter()
            .find(|known| known.id == id)
            .map_or(heading, |known| &known.title);
        match (link.label.starts_with('#'), words.is_empty()) {
            (true, _) => words.to_owned(),
            (false, true) => name.to_owned(),
            (false, false) => format!("{name}: {words}"),
        }
    }

    /// The sections above a page or, for an index, above its section: from the top one down, without the root, which
    /// is the site's own.
    pub fn above(&self, section: SectionId, is_index: bool) -> Vec<&Section> {
        let first = if is_index {
            self.sections[section].parent
        } else {
            Some(section)
        };
        let mut above: Vec<&Section> = std::iter::successors(first, |at| self.sections[*at].parent)
            .map(|at| &self.sections[at])
            .filter(|section| section.parent.is_some())
            .collect();
        above.reverse();
        above
    }

    /// The kind of a page.
    pub fn kind(&self, page: &Page) -> Option<&Kind> {
        page.kind.as_deref().and_then(|name| self.kinds.get(name))
    }
}
