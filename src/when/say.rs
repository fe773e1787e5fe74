//! A rule in the words that everybody would write it in.
//!
//! Takes a rule; gives its canonical phrase, which reads back as the same rule, or nothing where
//! only RFC 5545 has words for it. It must not know how an author wrote it.

use jiff::civil::Weekday;

use super::rule::{Frequency, Nth, Rule, WORKDAYS};
use super::vocabulary::{ORDINALS, WEEKDAYS};
use crate::words::day::MONTHS;

/// The first months of the quarters, and the last.
const QUARTERS: [[i8; 4]; 2] = [[1, 4, 7, 10], [3, 6, 9, 12]];

/// The canonical words of a rule.
pub(super) fn say(rule: &Rule) -> Option<String> {
    let is_plain = rule.weeks.is_empty() && rule.year_days.is_empty() && rule.week_start == Weekday::Monday;
    if !is_plain {
        return None;
    }
    match rule.frequency {
        Frequency::Daily => daily(rule),
        Frequency::Weekly => weekly(rule),
        Frequency::Monthly => monthly(rule),
        Frequency::Yearly => yearly(rule),
    }
}

fn daily(rule: &Rule) -> Option<String> {
    (*rule == Rule::every(rule.interval, Frequency::Daily)).then(|| every(rule.interval, "day"))
}

fn weekly(rule: &Rule) -> Option<String> {
    if !rule.months.is_empty() || !rule.month_days.is_empty() || !rule.positions.is_empty() {
        return None;
    }
    let weekdays: Vec<Weekday> = rule.weekdays.iter().map(|day| day.weekday).collect();
    let names = and(weekdays.iter().map(|weekday| name_of(*weekday).to_owned()));
    Some(match (rule.interval, &weekdays[..]) {
        (interval, []) => every(interval, "week"),
        (1, days) if days == WORKDAYS => "every weekday".to_owned(),
        (1, _) => format!("every {names}"),
        (interval, days) if days == WORKDAYS => format!("{} on weekdays", every(interval, "week")),
        (interval, _) => format!("{} on {names}", every(interval, "week")),
    })
}

fn monthly(rule: &Rule) -> Option<String> {
    let days = days(rule)?;
    let quarter = usize::from(days.from_end);
    let head = match (rule.interval, &rule.months[..]) {
        (1, []) => "monthly".to_owned(),
        (interval, []) => every(interval, "month"),
        (1, months) if months == QUARTERS[quarter] && !days.mixed => "quarterly".to_owned(),
        (1, months) if rule.weekdays.len() == 5 => {
            return Some(format!("yearly on {} of {}", days.words, names_of(months)?));
        }
        _ => return None,
    };
    Some(match &*days.words {
        "" => head,
        words => format!("{head} on {words}"),
    })
}

fn yearly(rule: &Rule) -> Option<String> {
    let days = days(rule)?;
    let head = match rule.interval {
        1 => "yearly".to_owned(),
        interval => every(interval, "year"),
    };
    match (&rule.months[..], &*days.words) {
        ([], "") => Some(head),
        ([], _) | (_, "") => None,
        (months, words) => Some(format!("{head} on {}", dates(rule, months, words)?)),
    }
}

/// `1 April and 1 October`, or the words of the days `of` the months.
fn dates(rule: &Rule, months: &[i8], words: &str) -> Option<String> {
    let numbers = || rule.month_days.iter().map(ToString::to_string);
    let is_dated = !rule.month_days.is_empty() && rule.month_days.iter().all(|day| *day > 0);
    match &rule.month_days[..] {
        _ if !is_dated => Some(format!("{words} of {}", names_of(months)?)),
        [day] => {
            let dates: Option<Vec<_>> = months
                .iter()
                .map(|month| Some(format!("{day} {}", month_name(*month)?)))
                .collect();
            Some(and(dates?.into_iter()))
        }
        _ => Some(format!("{} {}", and(numbers()), names_of(months)?)),
    }
}

/// The days of a month in words; no words where the rule names none.
struct Said {
    words: String,
    from_end: bool,
    mixed: bool,
}

