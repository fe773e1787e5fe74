//! Writes files where nobody looks yet.
//!
//! Takes a plan and an empty place; gives what was written. It must not touch the destination, but for giving
//! its files a second name.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::disk::{self, At};
use super::drain::Carried;
use super::manifest::{self, Entry, Manifest};
use super::plan::{Plan, Wanted};
use super::recover;
use super::refusal::Refusal;
use super::tree::Tree;

/// Stages the whole new site; `None` if something foreign cannot be carried over.
pub(super) fn site(
    work: &Path,
    new: &Path,
    destination: &Path,
    plan: &Plan<'_>,
    tree: &Tree,
) -> Result<Option<Carried>> {
    recover::begin_staging(work)?;
    for folder in &plan.folders {
        let path = new.join(folder);
        fs::create_dir(&path).at("make the folder", &path)?;
    }
    // Foreign files come first, so that a name differing only by case is found to be taken.
    let Some(carried) = carry(new, destination, &plan.foreign)? else {
        return Ok(None);
    };
    let same = plan.same.par_iter().map(|(wanted, entry)| {
        let entry = link_or_write(destination, new, wanted, entry)?;
        Ok((wanted.url, entry))
    });
    let same: Vec<_> = same.collect::<Result<_>>()?;
    let written = plan
        .write
        .par_iter()
        .map(|wanted| Ok((wanted.url, write(&new.join(wanted.path()), wanted)?)));
    let written: Vec<_> = written.collect::<Result<_>>()?;

    let listed = Manifest::of(same.into_iter().chain(written));
    let path = new.join(manifest::NAME);
    fs::write(&path, listed.to_text()).at("write", &path)?;
    copy_folder_permissions(new, destination, plan, tree)?;
    Ok(Some(carried))
}

/// Writes one output to a path where nothing stands yet.
pub(super) fn write(path: &Path, wanted: &Wanted<'_>) -> Result<Entry> {
    let bytes = &wanted.output.0;
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.metadata()
    });
    match written {
        Ok(meta) => Ok(Entry {
            digest: wanted.digest.clone(),
            size: meta.len(),
            mtime: disk::mtime(&meta),
        }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => bail!(Refusal::ForeignFile {
            files: vec![wanted.path().to_owned()]
        }),
        Err(error) => Err(error).at("write", path),
    }
}

/// Gives the published file a second name in the new site, or writes it anew where that cannot be.
fn link_or_write(destination: &Path, new: &Path, wanted: &Wanted<'_>, entry: &Entry) -> Result<Entry> {
    let to = new.join(wanted.path());
    match fs::hard_link(destination.join(wanted.path()), &to) {
        Ok(()) => Ok(entry.clone()),
        Err(_) => write(&to, wanted),
    }
}

/// Gives every foreign file a second name in the new site, so that even writes to it go on being seen.
fn carry(new: &Path, destination: &Path, foreign: &[PathBuf]) -> Result<Option<Carried>> {
    let carried = foreign
        .par_iter()
        .map(|path| carry_one(&destination.join(path), &new.join(path), path));
    let carried: Vec<_> = carried.collect::<Result<_>>()?;
    if carried.iter().any(|one| matches!(one, Carry::Cannot)) {
        return Ok(None);
    }
    let known = carried.into_iter().filter_map(|one| match one {
        Carry::As(path, version) => Some((path, version)),
        Carry::Cannot | Carry::Unknown => None,
    });
    Ok(Some(known.collect()))
}

/// How one foreign file fared.
enum Carry {
    As(PathBuf, (disk::Identity, i128)),
    /// Carried, but the system tells no version; or gone by now.
    Unknown,
    Cannot,
}

fn carry_one(from: &Path, to: &Path, path: &Path) -> Result<Carry> {
    // Also a link, a pipe or a socket is linked as itself.
    let linked = match fs::hard_link(from, to) {
        Err(_) if disk::look(from)?.is_some_and(|meta| meta.is_symlink()) => copy_link(from, to),
        linked => linked,
    };
    match linked {
        Ok(()) => {
            let version = disk::look(to)?.as_ref().and_then(disk::version);
            Ok(version.map_or(Carry::Unknown, |version| Carry::As(path.to_owned(), version)))
        }
        Err(error) if error.kind() == io::ErrorKind::StorageFull => Err(error).at("write", to),
        Err(_) if disk::look(from)?.is_none() => Ok(Carry::Unknown),
        Err(_) => Ok(Carry::Cannot),
    }
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Gives the staged folders the permissions of those they stand for, deepest first: a folder may end up read-only.
fn copy_folder_permissions(new: &Path, destination: &Path, plan: &Plan<'_>, tree: &Tree) -> Result<()> {
    for folder in plan.folders.iter().rev() {
        if let Some(found) = tree.entries.get(folder).filter(|found| found.meta.is_dir()) {
            disk::copy_permissions(&found.meta, &new.join(folder));
        }
    }
    if let Some(meta) = disk::look(destination)? {
        disk::copy_permissions(&meta, new);
    }
    Ok(())
}
