//! One person for another in a field that names people.
//!
//! Takes a file's text and whom to exchange; gives the new text, in which the other names of a list
//! stand as they stood. It must not know who the people are: the caller recognises them.

use std::ops::Range;

use super::super::block::{self, Head};
use super::super::items::items;
use super::super::keys::scan;
use super::super::{Entry, FrontMatter, Value, parse, read};
use super::{Block, Edit, applied, by_hand, checked, end_of_line, is_reviewers, scalar, speaking};
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;

/// Whom to exchange for whom.
pub struct Renaming<'a> {
    /// Whether a name means the person who goes.
    pub is_from: &'a dyn Fn(&str) -> bool,
    /// Whether a name means the person who comes.
    pub is_to: &'a dyn Fn(&str) -> bool,
    /// The name to write for the one who comes, in the manner of the name that stood there.
    pub written: &'a dyn Fn(&str) -> String,
}

/// Exchanges a person in a field; `None` where the field does not name them.
///
/// Who comes and is named already is not named twice: then the other name goes.
///
/// # Errors
///
/// With the finding that says what must be mended first, or changed by hand.
pub fn rename(text: &Text, field: &str, renaming: &Renaming<'_>) -> Result<Option<String>, Diagnostic> {
    let (front, _, _) = read(text);
    let content = &*text.content;
    let names = front
        .entry(field)
        .map(|entry| (entry, named(&front, field, entry)));
    let fates = names.as_ref().and_then(|(_, names)| fates(names, renaming));
    let (Some((entry, names)), Some(fates)) = (names, fates) else {
        return unread(text, field, renaming.is_from).map_or(Ok(None), Err);
    };
    let problem = match Block::of(content) {
        Ok(Some(block)) => {
            let scanned = block.entries.iter().find(|scanned| scanned.key == entry.key);
            scanned.map_or(Ok(()), |scanned| block.sound(scanned)).err()
        }
        Ok(None) => None,
        Err(problem) => Some(problem),
    };
    if let Some(problem) = problem {
        return Err(problem.in_text(text));
    }
    let Some(edits) = edits(content, &entry.span, &names, &fates) else {
        return Err(by_hand(text, entry.key.clone(), field));
    };
    let expected = expected(&names, &fates, is_reviewers(&content[entry.key.clone()]));
    checked(text, applied(content, edits), field, &expected).map(Some)
}

/// The finding on a field that could not be read, where its lines seem to name a person.
///
/// An anchor or a bracket that is never closed hides the name from everybody else. Whoever stands
/// behind an alias may be anybody.
pub fn unread(text: &Text, field: &str, is_from: &dyn Fn(&str) -> bool) -> Option<Diagnostic> {
    let content = &*text.content;
    let Head::Yaml { content: range, .. } = block::find(content) else {
        return None;
    };
    let entries = scan(content, range.clone()).entries;
    let entry = speaking(content, &entries, field)?;
    let parts = content[entry.value.clone()].split(['[', ']', ',', '\n', '\r', '"', '\'']);
    let mut parts = parts.map(|part| part.trim().trim_start_matches("- "));
    let may_be_named = parts.any(|part| match part.strip_prefix(['&', '!']) {
        Some(marked) => marked
            .split_once(' ')
            .is_some_and(|(_, name)| is_from(name.trim())),
        None => part.starts_with('*') || is_from(part),
    });
    let problems = may_be_named.then(|| parse::parse(content, range).problems)?;
    let found = problems
        .into_iter()
        .find(|problem| entry.lines.contains(&problem.at.start));
    found.map(|problem| problem.in_text(text))
}

/// A name under the field's key.
struct Named<'a> {
    name: &'a str,
    at: Range<usize>,
    /// Whether it belongs to the field; of primary reviewers only the first is the owner.
    is_own: bool,
}

/// What becomes of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Becomes(String),
    Goes,
}

