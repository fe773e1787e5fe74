//! How much each report has to say, for the navigation to show beside its name.
//!
//! The navigation stands on every page and its numbers change with every tick, so they stand in one
//! script that all pages read: what changes in the team redraws no page.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::{Report, entries, home, review};
use crate::report::duties::AHEAD;
use crate::view::Words;
use crate::view::site::Frame;
use crate::words::path::Url;

/// Where the script is published.
pub const SCRIPT: &str = "js/counts.js";

/// What stands beside one name.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Count {
    /// The same on every day: what is shown, and what it means in words.
    Always(String, String),
    /// By the day of reading.
    Daily(BTreeMap<String, (String, String)>),
}

/// The script with all counts by the addresses of their pages; none where the navigation names no report.
pub fn script(frame: &Frame<'_>) -> Option<String> {
    if entries(frame).is_empty() {
        return None;
    }
    let from = Url::new("index.html").expect("a constant that is sound");
    let mut counts = BTreeMap::new();
    for handover in home::under_way(frame) {
        let Some(page) = handover.page else { continue };
        let (safe, all) = (handover.tally.safe, handover.tally.all);
        let means = frame.words.say("home.safe", &[("safe", &safe), ("all", &all)]);
        let address = frame.site.pages[page].url.seen_from(&from);
        counts.insert(address, Count::Always(format!("{safe}/{all}"), means));
    }
    let numbers = [
        (Report::Coverage, "coverage", thin(frame)),
        (Report::Review, "review", review::asking(frame)),
        (Report::OpenLoops, "open_loops", open(frame)),
    ];
    for (report, word, number) in numbers.into_iter().filter(|(.., number)| *number > 0) {
        let (shown, means) = said(frame.words, word, number);
        counts.insert(report.url(0).seen_from(&from), Count::Always(shown, means));
    }
    let daily = daily(frame);
    if !daily.is_empty() {
        counts.insert(Report::Duties.url(0).seen_from(&from), Count::Daily(daily));
    }
    let json = serde_json::to_string(&counts).expect("texts by texts are JSON");
    Some(format!("passdown.count({json});\n"))
}

fn said(words: &Words, word: &str, number: usize) -> (String, String) {
    let say = |table: &str| words.say(&format!("{table}.{word}"), &[("n", &number)]);
    (say("counts"), say("counts_mean"))
}

/// How many things one person or nobody can do.
fn thin(frame: &Frame<'_>) -> usize {
    let things = frame.reports.coverage.things.iter();
    things.filter(|thing| thing.able < 2).count()
}

/// How much is open.
fn open(frame: &Frame<'_>) -> usize {
    let (loops, inboxes) = (&frame.reports.loops, &frame.reports.inboxes);
    let jots: usize = inboxes.values().map(Vec::len).sum();
    loops.tasks.len() + loops.marks.len() + loops.wanted.len() + jots
}

/// How many duties fall due on each of the days that are told in full.
fn daily(frame: &Frame<'_>) -> BTreeMap<String, (String, String)> {
    let last = frame.team.today.saturating_add(AHEAD.days());
    let mut due: BTreeMap<Date, usize> = BTreeMap::new();
    let dates = frame.reports.duties.all.iter().flat_map(|duty| &duty.next);
    for day in dates.filter(|day| **day <= last) {
        *due.entry(*day).or_default() += 1;
    }
    let text = |(day, number): (Date, usize)| (day.to_string(), said(frame.words, "duties", number));
    due.into_iter().map(text).collect()
}
