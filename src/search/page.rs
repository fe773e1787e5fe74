//! What one page gives to the search: all its words by the place where they stand.
//!
//! Takes the site, after everything that the audience may not see has left it, and what is said of the pages that
//! nobody wrote; gives the narrow input of one page's analysis. Pages shown within a page are found under their own
//! address.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::markdown::{Hole, LinkKind};
use crate::site::{Page, Site};
use crate::words::path::Url;

/// A page that nobody wrote: it is found by its title and by what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Where it is published.
    pub url: Url,
    /// Its title.
    pub title: String,
    /// One sentence on it.
    pub description: String,
    /// What it is one of.
    pub above: String,
}

/// One page as the search reads it.
#[derive(Clone, Debug)]
pub(super) struct PageInput<'s> {
    /// What somebody wrote, or what is said of a page that nobody wrote.
    body: Body<'s>,
    pub(super) url: &'s Url,
    pub(super) title: &'s str,
    pub(super) kind: Option<&'s str>,
    /// What several pages of its kind are called.
    pub(super) plural: Option<&'s str>,
    /// The name of the kind's icon.
    pub(super) icon: Option<&'s str>,
    /// The titles of the sections above it, from the top one down.
    pub(super) crumbs: Vec<&'s str>,
    /// The title of the page that replaces it.
    pub(super) successor: Option<&'s str>,
    pub(super) status: Option<&'s str>,
    pub(super) description: Option<&'s str>,
    /// Other names of the page, then the questions that it answers.
    pub(super) aliases: Vec<Cow<'s, str>>,
    /// Those who answer for it, as the page names them.
    pub(super) owners: Vec<&'s str>,
    pub(super) tags: Vec<&'s str>,
    /// The words of each link that has none in the body, by its number.
    words: Vec<String>,
}

/// Where a page's words come from.
#[derive(Clone, Copy, Debug)]
enum Body<'s> {
    Written(&'s Arc<Document>),
    Generated(&'s str),
}

impl Hash for PageInput<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The document's digest stands for all that its file says.
        match self.body {
            Body::Written(document) => document.digest.hash(state),
            Body::Generated(text) => text.hash(state),
        }
        (
            self.url,
            self.title,
            self.kind,
            &self.aliases,
            &self.owners,
            &self.tags,
            &self.words,
        )
            .hash(state);
        (self.icon, &self.crumbs, self.successor).hash(state);
    }
}

/// A part of a page with a heading of its own; the first part has none.
#[derive(Debug, Default)]
pub(super) struct Section<'s> {
    pub(super) id: &'s str,
    pub(super) heading: &'s str,
    pub(super) text: String,
}

impl<'s> PageInput<'s> {
    pub(super) fn of(site: &'s Site, page: &'s Page) -> Self {
        let front = &page.document.front;
        let texts = |field: &str| front.texts(field).iter().map(|item| item.text.trim());
        let other_name = |name: &&str| !name.is_empty() && *name != page.title;
        let names = texts("aliases")
            .filter(|alias| !alias.starts_with('/'))
            .chain(front.text("linkTitle"))
            .chain(front.text("name"))
            .filter(other_name);
        Self {
            body: Body::Written(&page.document),
            url: &page.url,
            title: &page.title,
            kind: page.kind.as_deref(),
            plural: site.kind(page).map(|kind| &*kind.plural),
            icon: site.kind(page).map(|kind| &*kind.icon),
            crumbs: site
                .above(page.section, page.is_index)
                .into_iter()
                .map(|section| &*section.title)
                .collect(),
            successor: named(site, page, "superseded_by").into_iter().next(),
            status: front.text("status"),
            description: front.text("description").filter(|text| !text.is_empty()),
            aliases: names
                .chain(texts("questions"))
                .map(Cow::Borrowed)
                .chain(leavers(site, page))
                .collect(),
            owners: named(site, page, "owner"),
            tags: page.tags.iter().map(|tag| &*site.tags[*tag].name).collect(),
            words: words(site, page),
        }
    }

    pub(super) fn of_generated(page: &'s Generated) -> Self {
        Self {
            body: Body::Generated(&page.description),
            url: &page.url,
            title: &page.title,
            kind: None,
            plural: None,
            icon: None,
            crumbs: vec![&page.above],
            successor: None,
            status: None,
            description: None,
            aliases: Vec::new(),
            owners: Vec::new(),
            tags: Vec::new(),
            words: Vec::new(),
        }
    }

    /// The page's file below the content folder; empty if it has none.
    pub(super) fn source(&self) -> &'s str {
        match self.body {
            Body::Written(document) => document.path.as_str(),
            Body::Generated(_) => "",
        }
    }

    /// The words in the names of its folders and of its own file, unless that is the folder's own page.
    pub(super) fn address(&self) -> impl Iterator<Item = &'s str> {
        let (folder, name) = self
            .url
            .as_str()
            .rsplit_once('/')
            .unwrap_or(("", self.url.as_str()));
        let name = name.strip_suffix(".html").filter(|name| *name != "index");
        let names = folder.split('/').chain(name);
        names.flat_map(|name| name.split(['-', '_']))
    }

    /// The page's parts in order; a page that nobody wrote has only the first.
    pub(super) fn sections(&self) -> Vec<Section<'s>> {
        let document = match self.body {
            Body::Written(document) => document,
            Body::Generated(text) => {
                return vec![Section {
                    text: text.to_owned(),
                    ..Section::default()
                }];
            }
        };
        let mut sections = vec![("", "", 0)];
        sections.extend(
            document
                .headings
                .iter()
                .filter_map(|heading| Some((&*heading.id, &*heading.title, heading.at?))),
        );
        let ends = sections.iter().skip(1).map(|(_, _, at)| *at);
        let ends: Vec<usize> = ends.chain([document.body.html().len()]).collect();
        let parts = sections.into_iter().zip(ends);
        parts
            .map(|((id, heading, start), end)| Section {
                id,
                heading,
                text: self.text(document, start..end),
            })
            .collect()
    }

    fn text(&self, document: &Document, range: Range<usize>) -> String {
        document.body.plain(range, |hole| match hole {
            Hole::Wikilink(link) | Hole::Image(link) => self.words.get(link).map_or("", String::as_str),
            _ => "",
        })
    }
}

/// The titles of those whom a field names, or their names as written where they have no page.
fn named<'s>(site: &'s Site, page: &'s Page, field: &str) -> Vec<&'s str> {
    let named = page.relations.get(field).map_or(&[][..], Vec::as_slice);
    named
        .iter()
        .map(|named| named.to.map_or(&*named.name, |to| site.title(to)))
        .collect()
}

/// The names by which a handover is looked for, which its title may not have: `handover Olivia Johnson`.
fn leavers<'s>(site: &'s Site, page: &'s Page) -> impl Iterator<Item = Cow<'s, str>> {
    let kind = page.kind.as_deref().filter(|kind| *kind == "handover");
    let names = kind.map_or(Vec::new(), |_| named(site, page, "person"));
    names.into_iter().map(|name| format!("handover {name}").into())
}

/// The words of each link as the page shows them, empty for those whose words stand in the body.
fn words(site: &Site, page: &Page) -> Vec<String> {
    let links = page.document.links.iter().zip(&page.targets);
    links
        .map(|(link, target)| match link.kind {
            LinkKind::Wiki if !link.label.is_empty() => site.words(link, target),
            LinkKind::Image => link.label.clone(),
            _ => String::new(),
        })
        .collect()
}
