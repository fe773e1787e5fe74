//! From a block of YAML to keys and values, with as much saved from a broken one as can be.
//!
//! Takes a text and the block's range; gives pairs with their places, and what is broken. The block
//! is parsed as a whole; if that fails, or something in it must not reach the parser, each entry is
//! parsed by itself, so that one bad line costs one entry. It must not know which keys are fields.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_yaml::Value as Yaml;

use super::explain::{explain, missing_space};
use super::guard::{LARGEST, check};
use super::keys::{Scan, Scanned, scan};
use super::lines::{Line, lines};
use super::problem::Problem;
use super::values::json_key;

/// One key and its value.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) key: Range<usize>,
    pub(super) yaml: Yaml,
    pub(super) at: Range<usize>,
    /// Whether `at` holds exactly the value; else it only leads the eye.
    pub(super) exact: bool,
    /// Whether the value is a broken line taken as text.
    pub(super) rough: bool,
}

/// What a block gives.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) pairs: Vec<Pair>,
    pub(super) problems: Vec<Problem>,
    /// Whether the block is something else than keys and values.
    pub(super) no_map: bool,
}

/// Parses a block.
pub(super) fn parse(content: &str, block: Range<usize>) -> Parsed {
    let (range, too_large) = limited(content, block);
    let found = scan(content, range.clone());
    let before = range.start..found.entries.first().map_or(range.end, |entry| entry.lines.start);
    let head = check(content, before);
    let guarded: Vec<_> = found
        .entries
        .iter()
        .map(|entry| check(content, entry.lines.clone()))
        .collect();
    if found.entries.is_empty() && head.is_some() {
        return no_entries(content, &range, &found, head);
    }
    let mut parsed = if head.is_none() && guarded.iter().all(Option::is_none) {
        match yaml(content, range.clone()) {
            Ok(top) => whole(content, &range, &found, top),
            Err(_) if found.entries.is_empty() => no_entries(content, &range, &found, None),
            Err(error) => apart(content, &range, &found, guarded, Some(&error)),
        }
    } else {
        apart(content, &range, &found, guarded, None)
    };
    parsed.problems.extend(head);
    parsed.problems.extend(too_large);
    parsed
}

/// The part of a block that is small enough to read, in whole lines.
fn limited(content: &str, block: Range<usize>) -> (Range<usize>, Option<Problem>) {
    if block.len() <= LARGEST {
        return (block, None);
    }
    let fits = |end: &usize| *end - block.start <= LARGEST;
    let end = lines(content, block.clone())
        .map(|line| line.next)
        .take_while(fits)
        .last();
    let end = end.unwrap_or(block.start);
    let problem = Problem::error(
        "front-matter-too-large",
        end..end + 1,
        format!(
            "the front matter is larger than {} KiB; from here on it is not read",
            LARGEST / 1024
        ),
        "move long texts into the page, or close the front matter with `---`",
    );
    (block.start..end, Some(problem))
}

/// The pairs of a block that parses as a whole.
fn whole(content: &str, range: &Range<usize>, found: &Scan, top: Top) -> Parsed {
    let pairs = match top {
        Top::Pairs(pairs) => pairs,
        Top::Empty => return Parsed::default(),
        Top::Other(what) => return no_map(found, range, what),
    };
    let agree = pairs.len() == found.entries.len()
        && pairs
            .iter()
            .zip(&found.entries)
            .all(|((key, _), entry)| is_key(content, entry, key));
    let pair = |(at, (key, yaml)): (usize, (Yaml, Yaml))| {
        let name = json_key(&key);
        let entry = if agree {
            found.entries.get(at)
        } else {
            found
                .entries
                .iter()
                .find(|entry| content[entry.name.clone()] == name)
        };
        Pair {
            key: entry.map_or(range.clone(), |entry| entry.key.clone()),
            at: entry.map_or(range.clone(), |entry| entry.value.clone()),
            exact: agree,
            rough: false,
            name: match entry {
                Some(entry) if !key.is_string() => content[entry.name.clone()].to_owned(),
                _ => name,
            },
            yaml,
        }
    };
    Parsed {
        pairs: pairs.into_iter().enumerate().map(pair).collect(),
        ..Parsed::default()
    }
}

/// A block without any line that looks like a key, and that the parser does not take.
fn no_entries(content: &str, range: &Range<usize>, found: &Scan, problem: Option<Problem>) -> Parsed {
    let mut parsed = no_map(found, range, "text");
    let is_flow = content[range.clone()].trim_start().starts_with('{');
    if let (true, Some(problem)) = (is_flow, problem) {
        parsed.problems = vec![problem];
    }
    parsed
}

fn no_map(found: &Scan, range: &Range<usize>, what: &str) -> Parsed {
    let at = found.loose.clone().unwrap_or(range.clone());
    let problem = Problem::error(
        "front-matter-not-a-map",
        at,
        format!("the front matter is {what}, not `key: value` lines"),
        "write lines such as `title: A title`, or put a blank line above the first `---`",
    );
    Parsed {
        problems: vec![problem],
        no_map: true,
        ..Parsed::default()
    }
}

/// Whether the scanner and the parser speak of the same key.
fn is_key(content: &str, entry: &Scanned, key: &Yaml) -> bool {
    let written = &content[entry.name.clone()];
    let is_quoted = entry.key != entry.name;
    match key {
        Yaml::String(key) => key == written || (is_quoted && written.contains(['\\', '\''])),
        Yaml::Sequence(_) | Yaml::Mapping(_) | Yaml::Tagged(_) => false,
        _ => !is_quoted,
    }
}

