//! Puts a finished site on the disk, so that a reader meets the old site or the new one, never half of one.
//!
//! Takes all outputs and the folder to publish them in; gives counts. It must not know what a page is.
//!
//! The new site is staged in a working folder beside the destination: unchanged files are hard-linked from
//! the old site, and so is everything that is not ours (a *foreign* file). Then the two folders change
//! places in one step, and the old one is emptied with an eye on what came into it meanwhile. Where the
//! system cannot exchange two folders, two renames do it, and the next start repairs a death between them.
//! Where the destination cannot be renamed at all (a mount point, a parent that may not be written), the
//! staged files are renamed into it one by one, pages last.
//!
//! The rules about whose file it is:
//!
//! - Ours is what the manifest in the old site (`.passdown-manifest`) says we wrote, if it is still a plain file. A file of
//!   ours that somebody edited is overwritten when the site still has it, and otherwise kept and reported.
//! - Everything else is foreign. It is never changed, removed or followed; where one of our files would
//!   overwrite it, nothing is written at all and the refusal names it.
//!
//! What is not promised: there is no `fsync`, so the death of the process is covered and that of the power
//! is not; access lists and extended attributes of *folders* are not carried over; a foreign file deleted in
//! the milliseconds between staging and exchange comes back; a process standing inside the old folder (its
//! working directory, or a bind mount of it) goes on seeing the old, emptied one.

mod clean;
pub(super) mod disk;
mod drain;
mod in_place;
mod lock;
mod manifest;
mod names;
mod plan;
mod recover;
mod refusal;
mod safety;
mod stage;
mod swap;
mod tree;

use std::path::{Path, PathBuf};

use anyhow::Result;

pub use clean::{Cleaned, clean};
pub use refusal::Refusal;
pub use safety::Guarded;

use crate::output::Outputs;
use drain::{Carried, Shelf};
use lock::Lock;
use manifest::Manifest;
use plan::Plan;
use swap::Swapped;
use tree::Tree;

/// How the new site takes the old one's place, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Both folders change places in one step of the system: nobody ever meets a missing or mixed site.
    Exchange,
    /// The old folder is renamed away and the new one renamed into place: for an instant there is none.
    TwoRenames,
    /// File by file into the folder that is there, assets first and pages last.
    InPlace,
}

/// What a publication did, in numbers of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Files that were new or differed from what was published.
    pub written: usize,
    /// Files that were published already, and are the same file still.
    pub unchanged: usize,
    /// Files of the last site that this one has no more.
    pub removed: usize,
    /// Files in the destination that are not ours, and were kept.
    pub foreign: usize,
    /// How the new site took its place; `None` if there was nothing to change.
    pub way: Option<Way>,
    /// Files of ours that the site has no more but that somebody edited, below the destination: they were
    /// kept, are foreign from now on, and *are still published*.
    pub edited: Vec<PathBuf>,
    /// Foreign files that could not stay in their place because they came, or were replaced, while the
    /// site was being published: the full path each is kept at.
    pub aside: Vec<PathBuf>,
}

/// Publishes the outputs in the destination by the best way that the system offers.
///
/// # Errors
///
/// A [`Refusal`] (to be had by `downcast_ref`) when the destination is unsafe, in use, or holds a foreign
/// file where one of ours belongs; otherwise an I/O error that names the path. The old site stands
/// untouched after all of them, except after an I/O error of [`Way::InPlace`] past its staging, which the
/// next publication completes.
pub fn publish(destination: &Path, guarded: &Guarded, outputs: &Outputs) -> Result<Published> {
    publish_by(destination, guarded, outputs, Way::Exchange)
}

/// As [`publish`], but trying no better way than `best`.
///
/// [`Way::InPlace`] suits a destination whose folder must stay the same one, such as a bind mount's source.
///
/// # Errors
///
/// As [`publish`].
pub fn publish_by(destination: &Path, guarded: &Guarded, outputs: &Outputs, best: Way) -> Result<Published> {
    let destination = safety::check(destination, guarded)?;
    names::check(&destination, outputs)?;
    let lock = Lock::take(&destination)?;
    let mut aside = recover::recover(&destination, lock.work())?;
    let manifest = Manifest::read(&destination)?;
    let tree = Tree::read(&destination, &manifest)?;
    let plan = Plan::make(outputs, &tree, &manifest)?;
    let way = if plan.changes_nothing() && manifest.is_exactly(outputs) {
        None
    } else {
        Some(carry_out(
            &destination,
            &lock,
            &plan,
            &tree,
            &manifest,
            best,
            &mut aside,
        )?)
    };
    Ok(Published {
        written: plan.write.len(),
        unchanged: plan.same.len(),
        removed: plan.stale.len(),
        foreign: plan.foreign.len(),
        way,
        edited: plan.edited,
        aside,
    })
}

/// Puts the planned site into place, falling back to the next way where the system refuses one.
fn carry_out(
    destination: &Path,
    lock: &Lock,
    plan: &Plan<'_>,
    tree: &Tree,
    manifest: &Manifest,
    best: Way,
    aside: &mut Vec<PathBuf>,
) -> Result<Way> {
    if let Some(work) = lock.work()
        && best < Way::InPlace
        && tree.movable
        && !is_mount_point(destination, work)?
        && let Some((way, late)) = by_folder(destination, work, plan, tree, best)?
    {
        aside.extend(late);
        return Ok(way);
    }
    in_place::write(destination, plan, manifest)?;
    Ok(Way::InPlace)
}

/// Whether the destination exists on another file system than the folder that would replace it.
fn is_mount_point(destination: &Path, work: &Path) -> Result<bool> {
    Ok(match (disk::look(destination)?, disk::look(work)?) {
        (Some(there), Some(beside)) => !disk::same_device(&there, &beside),
        _ => false,
    })
}

/// Stages the whole site and swaps folders; `None` where the folder cannot be carried over or moved.
fn by_folder(
    destination: &Path,
    work: &Path,
    plan: &Plan<'_>,
    tree: &Tree,
    best: Way,
) -> Result<Option<(Way, Vec<PathBuf>)>> {
    let new = work.join(recover::NEW);
    let staged = stage::site(work, &new, destination, plan, tree);
    let swapped = match staged {
        Ok(Some(carried)) => {
            swap::swap(&new, &work.join(recover::OLD), destination, best).map(|way| (carried, way))
        }
        Ok(None) => Ok((Carried::new(), Swapped::Immovable)),
        Err(error) => Err(error),
    };
    match swapped {
        Ok((carried, Swapped::Done { way, old })) => {
            let shelf = Shelf::new(work);
            let late = match old {
                Some(old) => drain::drain(&old, destination, &shelf, &carried)?,
                None => Vec::new(),
            };
            recover::forget(work)?;
            Ok(Some((way, late)))
        }
        Ok((_, Swapped::Immovable)) => {
            recover::discard_staging(work)?;
            Ok(None)
        }
        Err(error) => {
            // The first error is the one worth telling; what stays is cleared at the next start.
            let _ = recover::discard_staging(work);
            Err(error)
        }
    }
}
