//! A handover's board as lines for the terminal: what is not safe first, then how far the rest is.
//!
//! Takes what the board's page shows; gives the same words in columns. Styles go through `anstream`,
//! which takes them off where nobody sees them.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use jiff::civil::Date;

use super::clean::clean_line;
use crate::view::{BoardView, PersonView, RowView};
use crate::words::day;
use crate::words::words_of::capital;

const TITLE: usize = 38;
const STATE: usize = 11;
const WHO: usize = 14;
const STRONG: Style = Style::new().bold();
const RISK: Style = AnsiColor::Red.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// A board and what decides how it is told.
#[derive(Clone, Copy, Debug)]
pub struct Board<'a> {
    /// What the board's page shows.
    pub board: &'a BoardView,
    /// The day of telling.
    pub today: Date,
    /// Whether the last day is only supposed.
    pub supposed: bool,
}

/// Prints one sentence.
pub fn say(words: &str) -> io::Result<()> {
    writeln!(anstream::stdout().lock(), "{words}")
}

/// Prints who leaves, one a line, the next first.
pub fn list(boards: &[BoardView], today: Date) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    for board in boards {
        let day = board.last_day.as_deref().map(|day| last_day(day, today));
        let (safe, all) = (board.tally.safe, board.tally.all);
        let name = column(&board.person.title, TITLE);
        writeln!(
            out,
            "{STRONG}{name}{STRONG:#} {}; {safe} of {all} safe",
            day.unwrap_or_default()
        )?;
    }
    writeln!(out, "\n{DIM}passdown handover NAME shows one of them{DIM:#}")
}

/// Prints one board.
pub fn show(told: &Board<'_>) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    write(told, &mut out)
}

fn write(told: &Board<'_>, out: &mut dyn Write) -> io::Result<()> {
    let board = told.board;
    head(told, out)?;
    stops(told, out)?;
    for group in &board.groups {
        let rest: Vec<&RowView> = group
            .rows
            .iter()
            .filter(|row| !board.stops.contains(row))
            .collect();
        if rest.is_empty() && group.settled.is_empty() {
            continue;
        }
        let title = capital(&group.title);
        let (safe, all) = (group.safe, group.all);
        writeln!(
            out,
            "\n{STRONG}{title}{STRONG:#} {DIM}{safe} of {all} safe{DIM:#}"
        )?;
        for row in rest {
            self::row(row, out)?;
        }
        for row in &group.settled {
            writeln!(
                out,
                "  {DIM}{} {}{DIM:#}",
                column(&row.page.title, TITLE),
                row.state
            )?;
        }
    }
    beside(told, out)
}

fn head(told: &Board<'_>, out: &mut dyn Write) -> io::Result<()> {
    let board = told.board;
    let name = clean_line(&board.person.title);
    let day = board.last_day.as_deref().map(|day| last_day(day, told.today));
    let day = day.unwrap_or_else(|| "no last day".to_owned());
    match told.supposed {
        true => writeln!(out, "{STRONG}If {name} left{STRONG:#}: {day}")?,
        false => writeln!(out, "{STRONG}{name} hands over{STRONG:#}: {day}")?,
    }
    let tally = &board.tally;
    if tally.all == 0 {
        return writeln!(out, "no page names {name}, and the inbox is empty");
    }
    let parts: Vec<String> = tally
        .parts
        .iter()
        .map(|part| format!("{} {}", part.count, part.state))
        .collect();
    writeln!(
        out,
        "{STRONG}{} of {} safe{STRONG:#}, {} % by importance {DIM}({}){DIM:#}",
        tally.safe,
        tally.all,
        tally.percent,
        parts.join(", ")
    )
}

