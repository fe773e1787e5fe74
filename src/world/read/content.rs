//! The files below the content folder, in the order of their paths.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use globset::{Glob, GlobSet, GlobSetBuilder};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::Extent;
use super::files::{Files, Holds, Read};
use crate::build::kinds;
use crate::config::Config;
use crate::input::{Asset, Source};
use crate::kinds::Kinds;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::path::SourcePath;
use crate::words::text::Text;

/// What the content folder holds.
#[derive(Default)]
pub(super) struct Found {
    /// The Markdown files, each with the files that it asks to show.
    pub(super) sources: Vec<(Source, Vec<String>)>,
    pub(super) assets: Vec<Asset>,
    pub(super) summary: Option<Arc<Text>>,
}

/// Reads the content folder: hidden files, ignored ones and those in `not` are passed over, and links are
/// followed only to what lies in the folder itself. `files` is what the last reading found, and then this one.
pub(super) fn read(
    content: &Path,
    not: &[PathBuf],
    config: &Config,
    extent: Extent,
    files: &mut Files,
    findings: &mut Vec<Diagnostic>,
) -> Result<Found> {
    if !content.is_dir() {
        return Ok(Found::default());
    }
    let walk = Walk {
        root: content,
        inside: content
            .canonicalize()
            .with_context(|| format!("`{}` cannot be read", content.display()))?,
        not,
        ignored: globs(&config.build.ignore),
        src: &config.book.src,
        only: (extent == Extent::People).then(|| kinds(config)),
    };
    let paths = walk.paths(findings);
    let read: Vec<_> = paths
        .into_par_iter()
        .map(|(path, file)| {
            let name = walk.shown(path.as_str()).into();
            let read = files.read(&file, name, path.is_markdown());
            (path, file, read)
        })
        .collect();
    let mut found = Found::default();
    let mut held = Vec::with_capacity(read.len());
    for (path, file, read) in read {
        match read {
            Ok(read) => {
                findings.extend(read.finding.clone());
                found.add(path, &read);
                held.push((file, read));
            }
            Err(error) => findings.push(
                Diagnostic::error(
                    "unreadable-file",
                    Place::of_file(&walk.shown(path.as_str()).into()),
                    format!("this file cannot be read: {error}"),
                )
                .help("mend its permissions, or take it out of the content folder"),
            ),
        }
    }
    files.remember(held);
    Ok(found)
}

impl Found {
    fn add(&mut self, path: SourcePath, read: &Read) {
        match &read.holds {
            Holds::Page(text, _) if path.as_str() == "SUMMARY.md" => self.summary = Some(Arc::clone(text)),
            Holds::Page(text, wanted) => {
                let source = Source {
                    path,
                    text: Arc::clone(text),
                    includes: Vec::new(),
                };
                self.sources.push((source, wanted.clone()));
            }
            Holds::Other(bytes, text) => self.assets.push(Asset {
                path,
                bytes: Arc::clone(bytes),
                text: text.clone(),
            }),
        }
    }
}

fn globs(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    // The configuration has refused every pattern that is no glob.
    patterns
        .iter()
        .filter_map(|pattern| Glob::new(pattern).ok())
        .for_each(|glob| {
            set.add(glob);
        });
    set.build().unwrap_or_default()
}

struct Walk<'a> {
    root: &'a Path,
    inside: PathBuf,
    not: &'a [PathBuf],
    ignored: GlobSet,
    src: &'a str,
    /// The kinds by which the folders of people and roles are known, if nothing else is read.
    only: Option<Arc<Kinds>>,
}

impl Walk<'_> {
    fn paths(&self, findings: &mut Vec<Diagnostic>) -> Vec<(SourcePath, PathBuf)> {
        let mut outside = Vec::new();
        let entries = WalkDir::new(self.root)
            .min_depth(1)
            .follow_links(true)
            .sort_by_file_name();
        let mut paths = Vec::new();
        for entry in entries
            .into_iter()
            .filter_entry(|entry| self.keeps(entry, &mut outside))
        {
            match entry {
                Ok(entry) if entry.file_type().is_file() => match self.relative(entry.path()) {
                    Some(path) => paths.push((path, entry.into_path())),
                    None => findings.push(self.bad_name(entry.path())),
                },
                Ok(_) => {}
                Err(error) => findings.push(self.unreadable(&error)),
            }
        }
        findings.extend(outside.iter().map(|path| self.leads_outside(path)));
        paths.sort();
        paths
    }

    fn keeps(&self, entry: &DirEntry, outside: &mut Vec<PathBuf>) -> bool {
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if is_hidden || self.not.iter().any(|not| not == path) || self.passes_over(entry) {
            return false;
        }
        if path
            .strip_prefix(self.root)
            .is_ok_and(|below| self.ignored.is_match(below))
        {
            return false;
        }
        let stays = !entry.path_is_symlink()
            || path
                .canonicalize()
                .is_ok_and(|real| real.starts_with(&self.inside));
        if !stays {
            outside.push(path.to_owned());
        }
        stays
    }

    /// Whether something at the top is not asked for.
    fn passes_over(&self, entry: &DirEntry) -> bool {
        let Some(kinds) = self.only.as_ref().filter(|_| entry.depth() == 1) else {
            return false;
        };
        let kind = kinds.of_folder(&entry.file_name().to_string_lossy());
        !kind.is_some_and(|kind| matches!(&*kind.name, "person" | "role"))
    }

    fn relative(&self, path: &Path) -> Option<SourcePath> {
        let below = path.strip_prefix(self.root).ok()?.to_str()?;
        let below = if cfg!(windows) {
            below.replace('\\', "/")
        } else {
            below.to_owned()
        };
        SourcePath::new(&below).filter(|path| path.as_str() == below)
    }

    /// A file as people name it, from the project's root.
    fn shown(&self, below: &str) -> String {
        match self.src {
            "." => below.to_owned(),
            src => format!("{src}/{below}"),
        }
    }

    fn place(&self, path: &Path) -> Place {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        Place::of_file(&self.shown(&below.to_string_lossy()).into())
    }

    fn bad_name(&self, path: &Path) -> Diagnostic {
        Diagnostic::error(
            "bad-file-name",
            self.place(path),
            "this file's name is not UTF-8, so it can have no address",
        )
        .help("rename it")
    }

    fn unreadable(&self, error: &walkdir::Error) -> Diagnostic {
        let place = self.place(error.path().unwrap_or(self.root));
        let message = match error.loop_ancestor() {
            Some(_) => "this link leads back to a folder around it".to_owned(),
            None => format!(
                "this cannot be read: {}",
                error.io_error().map_or_else(String::new, ToString::to_string)
            ),
        };
        Diagnostic::error("unreadable-file", place, message)
            .help("mend it, or take it out of the content folder")
    }

    fn leads_outside(&self, path: &Path) -> Diagnostic {
        Diagnostic::warning(
            "link-outside",
            self.place(path),
            "this link leads out of the content folder, or to nothing",
        )
        .help("copy the file into the content folder; what lies outside is never published")
    }
}
