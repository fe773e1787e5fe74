//! Rules on what becomes of the work when people go: the state of the team, told where it is written.
//!
//! Takes the site, the team and the reports; gives notes, and warnings or errors only where a text
//! contradicts itself. One finding speaks of many pages where many have one cause, so that a large
//! knowledge base gets few of them; one that uses none of this gets none.

mod cover;
mod handover;
mod life;
mod meetings;
mod people;

use jiff::civil::Date;

use crate::report::Reports;
use crate::site::{Page, PageId, Site};
use crate::team::Team;
use crate::when::{Schedule, When};
use crate::words::day;
use crate::words::diagnostic::Diagnostic;

/// How many names a message lists before it only counts.
const NAMED: usize = 3;

/// What the rules ask.
#[derive(Clone, Copy)]
struct Asked<'a> {
    site: &'a Site,
    team: &'a Team,
    reports: &'a Reports,
}

/// All findings of this family.
pub fn continuity(site: &Site, team: &Team, reports: &Reports) -> Vec<Diagnostic> {
    let asked = Asked { site, team, reports };
    let mut found = people::check(asked);
    found.extend(cover::check(asked));
    found.extend(handover::check(asked));
    found.extend(life::check(asked));
    found.extend(meetings::check(asked));
    found
}

impl Asked<'_> {
    fn page(&self, id: PageId) -> &Page {
        &self.site.pages[id]
    }
}

/// Titles in backticks, the first few of them: `a`, `b`, `c` and 5 more.
fn titles(asked: Asked<'_>, pages: &[PageId]) -> String {
    let named = pages.iter().take(NAMED);
    let named: Vec<String> = named.map(|id| format!("`{}`", asked.page(*id).title)).collect();
    match pages.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// How often a page's duty falls due and when next, from a day on: `every weekday at 17:30, next on Fri 4 Dec`.
fn rhythm(page: &Page, from: Date) -> Option<String> {
    let front = &page.document.front;
    let when = When::parse(front.text("when")?).ok()?;
    let next = when.recurrence().and_then(|recurrence| {
        let start = front.date("start").unwrap_or(from);
        Schedule::new(&recurrence.rule, start, front.date("until"))?
            .from(from)
            .next()
    });
    Some(match next {
        Some(next) => format!("{when}, next on {}", day::short(next)),
        None => when.to_string(),
    })
}

/// A count and its word: `1 page`, `3 pages`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