fn stops(told: &Board<'_>, out: &mut dyn Write) -> io::Result<()> {
    let board = told.board;
    if board.stops.is_empty() {
        return Ok(());
    }
    let day: Option<Date> = board.stop_day.as_deref().and_then(|day| day.parse().ok());
    let count = board.stops.len();
    match day {
        Some(day) => writeln!(out, "\n{RISK}{count} stop on {}{RISK:#}", day::long(day))?,
        None => writeln!(out, "\n{RISK}{count} would stop{RISK:#}")?,
    }
    for row in &board.stops {
        let why = row.why.trim_end_matches('.');
        let missed: Option<Date> = row.missed.as_deref().and_then(|day| day.parse().ok());
        let missed = missed.map(|missed| format!("{DIM}; first missed on {}{DIM:#}", day::short(missed)));
        let missed = missed.unwrap_or_default();
        writeln!(
            out,
            "  {STRONG}{}{STRONG:#} {RISK}{}{RISK:#} {}{missed}",
            column(&row.page.title, TITLE),
            column(why, STATE + WHO + 1),
            clean_line(&row.next)
        )?;
    }
    Ok(())
}

fn row(row: &RowView, out: &mut dyn Write) -> io::Result<()> {
    let who = first_names(&row.to);
    let who = if who.is_empty() { "nobody".to_owned() } else { who };
    let gaps = match row.gaps.as_slice() {
        [] => String::new(),
        gaps => format!(" {DIM}({}){DIM:#}", gaps.join(", ")),
    };
    writeln!(
        out,
        "  {} {} {} {}{gaps}",
        column(&row.page.title, TITLE),
        column(row.state, STATE),
        column(&who, WHO),
        clean_line(&row.next)
    )
}

/// What stands beside the things: the inbox, the contacts and the sessions.
fn beside(told: &Board<'_>, out: &mut dyn Write) -> io::Result<()> {
    let board = told.board;
    if !board.jots.is_empty() {
        writeln!(
            out,
            "\n{STRONG}Inbox{STRONG:#} {DIM}{} not handed over{DIM:#}",
            board.jots.len()
        )?;
        for jot in &board.jots {
            writeln!(out, "  {}", clean_line(&jot.text))?;
        }
    }
    if !board.contacts.is_empty() {
        let (told, all) = (board.told, board.contacts.len());
        writeln!(
            out,
            "\n{STRONG}Told outside{STRONG:#} {DIM}{told} of {all}{DIM:#}"
        )?;
        for contact in board.contacts.iter().filter(|contact| contact.told.is_none()) {
            let title = column(&contact.page.title, TITLE);
            writeln!(out, "  {title} {RISK}not told{RISK:#}")?;
        }
    }
    if !board.sessions.is_empty() {
        writeln!(out, "\n{STRONG}Sessions{STRONG:#}")?;
    }
    for session in &board.sessions {
        let day: Option<Date> = session.on.as_deref().and_then(|day| day.parse().ok());
        let day = day.map_or_else(|| "no day".to_owned(), day::short);
        let about = column(&session.about.title, TITLE);
        writeln!(
            out,
            "  {} {about} {}",
            column(&day, STATE - 1),
            clean_line(&session.detail)
        )?;
    }
    Ok(())
}

/// The last day in words, with how far it is.
fn last_day(written: &str, today: Date) -> String {
    let Ok(last) = written.parse::<Date>() else {
        return written.to_owned();
    };
    let far = (last - today).get_days();
    let far = match far {
        0 => "that is today".to_owned(),
        1 => "1 day left".to_owned(),
        far if far > 1 => format!("{far} days left"),
        -1 => "1 day ago".to_owned(),
        far => format!("{} days ago", -far),
    };
    format!("last day {}, {far}", day::long(last))
}

fn first_names(people: &[PersonView]) -> String {
    let names: Vec<&str> = people.iter().map(|person| &*person.first).collect();
    names.join(", ")
}

/// A text as wide as its column, cut where it is longer.
fn column(text: &str, width: usize) -> String {
    let text = clean_line(text);
    if text.chars().count() <= width {
        return format!("{text:width$}");
    }
    let cut: String = text.chars().take(width - 1).collect();
    format!("{cut}…")
}
