//! Fields that hold more than one value: the sessions of a handover, the skills of a person.
//!
//! Takes such a field as it was given; gives what is wrong inside it, and the people whom it names.
//! It must not know what a report makes of the rest: what is sound stays as it is.

use std::ops::Range;

use serde_yaml::{Mapping, Value as Yaml};

use super::parse::Pair;
use super::problem::Problem;
use super::values::{Typed, json, json_key, places, typed, what};
use super::{Spanned, Value};
use crate::fields::{Field, HIGHEST_SKILL, SESSION, Shape};

/// What is wrong inside a field that its report reads by itself.
pub(super) fn problems(content: &str, field: &Field, pair: &Pair) -> Vec<Problem> {
    match (field.name, &pair.yaml) {
        ("sessions", Yaml::Sequence(_)) => {
            let sessions = sessions(content, pair).into_iter();
            sessions
                .flat_map(|(at, item)| session(content, &at, item))
                .collect()
        }
        ("sessions", other) => vec![misshapen("sessions", pair, other, "a list", AS_SESSION)],
        ("skills", Yaml::Mapping(levels)) => skills(content, pair, levels),
        ("skills", other) => vec![misshapen(
            "skills",
            pair,
            other,
            "a map of skills and levels",
            AS_SKILL,
        )],
        _ => Vec::new(),
    }
}

/// The people whom the sessions name, by the field that names them.
pub(super) fn people(content: &str, pair: &Pair) -> Vec<(&'static str, Vec<Spanned>)> {
    let named = |field: &'static Field| {
        let sessions = sessions(content, pair).into_iter();
        let named = sessions.filter_map(|(at, item)| match value(content, &at, field, item)?.0? {
            Value::Texts(people) => Some(people),
            _ => None,
        });
        (field.name, named.flatten().collect())
    };
    let fields = SESSION.iter().filter(|field| field.shape == Shape::People);
    fields.map(named).collect()
}

const AS_SESSION: &str =
    "write each session as `- on: 2026-11-26`, with `item`, `with` and `form` on lines below it";

const AS_SKILL: &str =
    "write each skill with its level on a line below `skills:`, such as `python: 3`; 4 can teach it";

fn misshapen(name: &str, pair: &Pair, found: &Yaml, wanted: &str, help: &str) -> Problem {
    let message = format!("`{name}` is {}, not {wanted}", what(found));
    Problem::error("bad-value", pair.at.clone(), message, help)
}

/// The sessions of a list, each with its place; that of the whole list, where its own could not be found.
fn sessions<'p>(content: &str, pair: &'p Pair) -> Vec<(Range<usize>, &'p Yaml)> {
    let list = pair.yaml.as_sequence().map_or(&[][..], Vec::as_slice);
    let places = places(content, pair, list);
    let place = |number: usize| {
        let exact = places.as_ref().map(|places| places[number].clone());
        exact.unwrap_or(pair.at.clone())
    };
    let numbered = list.iter().enumerate();
    numbered.map(|(number, item)| (place(number), item)).collect()
}

fn session(content: &str, at: &Range<usize>, item: &Yaml) -> Vec<Problem> {
    if !item.is_mapping() {
        let message = "a session is no map of keys and values";
        return vec![Problem::error("bad-value", at.clone(), message, AS_SESSION)];
    }
    let values = SESSION.iter().filter_map(|field| value(content, at, field, item));
    values.flat_map(|(_, problems)| problems).collect()
}

/// The value that a session gives to a field of its own.
fn value(content: &str, at: &Range<usize>, field: &Field, session: &Yaml) -> Option<Typed> {
    let yaml = session.get(field.name)?;
    let exact = match yaml {
        Yaml::String(text) => place(content, at, field.name, text),
        Yaml::Number(number) => place(content, at, field.name, &number.to_string()),
        _ => None,
    };
    let pair = Pair {
        name: field.name.to_owned(),
        key: at.clone(),
        yaml: yaml.clone(),
        exact: exact.is_some(),
        at: exact.unwrap_or(at.clone()),
        rough: false,
    };
    let (mut value, problems) = typed(content, field, &pair);
    if let (Some(Value::Texts(items)), false) = (&mut value, pair.exact) {
        for item in items {
            item.span = place(content, at, field.name, &item.text).unwrap_or(at.clone());
        }
    }
    Some((value, problems))
}

fn skills(content: &str, pair: &Pair, levels: &Mapping) -> Vec<Problem> {
    let is_level = |level: &Yaml| {
        level
            .as_u64()
            .is_some_and(|level| level <= u64::from(HIGHEST_SKILL))
    };
    let wrong = levels
        .iter()
        .filter(|(_, level)| !level.is_null() && !is_level(level));
    wrong
        .map(|(skill, level)| {
            let skill = json_key(skill);
            let found = json(level);
            let written = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
            let at = place(content, &pair.at, &skill, &written).unwrap_or(pair.at.clone());
            let message = format!("the level of `{skill}` is `{found}`, not 0 to {HIGHEST_SKILL}");
            let help = format!("write a number from 0 (not yet) to {HIGHEST_SKILL} (can teach it)");
            Problem::error("bad-value", at, message, help)
        })
        .collect()
}

/// Where a word of a map's value stands behind its key, if it stands there as it reads.
fn place(content: &str, map: &Range<usize>, key: &str, text: &str) -> Option<Range<usize>> {
    let written = content.get(map.clone())?;
    let behind = words(written, key).find_map(|at| {
        let rest = &written[at + key.len()..];
        let value = rest.trim_start_matches(['"', '\'', ' ']).strip_prefix(':')?;
        Some(written.len() - value.len())
    })?;
    let found = behind + words(&written[behind..], text).next()?;
    let start = map.start + found;
    Some(start..start + text.len())
}

/// Where a word stands that is not a part of a longer one.
fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let found = text.match_indices(word).map(|(at, _)| at);
    found.filter(move |at| !text[..*at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part))
}
