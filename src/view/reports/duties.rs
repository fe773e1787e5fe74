//! Duties as their template sees them.
//!
//! The page holds dates only: what is today, the script says to whoever reads it. Groups are named
//! by dates as well, so that they are right without it.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::report::duties::Duty;
use crate::view::LinkView;
use crate::view::lists::page_link;
use crate::view::people::{PersonView, people, person};
use crate::view::site::Frame;
use crate::words::path::{Url, escape_path};

/// So many duties stand on one page; those that fall due first come first.
pub(super) const ON_A_PAGE: usize = 500;

/// What falls due when.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DutiesView {
    /// The day on which this was true, as `2026-11-24`.
    pub today: String,
    /// `today`, `week`, `month` and `later`, without the empty ones.
    pub groups: Vec<DutyGroupView>,
    /// Those that have no date: on demand, or when something happens.
    pub undated: Vec<DutyView>,
    /// The calendars to subscribe to, the team's first.
    pub feeds: Vec<FeedView>,
    /// The other pages of the list.
    pub pages: Vec<LinkView>,
}

/// The duties whose next date lies in one stretch of time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DutyGroupView {
    /// `today`, `week`, `month` or `later`.
    pub key: &'static str,
    /// The stretch in dates, such as `Until Sun 29 Nov`.
    pub title: String,
    /// Its duties, by date and time.
    pub duties: Vec<DutyView>,
}

/// One duty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DutyView {
    /// Its page.
    pub page: LinkView,
    /// How often, in words.
    pub when: String,
    /// The dates to come, as `2026-11-24`; at least three, if it has any.
    pub next: Vec<String>,
    /// Who does it.
    pub owners: Vec<PersonView>,
    /// Who can do it instead, or takes part.
    pub others: Vec<PersonView>,
    /// How long it takes.
    pub effort: Option<String>,
}

/// A calendar to subscribe to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FeedView {
    /// Whose it is; `None` for the team's.
    pub person: Option<PersonView>,
    /// Where it is, relative to the page.
    pub href: String,
    /// Its full address, if the site's is known.
    pub address: Option<String>,
}

/// How often a page falls due, as its own facts say it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct WhenView {
    /// In words.
    pub words: String,
    /// The day from which `next` counts, as `2026-11-24`.
    pub today: String,
    /// The next three dates, as `2026-11-24`.
    pub next: Vec<String>,
}

/// How many pages the list has.
pub(super) fn parts(frame: &Frame<'_>) -> usize {
    frame.reports.duties.all.len().div_ceil(ON_A_PAGE)
}

pub(super) fn of(frame: &Frame<'_>, part: usize, url: &Url, pages: Vec<LinkView>) -> DutiesView {
    let today = frame.team.today;
    let mut view = DutiesView {
        today: today.to_string(),
        groups: groups(frame, today),
        undated: Vec::new(),
        feeds: feeds(frame, url),
        pages,
    };
    let duties = frame
        .reports
        .duties
        .all
        .iter()
        .skip(part * ON_A_PAGE)
        .take(ON_A_PAGE);
    for duty in duties {
        let row = row(frame, duty, url);
        match duty.next.first() {
            Some(next) => view.groups[stretch(today, *next)].duties.push(row),
            None => view.undated.push(row),
        }
    }
    view.groups.retain(|group| !group.duties.is_empty());
    view
}

/// The duties that fall due first.
pub(super) fn first(frame: &Frame<'_>, most: usize, url: &Url) -> Vec<DutyView> {
    let dated = frame
        .reports
        .duties
        .all
        .iter()
        .take_while(|duty| !duty.next.is_empty());
    dated.take(most).map(|duty| row(frame, duty, url)).collect()
}

fn groups(frame: &Frame<'_>, today: Date) -> Vec<DutyGroupView> {
    let (week, month) = ends(today);
    let named = |name: &str, day: Date| {
        let day = frame.words.date("day", day);
        frame.words.say(name, &[("day", &day)])
    };
    let rows = [
        ("today", frame.words.date("weekday", today)),
        ("week", named("duties.until", week)),
        ("month", named("duties.until", month)),
        ("later", named("duties.after", month)),
    ];
    let group = |(key, title)| DutyGroupView {
        key,
        title,
        duties: Vec::new(),
    };
    rows.map(group).into()
}

/// The last days of this week and of this month; a month that ends within the week ends with it.
fn ends(today: Date) -> (Date, Date) {
    let left = i32::from(6 - today.weekday().to_monday_zero_offset());
    let week = today.saturating_add(left.days());
    (week, today.last_of_month().max(week))
}

/// The place of the group in which a date lies.
fn stretch(today: Date, day: Date) -> usize {
    let (week, month) = ends(today);
    match day {
        day if day <= today => 0,
        day if day <= week => 1,
        day if day <= month => 2,
        _ => 3,
    }
}

fn row(frame: &Frame<'_>, duty: &Duty, url: &Url) -> DutyView {
    let front = &frame.site.pages[duty.page].document.front;
    DutyView {
        page: page_link(frame.site, duty.page, url),
        when: duty.when.to_string(),
        next: duty.next.iter().map(Date::to_string).collect(),
        owners: people(frame, &duty.owners, url),
        others: people(frame, &duty.others, url),
        effort: front.text("effort").map(str::to_owned),
    }
}

fn feeds(frame: &Frame<'_>, url: &Url) -> Vec<FeedView> {
    let feed = |calendar: &crate::report::calendars::Calendar| FeedView {
        person: calendar.person.map(|id| person(frame, id, url)),
        href: calendar.url.seen_from(url),
        address: frame.showing.base.map(|base| {
            let mut address = base.to_owned();
            escape_path(calendar.url.as_str(), &mut address);
            address
        }),
    };
    frame.reports.calendars.iter().map(feed).collect()
}
