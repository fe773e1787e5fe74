//! Coverage: what can zero or one people do?
//!
//! Able is whoever owns a thing, backs it up or administers it, less those who have left or are
//! leaving. Learning is shown and never counted.

use super::is_live;
use crate::site::{PageId, Site};
use crate::team::{PersonId, Standing, Team};

/// The kinds of things that somebody must be able to do.
pub const KINDS: [&str; 3] = ["duty", "process", "system"];

/// Who can do what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The people who can do or learn anything, those who leave first.
    pub people: Vec<PersonId>,
    /// The duties, then the processes, then the systems; of each the least covered first.
    pub things: Vec<Thing>,
}

/// One duty, process or system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Its page.
    pub page: PageId,
    /// Its place in [`KINDS`].
    pub kind: usize,
    /// What each person is to it who is anything to it.
    pub people: Vec<(PersonId, Part)>,
    /// How many people can do it and stay.
    pub able: usize,
}

/// What a person is to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Answers for it.
    Owner,
    /// Can do it today.
    Backup,
    /// Learns it, and is not counted.
    Learning,
}

/// The parts by the field that gives them, strongest first.
const PARTS: [(&str, Part); 4] = [
    ("owner", Part::Owner),
    ("backup", Part::Backup),
    ("admins", Part::Backup),
    ("learning", Part::Learning),
];

/// Who can do what.
pub fn of(site: &Site, team: &Team) -> Coverage {
    let mut things: Vec<Thing> = (0..site.pages.len())
        .filter_map(|page| thing(site, team, page))
        .collect();
    things.sort_by(|a, b| {
        let title = |thing: &Thing| site.pages[thing.page].title.to_lowercase();
        (a.kind, a.able)
            .cmp(&(b.kind, b.able))
            .then_with(|| title(a).cmp(&title(b)))
    });
    let mut people: Vec<PersonId> = things
        .iter()
        .flat_map(|thing| &thing.people)
        .map(|(person, _)| *person)
        .collect();
    people.sort_by_key(|person| (team.stays(*person), *person));
    people.dedup();
    Coverage { people, things }
}

fn thing(site: &Site, team: &Team, id: PageId) -> Option<Thing> {
    let page = &site.pages[id];
    let kind = KINDS.iter().position(|kind| page.kind.as_deref() == Some(kind))?;
    if !is_live(page, team) {
        return None;
    }
    let mut people: Vec<(PersonId, Part)> = Vec::new();
    for (field, part) in PARTS {
        for person in team.named(page, field) {
            let is_known = people.iter().any(|(known, _)| *known == person);
            if !is_known && team.people[person].standing != Standing::Left {
                people.push((person, part));
            }
        }
    }
    let able = team.able(page).len();
    Some(Thing {
        page: id,
        kind,
        people,
        able,
    })
}
