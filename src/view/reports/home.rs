//! The first page as a way in: the beginning of the reports that somebody acts on today.
//!
//! Each list is short and leads to its report. Only dates are told; what is today, the script says.

use serde::Serialize;

use super::duties::{self, DutyView};
use super::handover::{TallyView, tally};
use super::review::{self, ReviewRow};
use crate::report::handover::Handover;
use crate::team::Standing;
use crate::view::lists::{entry, page_link};
use crate::view::people::{PersonView, person};
use crate::view::site::Frame;
use crate::view::{EntryView, LinkView};
use crate::words::path::Url;

/// So many entries a list shows.
pub(super) const SHOWN: usize = 5;
/// So many duties the page holds, of which a later day may show others.
const HELD: usize = 15;

/// What the first page shows of the reports; a list without entries is left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct HomeView {
    /// The duties that fall due next: the first `shown` are to be seen, the others are for later days.
    pub duties: Vec<DutyView>,
    /// The day from which their dates count, as `2026-11-24`.
    pub today: String,
    /// How many entries a list shows.
    pub shown: usize,
    /// The handovers under way, the first to leave first.
    pub handovers: Vec<UnderWayView>,
    /// The page of all handovers, where there are more.
    pub all_handovers: Option<String>,
    /// The pages that ask for a review, those with the most pressing reason first.
    pub reviews: Vec<ReviewRow>,
    /// How many pages ask for a review.
    pub all_reviews: usize,
    /// The pages that changed last.
    pub changed: Vec<ChangeView>,
}

/// A handover under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct UnderWayView {
    /// Its page.
    pub page: LinkView,
    /// Who leaves.
    pub person: PersonView,
    /// The last day, as `2026-12-03`.
    pub last_day: Option<String>,
    /// The day after it, when things stop.
    pub stop_day: Option<String>,
    /// How many things stop then, as it stands.
    pub stops: usize,
    /// How much is safe.
    pub tally: TallyView,
}

/// A page that changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ChangeView {
    /// When, as `2026-11-20`.
    pub on: String,
    /// The page.
    pub page: EntryView,
}

/// What the first page shows of the reports.
pub(in crate::view) fn of(frame: &Frame<'_>, url: &Url) -> HomeView {
    let (handovers, all_handovers) = handovers(frame, url);
    let (reviews, all_reviews) = review::first(frame, SHOWN, url);
    HomeView {
        duties: duties::first(frame, HELD, url),
        today: frame.team.today.to_string(),
        shown: SHOWN,
        handovers,
        all_handovers,
        reviews,
        all_reviews,
        changed: changed(frame, url),
    }
}

/// The handovers of those who are still there, the first to leave first.
pub(super) fn under_way<'a>(frame: &Frame<'a>) -> Vec<&'a Handover> {
    let leaving = |handover: &&Handover| frame.team.people[handover.leaver].standing == Standing::Leaving;
    let mut handovers: Vec<&Handover> = frame.reports.handovers.values().filter(leaving).collect();
    handovers.sort_by_key(|handover| (handover.last_day, handover.leaver));
    handovers
}

/// The first handovers under way, and the page of all where some are left out.
fn handovers(frame: &Frame<'_>, url: &Url) -> (Vec<UnderWayView>, Option<String>) {
    let handovers = under_way(frame);
    let views: Vec<UnderWayView> = handovers
        .iter()
        .filter_map(|handover| view(frame, handover, url))
        .take(SHOWN)
        .collect();
    let page = handovers.get(SHOWN).and_then(|handover| handover.page);
    let section = page.map(|page| &frame.site.sections[frame.site.pages[page].section]);
    (views, section.map(|section| section.url.seen_from(url)))
}

fn view(frame: &Frame<'_>, handover: &Handover, url: &Url) -> Option<UnderWayView> {
    let stop_day = handover.last_day.and_then(|day| day.tomorrow().ok());
    Some(UnderWayView {
        page: page_link(frame.site, handover.page?, url),
        person: person(frame, handover.leaver, url),
        last_day: handover.last_day.map(|day| day.to_string()),
        stop_day: stop_day.map(|day| day.to_string()),
        stops: handover.items.iter().filter(|item| item.stops).count(),
        tally: tally(handover),
    })
}

fn changed(frame: &Frame<'_>, url: &Url) -> Vec<ChangeView> {
    let changes = frame.reports.changed.iter().take(SHOWN);
    changes
        .map(|(on, page)| ChangeView {
            on: on.to_string(),
            page: entry(frame.site, *page, url),
        })
        .collect()
}
