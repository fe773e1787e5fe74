//! Recurrences and durations: whether they can be read, and whether the dates around them fit.
//!
//! Takes the text of a field, or the fields of a page; gives what is wrong. It must not know
//! today, nor what becomes of the dates.

use std::ops::Range;

use jiff::civil::date;

use super::FrontMatter;
use super::problem::Problem;
use crate::fields::{Shape, field};
use crate::when::{Effort, Period, Recurrence, Schedule, When};
use crate::words::diagnostic::Severity;

/// What is wrong with a text that should say how often or how long.
pub(super) fn fault(content: &str, shape: Shape, at: Range<usize>, text: &str) -> Option<Problem> {
    let duration = |help| {
        Problem::error(
            "bad-duration",
            at.clone(),
            format!("`{text}` is no length of time"),
            help,
        )
    };
    match shape {
        Shape::When => When::parse(text).err().map(|fault| {
            let place = part(content, &at, text, fault.at);
            Problem::error("bad-when", place, fault.message, fault.help)
        }),
        Shape::Period => Period::parse(text).err().map(duration),
        Shape::Effort => Effort::parse(text).err().map(duration),
        _ => None,
    }
}

/// The place of a part of a value's text; of the whole value, where it is not written as it reads.
fn part(content: &str, at: &Range<usize>, text: &str, inner: Range<usize>) -> Range<usize> {
    let quote = usize::from(content[at.clone()].starts_with(['"', '\'']));
    let start = at.start + quote;
    match content.get(start..start + text.len()) {
        Some(written) if written == text => start + inner.start..start + inner.end,
        _ => at.clone(),
    }
}

/// What is wrong with a recurrence that can be read, and with its first and last date.
pub(super) fn problems(matter: &FrontMatter, kind: &str) -> Option<Problem> {
    let entry = matter.entry("when")?;
    let When::Recurring(recurrence) = When::parse(matter.text("when")?).ok()? else {
        return None;
    };
    let is_of_kind = field("when").is_some_and(|field| field.is_of(kind));
    let problem = around(matter, &recurrence, &entry.span)?;
    Some(if is_of_kind {
        problem
    } else {
        problem.severity(Severity::Warning)
    })
}

fn around(matter: &FrontMatter, recurrence: &Recurrence, at: &Range<usize>) -> Option<Problem> {
    let (start, until) = (matter.date("start"), matter.date("until"));
    if recurrence.rule.needs_start() && start.is_none() {
        // A start that cannot be read has been reported.
        return (!matter.mentions(&["start"])).then(|| without_start(recurrence, at));
    }
    let begun = Recurrence {
        rule: start.map_or(recurrence.rule.clone(), |start| recurrence.rule.beginning(start)),
        at: recurrence.at,
    };
    if let (Some(start), Some(last)) = (start, until)
        && Schedule::new(&begun.rule, start, until).is_none()
    {
        let at = matter.span("until").unwrap_or_default();
        let message = format!("`{begun}` has no date from {start} to {last}");
        return Some(Problem::error("bad-when", at, message, "mend `start` or `until`"));
    }
    let rule = begun.rule.in_short_months()?;
    let mended = Recurrence { rule, at: begun.at };
    let message = format!("`{begun}` leaves out each month that has no such day");
    let help = match mended.is_sayable() {
        true => format!("write `{mended}` if it is due there too"),
        false => "write `last day` if it is due there too".to_owned(),
    };
    Some(Problem::error("short-month", at.clone(), message, help).severity(Severity::Warning))
}

/// Says which date is wanted, by one that would do.
fn without_start(recurrence: &Recurrence, at: &Range<usize>) -> Problem {
    let example = Schedule::new(&recurrence.rule, date(2027, 1, 1), None).map(|schedule| schedule.first);
    let example = example.unwrap_or(date(2027, 1, 1));
    let message = format!("`{recurrence}` does not say from which date it counts");
    let help = format!("add `start` with one of its dates, such as `start: {example}`");
    Problem::error("when-without-start", at.clone(), message, help)
}
