//! The inboxes: bullets of `inbox/<person>.md`, each of which is not handed over until it has a page
//! of its own or is struck out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::document::Document;
use crate::document::inbox::is_inbox;
use crate::markdown::Item;
use crate::site::{PageId, Site};
use crate::team::{PersonId, Team};

/// One bullet that nobody has dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jot {
    /// The inbox.
    pub page: PageId,
    /// What it says, without the day.
    pub text: String,
    /// The day on which it was written, if it says so.
    pub on: Option<Date>,
    /// Its line in the file.
    pub line: u32,
}

/// The open bullets by person, the newest last as they were written.
pub fn of(site: &Site, team: &Team) -> BTreeMap<PersonId, Vec<Jot>> {
    let mut inboxes: BTreeMap<PersonId, Vec<Jot>> = BTreeMap::new();
    let pages = site.pages.iter().enumerate();
    for (id, page) in pages.filter(|(_, page)| is_inbox(&page.document.path)) {
        let document = &page.document;
        let Some(person) = team.find(&site.people, document.path.stem()) else {
            continue;
        };
        let open = document
            .items
            .iter()
            .filter(|item| item.depth == 0 && !item.is_done() && !begins_struck(document, item));
        let jots = open.map(|item| {
            let (on, text) = dated(&item.text);
            Jot {
                page: id,
                text: text.to_owned(),
                on,
                line: document.text.place(item.span.clone()).line,
            }
        });
        inboxes.entry(person).or_default().extend(jots);
    }
    inboxes
}

/// Whether a bullet is struck out with a remark behind it: `~~Water the ficus~~ Mei has it`.
fn begins_struck(document: &Document, item: &Item) -> bool {
    let written = document.text.content.get(item.span.clone()).unwrap_or_default();
    let words = written.trim_start().trim_start_matches(['-', '*', '+']);
    words.trim_start().starts_with("~~")
}

/// A bullet's day and the rest of it.
fn dated(text: &str) -> (Option<Date>, &str) {
    let text = text.trim();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    match first.trim_end_matches(':').parse() {
        Ok(day) => (Some(day), rest.trim_start()),
        Err(_) => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn bullets_may_begin_with_their_day() {
        for (text, expected) in [
            ("2026-11-23 Spare key", (Some(date(2026, 11, 23)), "Spare key")),
            ("2026-11-23: Spare key", (Some(date(2026, 11, 23)), "Spare key")),
            ("Spare key", (None, "Spare key")),
            ("2026-13-23 Spare key", (None, "2026-13-23 Spare key")),
            ("2026-11-23", (Some(date(2026, 11, 23)), "")),
        ] {
            assert_eq!(dated(text), expected, "{text}");
        }
    }
}
