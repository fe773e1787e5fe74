//! YAML values as the values of fields.
//!
//! Takes a field and what was given for it; gives the value in the field's shape, or what is wrong
//! with it. Text stays as it is written: `1.10`, `no` and `007` are not numbers, and no flags,
//! where a text is wanted. It must not know where a value goes.

use std::ops::Range;

use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::parse::Pair;
use super::problem::Problem;
use super::{Spanned, Value, dates, items, schedule, structured};
use crate::fields::{Field, Shape};
use crate::words::nearest::nearest;

/// A value, or `None` for an empty one, and what is wrong with it.
pub(super) type Typed = (Option<Value>, Vec<Problem>);

/// Reads a value in its field's shape.
pub(super) fn typed(content: &str, field: &Field, pair: &Pair) -> Typed {
    let is_empty = match &pair.yaml {
        Yaml::Null => true,
        Yaml::String(text) => text.trim().is_empty(),
        Yaml::Sequence(list) => list.is_empty(),
        Yaml::Mapping(map) => map.is_empty(),
        _ => false,
    };
    if is_empty {
        return (None, Vec::new());
    }
    match field.shape {
        Shape::Any if pair.rough => (None, Vec::new()),
        Shape::Any => (
            Some(Value::Any(json(&pair.yaml))),
            structured::problems(content, field, pair),
        ),
        Shape::Texts | Shape::Tags | Shape::People | Shape::Pages => several(content, field, pair),
        shape => match single(content, pair) {
            Some(text) => one(content, shape, field, pair, text),
            None => (None, vec![wants_one(field, pair, &pair.yaml, shape)]),
        },
    }
}

/// Reads a single value.
fn one(content: &str, shape: Shape, field: &Field, pair: &Pair, text: String) -> Typed {
    let at = pair.at.clone();
    let result = match shape {
        Shape::Text => Ok(Value::Text(text)),
        // What is wrong here is still worth reading, and is shown as it is written.
        Shape::When | Shape::Period | Shape::Effort => {
            let problem = if pair.rough {
                None
            } else {
                schedule::fault(content, shape, at, &text)
            };
            return (Some(Value::Text(text)), problem.into_iter().collect());
        }
        // A broken line was reported; what is left of it decides nothing.
        _ if pair.rough => return (None, Vec::new()),
        Shape::Flag => return flag(field, at, &text),
        Shape::Integer => text.parse().map(Value::Integer).map_err(|_| {
            let message = format!("`{}` is not a whole number: `{text}`", field.name);
            Problem::error(
                "bad-number",
                at,
                message,
                format!("write a whole number: `{}: 10`", field.name),
            )
        }),
        Shape::Date => dates::read(&text)
            .map(Value::Date)
            .map_err(|help| Problem::error("bad-date", at, format!("`{text}` is not a date"), help)),
        Shape::Words(words) => word(field, at, &text, words),
        _ => Ok(Value::Text(text)),
    };
    match result {
        Ok(value) => (Some(value), Vec::new()),
        Err(problem) => (None, vec![problem]),
    }
}

/// Reads `true` or `false`; what plainly means one of them is taken so, but reported.
fn flag(field: &Field, at: Range<usize>, text: &str) -> Typed {
    let word = text.to_lowercase();
    let meant = match word.as_str() {
        "true" => return (Some(Value::Flag(true)), Vec::new()),
        "false" => return (Some(Value::Flag(false)), Vec::new()),
        "yes" | "y" | "on" | "1" => Some(true),
        "no" | "n" | "off" | "0" => Some(false),
        other => nearest(other, ["true", "false"]).map(|near| near == "true"),
    };
    let help = meant.map_or("write `true` or `false`".to_owned(), |meant| {
        format!("write `{meant}`")
    });
    let message = format!("`{}` is neither `true` nor `false`: `{text}`", field.name);
    (
        meant.map(Value::Flag),
        vec![Problem::error("bad-flag", at, message, help)],
    )
}

