//! Projects: how they stand, and whether anybody has looked since their lead said that they leave.
//!
//! A departure makes plans late that nobody has looked at again. So until the outlook is confirmed
//! anew, a leaver's project is assumed to be delayed, whatever its page says.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::is_live;
use crate::site::{Page, PageId, Site};
use crate::team::{Standing, Team};

/// A project that is still going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its page.
    pub page: PageId,
    /// Whether it is assumed to be delayed, because nobody has confirmed its outlook since its lead's departure was announced.
    pub is_assumed_delayed: bool,
    /// When the outlook was last confirmed.
    pub confirmed: Option<Date>,
}

/// The projects that are going on, by page.
pub fn of(site: &Site, team: &Team) -> BTreeMap<PageId, Project> {
    let pages = site.pages.iter().enumerate();
    let projects = pages.filter(|(_, page)| {
        let tells = page.document.front.entry("outlook").is_some();
        (tells || page.kind.as_deref() == Some("project")) && is_live(page, team)
    });
    projects
        .map(|(id, page)| {
            let confirmed = page.document.front.date("outlook_on");
            let project = Project {
                page: id,
                is_assumed_delayed: news(team, page)
                    .is_some_and(|news| confirmed.is_none_or(|day| day < news)),
                confirmed,
            };
            (id, project)
        })
        .collect()
}

/// When it was announced that one of a page's owners leaves.
fn news(team: &Team, page: &Page) -> Option<Date> {
    let owners = team.named(page, "owner").into_iter();
    let leavers = owners.map(|owner| &team.people[owner]);
    leavers
        .filter(|owner| owner.standing != Standing::Here)
        .filter_map(|owner| owner.announced)
        .max()
}
