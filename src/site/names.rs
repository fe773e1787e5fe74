//! Links by name, in double brackets or in front matter: path before file name before title before alias.

use super::lookup::Lookup;
use super::{Destination, Page, Site};

/// What a name means.
pub(super) enum Named {
    /// One thing.
    One(Destination),
    /// Several things; the first is the nearest, and the others are told.
    Several(Destination, Vec<Destination>),
    /// Something that this build does not show.
    Hidden,
    /// Nothing yet.
    Nothing,
}

/// Finds what a name means to a page: of several, one in the same folder, else the one with the shortest path.
pub(super) fn find(lookup: &Lookup<'_>, from: &Page, name: &str) -> Named {
    let mut found: Vec<Destination> = lookup
        .named(name.trim_start_matches("./").trim_start_matches('/'))
        .to_vec();
    match found.as_slice() {
        [] if lookup.hidden.has_name(name) => return Named::Hidden,
        [] => return Named::Nothing,
        [one] => return Named::One(*one),
        _ => {}
    }
    let folder = from.document.path.folder();
    found.sort_by_key(|to| {
        let path = path_of(lookup.site, *to);
        let elsewhere = path.rsplit_once('/').map_or("", |(folder, _)| folder) != folder;
        (elsewhere, path.matches('/').count(), path.len(), path)
    });
    let nearest = found.remove(0);
    Named::Several(nearest, found)
}

/// The source path of something that has a name.
pub(super) fn path_of(site: &Site, to: Destination) -> &str {
    match to {
        Destination::Page(page) => site.pages[page].document.path.as_str(),
        Destination::Section(section) => &site.sections[section].folder,
        Destination::Asset(asset) => site.assets[asset].1.path.as_str(),
    }
}
