//! Projects and contacts: how the work stands, and who outside has been told.

use serde::Serialize;

use super::handover::ToldView;
use super::live;
use crate::report::projects::Project;
use crate::site::PageId;
use crate::view::LinkView;
use crate::view::lists::page_link;
use crate::view::people::{PersonView, people, person};
use crate::view::site::Frame;
use crate::when::Period;
use crate::words::path::Url;

/// Projects and contacts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ProjectsView {
    /// The projects, those that need somebody first.
    pub projects: Vec<ProjectView>,
    /// Who has been told of whose departure.
    pub news: Vec<NewsView>,
    /// All contacts by title.
    pub contacts: Vec<ContactView>,
}

/// One project.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ProjectView {
    /// Its page.
    pub page: LinkView,
    /// Where it stands, as written.
    pub state: Option<String>,
    /// `on-track`, `at-risk`, `delayed`, `unknown`, or `assumed-delayed`.
    pub outlook: String,
    /// When the outlook was last confirmed, as `2026-10-28`.
    pub confirmed: Option<String>,
    /// When it should be done.
    pub due: Option<String>,
    /// Who leads it.
    pub owner: Vec<PersonView>,
    /// The next step.
    pub next: Option<String>,
}

/// Who has been told that one person leaves.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NewsView {
    /// Who leaves.
    pub person: PersonView,
    /// When the team was told.
    pub announced: Option<String>,
    /// The contacts in the order in which they should hear it.
    pub contacts: Vec<ToldView>,
    /// How many of them know.
    pub told: usize,
}

/// One contact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ContactView {
    /// Its page.
    pub page: LinkView,
    /// The organisation.
    pub org: Option<String>,
    /// Who speaks with them.
    pub owner: Vec<PersonView>,
    /// How to reach them.
    pub via: Option<String>,
    /// How often they want to hear, in words.
    pub update_every: Option<String>,
}

/// Whether there is anything to show.
pub(super) fn is_empty(frame: &Frame<'_>) -> bool {
    frame.reports.projects.is_empty() && live(frame, "contact").next().is_none()
}

pub(super) fn of(frame: &Frame<'_>, url: &Url) -> ProjectsView {
    let mut projects: Vec<ProjectView> = frame
        .reports
        .projects
        .values()
        .map(|project| view(frame, project, url))
        .collect();
    projects.sort_by_cached_key(|project| (urgency(&project.outlook), project.page.title.to_lowercase()));
    let mut contacts: Vec<ContactView> = live(frame, "contact").map(|id| contact(frame, id, url)).collect();
    contacts.sort_by_cached_key(|contact| contact.page.title.to_lowercase());
    ProjectsView {
        projects,
        news: news(frame, url),
        contacts,
    }
}

/// The outlooks in the order in which somebody should look at them.
fn urgency(outlook: &str) -> usize {
    let order = ["assumed-delayed", "delayed", "at-risk", "unknown", "on-track"];
    order
        .iter()
        .position(|known| *known == outlook)
        .unwrap_or(order.len())
}

fn view(frame: &Frame<'_>, project: &Project, url: &Url) -> ProjectView {
    let page = &frame.site.pages[project.page];
    let front = &page.document.front;
    let text = |field: &str| front.text(field).map(str::to_owned);
    let outlook = match project.is_assumed_delayed {
        true => "assumed-delayed",
        false => front.text("outlook").unwrap_or("unknown"),
    };
    ProjectView {
        page: page_link(frame.site, project.page, url),
        state: text("state"),
        outlook: outlook.to_owned(),
        confirmed: project.confirmed.map(|day| day.to_string()),
        due: front.date("due").map(|day| day.to_string()),
        owner: people(frame, &frame.team.named(page, "owner"), url),
        next: text("next"),
    }
}

fn news(frame: &Frame<'_>, url: &Url) -> Vec<NewsView> {
    let handovers = frame.reports.handovers.values();
    let telling = handovers.filter(|handover| !handover.contacts.is_empty() && handover.page.is_some());
    telling
        .map(|handover| {
            let board = super::board(frame, handover, url);
            NewsView {
                person: person(frame, handover.leaver, url),
                announced: board.announced,
                contacts: board.contacts,
                told: board.told,
            }
        })
        .collect()
}

fn contact(frame: &Frame<'_>, id: PageId, url: &Url) -> ContactView {
    let page = &frame.site.pages[id];
    let text = |field: &str| page.document.front.text(field).map(str::to_owned);
    ContactView {
        page: page_link(frame.site, id, url),
        org: text("org"),
        owner: people(frame, &frame.team.named(page, "owner"), url),
        via: text("via"),
        update_every: page
            .document
            .front
            .text("update_every")
            .and_then(|period| every(frame, period)),
    }
}

/// A period in words, as `every 3 months`; what cannot be read has been told, and stays as it is written.
fn every(frame: &Frame<'_>, written: &str) -> Option<String> {
    match Period::parse(written) {
        Ok(period) => {
            let (n, unit) = period.count()?;
            Some(frame.words.say(&format!("every.{unit}"), &[("n", &n)]))
        }
        Err(_) => Some(written.to_owned()),
    }
}
