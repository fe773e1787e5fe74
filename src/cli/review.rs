//! `passdown review`: marks pages as read today and still true.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::sources::Sources;
use super::{Common, Strictness, report};
use crate::document::front_matter::{edit::set, read};
use crate::site::PageId;
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;
use crate::world::edit;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pages: by path, file name, title or alias
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let sources = Sources::read(common)?;
    let pages: BTreeSet<PageId> = arguments
        .pages
        .iter()
        .map(|name| sources.page(name))
        .collect::<Result<_>>()?;
    let (me, _) = sources.me();
    let by = me.map(|me| sources.name(me));
    let today = sources.project.inputs.today.to_string();
    let mut refused = Vec::new();
    for page in pages {
        let text = match sources.text(page)? {
            Ok(text) => text,
            Err(finding) => {
                refused.push(finding);
                continue;
            }
        };
        match reviewed(&text, &today, by) {
            Ok(new) if new == *text.content => {
                report::told(common, &text.file, "was marked as reviewed today already");
            }
            Ok(new) => {
                edit::replace(&sources.file(page), &text.content, &new)?;
                report::told(common, &text.file, &marked(&text, &today, by));
            }
            Err(finding) => refused.push(finding),
        }
    }
    report::findings(&mut refused, common)?;
    Ok(report::code(&refused, Strictness::default()))
}

/// The page with the date of its review, and who reviewed it where that is known.
fn reviewed(text: &Text, today: &str, by: Option<&str>) -> Result<String, Diagnostic> {
    let dated = set(text, "reviewed", today, "")?;
    match by {
        Some(by) => set(
            &Text::new(text.file.clone(), dated),
            "reviewed_by",
            by,
            "reviewed",
        ),
        None => Ok(dated),
    }
}

fn marked(text: &Text, today: &str, by: Option<&str>) -> String {
    match (by, read(text).0.text("reviewed_by")) {
        (Some(by), _) => format!("reviewed on {today} by {by}"),
        (None, Some(old)) => {
            format!("reviewed on {today}; `reviewed_by` still says `{old}`, since git's user has no page")
        }
        (None, None) => format!("reviewed on {today}"),
    }
}
