//! The days of a month, as a phrase names them.
//!
//! Takes days that were read one after another; gives a rule that falls on all of them, if one rule
//! can. It must not know how they were written.

use super::rule::{Frequency, Nth, Rule, WORKDAYS};

/// The days of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// By their number, negative from the end.
    Numbers(Vec<i8>),
    /// By weekday and its number.
    Weekdays(Vec<Nth>),
    /// By their place among the working days.
    Workdays(Vec<i16>),
}

impl Days {
    /// These days and others, if one rule can hold both.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Numbers(a), Self::Numbers(b)) => Some(Self::Numbers([a, b].concat())),
            (Self::Weekdays(a), Self::Weekdays(b)) => Some(Self::Weekdays([a, b].concat())),
            (Self::Workdays(a), Self::Workdays(b)) => Some(Self::Workdays([a, b].concat())),
            _ => None,
        }
    }

    /// A rule on these days.
    pub(super) fn of(self, rule: Rule) -> Option<Rule> {
        Some(match self {
            Self::Numbers(month_days) => Rule { month_days, ..rule },
            Self::Weekdays(weekdays) => Rule { weekdays, ..rule },
            Self::Workdays(positions) => {
                let weekdays = WORKDAYS
                    .map(|weekday| Nth {
                        number: None,
                        weekday,
                    })
                    .to_vec();
                // In a year of several months, the first working day would be that of only one.
                let frequency = match (rule.frequency, rule.months.len(), rule.interval) {
                    (Frequency::Yearly, 2.., 2..) => return None,
                    (Frequency::Yearly, 2.., _) => Frequency::Monthly,
                    (frequency, ..) => frequency,
                };
                Rule {
                    frequency,
                    weekdays,
                    positions,
                    ..rule
                }
            }
        })
    }

    pub(super) fn count_from_start(&self) -> bool {
        self.numbers().iter().any(|number| *number > 0)
    }

    pub(super) fn count_from_end(&self) -> bool {
        self.numbers().iter().any(|number| *number < 0)
    }

    fn numbers(&self) -> Vec<i16> {
        match self {
            Self::Numbers(numbers) => numbers.iter().map(|number| i16::from(*number)).collect(),
            Self::Weekdays(days) => days.iter().map(|day| day.number.map_or(0, i16::from)).collect(),
            Self::Workdays(positions) => positions.clone(),
        }
    }
}
