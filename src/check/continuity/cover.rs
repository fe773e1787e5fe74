//! Duties, processes and systems that nobody answers for, or that one person alone can do.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Asked, counted, rhythm, titles};
use crate::report::coverage::{KINDS, Part, Thing};
use crate::report::importance;
use crate::site::PageId;
use crate::team::PersonId;
use crate::words::diagnostic::Diagnostic;

pub(super) fn check(asked: Asked<'_>) -> Vec<Diagnostic> {
    let mut found = no_owner(asked);
    found.extend(single(asked));
    found
}

/// The ownerless things of a kind in a folder, told once. Where no thing of the kind has an owner, owners are not in use.
fn no_owner(asked: Asked<'_>) -> Vec<Diagnostic> {
    let things = &asked.reports.coverage.things;
    let mut folders: BTreeMap<(usize, &str), (Vec<PageId>, usize)> = BTreeMap::new();
    let mut owned = [false; KINDS.len()];
    for thing in things {
        let page = asked.page(thing.page);
        let (ownerless, all) = folders
            .entry((thing.kind, page.document.path.folder()))
            .or_default();
        *all += 1;
        let is_owned = ["owner", "admins", "ask"]
            .iter()
            .any(|field| page.document.front.entry(field).is_some());
        owned[thing.kind] |= is_owned;
        if !is_owned {
            ownerless.push(thing.page);
        }
    }
    let used = folders
        .into_iter()
        .filter(|((kind, _), (ownerless, _))| owned[*kind] && !ownerless.is_empty());
    used.map(|((kind, _), (ownerless, all))| {
        let place = asked.page(ownerless[0]).document.place_of("owner");
        let name = KINDS[kind];
        let plural = asked.site.kinds.get(name).map_or(name, |kind| &kind.plural);
        let listed = titles(asked, &ownerless);
        let message = match ownerless.len() {
            1 => format!("nobody owns the {name} {listed}: nobody notices when it stops being true"),
            count => format!("nobody owns {count} of {all} {plural} in this folder: {listed}"),
        };
        Diagnostic::note("no-owner", place, message).help("add `owner:` with a person or a role")
    })
    .collect()
}

/// What one person alone can do, told once a person. Where nobody is ever named as a backup, coverage is not in use.
fn single(asked: Asked<'_>) -> Vec<Diagnostic> {
    let things = &asked.reports.coverage.things;
    let has_backup = |thing: &Thing| thing.people.iter().any(|(_, part)| *part != Part::Owner);
    if !things.iter().any(has_backup) {
        return Vec::new();
    }
    let mut alone: BTreeMap<PersonId, Vec<PageId>> = BTreeMap::new();
    for thing in things.iter().filter(|thing| thing.able == 1) {
        let able = asked.team.able(asked.page(thing.page));
        alone.entry(able[0]).or_default().push(thing.page);
    }
    alone
        .into_iter()
        .map(|(person, pages)| only(asked, person, pages))
        .collect()
}

fn only(asked: Asked<'_>, person: PersonId, mut pages: Vec<PageId>) -> Diagnostic {
    pages.sort_by_key(|page| Reverse(importance(asked.page(*page))));
    let first = asked.page(pages[0]);
    let name = asked.team.people[person].first_name();
    let listed = titles(asked, &pages);
    let what = counted(pages.len(), "thing", "things");
    let message = format!("only {name} can do {what}: {listed}");
    let rhythm = rhythm(first, asked.team.today).map(|rhythm| format!(" ({rhythm})"));
    let lost = first.document.front.text("if_skipped");
    let stops = format!(
        "while {name} is away nobody can do `{}`{}",
        first.title,
        rhythm.unwrap_or_default()
    );
    let lost = lost.map(|lost| format!(": {}", lost.trim_end_matches('.')));
    Diagnostic::note("single-coverage", first.document.place_of("owner"), message).help(format!(
        "{stops}{}; name a `backup:` who has done it",
        lost.unwrap_or_default()
    ))
}
