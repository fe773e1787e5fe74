//! Recently changed: the pages by the day on which their text last changed.
//!
//! Git knows the day; where it does not, the page's own `lastmod` or `date` says it.

use jiff::civil::Date;

use crate::document::inbox::is_inbox;
use crate::history::History;
use crate::site::{Page, PageId, Site};

/// No more pages than this count as changed lately.
const MOST: usize = 100;

/// The day on which each page's text last changed, as far as that is known.
pub fn days(site: &Site, history: &History) -> Vec<Option<Date>> {
    site.pages.iter().map(|page| day(page, history)).collect()
}

/// The pages that changed last, the newest first.
pub fn of(site: &Site, days: &[Option<Date>]) -> Vec<(Date, PageId)> {
    let days = days.iter().enumerate();
    let mut changed: Vec<(Date, PageId)> = days
        .filter_map(|(id, day)| Some(((*day)?, id)))
        .filter(|(_, id)| !is_inbox(&site.pages[*id].document.path))
        .collect();
    changed.sort_by(|(a, one), (b, other)| b.cmp(a).then(one.cmp(other)));
    changed.truncate(MOST);
    changed
}

/// The day on which a page's text last changed, as far as that is known.
pub fn day(page: &Page, history: &History) -> Option<Date> {
    let front = &page.document.front;
    let known = history.of(&page.document.path).map(|changes| changes.last);
    known
        .or_else(|| front.date("lastmod"))
        .or_else(|| front.date("date"))
}