fn days(rule: &Rule) -> Option<Said> {
    let is_workdays = rule
        .weekdays
        .iter()
        .map(|day| (day.number, day.weekday))
        .eq(WORKDAYS.map(|day| (None, day)));
    let (numbers, words): (Vec<i16>, String) =
        match (&rule.month_days[..], &rule.weekdays[..], &rule.positions[..]) {
            ([], [], []) => (Vec::new(), String::new()),
            (days, [], []) => {
                let numbers: Vec<i16> = days.iter().map(|day| i16::from(*day)).collect();
                let words = and(numbers
                    .iter()
                    .map(|day| ordinal_number(*day))
                    .collect::<Option<Vec<_>>>()?
                    .into_iter());
                let last = if days.ends_with(&[-1]) { " day" } else { "" };
                (numbers, format!("the {words}{last}"))
            }
            ([], _, positions) if is_workdays && !positions.is_empty() => {
                let words = positions
                    .iter()
                    .map(|place| ordinal(*place))
                    .collect::<Option<Vec<_>>>()?;
                (
                    positions.to_vec(),
                    format!("the {} weekday", and(words.into_iter())),
                )
            }
            ([], weekdays, []) => {
                let numbers = weekdays
                    .iter()
                    .map(|day| day.number.map(i16::from))
                    .collect::<Option<Vec<_>>>()?;
                (numbers, format!("the {}", nth(weekdays)?))
            }
            _ => return None,
        };
    let from_end = numbers.iter().any(|number| *number < 0);
    let mixed = from_end && numbers.iter().any(|number| *number > 0);
    Some(Said {
        words,
        from_end,
        mixed,
    })
}

/// `first and third Monday`, or `first Monday and third Thursday`.
fn nth(weekdays: &[Nth]) -> Option<String> {
    let is_one = weekdays.iter().all(|day| day.weekday == weekdays[0].weekday);
    let number = |day: &Nth| {
        ordinal(i16::from(day.number?)).filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
    };
    if is_one {
        let numbers: Option<Vec<_>> = weekdays.iter().map(number).collect();
        return Some(format!(
            "{} {}",
            and(numbers?.into_iter()),
            name_of(weekdays[0].weekday)
        ));
    }
    let each = |day: &Nth| Some(format!("{} {}", number(day)?, name_of(day.weekday)));
    Some(and(weekdays
        .iter()
        .map(each)
        .collect::<Option<Vec<_>>>()?
        .into_iter()))
}

fn every(interval: i16, unit: &str) -> String {
    match interval {
        1 => format!("every {unit}"),
        _ => format!("every {interval} {unit}s"),
    }
}

/// Items with commas and a final `and`.
fn and(items: impl ExactSizeIterator<Item = String>) -> String {
    let last = items.len().saturating_sub(1);
    let mut words = String::new();
    for (number, item) in items.enumerate() {
        match number {
            0 => {}
            _ if number == last => words.push_str(" and "),
            _ => words.push_str(", "),
        }
        words.push_str(&item);
    }
    words
}

/// `first` to `fifth`, `last`, else `6th`.
fn ordinal(number: i16) -> Option<String> {
    let word = usize::try_from(number - 1)
        .ok()
        .and_then(|place| ORDINALS.get(place));
    word.map(|word| (*word).to_owned())
        .or_else(|| ordinal_number(number))
}

/// `1st`, `22nd`, `last`; nothing for what else counts from the end.
fn ordinal_number(number: i16) -> Option<String> {
    let end = match (number % 100, number % 10) {
        _ if number == -1 => return Some("last".to_owned()),
        _ if number < 1 => return None,
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    Some(format!("{number}{end}"))
}

/// The name of a weekday.
pub(super) fn name_of(weekday: Weekday) -> &'static str {
    WEEKDAYS[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
}

fn month_name(month: i8) -> Option<&'static str> {
    MONTHS.get(usize::try_from(month - 1).ok()?).copied()
}

fn names_of(months: &[i8]) -> Option<String> {
    let names: Option<Vec<_>> = months
        .iter()
        .map(|month| month_name(*month).map(str::to_owned))
        .collect();
    Some(and(names?.into_iter()))
}
