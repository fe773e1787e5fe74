//! From keys and values to fields.
//!
//! Takes the pairs of a block and the page's kind; gives the fields, what else was said, and what is
//! wrong. It settles which of several keys speaks for a field, and loses nothing: what is no field,
//! or does not fit one, is kept under `extra`. It must not know the YAML that the pairs came from.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::ops::Range;

use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::keys::scan;
use super::parse::Pair;
use super::problem::Problem;
use super::values::{json, typed};
use super::{Entry, FrontMatter, Spanned, Value, schedule, structured};
use crate::fields::{Field, REVIEWERS, field, field_of_kind, nearest_field};
use crate::kinds::Kinds;
use crate::words::diagnostic::Severity;

/// Fields, extras and findings of one block.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) matter: FrontMatter,
    pub(super) problems: Vec<Problem>,
}

/// Makes fields of the pairs of a page in the given top-level folder.
pub(super) fn gather(content: &str, pairs: Vec<Pair>, kinds: &Kinds, folder: &str) -> Gathered {
    let kind = kind_of(&pairs, kinds, folder);
    let mut gathered = Gathered::default();
    let pairs = gathered.without_duplicates(with_taxonomies(content, pairs));
    let is_direct =
        |pair: &&Pair| field_of_kind(&pair.name, kind).is_some_and(|field| field.is_called(&pair.name));
    // A field's own name wins over its synonyms, wherever it stands.
    let (direct, others): (Vec<_>, Vec<_>) = pairs.iter().partition(is_direct);
    for pair in direct.into_iter().chain(others) {
        match field_of_kind(&pair.name, kind) {
            Some(field) => gathered.known(content, field, kind, pair),
            None => gathered.unknown(pair),
        }
    }
    gathered.reviewers(content, &pairs);
    gathered.questions(&pairs);
    gathered.merge_extra();
    gathered
        .problems
        .extend(schedule::problems(&gathered.matter, kind));
    gathered
}

/// The kind that the page says, else its folder's.
fn kind_of<'k>(pairs: &[Pair], kinds: &'k Kinds, folder: &str) -> &'k str {
    let says = |pair: &&Pair| field(&pair.name).is_some_and(|field| field.name == "kind");
    let said = pairs.iter().find(says).and_then(|pair| pair.yaml.as_str());
    let kind = match said {
        Some(word) => kinds.get(word),
        None => kinds.of_folder(folder),
    };
    kind.map_or("note", |kind| &kind.name)
}

/// Takes the tags out of Zola's `taxonomies`.
fn with_taxonomies(content: &str, mut pairs: Vec<Pair>) -> Vec<Pair> {
    let is_taxonomies = |pair: &Pair| pair.name.eq_ignore_ascii_case("taxonomies");
    let Some(at) = pairs.iter().position(is_taxonomies) else {
        return pairs;
    };
    let pair = &mut pairs[at];
    let Yaml::Mapping(map) = &mut pair.yaml else {
        return pairs;
    };
    let Some(yaml) = map.shift_remove("tags") else {
        return pairs;
    };
    let inner = if pair.exact {
        scan(content, line_of(content, &pair.at)).entries
    } else {
        Vec::new()
    };
    let found = inner
        .into_iter()
        .find(|entry| &content[entry.name.clone()] == "tags");
    let tags = Pair {
        name: "taxonomies.tags".to_owned(),
        exact: found.is_some(),
        key: found.as_ref().map_or(pair.key.clone(), |entry| entry.key.clone()),
        at: found.map_or(pair.at.clone(), |entry| entry.value),
        yaml,
        rough: false,
    };
    if map.is_empty() {
        pairs[at] = tags;
    } else {
        pairs.insert(at, tags);
    }
    pairs
}

/// The range from the start of its first line, so that the line's indentation counts.
fn line_of(content: &str, at: &Range<usize>) -> Range<usize> {
    let spaces = content[..at.start]
        .bytes()
        .rev()
        .take_while(|byte| *byte == b' ')
        .count();
    at.start - spaces..at.end
}