/// Parses each entry by itself; `error` is what the parser said of the whole.
fn apart(
    content: &str,
    range: &Range<usize>,
    found: &Scan,
    guarded: Vec<Option<Problem>>,
    error: Option<&serde_yaml::Error>,
) -> Parsed {
    let mut parsed = Parsed::default();
    for (entry, guard) in found.entries.iter().zip(guarded) {
        let alone = match guard {
            Some(problem) => Err(problem),
            None => one(content, entry).map_err(|error| explain(content, entry, &error)),
        };
        match alone {
            Ok(yaml) => parsed.pairs.push(pair(content, entry, yaml, false)),
            Err(problem) => {
                parsed.pairs.extend(saved(content, entry, problem.rule));
                parsed.problems.push(problem);
            }
        }
    }
    parsed.problems.extend(found.loose.clone().map(|at| {
        let help = missing_space(content[at.clone()].trim())
            .unwrap_or_else(|| "write it as `key: value`, or remove it".to_owned());
        Problem::broken(at, "this line is not `key: value`", help)
    }));
    if let (Some(error), true) = (error, parsed.problems.is_empty()) {
        let at = super::explain::place(error, range);
        let help = "start each key in the same column, and put values with signs in quotes";
        parsed
            .problems
            .push(Problem::broken(at, super::explain::said(error), help));
    }
    parsed
}

fn pair(content: &str, entry: &Scanned, yaml: Yaml, rough: bool) -> Pair {
    Pair {
        name: content[entry.name.clone()].to_owned(),
        key: entry.key.clone(),
        yaml,
        at: entry.value.clone(),
        exact: true,
        rough,
    }
}

fn one(content: &str, entry: &Scanned) -> Result<Yaml, Option<serde_yaml::Error>> {
    match yaml(content, entry.lines.clone()).map_err(Some)? {
        Top::Pairs(pairs) if pairs.len() == 1 => pairs.into_iter().next().map(|(_, yaml)| yaml).ok_or(None),
        _ => Err(None),
    }
}

/// What can be had of a broken entry: the lines above one that belongs to nothing, else its words.
fn saved(content: &str, entry: &Scanned, rule: &str) -> Option<Pair> {
    let mut all = lines(content, entry.lines.clone());
    let column = all.next()?.indent();
    let is_loose = |line: &Line<'_>| {
        !line.is_blank()
            && line.indent() <= column
            && !line.words.trim_start().starts_with(['-', ']', '}', '#'])
    };
    let above = all
        .find(is_loose)
        .and_then(|line| scan(content, entry.lines.start..line.start).entries.pop());
    let sound = above
        .as_ref()
        .filter(|above| check(content, above.lines.clone()).is_none());
    if let Some((above, Ok(yaml))) = sound.map(|above| (above, one(content, above))) {
        return Some(pair(content, above, yaml, false));
    }
    let entry = above.as_ref().unwrap_or(entry);
    rough(content, entry, rule).map(|text| pair(content, entry, Yaml::String(text), true))
}

/// A broken value of one line as the text that its author meant.
fn rough(content: &str, entry: &Scanned, rule: &str) -> Option<String> {
    let value = &content[entry.value.clone()];
    let is_text =
        entry.is_inline(content) && !value.is_empty() && value.len() <= 500 && !value.contains(['\n', '\r']);
    let stripped = value.trim_matches(['"', '\'']);
    (is_text && rule != "front-matter-too-deep").then(|| stripped.to_owned())
}

/// What a document is at its top.
enum Top {
    Pairs(Vec<(Yaml, Yaml)>),
    Empty,
    Other(&'static str),
}

fn yaml(content: &str, range: Range<usize>) -> Result<Top, serde_yaml::Error> {
    serde_yaml::from_str(&tamed(&content[range]))
}

/// Puts spaces, byte for byte, for what the parser stumbles over and YAML 1.2 allows: the line breaks
/// of YAML 1.1, and tabs in blank lines.
fn tamed(part: &str) -> Cow<'_, str> {
    const ODD: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];
    let has_odd = !part.is_ascii() && part.contains(ODD);
    let is_odd = |line: &Line<'_>| line.is_blank() && line.words.contains('\t');
    let has_tabs = || part.contains('\t') && lines(part, 0..part.len()).any(|line| is_odd(&line));
    if !has_odd && !has_tabs() {
        return Cow::Borrowed(part);
    }
    let mut out = String::with_capacity(part.len());
    for line in lines(part, 0..part.len()) {
        let blank = line.is_blank();
        for c in line.words.chars() {
            let spaces = if ODD.contains(&c) || (blank && c == '\t') {
                c.len_utf8()
            } else {
                0
            };
            match spaces {
                0 => out.push(c),
                count => out.extend(std::iter::repeat_n(' ', count)),
            }
        }
        out.push_str(&part[line.end()..line.next]);
    }
    Cow::Owned(out)
}

impl<'de> Deserialize<'de> for Top {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TopVisitor)
    }
}

/// Reads the pairs one by one, since a map would refuse or lose duplicate keys.
struct TopVisitor;

impl<'de> Visitor<'de> for TopVisitor {
    type Value = Top;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Top, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Top::Pairs(pairs))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Top, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Top::Other("a list"))
    }

    fn visit_unit<E>(self) -> Result<Top, E> {
        Ok(Top::Empty)
    }

    fn visit_none<E>(self) -> Result<Top, E> {
        Ok(Top::Empty)
    }

    fn visit_str<E>(self, _: &str) -> Result<Top, E> {
        Ok(Top::Other("a text"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Top, E> {
        Ok(Top::Other("a single value"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Top, E> {
        Ok(Top::Other("a number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Top, E> {
        Ok(Top::Other("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Top, E> {
        Ok(Top::Other("a number"))
    }
}
