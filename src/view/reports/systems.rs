//! Systems and access: who administers what, where its secret is kept and how to get in.

use serde::Serialize;

use super::live;
use crate::site::PageId;
use crate::view::LinkView;
use crate::view::lists::{page_link, related};
use crate::view::people::{PersonView, people};
use crate::view::site::Frame;
use crate::words::address;
use crate::words::path::Url;

/// All systems.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SystemsView {
    /// The systems, those with the fewest administrators first.
    pub systems: Vec<SystemView>,
}

/// One system.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SystemView {
    /// Its page.
    pub page: LinkView,
    /// One sentence on it; may be empty.
    pub description: String,
    /// Where it is.
    pub url: Option<LinkView>,
    /// Who administers it.
    pub admins: Vec<PersonView>,
    /// How many of them stay.
    pub staying: usize,
    /// How to ask for access, and of whom.
    pub access: Vec<String>,
    /// Whom to ask.
    pub contacts: Vec<LinkView>,
    /// Where the secret is kept; never the secret.
    pub secret_at: Option<String>,
    /// Where it stands in its life.
    pub lifecycle: Option<String>,
}

/// The systems that are in use.
pub(super) fn ids(frame: &Frame<'_>) -> Vec<PageId> {
    live(frame, "system").collect()
}

pub(super) fn of(frame: &Frame<'_>, url: &Url) -> SystemsView {
    let mut systems: Vec<SystemView> = ids(frame).into_iter().map(|id| view(frame, id, url)).collect();
    systems.sort_by_cached_key(|system| (system.staying, system.page.title.to_lowercase()));
    SystemsView { systems }
}

fn view(frame: &Frame<'_>, id: PageId, from: &Url) -> SystemView {
    let page = &frame.site.pages[id];
    let front = &page.document.front;
    let admins = frame.team.named(page, "admins");
    let text = |field: &str| front.text(field).map(str::to_owned);
    SystemView {
        page: page_link(frame.site, id, from),
        description: text("description").unwrap_or_default(),
        url: front.text("url").map(|url| LinkView {
            title: url
                .trim_start_matches("https://")
                .trim_end_matches('/')
                .to_owned(),
            href: address::href(url),
        }),
        staying: admins.iter().filter(|admin| frame.team.stays(**admin)).count(),
        admins: people(frame, &admins, from),
        access: front.texts("access").iter().map(|one| one.text.clone()).collect(),
        contacts: related(frame.site, page, "contacts", from),
        secret_at: text("secret_at"),
        lifecycle: text("lifecycle"),
    }
}