impl Gathered {
    /// Drops and reports each key that stands a second time; the first one wins.
    fn without_duplicates(&mut self, pairs: Vec<Pair>) -> Vec<Pair> {
        let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
        let mut kept: Vec<Pair> = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let first = match seen.entry(folded(&pair.name)) {
                Slot::Occupied(first) => first,
                Slot::Vacant(slot) => {
                    slot.insert(pair.key.clone());
                    kept.push(pair);
                    continue;
                }
            };
            // Of two audiences nobody knows which was meant.
            let is_audience = field(&pair.name).is_some_and(|field| field.name == "audience");
            self.matter.audience_unreadable |= is_audience;
            let (message, help) = match is_audience {
                true => (
                    format!("the key `{}` stands twice", pair.name),
                    "keep one of the two; until then the page is private",
                ),
                false => (
                    format!("the key `{}` stands twice; the first one counts", pair.name),
                    "keep one of the two",
                ),
            };
            let problem = Problem::error("duplicate-key", pair.key.clone(), message, help);
            self.problems
                .push(problem.also(first.get().clone(), "it stands here first"));
        }
        kept
    }

    fn known(&mut self, content: &str, field: &'static Field, kind: &str, pair: &Pair) {
        if let Some(entry) = self.matter.fields.get(field.name) {
            self.problems.push(said_already(field, pair, entry));
            return self.keep(&pair.name, json(&pair.yaml));
        }
        let (value, mut problems) = typed(content, field, pair);
        if !field.is_of(kind) {
            // The key may mean something else on a page of this kind.
            problems
                .iter_mut()
                .for_each(|problem| problem.severity = Severity::Warning);
        }
        let lost = value.is_none() && (!problems.is_empty() || (pair.rough && !pair.yaml.is_null()));
        self.matter.audience_unreadable |= hides_audience(field, pair, &problems);
        if field.name == "questions" && holds_channels(value.as_ref()) {
            // One hint on channels says it better.
            problems.clear();
        }
        self.problems.extend(problems);
        match value {
            Some(value) => {
                let entry = Entry {
                    value,
                    span: pair.at.clone(),
                    key: pair.key.clone(),
                };
                self.matter.fields.insert(field.name, entry);
                self.named_within(content, field, pair);
            }
            None if lost => self.keep(&pair.name, json(&pair.yaml)),
            None => {}
        }
    }

    /// Notes the people whom the sessions of a handover name: they are named as anywhere else.
    fn named_within(&mut self, content: &str, field: &Field, pair: &Pair) {
        if field.name != "sessions" {
            return;
        }
        for (name, people) in structured::people(content, pair) {
            if !people.is_empty() {
                let entry = Entry {
                    value: Value::Texts(people),
                    span: pair.at.clone(),
                    key: pair.key.clone(),
                };
                self.matter.fields.insert(name, entry);
            }
        }
    }

    fn unknown(&mut self, pair: &Pair) {
        if let Some(near) = nearest_field(&pair.name) {
            self.problems.push(hint(near, pair));
            // A page with a misspelt audience must not be shown to all.
            self.matter.audience_unreadable |= near == "audience";
        }
        self.keep(&pair.name, json(&pair.yaml));
    }

    fn keep(&mut self, name: &str, value: Json) {
        if !self.matter.extra.contains_key(name) {
            self.matter.extra.insert(name.to_owned(), value);
        }
    }

    /// The first of the primary reviewers owns the page, the rest can do it, unless it says otherwise.
    fn reviewers(&mut self, content: &str, pairs: &[Pair]) {
        let says = |pair: &&Pair| pair.name.replace('-', "_").eq_ignore_ascii_case(REVIEWERS);
        let (Some(pair), Some(owner)) = (pairs.iter().find(says), field("owner")) else {
            return;
        };
        let (Some(Value::Texts(people)), _) = typed(content, owner, pair) else {
            return;
        };
        let rest = people.iter().skip(1).cloned().collect();
        for (name, people) in [("owner", people.into_iter().take(1).collect()), ("backup", rest)] {
            let people: Vec<Spanned> = people;
            if !people.is_empty() && !self.matter.fields.has(name) {
                let entry = Entry {
                    value: Value::Texts(people),
                    span: pair.at.clone(),
                    key: pair.key.clone(),
                };
                self.matter.fields.insert(name, entry);
            }
        }
    }

    /// Some handbooks keep channels to ask in under `questions`; those are no questions.
    fn questions(&mut self, pairs: &[Pair]) {
        let says = |pair: &&Pair| field(&pair.name).is_some_and(|field| field.name == "questions");
        let Some(pair) = pairs.iter().find(says) else {
            return;
        };
        let found = self.matter.fields.get_mut("questions");
        let mut place = None;
        let mut left = 0;
        if let Some(Value::Texts(items)) = found.map(|entry| &mut entry.value) {
            items.retain(|item| {
                let is_talk = is_channel(&item.text);
                if is_talk && place.is_none() {
                    place = Some(item.span.clone());
                }
                !is_talk
            });
            left = items.len();
        } else if !pair.yaml.is_null() && holds_maps(&pair.yaml) {
            place = Some(pair.at.clone());
        }
        let Some(place) = place else {
            return;
        };
        if left == 0 {
            self.matter.fields.remove("questions");
        }
        self.keep(&pair.name, json(&pair.yaml));
        let message = "`questions` holds channels or addresses here, not questions";
        let help = "put them under `ask`, and under `questions` what people ask: `How do I …?`";
        let problem = Problem::error("questions-are-channels", place, message, help);
        self.problems.push(problem.severity(Severity::Note));
    }

    /// Brings what stands under Zola's `extra` to the level of the other unknown keys.
    fn merge_extra(&mut self) {
        if let Some(Json::Object(_)) = self.matter.extra.get("extra")
            && let Some(Json::Object(inner)) = self.matter.extra.remove("extra")
        {
            for (name, value) in inner {
                self.keep(&name, value);
            }
        }
    }
}

