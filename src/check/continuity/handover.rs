//! What a handover leaves open, and what its pages claim that cannot be so.

use super::{Asked, counted, rhythm};
use crate::report::handover::{Handover, Item, News, State, has_reason};
use crate::report::holdings::Tie;
use crate::site::Page;
use crate::team::{Person, Standing};
use crate::words::day;
use crate::words::diagnostic::Diagnostic;

pub(super) fn check(asked: Asked<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = asked.site.pages.iter().filter_map(claim).collect();
    for (leaver, handover) in &asked.reports.handovers {
        let person = &asked.team.people[*leaver];
        found.extend(two_days(asked, person));
        if person.standing != Standing::Here {
            found.extend(of(asked, person, handover));
        }
    }
    found
}

/// What a page says of its handover that cannot be so.
fn claim(page: &Page) -> Option<Diagnostic> {
    let front = &page.document.front;
    let state = front.text("transfer").and_then(State::of_word)?;
    let place = page.document.place_of("transfer");
    let has_successor = !front.texts("successor").is_empty();
    let word = state.word();
    match state {
        State::Assigned | State::Practised | State::Accepted if !has_successor => {
            let message = format!("`transfer: {word}`, but nobody is named who takes it over");
            let finding = match state {
                State::Accepted => Diagnostic::error("transfer-without-successor", place, message),
                _ => Diagnostic::warning("transfer-without-successor", place, message),
            };
            Some(
                finding.help(
                    "add `successor:`, or take `transfer:` away; until then it counts as not handed over",
                ),
            )
        }
        State::Dropped if !has_reason(page) => {
            let message = "`transfer: dropped` without a reason";
            let finding = Diagnostic::warning("dropped-without-reason", place, message);
            Some(finding.help(
                "say in `transfer_note:` why nobody will miss it; until then it counts as not handed over",
            ))
        }
        _ => None,
    }
}

/// A person's page and their handover page that name two last days.
fn two_days(asked: Asked<'_>, person: &Person) -> Option<Diagnostic> {
    let own = asked.page(person.page?);
    let handover = asked.page(person.handover?);
    let (one, other) = (
        own.document.front.date("leaves")?,
        handover.document.front.date("leaves")?,
    );
    (one != other).then(|| {
        let (one, other) = (day::long(one), day::long(other));
        let message = format!(
            "{} leaves on {one} here and on {other} on the handover page",
            person.name
        );
        Diagnostic::warning("two-last-days", own.document.place_of("leaves"), message)
            .help("the handover page counts: make this one the same, or take it away")
            .also(handover.document.place_of("leaves"), "the handover page")
    })
}

fn of(asked: Asked<'_>, person: &Person, handover: &Handover) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for item in &handover.items {
        found.extend(no_successor(asked, person, item));
        found.extend(runs_as(asked, person, item));
        found.extend(successor_goes(asked, person, item));
    }
    for contact in &handover.contacts {
        if let (News::TooEarly(told), Some(announced)) = (contact.news, person.announced) {
            let page = asked.page(contact.page);
            let (told, team) = (day::long(told), day::long(announced));
            let message = format!(
                "`{}` heard on {told} that {} leaves, the team on {team}",
                page.title, person.name
            );
            let finding = Diagnostic::note("told-out-of-order", page.document.place_of("told"), message);
            found.push(
                finding
                    .help("tell the team first, then each contact by itself; mend the date if it is wrong"),
            );
        }
    }
    found.extend(inbox(asked, person, handover));
    found
}

/// How a departure is told: `leaves on Thu 3 Dec 2026`.
fn goes(person: &Person) -> String {
    let verb = if person.standing == Standing::Left {
        "left"
    } else {
        "leaves"
    };
    let day = person.leaves.map(|leaves| format!(" on {}", day::long(leaves)));
    format!("{} {verb}{}", person.name, day.unwrap_or_default())
}

