//! `passdown completions`: the completions for a shell, on standard output.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut script = Vec::new();
    generate(
        arguments.shell,
        &mut super::Cli::command(),
        "passdown",
        &mut script,
    );
    anstream::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
