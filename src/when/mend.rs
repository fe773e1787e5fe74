//! What a wrong phrase probably meant.
//!
//! Takes a text that does not read as a recurrence; gives the place where it stops to make sense,
//! and phrases that do. It must not guess in earnest: each proposal is read by the same grammar,
//! and the author chooses.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::phrase::{self, Stuck};
use super::say::name_of;
use super::vocabulary::{ORDINALS, Token, Unit, Word, known_words, tokens};
use super::{Fault, Recurrence};
use crate::words::nearest::nearest;

/// A way to change a wrong phrase, which may or may not make a right one of it.
type Mend = fn(&str, &[Token], &Stuck) -> Option<String>;

/// Help where nothing better is known.
const FORMS: &str = "write for example `every weekday`, `every 2 weeks on Tuesday`, `monthly on the 1st`, \
                     `on demand` or `when a storm warning ends`";

/// Beginnings that say that something happens, rather than how often.
const EVENTS: [&str; 9] = [
    "after",
    "before",
    "if",
    "once",
    "upon",
    "whenever",
    "until",
    "during",
    "following",
];

/// Words before a first or last date.
const ENDS: [&str; 6] = ["until", "till", "from", "since", "starting", "beginning"];

/// Beginnings that two readers take for two things, or that need a day.
#[rustfmt::skip]
const AMBIGUOUS: &[(&str, &[&str])] = &[
    ("biweekly", &["every 2 weeks on Tuesday", "every Tuesday and Friday"]),
    ("bi-weekly", &["every 2 weeks on Tuesday", "every Tuesday and Friday"]),
    ("bimonthly", &["every 2 months on the 1st", "monthly on the 1st and 15th"]),
    ("bi-monthly", &["every 2 months on the 1st", "monthly on the 1st and 15th"]),
    ("semi-annually", &["yearly on 1 April and 1 October"]),
    ("half-yearly", &["yearly on 1 April and 1 October"]),
    ("twice a day", &["every day"]),
    ("twice a week", &["every Monday and Thursday"]),
    ("twice a month", &["monthly on the 1st and 15th"]),
    ("twice a year", &["yearly on 1 April and 1 October"]),
    ("hourly", &["every day"]),
    ("every hour", &["every day"]),
    ("weekends", &["every Saturday and Sunday"]),
    ("on weekends", &["every Saturday and Sunday"]),
    ("every weekend", &["every Saturday", "every Saturday and Sunday"]),
    ("always", &["every day"]),
    ("sometimes", &["on demand"]),
    ("occasionally", &["on demand"]),
    ("as required", &["on demand"]),
    ("as needed", &["on demand"]),
    ("when needed", &["on demand"]),
    ("ad hoc", &["on demand"]),
    ("ad-hoc", &["on demand"]),
    ("adhoc", &["on demand"]),
    ("on request", &["on demand"]),
];

/// What is wrong with a text that is no recurrence.
pub(super) fn fault(text: &str) -> Fault {
    let found = tokens(text);
    let Err(stuck) = phrase::parse(&found) else {
        return Fault::new(0..text.len(), "this cannot be read", FORMS);
    };
    if stuck.mixed {
        let help = "write a page for each, or keep to one way of counting";
        return Fault::new(whole(text), "one rule cannot hold all of these days", help);
    }
    if let Some(day) = single(text) {
        let help = format!("write `on: {day}` on a meeting, or `due: {day}` on a project");
        return Fault::new(whole(text), "this happens once, and `when` says how often", help);
    }
    let (at, message) = place(text, &found, &stuck);
    Fault::new(at, message, help(text, &found, &stuck))
}

/// The date of a text that is nothing else.
fn single(text: &str) -> Option<Date> {
    let words = text.trim().to_lowercase();
    let words = words.strip_prefix("once ").unwrap_or(&words);
    words.strip_prefix("on ").unwrap_or(words).trim().parse().ok()
}

