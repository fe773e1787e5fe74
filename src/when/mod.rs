//! Floor 1: how often and how long, in words.
//!
//! Takes the words of a field; gives what they mean, or what is wrong with them and what was
//! probably meant. It must not know today, nor which page says it.
//!
//! A phrase of the closed English subset (`vocabulary`, `phrase`) and a raw `RRULE:` (`raw`) both
//! become a [`Rule`], which is said again in words (`say`) and expanded to dates (`dates`). The
//! expansion is our own: the library for it knows no bound for a rule that never falls, counts
//! each rule from its first day on, and brings a second calendar with time zones along. It is the
//! judge in the tests.

mod dates;
mod days;
mod effort;
mod mend;
mod period;
mod phrase;
mod raw;
mod rule;
mod say;
mod vocabulary;

use std::fmt;
use std::ops::Range;

use jiff::civil::{Time, date};

pub use self::dates::Schedule;
pub use self::effort::Effort;
pub use self::period::Period;
pub use self::rule::{Frequency, Nth, Rule};

/// How often something is due.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// On dates that a rule gives.
    Recurring(Recurrence),
    /// Whenever somebody asks.
    OnDemand,
    /// Whenever something happens; the words behind `when`.
    Event(String),
}

/// A rule and the time of day that goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Recurrence {
    /// The days.
    pub rule: Rule,
    /// The time of day, which is told but never reckoned with.
    pub at: Option<Time>,
}

/// What is wrong with a text, where in it, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the text.
    pub at: Range<usize>,
    /// What was found.
    pub message: String,
    /// What was probably meant.
    pub help: String,
}

impl Fault {
    fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            help: help.into(),
        }
    }
}

impl When {
    /// Reads a `when` field.
    ///
    /// ```
    /// use passdown::when::When;
    ///
    /// let when = When::parse("each mon and thu, at 9:30").expect("a recurrence");
    /// assert_eq!(when.to_string(), "every Monday and Thursday at 09:30");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(rule) = behind(text, "rrule:") {
            let start = text.len() - rule.len();
            return match raw::parse(rule) {
                Ok(rule) => Self::that_falls(Recurrence { rule, at: None }, text),
                Err(fault) => Err(Fault {
                    at: fault.at.start + start..fault.at.end + start,
                    ..fault
                }),
            };
        }
        if words.eq_ignore_ascii_case("on demand") {
            return Ok(Self::OnDemand);
        }
        match (Recurrence::of_words(text), behind(&words, "when ")) {
            (Some(recurrence), _) => Self::that_falls(recurrence, text),
            (None, Some("needed" | "required")) | (None, None) => Err(mend::fault(text)),
            (None, Some(event)) => Ok(Self::Event(event.to_owned())),
        }
    }

    /// The recurrence, if there is a day in all the years to come on which it falls.
    fn that_falls(recurrence: Recurrence, text: &str) -> Result<Self, Fault> {
        let rule = Rule {
            interval: 1,
            ..recurrence.rule.clone()
        };
        match Schedule::new(&rule, date(2024, 2, 29), None) {
            Some(_) => Ok(Self::Recurring(recurrence)),
            None => {
                let help = "look at the day and the month: no calendar has both";
                Err(Fault::new(0..text.len(), "there is no such day", help))
            }
        }
    }

    /// The rule and its time, unless no dates can be given.
    pub fn recurrence(&self) -> Option<&Recurrence> {
        match self {
            Self::Recurring(recurrence) => Some(recurrence),
            Self::OnDemand | Self::Event(_) => None,
        }
    }
}

/// What stands behind a beginning, whatever its case.
fn behind<'t>(text: &'t str, beginning: &str) -> Option<&'t str> {
    let text = text.trim_start();
    let (head, rest) = text.split_at_checked(beginning.len())?;
    head.eq_ignore_ascii_case(beginning).then(|| rest.trim())
}

impl Recurrence {
    /// Whether there are words for it, other than those of RFC 5545.
    pub fn is_sayable(&self) -> bool {
        say::say(&self.rule).is_some()
    }

    fn of_words(text: &str) -> Option<Self> {
        let (rule, at) = phrase::parse(&vocabulary::tokens(text)).ok()?;
        Some(Self { rule, at })
    }
}

/// The canonical words, which read back as the same value.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Recurring(recurrence) => recurrence.fmt(f),
            Self::OnDemand => f.write_str("on demand"),
            Self::Event(event) => write!(f, "when {event}"),
        }
    }
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match say::say(&self.rule) {
            Some(words) => f.write_str(&words)?,
            None => write!(f, "RRULE:{}", self.rule)?,
        }
        match self.at {
            Some(at) => write!(f, " at {}", at.strftime("%H:%M")),
            None => Ok(()),
        }
    }
}
