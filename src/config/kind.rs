//! What a value can be: each kind says what is wanted and reads it from TOML.
//!
//! Takes one TOML value; gives a typed one, or the [`Fault`] in it. It must not know which key it
//! reads for, nor where the value stands in a file.

use std::ops::Range;

use jiff::civil::Date;
use toml_edit::{Datetime, Value};

use super::Level;
use super::places;
use crate::when::Period;
use crate::words::audience::Audience;
use crate::words::nearest::nearest;

/// A kind of value: what is wanted, as the end of "wanted …", and the reader of it.
pub(super) struct Kind<T> {
    /// What a value must be.
    pub(super) wanted: &'static str,
    /// Reads it.
    pub(super) read: fn(&Value) -> Result<T, Fault>,
}

/// Why a value could not be read.
#[derive(Debug, Default)]
pub(super) struct Fault {
    /// What was found, ready to be shown.
    pub(super) found: String,
    /// Where, if it is one element of a list.
    pub(super) span: Option<Range<usize>>,
    /// Whether the value is of another TOML type than any that is wanted.
    pub(super) wrong_type: bool,
    /// Whether it is one element of a list.
    pub(super) in_list: bool,
    /// What was perhaps meant.
    pub(super) meant: Option<String>,
    /// What to do, where the kind's own words say too little.
    pub(super) help: Option<String>,
}

macro_rules! kinds {
    ($($name:ident: $type:ty = $wanted:literal, $read:expr;)*) => {
        $(pub(super) const $name: Kind<$type> = Kind { wanted: $wanted, read: $read };)*
    };
}

#[rustfmt::skip]
kinds! {
    TEXT: String = "text", |value| text(value).map(str::to_owned);
    TEXTS: Vec<String> = "a list of text", |value| list(value, |one| Ok(one.to_owned()));
    FLAG: bool = "`true` or `false`", |value| value.as_bool().ok_or_else(|| Fault::of_type(value));
    AUDIENCE: Audience = "`public`, `team` or `private`", |value| audience(value, &Audience::WORDS);
    BUILT_AUDIENCE: Audience = "`public` or `team`", |value| audience(value, &Audience::WORDS[..2]);
    DIRECTION: String = "`auto`, `ltr` or `rtl`", |value| word(value, &["auto", "ltr", "rtl"]).map(str::to_owned);
    COLOURS: String = "`auto`, `light` or `dark`", |value| colours(value, &["auto", "light", "dark"]);
    DARK_COLOURS: String = "`light` or `dark`", |value| colours(value, &["light", "dark"]);
    LEVEL: Level = "`deny`, `warn` or `allow`", level;
    DATE: Date = "a date such as `2026-01-31`", date;
    PERIOD: String = "a length of time such as `6 months`, or `never`", |value| checked(value, period);
    THREADS: usize = "a whole number from 1 to 256", |value| count(value, 256);
    RESULTS: usize = "a whole number from 1 to 1000", |value| count(value, 1000);
    SECONDS: usize = "a whole number from 1 to 600", |value| count(value, 600);
    BOOST: f64 = "a number from 0 to 1000", boost;
    LANGUAGE: String = "a language tag such as `en` or `pt-BR`", |value| checked(value, places::language);
    FOLDER: String = "a path inside the project", |value| checked(value, places::inside);
    FILES: Vec<String> = "a list of paths inside the project", |value| list(value, places::inside);
    BUILD_DIR: String = "a folder's path", |value| checked(value, places::anywhere);
    WATCHED: Vec<String> = "a list of folders", |value| list(value, places::anywhere);
    GLOBS: Vec<String> = "a list of globs such as `drafts/**`", |value| list(value, places::glob);
    SITE_URL: String = "an address such as `https://team.example/handbook/`", |value| checked(value, places::site_url);
    WEB_ADDRESS: String = "an address such as `https://git.example/team`", |value| checked(value, places::web_address);
    EDIT_TEMPLATE: String = "an address that contains `{path}`", |value| checked(value, places::edit_template);
    HOST: String = "a host name such as `team.example`", |value| checked(value, places::host);
    TARGET: String = "a path of the site or an http(s) address", |value| checked(value, places::target);
}

impl Fault {
    /// The value is of another TOML type than wanted.
    pub(super) fn of_type(value: &Value) -> Self {
        Self {
            found: describe(value),
            wrong_type: true,
            ..Self::default()
        }
    }

    /// The text is none of those wanted.
    pub(super) fn of_text(text: &str) -> Self {
        Self {
            found: quoted(text),
            ..Self::default()
        }
    }

    /// Adds what was perhaps meant.
    pub(super) fn meant(mut self, meant: impl Into<String>) -> Self {
        self.meant = Some(meant.into());
        self
    }

