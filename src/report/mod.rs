//! Floor 4: what the pages say together about the team and its work, one report per file.
//!
//! Each report is a pure function of the site and the team (which knows the day) and gives a value
//! that names pages and people by their numbers. All are made once a build, in linear time, and
//! shared by every view. A report must not know how it is shown, or where.

pub mod coverage;

use self::coverage::Coverage;
use crate::site::{Page, Site};
use crate::team::Team;

/// All reports of a build.
#[derive(Clone, Debug)]
pub struct Reports {
    /// What zero or one people can do.
    pub coverage: Coverage,
}

impl Reports {
    /// Makes all reports.
    pub fn of(site: &Site, team: &Team) -> Self {
        Self {
            coverage: coverage::of(site, team),
        }
    }
}

/// Whether what a page is about still has to be done: it is not archived, replaced, finished or past its last date.
pub fn is_live(page: &Page, team: &Team) -> bool {
    let front = &page.document.front;
    let status = front.text("status");
    let is_replaced = status == Some("deprecated") && front.entry("superseded_by").is_some();
    let is_over = front.date("until").is_some_and(|last| last < team.today);
    let is_done = matches!(front.text("state"), Some("done" | "cancelled"));
    let is_dropped = matches!(front.text("transfer"), Some("dropped" | "automated"));
    status != Some("archived") && !is_replaced && !is_over && !is_done && !is_dropped
}
