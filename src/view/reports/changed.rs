//! What changed lately, as its template sees it.

use serde::Serialize;

use crate::view::EntryView;
use crate::view::lists::entry;
use crate::view::site::Frame;
use crate::words::path::Url;

/// What changed lately.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ChangedView {
    /// The days on which something changed, the newest first.
    pub days: Vec<ChangedDay>,
    /// The icons of the pages' kinds, each once.
    pub icons: Vec<String>,
}

/// What changed on one day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ChangedDay {
    /// The day as `2026-03-01`.
    pub day: String,
    /// The pages.
    pub pages: Vec<EntryView>,
}

pub(super) fn of(frame: &Frame<'_>, url: &Url) -> ChangedView {
    let by_day = frame
        .reports
        .changed
        .chunk_by(|(one, _), (other, _)| one == other);
    let days = by_day.map(|changes| ChangedDay {
        day: changes[0].0.to_string(),
        pages: changes
            .iter()
            .map(|(_, page)| entry(frame.site, *page, url))
            .collect(),
    });
    let days: Vec<ChangedDay> = days.collect();
    let kinds = days.iter().flat_map(|day| &day.pages).flat_map(|page| &page.kind);
    let mut icons: Vec<String> = kinds.map(|kind| kind.icon.clone()).collect();
    icons.push("note".to_owned());
    icons.sort();
    icons.dedup();
    ChangedView { days, icons }
}
