//! Fields that book.toml asks of every page of a kind.
//!
//! Takes the site and book.toml's kinds; gives a warning for each page that leaves one out. What the built-in kinds
//! want is not asked here: a handbook that was written for something else would hear of nothing but that.

use std::collections::BTreeMap;

use crate::config::KindTable;
use crate::fields::field;
use crate::site::{Page, Site};
use crate::words::diagnostic::Diagnostic;

/// What pages leave out that their kind asks for.
pub fn required(site: &Site, kinds: &BTreeMap<String, KindTable>) -> Vec<Diagnostic> {
    let asked: BTreeMap<&str, &[String]> = kinds
        .iter()
        .filter_map(|(name, table)| Some((&*site.kinds.get(name)?.name, &**table.required.as_ref()?)))
        .collect();
    let pages = site.pages.iter().filter(|page| !page.is_index);
    pages
        .filter_map(|page| Some((page, asked.get(page.kind.as_deref()?)?)))
        .flat_map(|(page, fields)| {
            let left_out = fields.iter().filter(|name| !says(page, name));
            left_out.map(|name| missing(site, page, name))
        })
        .collect()
}

/// Whether a page says something under a name, be it a field or a key of its own; what it says wrongly has been told.
fn says(page: &Page, name: &str) -> bool {
    let front = &page.document.front;
    let field = field(name).map(|field| field.name);
    field == Some("title")
        || field.is_some_and(|field| front.entry(field).is_some())
        || front.extra.keys().any(|key| key.eq_ignore_ascii_case(name))
}

fn missing(site: &Site, page: &Page, name: &str) -> Diagnostic {
    let kind = site.kind(page).map_or("page", |kind| &kind.name);
    let message = format!("`{}` says no `{name}`", page.title);
    Diagnostic::warning("missing-field", page.document.place_of("title"), message).help(format!(
        "`book.toml` asks for it on every page of the kind `{kind}`: add `{name}:`"
    ))
}
