//! The words of which a recurrence is made.
//!
//! Takes a text; gives its tokens with their places. It must not know in which order they make
//! sense.

use std::ops::Range;

use jiff::civil::{Time, Weekday};

use super::period::number_of;
use crate::words::day::MONTHS;

/// The unit that a recurrence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// What one token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// `every`, `each`
    Every,
    /// `a`, as in `once a week`
    A,
    Once,
    Other,
    On,
    The,
    /// `of` or `in`
    Of,
    /// `and`, a comma or a sign that means one of them
    And,
    /// `to` or a dash between two weekdays
    To,
    At,
    Last,
    Number(i16),
    Ordinal(i16),
    Weekday(Weekday),
    /// `weekday`: any from Monday to Friday
    Workday,
    /// `working` or `business`, before `day`
    Working,
    /// So many units.
    Unit(i16, Unit),
    /// `weekly` and its like: every so many units.
    Adverb(i16, Unit),
    Month(i8),
    Time(Time),
    /// A word that says nothing here.
    Unknown,
}

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) at: Range<usize>,
}

/// The weekdays from Monday.
pub(super) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The numbers that are said in words.
pub(super) const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

/// Every other word.
#[rustfmt::skip]
const WORDS: &[(&str, Word)] = &[
    ("every", Word::Every), ("each", Word::Every), ("a", Word::A), ("an", Word::A), ("once", Word::Once),
    ("other", Word::Other), ("on", Word::On), ("the", Word::The), ("of", Word::Of), ("in", Word::Of),
    ("and", Word::And), (",", Word::And), ("&", Word::And), ("+", Word::And), ("/", Word::And),
    ("to", Word::To), ("through", Word::To), ("-", Word::To), ("–", Word::To),
    ("at", Word::At), ("last", Word::Last), ("working", Word::Working), ("business", Word::Working),
    ("weekday", Word::Workday), ("weekdays", Word::Workday), ("workday", Word::Workday), ("workdays", Word::Workday),
    ("day", Word::Unit(1, Unit::Day)), ("days", Word::Unit(1, Unit::Day)),
    ("week", Word::Unit(1, Unit::Week)), ("weeks", Word::Unit(1, Unit::Week)),
    ("fortnight", Word::Unit(2, Unit::Week)), ("fortnights", Word::Unit(2, Unit::Week)),
    ("month", Word::Unit(1, Unit::Month)), ("months", Word::Unit(1, Unit::Month)),
    ("quarter", Word::Unit(1, Unit::Quarter)), ("quarters", Word::Unit(1, Unit::Quarter)),
    ("year", Word::Unit(1, Unit::Year)), ("years", Word::Unit(1, Unit::Year)),
    ("daily", Word::Adverb(1, Unit::Day)), ("weekly", Word::Adverb(1, Unit::Week)),
    ("fortnightly", Word::Adverb(2, Unit::Week)), ("monthly", Word::Adverb(1, Unit::Month)),
    ("quarterly", Word::Adverb(1, Unit::Quarter)), ("yearly", Word::Adverb(1, Unit::Year)),
    ("annually", Word::Adverb(1, Unit::Year)),
];

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if is_part(c) => rest.find(|c| !is_part(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let at = text.len() - rest.len();
        let word = &rest[..length];
        rest = &rest[length..];
        if !first.is_whitespace() {
            let at = at..at + length;
            found.push(Token {
                word: meaning(&word.to_lowercase()),
                at,
            });
        }
    }
    found
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ':' | '.' | '\'')
}

/// What a lowercase word says; a final full stop, as in `Mon.`, says nothing.
fn meaning(word: &str) -> Word {
    let word = word
        .strip_suffix('.')
        .filter(|word| !word.is_empty())
        .unwrap_or(word);
    if let Some((_, meaning)) = WORDS.iter().find(|(known, _)| *known == word) {
        return *meaning;
    }
    let numbers = || number_of(word).and_then(|number| i16::try_from(number).ok());
    time(word)
        .map(Word::Time)
        .or_else(|| weekday(word).map(Word::Weekday))
        .or_else(|| month(word).map(Word::Month))
        .or_else(|| ordinal(word).map(Word::Ordinal))
        .or_else(|| numbers().map(Word::Number))
        .unwrap_or(Word::Unknown)
}

/// `9:05` or `09:05`.
fn time(word: &str) -> Option<Time> {
    let (hour, minute) = word.split_once(':')?;
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(hour, 1..=2) || !is_number(minute, 2..=2) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// A weekday in full, in three or more letters as people shorten it, or in the plural.
fn weekday(word: &str) -> Option<Weekday> {
    const SHORT: &[(&str, usize)] = &[("tues", 1), ("thur", 3), ("thurs", 3)];
    let one = word.strip_suffix('s').unwrap_or(word);
    let named = WEEKDAYS
        .iter()
        .position(|name| is_name(word, name) || name.eq_ignore_ascii_case(one));
    let short = || {
        SHORT
            .iter()
            .find(|(short, _)| *short == word)
            .map(|(_, place)| *place)
    };
    let place = named.or_else(short)?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

/// A month in full or shortened.
fn month(word: &str) -> Option<i8> {
    let named = MONTHS.iter().position(|name| is_name(word, name));
    let place = named.or((word == "sept").then_some(8))?;
    i8::try_from(place + 1).ok()
}

/// Whether a word is a name, or its first three letters.
fn is_name(word: &str, name: &str) -> bool {
    name.eq_ignore_ascii_case(word) || name[..3].eq_ignore_ascii_case(word)
}

/// `first` to `fifth`, or a number with the end of one: `1st`, `22nd`.
fn ordinal(word: &str) -> Option<i16> {
    if let Some(place) = ORDINALS.iter().position(|name| *name == word) {
        return i16::try_from(place + 1).ok();
    }
    let digits = word.len().checked_sub(2)?;
    let (number, end) = word.split_at_checked(digits)?;
    let number = number.parse().ok().filter(|number| (1..=366).contains(number))?;
    matches!(end, "st" | "nd" | "rd" | "th").then_some(number)
}

/// Every word that a misspelt one may have meant.
pub(super) fn known_words() -> impl Iterator<Item = &'static str> {
    let words = WORDS.iter().map(|(word, _)| *word).filter(|word| word.len() > 3);
    words.chain(WEEKDAYS).chain(MONTHS).chain(ORDINALS)
}
