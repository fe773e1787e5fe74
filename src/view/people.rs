//! A person as templates see them.

use serde::Serialize;

use super::lists::relation;
use super::site::Frame;
use crate::site::{Page, Related};
use crate::team::{PersonId, Standing, Who};
use crate::words::path::Url;

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PersonView {
    /// The full name.
    pub title: String,
    /// The given name.
    pub first: String,
    /// Their page, where they have one.
    pub href: Option<String>,
    /// `here`, `leaving` or `left`.
    pub standing: &'static str,
    /// Their last day as `2026-12-03`, unless they stay.
    pub leaves: Option<String>,
}

/// A person as seen from an address.
pub(super) fn person(frame: &Frame<'_>, id: PersonId, from: &Url) -> PersonView {
    let person = &frame.team.people[id];
    let page = person.page.map(|page| &frame.site.pages[page]);
    PersonView {
        title: person.name.clone(),
        first: person.first_name().to_owned(),
        href: page.map(|page| page.url.seen_from(from)),
        standing: match person.standing {
            Standing::Here => "here",
            Standing::Leaving => "leaving",
            Standing::Left => "left",
        },
        leaves: person
            .leaves
            .filter(|_| person.standing != Standing::Here)
            .map(|day| day.to_string()),
    }
}

/// Whom a page names in a field of people: a person, a role or an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct NamedView {
    /// The full name.
    pub title: String,
    /// Their page, or the address; `None` where there is neither.
    pub href: Option<String>,
    /// The last day of somebody who goes, as `2026-12-03`; `None` as long as nobody may know it.
    pub leaves: Option<String>,
    /// Whether that day is over.
    pub has_left: bool,
}

/// Whom a page names in a field, with the last day of those who go.
pub(super) fn named(frame: &Frame<'_>, page: &Page, field: &str) -> Vec<NamedView> {
    let related = page.relations.get(field).map_or(&[][..], Vec::as_slice);
    let one = |related: &Related| {
        let link = relation(frame.site, related, &page.url);
        let goes = match frame.team.who(related) {
            Who::Person(id) => Some(&frame.team.people[id]).filter(|one| one.standing != Standing::Here),
            Who::Role(_) | Who::Nobody => None,
        };
        NamedView {
            title: link.title,
            href: link.href,
            leaves: goes.and_then(|one| one.leaves).map(|day| day.to_string()),
            has_left: goes.is_some_and(|one| one.standing == Standing::Left),
        }
    };
    related.iter().map(one).collect()
}

/// Several people as seen from an address.
pub(super) fn people(frame: &Frame<'_>, ids: &[PersonId], from: &Url) -> Vec<PersonView> {
    ids.iter().map(|id| person(frame, *id, from)).collect()
}
