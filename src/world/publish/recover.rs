//! What the working folder holds, and how the next start puts right what a killed build left in it.
//!
//! Takes a destination and its working folder, under the lock; leaves the destination a whole site and the
//! working folder empty but for what is kept for people. It must not know what the next site holds.
//!
//! | in the working folder | means |
//! |---|---|
//! | `new`, and `staging` names that very folder, or nothing | a site that never took its place: removed |
//! | `new`, and `staging` names another folder | the old site after an exchange: emptied |
//! | `old`, and no destination | death between two renames: put back |
//! | `old`, and a destination | the old site after two renames: emptied |
//! | `kept` | files of people that had to leave their place: never touched by us |

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::disk::{self, At};
use super::drain::{self, Carried, Shelf};
use super::in_place;

/// The staged site; after an exchange the old one.
pub(super) const NEW: &str = "new";
/// The old site after two renames.
pub(super) const OLD: &str = "old";
/// Names the folder that is staged, so that an exchange can be told from none.
const STAGING: &str = "staging";

/// Makes the empty folder to stage in.
pub(super) fn begin_staging(work: &Path) -> Result<()> {
    forget(work)?;
    let new = work.join(NEW);
    fs::create_dir(&new).at("make the folder", &new)?;
    if let Some(identity) = disk::look(&new)?.as_ref().and_then(disk::identity) {
        let path = work.join(STAGING);
        fs::write(&path, identity.to_string()).at("write", &path)?;
    }
    Ok(())
}

/// Forgets which folder was staged.
pub(super) fn forget(work: &Path) -> Result<()> {
    disk::remove_file(&work.join(STAGING))
}

/// Removes a staged site that is not to take its place.
pub(super) fn discard_staging(work: &Path) -> Result<()> {
    disk::remove_tree(&work.join(NEW))?;
    forget(work)
}

/// Puts right what a killed build left; gives the files that had to be kept aside.
pub(super) fn recover(destination: &Path, work: Option<&Path>) -> Result<Vec<PathBuf>> {
    in_place::discard(destination)?;
    let Some(work) = work else { return Ok(Vec::new()) };
    let mut aside = Vec::new();
    if is_staging(work)? {
        disk::remove_tree(&work.join(NEW))?;
    } else {
        aside.extend(put_back_or_empty(&work.join(NEW), destination, work)?);
    }
    aside.extend(put_back_or_empty(&work.join(OLD), destination, work)?);
    forget(work)?;
    Ok(aside)
}

fn put_back_or_empty(old: &Path, destination: &Path, work: &Path) -> Result<Vec<PathBuf>> {
    if disk::look(old)?.is_none() {
        return Ok(Vec::new());
    }
    if disk::look(destination)?.is_none() {
        fs::rename(old, destination).at("put back the folder", destination)?;
        return Ok(Vec::new());
    }
    drain::drain(old, destination, &Shelf::new(work), &Carried::new())
}

/// Whether `new` is a site that was never published.
fn is_staging(work: &Path) -> Result<bool> {
    let Some(meta) = disk::look(&work.join(NEW))? else {
        return Ok(true);
    };
    let Some(identity) = disk::identity(&meta) else {
        return Ok(true);
    };
    let path = work.join(STAGING);
    if disk::look(&path)?.is_none() {
        return Ok(true);
    }
    let staged = fs::read_to_string(&path).at("read", &path)?;
    Ok(staged == identity.to_string())
}