    /// Adds what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A value in a few words: what it is, and what it says if that is short.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text.value()),
        Value::Integer(number) => format!("the number `{}`", number.value()),
        Value::Float(number) => format!("the number `{}`", number.value()),
        Value::Boolean(flag) => format!("`{}`", flag.value()),
        Value::Datetime(date) => format!("the date `{}`", date.value()),
        Value::Array(_) => "a list".to_owned(),
        Value::InlineTable(_) => "a table".to_owned(),
    }
}

/// A text in backticks, on one line and not too long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.trim().is_empty() {
        return "empty text".to_owned();
    }
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let short: String = text.chars().map(plain).take(LONGEST).collect();
    let more = if text.chars().count() > LONGEST { "…" } else { "" };
    format!("`{short}{more}`")
}

fn text(value: &Value) -> Result<&str, Fault> {
    value.as_str().ok_or_else(|| Fault::of_type(value))
}

/// Text that passes a check, which may also tidy it.
fn checked(value: &Value, check: fn(&str) -> Result<String, Fault>) -> Result<String, Fault> {
    check(text(value)?)
}

/// A list of texts that pass a check; a single text is a list of one.
fn list(value: &Value, check: fn(&str) -> Result<String, Fault>) -> Result<Vec<String>, Fault> {
    let Some(list) = value.as_array() else {
        return Ok(vec![check(text(value)?)?]);
    };
    let one = |value: &Value| {
        let read = value.as_str().map_or_else(|| Err(Fault::of_type(value)), check);
        read.map_err(|fault| Fault {
            span: value.span(),
            wrong_type: false,
            in_list: true,
            ..fault
        })
    };
    list.iter().map(one).collect()
}

/// One of a few words, in any case.
fn word(value: &Value, words: &[&'static str]) -> Result<&'static str, Fault> {
    let found = text(value)?;
    let known = words
        .iter()
        .copied()
        .find(|word| word.eq_ignore_ascii_case(found.trim()));
    known.ok_or_else(|| {
        let fault = Fault::of_text(found);
        match nearest(found.trim(), words.iter().copied()) {
            Some(word) => fault.meant(word),
            None => fault,
        }
    })
}

fn audience(value: &Value, words: &[&'static str]) -> Result<Audience, Fault> {
    let private = |fault: Fault| match value.as_str().and_then(Audience::of_word) {
        Some(_) => fault.help("no build publishes private pages: only `passdown serve --private` shows them"),
        None => fault,
    };
    let word = word(value, words).map_err(private)?;
    Audience::of_word(word).ok_or_else(|| Fault::of_text(word))
}

/// A colour scheme, also by the names of mdBook's themes.
fn colours(value: &Value, words: &[&'static str]) -> Result<String, Fault> {
    let scheme = match value.as_str() {
        Some("rust") => "light",
        Some("ayu" | "coal" | "navy") => "dark",
        _ => word(value, words)?,
    };
    Ok(scheme.to_owned())
}

fn level(value: &Value) -> Result<Level, Fault> {
    let word = word(value, &["deny", "warn", "allow"])?;
    Ok(match word {
        "deny" => Level::Deny,
        "warn" => Level::Warn,
        _ => Level::Allow,
    })
}

/// A calendar date, as TOML's own or as text; a time of day is too much.
fn date(value: &Value) -> Result<Date, Fault> {
    let written = match value {
        Value::String(text) => text.value().trim().to_owned(),
        Value::Datetime(date) => match date.value() {
            Datetime {
                date: Some(day),
                time: None,
                ..
            } => day.to_string(),
            other => return Err(Fault::of_text(&other.to_string()).help("leave out the time of day")),
        },
        _ => return Err(Fault::of_type(value)),
    };
    let read = written.parse::<Date>().ok();
    read.filter(|date| date.to_string() == written)
        .ok_or_else(|| Fault::of_text(&written))
}

/// A length of calendar time, as it is written.
fn period(text: &str) -> Result<String, Fault> {
    match Period::parse(text) {
        Ok(_) => Ok(text.trim().to_owned()),
        Err(help) => Err(Fault::of_text(text).help(help)),
    }
}

fn count(value: &Value, most: usize) -> Result<usize, Fault> {
    let found = value.as_integer().ok_or_else(|| Fault::of_type(value))?;
    let count = usize::try_from(found)
        .ok()
        .filter(|count| (1..=most).contains(count));
    count.ok_or_else(|| Fault {
        wrong_type: false,
        ..Fault::of_type(value)
    })
}

fn boost(value: &Value) -> Result<f64, Fault> {
    let found = match value {
        Value::Integer(number) => *number.value() as f64,
        Value::Float(number) => *number.value(),
        _ => return Err(Fault::of_type(value)),
    };
    let fits = (0.0..=1000.0).contains(&found);
    fits.then_some(found).ok_or_else(|| Fault {
        wrong_type: false,
        ..Fault::of_type(value)
    })
}
