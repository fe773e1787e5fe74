//! Everything that a build would publish, searched for credentials.
//!
//! Takes what may be seen; gives the texts to search: those of pages, of the files that they show, and of files
//! beside them. What no build shows is not searched: nobody is told of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::input::{Source, locate_include};
use crate::markdown::includes;
use crate::site::Site;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::text::Text;

/// The rule's name.
const SECRET: &str = "secret";

/// The texts that a build publishes: of pages, then of shown files, then of files beside the pages.
pub fn published(site: &Site, sources: &[Source]) -> Vec<Arc<Text>> {
    let pages = site.pages.iter().map(|page| Arc::clone(&page.document.text));
    let files = shown_files(site, sources).into_iter().map(Arc::new);
    let assets = site.assets.iter().filter_map(|(_, asset)| asset.text.clone());
    pages.chain(files).chain(assets).collect()
}

/// Findings without those that show a line with a credential: they wait until it is gone.
pub fn without_echo(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let line = |place: &Place| (Arc::clone(&place.file), place.line);
    let secret = found.iter().filter(|found| found.rule == SECRET);
    let lines: BTreeSet<(Arc<str>, u32)> = secret
        .filter_map(|found| found.place.as_ref().map(line))
        .collect();
    if lines.is_empty() {
        return found;
    }
    let shows = |found: &Diagnostic| {
        let others = found.also.iter().map(|(place, _)| place);
        found
            .place
            .iter()
            .chain(others)
            .any(|place| lines.contains(&line(place)))
    };
    found
        .into_iter()
        .filter(|found| found.rule == SECRET || !shows(found))
        .collect()
}

/// Each file that the pages show, once.
fn shown_files(site: &Site, sources: &[Source]) -> Vec<Text> {
    let src = content_folder(site);
    let shown: BTreeSet<_> = site.pages.iter().map(|page| &page.document.path).collect();
    let mut files = BTreeMap::new();
    let sources = sources.iter().filter(|source| !source.includes.is_empty());
    for source in sources.filter(|source| shown.contains(&source.path)) {
        for include in &source.includes {
            let path = locate_include(src, &source.path, includes::split(&include.wanted).0);
            if let (Ok(path), Ok(text)) = (path, &include.text) {
                files.insert(path, Arc::clone(text));
            }
        }
    }
    files
        .into_iter()
        .map(|(path, text)| Text::new(path, text))
        .collect()
}

/// The content folder from the project's root, as the pages' own names tell it.
fn content_folder(site: &Site) -> &str {
    let mut documents = site.pages.iter().map(|page| &*page.document);
    let folder = documents.find_map(|document| document.text.file.strip_suffix(document.path.as_str()));
    folder.unwrap_or_default().trim_end_matches('/')
}
