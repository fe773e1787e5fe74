//! `passdown handover`: the board of a handover in the terminal, also of somebody who does not leave.
//!
//! It sees what no build shows: those who leave and have not told the team yet.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Date;

use super::sources::Sources;
use super::{Common, report};
use crate::build;
use crate::input::Inputs;
use crate::report::Reports;
use crate::report::handover::Handover;
use crate::site::Site;
use crate::team::{PersonId, Standing, Team};
use crate::theme::default_layer;
use crate::view::{BoardView, Frame, board};
use crate::wording::Words;
use crate::words::nearest::nearest;
use crate::words::path::Url;
use crate::world::read::Extent;
use crate::world::terminal::board::{self as terminal, Board};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Who leaves, by file name, name or alias [default: the one who leaves next]
    person: Option<String>,
    /// What if this were the last day, such as 2026-12-03
    #[arg(long, value_name = "DATE", requires = "person")]
    on: Option<Date>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let Sources { project, site } = Sources::with(common, Extent::Whole)?;
    let inputs = project.inputs;
    let team = Team::of(&site, inputs.today);
    match &arguments.person {
        Some(name) => one(&inputs, &site, team, name, arguments.on),
        None => whoever_leaves(&inputs, &site, &team),
    }
}

/// The board of the person of a name; of somebody who stays, as if this or the given day were the last.
fn one(inputs: &Inputs, site: &Site, team: Team, name: &str, on: Option<Date>) -> Result<ExitCode> {
    let found = team
        .find(&site.people, name)
        .or_else(|| by_given_name(&team, name));
    let Some(person) = found else {
        bail!("{}", unknown(site, &team, name));
    };
    let stays = team.people[person].standing == Standing::Here;
    let supposed = on.or(stays.then_some(inputs.today));
    let team = match supposed {
        Some(last_day) => team.if_left(person, last_day),
        None => team,
    };
    show(inputs, site, &team, person, supposed.is_some())?;
    Ok(ExitCode::SUCCESS)
}

/// The board of the only one who leaves, or who they are.
fn whoever_leaves(inputs: &Inputs, site: &Site, team: &Team) -> Result<ExitCode> {
    let mut leavers: Vec<PersonId> = (0..team.people.len())
        .filter(|id| team.people[*id].standing == Standing::Leaving)
        .collect();
    leavers.sort_by_key(|id| team.people[*id].leaves);
    match leavers.as_slice() {
        [] => {
            let help = "nobody is leaving; name a person to see what would be if they did";
            report::unless_closed(terminal::say(help))?;
        }
        [only] => show(inputs, site, team, *only, false)?,
        several => {
            let reports = Reports::of(site, team, &inputs.history);
            let handovers: Vec<&Handover> = several
                .iter()
                .filter_map(|leaver| reports.handovers.get(leaver))
                .collect();
            let boards = boards(inputs, site, team, &reports, &handovers);
            report::unless_closed(terminal::list(&boards, inputs.today))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(inputs: &Inputs, site: &Site, team: &Team, person: PersonId, supposed: bool) -> Result<()> {
    let reports = Reports::of(site, team, &inputs.history);
    let handover = reports.handover(site, team, person);
    for board in boards(inputs, site, team, &reports, &[&handover]) {
        report::unless_closed(terminal::show(&Board {
            board: &board,
            today: inputs.today,
            supposed,
        }))?;
    }
    Ok(())
}

fn boards(
    inputs: &Inputs,
    site: &Site,
    team: &Team,
    reports: &Reports,
    handovers: &[&Handover],
) -> Vec<BoardView> {
    // The terminal speaks English, whatever the language of the pages.
    let (words, _) = Words::read(&[default_layer()], "en");
    let frame = Frame::new(site, team, reports, build::showing(inputs), &words);
    let home = Url::new("index.html").expect("a constant that is sound");
    handovers
        .iter()
        .map(|handover| board(&frame, handover, &home))
        .collect()
}

/// The only person of a given name.
fn by_given_name(team: &Team, name: &str) -> Option<PersonId> {
    let people = 0..team.people.len();
    let mut called = people.filter(|id| team.people[*id].first_name().eq_ignore_ascii_case(name));
    called.next().filter(|_| called.next().is_none())
}

/// Says that nobody has this name, and who was probably meant.
fn unknown(site: &Site, team: &Team, name: &str) -> String {
    // A name and the title of its page differ often only in how they are written.
    let names: BTreeMap<&str, PersonId> = site
        .people
        .iter()
        .filter_map(|(known, page)| Some((known.as_str(), team.of_page(*page)?)))
        .chain(
            team.people
                .iter()
                .enumerate()
                .map(|(id, person)| (person.name.as_str(), id)),
        )
        .chain(
            team.people
                .iter()
                .enumerate()
                .map(|(id, person)| (person.first_name(), id)),
        )
        .collect();
    match nearest(name, names.keys().copied()) {
        Some(near) => format!(
            "nobody is called `{name}`; did you mean `{}`?",
            team.people[names[near]].name
        ),
        None => format!("nobody is called `{name}`; write a person's file name, name or alias"),
    }
}
