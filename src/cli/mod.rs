//! Floor 6: the command line. One file per command; each says what it did and with which exit code it ends.
#![expect(clippy::disallowed_methods, reason = "floor 6 is where the world is touched")]

mod build;
mod check;
mod clean;
mod completions;
mod handover;
pub mod init;
mod jot;
mod new;
mod rebuild;
mod report;
mod review;
mod serve;
mod sources;
mod transfer;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::world::read;
use crate::world::terminal::Format;

/// Turns a folder of Markdown into a searchable site that keeps a team working when somebody leaves.
#[derive(Debug, Parser)]
#[command(
    name = "passdown",
    version,
    propagate_version = true,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// What every command understands.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "For every command")]
struct Common {
    /// How findings are printed
    #[arg(long, global = true, value_enum, default_value_t = Format::Full)]
    format: Format,
    /// The day to take for today, such as 2026-11-24
    #[arg(long, global = true, value_name = "DATE")]
    as_of: Option<Date>,
    /// Say nothing but findings
    #[arg(short, long, global = true)]
    quiet: bool,
}

/// What turns findings into failure.
#[derive(Clone, Copy, Debug, Default, Args)]
struct Strictness {
    /// End with exit code 1 on warnings too
    #[arg(long, value_name = "SEVERITY", value_enum)]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Deny {
    /// Warnings count as errors
    Warnings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the site
    Build(build::Arguments),
    /// Show the site in the browser, and keep it current while files change
    Serve(serve::Arguments),
    /// Write the site, and write it anew whenever files change
    Watch(watch::Arguments),
    /// Say what is wrong, and write nothing
    Check(check::Arguments),
    /// Show what somebody hands over, and what is not safe yet
    Handover(handover::Arguments),
    /// Make a new knowledge base
    Init(init::Arguments),
    /// Start a page with the questions that it should answer
    New(new::Arguments),
    /// Note one thing before it is forgotten
    Jot(jot::Arguments),
    /// Mark pages as read today and still true
    Review(review::Arguments),
    /// Give one person's pages to another
    Transfer(transfer::Arguments),
    /// Take the site away, but no file that Passdown did not write
    Clean(clean::Arguments),
    /// Print the completions for a shell
    Completions(completions::Arguments),
}

/// The folder that a command works on.
#[derive(Clone, Debug, Args)]
struct Place {
    /// The folder of the knowledge base [default: the nearest with a book.toml, else this one]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// The folder that a command works on, and where its site lies.
#[derive(Clone, Debug, Args)]
struct Built {
    #[command(flatten)]
    place: Place,
    /// Where the site lies [default: `[build] build-dir`]
    #[arg(short, long, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
}

impl Place {
    /// The knowledge base's folder.
    fn root(&self) -> Result<PathBuf> {
        read::find_root(self.folder.as_deref())
    }
}

impl Built {
    /// The knowledge base's folder.
    fn root(&self) -> Result<PathBuf> {
        self.place.root()
    }

    /// Where the site lies, if the command line says so.
    fn destination(&self) -> Result<Option<PathBuf>> {
        Ok(self.dest_dir.as_ref().map(std::path::absolute).transpose()?)
    }
}

/// Runs the command line. Exit code 0: no error, 1: errors, 2: nothing could be done.
pub fn main() -> ExitCode {
    let Cli { command, common } = Cli::parse();
    let done = match &command {
        Command::Build(arguments) => build::run(arguments, &common),
        Command::Serve(arguments) => serve::run(arguments, &common),
        Command::Watch(arguments) => watch::run(arguments, &common),
        Command::Check(arguments) => check::run(arguments, &common),
        Command::Handover(arguments) => handover::run(arguments, &common),
        Command::Init(arguments) => init::run(arguments, &common),
        Command::New(arguments) => new::run(arguments, &common),
        Command::Jot(arguments) => jot::run(arguments, &common),
        Command::Review(arguments) => review::run(arguments, &common),
        Command::Transfer(arguments) => transfer::run(arguments, &common),
        Command::Clean(arguments) => clean::run(arguments, &common),
        Command::Completions(arguments) => completions::run(arguments),
    };
    done.unwrap_or_else(|error| {
        report::failed(&error);
        ExitCode::from(2)
    })
}
