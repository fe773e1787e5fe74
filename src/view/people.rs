//! A person as templates see them.

use serde::Serialize;

use super::site::Frame;
use crate::team::{PersonId, Standing};
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

/// Several people as seen from an address.
pub(super) fn people(frame: &Frame<'_>, ids: &[PersonId], from: &Url) -> Vec<PersonView> {
    ids.iter().map(|id| person(frame, *id, from)).collect()
}
