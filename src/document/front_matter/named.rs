//! The fields of one page by name.
//!
//! Every report asks every page for fields, most of which most pages do not have. A few bits beside the map tell
//! so without a look into it.

use std::collections::BTreeMap;

use super::Entry;

/// Fields by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fields {
    /// The bit of each name that is there; others may share it.
    bits: u64,
    map: BTreeMap<&'static str, Entry>,
}

impl Fields {
    pub(super) fn get(&self, name: &str) -> Option<&Entry> {
        (self.bits & bit(name) != 0).then(|| self.map.get(name)).flatten()
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Entry> {
        self.map.get_mut(name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn insert(&mut self, name: &'static str, entry: Entry) {
        self.bits |= bit(name);
        self.map.insert(name, entry);
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.retain(|own| own != name);
    }

    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.map.retain(|name, _| keep(name));
        self.bits = self.map.keys().fold(0, |bits, name| bits | bit(name));
    }

    /// All fields in the order of names.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &Entry)> {
        self.map.iter().map(|(name, entry)| (*name, entry))
    }
}

/// One of 64 bits, by a name's length and its ends.
fn bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let ends = bytes.first().zip(bytes.last());
    let (first, last) = ends.map_or((0, 0), |(first, last)| (usize::from(*first), usize::from(*last)));
    1 << ((bytes.len() * 11 + first * 5 + last) % 64)
}
