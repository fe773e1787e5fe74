//! Relations that front matter names: people, systems, projects, contacts, the process behind a duty.

use std::collections::BTreeMap;

use super::lookup::Lookup;
use super::names::{self, Named};
use super::{Destination, Page, PageId};
use crate::document::front_matter::Value;
use crate::fields::{FIELDS, SESSION, Shape};

/// Something that a front matter field names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The name as written.
    pub name: String,
    /// What it means; `None` where nothing goes by it.
    pub to: Option<Destination>,
    /// Whether something goes by it that this build does not show.
    pub hidden: bool,
}

/// People and roles by file name, title, `name` and alias, lowercased. Of two with one name the first by path counts.
pub(super) fn people(pages: &[Page]) -> BTreeMap<String, PageId> {
    let mut people = BTreeMap::new();
    for (id, page) in pages.iter().enumerate() {
        if !matches!(page.kind.as_deref(), Some("person" | "role")) {
            continue;
        }
        for name in page.document.names().chain([&*page.title]) {
            people.entry(name.to_lowercase()).or_insert(id);
        }
    }
    people
}

/// Everything that a page's front matter names. What this build hides is left out.
pub(super) fn of(lookup: &Lookup<'_>, page: &Page) -> BTreeMap<&'static str, Vec<Related>> {
    let mut relations = BTreeMap::new();
    for field in FIELDS.iter().chain(SESSION) {
        let related: Vec<Related> = match field.shape {
            Shape::People => named(page, field.name).map(|name| person(lookup, name)).collect(),
            Shape::Pages => named(page, field.name)
                .filter_map(|name| reference(lookup, page, name))
                .collect(),
            Shape::Any => items(page, field.name)
                .filter_map(|name| reference(lookup, page, name))
                .collect(),
            _ => continue,
        };
        if !related.is_empty() {
            relations.insert(field.name, related);
        }
    }
    relations
}

fn named<'p>(page: &'p Page, field: &str) -> impl Iterator<Item = &'p str> {
    page.document
        .front
        .texts(field)
        .iter()
        .map(|item| item.text.trim())
        .filter(|name| !name.is_empty())
}

/// The pages that structured data names, as in `sessions: [{item: gauge-7}]`.
fn items<'p>(page: &'p Page, field: &str) -> impl Iterator<Item = &'p str> {
    let entry = page.document.front.entry(field);
    let listed = match entry.map(|entry| &entry.value) {
        Some(Value::Any(serde_json::Value::Array(listed))) => listed.as_slice(),
        _ => &[],
    };
    let items = listed.iter().filter_map(|one| one.get("item")?.as_str());
    items.filter(|name| !name.trim().is_empty())
}

fn person(lookup: &Lookup<'_>, name: &str) -> Related {
    let page = lookup.site.people.get(&name.to_lowercase()).copied();
    Related {
        name: name.to_owned(),
        to: page.map(Destination::Page),
        hidden: page.is_none() && lookup.hidden.has_name(name),
    }
}

fn reference(lookup: &Lookup<'_>, page: &Page, name: &str) -> Option<Related> {
    let bare = name.trim_start_matches("[[").trim_end_matches("]]");
    let to = match names::find(lookup, page, bare) {
        Named::One(to) | Named::Several(to, _) => Some(to),
        Named::Nothing => None,
        Named::Hidden => return None,
    };
    Some(Related {
        name: bare.to_owned(),
        to,
        hidden: false,
    })
}
