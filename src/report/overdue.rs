//! Pages that nobody has looked at for too long.

use std::collections::BTreeSet;

use super::freshness::{Freshness, State};
use crate::site::{Page, Site};
use crate::words::day;
use crate::words::diagnostic::Diagnostic;
use crate::words::path::Url;

/// A note for each page whose review has run out.
pub fn findings(site: &Site, freshness: &[Option<Freshness>]) -> Vec<Diagnostic> {
    let pages = site.pages.iter().zip(freshness);
    pages
        .filter_map(|(page, freshness)| overdue(page, freshness.as_ref()?))
        .collect()
}

/// The addresses of those pages.
pub fn addresses(site: &Site, freshness: &[Option<Freshness>]) -> BTreeSet<Url> {
    let pages = site.pages.iter().zip(freshness);
    pages
        .filter(|(_, freshness)| {
            matches!(
                freshness,
                Some(Freshness {
                    state: State::Overdue,
                    ..
                })
            )
        })
        .map(|(page, _)| page.url.clone())
        .collect()
}

fn overdue(page: &Page, freshness: &Freshness) -> Option<Diagnostic> {
    let (Some(looked), Some(until), State::Overdue) = (freshness.looked, freshness.until, freshness.state)
    else {
        return None;
    };
    let what = if freshness.is_review {
        "reviewed"
    } else {
        "changed"
    };
    let (looked, until) = (day::date(looked), day::date(until));
    let message = format!("this was last {what} on {looked}, and should have been read again by {until}");
    let path = &page.document.path;
    let help = format!("see whether it is still true, then run `passdown review {path}`");
    Some(Diagnostic::note("review-overdue", page.document.place_of("reviewed"), message).help(help))
}
