//! Duties: what falls due when, and for whom.
//!
//! Reads fields, not kinds: whatever says `when`, a recurring meeting too. A duty whose `when`
//! cannot be read is not here; the author has been told.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rayon::prelude::*;

use super::{is_live, last_date};
use crate::site::{Page, PageId, Site};
use crate::team::{PersonId, Standing, Team};
use crate::when::{Schedule, When};

/// Dates are given for so many days ahead, so that a page still tells today's when it is some weeks old.
pub const AHEAD: i32 = 35;
/// However far ahead they lie, so many dates are given.
const LEAST: usize = 3;

/// Everything that falls due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duties {
    /// Those with dates, the next one first, then those without.
    pub all: Vec<Duty>,
}

/// One thing that falls due again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Its page.
    pub page: PageId,
    /// How often.
    pub when: When,
    /// Its dates, unless none can be given.
    pub schedule: Option<Schedule>,
    /// The next dates from today on: all of five weeks, and at least three.
    pub next: Vec<Date>,
    /// Who does it.
    pub owners: Vec<PersonId>,
    /// Who can do it instead, or takes part.
    pub others: Vec<PersonId>,
}

/// Everything that falls due.
pub fn of(site: &Site, team: &Team) -> Duties {
    let mut all: Vec<Duty> = (0..site.pages.len())
        .into_par_iter()
        .filter_map(|page| duty(site, team, page))
        .collect();
    all.sort_by_cached_key(|duty| {
        let first = duty.next.first().copied();
        (
            first.is_none(),
            first,
            at(&duty.when),
            site.pages[duty.page].title.to_lowercase(),
        )
    });
    Duties { all }
}

impl Duties {
    /// What one person does, then what they can do for others or take part in.
    pub fn of(&self, person: PersonId) -> impl Iterator<Item = &Duty> {
        let owned = self.all.iter().filter(move |duty| duty.owners.contains(&person));
        let other = self
            .all
            .iter()
            .filter(move |duty| !duty.owners.contains(&person) && duty.others.contains(&person));
        owned.chain(other)
    }
}

/// The dates of a page that says `when`; a recurrence that needs a start and has none gives none.
pub fn schedule(page: &Page, when: &When, team: &Team) -> Option<Schedule> {
    let rule = &when.recurrence()?.rule;
    let front = &page.document.front;
    // Without a start any day will do that does not make the calendars differ from one day to the next.
    let start = match front.date("start") {
        Some(start) => start,
        None if rule.needs_start() => return None,
        None => date(team.today.year(), 1, 1),
    };
    Schedule::new(rule, start, last_date(page, team))
}

/// The next dates from a day on.
pub fn next(schedule: &Schedule, today: Date) -> Vec<Date> {
    let last = today.saturating_add(AHEAD.days());
    let dates = schedule.from(today).enumerate();
    dates
        .take_while(|(number, day)| *number < LEAST || *day <= last)
        .map(|(_, day)| day)
        .collect()
}

fn duty(site: &Site, team: &Team, id: PageId) -> Option<Duty> {
    let page = &site.pages[id];
    let when = When::parse(page.document.front.text("when")?).ok()?;
    if !is_live(page, team) {
        return None;
    }
    let schedule = schedule(page, &when, team);
    let next = schedule
        .as_ref()
        .map_or(Vec::new(), |schedule| next(schedule, team.today));
    let owners = named(team, page, &["owner"]);
    let mut others = named(team, page, &["backup", "attendees"]);
    others.retain(|person| !owners.contains(person));
    Some(Duty {
        page: id,
        when,
        schedule,
        next,
        owners,
        others,
    })
}

/// Those whom the fields name and who have not left, each once.
fn named(team: &Team, page: &Page, fields: &[&str]) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for person in fields.iter().flat_map(|field| team.named(page, field)) {
        if team.people[person].standing != Standing::Left && !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

/// The time of day, by which those of one date are sorted; those without come first.
fn at(when: &When) -> Option<jiff::civil::Time> {
    when.recurrence()?.at
}
