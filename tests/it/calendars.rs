//! Calendars as a calendar program reads them: a parser of its own, and another expansion of RFC 5545.

use std::collections::BTreeMap;
use std::path::Path;

use icalendar::parser::{read_calendar, unfold};
use jiff::civil::Date;
use passdown::when::{Schedule, When};

use crate::project::{passdown, project, put};

/// Builds a site of these pages; gives its files below `calendar/`.
fn calendars(book: &str, pages: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = project(&[("book.toml", book)]);
    for (path, text) in pages {
        put(folder.path(), &format!("content/{path}"), text);
    }
    let done = passdown(folder.path(), &["build", "--as-of", "2026-11-24"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    files(&folder.path().join("public/calendar"))
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("an entry");
        let text = std::fs::read_to_string(entry.path()).expect("a calendar is text");
        (entry.file_name().to_string_lossy().into_owned(), text)
    };
    entries.map(read).collect()
}

/// The events of a calendar, each by the names of its properties.
fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).expect("a calendar program reads it");
    let property =
        |property: &icalendar::parser::Property<'_>| (property.name.to_string(), property.val.to_string());
    let events = calendar.components.iter().filter(|part| part.name == "VEVENT");
    events
        .map(|event| event.properties.iter().map(property).collect())
        .collect()
}

const BOOK: &str =
    "[book]\ntitle = \"Gauges; tides, and more\"\n[output.html]\nsite-url = \"https://a.example/kb/\"\n";

const PAGES: &[(&str, &str)] = &[
    ("people/ann.md", "---\nname: Ann Ólafsdóttir\n---\n"),
    ("people/bo.md", "---\nname: Bo\nleaves: 2026-10-01\n---\n"),
    ("people/cy.md", "---\nname: Cy\n---\n"),
    (
        "duties/read.md",
        "---\ntitle: Read the gauges, all of them; then \\ think about what the tide at the harbour 日本 means for 日本 and 日本\nwhen: every weekday at 08:00\nowner: ann\nbackup: [bo, cy]\n\
         if_skipped: |\n  Nobody knows the tide,\n  and a ship runs aground\n---\n",
    ),
    (
        "duties/phone.md",
        "---\nwhen: every 2 weeks on Tuesday\nstart: 2026-11-04\nuntil: 2027-06-30\nowner: cy\n---\n",
    ),
    (
        "duties/last.md",
        "---\nwhen: quarterly on the last weekday\nowner: nobody-with-a-page\n---\n",
    ),
    (
        "duties/yearly.md",
        "---\nwhen: yearly on the second Tuesday of May and November\n---\n",
    ),
    ("duties/asked.md", "---\nwhen: on demand\nowner: ann\n---\n"),
    (
        "duties/gone.md",
        "---\nwhen: every day\nuntil: 2026-11-01\nowner: ann\n---\n",
    ),
    (
        "duties/hidden.md",
        "---\nwhen: every day\naudience: private\nowner: ann\n---\n",
    ),
    (
        "meetings/round.md",
        "---\nwhen: every Monday at 09:30\nattendees: ann, cy\n---\n",
    ),
];

#[test]
fn a_calendar_program_reads_them() {
    let calendars = calendars(BOOK, PAGES);
    assert_eq!(
        calendars.keys().collect::<Vec<_>>(),
        ["ann.ics", "cy.ics", "team.ics"]
    );
    for (name, text) in &calendars {
        assert!(
            text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']),
            "{name}"
        );
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{name}");
        assert!(!text.contains("EXDATE") && !text.contains("hidden"), "{name}");
    }
    let titles = |name: &str| {
        let events = events(&calendars[name]);
        events
            .iter()
            .map(|event| event["SUMMARY"].chars().take(20).collect())
            .collect::<Vec<String>>()
    };
    assert_eq!(titles("team.ics").len(), 5);
    assert_eq!(titles("ann.ics"), ["08:00 Read the gauge", "09:30 Round"]);
    assert_eq!(titles("cy.ics"), ["Phone", "08:00 Read the gauge", "09:30 Round"]);
    let event = &events(&calendars["ann.ics"])[0];
    assert_eq!(
        event["SUMMARY"],
        "08:00 Read the gauges, all of them; then \\ think about what the tide at the harbour 日本 means for 日本 and 日本"
    );
    assert!(
        event["DESCRIPTION"].contains("If skipped: Nobody knows the tide,\nand a ship runs aground"),
        "{event:?}"
    );
    assert_eq!(event["URL"], "https://a.example/kb/duties/read.html");
    assert_eq!(event["TRANSP"], "TRANSPARENT");
}

#[test]
fn their_events_fall_on_the_dates_of_the_pages() {
    let calendars = calendars(BOOK, PAGES);
    let mut compared = 0;
    for event in events(&calendars["team.ics"]) {
        let first: Date = event["DTSTART"].parse().expect("a date");
        let text = format!(
            "DTSTART:{}T000000Z\nRRULE:{}",
            event["DTSTART"],
            event["RRULE"].replace(";UNTIL=20270630", ";UNTIL=20270630T000000Z")
        );
        let theirs: rrule::RRuleSet = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        let theirs: Vec<String> = theirs
            .all(40)
            .dates
            .iter()
            .map(|time| time.format("%Y-%m-%d").to_string())
            .collect();
        let words = event["DESCRIPTION"].lines().next().expect("words");
        let when = When::parse(words).expect("canonical words read back");
        let rule = &when.recurrence().expect("it has dates").rule;
        let until = event["RRULE"]
            .contains("UNTIL")
            .then(|| "2027-06-30".parse().expect("a date"));
        let ours = Schedule::new(rule, first, until).expect("it falls on its first date");
        let ours: Vec<String> = ours.from(first).take(40).map(|day| day.to_string()).collect();
        assert_eq!(ours, theirs, "{words}");
        compared += 1;
    }
    assert_eq!(compared, 5);
}

#[test]
fn names_stay_and_differ_between_sites() {
    let names = |book: &str| {
        let calendars = calendars(book, PAGES);
        events(&calendars["team.ics"])
            .iter()
            .map(|event| event["UID"].clone())
            .collect::<Vec<_>>()
    };
    let (one, again, other) = (names(BOOK), names(BOOK), names("[book]\ntitle = \"Other\"\n"));
    assert_eq!(one, again);
    assert!(one.iter().all(|name| !other.contains(name)));
    let mut distinct = one.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), 5);
}

#[test]
fn without_dates_there_is_no_calendar() {
    assert!(calendars(BOOK, &[("duties/a.md", "---\nwhen: on demand\n---\n")]).is_empty());
}
