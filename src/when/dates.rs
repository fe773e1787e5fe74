//! The dates of a rule.
//!
//! Takes a rule with its first and last day; gives the days on which it falls, as RFC 5545 expands
//! them. It must not know why somebody asks, nor today. A rule that hardly ever falls costs no
//! more than one that often does: the search ends after [`HORIZON`] years.

use std::collections::VecDeque;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use super::rule::{Frequency, Nth, Rule};

/// The search for dates ends so many years behind the day from which it was asked for; 29 February
/// falls on a given weekday at least once in 40 years.
const HORIZON: i32 = 40;

/// A rule from its first date on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Schedule {
    /// The rule, with every day named.
    pub rule: Rule,
    /// The first date, from which periods are counted.
    pub first: Date,
    /// The last day on which it may fall.
    pub until: Option<Date>,
}

impl Schedule {
    /// The rule from the first day on or after `start` that fits it; `None` if no day does.
    ///
    /// Where every other period counts, they count from that day.
    pub fn new(rule: &Rule, start: Date, until: Option<Date>) -> Option<Self> {
        let rule = rule.beginning(start);
        let every = Rule {
            interval: 1,
            ..rule.clone()
        };
        let first = Dates::new(&every, start, start, until).next()?;
        Some(Self { rule, first, until })
    }

    /// Its dates on and after a day, in order; they end at the last day, or after some decades.
    pub fn from(&self, day: Date) -> impl Iterator<Item = Date> {
        Dates::new(&self.rule, self.first, day, self.until)
    }
}

/// The dates of one rule that are still to be given.
struct Dates<'a> {
    rule: &'a Rule,
    /// Where the next period to look at starts; `None` behind the end of time.
    period: Option<Date>,
    from: Date,
    until: Date,
    found: VecDeque<Date>,
}

impl<'a> Dates<'a> {
    fn new(rule: &'a Rule, first: Date, day: Date, until: Option<Date>) -> Self {
        let from = day.max(first);
        let horizon = from.checked_add(HORIZON.years()).unwrap_or(Date::MAX);
        Self {
            rule,
            period: period(rule, first, from),
            from,
            until: until.unwrap_or(Date::MAX).min(horizon),
            found: VecDeque::new(),
        }
    }
}

impl Iterator for Dates<'_> {
    type Item = Date;

    fn next(&mut self) -> Option<Date> {
        loop {
            if let Some(day) = self.found.pop_front() {
                return (day <= self.until).then_some(day);
            }
            let period = self.period.filter(|period| *period <= self.until)?;
            self.period = after(self.rule, period, 1);
            let days = fitting(self.rule, period);
            self.found
                .extend(days.into_iter().filter(|day| *day >= self.from));
        }
    }
}

/// The start of the last counted period that begins on or before a day, counted from that of the first.
fn period(rule: &Rule, first: Date, day: Date) -> Option<Date> {
    let begin = beginning(rule, first)?;
    let passed = match rule.frequency {
        Frequency::Daily => days_between(begin, day),
        Frequency::Weekly => days_between(begin, day) / 7,
        Frequency::Monthly => months(day) - months(begin),
        Frequency::Yearly => i64::from(day.year()) - i64::from(begin.year()),
    };
    after(rule, begin, passed / i64::from(rule.interval.max(1)))
}

/// The start of the period in which a day lies.
fn beginning(rule: &Rule, day: Date) -> Option<Date> {
    match rule.frequency {
        Frequency::Daily => Some(day),
        Frequency::Weekly => {
            let behind = day.weekday().since(rule.week_start);
            day.checked_sub(i32::from(behind).days()).ok()
        }
        Frequency::Monthly => Some(day.first_of_month()),
        Frequency::Yearly => Some(day.first_of_year()),
    }
}

