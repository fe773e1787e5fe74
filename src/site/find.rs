//! What somebody means who names a page or a person at the command line.
//!
//! Takes the site and words; gives pages, or what was perhaps meant. It must not know the disk: a
//! path is one from the content folder.

use super::lookup::Lookup;
use super::{Destination, PageId, Site};
use crate::audience::Hidden;
use crate::words::nearest::nearest;

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One page.
    One(PageId),
    /// Several pages, by path.
    Several(Vec<PageId>),
    /// Nothing, and the nearest name that means something.
    Nothing(Option<String>),
}

/// What each name means: by path before file name before title before alias, without regard to case.
pub fn find(site: &Site, names: &[&str]) -> Vec<Found> {
    let hidden = Hidden::default();
    let lookup = Lookup::of(site, &hidden);
    names.iter().map(|name| one(&lookup, name)).collect()
}

fn one(lookup: &Lookup<'_>, name: &str) -> Found {
    let page = |to: &Destination| match to {
        Destination::Page(page) => Some(*page),
        _ => None,
    };
    let mut pages: Vec<PageId> = lookup.named(name).iter().filter_map(page).collect();
    pages.sort_unstable();
    match pages[..] {
        [] => Found::Nothing(near(lookup.site, name)),
        [one] => Found::One(one),
        _ => Found::Several(pages),
    }
}

fn near(site: &Site, name: &str) -> Option<String> {
    let names = site.pages.iter().flat_map(|page| {
        let path = &page.document.path;
        [path.stem(), path.without_extension(), path.as_str(), &page.title]
    });
    closest(name, names).map(str::to_owned)
}

/// The name nearest to a misspelt one, else the shortest that holds all of its words: `olivia` may be
/// short for `olivia-johnson`.
fn closest<'a>(name: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let words = |name: &str| -> Vec<String> {
        let words = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let wanted = words(name);
    let holds_all = |known: &&str| {
        let known = words(known);
        !wanted.is_empty() && wanted.iter().all(|word| known.contains(word))
    };
    let longer = || {
        names
            .clone()
            .filter(holds_all)
            .min_by_key(|known| (known.len(), *known))
    };
    nearest(name.trim(), names.clone()).or_else(longer)
}

/// The name of a person or role that is nearest to a misspelt or shortened one.
pub fn nearest_person<'s>(site: &'s Site, name: &str) -> Option<&'s str> {
    closest(name, site.people.keys().map(String::as_str))
}

/// A name for a person in the manner in which another person's name is written: as a file name, a full
/// name or an alias; else by the first of these that means this person and nobody else.
pub fn person_as(site: &Site, person: PageId, written: &str, other: PageId) -> String {
    let manner = manner(site, other, written);
    let (own, means) = (names(site, person), |name: &&String| {
        site.people.get(&name.trim().to_lowercase()) == Some(&person)
    });
    let wanted = own.iter().filter(|(form, _)| *form == manner);
    let others = own.iter().filter(|(form, _)| *form != manner);
    let name = wanted.chain(others).map(|(_, name)| name).find(means);
    name.unwrap_or(&own[0].1).trim().to_owned()
}

/// In what manner a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    FileName,
    FullName,
    Alias,
}

fn manner(site: &Site, person: PageId, written: &str) -> Manner {
    let is_written = |(_, name): &&(Manner, String)| name.trim().eq_ignore_ascii_case(written.trim());
    names(site, person)
        .iter()
        .find(is_written)
        .map_or(Manner::FileName, |(manner, _)| *manner)
}

/// The names of a person, each with its manner; the file name first.
fn names(site: &Site, person: PageId) -> Vec<(Manner, String)> {
    let page = &site.pages[person];
    let front = &page.document.front;
    let aliases = front
        .texts("aliases")
        .iter()
        .filter(|alias| !alias.text.starts_with('/'));
    let full = front.text("name").into_iter().chain([page.title.as_str()]);
    let file = page.document.path.stem();
    std::iter::once((Manner::FileName, file.to_owned()))
        .chain(full.map(|name| (Manner::FullName, name.to_owned())))
        .chain(aliases.map(|alias| (Manner::Alias, alias.text.clone())))
        .collect()
}
