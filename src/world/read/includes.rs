//! The files that pages show of the project.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::files::without_zeros;
use crate::input::{Include, Source, locate_include};
use crate::markdown::includes::split;

/// The longest file that a page may show, in bytes.
const LONGEST: u64 = 1024 * 1024;

type Shown = Result<Arc<str>, String>;

/// Attaches to every source what it asks to show, each file read once.
pub(super) fn attach(root: &Path, src: &str, sources: Vec<(Source, Vec<String>)>) -> Vec<Source> {
    let mut read: BTreeMap<String, Shown> = BTreeMap::new();
    let attach = |(source, files): (Source, Vec<String>)| {
        let includes = files
            .into_iter()
            .map(|wanted| {
                let located = locate_include(src, &source.path, split(&wanted).0);
                let text = located.and_then(|path| {
                    read.entry(path)
                        .or_insert_with_key(|path| show(root, path))
                        .clone()
                });
                Include { wanted, text }
            })
            .collect();
        Source { includes, ..source }
    };
    sources.into_iter().map(attach).collect()
}

fn show(root: &Path, path: &str) -> Shown {
    let file = root.join(path);
    let real = file
        .canonicalize()
        .map_err(|_| format!("there is no file `{path}`"))?;
    let inside = root.canonicalize().is_ok_and(|root| real.starts_with(root));
    if !inside {
        return Err("it is a link that leads out of the project".to_owned());
    }
    let length = real.metadata().map_err(|error| error.to_string())?.len();
    if length > LONGEST {
        return Err(format!("it is longer than {} KiB", LONGEST / 1024));
    }
    let bytes = std::fs::read(&real).map_err(|error| error.to_string())?;
    String::from_utf8(bytes)
        .map(|text| without_zeros(text).into())
        .map_err(|_| "it is not UTF-8 text".to_owned())
}
