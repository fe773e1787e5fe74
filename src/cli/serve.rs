//! `passdown serve`: shows the site in the browser and keeps it current. It writes nothing.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use tokio::sync::{oneshot, watch};

use super::rebuild::{Rebuild, Step};
use super::{Common, Place, report};
use crate::words::audience::Audience;
use crate::world::read::Overrides;
use crate::world::serve::{self, Listening, Live, Told};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// The port to listen on [default: the first free one from 3000 on]
    #[arg(short, long)]
    port: Option<u16>,
    /// The name or address to listen on [default: this machine only]
    #[arg(short = 'n', long, value_name = "HOST")]
    hostname: Option<String>,
    /// Open the site in the browser
    #[arg(short, long)]
    open: bool,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Show private pages too, on this machine only
    #[arg(long)]
    private: bool,
    /// Look through the folders instead of being told of changes, for network file systems
    #[arg(long)]
    poll: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let hostname = arguments.hostname.as_deref();
    if !serve::is_local(hostname)? {
        if arguments.private {
            bail!("private pages stay on this machine: leave out `--hostname` or `--private`");
        }
        report::say(common, "everybody who can reach this machine can read the site");
    }
    let root = arguments.place.root()?;
    let overrides = Overrides {
        audience: arguments.private.then_some(Audience::Private),
        drafts: arguments.drafts,
        unannounced: arguments.private,
        as_of: common.as_of,
        ..Overrides::default()
    };
    let listening = Listening::open(hostname, arguments.port)?;
    let url = listening.url();
    let (show, live) = watch::channel(Arc::new(Live::default()));
    let mut rebuild = Rebuild::new(root, overrides, common, arguments.poll);
    let mut step = move |step: Step<'_>| {
        let last = Arc::clone(&show.borrow());
        let (next, became) = match step {
            Step::Unsearched(built) => (last.next_pages(built.outputs.clone(), &built.diagnostics), ""),
            Step::Site(_, built) => (last.next(built.outputs, &built.diagnostics), ""),
            Step::Blocked(diagnostics) => (last.blocked(diagnostics), "; the last good site is shown"),
            Step::Unread(error) => (last.stopped(vec![Told::plain(format!("{error:#}"))]), ""),
        };
        show.send_replace(Arc::new(next));
        Ok(became.to_owned())
    };
    rebuild.once(&mut step)?;

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("no threads could be started")?;
    runtime.block_on(listening.serve(live))?;
    report::say(common, &format!("serving {url} (Ctrl-C ends it)"));
    if arguments.open
        && let Err(error) = open::that_detached(&url)
    {
        report::say(common, &format!("no browser could be started: {error}"));
    }
    let ended = until_interrupted(&runtime, move || rebuild.run(step));
    runtime.shutdown_background();
    ended
}

/// Runs `work` beside until it fails or Ctrl-C is pressed.
pub(super) fn until_interrupted(
    runtime: &tokio::runtime::Runtime,
    work: impl FnOnce() -> Result<()> + Send + 'static,
) -> Result<ExitCode> {
    let (done, ended) = oneshot::channel();
    std::thread::spawn(move || {
        // Nobody listens any more when the program ends.
        let _ = done.send(work());
    });
    runtime.block_on(async {
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted.context("Ctrl-C cannot be heard")?,
            ended = ended => ended.context("the build came to a sudden end")??,
        }
        Ok(ExitCode::SUCCESS)
    })
}