fn whole(text: &str) -> Range<usize> {
    0..text.len()
}

fn place(text: &str, found: &[Token], stuck: &Stuck) -> (Range<usize>, String) {
    match (found.get(stuck.token), found.last()) {
        (Some(token), _) if token.word == Word::Unknown => (
            token.at.clone(),
            format!("`{}` is not understood here", &text[token.at.clone()]),
        ),
        (Some(token), _) => (
            token.at.clone(),
            format!("`{}` does not fit here", &text[token.at.clone()]),
        ),
        (None, Some(last)) => (
            last.at.clone(),
            format!("something is missing after `{}`", &text[last.at.clone()]),
        ),
        (None, None) => (whole(text), "there are no words".to_owned()),
    }
}

fn help(text: &str, found: &[Token], stuck: &Stuck) -> String {
    let lower = text.trim().to_lowercase();
    if let Some(advice) = advice(&lower, found, stuck, text) {
        return advice.to_owned();
    }
    let proposals = proposals(text, &lower, found, stuck);
    let quoted: Vec<String> = proposals.iter().map(|phrase| format!("`{phrase}`")).collect();
    match quoted.is_empty() {
        true => FORMS.to_owned(),
        false => format!("did you mean {}?", quoted.join(" or ")),
    }
}

/// Where to write what is no part of a phrase.
fn advice(lower: &str, found: &[Token], stuck: &Stuck, text: &str) -> Option<&'static str> {
    let is_often = found.get(1).is_some_and(|next| next.word == Word::A);
    if !is_often && EVENTS.iter().any(|known| begins(lower, known)) {
        return Some(
            "where an event decides, write `when` and what happens, such as `when a storm warning ends`",
        );
    }
    if lower.contains("freq=") {
        return Some("write `RRULE:` before a calendar's rule");
    }
    let next = found.get(stuck.token).map_or("", |token| &text[token.at.clone()]);
    let is_end = ENDS.contains(&next);
    is_end.then_some("the first and the last date have fields of their own: `start:` and `until:`")
}

/// Phrases that can be read and were perhaps meant.
fn proposals(text: &str, lower: &str, found: &[Token], stuck: &Stuck) -> Vec<String> {
    if let Some((_, phrases)) = AMBIGUOUS.iter().find(|(known, _)| begins(lower, known)) {
        return phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
    }
    let either = two_meanings(found);
    if !either.is_empty() {
        return either;
    }
    let mends: [Mend; 4] = [spelt, timed, without, before];
    let first = mends.iter().find_map(|mend| said(&mend(text, found, stuck)?));
    first.into_iter().collect()
}

/// Whether a text begins with certain words.
fn begins(lower: &str, words: &str) -> bool {
    let rest = lower.strip_prefix(words);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
}

/// The canonical words of a proposal, if it can be read.
fn said(phrase: &str) -> Option<String> {
    Recurrence::of_words(phrase).map(|recurrence| recurrence.to_string())
}

/// `every second Tuesday` and `monthly on Tuesday`, which mean one thing to some and another to others.
fn two_meanings(found: &[Token]) -> Vec<String> {
    let words: Vec<Word> = found
        .iter()
        .map(|token| token.word)
        .filter(|word| *word != Word::On)
        .collect();
    let ordinal = |number: i16| {
        usize::try_from(number - 1)
            .ok()
            .and_then(|place| ORDINALS.get(place))
    };
    let monthly = |number: &str, weekday: Weekday| format!("monthly on the {number} {}", name_of(weekday));
    match words[..] {
        [Word::Every, Word::Ordinal(number), Word::Weekday(weekday), ..] => {
            ordinal(number).map_or(Vec::new(), |word| {
                let weeks = match number {
                    1 => format!("every {}", name_of(weekday)),
                    _ => format!("every {number} weeks on {}", name_of(weekday)),
                };
                vec![monthly(word, weekday), weeks]
            })
        }
        [Word::Adverb(1, Unit::Month), Word::Weekday(weekday), ..]
        | [
            Word::Every,
            Word::Unit(1, Unit::Month),
            Word::Weekday(weekday),
            ..,
        ] => {
            vec![
                monthly(ORDINALS[0], weekday),
                format!("every {}", name_of(weekday)),
            ]
        }
        [Word::Every | Word::Of, Word::Month(month)]
        | [Word::Adverb(1, Unit::Year), Word::Of, Word::Month(month)]
        | [Word::Adverb(1, Unit::Year), Word::Month(month)] => said(&format!(
            "yearly on 1 {}",
            crate::words::day::MONTHS[usize::from(month.unsigned_abs()) - 1]
        ))
        .into_iter()
        .collect(),
        _ => Vec::new(),
    }
}

