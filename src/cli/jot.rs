//! `passdown jot`: notes one thing in somebody's inbox before it is forgotten.
//!
//! Takes a text and whose it is; adds a bullet to `inbox/PERSON.md` in the content folder. Two at
//! once both arrive, and what stands in the file stays as it is.

use std::io::{self, BufRead, IsTerminal, Read};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::sources::Sources;
use super::{Common, report};
use crate::check::secrets;
use crate::document::inbox;
use crate::words::diagnostic::{Diagnostic, Severity};
use crate::words::slug::slug;
use crate::words::text::Text;
use crate::world::edit;
use crate::world::read::Extent;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to note; `-` reads it from standard input, each line a note of its own
    #[arg(required = true)]
    text: Vec<String>,
    /// Whose inbox it goes into [default: yours, as git knows you]
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let person = arguments.person.as_deref();
    let sources = sources(person, common)?;
    let is_piped = arguments.text == ["-"];
    let owner = owner(&sources, person, is_piped)?;
    let notes = inbox::notes(&text(arguments, is_piped)?);
    if notes.is_empty() {
        bail!("there is nothing to note: write it behind `passdown jot`");
    }
    let path = format!("{}/{}.md", inbox::FOLDER, owner.file);
    let today = sources.project.inputs.today.to_string();
    let whole = edit::append(&sources.project.content.join(&path), |inbox| {
        inbox::bullets(inbox, &owner.name, &today, &notes)
    })?;
    let shown = match sources.project.inputs.config.book.src.as_str() {
        "." => path,
        src => format!("{src}/{path}"),
    };
    report::findings(&mut warned(&shown, &whole, notes.len()), common)?;
    let what = match notes.len() {
        1 => "noted".to_owned(),
        many => format!("{many} notes added"),
    };
    report::told(common, &shown, &what);
    Ok(ExitCode::SUCCESS)
}

/// The pages of people, if it is one of them; else all pages, since a person's page may lie anywhere.
fn sources(person: Option<&str>, common: &Common) -> Result<Sources> {
    let people = Sources::with(common, Extent::People)?;
    let known = match person {
        Some(name) => people.person(name),
        None => people.me().0,
    };
    match known {
        Some(_) => Ok(people),
        None => Sources::read(common),
    }
}

/// Whose inbox it is.
struct Owner {
    /// The file's name without its extension.
    file: String,
    /// What people call them.
    name: String,
}

/// Whose inbox it is, by `--person`, by git or by asking.
fn owner(sources: &Sources, given: Option<&str>, is_piped: bool) -> Result<Owner> {
    let found = match given {
        Some(name) => return named(sources, name),
        None => sources.me(),
    };
    match found {
        (Some(me), _) => named(sources, sources.name(me)),
        (None, _) if !is_piped && io::stdin().is_terminal() && io::stderr().is_terminal() => {
            named(sources, &asked()?)
        }
        (None, me) => {
            let who = me
                .name
                .or(me.email)
                .map_or("git knows no user".to_owned(), |name| {
                    format!("git's user `{name}` has no page of their own")
                });
            bail!("whose inbox is it? {who}: add `--person NAME`")
        }
    }
}

/// The owner of a name. Somebody without a page can have an inbox too, unless the name looks like a slip.
fn named(sources: &Sources, name: &str) -> Result<Owner> {
    if let Some(person) = sources.person(name) {
        return Ok(Owner {
            file: sources.name(person).to_owned(),
            name: sources.site.pages[person].title.clone(),
        });
    }
    let file = slug(name);
    let is_known = sources
        .project
        .content
        .join(format!("{}/{file}.md", inbox::FOLDER))
        .is_file();
    if file.is_empty() || (!is_known && !sources.site.people.is_empty()) {
        return Err(sources.nobody(name));
    }
    Ok(Owner {
        file,
        name: name.trim().to_owned(),
    })
}

fn asked() -> Result<String> {
    anstream::eprint!("Whose inbox? ");
    let mut answer = String::new();
    io::stdin()
        .lock()
        .read_line(&mut answer)
        .context("no answer could be read")?;
    match answer.trim() {
        "" => bail!("nobody was named; nothing was noted"),
        name => Ok(name.to_owned()),
    }
}

fn text(arguments: &Arguments, is_piped: bool) -> Result<String> {
    if !is_piped {
        return Ok(arguments.text.join(" "));
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("standard input cannot be read")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What looks like a credential among the last lines of an inbox.
fn warned(file: &str, whole: &str, added: usize) -> Vec<Diagnostic> {
    let first_new = (whole.lines().count() + 1).saturating_sub(added);
    let is_new = |found: &Diagnostic| {
        found
            .place
            .as_ref()
            .is_some_and(|place| place.line as usize >= first_new)
    };
    let found = secrets(&Text::new(file, whole)).into_iter().filter(is_new);
    let warning = |found: Diagnostic| {
        Diagnostic {
        severity: Severity::Warning,
        help: Some(
            "it was noted, but no site can be built while it stands there: take it out, keep it in the team's \
             password store, and note where it is kept"
                .to_owned(),
        ),
        ..found
    }
    };
    found.map(warning).collect()
}
