//! Floor 6: the command line. One file per command; each says what it did and with which exit code it ends.
#![expect(clippy::disallowed_methods, reason = "floor 6 is where the world is touched")]

mod build;
mod check;
mod clean;
mod completions;
pub mod init;
mod rebuild;
mod report;
mod search;
mod serve;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

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
#[derive(Clone, Copy, Debug, Args)]
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
    /// Find pages
    Search(search::Arguments),
    /// Make a new knowledge base
    Init(init::Arguments),
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

/// Runs the command line. Exit code 0: no error, 1: errors, 2: nothing could be done.
pub fn main() -> ExitCode {
    let Cli { command, common } = Cli::parse();
    let done = match &command {
        Command::Build(arguments) => build::run(arguments, &common),
        Command::Serve(arguments) => serve::run(arguments, &common),
        Command::Watch(arguments) => watch::run(arguments, &common),
        Command::Check(arguments) => check::run(arguments, &common),
        Command::Search(arguments) => search::run(arguments, &common),
        Command::Init(arguments) => init::run(arguments, &common),
        Command::Clean(arguments) => clean::run(arguments, &common),
        Command::Completions(arguments) => completions::run(arguments),
    };
    done.unwrap_or_else(|error| {
        report::failed(&error);
        ExitCode::from(2)
    })
}
