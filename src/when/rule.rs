//! A recurrence as RFC 5545 writes it, in whole days.
//!
//! Takes and gives the parts of an `RRULE`. It must not know the words that it came from, nor how
//! its dates are found. Hours and smaller are left out: what recurs here is a day's work.

use std::fmt;

use jiff::civil::{Date, Weekday};

/// How long one period of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// A day.
    Daily,
    /// A week.
    Weekly,
    /// A calendar month.
    Monthly,
    /// A calendar year.
    Yearly,
}

/// Every such weekday of a period, or only one counted from its start or, where negative, from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Nth {
    /// The number; `None` for every one.
    pub number: Option<i8>,
    /// The weekday.
    pub weekday: Weekday,
}

/// A rule: in every period the days that fit all lists, where an empty list asks for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// How long a period is.
    pub frequency: Frequency,
    /// Every how many periods it comes; at least 1.
    pub interval: i16,
    /// Months, from 1.
    pub months: Vec<i8>,
    /// ISO weeks of the year, negative from its end.
    pub weeks: Vec<i8>,
    /// Days of the year, negative from its end.
    pub year_days: Vec<i16>,
    /// Days of the month, negative from its end.
    pub month_days: Vec<i8>,
    /// Weekdays.
    pub weekdays: Vec<Nth>,
    /// Which of a period's fitting days, negative from the last.
    pub positions: Vec<i16>,
    /// The first day of a week, which matters where every other week counts.
    pub week_start: Weekday,
}

/// The working days.
pub(super) const WORKDAYS: [Weekday; 5] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
];

/// How many days each month has at least.
const SURE_DAYS: [i8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Rule {
    /// A rule that fits every day of its periods.
    pub fn every(interval: i16, frequency: Frequency) -> Self {
        Self {
            frequency,
            interval,
            months: Vec::new(),
            weeks: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
        }
    }

    /// Whether it means nothing without the date of its first day: it names no day, or leaves periods out.
    pub fn needs_start(&self) -> bool {
        self.interval > 1 || self.names_no_day()
    }

    fn names_no_day(&self) -> bool {
        let no_weekday = self.weekdays.is_empty();
        match self.frequency {
            Frequency::Daily => false,
            Frequency::Weekly => no_weekday,
            Frequency::Monthly | Frequency::Yearly => {
                no_weekday && self.month_days.is_empty() && self.year_days.is_empty()
            }
        }
    }

    /// The rule with the days that it leaves to its first day.
    #[must_use]
    pub fn beginning(&self, first: Date) -> Self {
        let mut rule = self.clone();
        if !self.names_no_day() {
            return rule;
        }
        if self.frequency == Frequency::Weekly || !self.weeks.is_empty() {
            let weekday = first.weekday();
            rule.weekdays = vec![Nth {
                number: None,
                weekday,
            }];
            return rule;
        }
        rule.month_days = vec![first.day()];
        if self.frequency == Frequency::Yearly && self.months.is_empty() {
            rule.months = vec![first.month()];
        }
        rule
    }

    /// The rule that also comes in months too short for this one; `None` if none is too short.
    pub fn in_short_months(&self) -> Option<Self> {
        let months = match self.months.is_empty() {
            true => &[2][..],
            false => &self.months,
        };
        let sure = months
            .iter()
            .filter_map(|month| SURE_DAYS.get(usize::try_from(*month - 1).ok()?).copied());
        let sure = sure.min().unwrap_or(31);
        let is_fifth = |day: &Nth| day.number == Some(5) && self.is_by_month();
        let mut rule = self.clone();
        rule.month_days.retain(|day| *day <= sure);
        rule.weekdays
            .iter_mut()
            .filter(|day| is_fifth(day))
            .for_each(|day| day.number = Some(-1));
        if rule.month_days.len() < self.month_days.len() && !rule.month_days.contains(&-1) {
            rule.month_days.push(-1);
        }
        (rule != *self).then_some(rule)
    }

    /// Whether the number of a weekday counts within a month, rather than a year.
    pub(super) fn is_by_month(&self) -> bool {
        self.frequency == Frequency::Monthly || !self.months.is_empty()
    }

    /// Sorts each list, so that equal rules are equal values: what counts from the end comes last.
    #[must_use]
    pub(super) fn sorted(mut self) -> Self {
        let place = |number: i16| (number < 0, number);
        self.months.sort_unstable();
        self.months.dedup();
        self.weeks.sort_unstable_by_key(|week| place(i16::from(*week)));
        self.year_days.sort_unstable_by_key(|day| place(*day));
        self.month_days.sort_unstable_by_key(|day| place(i16::from(*day)));
        self.month_days.dedup();
        let by_weekday = |day: &Nth| {
            (
                place(i16::from(day.number.unwrap_or(0))),
                day.weekday.to_monday_one_offset(),
            )
        };
        self.weekdays.sort_by_key(by_weekday);
        self.weekdays.dedup();
        self.positions.sort_unstable_by_key(|position| place(*position));
        self.positions.dedup();
        self
    }
}

/// The rule as RFC 5545 writes it, without `RRULE:`.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frequency = match self.frequency {
            Frequency::Daily => "DAILY",
            Frequency::Weekly => "WEEKLY",
            Frequency::Monthly => "MONTHLY",
            Frequency::Yearly => "YEARLY",
        };
        write!(f, "FREQ={frequency}")?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        if self.week_start != Weekday::Monday {
            write!(f, ";WKST={}", letters(self.week_start))?;
        }
        list(f, "BYMONTH", &self.months)?;
        list(f, "BYWEEKNO", &self.weeks)?;
        list(f, "BYYEARDAY", &self.year_days)?;
        list(f, "BYMONTHDAY", &self.month_days)?;
        list(f, "BYDAY", &self.weekdays)?;
        list(f, "BYSETPOS", &self.positions)
    }
}

fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, name: &str, items: &[T]) -> fmt::Result {
    for (number, item) in items.iter().enumerate() {
        match number {
            0 => write!(f, ";{name}={item}")?,
            _ => write!(f, ",{item}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Nth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(number) = self.number {
            write!(f, "{number}")?;
        }
        f.write_str(letters(self.weekday))
    }
}

/// The two letters of a weekday.
fn letters(weekday: Weekday) -> &'static str {
    LETTERS[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
}

/// The two letters of each weekday, from Monday.
pub(super) const LETTERS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
