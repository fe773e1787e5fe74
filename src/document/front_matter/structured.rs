//! Fields that hold more than one value: the sessions of a handover, the skills of a person.
//!
//! Takes such a field as it was given; gives what is wrong inside it. It must not know what a
//! report makes of the rest: what is sound stays as it is.

use std::ops::Range;

use serde_yaml::{Mapping, Value as Yaml};

use super::parse::Pair;
use super::problem::Problem;
use super::values::{json, json_key, places, typed, what};
use crate::fields::{Field, HIGHEST_SKILL, SESSION};

/// What is wrong inside a field that its report reads by itself.
pub(super) fn problems(content: &str, field: &Field, pair: &Pair) -> Vec<Problem> {
    match (field.name, &pair.yaml) {
        ("sessions", Yaml::Sequence(list)) => sessions(content, pair, list),
        ("sessions", other) => {
            let message = format!("`sessions` is {}, not a list", what(other));
            vec![Problem::error("bad-value", pair.at.clone(), message, AS_SESSION)]
        }
        ("skills", Yaml::Mapping(levels)) => skills(content, pair, levels),
        _ => Vec::new(),
    }
}

const AS_SESSION: &str =
    "write each session as `- on: 2026-11-26`, with `item`, `with` and `form` on lines below it";

fn sessions(content: &str, pair: &Pair, list: &[Yaml]) -> Vec<Problem> {
    let places = places(content, pair, list);
    let place = |number: usize| {
        let exact = places.as_ref().map(|places| places[number].clone());
        exact.unwrap_or(pair.at.clone())
    };
    let numbered = list.iter().enumerate();
    numbered
        .flat_map(|(number, item)| session(content, place(number), item))
        .collect()
}

fn session(content: &str, at: Range<usize>, item: &Yaml) -> Vec<Problem> {
    let Yaml::Mapping(given) = item else {
        let message = "a session is no map of keys and values";
        return vec![Problem::error("bad-value", at, message, AS_SESSION)];
    };
    let values = SESSION
        .iter()
        .filter_map(|field| Some((field, given.get(field.name)?)));
    values
        .flat_map(|(field, value)| {
            let found = place(content, &at, field.name, value);
            let pair = Pair {
                name: field.name.to_owned(),
                key: at.clone(),
                yaml: value.clone(),
                exact: found.is_some(),
                at: found.unwrap_or(at.clone()),
                rough: false,
            };
            typed(content, field, &pair).1
        })
        .collect()
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
            let at = place(content, &pair.at, &skill, level).unwrap_or(pair.at.clone());
            let message = format!(
                "the level of `{skill}` is `{}`, not 0 to {HIGHEST_SKILL}",
                json(level)
            );
            let help = format!("write a number from 0 (not yet) to {HIGHEST_SKILL} (can teach it)");
            Problem::error("bad-value", at, message, help)
        })
        .collect()
}

/// The place of a map's plain value behind its key, if it stands there as it reads.
fn place(content: &str, map: &Range<usize>, key: &str, value: &Yaml) -> Option<Range<usize>> {
    let text = match value {
        Yaml::String(text) => text.clone(),
        Yaml::Number(number) => number.to_string(),
        _ => return None,
    };
    let written = content.get(map.clone())?;
    let is_behind_key = |at: &usize| {
        let before = written[..*at].trim_end_matches(['"', '\'', ' ']);
        let before = before
            .strip_suffix(':')
            .map(|before| before.trim_end_matches(['"', '\'']));
        before.is_some_and(|before| before.ends_with(key))
    };
    let found = written
        .match_indices(&text)
        .map(|(at, _)| at)
        .find(is_behind_key)?;
    let start = map.start + found;
    Some(start..start + text.len())
}
