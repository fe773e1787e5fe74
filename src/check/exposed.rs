//! Everything that a build would publish, searched for credentials.
//!
//! Takes what may be seen; gives the findings of pages, of the files that they show, and of files
//! beside them. What no build shows is not searched: nobody is told of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::secrets;
use crate::audience::Kept;
use crate::document::Document;
use crate::input::{Source, locate_include};
use crate::markdown::includes;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::text::Text;

/// The rule's name.
const SECRET: &str = "secret";

/// A blocking finding for each credential, by page, then by shown file, then by file beside the pages.
pub fn exposed(kept: &Kept, sources: &[Source]) -> Vec<Diagnostic> {
    let src = content_folder(&kept.documents);
    let shown = shown_files(kept, sources, src);
    let pages = kept
        .documents
        .par_iter()
        .flat_map_iter(|page| secrets(&page.text));
    let files = shown.par_iter().flat_map_iter(secrets);
    let assets = kept.assets.par_iter().flat_map_iter(|asset| {
        let file = in_folder(src, asset.path.as_str());
        let content = std::str::from_utf8(&asset.bytes);
        content.map_or_else(|_| Vec::new(), |content| secrets(&Text::new(file, content)))
    });
    let mut found: Vec<Diagnostic> = pages.collect();
    found.par_extend(files);
    found.par_extend(assets);
    found
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
fn shown_files(kept: &Kept, sources: &[Source], src: &str) -> Vec<Text> {
    let sources: BTreeMap<_, _> = sources.iter().map(|source| (&source.path, source)).collect();
    let mut files = BTreeMap::new();
    for source in kept.documents.iter().filter_map(|page| sources.get(&page.path)) {
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
fn content_folder(pages: &[Arc<Document>]) -> &str {
    let of_page = |page: &Arc<Document>| page.text.file.strip_suffix(page.path.as_str()).map(str::len);
    let Some((page, length)) = pages.iter().find_map(|page| Some((page, of_page(page)?))) else {
        return "";
    };
    page.text.file[..length].trim_end_matches('/')
}

fn in_folder(folder: &str, path: &str) -> String {
    match folder {
        "" => path.to_owned(),
        folder => format!("{folder}/{path}"),
    }
}