/// The text with its unknown words spelt as the nearest known ones.
fn spelt(text: &str, found: &[Token], _: &Stuck) -> Option<String> {
    let word = |token: &Token| {
        let written = &text[token.at.clone()];
        match token.word {
            Word::Unknown => nearest(written, known_words()).unwrap_or(written),
            _ => written,
        }
    };
    Some(found.iter().map(word).collect::<Vec<_>>().join(" "))
}

/// The text with its time written as hours and minutes, at its end.
fn timed(text: &str, found: &[Token], _: &Stuck) -> Option<String> {
    let is_time = |token: &Token| match token.word {
        Word::Time(_) => true,
        Word::Unknown => loose_time(&text[token.at.clone()], "").is_some(),
        _ => false,
    };
    let at = found.iter().position(|token| token.word == Word::At);
    let place = match at {
        Some(at) => at + 1,
        None => found.iter().position(is_time)?,
    };
    let token = found.get(place)?;
    let half = found.get(place + 1).map_or("", |next| &text[next.at.clone()]);
    let is_half = matches!(
        half.to_lowercase().as_str(),
        "am" | "pm" | "a.m" | "p.m" | "a.m." | "p.m." | "o'clock"
    );
    let time = loose_time(&text[token.at.clone()], if is_half { half } else { "" })?;
    let rest = found.iter().enumerate().filter(|(number, token)| {
        token.word != Word::At && *number != place && !(is_half && *number == place + 1)
    });
    let words: Vec<&str> = rest.map(|(_, token)| &text[token.at.clone()]).collect();
    Some(format!("{} at {time}", words.join(" ")))
}

/// `9`, `9am`, `9 pm`, `9.30`, `14h`, `noon` as hours and minutes.
fn loose_time(word: &str, half: &str) -> Option<String> {
    let word = format!("{word}{half}").to_lowercase().replace('.', ":");
    match word.as_str() {
        "noon" | "midday" => return Some("12:00".to_owned()),
        "midnight" => return Some("00:00".to_owned()),
        _ => {}
    }
    let digits = word
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(word.len());
    let (number, end) = word.split_at(digits);
    let (hour, minute) = number
        .trim_end_matches(':')
        .split_once(':')
        .unwrap_or((number, "00"));
    let hour: u8 = hour.parse().ok()?;
    let hour = match end.replace(':', "").as_str() {
        "" | "h" | "o'clock" => hour,
        "am" => hour % 12,
        "pm" => hour % 12 + 12,
        _ => return None,
    };
    Some(format!("{hour}:{minute}"))
}

/// The text without its unknown words.
fn without(text: &str, found: &[Token], _: &Stuck) -> Option<String> {
    let known = found.iter().filter(|token| token.word != Word::Unknown);
    Some(
        known
            .map(|token| &text[token.at.clone()])
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// What stands before the first word that does not fit.
fn before(text: &str, found: &[Token], stuck: &Stuck) -> Option<String> {
    let last = found.get(stuck.token.checked_sub(1)?)?;
    Some(text[..last.at.end].to_owned())
}
