//! When pages were changed, from git.
//!
//! Takes the content folder; gives its [`History`] and what keeps it from being known. One `git log` tells which
//! commit changed which file. A commit counts for a page if it changed more than front matter, which a few calls
//! of `git cat-file` tell, so that marking pages as reviewed makes none of them look rewritten. Merges, commits
//! in `.git-blame-ignore-revs` and changes of file names alone do not count, and the time of a file never does.
//!
//! Nothing here can fail a build or hold it up for long. It must not know what a date is used for.

mod bodies;
mod log;
mod place;
mod run;
mod user;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use self::log::{Change, Track};
use self::place::Repository;
use self::run::{Failure, Git};
pub use self::user::User;
use crate::history::{Changes, History};
use crate::words::diagnostic::{Diagnostic, Severity};
use crate::words::digest::Digest;
use crate::words::path::SourcePath;

/// What all calls of git may take together; `docs/src/architecture.md` says what they usually take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was last read, for as long as git says that nothing was committed since.
#[derive(Debug, Default)]
pub struct Known(Option<(Digest, History, Vec<Diagnostic>)>);

impl Known {
    /// The history of the content folder, read again only if something was committed or checked out.
    pub fn read(&mut self, content: &Path) -> (History, Vec<Diagnostic>) {
        let Some(repository) = Repository::around(content) else {
            self.0 = None;
            return Default::default();
        };
        let stamp = repository.stamp(content);
        match &self.0 {
            Some((known, history, findings)) if *known == stamp => (history.clone(), findings.clone()),
            _ => {
                let (history, findings) = read(content, &repository, PATIENCE);
                self.0 = Some((stamp, history.clone(), findings.clone()));
                (history, findings)
            }
        }
    }
}

fn read(content: &Path, repository: &Repository, patience: Duration) -> (History, Vec<Diagnostic>) {
    let git = Git {
        folder: content.to_owned(),
        deadline: Instant::now() + patience,
    };
    let shallow = repository.shallow();
    // The oldest commit of a shallow clone seems to have made all files.
    let skipped: BTreeSet<String> = repository.ignored().into_iter().chain(shallow.clone()).collect();
    let history = git.log().and_then(|told| history(&git, &told, &skipped));
    let mut findings = Vec::new();
    if !shallow.is_empty() {
        findings.push(shallow_clone());
    }
    let history = history.unwrap_or_else(|failure| {
        findings.extend(no_history(content, &failure));
        History::default()
    });
    (history, findings)
}

/// The substantive changes in what `git log` told.
fn history(git: &Git, told: &[u8], skipped: &BTreeSet<String>) -> Result<History, Failure> {
    let tracks = log::tracks(told, skipped);
    let last = bodies::last_substantive(git, &tracks)?;
    let changes = tracks.iter().zip(last).filter_map(|(track, last)| {
        let changes = Changes {
            first: first(track),
            last: last?.date,
        };
        Some((SourcePath::new(track.path)?, changes))
    });
    // Of files that had one name in turn, the newest is the one that is meant.
    Ok(changes.rev().collect())
}

/// When a file first appeared.
fn first(track: &Track<'_>) -> Option<jiff::civil::Date> {
    let added = |change: &&Change<'_>| change.old.is_none() && !change.skipped;
    track.changes.iter().rfind(added).map(|change| change.date)
}

fn note(rule: &'static str, message: String, help: &str) -> Diagnostic {
    Diagnostic {
        rule,
        severity: Severity::Note,
        place: None,
        message,
        label: String::new(),
        help: Some(help.to_owned()),
        also: Vec::new(),
    }
}

fn shallow_clone() -> Diagnostic {
    note(
        "shallow-clone",
        "git has only the newest commits here, so the dates of older changes are not known".to_owned(),
        "fetch all of them: set `fetch-depth: 0` where the build server checks out, or run `git fetch --unshallow`",
    )
}

/// What to say if there is no history; nothing if there is nothing to have one of.
fn no_history(content: &Path, failure: &Failure) -> Option<Diagnostic> {
    let (why, help) = match failure {
        Failure::Absent => (
            "the program `git` cannot be run".to_owned(),
            "install git, or pages show no dates of changes".to_owned(),
        ),
        Failure::TooSlow => (
            "git took too long".to_owned(),
            "run `git gc`, or see whether `git log` works here".to_owned(),
        ),
        Failure::Said(words) if words.contains("dubious ownership") => (
            "git does not trust this folder, which belongs to another user".to_owned(),
            format!(
                "run `git config --global --add safe.directory {}`",
                repository_of(words).unwrap_or_else(|| content.display().to_string())
            ),
        ),
        Failure::Said(words)
            if words.contains("does not have any commits yet") || words.contains("not a git repository") =>
        {
            return None;
        }
        Failure::Said(words) => (
            match words
                .lines()
                .next()
                .map(|line| line.trim_start_matches("fatal: "))
            {
                None | Some("") => "git failed".to_owned(),
                Some(line) => format!("git failed: {line}"),
            },
            "see whether `git log` works here".to_owned(),
        ),
    };
    let message = format!("{why}, so nobody knows when pages were changed");
    Some(note("no-history", message, &help))
}

/// The folder that git names in quotes.
fn repository_of(words: &str) -> Option<String> {
    let (_, rest) = words.split_once('\'')?;
    Some(rest.split_once('\'')?.0.to_owned())
}

/// The changes of a track that could be its last substantive one, newest first.
fn candidates<'t, 'l>(track: &'t Track<'l>) -> impl Iterator<Item = &'t Change<'l>> {
    let changes = track.changes.iter();
    changes.filter(|change| !change.skipped && change.old != Some(change.new))
}