fn word(field: &Field, at: Range<usize>, text: &str, words: &[&'static str]) -> Result<Value, Problem> {
    let folded = text.to_lowercase().replace(['_', ' '], "-");
    if let Some(word) = words.iter().find(|word| **word == folded) {
        return Ok(Value::Text((*word).to_owned()));
    }
    let list = words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let hint = nearest(&folded, words.iter().copied())
        .map_or(String::new(), |near| format!("did you mean `{near}`? "));
    let problem = if field.name == "audience" {
        let help = format!("{hint}write one of {list}; until then the page is private");
        Problem::error("unknown-audience", at, format!("no audience `{text}`"), help)
    } else {
        let message = format!("`{}` cannot be `{text}`", field.name);
        Problem::error("bad-word", at, message, format!("{hint}write one of {list}"))
    };
    Err(problem)
}

/// Reads one value, a list, or several with commas between.
fn several(content: &str, field: &Field, pair: &Pair) -> Typed {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let commas = field.shape != Shape::Texts;
    match &pair.yaml {
        Yaml::Sequence(list) => {
            let places = places(content, pair, list);
            let exact = places.is_some();
            for (number, item) in list.iter().enumerate() {
                let at = places
                    .as_ref()
                    .map_or(pair.at.clone(), |places| places[number].clone());
                match item_text(content, item, at.clone(), exact, commas) {
                    Ok(text) => found.extend(text.map(|text| Spanned { text, span: at })),
                    Err(text) => {
                        problems.push(not_text(field, item, at.clone()));
                        found.extend(text.map(|text| Spanned { text, span: at }));
                    }
                }
            }
        }
        Yaml::Mapping(_) | Yaml::Tagged(_) => problems.push(wants_one(field, pair, &pair.yaml, field.shape)),
        _ => found = single(content, pair).map_or(Vec::new(), |text| split(content, pair, text, commas)),
    }
    found.retain(|item| !item.text.is_empty());
    ((!found.is_empty()).then_some(Value::Texts(found)), problems)
}

/// The places of a list's items, where its text shows as many as the parser found.
pub(super) fn places(content: &str, pair: &Pair, list: &[Yaml]) -> Option<Vec<Range<usize>>> {
    let places = pair.exact.then(|| items::items(content, pair.at.clone()))?;
    (places.len() == list.len()).then_some(places)
}

/// One item as text; `Err` with what can be saved of it if it is none.
fn item_text(
    content: &str,
    item: &Yaml,
    at: Range<usize>,
    exact: bool,
    commas: bool,
) -> Result<Option<String>, Option<String>> {
    let written = exact.then(|| &content[at]);
    match item {
        Yaml::Null => Ok(None),
        Yaml::Sequence(_) if commas => scalar(innermost(item), None).map(Some).ok_or(None),
        Yaml::Mapping(_) => {
            let is_line = |text: &&str| !text.contains(['\n', '\r']) && !text.starts_with('{');
            Err(written.filter(is_line).map(str::to_owned))
        }
        Yaml::Sequence(_) | Yaml::Tagged(_) => Err(None),
        text => Ok(scalar(text, written).map(|text| if commas { unlinked(&text) } else { text })),
    }
}

/// What stands in lists of one item: `[[page]]` without quotes is a list in a list.
fn innermost(mut item: &Yaml) -> &Yaml {
    while let Yaml::Sequence(inner) = item
        && let [only] = &inner[..]
    {
        item = only;
    }
    item
}

/// A value without list or map around it, if it is one; a list of one item counts as its item.
fn single(content: &str, pair: &Pair) -> Option<String> {
    let written = pair.exact.then(|| &content[pair.at.clone()]);
    match &pair.yaml {
        Yaml::Sequence(list) if list.len() == 1 => {
            let places = places(content, pair, list);
            scalar(&list[0], places.map(|places| &content[places[0].clone()]))
        }
        yaml => scalar(yaml, written),
    }
}

/// A scalar's text: as it is written, where YAML would make a number or a flag of it.
fn scalar(yaml: &Yaml, written: Option<&str>) -> Option<String> {
    let written = || written.filter(|written| !written.is_empty() && !written.contains(['\n', '\r']));
    match yaml {
        Yaml::String(text) => Some(text.trim().to_owned()),
        Yaml::Bool(flag) => Some(written().map_or_else(|| flag.to_string(), str::to_owned)),
        Yaml::Number(number) => Some(written().map_or_else(|| number.to_string(), str::to_owned)),
        Yaml::Null => Some(String::new()),
        Yaml::Sequence(_) | Yaml::Mapping(_) | Yaml::Tagged(_) => None,
    }
}

/// Splits a plain value at its commas; in quotes they belong to the text.
fn split(content: &str, pair: &Pair, text: String, commas: bool) -> Vec<Spanned> {
    let span = pair.at.clone();
    let is_plain = pair.exact && !content[span.clone()].starts_with(['"', '\'', '|', '>']);
    if !commas || !is_plain || !text.contains(',') {
        let text = if commas { unlinked(&text) } else { text };
        return vec![Spanned { text, span }];
    }
    let mut start = span.start;
    let part = |part: &str| {
        let at = start + part.len() - part.trim_start().len();
        start += part.len() + 1;
        let words = part.split_whitespace().collect::<Vec<_>>().join(" ");
        let span = at..at + part.trim().len();
        Spanned {
            text: unlinked(&words),
            span,
        }
    };
    content[span].split(',').map(part).collect()
}

/// The page of a wikilink, or the text itself.
fn unlinked(text: &str) -> String {
    let inner = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
    inner.unwrap_or(text).trim().to_owned()
}

fn wants_one(field: &Field, pair: &Pair, found: &Yaml, shape: Shape) -> Problem {
    let (rule, form) = match shape {
        Shape::Words(_) if field.name == "audience" => ("unknown-audience", "one word, such as `team`"),
        Shape::Words(_) => ("bad-value", "one word"),
        Shape::Date => ("bad-date", "one date, such as `2024-01-31`"),
        Shape::Flag => ("bad-flag", "`true` or `false`"),
        Shape::Integer => ("bad-number", "one whole number"),
        Shape::When => ("bad-when", "one phrase, such as `every Monday and Thursday`"),
        Shape::Period | Shape::Effort => ("bad-duration", "a number and a unit, such as `6 months`"),
        Shape::Text => ("bad-value", "one text, in quotes if it holds signs"),
        _ => ("bad-value", "a text or a list of texts"),
    };
    let message = format!("`{}` is {}", field.name, what(found));
    Problem::error(rule, first_line(pair), message, format!("write {form}"))
}

fn first_line(pair: &Pair) -> Range<usize> {
    if pair.at.is_empty() {
        pair.key.clone()
    } else {
        pair.at.clone()
    }
}

fn not_text(field: &Field, item: &Yaml, at: Range<usize>) -> Problem {
    let message = format!("an item of `{}` is {}", field.name, what(item));
    let help = "put the item in quotes, if it is one text; else write one text an item";
    Problem::error("bad-value", at, message, help)
}

/// What stands where a single value is wanted.
pub(super) fn what(yaml: &Yaml) -> &'static str {
    match yaml {
        Yaml::Sequence(_) => "a list",
        Yaml::Mapping(_) => "a map of keys and values",
        Yaml::String(_) => "one text",
        _ => "no text",
    }
}

