//! A broken entry in words that help.
//!
//! Takes an entry that does not parse and what the parser said; gives the place, what is wrong and
//! how to mend it. It looks for the usual slips first, since a parser can only say where it gave
//! up. It must not know which keys are fields.

use std::ops::Range;

use super::keys::{Scanned, quoted_length};
use super::lines::{Line, lines};
use super::problem::Problem;

/// Explains why an entry does not parse.
pub(super) fn explain(content: &str, entry: &Scanned, error: &Option<serde_yaml::Error>) -> Problem {
    let slips: [fn(&str, &Scanned) -> Option<Problem>; 5] =
        [control, tab, loose_line, first_sign, second_colon];
    if let Some(problem) = slips.iter().find_map(|slip| slip(content, entry)) {
        return problem;
    }
    let Some(error) = error else {
        return Problem::broken(
            entry.key.clone(),
            "this entry cannot be read",
            quote_help(content, entry),
        );
    };
    let (at, said) = (place(error, &entry.lines), said(error));
    let help = if said.contains("escape") {
        "double the backslash, or use single quotes".to_owned()
    } else if said.contains("twice") {
        "keep one of the two".to_owned()
    } else {
        quote_help(content, entry)
    };
    Problem::broken(at, said, help)
}

/// Where the parser gave up, in a text that starts with the range.
pub(super) fn place(error: &serde_yaml::Error, range: &Range<usize>) -> Range<usize> {
    let index = error.location().map_or(0, |location| location.index());
    let at = (range.start + index).min(range.end);
    at..at + 1
}

/// What the parser said, without its own positions.
pub(super) fn said(error: &serde_yaml::Error) -> String {
    let full = error.to_string();
    if full.contains("duplicate entry") {
        let key = full.split('"').nth(1);
        return key.map_or("a key stands twice".to_owned(), |key| {
            format!("the key `{key}` stands twice")
        });
    }
    let end = [" at line ", " at position ", ", while "]
        .iter()
        .filter_map(|mark| full.find(mark))
        .min();
    format!("the YAML cannot be read: {}", &full[..end.unwrap_or(full.len())])
}

/// Signs that no eye sees and YAML forbids.
fn control(content: &str, entry: &Scanned) -> Option<Problem> {
    let is_odd = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let (at, c) = content[entry.lines.clone()]
        .char_indices()
        .find(|(_, c)| is_odd(*c))?;
    let at = entry.lines.start + at;
    let message = format!("an invisible character U+{:04X} stands here", u32::from(c));
    Some(Problem::broken(
        at..at + c.len_utf8(),
        message,
        "delete the character",
    ))
}

fn tab(content: &str, entry: &Scanned) -> Option<Problem> {
    let indented = |line: &Line<'_>| !line.is_blank() && line.words.trim_start_matches(' ').starts_with('\t');
    let line = lines(content, entry.lines.clone()).skip(1).find(indented)?;
    let at = line.start + line.indent();
    Some(Problem::broken(
        at..at + 1,
        "a tab stands in the indentation",
        "indent with spaces",
    ))
}

/// A line in the keys' column, or below a finished value, that is no entry.
fn loose_line(content: &str, entry: &Scanned) -> Option<Problem> {
    let mut all = lines(content, entry.lines.clone());
    let column = all.next()?.indent();
    let line = all.find(|line| !line.is_blank() && !line.words.trim_start().starts_with('#'))?;
    let words = line.words.trim();
    let at = line.start + line.indent()..line.start + line.indent() + words.len();
    let name = &content[entry.name.clone()];
    let is_plain =
        entry.is_inline(content) && content[entry.value.clone()].starts_with(|c: char| c.is_alphanumeric());
    if line.indent() > column {
        let (key, _) = super::keys::key_of_line(words).filter(|_| is_plain)?;
        let key = &words[key];
        let message = format!("`{key}` is indented below `{name}`, which has a value already");
        return Some(Problem::broken(
            at,
            message,
            format!("start `{key}:` in the same column as `{name}:`"),
        ));
    }
    if words.starts_with(['-', ']', '}']) {
        return None;
    }
    let help = missing_space(words)
        .unwrap_or_else(|| format!("indent it, if it belongs to `{name}`; else write it as `key: value`"));
    Some(Problem::broken(at, "this line is not `key: value`", help))
}

/// The advice for a line that lacks only the space behind its colon.
pub(super) fn missing_space(words: &str) -> Option<String> {
    let (key, value) = words.split_once(':')?;
    let is_slip = is_word(key) && !value.is_empty() && !value.starts_with("//");
    is_slip.then(|| format!("put a space behind the colon: `{key}: {value}`"))
}

fn is_word(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Values whose first sign means something in YAML.
fn first_sign(content: &str, entry: &Scanned) -> Option<Problem> {
    let value = &content[entry.value.clone()];
    let first = value.lines().next()?;
    let sign = first.chars().next()?;
    let message = match sign {
        '`' => "a value cannot start with a backtick".to_owned(),
        '@' | '%' => format!("a value cannot start with `{sign}`"),
        '"' | '\'' => {
            let length = quoted_length(first, first.as_bytes()[0])?;
            let rest = first[length..].trim();
            if rest.is_empty() || rest.starts_with('#') {
                return None;
            }
            format!("text follows behind the closing `{sign}`")
        }
        '|' | '>' if first.len() > 3 => format!("`{sign}` starts a block of text, and more stands behind it"),
        '[' | '{' if !value.ends_with([']', '}']) => {
            format!("text follows behind the list that `{sign}` opened")
        }
        _ => return None,
    };
    Some(Problem::broken(
        entry.value.clone(),
        message,
        quote_help(content, entry),
    ))
}

fn second_colon(content: &str, entry: &Scanned) -> Option<Problem> {
    let value = &content[entry.value.clone()];
    let first = value.lines().next()?;
    let is_plain = entry.is_inline(content) && !first.starts_with(['"', '\'', '[', '{', '|', '>', '-', '?']);
    let has_colon = first.contains(": ") || first.ends_with(':') || first.contains(":\t");
    let message = "the value holds a colon, so it reads as a second key";
    (is_plain && has_colon).then(|| Problem::broken(entry.value.clone(), message, quote_help(content, entry)))
}

/// How the entry reads in quotes.
fn quote_help(content: &str, entry: &Scanned) -> String {
    let (name, value) = (&content[entry.key.clone()], &content[entry.value.clone()]);
    if value.len() > 60
        || value.is_empty()
        || value.contains(['\n', '\r', '`'])
        || value.chars().any(char::is_control)
    {
        return "put the value in quotes".to_owned();
    }
    format!("put the value in quotes: `{name}: {}`", quoted(value))
}

fn quoted(value: &str) -> String {
    match (value.contains(['"', '\\']), value.contains('\'')) {
        (false, _) => format!("\"{value}\""),
        (true, false) => format!("'{value}'"),
        (true, true) => format!("'{}'", value.replace('\'', "''")),
    }
}
