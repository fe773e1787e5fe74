//! Coverage: what can zero or one people do?
//!
//! Able is whoever owns a thing, backs it up or administers it, less those who have left or are
//! leaving. Learning is shown and never counted. A large team's coverage is divided by area, and
//! an area by number, so that no page of it grows with everything.

use super::is_live;
use crate::site::{PageId, SectionId, Site};
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