/// The start of the period so many counted periods after one that starts on `begin`.
fn after(rule: &Rule, begin: Date, periods: i64) -> Option<Date> {
    let count = periods.checked_mul(i64::from(rule.interval.max(1)))?;
    let days = |days: i64| {
        begin
            .checked_add(SignedDuration::from_hours(days.checked_mul(24)?))
            .ok()
    };
    match rule.frequency {
        Frequency::Daily => days(count),
        Frequency::Weekly => days(count.checked_mul(7)?),
        Frequency::Monthly => month(months(begin) + count),
        Frequency::Yearly => month(months(begin) + count.checked_mul(12)?),
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The months since the year 0.
fn months(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// The first day of a month, counted since the year 0.
fn month(months: i64) -> Option<Date> {
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

/// The days that fit in a period.
fn fitting(rule: &Rule, period: Date) -> Vec<Date> {
    let days = candidates(rule, period);
    let fit: Vec<Date> = days.into_iter().filter(|day| fits(rule, *day)).collect();
    if rule.positions.is_empty() {
        return fit;
    }
    let at = |number: usize| i16::try_from(number).unwrap_or(i16::MAX);
    let chosen = |place: usize| {
        let from_end = -at(fit.len() - place);
        rule.positions
            .iter()
            .any(|position| *position == at(place + 1) || *position == from_end)
    };
    (0..fit.len())
        .filter(|place| chosen(*place))
        .map(|place| fit[place])
        .collect()
}

/// The days of a period; of a year only those of the wanted months, since most rules want one.
fn candidates(rule: &Rule, period: Date) -> Vec<Date> {
    let of_month = |month: Date| {
        let days = 1..=month.days_in_month();
        days.filter_map(move |day| Date::new(month.year(), month.month(), day).ok())
    };
    match rule.frequency {
        Frequency::Daily => vec![period],
        Frequency::Weekly => period.series(1.day()).take(7).collect(),
        Frequency::Monthly if !is_wanted(&rule.months, period.month()) => Vec::new(),
        Frequency::Monthly => of_month(period).collect(),
        Frequency::Yearly => (1..=12)
            .filter(|month| is_wanted(&rule.months, *month))
            .filter_map(|month| Date::new(period.year(), month, 1).ok())
            .flat_map(of_month)
            .collect(),
    }
}

fn is_wanted<T: PartialEq>(list: &[T], item: T) -> bool {
    list.is_empty() || list.contains(&item)
}

/// Whether a day is in every list that asks for something.
fn fits(rule: &Rule, day: Date) -> bool {
    let length = day.days_in_month();
    let in_month = |wanted: &i8| *wanted == day.day() || *wanted == day.day() - length - 1;
    let in_year =
        |wanted: &i16| *wanted == day.day_of_year() || *wanted == day.day_of_year() - day.days_in_year() - 1;
    is_wanted(&rule.months, day.month())
        && (rule.month_days.is_empty() || rule.month_days.iter().any(in_month))
        && (rule.weekdays.is_empty() || rule.weekdays.iter().any(|wanted| is_nth(rule, wanted, day)))
        && (rule.year_days.is_empty() || rule.year_days.iter().any(in_year))
        && (rule.weeks.is_empty() || rule.weeks.iter().any(|week| is_in_week(*week, day)))
}

/// Whether a day is such a weekday of its month or, where the rule counts by years, of its year.
fn is_nth(rule: &Rule, wanted: &Nth, day: Date) -> bool {
    if day.weekday() != wanted.weekday {
        return false;
    }
    let (place, length) = match rule.is_by_month() {
        true => (i16::from(day.day()), i16::from(day.days_in_month())),
        false => (day.day_of_year(), day.days_in_year()),
    };
    match wanted.number.map(i16::from) {
        None => true,
        Some(number) if number < 0 => (length - place) / 7 + 1 == -number,
        Some(number) => (place - 1) / 7 + 1 == number,
    }
}

/// Whether a day lies in an ISO week of its week's year.
fn is_in_week(wanted: i8, day: Date) -> bool {
    let week = day.iso_week_date();
    wanted == week.week() || wanted == week.week() - week.weeks_in_year() - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    #[test]
    fn periods_count_from_the_first_fitting_day() {
        let rule = Rule {
            weekdays: vec![Nth {
                number: None,
                weekday: Weekday::Tuesday,
            }],
            ..Rule::every(2, Frequency::Weekly)
        };
        let schedule = Schedule::new(&rule, date(2026, 12, 2), None).expect("it falls on some day");
        assert_eq!(schedule.first, date(2026, 12, 8));
        let next: Vec<Date> = schedule.from(date(2026, 12, 9)).take(2).collect();
        assert_eq!(next, [date(2026, 12, 22), date(2027, 1, 5)]);
    }

    #[test]
    fn the_search_ends() {
        let never = Rule {
            months: vec![2],
            month_days: vec![30],
            ..Rule::every(1, Frequency::Daily)
        };
        assert_eq!(Schedule::new(&never, date(2026, 1, 1), None), None);
        let late = Schedule::new(&Rule::every(1, Frequency::Yearly), date(9998, 5, 5), None);
        assert_eq!(late.expect("it falls on that day").from(Date::MIN).count(), 2);
        let rare = Schedule::new(&Rule::every(i16::MAX, Frequency::Yearly), date(2026, 5, 5), None);
        assert_eq!(
            rare.expect("it falls on that day").from(date(2026, 5, 6)).count(),
            0
        );
    }
}
