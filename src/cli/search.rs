//! `passdown search`: finds pages, in the published index or, where none is published yet, in one made for the occasion.

use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{Common, build, report};
use crate::output::Outputs;
use crate::search::{Asked, Facet, Reader, address, find};
use crate::words::path::Url;
use crate::world::read::{self, Files, Overrides};
use crate::world::terminal::{Format, found};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to look for; "…" for a phrase, -word to leave pages out; `-` alone reads a query from each line of standard input
    #[arg(value_name = "QUERY", required = true, allow_hyphen_values = true)]
    query: Vec<String>,
    /// The most pages shown
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Only pages of this kind
    #[arg(long)]
    kind: Option<String>,
    /// Only pages that this person or role answers for
    #[arg(long)]
    owner: Option<String>,
    /// Only pages with this tag
    #[arg(long)]
    tag: Option<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let root = read::find_root(None)?;
    let published = read::written_to(&root)?;
    if published.join(address("root")).is_file() {
        let file = |name: &str| std::fs::read(published.join(address(name))).ok();
        let opened = Reader::open(Box::new(file));
        let again = || format!("build the site again, or remove `{}`", published.display());
        return opened
            .map_err(anyhow::Error::from)
            .and_then(|reader| answer_all(&reader, arguments, common))
            .with_context(again);
    }
    report::say(
        common,
        "no site is published yet: the pages themselves are searched",
    );
    let outputs = indexed(&root, common)?;
    let file = |name: &str| {
        let url = Url::new(&address(name))?;
        outputs.get(&url).map(|output| output.0.to_vec())
    };
    answer_all(&Reader::open(Box::new(file))?, arguments, common)
}

/// Builds the site in memory.
fn indexed(root: &Path, common: &Common) -> Result<Outputs> {
    let overrides = Overrides {
        as_of: common.as_of,
        ..Overrides::default()
    };
    let mut inputs = read::read(root, &overrides, &mut Files::default())?.inputs;
    inputs.config.html.search.enable = true;
    let built = build::made(&inputs)?;
    if built.outputs.is_empty() {
        bail!("the site cannot be built; `passdown check` says why");
    }
    Ok(built.outputs)
}

fn answer_all(reader: &Reader<'_>, arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let asked = asked(arguments);
    if arguments.query != ["-"] {
        answer(reader, &arguments.query.join(" "), &asked, common)?;
        return Ok(ExitCode::SUCCESS);
    }
    // What is no text in a line is no word either, and keeps no other line from its answer.
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line.context("standard input cannot be read")?;
        let query = String::from_utf8_lossy(&line);
        answer(reader, query.trim_end_matches('\r'), &asked, common)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn asked(arguments: &Arguments) -> Asked {
    let facets = [
        (Facet::Kind, &arguments.kind),
        (Facet::Owner, &arguments.owner),
        (Facet::Tag, &arguments.tag),
    ];
    let facets = facets
        .into_iter()
        .filter_map(|(facet, value)| Some((facet, value.clone()?)));
    Asked {
        limit: arguments.limit,
        facets: facets.collect(),
    }
}

/// Answers one query on standard output.
fn answer(reader: &Reader<'_>, query: &str, asked: &Asked, common: &Common) -> Result<()> {
    let answer = find(reader, query, asked)?;
    let mut out = anstream::stdout().lock();
    let written = match common.format {
        Format::Json => writeln!(out, "{}", found::json(reader, query, &answer)?),
        _ => {
            let text = found::text(reader, &answer)?;
            if text.is_empty() {
                report::say(common, &format!("nothing found for `{query}`"));
            }
            write!(out, "{text}")
        }
    };
    report::unless_closed(written)
}
