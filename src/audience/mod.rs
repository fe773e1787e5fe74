//! Floor 3: who may see what, decided before any page is linked to another.
//!
//! Takes all documents and assets; gives those that may be seen, and of the others only the names by
//! which a page could refer to them, so that such a reference can fall silent. Nothing past this
//! point holds a hidden page, so nothing past it can leak one; nor does anything hold a leave date
//! that the team has not been told of.

mod embargo;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

pub use self::embargo::{is_handover, leavers};
use crate::document::Document;
use crate::input::Asset;
use crate::kinds::Kinds;
use crate::markdown::{Link, LinkKind, Scheme, scheme};
use crate::words::audience::Audience;
use crate::words::path::{SourcePath, normalise, unescape};

/// What may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy<'a> {
    /// The narrowest audience that is emitted.
    pub audience: Audience,
    /// The audience of pages that do not say.
    pub default: Audience,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether leave dates are shown that nobody has announced.
    pub unannounced: bool,
    /// The day on which something has been announced or not.
    pub today: Date,
    /// The kinds, one of which is a handover.
    pub kinds: &'a Kinds,
}

/// What was kept, and the names of what was not.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The documents that may be seen.
    pub documents: Vec<Arc<Document>>,
    /// The assets that may be seen.
    pub assets: Vec<Asset>,
    /// The names of the others.
    pub hidden: Hidden,
}

/// The names by which a page could refer to something hidden. It cannot be listed, only asked.
#[derive(Clone, Debug, Default)]
pub struct Hidden {
    paths: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Hidden {
    /// Whether a hidden page or asset lies at this source path, with or without its extension.
    pub fn has_path(&self, path: &str) -> bool {
        self.paths.contains(path.trim_end_matches('/'))
    }

    /// Whether a hidden page goes by this name, without regard to case.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.contains(&name.trim().to_lowercase())
    }
}

impl Policy<'_> {
    /// Whether a document may be seen.
    pub fn shows(self, document: &Document) -> bool {
        document.audience(self.default) <= self.audience
            && self.is_ready(document)
            && (self.audience == Audience::Private || !self.is_under_embargo(document))
    }

    /// Whether a document is no draft, or drafts are shown.
    fn is_ready(self, document: &Document) -> bool {
        self.drafts || !document.is_draft()
    }
}

/// Keeps what the policy lets be seen.
pub fn keep(documents: Vec<Arc<Document>>, assets: Vec<Asset>, policy: Policy<'_>) -> Kept {
    let documents = policy.with_embargo(documents);
    let (documents, secret): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| policy.shows(document));
    let mut hidden = Hidden::default();
    for document in &secret {
        hidden.add(document);
    }
    let files: BTreeSet<&str> = assets.iter().map(|asset| asset.path.as_str()).collect();
    let by_shown = used_by(&documents, &files);
    let by_hidden = used_by(&secret, &files);
    let hidden_folders: BTreeSet<&str> = secret
        .iter()
        .filter(|document| is_index(&document.path) && !document.path.folder().is_empty())
        .map(|document| document.path.folder())
        .collect();
    let may_be_seen = |asset: &Asset| {
        let path = asset.path.as_str();
        let is_private = asset
            .path
            .folder()
            .split('/')
            .any(|folder| folder.eq_ignore_ascii_case("private"));
        let only_hidden = by_hidden.contains(path) || hidden_folders.contains(asset.path.folder());
        !(is_private && policy.audience < Audience::Private) && (by_shown.contains(path) || !only_hidden)
    };
    let (assets, secret): (Vec<_>, Vec<_>) = assets.into_iter().partition(may_be_seen);
    hidden
        .paths
        .extend(secret.iter().map(|asset| asset.path.as_str().to_owned()));
    hidden
        .names
        .extend(secret.iter().map(|asset| asset.path.name().to_lowercase()));
    Kept {
        documents,
        assets,
        hidden,
    }
}

/// Whether a file is one of those that stand for their folder.
pub fn is_index(path: &SourcePath) -> bool {
    ["_index", "index", "readme"].contains(&&*path.stem().to_lowercase())
}

impl Hidden {
    fn add(&mut self, document: &Document) {
        let path = &document.path;
        self.paths.insert(path.as_str().to_owned());
        self.paths.insert(path.without_extension().to_owned());
        self.paths.insert(format!("{}.html", path.without_extension()));
        if is_index(path) {
            self.paths.insert(path.folder().to_owned());
        }
        let stem = if is_index(path) {
            path.folder()
        } else {
            path.stem()
        };
        let aliases = document
            .front
            .texts("aliases")
            .iter()
            .map(|alias| alias.text.as_str());
        for alias in aliases.clone().filter(|alias| alias.starts_with('/')) {
            self.paths.insert(alias.trim_matches('/').to_owned());
        }
        let names = document
            .title
            .as_deref()
            .into_iter()
            .chain(aliases)
            .chain([stem, path.without_extension()]);
        self.names.extend(names.map(str::to_lowercase));
    }
}

/// Those of the files that documents link to or show.
fn used_by(documents: &[Arc<Document>], files: &BTreeSet<&str>) -> BTreeSet<String> {
    // Most knowledge bases have few files beside their pages, and many links.
    if files.is_empty() {
        return BTreeSet::new();
    }
    let used = documents.par_iter().flat_map_iter(|document| {
        let links = document.links.iter();
        let linked = links.filter_map(|link| linked_file(document, link));
        linked.filter(|path| files.contains(&**path)).collect::<Vec<_>>()
    });
    used.collect()
}

/// The path below the content folder that a link names, if it may be a file's.
fn linked_file(document: &Document, link: &Link) -> Option<String> {
    if matches!(link.kind, LinkKind::Wiki | LinkKind::Embed) || scheme(&link.target) != Scheme::Inside {
        return None;
    }
    let path = link.target.split(['#', '?']).next().unwrap_or_default();
    let path = unescape(
        path.strip_prefix('@')
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(path),
    );
    normalise(document.path.folder(), &path)
}
