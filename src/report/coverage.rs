//! Coverage: what can zero or one people do?
//!
//! Able is whoever owns a thing, backs it up or administers it, less those who have left or are
//! leaving. Learning is shown and never counted. A large team's coverage is divided by area, and
//! an area by number, so that no page of it grows with everything.

use super::is_live;
use crate::site::{Page, PageId, SectionId, Site};
use crate::team::{PersonId, Standing, Team};

/// The kinds of things that somebody must be able to do.
pub const KINDS: [&str; 3] = ["duty", "process", "system"];
/// The most things that one page shows.
pub const MOST: usize = 200;

/// Who can do what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The duties, then the processes, then the systems; of each the least covered first.
    pub things: Vec<Thing>,
    /// The areas, where there are too many things for one page.
    pub areas: Vec<Area>,
}

/// The things of one folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The folder.
    pub section: SectionId,
    /// Which part of the folder it is, from 0, where it has several.
    pub number: usize,
    /// The things, as numbers into [`Coverage::things`], in their order.
    pub things: Vec<usize>,
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

impl Part {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Backup => "backup",
            Self::Learning => "learning",
        }
    }
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
    things.sort_by_cached_key(|thing| {
        let title = site.pages[thing.page].title.to_lowercase();
        (thing.kind, thing.able, title)
    });
    let areas = if things.len() > MOST {
        areas(site, &things)
    } else {
        Vec::new()
    };
    Coverage { things, areas }
}

/// What each person is to what a page is about, also those who have left; the strongest part counts.
pub fn people(team: &Team, page: &Page) -> Vec<(PersonId, Part)> {
    let mut people: Vec<(PersonId, Part)> = Vec::new();
    for (field, part) in PARTS {
        for person in team.named(page, field) {
            if people.iter().all(|(known, _)| *known != person) {
                people.push((person, part));
            }
        }
    }
    people
}

/// The place in [`KINDS`] of what a page is about, if it is something that somebody must be able to do.
pub fn kind(team: &Team, page: &Page) -> Option<usize> {
    let kind = KINDS.iter().position(|kind| page.kind.as_deref() == Some(kind));
    kind.filter(|_| is_live(page, team))
}

fn thing(site: &Site, team: &Team, id: PageId) -> Option<Thing> {
    let page = &site.pages[id];
    let kind = kind(team, page)?;
    let mut people = people(team, page);
    people.retain(|(person, _)| team.people[*person].standing != Standing::Left);
    // Where nobody was ever named, nobody uses this: a handbook of plain pages has no coverage to speak of.
    if people.is_empty() && team.people.is_empty() {
        return None;
    }
    let able = team.able(page).len();
    Some(Thing {
        page: id,
        kind,
        people,
        able,
    })
}

/// The things by folder, in the order of the site; a long folder in several parts.
fn areas(site: &Site, things: &[Thing]) -> Vec<Area> {
    let mut by_section: Vec<Vec<usize>> = vec![Vec::new(); site.sections.len()];
    for (number, thing) in things.iter().enumerate() {
        by_section[site.pages[thing.page].section].push(number);
    }
    let sections = by_section.into_iter().enumerate();
    sections
        .flat_map(|(section, things)| {
            let parts: Vec<Area> = things
                .chunks(MOST)
                .enumerate()
                .map(|(number, things)| Area {
                    section,
                    number,
                    things: things.to_vec(),
                })
                .collect();
            parts
        })
        .collect()
}
