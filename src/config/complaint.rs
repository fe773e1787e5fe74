//! What is said of a wrong key or value: the words, the suggestion, the severity.
//!
//! Takes what was found and where; gives one diagnostic. It must not know how a file is walked.

use super::foreign;
use super::keys::{self, KEYS, Key, kebab};
use super::kind::Fault;
use crate::words::diagnostic::{Diagnostic, Place, Severity};
use crate::words::nearest::nearest;

/// A key that is not known where it stands.
///
/// `holds_gate` says that the unknown table holds a word that decides what is published.
pub(super) fn unknown(path: &[String], place: Place, holds_gate: bool) -> Diagnostic {
    let Some((name, table)) = path.split_last() else {
        return Diagnostic::error("unknown-config-key", place, "no key");
    };
    let meant = meant(name, table);
    let gate = holds_gate || meant.as_deref().is_some_and(keys::is_gate);
    let message = match table {
        [] => format!("no key or table `{name}`"),
        table => format!("no key `{name}` in {}", header(table)),
    };
    let found = Diagnostic::new(severity(gate), "unknown-config-key", place, message);
    match meant {
        Some(meant) => suggest(found, table, &meant),
        None => match keys::children(table).as_slice() {
            [] => found.help("nothing can be set below this"),
            names => found.help(format!("known here: {}", listed(names))),
        },
    }
}

/// A value that is not what its key wants.
pub(super) fn bad_value(key: &Key, path: &[String], place: Place, fault: Fault) -> Diagnostic {
    let gate = keys::is_gate(key.path);
    let message = match fault.in_list {
        true => format!(
            "`{}` holds {}, and wants {}",
            shown(path),
            fault.found,
            key.wanted
        ),
        false => format!("`{}` is {}, not {}", shown(path), fault.found, key.wanted),
    };
    let found = Diagnostic::new(severity(gate), "bad-config-value", place, message);
    let label = fault
        .meant
        .as_ref()
        .map(|meant| format!("did you mean `{meant}`?"));
    let meanwhile = match key.default {
        "" | "[]" => None,
        _ if gate => None,
        default => Some(format!("until it is mended, the default `{default}` is used")),
    };
    let write = fault.meant.map_or_else(
        || format!("write {}", key.wanted),
        |meant| format!("write `{meant}`"),
    );
    let help: Vec<String> = [Some(fault.help.unwrap_or(write)), meanwhile]
        .into_iter()
        .flatten()
        .collect();
    found.label(label.unwrap_or_default()).help(help.join("; "))
}

/// Something else where a table is wanted.
pub(super) fn not_a_table(path: &[String], place: Place, what: &str, help: String) -> Diagnostic {
    let message = format!("`{}` is {what}, not a table", shown(path));
    let gate = keys::is_gate(&shown(path));
    Diagnostic::new(severity(gate), "bad-config-value", place, message).help(help)
}

/// A key that is set twice under two spellings; the first counts.
pub(super) fn twice(key: &Key, path: &[String], place: Place, first: Place) -> Diagnostic {
    let message = format!("`{}` is set twice", shown(path));
    Diagnostic::new(
        severity(keys::is_gate(key.path)),
        "duplicate-config-key",
        place,
        message,
    )
    .label("this one is not used")
    .help("keep one of the two spellings")
    .also(first, "first set here")
}

/// A key of another generator that has no counterpart.
pub(super) fn foreign(path: &[String], place: Place, instead: &str) -> Diagnostic {
    let message = format!("`{}` is another generator's key and is ignored", shown(path));
    Diagnostic::warning("foreign-config-key", place, message)
        .label("ignored")
        .help(format!("{instead}; the line can go"))
}

