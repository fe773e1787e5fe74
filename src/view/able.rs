//! Who can do what a page is about, and who will when somebody has gone, as the page itself shows it.
//!
//! It is there only where it tells more than the line of facts: of a page with one owner who stays that line says all.

use serde::Serialize;

use super::LinkView;
use super::lists::page_link;
use super::people::{PersonView, people, person};
use super::reports::step;
use super::site::Frame;
use crate::report::coverage::{self, Part};
use crate::report::handover::Handover;
use crate::site::{Page, PageId};
use crate::team::{PersonId, Standing};

/// Who can do what a page is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct AbleView {
    /// Whether it is a duty, a process or a system, which somebody must be able to do.
    pub is_thing: bool,
    /// Who is anything to it.
    pub people: Vec<DoerView>,
    /// How many can do it and stay.
    pub able: usize,
    /// The one who can do it and stays, where there is but one.
    pub only: Option<PersonView>,
    /// The last day of those who can do it and leave, as `2026-12-03`; from then on the numbers hold.
    pub after: Option<String>,
    /// How far it has come on its way from each person who leaves.
    pub handovers: Vec<HandingView>,
}

/// A person and what they are to a thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DoerView {
    /// The person.
    pub person: PersonView,
    /// `owner`, `backup` or `learning`.
    pub part: &'static str,
    /// When they followed the page to see whether it is right, as `2026-11-20`.
    pub tested: Option<String>,
}

/// How far a thing has come on its way from somebody who leaves.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct HandingView {
    /// The page of the handover.
    pub page: Option<LinkView>,
    /// Who takes it over.
    pub to: Vec<PersonView>,
    /// The state's word.
    pub state: &'static str,
    /// How far it is: 0 listed to 5 accepted; settled things count as 5.
    pub step: usize,
}

/// Who can do what a page is about, where that is more than who owns it.
pub(super) fn of(frame: &Frame<'_>, id: PageId) -> Option<AbleView> {
    let (site, team) = (frame.site, frame.team);
    let page = &site.pages[id];
    let is_thing = coverage::kind(team, page).is_some();
    let handed = frame.reports.handed.get(&id).map_or(&[][..], Vec::as_slice);
    if page.is_index || !is_thing && handed.is_empty() {
        return None;
    }
    let all = coverage::people(team, page);
    if handed.is_empty() && all.len() < 2 && all.iter().all(|(one, _)| team.stays(*one)) {
        return None;
    }
    let able = team.able(page);
    let only = Some(&able).filter(|able| able.len() == 1);
    let going = all
        .iter()
        .filter(|(one, part)| *part != Part::Learning && team.people[*one].standing == Standing::Leaving);
    let after = going.filter_map(|(one, _)| team.people[*one].leaves).max();
    Some(AbleView {
        is_thing,
        people: all.iter().map(|one| doer(frame, page, *one)).collect(),
        able: able.len(),
        only: only.map(|able| person(frame, able[0], &page.url)),
        after: after.map(|day| day.to_string()),
        handovers: handed
            .iter()
            .map(|(leaver, item)| handing(frame, page, &frame.reports.handovers[leaver], *item))
            .collect(),
    })
}

fn doer(frame: &Frame<'_>, page: &Page, (id, part): (PersonId, Part)) -> DoerView {
    let tested = page.document.front.date("tested");
    let is_tester = frame.team.named(page, "tested_by").contains(&id);
    DoerView {
        person: person(frame, id, &page.url),
        part: part.word(),
        tested: tested.filter(|_| is_tester).map(|day| day.to_string()),
    }
}

fn handing(frame: &Frame<'_>, page: &Page, handover: &Handover, item: usize) -> HandingView {
    let item = &handover.items[item];
    HandingView {
        page: handover.page.map(|board| page_link(frame.site, board, &page.url)),
        to: people(frame, &item.successors, &page.url),
        state: item.state.word(),
        step: step(item.state),
    }
}
