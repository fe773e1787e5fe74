//! Tags: one for all spellings that differ only by case, each with an address of its own.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{PageId, Site};
use crate::markdown::github_slug;
use crate::words::path::Url;
use crate::words::words_of::natural;

/// A tag and the pages that carry it.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The tag as the first page writes it.
    pub name: String,
    /// Where its page is published.
    pub url: Url,
    /// The pages that carry it, by title.
    pub pages: Vec<PageId>,
}

/// Gathers the tags of all pages.
pub(super) fn gather(site: &mut Site) {
    let mut by_name: BTreeMap<String, (String, BTreeSet<PageId>)> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate() {
        for tag in page.document.front.texts("tags") {
            let name = tag.text.trim();
            if !name.is_empty() {
                by_name
                    .entry(name.to_lowercase())
                    .or_insert_with(|| (name.to_owned(), BTreeSet::new()))
                    .1
                    .insert(id);
            }
        }
    }
    let ranks = ranks(site);
    let mut taken = BTreeSet::from([address("index").folded()]);
    for (number, (name, pages)) in by_name.into_values().enumerate() {
        let mut pages: Vec<PageId> = pages.into_iter().collect();
        for page in &pages {
            site.pages[*page].tags.push(number);
        }
        pages.sort_unstable_by_key(|page| ranks[*page]);
        let url = unique(&github_slug(&name), &mut taken);
        site.tags.push(Tag { name, url, pages });
    }
}

/// The place of each page among all by title: they are compared once, and not once for each tag.
fn ranks(site: &Site) -> Vec<usize> {
    let mut pages: Vec<PageId> = (0..site.pages.len()).collect();
    pages.par_sort_by(|a, b| natural(&site.pages[*a].title, &site.pages[*b].title));
    let mut ranks = vec![0; pages.len()];
    for (rank, page) in pages.into_iter().enumerate() {
        ranks[page] = rank;
    }
    ranks
}

/// An address that no other tag has, not even on disks that ignore case: `c++` and `c#` both read as `c`.
fn unique(slug: &str, taken: &mut BTreeSet<String>) -> Url {
    let slug = match slug.floor_char_boundary(80) {
        0 => "tag",
        end => &slug[..end],
    };
    let mut url = address(slug);
    let mut number = 1;
    while !taken.insert(url.folded()) {
        number += 1;
        url = address(&format!("{slug}-{number}"));
    }
    url
}

fn address(name: &str) -> Url {
    Url::new(&format!("tags/{name}.html")).expect("a slug is one sound name")
}
