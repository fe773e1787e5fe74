//! `passdown clean`: takes the site away, and nothing else.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::{Built, Common, build, report};
use crate::world::publish;
use crate::world::read::{self, Files, Overrides};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    built: Built,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let root = arguments.built.root()?;
    let destination = arguments.built.destination()?;
    let project = read::read(
        &root,
        &Overrides {
            destination,
            ..Overrides::default()
        },
        &mut Files::default(),
    )?;
    let cleaned = publish::clean(&project.destination, &build::guarded(&project))?;
    report::say(
        common,
        &format!(
            "{} files removed from {}",
            cleaned.removed,
            project.destination.display()
        ),
    );
    if cleaned.foreign > 0 {
        report::say(
            common,
            &format!(
                "{} files that Passdown did not write are still there",
                cleaned.foreign
            ),
        );
    }
    Ok(ExitCode::SUCCESS)
}
