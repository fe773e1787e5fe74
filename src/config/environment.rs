//! Overrides from the environment: `PASSDOWN_BUILD__AUDIENCE=public` is `[build] audience`.
//!
//! Takes pairs of names and values; sets keys, and gives the findings. It must not know the real
//! environment, and shows no value of a variable that it does not understand.

use std::sync::Arc;

use toml_edit::{InlineTable, Value};

use super::depth::too_deep;
use super::keys::{self, kebab};
use super::kind::quoted;
use super::walk::{Places, Walk};
use super::{Config, foreign};
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::text::Text;

/// How variables are called as a file.
const FILE: &str = "environment";

/// More tables than any key stands in; a longer name is cut off here, and so unknown.
const DEEPEST: usize = 16;

/// Applies every override, in the order of their names.
pub(super) fn overrides(config: &mut Config, environment: &[(String, String)]) -> Vec<Diagnostic> {
    let mut pairs: Vec<_> = environment
        .iter()
        .filter_map(|(name, value)| Some((path(name)?, name, value)))
        .collect();
    pairs.sort();
    let mut found = Vec::new();
    for (path, name, value) in pairs {
        let mut walk = Walk::new(config, places(name, value));
        one(&mut walk, &path, name, value);
        found.extend(walk.into_findings());
    }
    found
}

/// The key's path in a variable's name; `None` if the name is no override.
pub(super) fn path(name: &str) -> Option<Vec<String>> {
    let rest = name.strip_prefix("PASSDOWN_")?;
    let parts = rest.splitn(DEEPEST, "__");
    let path: Vec<String> = parts.map(|part| kebab(&part.to_lowercase())).collect();
    (path.len() > 1).then_some(path)
}

/// The place of a variable's name, without its value.
pub(super) fn name_place(name: &str) -> Place {
    let name = one_line(name);
    Text::new(FILE, &*name).place(0..name.len())
}

/// One override: a key, a part of `[extra]`, a whole table as `{ … }`, or a mistake.
fn one(walk: &mut Walk<'_>, path: &[String], name: &str, value: &str) {
    let first = (1..=path.len()).find(|end| !keys::is_table(&path[..*end]));
    let Some(end) = first else {
        return match parsed(value) {
            Some(Value::InlineTable(table)) => walk.table(path, &table),
            _ => walk.not_a_table(
                path,
                &quoted(value),
                format!("name one of its keys, as in `{name}__KEY`"),
            ),
        };
    };
    let (head, rest) = path.split_at(end);
    let head = foreign::ours(head).unwrap_or_else(|| head.to_vec());
    match keys::at(&head) {
        Some((key, own)) if rest.is_empty() || key.path == "extra.*" => {
            let values = value
                .trim()
                .parse::<Value>()
                .ok()
                .into_iter()
                .chain([Value::from(value)]);
            let values: Vec<Value> = values.map(|value| nested(rest, value)).collect();
            walk.set(key, &head, own, &values);
        }
        Some(_) => walk.stray(path, name_place(name), None),
        None => walk.stray(&head, name_place(name), None),
    }
}

/// The value as TOML, if it is some.
fn parsed(value: &str) -> Option<Value> {
    let value = value.trim();
    too_deep(value).map_or_else(|| value.parse().ok(), |_| None)
}

/// The value inside of a table for each name.
fn nested(names: &[String], value: Value) -> Value {
    names.iter().rev().fold(value, |value, name| {
        let mut table = InlineTable::new();
        table.insert(name, value);
        Value::InlineTable(table)
    })
}

fn places(name: &str, value: &str) -> Places<'static> {
    let (name, value) = (one_line(name), one_line(value));
    let whole = Text::new(FILE, format!("{name}={value}"));
    Places::Variable(
        name_place(&name),
        whole.place(name.len() + 1..name.len() + 1 + value.len()),
    )
}

/// The text with blanks for what would break the line.
fn one_line(text: &str) -> Arc<str> {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).collect::<String>().into()
}
