//! A raw `RRULE:` of a calendar.
//!
//! Takes the text behind `RRULE:`; gives the rule, or what in it cannot be used. It must not know
//! where the rule was copied from. What counts hours, and what ends the rule, is refused with a
//! word on where it belongs.

use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

use jiff::civil::Weekday;

use super::Fault;
use super::rule::{Frequency, LETTERS, Nth, Rule};

/// Longer lists than this say nothing that a day of some period could not.
const LONGEST: usize = 400;

/// The longest step between periods.
const LARGEST_INTERVAL: i16 = 1000;

/// Reads a rule; positions count from the start of `text`.
pub(super) fn parse(text: &str) -> Result<Rule, Fault> {
    let mut rule: Option<Rule> = None;
    let parts: Vec<Range<usize>> = parts(text, ';');
    // The frequency is wanted first, wherever it stands.
    for at in &parts {
        if let Some(word) = value(text, at, "FREQ") {
            rule = Some(Rule::every(1, frequency(word, at)?));
        }
    }
    let form = "write it as a calendar does: `RRULE:FREQ=WEEKLY;BYDAY=MO`";
    let mut rule = rule.ok_or_else(|| Fault::new(0..text.len(), "the rule has no `FREQ`", form))?;
    for at in parts {
        let part = &text[at.clone()];
        let Some((name, value)) = part.split_once('=') else {
            return Err(Fault::new(at, format!("`{part}` is no part of a rule"), form));
        };
        set(&mut rule, &name.to_ascii_uppercase(), value, at)?;
    }
    check(&rule, text)?;
    Ok(rule.sorted())
}

/// The parts of a text between separators, without the space around them.
fn parts(text: &str, separator: char) -> Vec<Range<usize>> {
    let mut start = 0;
    let place = |part: &str| {
        let from = start + part.len() - part.trim_start().len();
        start += part.len() + separator.len_utf8();
        from..from + part.trim().len()
    };
    text.split(separator)
        .map(place)
        .filter(|at| !at.is_empty())
        .collect()
}

fn value<'t>(text: &'t str, at: &Range<usize>, wanted: &str) -> Option<&'t str> {
    let (name, value) = text[at.clone()].split_once('=')?;
    name.eq_ignore_ascii_case(wanted).then_some(value)
}

fn frequency(word: &str, at: &Range<usize>) -> Result<Frequency, Fault> {
    match word.to_ascii_uppercase().as_str() {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" => Ok(Frequency::Yearly),
        "HOURLY" | "MINUTELY" | "SECONDLY" => Err(Fault::new(
            at.clone(),
            format!("`{word}` is more often than a day"),
            "write `FREQ=DAILY`, and the hours into the page",
        )),
        _ => Err(Fault::new(
            at.clone(),
            format!("`{word}` is no frequency"),
            "write one of `DAILY`, `WEEKLY`, `MONTHLY`, `YEARLY`",
        )),
    }
}

fn set(rule: &mut Rule, name: &str, value: &str, at: Range<usize>) -> Result<(), Fault> {
    match name {
        "FREQ" => {}
        "INTERVAL" => rule.interval = number(value, &(1..=LARGEST_INTERVAL), &at)?,
        "WKST" => rule.week_start = weekday(value).ok_or_else(|| no_weekday(value, &at))?,
        "BYMONTH" => rule.months = numbers(value, 1..=12, &at)?,
        "BYWEEKNO" => rule.weeks = numbers(value, -53..=53, &at)?,
        "BYYEARDAY" => rule.year_days = numbers(value, -366..=366, &at)?,
        "BYMONTHDAY" => rule.month_days = numbers(value, -31..=31, &at)?,
        "BYSETPOS" => rule.positions = numbers(value, -366..=366, &at)?,
        "BYDAY" => {
            let days = value.split(',').take(LONGEST);
            rule.weekdays = days
                .map(|day| nth(day.trim()).ok_or_else(|| no_weekday(day, &at)))
                .collect::<Result<_, _>>()?;
        }
        "COUNT" | "UNTIL" => {
            let help = format!("take `{name}={value}` out, and write the last date as `until:`");
            return Err(Fault::new(at, format!("the rule ends by `{name}`"), help));
        }
        _ => {
            let help = "FREQ, INTERVAL, WKST, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY and BYSETPOS can be used";
            return Err(Fault::new(at, format!("`{name}` cannot be used here"), help));
        }
    }
    Ok(())
}

