//! How long one turn of something takes: `15m`, `2 hours`, `1h 30m`, `2 days`.
//!
//! Takes a text; gives an [`Effort`], or how to write it. It must not know how often it comes.

use std::fmt;

/// Minutes of a working day, by which days are counted and said.
const DAY: u32 = 8 * 60;
/// Minutes of a working week.
const WEEK: u32 = 5 * DAY;
/// No single turn takes longer than this.
const LONGEST: u32 = 200 * WEEK;

/// The words for a unit and its minutes.
const UNITS: &[(&[&str], u32)] = &[
    (&["m", "min", "mins", "minute", "minutes"], 1),
    (&["h", "hr", "hrs", "hour", "hours"], 60),
    (&["d", "day", "days"], DAY),
    (&["w", "week", "weeks"], WEEK),
];

/// Working time, to the minute; a day has eight hours and a week five days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Effort {
    /// All of it in minutes.
    pub minutes: u32,
}

impl Effort {
    /// Reads `15m`, `2 hours`, `1.5h`, `1h 30m` or `2 days`; else says how to write it.
    ///
    /// ```
    /// use passdown::when::Effort;
    ///
    /// assert_eq!(Effort::parse("1h 30m").map(|effort| effort.minutes), Ok(90));
    /// ```
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = || "write a number and a unit, such as `15m`, `2h` or `3 days`".to_owned();
        let lower = text.trim().to_lowercase();
        let mut rest = lower.trim_start_matches('~').trim_start();
        let mut minutes = 0_u32;
        loop {
            let (part, behind) = part(rest).ok_or_else(form)?;
            minutes = minutes.saturating_add(part);
            rest = behind;
            if rest.is_empty() {
                break;
            }
        }
        match minutes {
            1..=LONGEST => Ok(Self { minutes }),
            _ => Err(form()),
        }
    }
}

/// The minutes of the first number and unit, and what stands behind them.
fn part(text: &str) -> Option<(u32, &str)> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let (number, rest) = text.split_at(text.find(|c| !is_digit(c))?);
    let rest = rest.trim_start();
    let (unit, behind) = rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
    let (_, minutes) = UNITS.iter().find(|(names, _)| names.contains(&unit))?;
    let (whole, tenths) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let whole: u32 = whole.parse().ok()?;
    let tenths: u32 = tenths.parse().ok().filter(|tenths| *tenths < 10)?;
    let sum = whole.checked_mul(*minutes)?.checked_add(tenths * minutes / 10)?;
    Some((sum, behind.trim_start()))
}

impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minutes {
            DAY => f.write_str("1 day"),
            minutes if minutes % DAY == 0 => write!(f, "{} days", minutes / DAY),
            minutes if minutes < 60 => write!(f, "{minutes}m"),
            minutes if minutes % 60 == 0 => write!(f, "{}h", minutes / 60),
            minutes => write!(f, "{}h {}m", minutes / 60, minutes % 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn efforts_are_read_and_said_again() {
        let form = "write a number and a unit, such as `15m`, `2h` or `3 days`";
        for (text, expected) in [
            ("15m", "15m"),
            ("15 min", "15m"),
            ("90m", "1h 30m"),
            ("1h 30m", "1h 30m"),
            ("1h30", form),
            ("1.5 hours", "1h 30m"),
            ("0,5h", "30m"),
            ("2 hours", "2h"),
            ("~2h", "2h"),
            ("1 day", "1 day"),
            ("2 days", "2 days"),
            ("1 week", "5 days"),
            ("8h", "1 day"),
            ("0m", form),
            ("", form),
            ("a while", form),
            ("15", form),
            ("15 parsecs", form),
            ("99999999999h", form),
            ("4000000000m 4000000000m", form),
            ("1.55h", form),
        ] {
            let found = Effort::parse(text).map_or_else(|help| help, |effort| effort.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }
}
