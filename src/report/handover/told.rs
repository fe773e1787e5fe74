//! Who outside has been told that somebody leaves, in the order in which they should hear it.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use super::Item;
use crate::report::{importance, is_live};
use crate::site::{Destination, PageId, Site};
use crate::team::{PersonId, Team};

/// A contact told earlier than this many days before the team was told of another departure.
const SAME_NEWS: i64 = 60;

/// A contact and what they have heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The contact's page.
    pub page: PageId,
    /// Whether they know.
    pub news: News,
    /// Who told them, or will.
    pub by: Vec<PersonId>,
}

/// Whether a contact knows that somebody leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// They heard it on this day, after the team.
    Told(Date),
    /// They heard it on this day, before the team.
    TooEarly(Date),
    /// They have not heard it.
    NotYet,
}

impl News {
    /// What a contact knows who was told on `told` of a departure that was announced on `announced`.
    pub fn of(told: Option<Date>, announced: Option<Date>) -> Self {
        let Some(told) = told else {
            return Self::NotYet;
        };
        match announced {
            Some(announced) if told >= announced => Self::Told(told),
            Some(announced) if announced.saturating_sub(Span::new().days(SAME_NEWS)) > told => Self::NotYet,
            _ => Self::TooEarly(told),
        }
    }
}

/// The contacts whom a departure concerns: those whom the leaver answers for, those whom their items
/// involve, and those who have been told. First whom it would hurt most, then the leaver's own, then by title.
pub(super) fn of(site: &Site, team: &Team, leaver: PersonId, items: &[Item]) -> Vec<Told> {
    let announced = team.people[leaver].announced;
    let own: BTreeSet<PageId> = items.iter().map(|item| item.page).collect();
    let involved: BTreeSet<PageId> = items
        .iter()
        .flat_map(|item| contacts_of(site, item.page))
        .collect();
    let mut told: Vec<Told> = (0..site.pages.len())
        .filter(|page| is_contact(site, *page) && is_live(&site.pages[*page], team))
        .map(|page| Told {
            page,
            news: News::of(site.pages[page].document.front.date("told"), announced),
            by: team.named(&site.pages[page], "told_by"),
        })
        .filter(|told| {
            let heard = announced.is_some() && told.news != News::NotYet;
            heard || own.contains(&told.page) || involved.contains(&told.page)
        })
        .collect();
    told.sort_by_cached_key(|told| {
        let contact = &site.pages[told.page];
        let urgency = std::cmp::Reverse(importance(contact));
        (urgency, !own.contains(&told.page), contact.title.to_lowercase())
    });
    told
}

fn contacts_of(site: &Site, page: PageId) -> impl Iterator<Item = PageId> + '_ {
    let related = site.pages[page].relations.get("contacts");
    related
        .into_iter()
        .flatten()
        .filter_map(|related| match related.to {
            Some(Destination::Page(contact)) => Some(contact),
            _ => None,
        })
}

fn is_contact(site: &Site, page: PageId) -> bool {
    site.pages[page].kind.as_deref() == Some("contact")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_team_hears_it_first() {
        let announced = Some(date(2026, 11, 19));
        let day = |month, day| date(2026, month, day);
        for (told, announced, expected) in [
            (None, announced, News::NotYet),
            (Some(day(11, 20)), announced, News::Told(day(11, 20))),
            (Some(day(11, 19)), announced, News::Told(day(11, 19))),
            (Some(day(11, 18)), announced, News::TooEarly(day(11, 18))),
            (Some(day(3, 1)), announced, News::NotYet),
            (Some(day(11, 18)), None, News::TooEarly(day(11, 18))),
            (None, None, News::NotYet),
        ] {
            assert_eq!(News::of(told, announced), expected, "{told:?} {announced:?}");
        }
    }
}
