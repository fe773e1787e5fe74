//! What stands in a site's folder, and whose it is.
//!
//! Takes a folder and the manifest in it; gives every path below with its standing. It must not follow a
//! link, read what is no plain file, or know what the next site will hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use walkdir::WalkDir;

use super::disk::{self, At};
use super::manifest::{self, Entry, Manifest, Word};
use crate::words::digest::Digest;

/// Whose a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// A folder; it belongs to whom its files belong to.
    Folder,
    /// We wrote it, and it holds what we wrote.
    Ours(Entry),
    /// We wrote it, and somebody changed it since.
    Edited,
    /// Not ours: also a link or a folder in a place where we wrote a file.
    Foreign,
}

/// One path below the folder.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) meta: Metadata,
    pub(super) standing: Standing,
}

/// Everything below a folder but its manifest, in order.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) entries: BTreeMap<PathBuf, Found>,
    /// Whether all of it could be seen and lies on one file system, so that it may be carried elsewhere.
    pub(super) movable: bool,
}

impl Tree {
    /// Looks through the folder; a missing one is empty.
    pub(super) fn read(root: &Path, manifest: &Manifest) -> Result<Self> {
        let Some(top) = disk::look(root)? else {
            let entries = BTreeMap::new();
            return Ok(Self {
                entries,
                movable: true,
            });
        };
        let (paths, all_seen) = walk(root)?;
        let movable = all_seen && paths.iter().all(|(_, meta)| disk::same_device(meta, &top));
        let found = paths.into_par_iter().map(|(path, meta)| {
            let standing = standing(root, &path, &meta, manifest.lines(&path));
            (path, Found { meta, standing })
        });
        Ok(Self {
            entries: found.collect(),
            movable,
        })
    }

    /// The folders that must stay for the sake of foreign files: those above one, and those we had no part in.
    pub(super) fn kept_folders(&self, manifest: &Manifest, kept: &BTreeSet<&Path>) -> BTreeSet<PathBuf> {
        let ours: BTreeSet<&Path> = manifest.paths().flat_map(above).collect();
        let theirs: BTreeSet<&Path> = kept.iter().flat_map(|path| above(path)).collect();
        let folders = self
            .entries
            .iter()
            .filter(|(_, found)| found.standing == Standing::Folder);
        let stays = |path: &Path| theirs.contains(path) || !ours.contains(path);
        folders
            .map(|(path, _)| path.clone())
            .filter(|path| stays(path))
            .collect()
    }
}

/// The folders above a path, without the root.
pub(super) fn above(path: &Path) -> impl Iterator<Item = &Path> {
    path.ancestors()
        .skip(1)
        .filter(|above| !above.as_os_str().is_empty())
}

/// Every path below, and whether every folder could be entered.
fn walk(root: &Path) -> Result<(Vec<(PathBuf, Metadata)>, bool)> {
    let mut paths = Vec::new();
    let mut all_seen = true;
    for entry in WalkDir::new(root).min_depth(1).follow_links(false) {
        match entry.and_then(|entry| Ok((entry.metadata()?, entry))) {
            Ok((meta, entry)) => {
                let below = entry.path().strip_prefix(root)?.to_owned();
                if below != Path::new(manifest::NAME) {
                    paths.push((below, meta));
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let error = io::Error::from(error);
                match error.kind() {
                    // It went away while we looked.
                    io::ErrorKind::NotFound => {}
                    io::ErrorKind::PermissionDenied => all_seen = false,
                    _ => return Err(error).at("look at", &path),
                }
            }
        }
    }
    Ok((paths, all_seen))
}

/// Size and time are trusted where they fit; the bytes are read only where the time alone differs.
fn standing(root: &Path, path: &Path, meta: &Metadata, lines: &[(Word, Entry)]) -> Standing {
    if meta.is_dir() {
        return Standing::Folder;
    }
    if !meta.is_file() || lines.is_empty() {
        return Standing::Foreign;
    }
    let mtime = disk::mtime(meta);
    let sized = || lines.iter().filter(|(_, entry)| entry.size == meta.len());
    let untouched = sized().find(|(word, entry)| *word == Word::Wrote && entry.mtime == mtime);
    if let Some((_, entry)) = untouched {
        return Standing::Ours(entry.clone());
    }
    let digest = match sized().next() {
        Some(_) => fs::read(root.join(path))
            .ok()
            .map(|bytes| Digest::of_bytes(&bytes).to_hex()),
        None => None,
    };
    if let Some((_, entry)) = sized().find(|(_, entry)| Some(&entry.digest) == digest.as_ref()) {
        let entry = entry.clone();
        return Standing::Ours(Entry { mtime, ..entry });
    }
    if lines.iter().any(|(word, _)| *word == Word::Wrote) {
        Standing::Edited
    } else {
        Standing::Foreign
    }
}
