//! The order of pages: in their sections, and for somebody who reads from the first to the last.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::{Child, PageId, SectionId, Site};
use crate::words::words_of::{natural, number_prefix};

/// Orders every section's children, and chains the pages.
///
/// `ranks` holds the places that `SUMMARY.md` gives; then `weight` decides, then a number before the
/// file's name, then the title as people sort it.
pub(super) fn arrange(site: &mut Site, ranks: &HashMap<PageId, usize>) {
    let keys = Keys::of(site, ranks);
    for id in 0..site.sections.len() {
        let mut children = std::mem::take(&mut site.sections[id].children);
        children.sort_by(|a, b| keys.compare(*a, *b));
        for (place, child) in children.iter().enumerate() {
            match child {
                Child::Page(page) => site.pages[*page].place = place,
                Child::Section(section) => site.sections[*section].place = place,
            }
        }
        site.sections[id].children = children;
    }
    let mut order = Vec::with_capacity(site.pages.len());
    walk(site, 0, &mut order);
    // Pages that SUMMARY.md names come in exactly its order, the others after them.
    order.sort_by_key(|page| ranks.get(page).copied().unwrap_or(usize::MAX));
    for pair in order.windows(2) {
        site.pages[pair[0]].next = Some(pair[1]);
        site.pages[pair[1]].previous = Some(pair[0]);
    }
}

fn walk(site: &Site, section: SectionId, order: &mut Vec<PageId>) {
    let mut open = vec![Child::Section(section)];
    while let Some(child) = open.pop() {
        match child {
            Child::Page(page) => order.push(page),
            Child::Section(id) => {
                let section = &site.sections[id];
                order.extend(section.index);
                open.extend(section.children.iter().rev());
            }
        }
    }
}

/// What decides the order of one page or section.
#[derive(Clone)]
struct Key {
    rank: usize,
    weight: i64,
    number: u64,
    title: String,
    name: String,
}

struct Keys {
    pages: Vec<Key>,
    sections: Vec<Key>,
}

impl Keys {
    fn of(site: &Site, ranks: &HashMap<PageId, usize>) -> Self {
        let pages: Vec<Key> = (0..site.pages.len())
            .map(|id| page_key(site, id, ranks))
            .collect();
        let mut sections: Vec<Key> = (0..site.sections.len())
            .map(|id| section_key(site, id, &pages))
            .collect();
        // A section stands where the first of its pages stands in SUMMARY.md.
        for (id, page) in site.pages.iter().enumerate() {
            let section = &mut sections[page.section];
            section.rank = section.rank.min(pages[id].rank);
        }
        for id in (1..sections.len()).rev() {
            if let Some(parent) = site.sections[id].parent {
                sections[parent].rank = sections[parent].rank.min(sections[id].rank);
            }
        }
        Self { pages, sections }
    }

    fn compare(&self, a: Child, b: Child) -> Ordering {
        let key = |child| match child {
            Child::Page(page) => &self.pages[page],
            Child::Section(section) => &self.sections[section],
        };
        let (a, b) = (key(a), key(b));
        (a.rank, a.weight, a.number)
            .cmp(&(b.rank, b.weight, b.number))
            .then_with(|| natural(&a.title, &b.title))
            .then_with(|| a.name.cmp(&b.name))
    }
}

fn page_key(site: &Site, id: PageId, ranks: &HashMap<PageId, usize>) -> Key {
    let page = &site.pages[id];
    Key {
        rank: ranks.get(&id).copied().unwrap_or(usize::MAX),
        weight: page.document.front.integer("weight").unwrap_or(i64::MAX),
        number: number_prefix(page.document.path.stem()).map_or(u64::MAX, |(number, _)| number),
        title: page.title.clone(),
        name: page.document.path.as_str().to_owned(),
    }
}

fn section_key(site: &Site, id: SectionId, pages: &[Key]) -> Key {
    let section = &site.sections[id];
    let name = section.folder.rsplit('/').next().unwrap_or_default();
    Key {
        rank: usize::MAX,
        weight: section.index.map_or(i64::MAX, |page| pages[page].weight),
        number: number_prefix(name).map_or(u64::MAX, |(number, _)| number),
        title: section.title.clone(),
        name: section.folder.clone(),
    }
}
