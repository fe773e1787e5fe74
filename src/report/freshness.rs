//! Freshness: is a page still true, and who would say so?
//!
//! A page was last looked at when its text was changed or somebody marked it as reviewed, whichever
//! came later. From then on it holds for `review_in`, its own or its kind's. What has no such period,
//! and what is archived or over, needs no review.

use jiff::civil::Date;

use super::is_live;
use crate::history::History;
use crate::site::{Page, Site};
use crate::team::{Standing, Team};
use crate::when::Period;

/// A review is due so many days before it runs out.
const AHEAD: i32 = 30;

/// How a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Everybody who answers for it has left.
    OwnerGone,
    /// Its review has run out.
    Overdue,
    /// Nobody has ever looked at it, as far as is known.
    Never,
    /// Its review runs out soon.
    Due,
    /// It holds.
    Fresh,
}

impl State {
    /// The word by which programs and style sheets know it.
    pub fn word(self) -> &'static str {
        match self {
            Self::OwnerGone => "owner-gone",
            Self::Overdue => "overdue",
            Self::Never => "never",
            Self::Due => "due",
            Self::Fresh => "fresh",
        }
    }
}

/// How fresh a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// How it stands today.
    pub state: State,
    /// The day on which it was last looked at.
    pub looked: Option<Date>,
    /// Whether that was a review, rather than a change of its text.
    pub is_review: bool,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// The freshness of each page that needs reviews.
pub fn of(site: &Site, team: &Team, history: &History) -> Vec<Option<Freshness>> {
    let pages = site.pages.iter();
    pages
        .map(|page| freshness(site, team, history, page).filter(|_| is_live(page, team)))
        .collect()
}

fn freshness(site: &Site, team: &Team, history: &History, page: &Page) -> Option<Freshness> {
    let period = period(site, page).filter(|period| *period != Period::Never)?;
    let reviewed = page.document.front.date("reviewed");
    let changed = history.of(&page.document.path).map(|changes| changes.last);
    let looked = reviewed.max(changed);
    let until = looked.and_then(|day| period.after(day));
    let state = match owner_is_gone(team, page) {
        true => State::OwnerGone,
        false => state(looked, until, team.today),
    };
    Some(Freshness {
        state,
        looked,
        is_review: reviewed >= changed,
        until,
    })
}

/// How long a review holds: as the page says, else as its kind does.
fn period(site: &Site, page: &Page) -> Option<Period> {
    let own = page
        .document
        .front
        .text("review_in")
        .and_then(|text| Period::parse(text).ok());
    let usual = || Period::parse(site.kind(page)?.review_in.as_deref()?).ok();
    own.or_else(usual)
}

fn state(looked: Option<Date>, until: Option<Date>, today: Date) -> State {
    let left = |until: Date| (until - today).get_days();
    match (looked, until.map(left)) {
        (None, _) => State::Never,
        (_, Some(..0)) => State::Overdue,
        (_, Some(..=AHEAD)) => State::Due,
        _ => State::Fresh,
    }
}

/// Whether people answer for the page, and all of them have left.
fn owner_is_gone(team: &Team, page: &Page) -> bool {
    let owners = team.named(page, "owner");
    let has_left = |owner: &usize| team.people[*owner].standing == Standing::Left;
    !owners.is_empty() && owners.iter().all(has_left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn states_by_day() {
        let today = date(2026, 11, 24);
        for (looked, period, expected) in [
            (None, "6 months", State::Never),
            (Some(date(2026, 11, 24)), "6 months", State::Fresh),
            (Some(date(2026, 6, 25)), "6 months", State::Fresh),
            (Some(date(2026, 6, 24)), "6 months", State::Due),
            (Some(date(2026, 5, 24)), "6 months", State::Due),
            (Some(date(2026, 5, 23)), "6 months", State::Overdue),
            (Some(date(2025, 11, 23)), "1 year", State::Overdue),
            (Some(date(2026, 11, 1)), "1 month", State::Due),
            (Some(date(2027, 1, 1)), "2 weeks", State::Fresh),
            (Some(date(1990, 1, 1)), "never", State::Fresh),
        ] {
            let until = looked.and_then(|day| Period::parse(period).expect("a period").after(day));
            assert_eq!(state(looked, until, today), expected, "{looked:?} + {period}");
        }
    }
}
