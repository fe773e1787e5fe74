//! `passdown watch`: writes the site, and writes it anew whenever files change.

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use clap::Args;

use super::rebuild::{Rebuild, Step};
use super::{Built, Common, build, report, serve};
use crate::words::audience::Audience;
use crate::world::publish;
use crate::world::read::Overrides;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    built: Built,
    /// What is emitted: this audience and wider ones
    #[arg(long, value_name = "public|team", value_parser = build::audience)]
    audience: Option<Audience>,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Look through the folders instead of being told of changes, for network file systems
    #[arg(long)]
    poll: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let root = arguments.built.root()?;
    let overrides = Overrides {
        audience: arguments.audience,
        drafts: arguments.drafts,
        as_of: common.as_of,
        destination: arguments.built.destination()?,
        ..Overrides::default()
    };
    // Held while the site is written, so that Ctrl-C does not end the program in the middle of it.
    let writing = Arc::new(Mutex::new(()));
    let mut rebuild = Rebuild::new(root, overrides, common, arguments.poll);
    let (held, talk) = (Arc::clone(&writing), common.clone());
    let mut first = true;
    let mut step = move |step: Step<'_>| {
        let (project, built) = match step {
            Step::Site(project, built) => (project, built),
            Step::Blocked(_) => return Ok("; nothing was written".to_owned()),
            // On the disk a site is whole, or it is not there.
            Step::Unsearched(_) | Step::Unread(_) => return Ok(String::new()),
        };
        let _held = held.lock().unwrap_or_else(PoisonError::into_inner);
        let published = match publish::publish(&project.destination, &build::guarded(project), &built.outputs)
        {
            Ok(published) => published,
            // What is refused at the start is the user's to mend; later it may mend itself.
            Err(error) if first => return Err(error),
            Err(error) => return Ok(format!("; nothing was written: {error:#}")),
        };
        first = false;
        build::kept(&published, &talk);
        Ok(format!("; {} files written", published.written))
    };
    rebuild.once(&mut step)?;
    report::say(common, "watching (Ctrl-C ends it)");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no threads could be started")?;
    let ended = serve::until_interrupted(&runtime, move || rebuild.run(step));
    let _written = writing.lock().unwrap_or_else(PoisonError::into_inner);
    ended
}