/// A YAML value as JSON; keys become texts, and what JSON cannot hold is written out.
pub(super) fn json(yaml: &Yaml) -> Json {
    match yaml {
        Yaml::Null => Json::Null,
        Yaml::Bool(flag) => Json::Bool(*flag),
        Yaml::Number(number) => json_number(number),
        Yaml::String(text) => Json::String(text.clone()),
        Yaml::Sequence(list) => Json::Array(list.iter().map(json).collect()),
        Yaml::Mapping(map) => Json::Object(
            map.iter()
                .map(|(key, value)| (json_key(key), json(value)))
                .collect(),
        ),
        Yaml::Tagged(tagged) => json(&tagged.value),
    }
}

fn json_number(number: &serde_yaml::Number) -> Json {
    let whole = number
        .as_i64()
        .map(Json::from)
        .or_else(|| number.as_u64().map(Json::from));
    let real = || {
        number
            .as_f64()
            .and_then(serde_json::Number::from_f64)
            .map(Json::Number)
    };
    whole
        .or_else(real)
        .unwrap_or_else(|| Json::String(number.to_string()))
}

/// The text of a map's key.
pub(super) fn json_key(key: &Yaml) -> String {
    match key {
        Yaml::String(key) => key.clone(),
        other => json(other).to_string(),
    }
}
