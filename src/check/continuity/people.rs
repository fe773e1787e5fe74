//! Names that mean nobody, and owners who go or have gone.

use std::collections::BTreeMap;

use super::{Asked, counted};
use crate::report::holdings::Tie;
use crate::report::is_live;
use crate::site::PageId;
use crate::team::{PersonId, Standing, fields_of_people, is_stub};
use crate::words::day;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::nearest::nearest;

pub(super) fn check(asked: Asked<'_>) -> Vec<Diagnostic> {
    let mut found = unknown(asked);
    found.extend((0..asked.team.people.len()).filter_map(|person| owner_goes(asked, person)));
    found
}

/// The names without a page, each once. Where nobody has a page, names are only names.
fn unknown(asked: Asked<'_>) -> Vec<Diagnostic> {
    if asked.team.people.iter().all(|person| person.page.is_none()) {
        return Vec::new();
    }
    let mut names: BTreeMap<String, (Place, &str, usize)> = BTreeMap::new();
    let fields: Vec<&str> = fields_of_people().collect();
    for page in &asked.site.pages {
        for field in &fields {
            let named = page.relations.get(field).into_iter().flatten();
            for related in named.filter(|related| is_stub(related) && !related.hidden) {
                let texts = page.document.front.texts(field);
                let written = texts.iter().find(|written| written.text.trim() == related.name);
                let span = written.map_or(0..0, |written| written.span.clone());
                let place = || page.document.text.place(span);
                let entry = names.entry(related.name.to_lowercase());
                entry.or_insert_with(|| (place(), &related.name, 0)).2 += 1;
            }
        }
    }
    names
        .into_values()
        .map(|(place, name, count)| unknown_person(asked, place, name, count))
        .collect()
}

fn unknown_person(asked: Asked<'_>, place: Place, name: &str, count: usize) -> Diagnostic {
    let times = match count {
        1 => String::new(),
        count => format!(", who is named {count} times"),
    };
    let message = format!("no person `{name}`{times}");
    let finding = Diagnostic::warning("unknown-person", place, message);
    match nearest(name, asked.site.people.keys().map(String::as_str)) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.help("write a page for them in `people/`, or mend the name"),
    }
}

/// Somebody who goes or has gone, and still owns pages: once a person.
fn owner_goes(asked: Asked<'_>, id: PersonId) -> Option<Diagnostic> {
    let person = &asked.team.people[id];
    let leaves = person.leaves?;
    let holdings = asked.reports.holdings.of(id).iter();
    let owned: Vec<PageId> = holdings
        .filter(|holding| holding.tie == Tie::Owner && is_live(asked.page(holding.page), asked.team))
        .map(|holding| holding.page)
        .collect();
    let place = asked.page(*owned.first()?).document.place_of("owner");
    let (name, day) = (&person.name, day::long(leaves));
    let pages = counted(owned.len(), "page", "pages");
    let (rule, message) = match person.standing {
        Standing::Here => return None,
        Standing::Left => (
            "owner-left",
            format!("{name} left on {day} and still owns {pages}"),
        ),
        Standing::Leaving => {
            let safe = asked.reports.handovers.get(&id).map(|handover| &handover.tally);
            let safe = safe.map_or_else(String::new, |tally| {
                format!("; {} of {} things are safe", tally.safe, tally.all)
            });
            (
                "owner-leaving",
                format!("{name} leaves on {day} and still owns {pages}{safe}"),
            )
        }
    };
    let finding = Diagnostic::note(rule, place, message);
    Some(finding.help(format!(
        "`passdown handover \"{name}\"` lists them; `passdown transfer` moves them to somebody else"
    )))
}
