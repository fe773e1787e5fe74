//! Recurrence in words: what each phrase means, and RFC 5545's own judgement of its dates.
//!
//! The tables stand in `tests/when/`. The judge is the `rrule` crate, which knows nothing of our
//! expansion.

use std::path::PathBuf;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use passdown::when::{Rule, Schedule, When};
use proptest::prelude::*;

/// The day from which dates are asked for, where a row says nothing else.
const TODAY: Date = date(2026, 11, 24);

/// The day from which a rule without a start is counted.
const ANCHOR: Date = date(2026, 1, 1);

/// The rows of a table that are no comments, in cells.
fn check(name: &str, answer: impl Fn(&[&str]) -> Vec<String>, least: usize) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/when")
        .join(name);
    let read = || std::fs::read_to_string(&path).expect("the table is there");
    let written = read();
    let rows = written.lines().map(|line| match line.strip_prefix('#') {
        Some(_) => line.to_owned(),
        None => answer(&line.split('|').map(str::trim).collect::<Vec<_>>()).join(" | "),
    });
    let rows: Vec<String> = rows.collect();
    let right = rows.join("\n") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &right).expect("the table can be written");
    }
    assert!(rows.len() > least, "{name} has only {} rows", rows.len());
    for (old, new) in read().lines().zip(&rows) {
        assert_eq!(old, new, "{name} is old: UPDATE=1 writes it anew");
    }
}

#[test]
fn phrases_mean_what_the_table_says() {
    check(
        "phrases.txt",
        |cells| {
            let (phrase, start) = (cells[0], cells.get(1).copied().unwrap_or_default());
            let from = cells
                .last()
                .and_then(|last| last.split_once(':'))
                .map_or("", |(from, _)| from);
            let when = When::parse(phrase).unwrap_or_else(|fault| panic!("{phrase}: {fault:?}"));
            assert_eq!(
                When::parse(&when.to_string()).as_ref(),
                Ok(&when),
                "{phrase}: its words read back"
            );
            let mut row = vec![phrase.to_owned(), start.to_owned(), when.to_string()];
            row.extend(
                when.recurrence()
                    .map_or([String::new(), String::new()], |recurrence| {
                        let asked = from.parse().unwrap_or(TODAY);
                        assert_eq!(recurrence.rule.needs_start(), !start.is_empty(), "{phrase}");
                        let schedule = schedule(&recurrence.rule, start.parse().unwrap_or(ANCHOR));
                        let dates: Vec<String> =
                            schedule.from(asked).take(3).map(|day| day.to_string()).collect();
                        let colon = if from.is_empty() {
                            String::new()
                        } else {
                            format!("{from}: ")
                        };
                        [recurrence.rule.to_string(), format!("{colon}{}", dates.join(" "))]
                    }),
            );
            row
        },
        150,
    );
}

/// `UPDATE=1` writes the table anew.
#[test]
fn the_page_of_phrases_is_up_to_date() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/src/recurrence.md");
    let page = std::fs::read_to_string(&path).expect("the page is there");
    let (mark, end) = (
        "<!-- Made by tests/it/when.rs; run the tests with UPDATE=1 to write it anew. -->",
        "<!-- The end. -->",
    );
    let (head, rest) = page.split_once(mark).expect("it has a table");
    let (_, tail) = rest.split_once(end).expect("the table has an end");
    let mut table = String::from(
        "\n\n| you write | the calendar gets | the next dates from Tue 24 Nov 2026 |\n|---|---|---|\n",
    );
    for (phrase, start) in DOCUMENTED {
        let when = When::parse(phrase).expect("a phrase of the documentation");
        let start = start.parse::<Date>().ok();
        let written = start.map_or(String::new(), |start| format!("<br>`start: {start}`"));
        let rule = when.recurrence().map(|recurrence| &recurrence.rule);
        assert!(
            rule.is_none_or(|rule| rule.needs_start() == start.is_some()),
            "{phrase}"
        );
        let dates = rule.map_or("none".to_owned(), |rule| {
            let dates = schedule(rule, start.unwrap_or(ANCHOR));
            let dates: Vec<String> = dates.from(TODAY).take(3).map(|day| day.to_string()).collect();
            dates.join(", ")
        });
        let rule = rule.map_or("nothing".to_owned(), |rule| format!("`{rule}`"));
        table.push_str(&format!("| `{phrase}`{written} | {rule} | {dates} |\n"));
    }
    let right = format!("{head}{mark}{table}\n{end}{tail}");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &right).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).expect("the page is there");
    assert!(
        written == right,
        "docs/src/recurrence.md is old: UPDATE=1 writes its table anew"
    );
}

/// The phrases that the documentation shows, with the starts that some need.
const DOCUMENTED: &[(&str, &str)] = &[
    ("every day", ""),
    ("every weekday at 08:45", ""),
    ("every Monday and Thursday", ""),
    ("every 2 weeks on Tuesday", "2026-11-17"),
    ("every 3 months", "2026-01-15"),
    ("monthly on the 1st", ""),
    ("monthly on the 1st and 15th", ""),
    ("monthly on the last day", ""),
    ("monthly on the second Tuesday", ""),
    ("monthly on the last Friday at 11:00", ""),
    ("monthly on the first weekday", ""),
    ("quarterly on the 1st", ""),
    ("quarterly on the last weekday", ""),
    ("yearly on 1 April", ""),
    ("yearly on 1 April and 1 October", ""),
    ("yearly on the last day of February", ""),
    ("RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", ""),
    ("on demand", ""),
    ("when a storm warning ends", ""),
];

