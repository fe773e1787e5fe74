//! Changes to the front matter of one file, in place.
//!
//! Takes a file's text and one change; gives the file's new text, in which nothing else differs, or
//! the finding that says why it cannot be had: comments, order, quotes, line ends and the author's
//! own keys stay. Every change is read back before it is given, so a shape that defeats the scanner
//! costs a refusal and never a value. It must not know the disk, other pages, or whom a name means.

mod names;
mod scalar;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::block::{self, Head};
use super::keys::{Scanned, scan};
use super::lines::lines;
use super::parse;
use super::problem::Problem;
use super::{FrontMatter, Value, read, toml, unclosed};
use crate::fields::{REVIEWERS, field};
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;

pub use self::names::{Renaming, rename, unread};
pub use self::scalar::scalar;

/// Sets a field to one value: over the one it has, else on a line of its own.
///
/// A new line comes under that of the field `beside`, if there is one, else at the end; a file without
/// front matter gets some.
///
/// # Errors
///
/// With the finding that says what must be mended first, or changed by hand.
pub fn set(text: &Text, name: &str, value: &str, beside: &str) -> Result<String, Diagnostic> {
    let content = &*text.content;
    let new = match Block::of(content) {
        Ok(None) => begun(content, name, value),
        Ok(Some(block)) => match block.entry(content, name) {
            Some(entry) => {
                block.sound(entry).map_err(|problem| problem.in_text(text))?;
                applied(content, vec![over(content, entry, value)])
            }
            None => applied(content, vec![block.line(content, name, value, beside)]),
        },
        Err(problem) => return Err(problem.in_text(text)),
    };
    checked(text, new, name, &[value])
}

/// One exchange of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    at: Range<usize>,
    with: String,
}

/// A block of YAML that can be edited.
struct Block {
    range: Range<usize>,
    entries: Vec<Scanned>,
    /// What is wrong with single entries.
    problems: Vec<Problem>,
}

impl Block {
    /// The block of a file, `None` where there is no front matter at all.
    fn of(content: &str) -> Result<Option<Self>, Problem> {
        let range = match block::find(content) {
            Head::None { .. } => return Ok(None),
            Head::Toml { .. } => return Err(toml(content)),
            Head::Unclosed { .. } => return Err(unclosed(content)),
            Head::Yaml { content, .. } => content,
        };
        let parsed = parse::parse(content, range.clone());
        // An anchor or deep nesting harms only the entry that holds it; anything else may reach further.
        let is_local =
            |problem: &Problem| matches!(problem.rule, "unsupported-yaml" | "front-matter-too-deep");
        let (local, mut broken): (Vec<_>, Vec<_>) = parsed.problems.into_iter().partition(is_local);
        if !broken.is_empty() {
            return Err(broken.swap_remove(0));
        }
        Ok(Some(Self {
            entries: scan(content, range.clone()).entries,
            range,
            problems: local,
        }))
    }

    /// The entry that speaks for a field.
    fn entry(&self, content: &str, name: &str) -> Option<&Scanned> {
        speaking(content, &self.entries, name)
    }

    /// What is wrong with an entry, as an error.
    fn sound(&self, entry: &Scanned) -> Result<(), Problem> {
        let found = self
            .problems
            .iter()
            .find(|problem| entry.lines.contains(&problem.at.start));
        found.cloned().map_or(Ok(()), Err)
    }

    /// A new line for a field.
    fn line(&self, content: &str, name: &str, value: &str, beside: &str) -> Edit {
        let above = self.entry(content, beside);
        let at = above.map_or(self.range.end, |above| end_of_line(content, above.value.end));
        let indent = self
            .entries
            .first()
            .map_or("", |first| &content[first.lines.start..first.key.start]);
        let with = format!("{indent}{name}: {}{}", scalar(value), line_end(content));
        Edit { at: at..at, with }
    }
}

/// The entry that speaks for a field: the first of its own name, else of a synonym.
fn speaking<'e>(content: &str, entries: &'e [Scanned], name: &str) -> Option<&'e Scanned> {
    let speaks = |entry: &&Scanned| {
        let key = &content[entry.name.clone()];
        field(key)
            .filter(|field| field.name == name)
            .map(|field| field.is_called(key))
    };
    let own = entries.iter().find(|entry| speaks(entry) == Some(true));
    own.or_else(|| entries.iter().find(|entry| speaks(entry).is_some()))
}

/// A new value for an entry, in the form of the old one.
fn over(content: &str, entry: &Scanned, value: &str) -> Edit {
    let old = &content[entry.value.clone()];
    let with = match old.as_bytes().first() {
        None => format!(" {}", scalar(value)),
        Some(b'[') => format!("[{}]", scalar::in_flow(value)),
        Some(b'-') if old == "-" || old[1..].starts_with([' ', '\t', '\r', '\n']) => {
            format!("- {}", scalar(value))
        }
        Some(quote @ (b'"' | b'\'')) => scalar::in_quotes(value, *quote),
        Some(_) => scalar(value),
    };
    Edit {
        at: entry.value.clone(),
        with,
    }
}

