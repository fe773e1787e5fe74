//! `passdown transfer`: gives one person's pages to another.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use similar::TextDiff;

use super::sources::Sources;
use super::{Common, Strictness, report};
use crate::document::front_matter::edit::{Renaming, rename, unread};
use crate::site::{PageId, nearest_person, person_as};
use crate::words::diagnostic::Diagnostic;
use crate::words::nearest::nearest;
use crate::words::text::Text;
use crate::world::edit;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Whose pages they are: a person or role
    from: String,
    /// Whose pages they become
    to: String,
    /// Only these pages: paths, titles, folders or patterns [default: all that FROM owns]
    pages: Vec<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let sources = Sources::read(common)?;
    let Arguments { from, to, pages, .. } = arguments;
    let Some(to_page) = sources.person(to) else {
        return Err(sources.nobody(to));
    };
    let giver = giver(&sources, from)?;
    if giver == Giver::Page(to_page) {
        bail!("`{from}` and `{to}` are the same person");
    }
    let chosen = match pages.as_slice() {
        [] => (0..sources.site.pages.len()).collect(),
        some => sources.pages(some)?,
    };
    let (changes, mut refused) = changes(&sources, &chosen, &giver, to_page)?;
    report::findings(&mut refused, common)?;
    let failed = match arguments.dry_run {
        true => show(&changes).map(|()| 0)?,
        false => write(&sources, &changes, sources.name(to_page), common),
    };
    let summary = summary(arguments, changes.len() - failed, refused.len() + failed);
    report::say(common, &summary);
    match failed {
        0 => Ok(report::code(&refused, Strictness::default())),
        _ => Ok(ExitCode::from(2)),
    }
}

/// Writes the changes; how many could not be written. One file that cannot be written costs no other.
fn write(sources: &Sources, changes: &[Change], owner: &str, common: &Common) -> usize {
    let mut failed = 0;
    for Change { page, old, new } in changes {
        match edit::replace(&sources.file(*page), &old.content, new) {
            Ok(()) => report::told(common, &old.file, &format!("owner is now `{owner}`")),
            Err(error) => {
                report::failed(&error);
                failed += 1;
            }
        }
    }
    failed
}

/// Who gives pages away.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Giver {
    /// Somebody with a page.
    Page(PageId),
    /// Somebody whom pages name, but who has none.
    Name(String),
}

impl Giver {
    fn is(&self, sources: &Sources, name: &str) -> bool {
        match self {
            Self::Page(page) => sources.person(name) == Some(*page),
            Self::Name(own) => own.eq_ignore_ascii_case(name.trim()),
        }
    }
}

fn giver(sources: &Sources, name: &str) -> Result<Giver> {
    if let Some(page) = sources.person(name) {
        return Ok(Giver::Page(page));
    }
    let pages = sources.site.pages.iter();
    let owners: Vec<&str> = pages
        .flat_map(|page| page.document.front.texts("owner"))
        .map(|owner| owner.text.trim())
        .collect();
    if owners.iter().any(|owner| owner.eq_ignore_ascii_case(name.trim())) {
        return Ok(Giver::Name(name.trim().to_owned()));
    }
    match nearest_person(&sources.site, name).or_else(|| nearest(name, owners)) {
        Some(near) => bail!("there is no person `{name}`: did you mean `{near}`?"),
        None => bail!("there is no person `{name}`, and no page names them as its owner"),
    }
}

/// What becomes of one page.
struct Change {
    page: PageId,
    old: Text,
    new: String,
}

/// The changes of those pages that the giver owns, and why some cannot be made.
fn changes(
    sources: &Sources,
    pages: &BTreeSet<PageId>,
    from: &Giver,
    to: PageId,
) -> Result<(Vec<Change>, Vec<Diagnostic>)> {
    let (mut changes, mut refused) = (Vec::new(), Vec::new());
    // A file that goes by two names is changed once.
    let mut seen = BTreeSet::new();
    for page in pages {
        if seen.insert(sources.file(*page).canonicalize()?) {
            match change(sources, *page, from, to)? {
                Ok(change) => changes.extend(change),
                Err(finding) => refused.push(finding),
            }
        }
    }
    Ok((changes, refused))
}

/// The change of one page, if the giver owns it; or the finding that says why it cannot be changed.
fn change(
    sources: &Sources,
    page: PageId,
    from: &Giver,
    to: PageId,
) -> Result<Result<Option<Change>, Diagnostic>> {
    let document = &sources.site.pages[page].document;
    let is_from = |name: &str| from.is(sources, name);
    let owners = document.front.texts("owner");
    if !owners.iter().any(|owner| is_from(&owner.text)) {
        return Ok(unread(&document.text, "owner", &is_from).map_or(Ok(None), Err));
    }
    let old = match sources.text(page)? {
        Ok(text) => text,
        Err(finding) => return Ok(Err(finding)),
    };
    let renaming = Renaming {
        is_from: &is_from,
        is_to: &|name| sources.person(name) == Some(to),
        written: &|name| match from {
            Giver::Page(from) => person_as(&sources.site, to, name, *from),
            Giver::Name(_) => sources.name(to).to_owned(),
        },
    };
    let renamed = rename(&old, "owner", &renaming);
    Ok(renamed.map(|new| new.map(|new| Change { page, old, new })))
}

/// Prints the changes as a patch.
fn show(changes: &[Change]) -> Result<()> {
    let patch = changes.iter().map(|change| {
        let file = &change.old.file;
        let diff = TextDiff::from_lines(&*change.old.content, &change.new);
        let mut lines = diff.unified_diff();
        lines
            .context_radius(1)
            .header(&format!("a/{file}"), &format!("b/{file}"))
            .to_string()
    });
    report::print(&patch.collect::<String>())
}

fn summary(arguments: &Arguments, changed: usize, refused: usize) -> String {
    let Arguments {
        from, to, dry_run, ..
    } = arguments;
    let pages = report::pages(changed);
    let done = match (changed, dry_run) {
        (0, _) => format!("`{from}` owns none of these pages; nothing was changed"),
        (_, true) => format!("{pages} would go from `{from}` to `{to}`; nothing was changed"),
        (_, false) => format!("{pages} went from `{from}` to `{to}`"),
    };
    match refused {
        0 => done,
        _ => format!(
            "{done}; left as it is: {}, for the reasons above",
            report::pages(refused)
        ),
    }
}
