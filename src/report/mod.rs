//! Floor 4: what the pages say together about the team and its work, one report per file.
//!
//! Each report is a pure function of the site and the team (which knows the day) and gives a value
//! that names pages and people by their numbers. All are made once a build, in linear time, and
//! shared by every view. A report must not know how it is shown, or where.

pub mod calendars;
pub mod changed;
pub mod coverage;
pub mod duties;
pub mod freshness;
pub mod handover;
pub mod holdings;
pub mod inbox;
pub mod loops;
pub mod overdue;
pub mod projects;
pub mod skills;

use std::collections::BTreeMap;

use jiff::civil::Date;

use self::calendars::Calendar;
use self::coverage::Coverage;
use self::duties::Duties;
use self::freshness::Freshness;
use self::handover::Handover;
use self::holdings::Holdings;
use self::inbox::Jot;
use self::loops::Loops;
use self::projects::Project;
use self::skills::Skills;
use crate::history::History;
use crate::site::{Page, PageId, Site};
use crate::team::{PersonId, Standing, Team};

/// All reports of a build.
#[derive(Clone, Debug)]
pub struct Reports {
    /// What zero or one people can do.
    pub coverage: Coverage,
    /// What falls due when.
    pub duties: Duties,
    /// The calendars to subscribe to.
    pub calendars: Vec<Calendar>,
    /// What everybody holds.
    pub holdings: Holdings,
    /// The open inbox bullets by person.
    pub inboxes: BTreeMap<PersonId, Vec<Jot>>,
    /// How fresh each page is that needs reviews.
    pub freshness: Vec<Option<Freshness>>,
    /// What somebody left open.
    pub loops: Loops,
    /// The day on which each page's text last changed, as far as that is known.
    pub changed_on: Vec<Option<Date>>,
    /// The pages that changed last.
    pub changed: Vec<(Date, PageId)>,
    /// The handovers of those who leave, have left, or have a handover page.
    pub handovers: BTreeMap<PersonId, Handover>,
    /// Where a page stands in the handovers: whose it is, and the number of the item there.
    pub handed: BTreeMap<PageId, Vec<(PersonId, usize)>>,
    /// The projects that are going on.
    pub projects: BTreeMap<PageId, Project>,
    /// Who can do what how well.
    pub skills: Skills,
}

impl Reports {
    /// Makes all reports.
    pub fn of(site: &Site, team: &Team, history: &History) -> Self {
        let changed_on = changed::days(site, history);
        let mut reports = Self {
            coverage: coverage::of(site, team),
            duties: Duties::default(),
            calendars: Vec::new(),
            holdings: holdings::of(site, team),
            inboxes: inbox::of(site, team),
            freshness: freshness::of(site, team, history),
            loops: loops::of(site, team),
            changed: changed::of(site, &changed_on),
            changed_on,
            handovers: BTreeMap::new(),
            handed: BTreeMap::new(),
            projects: projects::of(site, team),
            skills: skills::of(site, team),
        };
        reports.duties = duties::of(site, team);
        reports.calendars = calendars::of(site, team, &reports.duties);
        let leavers = (0..team.people.len()).filter(|id| {
            let person = &team.people[*id];
            person.handover.is_some() || person.standing != Standing::Here
        });
        reports.handovers = leavers
            .map(|leaver| (leaver, reports.handover(site, team, leaver)))
            .collect();
        for (leaver, handover) in &reports.handovers {
            for (number, item) in handover.items.iter().enumerate() {
                reports
                    .handed
                    .entry(item.page)
                    .or_default()
                    .push((*leaver, number));
            }
        }
        reports
    }

    /// The handover of anybody, whether they leave or not.
    pub fn handover(&self, site: &Site, team: &Team, leaver: PersonId) -> Handover {
        let jots = self.inboxes.get(&leaver).map_or(&[][..], Vec::as_slice);
        handover::of(site, team, &self.holdings, leaver, jots)
    }
}

/// Whether what a page is about still has to be done: it is not archived, replaced, finished or past its last date.
pub fn is_live(page: &Page, team: &Team) -> bool {
    let front = &page.document.front;
    let status = front.text("status");
    let is_replaced = status == Some("deprecated") && front.entry("superseded_by").is_some();
    let is_over = last_date(page, team).is_some_and(|last| last < team.today);
    let is_done = matches!(front.text("state"), Some("done" | "cancelled"));
    let is_dropped = matches!(front.text("transfer"), Some("dropped" | "automated"));
    status != Some("archived") && !is_replaced && !is_over && !is_done && !is_dropped
}

/// The last date on which what a page is about is done: a meeting that is to be cancelled ends with those who own it.
pub fn last_date(page: &Page, team: &Team) -> Option<Date> {
    let until = page.document.front.date("until");
    let with_owner = || {
        let owners = team.named(page, "owner");
        let leaves = owners
            .iter()
            .map(|owner| team.people[*owner].leaves.filter(|_| !team.stays(*owner)));
        leaves.collect::<Option<Vec<Date>>>()?.into_iter().max()
    };
    let ends = is_cancelled(page).then(with_owner).flatten();
    until.into_iter().chain(ends).min()
}

/// Whether a meeting is not to be held any more once its owner has gone.
pub fn is_cancelled(page: &Page) -> bool {
    page.document.front.text("disposition") == Some("cancel")
}

/// How much the loss of what a page is about would hurt: 0 low, 1 normal, 2 high.
pub fn importance(page: &Page) -> usize {
    match page.document.front.text("importance") {
        Some("low") => 0,
        Some("high") => 2,
        _ => 1,
    }
}
