//! Coverage as its template sees it.

use serde::Serialize;

use crate::report::coverage::{KINDS, Part, Thing};
use crate::team::PersonId;
use crate::view::LinkView;
use crate::view::lists::page_link;
use crate::view::people::{PersonView, person};
use crate::view::site::Frame;
use crate::words::path::Url;

/// Who can do what.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CoverageView {
    /// The columns: everybody who can do or learn something, those who leave first.
    pub people: Vec<PersonView>,
    /// The duties, processes and systems.
    pub groups: Vec<GroupView>,
}

/// The things of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct GroupView {
    /// The kind's name.
    pub kind: String,
    /// Its plural.
    pub title: String,
    /// The things, least covered first.
    pub things: Vec<ThingView>,
}

/// One duty, process or system.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ThingView {
    /// Its page.
    pub page: LinkView,
    /// How many people can do it and stay.
    pub able: usize,
    /// The one who can do it and stays, where there is but one.
    pub only: Option<PersonView>,
    /// What each person of `people` is to it: `owner`, `backup`, `learning` or nothing.
    pub parts: Vec<&'static str>,
}

pub(super) fn of(frame: &Frame<'_>, url: &Url) -> CoverageView {
    let coverage = &frame.reports.coverage;
    let group = |kind: usize| {
        let name = KINDS[kind];
        let things = coverage.things.iter().filter(|thing| thing.kind == kind);
        GroupView {
            kind: name.to_owned(),
            title: frame
                .site
                .kinds
                .get(name)
                .map_or(name, |kind| &kind.plural)
                .to_owned(),
            things: things.map(|thing| thing_view(frame, thing, url)).collect(),
        }
    };
    let groups = (0..KINDS.len()).map(group);
    CoverageView {
        people: coverage.people.iter().map(|id| person(frame, *id, url)).collect(),
        groups: groups.filter(|group| !group.things.is_empty()).collect(),
    }
}

fn thing_view(frame: &Frame<'_>, thing: &Thing, url: &Url) -> ThingView {
    let able = |(person, part): &(PersonId, Part)| *part != Part::Learning && frame.team.stays(*person);
    let only = thing.people.iter().find(|one| thing.able == 1 && able(one));
    let part = |person: &PersonId| {
        let part = thing.people.iter().find(|(known, _)| known == person);
        part.map_or("", |(_, part)| match part {
            Part::Owner => "owner",
            Part::Backup => "backup",
            Part::Learning => "learning",
        })
    };
    ThingView {
        page: page_link(frame.site, thing.page, url),
        able: thing.able,
        only: only.map(|(id, _)| person(frame, *id, url)),
        parts: frame.reports.coverage.people.iter().map(part).collect(),
    }
}
