//! `passdown check`: says what is wrong in the pages of all audiences, drafts too, and writes nothing.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::{Common, Place, Strictness, build, report};
use crate::words::audience::Audience;
use crate::world::progress::{Progress, Step};
use crate::world::read::{self, Files, Overrides};
use crate::world::terminal;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    strictness: Strictness,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let progress = Progress::new(common.quiet);
    progress.step(Step::Reading, None);
    let root = arguments.place.root()?;
    let audience = Some(Audience::Private);
    let overrides = Overrides {
        audience,
        drafts: true,
        as_of: common.as_of,
        ..Overrides::default()
    };
    let project = read::read(&root, &overrides, &mut Files::default())?;
    progress.step(Step::Understanding, None);
    let mut built = build::made(&project.inputs)?;
    progress.clear();
    report::findings(&mut built.diagnostics, common)?;
    let summary = terminal::summary(&built.diagnostics);
    report::say(common, &format!("{summary} in {}", report::pages(built.pages)));
    Ok(report::code(&built.diagnostics, arguments.strictness))
}
