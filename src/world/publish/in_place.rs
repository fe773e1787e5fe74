//! Writes a site into a folder that cannot be moved, file by file.
//!
//! Takes the plan; leaves the folder with the new site. It must not touch a foreign file, whatever moment the
//! process dies at.
//!
//! All that changes is first staged in a hidden folder inside (a mount point has no other place on its file
//! system), so that a full disk is met before anything changed. Then only names change: a manifest of both
//! sites, the files that assets are in, the pages, the removals, the manifest of the new site.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::disk::{self, At};
use super::manifest::{self, Entry, Manifest, Word};
use super::plan::{Plan, Wanted};
use super::refusal::Refusal;
use super::stage;
use super::tree::above;
use crate::words::path::Url;

/// The hidden folder to stage in.
pub(super) const WORK: &str = ".passdown-work";
const BOTH: &str = "manifest-of-both";
const FINAL: &str = "manifest";

/// Removes what a killed build staged.
pub(super) fn discard(destination: &Path) -> Result<()> {
    let work = destination.join(WORK);
    match disk::look(&work)? {
        Some(meta) if meta.is_dir() => disk::remove_tree(&work),
        _ => Ok(()),
    }
}

/// Writes the site.
pub(super) fn write(destination: &Path, plan: &Plan<'_>, manifest: &Manifest) -> Result<()> {
    fs::create_dir_all(destination).at("make the folder", destination)?;
    let work = destination.join(WORK);
    match fs::create_dir(&work) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => bail!(Refusal::Occupied { work }),
        made => made.at("make the folder", &work)?,
    }
    let written =
        stage_all(&work, plan, manifest).and_then(|staged| put_into_place(&work, destination, plan, &staged));
    let cleared = discard(destination);
    written.and(cleared)
}

/// Stages the changed files and both manifests; gives the staged paths in the plan's order.
fn stage_all(work: &Path, plan: &Plan<'_>, manifest: &Manifest) -> Result<Vec<PathBuf>> {
    let staged = plan.write.par_iter().enumerate().map(|(number, wanted)| {
        let path = work.join(number.to_string());
        let entry = stage::write(&path, wanted).with_context(|| format!("cannot stage `{}`", wanted.url))?;
        Ok((path, entry))
    });
    let staged: Vec<(PathBuf, Entry)> = staged.collect::<Result<_>>()?;

    let mut both = manifest.clone();
    for (wanted, (_, entry)) in plan.write.iter().zip(&staged) {
        both.add(wanted.url, Word::Meant, entry.clone());
    }
    let same = plan
        .same
        .iter()
        .map(|(wanted, entry)| (wanted.url, entry.clone()));
    let new = plan
        .write
        .iter()
        .zip(&staged)
        .map(|(wanted, (_, entry))| (wanted.url, entry.clone()));
    for (name, manifest) in [(BOTH, both), (FINAL, Manifest::of(same.chain(new)))] {
        let path = work.join(name);
        fs::write(&path, manifest.to_text()).at("write", &path)?;
    }
    Ok(staged.into_iter().map(|(path, _)| path).collect())
}

fn put_into_place(work: &Path, destination: &Path, plan: &Plan<'_>, staged: &[PathBuf]) -> Result<()> {
    let listed = destination.join(manifest::NAME);
    fs::rename(work.join(BOTH), &listed).at("write", &listed)?;

    let in_the_way = in_the_way(plan);
    for path in &in_the_way {
        remove(destination, path)?;
    }
    for folder in &plan.folders {
        let free = disk::make_real_folder(destination, folder, None)?;
        if !free {
            bail!(Refusal::ForeignFile {
                files: vec![folder.clone()]
            });
        }
    }
    let (pages, assets): (Vec<_>, Vec<_>) = plan
        .write
        .iter()
        .zip(staged)
        .partition(|(wanted, _)| wanted.url.as_str().ends_with(".html"));
    for group in [assets, pages] {
        group
            .par_iter()
            .try_for_each(|(wanted, from)| place(from, destination, wanted))?;
    }
    for path in plan.stale.iter().filter(|path| !in_the_way.contains(*path)) {
        remove(destination, path)?;
    }
    fs::rename(work.join(FINAL), &listed).at("write", &listed)
}

/// Renames a staged file into its place, over one of ours but never over another.
fn place(from: &Path, destination: &Path, wanted: &Wanted<'_>) -> Result<()> {
    let to = destination.join(wanted.path());
    if wanted.replaces {
        return fs::rename(from, &to).at("write", &to);
    }
    if !disk::move_to_free(from, &to)? {
        bail!(Refusal::ForeignFile {
            files: vec![wanted.path().to_owned()]
        });
    }
    Ok(())
}

fn remove(destination: &Path, path: &Path) -> Result<()> {
    disk::remove_file(&destination.join(path))?;
    disk::prune_above(destination, path);
    Ok(())
}

/// The stale files that hold the place of a new file or folder, also one that differs only by case.
fn in_the_way(plan: &Plan<'_>) -> BTreeSet<PathBuf> {
    let new: BTreeSet<&Path> = plan.write.iter().map(Wanted::path).collect();
    let folded: BTreeSet<String> = plan.write.iter().map(|wanted| wanted.url.folded()).collect();
    let same_folded = |path: &Path| {
        let url = path.to_str().and_then(Url::new);
        url.is_some_and(|url| folded.contains(&url.folded()))
    };
    let holds_place = |path: &PathBuf| {
        plan.folders.contains(path) || above(path).any(|above| new.contains(above)) || same_folded(path)
    };
    plan.stale
        .iter()
        .filter(|path| holds_place(path))
        .cloned()
        .collect()
}
