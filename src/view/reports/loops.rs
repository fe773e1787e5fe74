//! Open loops as their template sees them.

use serde::Serialize;

use super::MOST;
use crate::report::loops::Place;
use crate::team::PersonId;
use crate::view::LinkView;
use crate::view::lists::page_link;
use crate::view::people::{PersonView, person};
use crate::view::site::Frame;
use crate::words::path::Url;

/// What somebody left open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LoopsView {
    /// The unchecked tasks.
    pub tasks: Vec<LoopView>,
    /// How many more there are.
    pub more_tasks: usize,
    /// `TODO` and `??`.
    pub marks: Vec<LoopView>,
    /// How many more there are.
    pub more_marks: usize,
    /// The open bullets of inboxes.
    pub jots: Vec<LoopView>,
    /// How many more there are.
    pub more_jots: usize,
    /// The pages that others refer to and nobody has written.
    pub wanted: Vec<WantedView>,
    /// How many more there are.
    pub more_wanted: usize,
}

/// Something open on a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LoopView {
    /// What it says.
    pub text: String,
    /// The page, at the nearest heading.
    pub page: LinkView,
    /// The line in the page's file.
    pub line: u32,
    /// Who is to do it.
    pub people: Vec<PersonView>,
    /// The day by which it is to be done, or on which it was written.
    pub on: Option<String>,
}

/// A page that nobody has written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct WantedView {
    /// The name by which others refer to it.
    pub name: String,
    /// How many pages do.
    pub count: usize,
    /// The first of them.
    pub pages: Vec<LinkView>,
}

/// How many pages are named that want one.
const NAMED: usize = 5;

pub(super) fn of(frame: &Frame<'_>, url: &Url) -> LoopsView {
    let loops = &frame.reports.loops;
    let tasks = loops.tasks.iter().take(MOST).map(|task| LoopView {
        people: task.people.iter().map(|id| person(frame, *id, url)).collect(),
        on: task.due.map(|day| day.to_string()),
        ..at(frame, &task.place, url)
    });
    let marks = loops.marks.iter().take(MOST).map(|place| at(frame, place, url));
    let wanted = loops.wanted.iter().take(MOST).map(|(name, pages)| WantedView {
        name: name.clone(),
        count: pages.len(),
        pages: pages
            .iter()
            .take(NAMED)
            .map(|page| page_link(frame.site, *page, url))
            .collect(),
    });
    let jots: Vec<LoopView> = jots(frame, url).collect();
    LoopsView {
        tasks: tasks.collect(),
        more_tasks: loops.tasks.len().saturating_sub(MOST),
        marks: marks.collect(),
        more_marks: loops.marks.len().saturating_sub(MOST),
        more_jots: jots.len().saturating_sub(MOST),
        jots: jots.into_iter().take(MOST).collect(),
        wanted: wanted.collect(),
        more_wanted: loops.wanted.len().saturating_sub(MOST),
    }
}

/// Whether nothing is open.
pub(super) fn is_empty(frame: &Frame<'_>) -> bool {
    let loops = &frame.reports.loops;
    let is_empty = loops.tasks.is_empty() && loops.marks.is_empty() && loops.wanted.is_empty();
    is_empty && frame.reports.inboxes.values().all(Vec::is_empty)
}

fn jots<'f>(frame: &'f Frame<'_>, url: &'f Url) -> impl Iterator<Item = LoopView> + 'f {
    let all = frame.reports.inboxes.iter();
    all.flat_map(move |(owner, jots): (&PersonId, _)| {
        jots.iter().map(move |jot| LoopView {
            text: jot.text.clone(),
            page: page_link(frame.site, jot.page, url),
            line: jot.line,
            people: vec![person(frame, *owner, url)],
            on: jot.on.map(|day| day.to_string()),
        })
    })
}

fn at(frame: &Frame<'_>, place: &Place, url: &Url) -> LoopView {
    let mut page = page_link(frame.site, place.page, url);
    if let (Some(href), Some(heading)) = (&mut page.href, &place.heading) {
        href.push('#');
        crate::words::path::escape_path(heading, href);
    }
    LoopView {
        text: place.text.clone(),
        page,
        line: place.line,
        people: Vec::new(),
        on: None,
    }
}