/// The file with front matter of one line put before all else.
fn begun(content: &str, name: &str, value: &str) -> String {
    let end = line_end(content);
    let start = super::start(content);
    let blank = if content[start..].is_empty() || content[start..].starts_with(['\n', '\r']) {
        ""
    } else {
        end
    };
    let with = format!("---{end}{name}: {}{end}---{end}{blank}", scalar(value));
    applied(
        content,
        vec![Edit {
            at: start..start,
            with,
        }],
    )
}

/// The text with all edits made; they do not overlap.
fn applied(content: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.at.start);
    let mut new = String::with_capacity(content.len() + 64);
    let mut done = 0;
    for edit in edits {
        new.push_str(&content[done..edit.at.start]);
        new.push_str(&edit.with);
        done = edit.at.end;
    }
    new.push_str(&content[done..]);
    new
}

/// The new text, if the field then says what it should, and everything else what it said before.
fn checked(text: &Text, new: String, name: &str, expected: &[&str]) -> Result<String, Diagnostic> {
    let changed = Text::new(text.file.clone(), new);
    let (before, body, _) = read(text);
    let (after, new_body, _) = read(&changed);
    let said = said(&after, name);
    let is_as_wanted = said.iter().map(String::as_str).eq(expected.iter().copied());
    let same_body = changed.content[new_body..].trim_start() == text.content[body..].trim_start();
    if is_as_wanted && same_body && same_elsewhere(&before, &after, name) {
        return Ok(changed.content.to_string());
    }
    Err(by_hand(
        text,
        before.entry(name).map_or(0..0, |entry| entry.key.clone()),
        name,
    ))
}

/// What a field says, in texts.
fn said(front: &FrontMatter, name: &str) -> Vec<String> {
    match front.entry(name).map(|entry| &entry.value) {
        None => Vec::new(),
        Some(Value::Text(text)) => vec![text.clone()],
        Some(Value::Texts(texts)) => texts.iter().map(|item| item.text.clone()).collect(),
        Some(Value::Flag(flag)) => vec![flag.to_string()],
        Some(Value::Integer(number)) => vec![number.to_string()],
        Some(Value::Date(date)) => vec![date.to_string()],
        Some(Value::Any(value)) => vec![value.to_string()],
    }
}

/// Whether all fields but one, and whatever else was said, are the same.
fn same_elsewhere(before: &FrontMatter, after: &FrontMatter, name: &str) -> bool {
    // One key gives owner and backup at once.
    let key = |field: &str| before.entry(field).map(|entry| entry.key.clone());
    let is_shared = name == "owner" && key("owner").is_some() && key("owner") == key("backup");
    let is_other = |other: &&str| *other != name && !(is_shared && *other == "backup");
    let fields = |front: &FrontMatter| -> Vec<(&str, Vec<String>)> {
        let names = front.entries().map(|(name, _)| name).filter(is_other);
        names.map(|name| (name, said(front, name))).collect()
    };
    let is_its_key = |key: &str| {
        field(key).is_some_and(|field| field.name == name) || (name == "owner" && is_reviewers(key))
    };
    let extra = |front: &FrontMatter| -> Vec<(String, serde_json::Value)> {
        let pairs = front.extra.iter().filter(|(key, _)| !is_its_key(key));
        pairs.map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    fields(before) == fields(after)
        && extra(before) == extra(after)
        && before.audience_unreadable() == after.audience_unreadable()
}

/// The finding for a shape that only a person can change.
fn by_hand(text: &Text, at: Range<usize>, name: &str) -> Diagnostic {
    let message = format!("`{name}` is written here in a way that cannot be changed safely");
    Diagnostic::error("uneditable-front-matter", text.place(at), message).help(format!(
        "change `{name}` by hand, or write it as `{name}: a value` on a line of its own and run this again"
    ))
}

/// Where the line of a byte ends, its break included.
fn end_of_line(content: &str, at: usize) -> usize {
    lines(content, at..content.len())
        .next()
        .map_or(content.len(), |line| line.next)
}

/// The line break that a file uses.
fn line_end(content: &str) -> &'static str {
    match content.find(['\n', '\r']).map(|at| &content.as_bytes()[at..]) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        _ => "\n",
    }
}

/// Whether a key is the one that gives owner and backup at once.
fn is_reviewers(key: &str) -> bool {
    key.replace('-', "_").eq_ignore_ascii_case(REVIEWERS)
}
