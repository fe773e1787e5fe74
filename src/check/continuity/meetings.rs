//! Meetings of one series: what the last one left open should stand in the next.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Asked, counted};
use crate::markdown::Item;
use crate::site::PageId;
use crate::words::diagnostic::Diagnostic;

pub(super) fn check(asked: Asked<'_>) -> Vec<Diagnostic> {
    let mut series: BTreeMap<String, Vec<(Date, PageId)>> = BTreeMap::new();
    for (id, page) in asked.site.pages.iter().enumerate() {
        let front = &page.document.front;
        if let (Some(name), Some(on)) = (front.text("series"), front.date("on")) {
            series.entry(name.to_lowercase()).or_default().push((on, id));
        }
    }
    series
        .into_values()
        .filter_map(|mut meetings| {
            meetings.sort_unstable();
            match meetings.as_slice() {
                [.., (_, before), (_, last)] => dropped(asked, *before, *last),
                _ => None,
            }
        })
        .collect()
}

/// The open actions of a meeting of which the next one of its series says nothing.
fn dropped(asked: Asked<'_>, before: PageId, last: PageId) -> Option<Diagnostic> {
    let (before, last) = (asked.page(before), asked.page(last));
    let carried: BTreeSet<String> = last.document.items.iter().map(words).collect();
    let open = before
        .document
        .items
        .iter()
        .filter(|item| item.checked == Some(false));
    let lost: Vec<&Item> = open.filter(|item| !carried.contains(&words(item))).collect();
    let first = lost.first()?;
    let place = before.document.text.place(first.span.clone());
    let count = counted(lost.len(), "open action is", "open actions are");
    let message = format!("{count} not carried into `{}`", last.title);
    Some(
        Diagnostic::note("retro-actions-not-carried", place, message)
            .help("tick them, or let the next meeting open with them"),
    )
}

/// An action without those who do it and when: these may change on the way.
fn words(item: &Item) -> String {
    let bare = item.text.split_whitespace();
    let bare = bare.filter(|word| !word.starts_with('@') && !word.starts_with("due:"));
    bare.collect::<Vec<_>>().join(" ").to_lowercase()
}
