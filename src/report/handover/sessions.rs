//! The sessions of a handover page, as its `sessions` field lists them.

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::document::front_matter::Value;
use crate::site::{Destination, Page, PageId};
use crate::team::{PersonId, Team, Who};

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
    /// Who else takes part, as written: a channel, or whoever goes by an address.
    pub others: Vec<String>,
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
pub(super) fn of(team: &Team, page: &Page) -> Vec<Session> {
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
            let (with, others) = with(team, page, fields.get("with"));
            Session {
                on: word("on").parse().ok(),
                item: item(page, about),
                about: about.to_owned(),
                with,
                others,
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

/// Who takes part: those whom the names mean, and the names that mean no person.
fn with(team: &Team, page: &Page, value: Option<&Json>) -> (Vec<PersonId>, Vec<String>) {
    let related = page.relations.get("with").map_or(&[][..], Vec::as_slice);
    let (mut people, mut others) = (Vec::new(), Vec::new());
    for name in names(value) {
        let meant = related.iter().find(|related| related.name == name);
        match meant.map_or(Who::Nobody, |related| team.who(related)) {
            Who::Person(person) => people.push(person),
            Who::Role(role) => people.extend(team.holders(role)),
            Who::Nobody => others.push(name.to_owned()),
        }
    }
    (people, others)
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
