//! What differs between two readings of one project, in words.
//!
//! Takes two [`Inputs`]; gives the names of what differs, none if a build of both would be the same. It must
//! not know what a difference leads to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::input::{Asset, Inputs, Layer, Source};

/// Names of what differs, files as seen from the project's root where that is known.
pub fn between(old: &Inputs, new: &Inputs) -> Vec<String> {
    let mut names = Vec::new();
    let (src, same_place) = (&new.config.book.src, old.config.book.src == new.config.book.src);
    if old.config != new.config {
        names.push("book.toml".to_owned());
    }
    let shown = |path: &str| match src.as_str() {
        "." => path.to_owned(),
        src => format!("{src}/{path}"),
    };
    if same_place {
        let changed = differing(by_path(&old.sources), by_path(&new.sources));
        names.extend(changed.into_iter().map(shown));
        let changed = differing(files_by_path(&old.assets), files_by_path(&new.assets));
        names.extend(changed.into_iter().map(shown));
    }
    if old.summary != new.summary {
        names.push(shown("SUMMARY.md"));
    }
    if old.theme != new.theme {
        names.extend(differing_layers(&old.theme.layers, &new.theme.layers));
    }
    let added = |inputs: &Inputs| -> Vec<(String, Arc<[u8]>)> {
        let added = inputs.additional.iter();
        added
            .map(|(url, bytes)| (url.to_string(), Arc::clone(bytes)))
            .collect()
    };
    names.extend(differing(added(old), added(new)));
    if names.is_empty() && old.history != new.history {
        names.push("the history".to_owned());
    }
    if names.is_empty() && (old.today, old.audience, old.drafts) != (new.today, new.audience, new.drafts) {
        names.push("the day".to_owned());
    }
    if names.is_empty() && old.findings != new.findings {
        let place = new
            .findings
            .iter()
            .chain(&old.findings)
            .find_map(|found| found.place.as_ref());
        names.push(place.map_or_else(|| "a file".to_owned(), |place| place.file.to_string()));
    }
    names
}

fn by_path(sources: &[Source]) -> impl Iterator<Item = (&str, &Source)> {
    sources.iter().map(|source| (source.path.as_str(), source))
}

fn files_by_path(assets: &[Asset]) -> impl Iterator<Item = (&str, Content<'_>)> {
    assets
        .iter()
        .map(|asset| (asset.path.as_str(), Content(&asset.bytes)))
}

/// The bytes of a file. Those that were not read again are the same without a look.
struct Content<'a>(&'a Arc<[u8]>);

impl PartialEq for Content<'_> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.0, other.0) || self.0 == other.0
    }
}

/// The names that only one side has, or whose values differ.
fn differing<K: Ord, T: PartialEq>(
    old: impl IntoIterator<Item = (K, T)>,
    new: impl IntoIterator<Item = (K, T)>,
) -> Vec<K> {
    let mut before: BTreeMap<K, T> = old.into_iter().collect();
    let mut names: Vec<K> = Vec::new();
    for (name, value) in new {
        if before.remove(&name).as_ref() != Some(&value) {
            names.push(name);
        }
    }
    names.extend(before.into_keys());
    names
}

fn differing_layers(old: &[Layer], new: &[Layer]) -> Vec<String> {
    let mut names: Vec<String> = differing(files(old), files(new))
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    if names.is_empty() {
        names.push("the theme".to_owned());
    }
    names
}

/// A layer's number and a file's name.
type InLayer = (usize, String);

/// All files of the layers; two layers may hold files of one name, so each has its number from below.
fn files(layers: &[Layer]) -> Vec<(InLayer, Arc<[u8]>)> {
    let mut files = Vec::new();
    for (number, layer) in layers.iter().rev().enumerate() {
        let texts = layer.templates.iter().map(|(_, text)| text);
        for text in texts.chain(&layer.manifest) {
            files.push(((number, text.file.to_string()), text.content.as_bytes().into()));
        }
        for (url, bytes) in &layer.statics {
            let name = match layer.prefix.as_str() {
                "" => format!("static/{url}"),
                prefix => format!("themes/{}/static/{url}", prefix.trim_end_matches('/')),
            };
            files.push(((number, name), Arc::clone(bytes)));
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_what_came_went_and_changed() {
        let side = |pairs: &[(&str, u8)]| -> Vec<(String, u8)> {
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), *value))
                .collect()
        };
        let (old, new) = (
            side(&[("gone", 1), ("kept", 2), ("other", 3)]),
            side(&[("kept", 2), ("new", 1), ("other", 4)]),
        );
        assert_eq!(differing(old, new.clone()), ["new", "other", "gone"]);
        assert!(differing(new.clone(), new).is_empty());
    }
}
