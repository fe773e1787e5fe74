//! The walk through what was written: each key is looked up, read and put in its place.
//!
//! Takes a parsed tree and the text it came from; fills a [`Config`] and gives the findings. It must
//! not know any key by name: the tables in `keys` and `foreign` do.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Item, TableLike, Value};

use super::complaint;
use super::keys::{self, Key};
use super::kind::{Fault, describe};
use super::{Config, foreign};
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::text::Text;

/// One walk: where the findings stand, what was set so far, and what was found.
pub(super) struct Walk<'a> {
    config: &'a mut Config,
    places: Places<'a>,
    seen: BTreeMap<Vec<String>, Place>,
    found: Vec<Diagnostic>,
}

/// How a byte range of the parsed text becomes a place.
pub(super) enum Places<'a> {
    /// The parsed text is a file.
    File(&'a Text),
    /// The parsed text is one variable: its name, and the name with its value.
    Variable(Place, Place),
}

impl<'a> Walk<'a> {
    /// A walk that fills the configuration.
    pub(super) fn new(config: &'a mut Config, places: Places<'a>) -> Self {
        Self {
            config,
            places,
            seen: BTreeMap::new(),
            found: Vec::new(),
        }
    }

    /// What was found; the walk is over.
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Every entry of a table, in the order of the file.
    pub(super) fn table(&mut self, path: &[String], table: &dyn TableLike) {
        if let [kinds, name] = path
            && kinds == "kinds"
        {
            self.config.kinds.entry(name.clone()).or_default();
        }
        for (name, item) in table.iter() {
            let place = self.key_place(table.key(name).and_then(toml_edit::Key::span));
            let path: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
            self.entry(&path, place, item);
        }
    }

    /// One entry: a key, a table, another generator's key, or a mistake.
    fn entry(&mut self, written: &[String], place: Place, item: &Item) {
        let path = foreign::ours(written).unwrap_or_else(|| written.to_vec());
        if let Some((key, name)) = keys::at(&path) {
            let Ok(value) = item.clone().into_value() else {
                return;
            };
            if self.first_time(key, &path, &place) {
                let at = item.span();
                if let Err(fault) = (key.set)(self.config, name, &value) {
                    self.bad_value(key, &path, fault, at, place);
                }
            }
        } else if !keys::is_table(&path) {
            self.stray(written, place, Some(item));
        } else if let Some(table) = item.as_table_like() {
            self.table(&path, table);
        } else {
            let what = item
                .as_value()
                .map_or_else(|| "a list of tables".to_owned(), describe);
            let help = format!(
                "write {} on a line of its own, and its keys below it",
                complaint::header(&path)
            );
            self.found.push(complaint::not_a_table(&path, place, &what, help));
        }
    }

    /// An entry that is neither a key nor a table of ours.
    pub(super) fn stray(&mut self, path: &[String], place: Place, item: Option<&Item>) {
        let inside = item.and_then(Item::as_table_like);
        let holds_gate = inside.is_some_and(|table| table.iter().any(|(name, _)| is_gate_word(name)));
        self.found.push(match foreign::ignored(path) {
            Some(instead) => complaint::foreign(path, place, instead),
            None => complaint::unknown(path, place, holds_gate),
        });
    }

    /// Sets a key from the first of the values that is of a wanted type.
    pub(super) fn set(&mut self, key: &Key, path: &[String], name: &str, values: &[Value]) {
        let mut last = None;
        for value in values {
            match (key.set)(self.config, name, value) {
                Ok(()) => return,
                Err(fault) if fault.wrong_type => last = Some(fault),
                Err(fault) => {
                    last = Some(fault);
                    break;
                }
            }
        }
        if let Some(fault) = last {
            let place = self.key_place(None);
            self.bad_value(key, path, fault, None, place);
        }
    }

    /// Something that is no table stands where one is wanted.
    pub(super) fn not_a_table(&mut self, path: &[String], what: &str, help: String) {
        let place = self.value_place(None).unwrap_or_else(|| self.key_place(None));
        self.found.push(complaint::not_a_table(path, place, what, help));
    }

    /// Whether the key is set for the first time; a second spelling of it is a finding.
    fn first_time(&mut self, key: &Key, path: &[String], place: &Place) -> bool {
        let pattern = key.path.split('.').zip(path);
        let canonical: Vec<String> = pattern
            .map(|(part, name)| {
                if part == "*" {
                    name.clone()
                } else {
                    part.to_owned()
                }
            })
            .collect();
        match self.seen.get(&canonical) {
            Some(first) => {
                self.found
                    .push(complaint::twice(key, &canonical, place.clone(), first.clone()));
                false
            }
            None => {
                self.seen.insert(canonical, place.clone());
                true
            }
        }
    }

    fn bad_value(
        &mut self,
        key: &Key,
        path: &[String],
        fault: Fault,
        at: Option<Range<usize>>,
        key_place: Place,
    ) {
        let place = self.value_place(fault.span.clone().or(at)).unwrap_or(key_place);
        self.found.push(complaint::bad_value(key, path, place, fault));
    }

    fn key_place(&self, at: Option<Range<usize>>) -> Place {
        match &self.places {
            Places::File(text) => at.map_or_else(|| Place::of_file(&text.file), |at| text.place(at)),
            Places::Variable(name, _) => name.clone(),
        }
    }

    fn value_place(&self, at: Option<Range<usize>>) -> Option<Place> {
        match &self.places {
            Places::File(text) => at.map(|at| text.place(at)),
            Places::Variable(_, value) => Some(value.clone()),
        }
    }
}

/// Whether a name is that of a key which decides what is published.
fn is_gate_word(name: &str) -> bool {
    let name = keys::kebab(name);
    keys::GATES
        .iter()
        .any(|gate| gate.rsplit('.').next() == Some(&name))
}
