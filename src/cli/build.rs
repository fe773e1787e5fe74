//! `passdown build`: writes the site.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{Built, Common, Strictness, report};
use crate::build::{self, Build, Memo};
use crate::input::Inputs;
use crate::words::audience::Audience;
use crate::words::diagnostic::Severity;
use crate::words::memo::Doubt;
use crate::world::progress::{Progress, Step};
use crate::world::publish::{self, Guarded, Published};
use crate::world::read::{self, Files, Overrides, Project};
use crate::world::terminal;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    built: Built,
    /// Open the site in the browser
    #[arg(short, long)]
    open: bool,
    /// What is emitted: this audience and wider ones
    #[arg(long, value_name = "public|team", value_parser = audience)]
    audience: Option<Audience>,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    #[command(flatten)]
    strictness: Strictness,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let began = Instant::now();
    let progress = Progress::new(common.quiet);
    progress.step(Step::Reading, None);
    let root = arguments.built.root()?;
    let overrides = Overrides {
        audience: arguments.audience,
        drafts: arguments.drafts,
        as_of: common.as_of,
        destination: arguments.built.destination()?,
        ..Overrides::default()
    };
    let project = read::read(&root, &overrides, &mut Files::default())?;
    progress.step(Step::Understanding, None);
    let mut built = made(&project.inputs)?;
    let written = match built.severity() {
        Some(Severity::Blocking) => None,
        _ => {
            progress.step(Step::Writing, None);
            Some(publish::publish(
                &project.destination,
                &guarded(&project),
                &built.outputs,
            )?)
        }
    };
    progress.clear();
    report::findings(&mut built.diagnostics, common)?;
    match &written {
        Some(published) => told(&project, &built, published, began, common),
        None => report::say(common, &blocked(&built)),
    }
    if let (true, Some(_)) = (arguments.open, &written) {
        let home = project.destination.join("index.html");
        open::that_detached(&home)
            .with_context(|| format!("no browser could be started for {}", home.display()))?;
    }
    Ok(report::code(&built.diagnostics, arguments.strictness))
}

/// Builds with as many threads as book.toml asks for.
pub(super) fn made(inputs: &Inputs) -> Result<Build> {
    let doubt = if std::env::var_os("DOUBT").is_some() {
        Doubt::Yes
    } else {
        Doubt::No
    };
    let pool = pool(inputs.config.build.threads.unwrap_or(0))?;
    Ok(pool.install(|| build::build(inputs, Memo::default(), doubt).0))
}

/// Threads to build with; 0 stands for as many as the machine has.
pub(super) fn pool(threads: usize) -> Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(8 << 20)
        .build();
    pool.context("no threads could be started")
}

/// What a site may never be written over.
pub(super) fn guarded(project: &Project) -> Guarded {
    let mut never = vec![project.root.join("themes"), project.root.join("templates")];
    // Where the project's folder itself is the content, it is guarded as the project.
    if project.content != project.root {
        never.push(project.content.clone());
    }
    Guarded {
        project: project.root.clone(),
        never,
        home: std::env::home_dir(),
    }
}

pub(super) fn audience(word: &str) -> Result<Audience> {
    match Audience::of_word(word) {
        Some(Audience::Private) => bail!("no build emits private pages; they stay on this machine"),
        Some(audience) => Ok(audience),
        None => bail!("write `public` or `team`"),
    }
}

fn told(project: &Project, built: &Build, published: &Published, began: Instant, common: &Common) {
    report::say(
        common,
        &format!(
            "{}; {}, {} files ({} written, {} unchanged, {} removed) in {:.2} s: {}",
            terminal::summary(&built.diagnostics),
            report::pages(built.pages),
            built.outputs.len(),
            published.written,
            published.unchanged,
            published.removed,
            began.elapsed().as_secs_f64(),
            project.destination.display()
        ),
    );
    kept(published, common);
}

/// Says which files of other people are kept, and where.
pub(super) fn kept(published: &Published, common: &Common) {
    for file in &published.edited {
        let file = file.display();
        report::say(
            common,
            &format!(
                "kept `{file}`: somebody edited it, and the site no longer has such a page; it is still online"
            ),
        );
    }
    for file in &published.aside {
        report::say(
            common,
            &format!(
                "put aside as `{}`: it was written while the site was exchanged",
                file.display()
            ),
        );
    }
}

fn blocked(built: &Build) -> String {
    let summary = terminal::summary(&built.diagnostics);
    format!("{summary}; nothing was written, and the site is as it was before")
}
