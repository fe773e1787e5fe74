//! Folders as sections: a tree in which every page has a place.

use std::collections::BTreeMap;

use super::{Page, PageId, SectionId, Site};
use crate::document::inbox::is_inbox;
use crate::words::path::Url;
use crate::words::words_of::words_of;

/// A folder of pages.
#[derive(Clone, Debug)]
pub struct Section {
    /// The folder below the content folder; empty for the root.
    pub folder: String,
    /// Its title: that of its own page, else its name in words.
    pub title: String,
    /// Where it is published.
    pub url: Url,
    /// The page that stands for it.
    pub index: Option<PageId>,
    /// The section around it; the root has none.
    pub parent: Option<SectionId>,
    /// What lies in it, in order.
    pub children: Vec<Child>,
    /// Its place among its parent's children, from 0.
    pub place: usize,
    /// How many pages lie in it and below, without those that stand for sections.
    pub count: usize,
}

/// Something in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// A page.
    Page(PageId),
    /// A section below.
    Section(SectionId),
}

/// Makes a section of every folder that holds a page, or has one below.
///
/// Inboxes have a page each, but no place among the others: they belong to the section around them.
pub(super) fn build(site: &mut Site, site_title: &str) {
    let mut folders: BTreeMap<String, SectionId> = BTreeMap::from([(String::new(), 0)]);
    for page in site.pages.iter().filter(|page| !is_aside(page)) {
        for folder in page.document.path.folders() {
            folders.entry(folder.to_owned()).or_insert(0);
        }
    }
    // Folders sort before what lies below them, so a parent always has the smaller number.
    for (id, (folder, number)) in folders.iter_mut().enumerate() {
        *number = id;
        site.sections.push(empty(folder, site_title));
    }
    for (folder, id) in &folders {
        if let Some(parent) = parent_of(folder) {
            let parent = folders[parent];
            site.sections[*id].parent = Some(parent);
            site.sections[parent].children.push(Child::Section(*id));
        }
    }
    for (id, page) in site.pages.iter_mut().enumerate() {
        page.section = folders
            .get(page.document.path.folder())
            .copied()
            .unwrap_or_default();
        if is_aside(page) {
            continue;
        }
        let section = &mut site.sections[page.section];
        if page.is_index {
            section.index = Some(id);
            page.title.clone_into(&mut section.title);
        } else {
            section.children.push(Child::Page(id));
            section.count += 1;
        }
    }
    for id in (1..site.sections.len()).rev() {
        if let Some(parent) = site.sections[id].parent {
            site.sections[parent].count += site.sections[id].count;
        }
    }
}

/// Whether a page stands outside of sections and navigation, though it can be linked to.
pub(super) fn is_aside(page: &Page) -> bool {
    is_inbox(&page.document.path) && !page.is_index
}

fn empty(folder: &str, site_title: &str) -> Section {
    let name = folder.rsplit('/').next().unwrap_or_default();
    let url = if folder.is_empty() {
        "index.html".to_owned()
    } else {
        format!("{folder}/index.html")
    };
    Section {
        folder: folder.to_owned(),
        title: if folder.is_empty() {
            site_title.to_owned()
        } else {
            words_of(name)
        },
        url: Url::new(&url).expect("a folder's path is sound"),
        index: None,
        parent: None,
        children: Vec::new(),
        place: 0,
        count: 0,
    }
}

fn parent_of(folder: &str) -> Option<&str> {
    match folder.rsplit_once('/') {
        Some((parent, _)) => Some(parent),
        None if folder.is_empty() => None,
        None => Some(""),
    }
}