fn said_already(field: &Field, pair: &Pair, entry: &Entry) -> Problem {
    let message = format!("`{}` says what `{}` says already", pair.name, field.name);
    let help = format!("keep `{}` and remove `{}`", field.name, pair.name);
    Problem::error("duplicate-field", pair.key.clone(), message, help)
        .severity(Severity::Warning)
        .also(entry.key.clone(), "this one counts")
}

/// Whether a value that does not fit its field may have said who can read the page.
fn hides_audience(field: &Field, pair: &Pair, problems: &[Problem]) -> bool {
    let is_audience = field.name == "audience";
    (is_audience && pair.rough)
        || (!problems.is_empty() && (is_audience || pair.yaml.get("audience").is_some()))
}

/// The key by which duplicates are known: case and dashes count only where a key is no field.
fn folded(name: &str) -> String {
    match field(name) {
        Some(_) => name.to_lowercase().replace('_', "-"),
        None => name.to_owned(),
    }
}

fn hint(near: &str, pair: &Pair) -> Problem {
    let message = format!("no field `{}`", pair.name);
    if near == "audience" {
        let help = "did you mean `audience`? until that is settled the page is private";
        return Problem::error("unknown-audience", pair.key.clone(), message, help);
    }
    let problem = Problem::error(
        "unknown-key",
        pair.key.clone(),
        message,
        format!("did you mean `{near}`?"),
    );
    problem.severity(Severity::Warning)
}

/// Whether a text is a channel, an address or a name rather than a question: a question has words.
fn is_channel(text: &str) -> bool {
    let is_one_word = !text.contains(char::is_whitespace) && !text.ends_with('?');
    is_one_word || text.starts_with(['#', '@']) || text.starts_with("http://") || text.starts_with("https://")
}

fn holds_channels(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Texts(texts)) => texts.iter().any(|item| is_channel(&item.text)),
        _ => true,
    }
}

fn holds_maps(yaml: &Yaml) -> bool {
    match yaml {
        Yaml::Mapping(_) => true,
        Yaml::Sequence(list) => list.iter().any(Yaml::is_mapping),
        _ => false,
    }
}
