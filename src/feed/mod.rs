//! Floor 4: what other programs subscribe to.
//!
//! Takes the site, the team and the reports; gives files. It must not know how pages look.

mod calendar;
mod ics;

pub use self::calendar::calendars;
