//! The navigation as the pages of one folder see it.
//!
//! Only the branch that leads to the page is open; of a long folder around it only that branch is
//! shown, and of a very long folder only the part around the page. So navigation grows with the
//! number of pages and not with its square.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::NavItem;
use crate::site::{Child, PageId, SectionId, Site};
use crate::words::digest::Digest;
use crate::words::path::Url;

/// Folders with more entries than this are shown in parts.
const WHOLE: usize = 100;
/// Folders between the top level and the page's own with more entries than this show only the way to the page.
const ASIDE: usize = 12;
/// How many entries a part has.
const PART: usize = 50;

/// A navigation with its digest, shared by all pages that see the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Nav {
    /// The top-level entries.
    pub items: Vec<NavItem>,
    /// The reports.
    pub reports: Vec<NavItem>,
    digest: Digest,
}

impl Hash for Nav {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl Nav {
    /// The digest of its entries.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    fn new(items: Vec<NavItem>, reports: Vec<NavItem>) -> Arc<Self> {
        let digest = Digest::of(&(&items, &reports));
        Arc::new(Self {
            items,
            reports,
            digest,
        })
    }
}

/// A page that the navigation names besides the sections.
pub(super) struct Entry<'a> {
    /// The words of the entry.
    pub(super) title: &'a str,
    /// Where it leads.
    pub(super) url: Url,
}

/// All that a navigation depends on: the folder from which it is seen, the section that is open, and in
/// each long folder on the way the part that is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    folder: String,
    section: SectionId,
    parts: Vec<usize>,
}

/// How the page at `from` sees the navigation, in a section and perhaps as one of its pages.
pub(super) fn seen(site: &Site, section: SectionId, page: Option<PageId>, from: &Url) -> Seen {
    let parts = chain(site, section, page)
        .into_iter()
        .map(|(section, child)| part(site, section, child))
        .collect();
    let folder = from.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    Seen {
        folder: folder.to_owned(),
        section,
        parts,
    }
}

/// The navigation for pages in `section`, as seen from an address in its folder.
pub(super) fn of(
    site: &Site,
    section: SectionId,
    page: Option<PageId>,
    from: &Url,
    reports: &[Entry<'_>],
) -> Arc<Nav> {
    let chain = chain(site, section, page);
    let reports = reports
        .iter()
        .map(|entry| leaf(entry.title, entry.url.seen_from(from)));
    Nav::new(entries(site, &chain, from).0, reports.collect())
}

/// The sections from the root to the page, each with the child on the way.
fn chain(site: &Site, section: SectionId, page: Option<PageId>) -> Vec<(SectionId, Option<Child>)> {
    let mut chain = vec![(section, page.map(Child::Page))];
    let mut at = section;
    while let Some(parent) = site.sections[at].parent {
        chain.push((parent, Some(Child::Section(at))));
        at = parent;
    }
    chain.reverse();
    chain
}

/// The number of the part of a section that holds a child.
fn part(site: &Site, section: SectionId, child: Option<Child>) -> usize {
    if site.sections[section].children.len() <= WHOLE {
        return 0;
    }
    child.map_or(0, |child| site.place(child) / PART)
}

/// The entries of the first section of a chain, and how many were left out.
fn entries(site: &Site, chain: &[(SectionId, Option<Child>)], from: &Url) -> (Vec<NavItem>, usize) {
    let Some(((section, child), below)) = chain.split_first() else {
        return (Vec::new(), 0);
    };
    let children = &site.sections[*section].children;
    let is_between = site.sections[*section].parent.is_some() && matches!(child, Some(Child::Section(_)));
    let shown = match child {
        Some(child) if is_between && children.len() > ASIDE => std::slice::from_ref(child),
        _ if children.len() <= WHOLE => &children[..],
        _ => children
            .chunks(PART)
            .nth(part(site, *section, *child))
            .unwrap_or(&children[..]),
    };
    let items = shown
        .iter()
        .map(|entry| item(site, *entry, Some(*entry) == *child, below, from))
        .collect();
    (items, children.len() - shown.len())
}

fn leaf(title: &str, href: String) -> NavItem {
    NavItem {
        title: title.to_owned(),
        href,
        section: false,
        open: false,
        count: 0,
        items: Vec::new(),
        more: 0,
    }
}

fn item(
    site: &Site,
    entry: Child,
    on_the_way: bool,
    below: &[(SectionId, Option<Child>)],
    from: &Url,
) -> NavItem {
    match entry {
        Child::Page(page) => {
            let page = &site.pages[page];
            leaf(page.short_title(), page.url.seen_from(from))
        }
        Child::Section(id) => {
            let section = &site.sections[id];
            let (items, more) = if on_the_way {
                entries(site, below, from)
            } else {
                (Vec::new(), 0)
            };
            NavItem {
                title: section.title.clone(),
                href: section.url.seen_from(from),
                section: true,
                open: on_the_way,
                count: section.count,
                items,
                more,
            }
        }
    }
}
