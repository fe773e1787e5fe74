//! `SUMMARY.md`: the order of pages as mdBook writes it down.

use std::collections::HashMap;

use pulldown_cmark::{Event, Parser, Tag};

use super::sections::is_aside;
use super::{PageId, Site};
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::nearest::nearest;
use crate::words::path::{normalise, unescape};
use crate::words::text::Text;

/// The place of every page that the summary lists. Pages that it leaves out are warned about.
pub(super) fn ranks(
    site: &Site,
    summary: Option<&Text>,
    diagnostics: &mut Vec<Diagnostic>,
) -> HashMap<PageId, usize> {
    let Some(summary) = summary else {
        return HashMap::new();
    };
    let pages: HashMap<&str, PageId> = site
        .pages
        .iter()
        .enumerate()
        .map(|(id, page)| (page.document.path.as_str(), id))
        .collect();
    let mut ranks = HashMap::new();
    for (event, range) in Parser::new(&summary.content).into_offset_iter() {
        let Event::Start(Tag::Link { dest_url, .. }) = event else {
            continue;
        };
        let target = dest_url.split('#').next().unwrap_or_default();
        // A chapter without a target is one that somebody still means to write.
        if target.is_empty() || target.contains("://") {
            continue;
        }
        let path = normalise("", &unescape(target)).unwrap_or_default();
        match pages.get(path.as_str()) {
            Some(page) => {
                let next = ranks.len();
                ranks.entry(*page).or_insert(next);
            }
            None => diagnostics.push(missing(&path, summary.place(range), pages.keys().copied())),
        }
    }
    for (id, page) in site
        .pages
        .iter()
        .enumerate()
        .filter(|(id, page)| !ranks.contains_key(id) && !is_aside(page))
    {
        let place = Place::of_file(&page.document.text.file);
        let finding = Diagnostic::warning(
            "not-in-summary",
            place,
            format!("`SUMMARY.md` does not list `{}`", page.document.path),
        );
        diagnostics.push(
            finding.help("add it there to give it a place; until then it comes after all that are listed"),
        );
        debug_assert!(id < site.pages.len());
    }
    ranks
}

fn missing<'a>(path: &str, place: Place, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let finding = Diagnostic::error("broken-link", place, format!("there is no page `{path}`"));
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    match nearest(path, known) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.help("write the page, or take the line out"),
    }
}
