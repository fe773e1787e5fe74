//! Takes a published site away again, and nothing else.
//!
//! Takes a destination; gives counts. It must not remove a file that the manifest does not list, nor one
//! that somebody changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::disk;
use super::lock::Lock;
use super::manifest::{self, Found, Manifest};
use super::recover::recover;
use super::safety::{self, Guarded};
use super::tree::{Standing, Tree};

/// What cleaning did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Files that were removed.
    pub removed: usize,
    /// Files that are not ours, and were kept.
    pub foreign: usize,
    /// Files of ours that somebody edited, below the destination: kept, and foreign from now on.
    pub edited: Vec<PathBuf>,
    /// Foreign files that an interrupted build had displaced: the full path each is kept at.
    pub aside: Vec<PathBuf>,
}

/// Removes the files that we wrote to the destination, the folders that are empty then, and what builds left.
///
/// # Errors
///
/// As for [`publish`](super::publish), with the same refusals of unsafe and busy destinations.
pub fn clean(destination: &Path, guarded: &Guarded) -> Result<Cleaned> {
    let destination = safety::check(destination, guarded)?;
    if let Some(parent) = destination.parent()
        && disk::look(parent)?.is_none()
    {
        return Ok(Cleaned::default());
    }
    let lock = Lock::take(&destination)?;
    let aside = recover(&destination, lock.work())?;
    let manifest = Manifest::read(&destination)?;
    let tree = Tree::read(&destination, &manifest)?;
    let mut cleaned = Cleaned {
        aside,
        ..Cleaned::default()
    };
    for (path, found) in &tree.entries {
        match found.standing {
            Standing::Folder => {}
            Standing::Foreign => cleaned.foreign += 1,
            Standing::Edited => {
                cleaned.foreign += 1;
                cleaned.edited.push(path.clone());
            }
            Standing::Ours(_) => {
                disk::remove_file(&destination.join(path))?;
                disk::prune_above(&destination, path);
                cleaned.removed += 1;
            }
        }
    }
    if manifest.found == Found::Sound {
        disk::remove_file(&destination.join(manifest::NAME))?;
        // It stays if anything foreign is in it, or if it is a mount point.
        let _ = fs::remove_dir(&destination);
    }
    Ok(cleaned)
}
