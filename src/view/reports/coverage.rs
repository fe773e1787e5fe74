//! Coverage as its template sees it: one page, or an overview and a page for each area.

use serde::Serialize;

use crate::report::coverage::{Area, Coverage, KINDS, Part, Thing};
use crate::team::{PersonId, Standing};
use crate::view::LinkView;
use crate::view::lists::page_link;
use crate::view::people::{PersonView, people, person};
use crate::view::site::Frame;
use crate::words::path::Url;

/// With more people than this, each thing names its own instead of having a column for everybody.
const COLUMNS: usize = 12;
/// How many things the overview shows that nobody can do.
const WORST: usize = 50;

/// Who can do what.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CoverageView {
    /// Those whose departure decides on the numbers.
    pub leavers: Vec<PersonView>,
    /// How many things nobody can do, one person can, and more can.
    pub counts: [usize; 3],
    /// The columns: everybody who can do or learn something, those who leave first; empty where there are too many.
    pub people: Vec<PersonView>,
    /// The duties, processes and systems.
    pub groups: Vec<GroupView>,
    /// The areas, on the overview.
    pub areas: Vec<AreaView>,
    /// The overview, on the page of an area.
    pub overview: Option<LinkView>,
    /// The area's name, on the page of an area.
    pub area: Option<String>,
}

/// An area on the overview.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct AreaView {
    /// Its page.
    pub page: LinkView,
    /// How many things nobody can do, one person can, and more can.
    pub counts: [usize; 3],
}

/// The things of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct GroupView {
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
    /// Whether somebody who leaves can do it.
    pub is_leavers: bool,
    /// How often it is done, as written.
    pub when: Option<String>,
    /// For each person of `people` what they are to it: `owner`, `backup`, `learning` or nothing.
    pub parts: Vec<&'static str>,
    /// Who is anything to it, where there are no columns.
    pub people: Vec<PartView>,
}

/// A person and what they are to a thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PartView {
    /// The person.
    pub person: PersonView,
    /// `owner`, `backup` or `learning`.
    pub part: &'static str,
}

/// How many pages coverage has.
pub(super) fn parts(coverage: &Coverage) -> usize {
    match (coverage.things.is_empty(), coverage.areas.len()) {
        (true, _) => 0,
        (false, areas) => 1 + areas,
    }
}

/// The view of a part: the whole or the overview, or an area.
pub(super) fn of(frame: &Frame<'_>, part: usize, url: &Url, address: fn(usize) -> Url) -> CoverageView {
    let coverage = &frame.reports.coverage;
    let all = || coverage.things.iter();
    let area = part.checked_sub(1).and_then(|number| coverage.areas.get(number));
    let shown: Vec<&Thing> = match area {
        Some(area) => things(coverage, area).collect(),
        None if coverage.areas.is_empty() => all().collect(),
        None => all().filter(|thing| thing.able == 0).take(WORST).collect(),
    };
    let columns = columns(frame, &shown);
    let areas = if part == 0 { &coverage.areas[..] } else { &[] };
    let leavers: Vec<PersonId> = leavers(frame);
    CoverageView {
        leavers: people(frame, &leavers, url),
        counts: area.map_or_else(|| counts(all()), |area| counts(things(coverage, area))),
        groups: groups(frame, &shown, &columns, url),
        people: people(frame, &columns, url),
        areas: areas
            .iter()
            .enumerate()
            .map(|(number, area)| AreaView {
                page: LinkView {
                    title: name(frame, area),
                    href: Some(address(number + 1).seen_from(url)),
                },
                counts: counts(things(coverage, area)),
            })
            .collect(),
        overview: area.map(|_| LinkView {
            title: frame.words.word("coverage.overview").to_owned(),
            href: Some(address(0).seen_from(url)),
        }),
        area: area.map(|area| name(frame, area)),
    }
}

/// Those who leave, and may be known to.
fn leavers(frame: &Frame<'_>) -> Vec<PersonId> {
    let people = frame.team.people.iter().enumerate();
    let leaving = people.filter(|(_, person)| person.standing == Standing::Leaving);
    leaving.map(|(id, _)| id).collect()
}

fn things<'a>(coverage: &'a Coverage, area: &'a Area) -> impl Iterator<Item = &'a Thing> {
    area.things.iter().map(|number| &coverage.things[*number])
}

fn name(frame: &Frame<'_>, area: &Area) -> String {
    let title = &frame.site.sections[area.section].title;
    match area.number {
        0 => title.clone(),
        number => format!("{title}, {}", number + 1),
    }
}

fn counts<'a>(things: impl Iterator<Item = &'a Thing>) -> [usize; 3] {
    let mut counts = [0; 3];
    for thing in things {
        counts[thing.able.min(2)] += 1;
    }
    counts
}

/// Everybody who is anything to these things, those who leave first; nobody where that is too many.
fn columns(frame: &Frame<'_>, things: &[&Thing]) -> Vec<PersonId> {
    let named = things.iter().flat_map(|thing| &thing.people);
    let mut people: Vec<PersonId> = named.map(|(person, _)| *person).collect();
    people.sort_unstable_by_key(|person| (frame.team.stays(*person), *person));
    people.dedup();
    if people.len() > COLUMNS {
        people.clear();
    }
    people
}

fn groups(frame: &Frame<'_>, things: &[&Thing], columns: &[PersonId], url: &Url) -> Vec<GroupView> {
    let mut things = things.to_vec();
    things.sort_by_key(|thing| thing.kind);
    things
        .chunk_by(|a, b| a.kind == b.kind)
        .map(|things| {
            let kind = KINDS[things[0].kind];
            let plural = frame.site.kinds.get(kind).map_or(kind, |kind| &kind.plural);
            GroupView {
                title: frame.words.text("plurals", plural).to_owned(),
                things: things
                    .iter()
                    .map(|thing| view(frame, thing, columns, url))
                    .collect(),
            }
        })
        .collect()
}

fn view(frame: &Frame<'_>, thing: &Thing, columns: &[PersonId], url: &Url) -> ThingView {
    let able = || thing.people.iter().filter(|(_, part)| *part != Part::Learning);
    let stays = |(person, _): &&(PersonId, Part)| frame.team.stays(*person);
    let only = able().find(|one| thing.able == 1 && stays(one));
    let part = |person: &PersonId| {
        let part = thing.people.iter().find(|(known, _)| known == person);
        part.map_or("", |(_, part)| part.word())
    };
    let named = if columns.is_empty() {
        &thing.people[..]
    } else {
        &[]
    };
    let named = named.iter().map(|(id, part)| PartView {
        person: person(frame, *id, url),
        part: part.word(),
    });
    let page = &frame.site.pages[thing.page];
    ThingView {
        page: page_link(frame.site, thing.page, url),
        able: thing.able,
        only: only.map(|(id, _)| person(frame, *id, url)),
        is_leavers: !able().all(|one| stays(&one)),
        when: page.document.front.text("when").map(str::to_owned),
        parts: columns.iter().map(part).collect(),
        people: named.collect(),
    }
}
