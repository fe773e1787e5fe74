//! Reviews as their template sees them.

use serde::Serialize;

use super::MOST;
use crate::report::freshness::{Freshness, State};
use crate::site::PageId;
use crate::view::LinkView;
use crate::view::lists::{page_link, related};
use crate::view::site::Frame;
use crate::words::path::Url;

/// The states that ask for something, the most urgent first.
const GROUPS: [State; 4] = [State::OwnerGone, State::Overdue, State::Never, State::Due];

/// What is still true.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ReviewView {
    /// The pages that ask for something, by what it is; a group without pages is left out.
    pub groups: Vec<ReviewGroup>,
    /// How many pages hold.
    pub fresh: usize,
    /// How many pages need reviews.
    pub all: usize,
}

/// Pages of one state.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ReviewGroup {
    /// The state's word: `overdue`, `never`, `due` or `owner-gone`.
    pub state: &'static str,
    /// The pages; those that ran out first come first.
    pub rows: Vec<ReviewRow>,
    /// How many more there are.
    pub more: usize,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ReviewRow {
    /// The page.
    pub page: LinkView,
    /// Who answers for it.
    pub owner: Vec<LinkView>,
    /// How fresh it is.
    pub freshness: FreshnessView,
}

/// How fresh a page is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FreshnessView {
    /// `fresh`, `due`, `overdue`, `never` or `owner-gone`, on the day of the build.
    pub state: &'static str,
    /// The day on which it was last looked at, as `2026-03-01`.
    pub looked: Option<String>,
    /// Whether that was a review, rather than a change of its text.
    pub is_review: bool,
    /// The last day on which it holds; a script judges by it on the day of reading.
    pub until: Option<String>,
}

impl FreshnessView {
    pub(in crate::view) fn of(freshness: &Freshness) -> Self {
        Self {
            state: freshness.state.word(),
            looked: freshness.looked.map(|day| day.to_string()),
            is_review: freshness.is_review,
            until: freshness.until.map(|day| day.to_string()),
        }
    }
}

pub(super) fn of(frame: &Frame<'_>, url: &Url) -> ReviewView {
    let judged = judged(frame);
    let groups = GROUPS.iter().map(|state| {
        let pages = in_state(&judged, *state);
        ReviewGroup {
            state: state.word(),
            rows: pages.iter().take(MOST).map(|one| row(frame, one, url)).collect(),
            more: pages.len().saturating_sub(MOST),
        }
    });
    ReviewView {
        groups: groups.filter(|group| !group.rows.is_empty()).collect(),
        fresh: in_state(&judged, State::Fresh).len(),
        all: judged.len(),
    }
}

/// The first pages that ask for a review, and how many do.
pub(super) fn first(frame: &Frame<'_>, most: usize, url: &Url) -> (Vec<ReviewRow>, usize) {
    let judged = judged(frame);
    let asking: Vec<_> = GROUPS
        .iter()
        .flat_map(|state| in_state(&judged, *state))
        .collect();
    let rows = asking.iter().take(most).map(|one| row(frame, one, url));
    (rows.collect(), asking.len())
}

/// How many pages ask for a review.
pub(super) fn asking(frame: &Frame<'_>) -> usize {
    let judged = judged(frame);
    let asks = |(_, one): &&Judged<'_>| GROUPS.contains(&one.state);
    judged.iter().filter(asks).count()
}

/// A page with its freshness.
type Judged<'a> = (PageId, &'a Freshness);

fn judged<'a>(frame: &Frame<'a>) -> Vec<Judged<'a>> {
    let pages = frame.reports.freshness.iter().enumerate();
    pages
        .filter_map(|(page, freshness)| Some((page, freshness.as_ref()?)))
        .collect()
}

/// The pages of one state; those that ran out first come first.
fn in_state<'a>(judged: &[Judged<'a>], state: State) -> Vec<Judged<'a>> {
    let mut pages: Vec<Judged<'a>> = judged
        .iter()
        .filter(|(_, one)| one.state == state)
        .copied()
        .collect();
    pages.sort_by_key(|(page, one)| (one.until, *page));
    pages
}

fn row(frame: &Frame<'_>, (page, freshness): &Judged<'_>, url: &Url) -> ReviewRow {
    ReviewRow {
        page: page_link(frame.site, *page, url),
        owner: related(frame.site, &frame.site.pages[*page], "owner", url),
        freshness: FreshnessView::of(freshness),
    }
}
