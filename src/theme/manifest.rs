//! `theme.toml`: which versions of Passdown a theme is made for, which of its files are published as one, and
//! which only where a page needs them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use semver::{Version, VersionReq};
use toml_edit::{Document, Item};

use super::lean::lean;
use crate::input::Layer;
use crate::words::diagnostic::Diagnostic;
use crate::words::path::Url;
use crate::words::text::Text;

/// What a theme says of its files.
#[derive(Default)]
pub(super) struct Manifest {
    /// For each file that is put together, its parts in order.
    pub(super) bundles: BTreeMap<Url, Vec<Url>>,
    /// The files that are published only if some page shows a diagram.
    pub(super) for_diagrams: Vec<Url>,
}

impl Manifest {
    /// Lays a stronger layer's manifest over this one.
    pub(super) fn extend(&mut self, stronger: Self) {
        self.bundles.extend(stronger.bundles);
        self.for_diagrams.extend(stronger.for_diagrams);
    }
}

/// Reads a layer's manifest, if it has one.
pub(super) fn read(layer: &Layer) -> Result<Manifest, Diagnostic> {
    let Some(text) = &layer.manifest else {
        return Ok(Manifest::default());
    };
    let document = Document::parse(text.content.to_string()).map_err(|error| {
        let line = error.message().lines().next().unwrap_or_default().to_owned();
        fault(
            text,
            error.span(),
            format!("this is not TOML: {line}"),
            "a line reads `key = \"value\"`, as in `passdown = \">=0.1, <0.2\"`",
        )
    })?;
    check_version(text, document.get("passdown"))?;
    Ok(Manifest {
        bundles: bundles(text, document.get("bundles"))?,
        for_diagrams: for_diagrams(text, document.get("for-diagrams"))?,
    })
}

/// Puts each bundle's parts together, scripts without their comments; the parts are then no files of their own.
pub(super) fn put_together(statics: &mut BTreeMap<Url, Arc<[u8]>>, bundles: &BTreeMap<Url, Vec<Url>>) {
    for (url, parts) in bundles {
        let mut whole = Vec::new();
        for bytes in parts.iter().filter_map(|part| statics.get(part)) {
            match std::str::from_utf8(bytes) {
                Ok(script) if url.as_str().ends_with(".js") => whole.extend(lean(script).bytes()),
                _ => whole.extend_from_slice(bytes),
            }
            whole.push(b'\n');
        }
        statics.retain(|url, _| !parts.contains(url));
        statics.insert(url.clone(), whole.into());
    }
}

fn check_version(text: &Text, asked: Option<&Item>) -> Result<(), Diagnostic> {
    let Some(asked) = asked.filter(|item| item.is_str()) else {
        let what = "the theme does not say which Passdown it is made for".to_owned();
        return Err(fault(
            text,
            None,
            what,
            "add a line such as `passdown = \">=0.1, <0.2\"`",
        ));
    };
    let (range, asked) = (asked.span(), asked.as_str().unwrap_or_default());
    let Ok(wanted) = VersionReq::parse(asked) else {
        return Err(fault(
            text,
            range,
            format!("`{asked}` is no range of versions"),
            "write it as `>=0.1, <0.2`",
        ));
    };
    let ours = Version::parse(env!("CARGO_PKG_VERSION")).expect("cargo checks the version");
    if wanted.matches(&ours) {
        return Ok(());
    }
    let what = format!("this theme is made for Passdown {asked}, and this is {ours}");
    Err(fault(
        text,
        range,
        what,
        "take a version of the theme that is made for this one, or change the range if it works",
    ))
}

fn bundles(text: &Text, table: Option<&Item>) -> Result<BTreeMap<Url, Vec<Url>>, Diagnostic> {
    let help = "write `\"css/all.css\" = [\"css/a.css\", \"css/b.css\"]` with paths below `static/`";
    let Some(table) = table else {
        return Ok(BTreeMap::new());
    };
    let wrong = |item: &Item| {
        fault(
            text,
            item.span(),
            "a bundle is a file and the list of its parts".to_owned(),
            help,
        )
    };
    let entries = table.as_table_like().ok_or_else(|| wrong(table))?;
    entries
        .iter()
        .map(|(name, parts)| Url::new(name).zip(urls(parts)).ok_or_else(|| wrong(parts)))
        .collect()
}

fn for_diagrams(text: &Text, list: Option<&Item>) -> Result<Vec<Url>, Diagnostic> {
    let Some(list) = list else {
        return Ok(Vec::new());
    };
    urls(list).ok_or_else(|| {
        let what = "this is no list of files".to_owned();
        fault(
            text,
            list.span(),
            what,
            "write `for-diagrams = [\"js/a.js\"]` with paths below `static/`",
        )
    })
}

fn urls(list: &Item) -> Option<Vec<Url>> {
    let parts = list.as_array()?.iter();
    parts.map(|part| part.as_str().and_then(Url::new)).collect()
}

fn fault(text: &Text, range: Option<Range<usize>>, what: String, help: &str) -> Diagnostic {
    Diagnostic::blocking("bad-theme", text.place(range.unwrap_or(0..0)), what).help(help)
}
