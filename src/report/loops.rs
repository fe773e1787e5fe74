//! Open loops: what somebody said that they or others would do, and nobody has done or written yet.
//!
//! An unchecked task counts, and so do `TODO` and `??` in prose, pages that others refer to and nobody
//! has written, and inbox bullets. Boxes in a checklist that is worked through again and again do not: on
//! pages that say how something is done, a task counts only if it names a person or a day.

use std::cmp::Reverse;

use jiff::civil::Date;
use rayon::prelude::*;

use super::is_live;
use crate::document::inbox::is_inbox;
use crate::markdown::tasks;
use crate::site::{Page, PageId, Site};
use crate::team::{PersonId, Team};

/// The kinds of pages whose tasks are steps.
const STEPS: [&str; 4] = ["process", "duty", "role", "system"];

/// All that is open but for the inboxes, which are a report of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loops {
    /// The unchecked tasks: those with a day first, the earliest first.
    pub tasks: Vec<Task>,
    /// The marks in prose, in the order of pages.
    pub marks: Vec<Place>,
    /// The names that no page has, with the pages that refer to them; the most wanted first.
    pub wanted: Vec<(String, Vec<PageId>)>,
}

/// Words on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The page.
    pub page: PageId,
    /// What it says there.
    pub text: String,
    /// The id of the heading above.
    pub heading: Option<String>,
    /// The line in the file.
    pub line: u32,
}

/// An unchecked task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Where it stands.
    pub place: Place,
    /// Who is to do it, as far as they are known.
    pub people: Vec<PersonId>,
    /// By when.
    pub due: Option<Date>,
}

/// What is open on the pages that are in use.
pub fn of(site: &Site, team: &Team) -> Loops {
    let mut loops = Loops::default();
    let pages = site.pages.par_iter().enumerate();
    let open = pages.filter(|(_, page)| is_live(page, team)).map(|(id, page)| {
        let tasks = match is_inbox(&page.document.path) {
            true => Vec::new(),
            false => tasks_of(site, team, id),
        };
        let marks = page.document.marks.iter();
        let marks = marks.map(|mark| place(page, id, mark.text.clone(), mark.span.start));
        (tasks, marks.collect::<Vec<_>>())
    });
    for (tasks, marks) in open.collect::<Vec<_>>() {
        loops.tasks.extend(tasks);
        loops.marks.extend(marks);
    }
    loops.tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    loops.wanted = site
        .wanted
        .iter()
        .map(|(name, pages)| (name.clone(), pages.clone()))
        .collect();
    loops.wanted.sort_by_key(|(_, pages)| Reverse(pages.len()));
    loops
}

fn tasks_of(site: &Site, team: &Team, id: PageId) -> Vec<Task> {
    let page = &site.pages[id];
    let has_steps = page.kind.as_deref().is_some_and(|kind| STEPS.contains(&kind));
    let open = page.document.items.iter();
    let open = open.filter(|item| item.checked == Some(false) && !item.is_done());
    open.filter_map(|item| {
        let task = tasks::read(&item.text);
        let is_step = has_steps && task.people.is_empty() && task.due.is_none();
        let named = task
            .people
            .iter()
            .filter_map(|name| team.find(&site.people, name));
        let people: Vec<PersonId> = named.collect();
        // Where somebody is unknown, the words stay as they were written.
        let words = match people.len() == task.people.len() {
            true => task.words,
            false => item.text.clone(),
        };
        (!is_step).then(|| Task {
            place: place(page, id, words, item.span.start),
            people,
            due: task.due,
        })
    })
    .collect()
}

fn place(page: &Page, id: PageId, text: String, at: usize) -> Place {
    let document = &page.document;
    Place {
        page: id,
        text,
        heading: document.heading_above(at).map(|heading| heading.id.clone()),
        line: document.text.place(at..at).line,
    }
}
