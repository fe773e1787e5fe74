//! The sentences of a handover: when a thing is due, why it stops, and what to do next.
//!
//! Everything comes from fields; what is not known is left out and never invented. How it is said is the words' affair.

use crate::report::handover::{Handover, Item, Next, Session, State};
use crate::report::holdings::Tie;
use crate::report::is_cancelled;
use crate::site::Page;
use crate::team::PersonId;
use crate::view::site::Frame;
use crate::words::words_of::capital;

/// When a thing is due, and what ties the leaver to it beyond owning it.
pub(super) fn detail(frame: &Frame<'_>, page: &Page, ties: &[Tie]) -> String {
    let words = frame.words;
    let due = page.document.front.date("due").map(|day| {
        let day = words.date("weekday", day);
        words.say("handover.due", &[("day", &day)])
    });
    let tied = ties.iter().filter_map(|tie| match tie {
        Tie::Backup => Some(words.word("handover.only_backup")),
        Tie::RunsAs => Some(words.word("handover.runs_as")),
        Tie::Admin => Some(words.word("handover.sole_admin")),
        Tie::Holder => Some(words.word("handover.holds_role")),
        Tie::Owner | Tie::Learning | Tie::Successor | Tie::Candidate => None,
    });
    let parts: Vec<String> = due.into_iter().chain(tied.map(str::to_owned)).collect();
    parts.join(", ")
}

/// A word on the handover; of a meeting that is cancelled, what becomes of it.
pub(super) fn note(frame: &Frame<'_>, page: &Page) -> Option<String> {
    let said = page.document.front.text("transfer_note");
    let ends = || is_cancelled(page).then(|| frame.words.word("handover.ends"));
    said.or_else(ends).map(str::to_owned)
}

/// Why a thing stops.
pub(super) fn why(frame: &Frame<'_>, item: &Item) -> String {
    let is_sole = item.ties.contains(&Tie::Admin);
    let word = match item.state {
        _ if item.next == Next::Tell => "why.untold",
        _ if item.successors.is_empty() && is_sole => "why.sole_admin",
        _ if item.successors.is_empty() => "why.no_successor",
        State::Shown => "why.not_practised",
        _ => "why.never_shown",
    };
    about(frame, word, &item.successors, "and")
}

/// What to do next with one thing; empty where nothing is left.
pub(super) fn step(frame: &Frame<'_>, handover: &Handover, item: &Item) -> String {
    let successors = |word| about(frame, word, &item.successors, "and");
    let candidates = |word| about(frame, word, &item.candidates, "or");
    match item.next {
        Next::Nothing => String::new(),
        Next::Tell => frame.words.word("next.tell").to_owned(),
        Next::Hold(session) => hold(frame, &handover.sessions[session]),
        Next::FindSuccessor => match item.candidates.len() {
            0 => frame.words.word("next.find").to_owned(),
            1 => candidates("next.ask"),
            _ => candidates("next.decide"),
        },
        Next::WriteDown => frame.words.word("next.write").to_owned(),
        Next::PlanSession => successors("next.plan"),
        Next::Practise => successors("next.practise"),
        Next::Accept => successors("next.accept"),
    }
}

fn hold(frame: &Frame<'_>, session: &Session) -> String {
    let held = with(frame, session);
    match session.on {
        None => held,
        Some(on) => {
            let day = frame.words.date("day", on);
            frame.words.say("next.hold", &[("session", &held), ("day", &day)])
        }
    }
}

/// The form of a session and who takes part: `Pair with Mei`.
pub(super) fn with(frame: &Frame<'_>, session: &Session) -> String {
    let form = match &*session.form {
        "" => frame.words.word("next.session"),
        form => frame.words.text("forms", form),
    };
    let form = capital(form);
    let people = session.with.iter().map(|id| frame.team.people[*id].first_name());
    let with: Vec<&str> = people.chain(session.others.iter().map(String::as_str)).collect();
    match with.as_slice() {
        [] => form,
        with => frame.words.say(
            "next.with",
            &[("form", &form), ("who", &frame.words.names(with, "and"))],
        ),
    }
}

/// A sentence on some people, in the form for so many.
fn about(frame: &Frame<'_>, word: &str, people: &[PersonId], joined: &str) -> String {
    let who = names(frame, people, joined);
    frame.words.say(word, &[("n", &people.len()), ("who", &who)])
}

/// Given names in one, joined by the word `and` or `or`.
fn names(frame: &Frame<'_>, people: &[PersonId], joined: &str) -> String {
    let names: Vec<&str> = people
        .iter()
        .map(|id| frame.team.people[*id].first_name())
        .collect();
    frame.words.names(&names, joined)
}
