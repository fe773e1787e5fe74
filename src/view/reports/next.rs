//! The sentences of a handover: why a thing stops, and what to do next.
//!
//! Everything comes from fields; what is not known is left out and never invented.

use crate::report::handover::{Handover, Item, Next, Session, State};
use crate::report::holdings::Tie;
use crate::team::PersonId;
use crate::view::site::Frame;
use crate::words::day;

/// What is missing, where a step was left out.
pub(super) fn missing(step: State) -> &'static str {
    match step {
        State::Documented => "not written down",
        State::Assigned => "no successor",
        State::Shown => "never shown",
        _ => "",
    }
}

/// Why a thing stops.
pub(super) fn why(frame: &Frame<'_>, item: &Item) -> String {
    if item.next == Next::Tell {
        return "Not told yet.".to_owned();
    }
    if item.successors.is_empty() {
        let is_sole = item.ties.contains(&Tie::Admin);
        return if is_sole {
            "Sole administrator."
        } else {
            "No successor."
        }
        .to_owned();
    }
    let successors = names(frame, &item.successors, "and");
    match item.state {
        State::Shown => format!("{successors}, not practised."),
        _ => format!("{successors}, never shown."),
    }
}

/// What to do next with one thing; empty where nothing is left.
pub(super) fn step(frame: &Frame<'_>, handover: &Handover, item: &Item) -> String {
    let successors = || names(frame, &item.successors, "and");
    match item.next {
        Next::Nothing => String::new(),
        Next::Tell => "Tell them, one to one".to_owned(),
        Next::Hold(session) => hold(frame, &handover.sessions[session]),
        Next::FindSuccessor if item.candidates.is_empty() => "Find a successor".to_owned(),
        Next::FindSuccessor if item.candidates.len() == 1 => {
            format!("Ask {}, who could", names(frame, &item.candidates, "or"))
        }
        Next::FindSuccessor => format!("Decide: {} could", names(frame, &item.candidates, "or")),
        Next::WriteDown => "Write down how it is done".to_owned(),
        Next::PlanSession => format!("Plan a session with {}", successors()),
        Next::Practise => format!("{} does it once alone", successors()),
        Next::Accept => format!("{} accepts it", successors()),
    }
}

fn hold(frame: &Frame<'_>, session: &Session) -> String {
    let day = session.on.map(|on| format!(" on {}", day::short(on)));
    format!("{}{}", with(frame, session), day.unwrap_or_default())
}

/// The form of a session and who takes part: `Pair with Mei`.
pub(super) fn with(frame: &Frame<'_>, session: &Session) -> String {
    let form = match &*session.form {
        "" => "Session".to_owned(),
        form => {
            let mut letters = form.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
    };
    let people = session.with.iter().map(|id| frame.team.people[*id].first_name());
    let with: Vec<&str> = people.chain(session.others.iter().map(String::as_str)).collect();
    match with.as_slice() {
        [] => form,
        with => format!("{form} with {}", listed(with, "and")),
    }
}

/// Given names: `Ruth`, `Ruth and Priya`, `Ruth, Priya and Mei`.
pub(super) fn names(frame: &Frame<'_>, people: &[PersonId], word: &str) -> String {
    let names = people.iter().map(|id| frame.team.people[*id].first_name());
    listed(&names.collect::<Vec<_>>(), word)
}

fn listed(names: &[&str], word: &str) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} {word} {last}", others.join(", ")),
    }
}
