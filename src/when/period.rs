//! How long something holds: `6 months`, `2 weeks`, `never`.
//!
//! Takes a text; gives a [`Period`], or how to write it. It must not know where it is counted from.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::words::nearest::nearest;

/// No review and no contact waits longer than this, in months or in days.
const LONGEST: i32 = 36_525;

/// A length of calendar time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// It has no end.
    Never,
    /// So many days.
    Days(i32),
    /// So many calendar months.
    Months(i32),
}

/// The words for a unit, and what one of it is.
const UNITS: &[(&[&str], Period)] = &[
    (&["day", "days", "d"], Period::Days(1)),
    (&["week", "weeks", "w", "wk", "wks"], Period::Days(7)),
    (&["fortnight", "fortnights"], Period::Days(14)),
    (&["month", "months", "mo", "mos"], Period::Months(1)),
    (&["quarter", "quarters"], Period::Months(3)),
    (&["year", "years", "y", "yr", "yrs"], Period::Months(12)),
];

/// Words that are a whole period.
const WORDS: &[(&str, Period)] = &[
    ("never", Period::Never),
    ("daily", Period::Days(1)),
    ("weekly", Period::Days(7)),
    ("fortnightly", Period::Days(14)),
    ("monthly", Period::Months(1)),
    ("quarterly", Period::Months(3)),
    ("half-yearly", Period::Months(6)),
    ("yearly", Period::Months(12)),
    ("annually", Period::Months(12)),
];

const NUMBERS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

impl Period {
    /// Reads `6 months`, `2 weeks`, `every 3 months`, `a year`, `quarterly` or `never`; else says how to write it.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use passdown::when::Period;
    ///
    /// let period = Period::parse("6 months").expect("a period");
    /// assert_eq!(period.after(date(2026, 8, 31)), Some(date(2027, 2, 28)));
    /// assert_eq!(Period::parse("6 moths"), Err("did you mean `6 months`?".to_owned()));
    /// ```
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        let words = text
            .strip_prefix("every ")
            .or_else(|| text.strip_prefix("each "))
            .unwrap_or(&text)
            .trim();
        if let Some((_, period)) = WORDS.iter().find(|(word, _)| *word == words) {
            return Ok(*period);
        }
        let (count, unit) = halves(words);
        let count = count.ok_or_else(|| usual(words))?;
        let one = UNITS.iter().find(|(names, _)| names.contains(&unit));
        let (_, one) = one.ok_or_else(|| meant(count, unit))?;
        one.times(count).ok_or_else(too_long)
    }

    /// The day on which it is over, counted from a day; `None` if it never is.
    ///
    /// A month that is too short ends it on its last day.
    pub fn after(self, day: Date) -> Option<Date> {
        match self {
            Self::Never => None,
            Self::Days(days) => day.checked_add(days.days()).ok(),
            Self::Months(months) => day.checked_add(months.months()).ok(),
        }
    }

    /// How many of the largest unit that fits: `day`, `week`, `month` or `year`. `None` if it has no end.
    pub fn count(self) -> Option<(i32, &'static str)> {
        Some(match self {
            Self::Never => return None,
            Self::Days(days) if days % 7 == 0 => (days / 7, "week"),
            Self::Days(days) => (days, "day"),
            Self::Months(months) if months % 12 == 0 => (months / 12, "year"),
            Self::Months(months) => (months, "month"),
        })
    }

    fn times(self, count: i32) -> Option<Self> {
        let within = |of: i32| Some(of.checked_mul(count)?).filter(|all| (1..=LONGEST).contains(all));
        match self {
            Self::Never => None,
            Self::Days(days) => within(days).map(Self::Days),
            Self::Months(months) => within(months).map(Self::Months),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count() {
            None => f.write_str("never"),
            Some((count, unit)) => write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" }),
        }
    }
}

/// The number at the start of a text, one without any, and the word behind it.
fn halves(words: &str) -> (Option<i32>, &str) {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = match digits {
        0 => words.split_once(' ').unwrap_or(("", words)),
        _ => words.split_at(digits),
    };
    (number_of(number), rest.trim())
}

/// A number in digits or in words; nothing, `a` and `an` mean one.
pub(super) fn number_of(word: &str) -> Option<i32> {
    let named = NUMBERS.iter().zip(1..).find(|(name, _)| **name == word);
    match word {
        "" | "a" | "an" => Some(1),
        _ => word.parse().ok().or(named.map(|(_, number)| number)),
    }
}

/// What to write where the unit is not known.
fn meant(count: i32, unit: &str) -> String {
    if matches!(unit, "m" | "min" | "h" | "hours" | "hour") {
        return format!("days, weeks, months and years count here: `{count} months`");
    }
    let names = UNITS.iter().flat_map(|(names, _)| names.iter().copied());
    let long = names.filter(|name| name.len() > 2 && (name.ends_with('s') == (count != 1)));
    nearest(unit, long).map_or_else(|| usual(unit), |unit| format!("did you mean `{count} {unit}`?"))
}

fn usual(words: &str) -> String {
    match nearest(words, WORDS.iter().map(|(word, _)| *word)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a number and a unit, such as `2 weeks` or `6 months`, or `never`".to_owned(),
    }
}

fn too_long() -> String {
    "write at least one day and at most a hundred years, or `never`".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_are_read_and_said_again() {
        for (text, expected) in [
            ("6 months", "6 months"),
            ("1 month", "1 month"),
            ("1 months", "1 month"),
            ("12 months", "1 year"),
            ("2 weeks", "2 weeks"),
            ("Every 3 Months", "3 months"),
            ("14 days", "2 weeks"),
            ("10d", "10 days"),
            ("3mo", "3 months"),
            ("a year", "1 year"),
            ("year", "1 year"),
            ("each quarter", "3 months"),
            ("two weeks", "2 weeks"),
            ("quarterly", "3 months"),
            (" never ", "never"),
            ("nver", "did you mean `never`?"),
            ("6 moths", "did you mean `6 months`?"),
            ("1 weak", "did you mean `1 week`?"),
            ("6m", "days, weeks, months and years count here: `6 months`"),
            (
                "0 days",
                "write at least one day and at most a hundred years, or `never`",
            ),
            (
                "9999999 years",
                "write at least one day and at most a hundred years, or `never`",
            ),
            (
                "99999999999999 days",
                "write a number and a unit, such as `2 weeks` or `6 months`, or `never`",
            ),
            (
                "-1 days",
                "write at least one day and at most a hundred years, or `never`",
            ),
            (
                "soon",
                "write a number and a unit, such as `2 weeks` or `6 months`, or `never`",
            ),
            (
                "",
                "write a number and a unit, such as `2 weeks` or `6 months`, or `never`",
            ),
            (
                "6",
                "write a number and a unit, such as `2 weeks` or `6 months`, or `never`",
            ),
        ] {
            let found = Period::parse(text).map_or_else(|help| help, |period| period.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn periods_end_on_a_day_that_exists() {
        let after = |text: &str, day| Period::parse(text).expect("a period").after(day);
        assert_eq!(after("1 month", date(2026, 1, 31)), Some(date(2026, 2, 28)));
        assert_eq!(after("1 year", date(2028, 2, 29)), Some(date(2029, 2, 28)));
        assert_eq!(after("2 weeks", date(2026, 12, 24)), Some(date(2027, 1, 7)));
        assert_eq!(after("never", date(2026, 12, 24)), None);
        assert_eq!(after("100 years", date(9999, 1, 1)), None);
    }
}