/// What people do with what a page is about.
fn deed(page: &Page) -> &'static str {
    match page.kind.as_deref() {
        Some("contact") => "speaks with",
        Some("role") => "holds the role",
        Some("system") => "administers",
        _ => "can do",
    }
}

/// The first day on which the leaver is not there, or today where that is past.
fn first_day_without(asked: Asked<'_>, person: &Person) -> jiff::civil::Date {
    let next = person.leaves.and_then(|leaves| leaves.tomorrow().ok());
    next.map_or(asked.team.today, |next| next.max(asked.team.today))
}

fn no_successor(asked: Asked<'_>, person: &Person, item: &Item) -> Option<Diagnostic> {
    if !item.stops || !item.successors.is_empty() {
        return None;
    }
    let page = asked.page(item.page);
    let rhythm = rhythm(page, first_day_without(asked, person)).map(|rhythm| format!("; {rhythm}"));
    let message = format!(
        "{}, and nobody else {} `{}`{}",
        goes(person),
        deed(page),
        page.title,
        rhythm.unwrap_or_default()
    );
    let lost = page
        .document
        .front
        .text("if_skipped")
        .map(|lost| format!("if nothing is done: {}; ", lost.trim_end_matches('.')));
    let could: Vec<&str> = item
        .candidates
        .iter()
        .map(|candidate| asked.team.people[*candidate].first_name())
        .collect();
    let ask = match could.as_slice() {
        [] => "name a `successor:`".to_owned(),
        could => format!("{} could: settle it, and name a `successor:`", could.join(" or ")),
    };
    let finding = Diagnostic::note(
        "no-successor",
        page.document.place_of(item.ties[0].field()),
        message,
    );
    Some(finding.help(format!("{}{ask}", lost.unwrap_or_default())))
}

fn runs_as(asked: Asked<'_>, person: &Person, item: &Item) -> Option<Diagnostic> {
    if !item.ties.contains(&Tie::RunsAs) || item.state >= State::Dropped {
        return None;
    }
    let page = asked.page(item.page);
    let rhythm = rhythm(page, first_day_without(asked, person)).map(|rhythm| format!("; {rhythm}"));
    let message = format!(
        "`{}` runs under the account of {}, which ends with the last day{}",
        page.title,
        person.name,
        rhythm.unwrap_or_default()
    );
    let finding = Diagnostic::note("runs-as-leaver", page.document.place_of("runs_as"), message);
    Some(finding.help("move it to a service account, or to the successor's, before the last day"))
}

/// A successor who does not stay either.
fn successor_goes(asked: Asked<'_>, person: &Person, item: &Item) -> Option<Diagnostic> {
    let page = asked.page(item.page);
    let named = asked.team.named(page, "successor");
    let gone = named
        .iter()
        .find(|successor| !item.successors.contains(successor))?;
    let successor = &asked.team.people[*gone];
    if successor.name == person.name {
        return None;
    }
    let message = format!(
        "`{}` goes to {}, but {}",
        page.title,
        successor.name,
        goes(successor)
    );
    let finding = Diagnostic::note("successor-leaving", page.document.place_of("successor"), message);
    Some(finding.help("name somebody who stays; until then it counts as not assigned"))
}

fn inbox(asked: Asked<'_>, person: &Person, handover: &Handover) -> Option<Diagnostic> {
    let jot = handover.jots.first()?;
    let document = &asked.page(jot.page).document;
    let item = document
        .items
        .iter()
        .find(|item| document.text.place(item.span.clone()).line == jot.line);
    let place = document.text.place(item.map_or(0..0, |item| item.span.clone()));
    let count = counted(
        handover.jots.len(),
        "bullet of this inbox is",
        "bullets of this inbox are",
    );
    let message = format!("{}, and {count} handed over to nobody", goes(person));
    Some(
        Diagnostic::note("unpromoted-inbox", place, message)
            .help("give each a page with an owner, or strike it out: `~~done~~`"),
    )
}