#[test]
fn wrong_phrases_are_answered() {
    check(
        "wrong.txt",
        |cells| {
            let phrase = cells[0];
            let fault = When::parse(phrase).expect_err(phrase);
            vec![
                phrase.to_owned(),
                phrase[fault.at].to_owned(),
                fault.message,
                fault.help,
            ]
        },
        80,
    );
}

#[test]
fn every_phrase_falls_where_the_judge_says() {
    let table = std::fs::read_to_string("tests/when/phrases.txt").expect("the table is there");
    let mut judged = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let when = When::parse(cells[0]).expect("it was read before");
        if let Some(recurrence) = when.recurrence() {
            let schedule = schedule(&recurrence.rule, cells[1].parse().unwrap_or(ANCHOR));
            agree(&schedule, cells[0]);
            judged += 1;
        }
    }
    assert!(judged > 150, "{judged}");
}

fn schedule(rule: &Rule, start: Date) -> Schedule {
    Schedule::new(rule, start, None).expect("a rule that was read falls on some day")
}

/// Compares twelve years of a schedule with the judge's, from its first date and from some day within.
fn agree(schedule: &Schedule, name: &str) {
    let last = schedule.first + 12.years();
    let ours: Vec<Date> = schedule
        .from(schedule.first)
        .take_while(|day| *day <= last)
        .collect();
    let theirs = judge(schedule, last);
    assert_eq!(ours, theirs, "{name}: {}", schedule.rule);
    let within = schedule.first + 1234.days();
    let later: Vec<Date> = schedule.from(within).take_while(|day| *day <= last).collect();
    let rest: Vec<Date> = theirs.into_iter().filter(|day| *day >= within).collect();
    assert_eq!(later, rest, "{name}: {}", schedule.rule);
}

/// The dates that another expansion of RFC 5545 gives.
fn judge(schedule: &Schedule, last: Date) -> Vec<Date> {
    let compact = |day: Date| day.strftime("%Y%m%d").to_string();
    let text = format!(
        "DTSTART:{}T000000Z\nRRULE:{};UNTIL={}T000000Z",
        compact(schedule.first),
        schedule.rule,
        compact(last)
    );
    let set: rrule::RRuleSet = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    let found = set.all(u16::MAX);
    assert!(!found.limited, "{text}");
    let day = |time: String| time.parse().expect("the judge gives dates");
    found
        .dates
        .iter()
        .map(|time| day(time.format("%Y-%m-%d").to_string()))
        .collect()
}

fn some<T: Clone + std::fmt::Debug + 'static>(items: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![
        Just(Vec::new()),
        prop::sample::subsequence(items.clone(), 1..=items.len().min(4))
    ]
}

/// Rules as a calendar may hold them, of which many are refused.
fn rules() -> impl Strategy<Value = String> {
    let frequency = prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    // Three faults of the judge are left out: where numbered weekdays stand beside others it wants a day
    // to be both; it puts 1 January 2039 into a week 53 that 2038 does not have; and it chooses by
    // position from the rest of a first week instead of the whole.
    let plain = ["MO", "TU", "TH", "FR", "SU"].map(str::to_owned).to_vec();
    let numbered = ["1TU", "-1FR", "5WE", "-2MO"].map(str::to_owned).to_vec();
    let lists = (
        some((1..=12).map(|month| month.to_string()).collect()),
        some(["1", "13", "31", "-1", "-5", "29"].map(str::to_owned).to_vec()),
        prop_oneof![some(plain), some(numbered)],
        some(["1", "-1", "2"].map(str::to_owned).to_vec()),
        some(["1", "100", "-1", "366"].map(str::to_owned).to_vec()),
        some(["1", "20", "-1", "40"].map(str::to_owned).to_vec()),
    );
    (frequency, 1..5, any::<bool>(), lists).prop_map(|(frequency, interval, sunday, lists)| {
        let mut rule = format!("RRULE:FREQ={frequency};INTERVAL={interval}");
        if sunday {
            rule.push_str(";WKST=SU");
        }
        let (months, month_days, weekdays, positions, year_days, weeks) = lists;
        for (name, items) in [
            ("BYMONTH", months),
            ("BYMONTHDAY", month_days),
            ("BYDAY", weekdays),
            (
                "BYSETPOS",
                if frequency == "WEEKLY" {
                    Vec::new()
                } else {
                    positions
                },
            ),
            ("BYYEARDAY", year_days),
            ("BYWEEKNO", weeks),
        ] {
            if !items.is_empty() {
                rule.push_str(&format!(";{name}={}", items.join(",")));
            }
        }
        rule
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn raw_rules_fall_where_the_judge_says(text in rules(), days in 0..3000_i32) {
        let when = When::parse(&text);
        prop_assume!(when.is_ok());
        let when = when.expect("it was assumed");
        prop_assert_eq!(When::parse(&when.to_string()), Ok(when.clone()));
        if let Some(recurrence) = when.recurrence()
            && let Some(schedule) = Schedule::new(&recurrence.rule, TODAY + days.days(), None)
        {
            agree(&schedule, &text);
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,40}", words in prop::collection::vec(words(), 0..8)) {
        for text in [text, words.join(" ")] {
            match When::parse(&text) {
                Ok(when) => prop_assert_eq!(When::parse(&when.to_string()), Ok(when)),
                Err(fault) => prop_assert!(text.get(fault.at).is_some()),
            }
        }
    }
}

fn words() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "every",
        "on",
        "the",
        "1st",
        "last",
        "Monday",
        "Friday",
        "weekday",
        "and",
        ",",
        "2",
        "weeks",
        "month",
        "monthly",
        "quarterly",
        "yearly",
        "April",
        "of",
        "at",
        "09:00",
        "to",
        "-",
        "day",
        "other",
        "RRULE:",
        "when",
        "second",
        "in",
        "9am",
        "é",
    ])
}
