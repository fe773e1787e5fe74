//! Pages that replace each other.

use std::collections::BTreeSet;

use super::Asked;
use crate::site::{Destination, PageId};
use crate::words::diagnostic::Diagnostic;

pub(super) fn check(asked: Asked<'_>) -> Vec<Diagnostic> {
    let mut found = cycles(asked);
    found.extend((0..asked.site.pages.len()).filter_map(|id| dead_end(asked, id)));
    found
}

/// The page that replaces a page.
fn next(asked: Asked<'_>, id: PageId) -> Option<PageId> {
    let related = asked.page(id).relations.get("superseded_by")?.first()?;
    match related.to {
        Some(Destination::Page(page)) => Some(page),
        _ => None,
    }
}

/// Pages that lead each other round, told once a circle. Each page is walked over once.
fn cycles(asked: Asked<'_>) -> Vec<Diagnostic> {
    let mut seen: BTreeSet<PageId> = BTreeSet::new();
    let mut found = Vec::new();
    for start in 0..asked.site.pages.len() {
        let mut way: Vec<PageId> = Vec::new();
        let mut at = next(asked, start).map(|_| start);
        while let Some(page) = at {
            if let Some(from) = way.iter().position(|known| *known == page) {
                found.push(cycle(asked, &way[from..]));
                break;
            }
            if !seen.insert(page) {
                break;
            }
            way.push(page);
            at = next(asked, page);
        }
    }
    found
}

fn cycle(asked: Asked<'_>, circle: &[PageId]) -> Diagnostic {
    let page = asked.page(circle[0]);
    let names: Vec<String> = circle
        .iter()
        .chain(circle.first())
        .map(|id| format!("`{}`", asked.page(*id).title))
        .collect();
    let message = match circle {
        [_] => format!("{} says that it replaces itself", names[0]),
        _ => format!("pages replace each other in a circle: {}", names.join(" → ")),
    };
    Diagnostic::error(
        "superseded-cycle",
        page.document.place_of("superseded_by"),
        message,
    )
    .help("take `superseded_by` away from the page that holds")
}

/// A page that says not to follow it, and not what to follow instead. Decisions may end without another.
fn dead_end(asked: Asked<'_>, id: PageId) -> Option<Diagnostic> {
    let page = asked.page(id);
    let front = &page.document.front;
    let is_deprecated =
        front.text("status") == Some("deprecated") && page.kind.as_deref() != Some("decision");
    if !is_deprecated || front.entry("superseded_by").is_some() {
        return None;
    }
    let message = format!(
        "`{}` is deprecated, and readers are not told what to follow instead",
        page.title
    );
    let finding = Diagnostic::note(
        "deprecated-without-successor",
        page.document.place_of("status"),
        message,
    );
    Some(finding.help("name the page in `superseded_by:`, or write `status: archived`"))
}
