//! What has to happen for a destination to hold a site.
//!
//! Takes the outputs, what stands in the destination and whose it is; gives lists, or refuses where a foreign
//! file is in the way. It must not touch the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::manifest::{self, Entry, Manifest};
use super::refusal::Refusal;
use super::tree::{Standing, Tree, above};
use crate::output::{Output, Outputs};
use crate::words::digest::Digest;
use crate::words::path::Url;

/// One output and what it is known by.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub(super) url: &'a Url,
    pub(super) output: &'a Output,
    pub(super) digest: String,
    /// Whether a file of ours stands in its place already.
    pub(super) replaces: bool,
}

impl Wanted<'_> {
    /// The file's path below the site's root.
    pub(super) fn path(&self) -> &Path {
        Path::new(self.url.as_str())
    }
}

/// The lists.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// Outputs to be written.
    pub(super) write: Vec<Wanted<'a>>,
    /// Outputs that are there already.
    pub(super) same: Vec<(Wanted<'a>, Entry)>,
    /// Files of ours that the site has no more.
    pub(super) stale: Vec<PathBuf>,
    /// Files of ours that the site has no more, but that somebody edited: they are among the foreign ones too.
    pub(super) edited: Vec<PathBuf>,
    /// Everything to be kept that is no folder.
    pub(super) foreign: Vec<PathBuf>,
    /// All folders of the new site, parents first.
    pub(super) folders: BTreeSet<PathBuf>,
}

impl<'a> Plan<'a> {
    /// Compares what is wanted to what is there.
    pub(super) fn make(outputs: &'a Outputs, tree: &Tree, manifest: &Manifest) -> Result<Self, Refusal> {
        let paths: BTreeSet<&Path> = outputs.keys().map(|url| Path::new(url.as_str())).collect();
        let unwanted = |is: fn(&Standing) -> bool| -> Vec<PathBuf> {
            let such = tree.entries.iter().filter(|(_, found)| is(&found.standing));
            such.map(|(path, _)| path.clone())
                .filter(|path| !paths.contains(path.as_path()))
                .collect()
        };
        let edited = unwanted(|standing| *standing == Standing::Edited);
        let foreign: BTreeSet<&Path> = of_foreign(tree)
            .chain(edited.iter().map(PathBuf::as_path))
            .collect();
        let kept_folders = tree.kept_folders(manifest, &foreign);
        refuse_collisions(&paths, &foreign, &kept_folders, manifest)?;

        let stale = unwanted(|standing| matches!(standing, Standing::Ours(_)));
        let (write, same) = split(outputs, tree);
        let foreign = foreign.into_iter().map(Path::to_owned).collect();
        let needed = folders(&paths).into_iter().map(Path::to_owned);
        Ok(Self {
            write,
            same,
            stale,
            edited,
            foreign,
            folders: needed.chain(kept_folders.iter().cloned()).collect(),
        })
    }

    /// Whether the destination holds the site already.
    pub(super) fn changes_nothing(&self) -> bool {
        self.write.is_empty() && self.stale.is_empty() && self.edited.is_empty()
    }
}

/// The folders that files need. In order, files of one folder stand together for the most part, and one look is enough.
fn folders<'p>(files: &BTreeSet<&'p Path>) -> BTreeSet<&'p Path> {
    let mut folders = BTreeSet::new();
    let mut last = None;
    for path in files {
        if last.replace(path.parent()) != Some(path.parent()) {
            folders.extend(above(path));
        }
    }
    folders
}

fn of_foreign(tree: &Tree) -> impl Iterator<Item = &Path> {
    let foreign = tree
        .entries
        .iter()
        .filter(|(_, found)| found.standing == Standing::Foreign);
    foreign.map(|(path, _)| path.as_path())
}

/// Which outputs must be written, and which are there.
fn split<'a>(outputs: &'a Outputs, tree: &Tree) -> (Vec<Wanted<'a>>, Vec<(Wanted<'a>, Entry)>) {
    let judged: Vec<_> = outputs
        .par_iter()
        .map(|(url, output)| judge(url, output, tree))
        .collect();
    let mut write = Vec::new();
    let mut same = Vec::new();
    for (wanted, there) in judged {
        match there {
            Some(entry) => same.push((wanted, entry)),
            None => write.push(wanted),
        }
    }
    (write, same)
}

fn judge<'a>(url: &'a Url, output: &'a Output, tree: &Tree) -> (Wanted<'a>, Option<Entry>) {
    let digest = Digest::of_bytes(&output.0).to_hex();
    let standing = tree
        .entries
        .get(Path::new(url.as_str()))
        .map(|found| &found.standing);
    let there = match standing {
        Some(Standing::Ours(entry)) if entry.digest == digest => Some(entry.clone()),
        _ => None,
    };
    let replaces = matches!(standing, Some(Standing::Ours(_) | Standing::Edited));
    let wanted = Wanted {
        url,
        output,
        digest,
        replaces,
    };
    (wanted, there)
}

/// Refuses if an output, or a folder it needs, stands where something foreign does.
fn refuse_collisions(
    paths: &BTreeSet<&Path>,
    foreign: &BTreeSet<&Path>,
    kept_folders: &BTreeSet<PathBuf>,
    manifest: &Manifest,
) -> Result<(), Refusal> {
    let mut files: BTreeSet<PathBuf> = BTreeSet::new();
    if manifest.found == manifest::Found::Foreign {
        files.insert(manifest::NAME.into());
    }
    for path in paths {
        let blocked_by = above(path).chain([*path]).find(|part| foreign.contains(part));
        let folder = kept_folders.contains(*path).then_some(*path);
        files.extend(blocked_by.or(folder).map(Path::to_owned));
    }
    if files.is_empty() {
        return Ok(());
    }
    Err(Refusal::ForeignFile {
        files: files.into_iter().collect(),
    })
}