/// The names under the key that speaks for a field.
fn named<'f>(front: &'f FrontMatter, field: &str, entry: &'f Entry) -> Vec<Named<'f>> {
    let of = |entry: &'f Entry, is_own: bool| {
        let items = match &entry.value {
            Value::Texts(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().map(move |item| Named {
            name: &item.text,
            at: item.span.clone(),
            is_own,
        })
    };
    let rest = front
        .entry("backup")
        .filter(|rest| field == "owner" && rest.key == entry.key);
    of(entry, true)
        .chain(rest.into_iter().flat_map(|rest| of(rest, false)))
        .collect()
}

/// What becomes of each name; `None` if nothing does.
fn fates(names: &[Named<'_>], renaming: &Renaming<'_>) -> Option<Vec<Fate>> {
    let goes = |named: &Named<'_>| named.is_own && (renaming.is_from)(named.name);
    let mut is_there = names
        .iter()
        .any(|named| !goes(named) && (renaming.is_to)(named.name));
    names.iter().any(goes).then(|| {
        let fate = |named: &Named<'_>| match (goes(named), is_there) {
            (false, _) => Fate::Stays,
            (true, true) => Fate::Goes,
            (true, false) => {
                is_there = true;
                Fate::Becomes((renaming.written)(named.name))
            }
        };
        names.iter().map(fate).collect()
    })
}

/// What the field must say afterwards. Of primary reviewers the first that is left is the owner.
fn expected<'a>(names: &'a [Named<'_>], fates: &'a [Fate], is_reviewers: bool) -> Vec<&'a str> {
    let left = names.iter().zip(fates).filter_map(|(named, fate)| match fate {
        Fate::Stays => Some(named.name),
        Fate::Becomes(new) => Some(new.as_str()),
        Fate::Goes => None,
    });
    left.take(if is_reviewers { 1 } else { usize::MAX }).collect()
}

/// The edits that carry out the fates; `None` where the names' own places are not known.
fn edits(content: &str, value: &Range<usize>, names: &[Named<'_>], fates: &[Fate]) -> Option<Vec<Edit>> {
    let places: Vec<&Range<usize>> = names.iter().map(|named| &named.at).collect();
    if places.windows(2).any(|pair| pair[0].end > pair[1].start) {
        return None;
    }
    let is_list = !items(content, value.clone()).is_empty();
    let is_flow = is_list && content[value.clone()].starts_with('[');
    let changes = fates.iter().enumerate().filter(|(_, fate)| **fate != Fate::Stays);
    changes
        .map(|(number, fate)| match fate {
            Fate::Becomes(new) => Some(Edit {
                at: places[number].clone(),
                with: rewritten(&content[places[number].clone()], names[number].name, new, is_flow),
            }),
            _ if is_list && !is_flow => Some(without_line(content, places[number])),
            _ => Some(without_comma(&places, number)),
        })
        .collect()
}

/// A name's own text with another name in it: what stands around it, such as quotes or brackets, stays.
fn rewritten(written: &str, old: &str, new: &str, in_flow: bool) -> String {
    let once = written.match_indices(old).count() == 1;
    let put = |new: &str| written.replacen(old, new, 1);
    let plain = if in_flow {
        scalar::in_flow(new)
    } else {
        scalar(new)
    };
    match written.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => {
            let quoted = scalar::in_quotes(new, *quote);
            match once && quoted.as_bytes()[0] == *quote {
                true => put(&quoted[1..quoted.len() - 1]),
                false => quoted,
            }
        }
        Some(b'|' | b'>') if once => put(new),
        _ if once && plain == new => put(new),
        _ => plain,
    }
}

/// An item of a list with dashes goes with its lines.
fn without_line(content: &str, item: &Range<usize>) -> Edit {
    let dash = content[..item.start].rfind('-').unwrap_or(item.start);
    let start = content[..dash].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Edit {
        at: start..end_of_line(content, item.end),
        with: String::new(),
    }
}

/// An item among commas goes with the comma behind it, the last one with the comma before it.
fn without_comma(places: &[&Range<usize>], number: usize) -> Edit {
    let at = match (places.get(number + 1), number) {
        (Some(next), _) => places[number].start..next.start,
        (None, 0) => places[0].clone(),
        (None, _) => places[number - 1].end..places[number].end,
    };
    Edit {
        at,
        with: String::new(),
    }
}
