//! Days as people write them.

use jiff::civil::Date;

/// The months from January.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day without its year: `Mon 30 Nov`.
///
/// ```
/// use passdown::words::day;
/// assert_eq!(day::short("2026-11-30".parse().unwrap()), "Mon 30 Nov");
/// ```
pub fn short(day: Date) -> String {
    day.strftime("%a %-d %b").to_string()
}

/// A date without its weekday: `30 Nov 2026`.
pub fn date(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// A day with its year: `Mon 30 Nov 2026`.
pub fn long(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}
