//! Calendars to subscribe to: one for the team, one for each person with a page.
//!
//! Takes the duties; gives an iCalendar file for each. A person's holds what they own, then what
//! they back up or take part in. Nothing in it depends on the clock: a feed changes only when a
//! duty does, or with the year.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::ics::Lines;
use crate::report::duties::{Duties, Duty};
use crate::site::Site;
use crate::team::{PersonId, Standing, Team};
use crate::when::Schedule;
use crate::words::digest::Digest;
use crate::words::path::{Url, escape_path};

/// Where the team's calendar is published.
const TEAM: &str = "calendar/team.ics";

/// A calendar's place, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Where it is published.
    pub url: Url,
    /// Whose it is; `None` for the team's.
    pub person: Option<PersonId>,
}

/// What every event says of the site.
struct Book<'a> {
    site: &'a Site,
    team: &'a Team,
    title: &'a str,
    base: Option<&'a str>,
}

impl Feed {
    /// The calendars that have an event, the team's first.
    pub fn all(site: &Site, team: &Team, duties: &Duties) -> Vec<Self> {
        let has_dates = |duty: &Duty| duty.schedule.is_some();
        if !duties.all.iter().any(has_dates) {
            return Vec::new();
        }
        let busy: BTreeSet<PersonId> = duties
            .all
            .iter()
            .filter(|duty| has_dates(duty))
            .flat_map(|duty| duty.owners.iter().chain(&duty.others).copied())
            .collect();
        let mut taken: BTreeSet<String> = BTreeSet::from(["team".to_owned()]);
        let feeds = busy.into_iter().filter_map(|person| {
            let url = place(site, team, person, &mut taken)?;
            Some(Self {
                url,
                person: Some(person),
            })
        });
        let of_team = Self {
            url: Url::new(TEAM).expect("a constant that is sound"),
            person: None,
        };
        std::iter::once(of_team).chain(feeds).collect()
    }
}

/// The place of a person's calendar: the name of their page's file, or its whole path where another has that name.
fn place(site: &Site, team: &Team, person: PersonId, taken: &mut BTreeSet<String>) -> Option<Url> {
    let person = &team.people[person];
    let path = &site.pages[person.page.filter(|_| person.standing != Standing::Left)?]
        .document
        .path;
    let short = path.stem().to_owned();
    let long = path.without_extension().replace('/', "-");
    let name = [short, long]
        .into_iter()
        .find(|name| taken.insert(name.to_lowercase()))?;
    Url::new(&format!("calendar/{name}.ics"))
}

/// The files of all calendars.
pub fn calendars(
    site: &Site,
    team: &Team,
    duties: &Duties,
    title: &str,
    base: Option<&str>,
) -> BTreeMap<Url, String> {
    let book = Book {
        site,
        team,
        title,
        base,
    };
    let file = |feed: Feed| {
        let text = match feed.person {
            None => book.calendar(title, duties.all.iter(), None),
            Some(id) => {
                let name = format!("{}: {title}", team.people[id].name);
                book.calendar(&name, duties.of(id), Some(id))
            }
        };
        (feed.url, text)
    };
    Feed::all(site, team, duties).into_iter().map(file).collect()
}

impl Book<'_> {
    fn calendar<'d>(
        &self,
        name: &str,
        duties: impl Iterator<Item = &'d Duty>,
        reader: Option<PersonId>,
    ) -> String {
        let mut lines = Lines::default();
        lines.raw("BEGIN", "VCALENDAR");
        lines.raw("VERSION", "2.0");
        lines.raw("PRODID", "-//Passdown//Passdown//EN");
        lines.raw("CALSCALE", "GREGORIAN");
        lines.text("NAME", name);
        lines.text("X-WR-CALNAME", name);
        lines.raw("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
        lines.raw("X-PUBLISHED-TTL", "P1D");
        for duty in duties {
            if let Some(schedule) = &duty.schedule {
                self.event(&mut lines, duty, schedule, reader);
            }
        }
        lines.raw("END", "VCALENDAR");
        lines.finish()
    }

    fn event(&self, lines: &mut Lines, duty: &Duty, schedule: &Schedule, reader: Option<PersonId>) {
        let page = &self.site.pages[duty.page];
        let first = compact(schedule.first);
        let until = schedule
            .until
            .map_or(String::new(), |last| format!(";UNTIL={}", compact(last)));
        lines.raw("BEGIN", "VEVENT");
        lines.raw("UID", &self.uid(page.document.path.as_str()));
        // RFC 5545 wants the moment at which the event was last written; its first date is when it was true first.
        lines.raw("DTSTAMP", &format!("{first}T000000Z"));
        lines.raw("DTSTART;VALUE=DATE", &first);
        lines.raw("RRULE", &format!("{}{until}", schedule.rule));
        lines.text("SUMMARY", &summary(&page.title, duty));
        lines.text("DESCRIPTION", &self.description(duty, reader));
        if let Some(base) = self.base {
            let mut address = base.to_owned();
            escape_path(page.url.as_str(), &mut address);
            lines.raw("URL", &address);
        }
        // An all-day duty leaves the day free for other things.
        lines.raw("TRANSP", "TRANSPARENT");
        lines.raw("END", "VEVENT");
    }

    /// A name that stays while the page stays where it is, and differs from that of another site.
    fn uid(&self, path: &str) -> String {
        let site = self.base.unwrap_or(self.title);
        format!("{}@passdown", Digest::of(&(site, path)).to_hex())
    }

    fn description(&self, duty: &Duty, reader: Option<PersonId>) -> String {
        let names = |people: &[PersonId]| {
            let names = people
                .iter()
                .map(|person| self.team.people[*person].name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        let page = &self.site.pages[duty.page];
        let front = &page.document.front;
        let mut parts = vec![capitalised(&duty.when.to_string())];
        if !duty.owners.is_empty() {
            parts.push(format!("Owner: {}", names(&duty.owners)));
        }
        let is_other = |person: PersonId| duty.others.contains(&person);
        if !duty.others.is_empty() {
            let word = if front.entry("attendees").is_some() {
                "With"
            } else {
                "Backup"
            };
            let you = if reader.is_some_and(is_other) {
                " (this calendar's reader is one)"
            } else {
                ""
            };
            parts.push(format!("{word}: {}{you}", names(&duty.others)));
        }
        parts.extend(front.text("effort").map(|effort| format!("Effort: {effort}")));
        parts.extend(front.text("if_skipped").map(|lost| format!("If skipped: {lost}")));
        parts.join("\n")
    }
}

/// The title with the time of day, which an all-day event has nowhere else.
fn summary(title: &str, duty: &Duty) -> String {
    match duty.when.recurrence().and_then(|recurrence| recurrence.at) {
        Some(at) => format!("{} {title}", at.strftime("%H:%M")),
        None => title.to_owned(),
    }
}

fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
