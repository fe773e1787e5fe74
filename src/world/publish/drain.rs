//! Empties the folder of an old site without losing what people put into it.
//!
//! Takes the old folder and the destination that took its place; gives the files it had to keep aside. It
//! must not remove anything but our own files and second names of files that the destination has as well.
//!
//! Nothing is removed by the folder: files go one by one, each for a reason, and folders only when empty. So
//! whatever comes into the old folder at whatever moment keeps it from going, and is found in the next round.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::disk::{self, At, Identity};
use super::manifest::{self, Manifest};
use super::swap;
use super::tree::{Standing, Tree};

/// The foreign files that the staged site was given, and which they were then.
pub(super) type Carried = BTreeMap<PathBuf, (Identity, i128)>;

/// How often the old folder is looked through before it is put aside as it is.
const ROUNDS: usize = 3;
/// How many files of one name can be kept aside.
const SHELVES: usize = 10_000;

/// Where foreign files go that cannot stay in their place.
pub(super) struct Shelf(PathBuf);

impl Shelf {
    /// The shelf in a working folder.
    pub(super) fn new(work: &Path) -> Self {
        Self(work.join("kept"))
    }

    /// Moves a file, or a whole folder, to where nothing of its name is kept yet; gives that place.
    fn put(&self, from: &Path, name: &Path) -> Result<PathBuf> {
        for number in 1..=SHELVES {
            let to = self.0.join(number.to_string()).join(name);
            let folder = to.parent().unwrap_or(&self.0);
            if fs::create_dir_all(folder).is_ok() && disk::look(&to)?.is_none() {
                fs::rename(from, &to).at("keep aside", from)?;
                return Ok(to);
            }
        }
        bail!("cannot keep `{}` aside in `{}`", from.display(), self.0.display())
    }
}

/// Empties and removes the old folder.
pub(super) fn drain(
    old: &Path,
    destination: &Path,
    shelf: &Shelf,
    carried: &Carried,
) -> Result<Vec<PathBuf>> {
    let mut aside = Vec::new();
    for _ in 0..ROUNDS {
        aside.extend(one_round(old, destination, shelf, carried)?);
        match fs::remove_dir(old) {
            Ok(()) => return Ok(aside),
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
            Err(error) => return Err(error).at("remove the folder", old),
        }
    }
    // Somebody goes on writing into it, or a link holds the place of a folder in the new site.
    aside.push(shelf.put(old, Path::new("site"))?);
    Ok(aside)
}

fn one_round(old: &Path, destination: &Path, shelf: &Shelf, carried: &Carried) -> Result<Vec<PathBuf>> {
    disk::open_folders(old);
    let manifest = Manifest::read(old)?;
    let published = Manifest::read(destination)?;
    let tree = Tree::read(old, &manifest)?;
    let replaced = |path: &Path| !published.lines(path).is_empty();

    let (mut ours, mut theirs) = (Vec::new(), BTreeSet::new());
    for (path, found) in &tree.entries {
        match found.standing {
            Standing::Folder => {}
            Standing::Ours(_) => ours.push(path),
            Standing::Edited if replaced(path) => ours.push(path),
            Standing::Edited | Standing::Foreign => {
                theirs.insert(path.as_path());
            }
        }
    }
    for folder in tree.kept_folders(&manifest, &theirs) {
        // Where something else took the place of the folder, its files are kept aside below.
        disk::make_real_folder(destination, &folder, Some(old))?;
    }
    let mut aside = Vec::new();
    for path in theirs {
        aside.extend(settle(path, old, destination, shelf, carried)?);
    }
    for path in ours {
        disk::remove_file(&old.join(path))?;
    }
    remove_empty_folders(old, &tree);
    disk::remove_file(&old.join(manifest::NAME))?;
    Ok(aside)
}

/// Finds the right end for one foreign file; gives its new path if that is not its place in the destination.
fn settle(
    path: &Path,
    old: &Path,
    destination: &Path,
    shelf: &Shelf,
    carried: &Carried,
) -> Result<Option<PathBuf>> {
    let (from, to) = (old.join(path), destination.join(path));
    let Some(meta) = disk::look(&from)? else {
        return Ok(None);
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let reachable = disk::make_real_folder(destination, folder, Some(old))?;
    match disk::look(&to)? {
        None if reachable && disk::move_to_free(&from, &to)? => Ok(None),
        Some(there) if reachable && disk::same_thing((&from, &meta), (&to, &there)) => {
            disk::remove_file(&from).map(|()| None)
        }
        // It was replaced after the exchange: what is here is what somebody saved over.
        Some(_) if is_as_carried(&meta, carried.get(path)) => disk::remove_file(&from).map(|()| None),
        // It was replaced after the exchange: what is here is what somebody saved over.
        Some(_) if is_as_carried(&meta, carried.get(path)) => disk::remove_file(&from).map(|()| None),
        // It was replaced after it had been carried over, and its copy was not: the later one wins.
        Some(there) if reachable && is_as_carried(&there, carried.get(path)) => {
            put_over_carried(path, &from, &to, shelf, carried)
        }
        _ => shelf.put(&from, path).map(Some),
    }
}

fn is_as_carried(meta: &fs::Metadata, carried: Option<&(Identity, i128)>) -> bool {
    carried.is_some() && disk::version(meta).as_ref() == carried
}

/// Puts a file over the older version in the destination, unless that is saved anew this very moment.
///
/// The two change places, so that whatever was there can be looked at before it goes.
fn put_over_carried(
    path: &Path,
    from: &Path,
    to: &Path,
    shelf: &Shelf,
    carried: &Carried,
) -> Result<Option<PathBuf>> {
    match swap::exchange(from, to) {
        Err(_) => return fs::rename(from, to).at("write", to).map(|()| None),
        Ok(()) => match disk::look(from)? {
            Some(meta) if is_as_carried(&meta, carried.get(path)) => {
                return disk::remove_file(from).map(|()| None);
            }
            // A still later version came out: it goes back, and the earlier one aside.
            _ => swap::exchange(from, to).at("write", to)?,
        },
    }
    shelf.put(from, path).map(Some)
}

fn remove_empty_folders(old: &Path, tree: &Tree) {
    let folders = tree
        .entries
        .iter()
        .rev()
        .filter(|(_, found)| found.standing == Standing::Folder);
    for (folder, _) in folders {
        // One that is not empty holds something new, which the next round finds.
        let _ = fs::remove_dir(old.join(folder));
    }
}