/// A file that is no TOML, with the parser's own words under the caret.
pub(super) fn unreadable(place: Place, reason: &str) -> Diagnostic {
    let reason = reason.split(", expected literal").next().unwrap_or_default();
    let usual = USUAL.iter().find(|(sign, ..)| reason.contains(sign));
    let (plain, help) = usual.map_or((reason, LINES), |(_, plain, help)| (*plain, *help));
    Diagnostic::blocking("unreadable-config", place, format!("this is not TOML: {plain}"))
        .label(reason)
        .help(help)
}

/// Syntax errors by a part of the parser's message: what it is in plain words, and what mends it.
#[rustfmt::skip]
static USUAL: &[(&str, &str, &str)] = &[
    ("duplicate key", "a key or table that stood before", "a key or `[table]` may stand once in a file: join the two"),
    ("string values must be quoted", "no value, or text without quotes", QUOTES),
    ("invalid boolean", "text without quotes", QUOTES),
    ("invalid basic string", "a text that does not end, or holds a forbidden character", STRINGS),
    ("invalid literal string", "a text that does not end, or holds a forbidden character", STRINGS),
    ("escape", "a backslash before something that it does not go with", BACKSLASH),
    ("unicode value", "a backslash before something that it does not go with", BACKSLASH),
    ("unclosed array", "a list without its end", "a list ends with `]`"),
    ("unclosed inline table", "a table in braces without its end", "it ends with `}`"),
    ("unclosed table", "a table's name without its bracket", "a table's name stands between `[` and `]`"),
    ("missing comma", "two values without a comma between them", "check the commas, and the closing `]` or `}`"),
    ("key with no value", "a key without a value", LINES),
    ("unquoted keys cannot be empty", "no key", LINES),
    ("invalid unquoted key", "a key that needs quotes", "keys are letters a to z, digits, `-` and `_`; others stand in quotes"),
    ("unexpected key or value", "more after the value", LINES),
    ("recurs", "tables within tables without end", "no configuration nests as deeply"),
];

const LINES: &str = "a line reads `key = value` or `[table]`; text stands in quotes, a comment after `#`";
const QUOTES: &str =
    "text stands in quotes, as in `title = \"Team handbook\"`; `true` and `false` are in small letters";
const STRINGS: &str = "text ends with the quote it began with; text of several lines stands between `\"\"\"`";
const BACKSLASH: &str = "write `\\\\` for a backslash, or put the text between single quotes";

/// A path as people write it: parts that need quotes have them.
pub(super) fn shown(path: &[String]) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let part = |part: &String| match !part.is_empty() && part.chars().all(bare) {
        true => part.clone(),
        false => format!("{part:?}"),
    };
    path.iter().map(part).collect::<Vec<_>>().join(".")
}

/// A table as its header.
pub(super) fn header(table: &[String]) -> String {
    format!("`[{}]`", shown(table))
}

fn severity(gate: bool) -> Severity {
    if gate { Severity::Blocking } else { Severity::Error }
}

/// The path that was perhaps meant: the same name in another table, else the nearest name here.
fn meant(name: &str, table: &[String]) -> Option<String> {
    let name = kebab(name);
    let leaf = |key: &&Key| key.path.rsplit('.').next() == Some(&name) && !key.path.contains('*');
    if let Some(key) = KEYS.iter().find(leaf) {
        return Some(key.path.to_owned());
    }
    let found = nearest(
        &name,
        keys::children(table).into_iter().chain(foreign::children(table)),
    )?;
    let path: Vec<String> = table.iter().cloned().chain([found.to_owned()]).collect();
    Some(foreign::ours(&path).unwrap_or(path).join("."))
}

/// Says what was meant: by its last word if it is in the same table, else by table and key.
fn suggest(found: Diagnostic, table: &[String], meant: &str) -> Diagnostic {
    match meant.rsplit_once('.') {
        Some((other, key)) if other != table.join(".") => found
            .label(format!("did you mean `{key}` in `[{other}]`?"))
            .help(format!("`{key}` belongs in `[{other}]`")),
        Some((_, key)) => found.label(format!("did you mean `{key}`?")),
        None => found.label(format!("did you mean `{meant}`?")),
    }
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