fn numbers<T>(value: &str, within: RangeInclusive<T>, at: &Range<usize>) -> Result<Vec<T>, Fault>
where
    T: FromStr + PartialOrd + Default,
{
    let items = value.split(',').take(LONGEST);
    items.map(|item| number(item.trim(), &within, at)).collect()
}

/// A number of a range; zero is no place to count from.
fn number<T>(value: &str, within: &RangeInclusive<T>, at: &Range<usize>) -> Result<T, Fault>
where
    T: FromStr + PartialOrd + Default,
{
    let is_sound = |number: &T| within.contains(number) && *number != T::default();
    value
        .trim_start_matches('+')
        .parse()
        .ok()
        .filter(is_sound)
        .ok_or_else(|| {
            let help = "write whole numbers within the range that RFC 5545 gives";
            Fault::new(at.clone(), format!("`{value}` cannot stand there"), help)
        })
}

/// A weekday, perhaps with a number before it: `MO`, `-1FR`.
fn nth(text: &str) -> Option<Nth> {
    let (number, letters) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = weekday(letters)?;
    let number = match number.trim_start_matches('+') {
        "" => None,
        number => Some(
            number
                .parse()
                .ok()
                .filter(|n: &i8| *n != 0 && (-53..=53).contains(n))?,
        ),
    };
    Some(Nth { number, weekday })
}

fn weekday(letters: &str) -> Option<Weekday> {
    let place = LETTERS
        .iter()
        .position(|known| known.eq_ignore_ascii_case(letters))?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

fn no_weekday(text: &str, at: &Range<usize>) -> Fault {
    let help = "write two letters: `MO`, `TU`, `WE`, `TH`, `FR`, `SA` or `SU`; before them perhaps a number";
    Fault::new(at.clone(), format!("`{text}` is no weekday"), help)
}

/// What RFC 5545 forbids to stand together.
fn check(rule: &Rule, text: &str) -> Result<(), Fault> {
    use Frequency::{Daily, Weekly, Yearly};
    let has_numbers = rule.weekdays.iter().any(|day| day.number.is_some());
    let nothing_to_choose = rule.months.is_empty()
        && rule.weeks.is_empty()
        && rule.year_days.is_empty()
        && rule.month_days.is_empty()
        && rule.weekdays.is_empty();
    let by_weeks = !rule.weeks.is_empty();
    let clashes = [
        (
            "BYMONTHDAY",
            !rule.month_days.is_empty() && rule.frequency == Weekly,
            "every week has other days of the month",
        ),
        (
            "BYYEARDAY",
            !rule.year_days.is_empty() && rule.frequency != Yearly,
            "it needs `FREQ=YEARLY`",
        ),
        (
            "BYWEEKNO",
            by_weeks && rule.frequency != Yearly,
            "it needs `FREQ=YEARLY`",
        ),
        (
            "WKST",
            by_weeks && rule.week_start != Weekday::Monday,
            "the numbers of weeks are those of ISO 8601",
        ),
        (
            "BYDAY",
            has_numbers && matches!(rule.frequency, Daily | Weekly),
            "numbered weekdays need months or years",
        ),
        ("BYDAY", has_numbers && by_weeks, "a week has each weekday once"),
        (
            "BYSETPOS",
            !rule.positions.is_empty() && nothing_to_choose,
            "there is nothing to choose from",
        ),
    ];
    let found = clashes.into_iter().find(|(_, clash, _)| *clash);
    found.map_or(Ok(()), |(name, _, why)| {
        let at = parts(text, ';')
            .into_iter()
            .find(|at| value(text, at, name).is_some());
        let message = format!("`{name}` cannot be used in this rule");
        Err(Fault::new(at.unwrap_or(0..text.len()), message, why))
    })
}
