//! Calendars to subscribe to: one for the team, one for each person with a page.
//!
//! Takes the reports; gives an iCalendar file for each. A person's holds what they own, then what
//! they back up or take part in. Nothing in it depends on the clock: a feed changes only when a
//! duty does, or with the year.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ics::Lines;
use crate::report::Reports;
use crate::report::calendars::Calendar;
use crate::report::duties::Duty;
use crate::site::{Page, Site};
use crate::team::{PersonId, Team};
use crate::when::Schedule;
use crate::wording::Words;
use crate::words::digest::Digest;
use crate::words::path::{Url, escape_path};
use crate::words::words_of::capital;

/// What every event says of the site.
struct Book<'a> {
    site: &'a Site,
    team: &'a Team,
    words: &'a Words,
    title: &'a str,
    base: Option<&'a str>,
}

/// The files of all calendars.
pub fn calendars(
    site: &Site,
    team: &Team,
    reports: &Reports,
    words: &Words,
    title: &str,
    base: Option<&str>,
) -> BTreeMap<Url, String> {
    let book = Book {
        site,
        team,
        words,
        title,
        base,
    };
    let file = |calendar: &Calendar| {
        let text = match calendar.person {
            None => book.calendar(title, reports.duties.all.iter(), None),
            Some(id) => {
                let name = format!("{}: {title}", team.people[id].name);
                book.calendar(&name, reports.duties.of(id), Some(id))
            }
        };
        (calendar.url.clone(), text)
    };
    reports.calendars.iter().map(file).collect()
}

impl Book<'_> {
    /// One calendar, in the order of the pages: that of the dates would change from day to day.
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
        let mut duties: Vec<&Duty> = duties.collect();
        duties.sort_by_key(|duty| (!is_owned(duty, reader), duty.page));
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
        lines.text("SUMMARY", &self.summary(page, duty, reader));
        lines.text("DESCRIPTION", &self.description(duty));
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

    fn description(&self, duty: &Duty) -> String {
        let names = |people: &[PersonId]| {
            let names = people
                .iter()
                .map(|person| self.team.people[*person].name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        let page = &self.site.pages[duty.page];
        let front = &page.document.front;
        let says = |word: &str, what: &str| self.words.say(word, &[("what", &what)]);
        let mut parts = vec![capital(&duty.when.to_string())];
        if !duty.owners.is_empty() {
            parts.push(says("calendar.owner", &names(&duty.owners)));
        }
        if !duty.others.is_empty() {
            let word = if is_meeting(page) {
                "calendar.with"
            } else {
                "calendar.backup"
            };
            parts.push(says(word, &names(&duty.others)));
        }
        parts.extend(front.text("effort").map(|effort| says("calendar.effort", effort)));
        parts.extend(
            front
                .text("if_skipped")
                .map(|lost| says("calendar.if_skipped", lost)),
        );
        parts.join("\n")
    }

    /// The title with the time of day, which an all-day event has nowhere else; and whether the reader only stands in.
    fn summary(&self, page: &Page, duty: &Duty, reader: Option<PersonId>) -> String {
        let at = duty.when.recurrence().and_then(|recurrence| recurrence.at);
        let time = at.map_or(String::new(), |at| format!("{} ", at.strftime("%H:%M")));
        let title = format!("{time}{}", page.title);
        match !is_owned(duty, reader) && !is_meeting(page) {
            true => self.words.say("calendar.stands_in", &[("title", &title)]),
            false => title,
        }
    }
}

/// Whether the reader does it; the team does all of it.
fn is_owned(duty: &Duty, reader: Option<PersonId>) -> bool {
    reader.is_none_or(|reader| duty.owners.contains(&reader))
}

fn is_meeting(page: &Page) -> bool {
    page.document.front.entry("attendees").is_some()
}

fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}
