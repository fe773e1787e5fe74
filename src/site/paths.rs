//! Links by path, in all the ways that handbooks write them.

use super::lookup::Lookup;
use super::{Destination, Page};
use crate::words::path::{normalise, unescape};

/// What a path leads to.
pub(super) enum Led {
    /// To something of the site.
    To(Destination),
    /// To something that this build does not show.
    Hidden,
    /// To nothing; this is the path as it was looked for.
    Nowhere(String),
}

/// Follows a path from a page: `../x.md`, `/x.md`, `@/x.md`, without extension, with `.html`, or a folder.
pub(super) fn follow(lookup: &Lookup<'_>, from: &Page, path: &str) -> Led {
    // Windows writes `a\b.md`; an escaped backslash is one in a file's name.
    let unescaped = unescape(&path.replace('\\', "/"));
    let rooted = unescaped
        .strip_prefix("@/")
        .map(|rest| format!("/{rest}"))
        .unwrap_or(unescaped);
    let Some(path) = normalise(from.document.path.folder(), &rooted) else {
        return Led::Nowhere(rooted);
    };
    let found = match lookup.path(&path) {
        Some(found) if !rooted.ends_with('/') => Some(found),
        _ => other_spellings(lookup, &path),
    };
    match found.or_else(|| below_itself(lookup, from, &rooted)) {
        Some(to) => Led::To(to),
        None if lookup.hidden.has_path(&path) => Led::Hidden,
        None => Led::Nowhere(path),
    }
}

/// Other generators publish `a.md` as `a/`, so its authors link to `a/b.md` as `b`, and to a neighbour as `../c`.
fn below_itself(lookup: &Lookup<'_>, from: &Page, path: &str) -> Option<Destination> {
    let names_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if from.is_index || path.starts_with('/') || names_a_file {
        return None;
    }
    let path = normalise(from.document.path.without_extension(), path)?;
    lookup.path(&path).or_else(|| other_spellings(lookup, &path))
}

fn other_spellings(lookup: &Lookup<'_>, path: &str) -> Option<Destination> {
    if path.is_empty() {
        return lookup.url("index.html");
    }
    let without_html = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
    None.or_else(|| lookup.path(&format!("{path}.md")))
        .or_else(|| lookup.url(path))
        .or_else(|| lookup.path(&format!("{}.md", without_html?)))
        .or_else(|| lookup.url(&format!("{path}/index.html")))
        .or_else(|| lookup.url(&format!("{path}.html")))
}
