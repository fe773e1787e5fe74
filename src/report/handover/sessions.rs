//! The sessions of a handover page, as its `sessions` field lists them.

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::document::front_matter::Value;
use crate::site::{Destination, Page, PageId, Site};
use crate::team::{PersonId, Team};

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The day.
    pub on: Option<Date>,
    /// What it is about, as written.
    pub about: String,
    /// The page that it is about.
    pub item: Option<PageId>,
    /// Who takes part besides the leaver.
    pub with: Vec<PersonId>,
    /// `pair`, `sit-in`, `talk` or `demo`.
    pub form: String,
}

impl Session {
    /// Whether it has been held.
    pub fn is_held(&self, today: Date) -> bool {
        self.on.is_some_and(|day| day <= today)
    }
}

/// The sessions of a handover page, by day.
pub(super) fn of(site: &Site, team: &Team, page: &Page) -> Vec<Session> {
    let entry = page.document.front.entry("sessions");
    let Some(Value::Any(Json::Array(listed))) = entry.map(|entry| &entry.value) else {
        return Vec::new();
    };
    let mut sessions: Vec<Session> = listed
        .iter()
        .filter_map(Json::as_object)
        .map(|fields| {
            let text = |key: &str| fields.get(key).and_then(Json::as_str).unwrap_or_default();
            let word = |key: &str| names(fields.get(key)).next().unwrap_or_default();
            let about = text("item");
            Session {
                on: word("on").parse().ok(),
                item: item(page, about),
                about: about.to_owned(),
                with: names(fields.get("with"))
                    .filter_map(|name| team.find(&site.people, name))
                    .collect(),
                form: word("form").to_owned(),
            }
        })
        .collect();
    sessions.sort_by_key(|session| (session.on.is_none(), session.on));
    sessions
}

/// The page that a session's `item` names: the site has resolved it with the page's other relations.
fn item(page: &Page, about: &str) -> Option<PageId> {
    let named = page.relations.get("sessions")?;
    let named = named.iter().find(|related| related.name == about)?;
    match named.to {
        Some(Destination::Page(page)) => Some(page),
        _ => None,
    }
}

/// One name, several with commas between, or a list.
fn names(value: Option<&Json>) -> impl Iterator<Item = &str> {
    let (one, list) = match value {
        Some(Json::String(text)) => (Some(text.as_str()), &[][..]),
        Some(Json::Array(list)) => (None, list.as_slice()),
        _ => (None, &[][..]),
    };
    let listed = list.iter().filter_map(Json::as_str);
    let names = one.into_iter().flat_map(|names| names.split(','));
    names.chain(listed).map(str::trim).filter(|name| !name.is_empty())
}
