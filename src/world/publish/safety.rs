//! Which folders a site may be written to.
//!
//! Takes the folder asked for and those to keep away from; gives the real folder, or a refusal. It must not
//! write, and it must not know where the project's settings come from.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::disk;
use super::refusal::Refusal;

/// The folders that a destination must keep away from.
#[derive(Clone, Debug, Default)]
pub struct Guarded {
    /// The project's root: no destination may be it or hold it.
    pub project: PathBuf,
    /// What the site is made of (content and theme folders): no destination may be one, hold one, or lie in one.
    pub never: Vec<PathBuf>,
    /// The home folder, if there is one: no destination may be it or hold it.
    pub home: Option<PathBuf>,
}

/// The real path of the destination, if a site may be written there.
pub(super) fn check(destination: &Path, guarded: &Guarded) -> Result<PathBuf, Refusal> {
    let refuse = |why: String| Refusal::UnsafeDestination {
        destination: destination.to_owned(),
        why,
    };
    let real = resolve(destination).map_err(|error| refuse(format!("cannot be followed ({error})")))?;
    match objection(destination, &real, guarded) {
        Some(why) => Err(refuse(why)),
        None => Ok(real),
    }
}

fn objection(asked: &Path, real: &Path, guarded: &Guarded) -> Option<String> {
    if real.parent().is_none() {
        return Some("is the root of the file system".to_owned());
    }
    if is_link(asked) {
        // Following it would write, and keep a working folder, where no setting says so.
        return Some(format!(
            "is a link to `{}`, which should be named itself",
            real.display()
        ));
    }
    near_guarded(real, guarded).or_else(|| itself(real))
}

fn near_guarded(real: &Path, guarded: &Guarded) -> Option<String> {
    let project = real_or_same(&guarded.project);
    if holds(real, &project) {
        return Some(describe(real, &project, "the project's own folder"));
    }
    if let Some(home) = guarded.home.as_deref().map(real_or_same)
        && holds(real, &home)
    {
        return Some(describe(real, &home, "the home folder"));
    }
    guarded.never.iter().find_map(|never| {
        let never = real_or_same(never);
        let what = format!("`{}`, which the site is made from", never.display());
        if holds(real, &never) {
            return Some(describe(real, &never, &what));
        }
        holds(&never, real).then(|| format!("lies in {what}"))
    })
}

/// What speaks against the destination's own name or content.
fn itself(real: &Path) -> Option<String> {
    if real.components().any(|part| part.as_os_str() == ".git") {
        return Some("lies in a `.git` folder, which is git's own".to_owned());
    }
    if fs::symlink_metadata(real.join(".git")).is_ok_and(|meta| meta.is_dir()) {
        return Some(
            "is the root of a git repository; a folder inside of it, or a git worktree, will do".to_owned(),
        );
    }
    match fs::symlink_metadata(real) {
        Ok(meta) if !meta.is_dir() => Some("is a file and not a folder".to_owned()),
        Ok(_) => None,
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(format!("cannot be looked at ({error})")),
    }
}

fn describe(real: &Path, guarded: &Path, what: &str) -> String {
    if real == guarded {
        format!("is {what}")
    } else {
        format!("holds {what}")
    }
}

/// Whether `inner` is `outer` or lies in it, also under another name of the same folder.
fn holds(outer: &Path, inner: &Path) -> bool {
    let outer_is = fs::symlink_metadata(outer)
        .ok()
        .and_then(|meta| disk::identity(&meta));
    inner.ancestors().any(|above| {
        let same = || {
            fs::symlink_metadata(above)
                .ok()
                .and_then(|meta| disk::identity(&meta))
                == outer_is
        };
        above == outer || (outer_is.is_some() && same())
    })
}

/// Whether the path's own last part is a link, a trailing slash notwithstanding.
fn is_link(asked: &Path) -> bool {
    let without_slash: PathBuf = asked.components().collect();
    fs::symlink_metadata(without_slash).is_ok_and(|meta| meta.is_symlink())
}

fn real_or_same(path: &Path) -> PathBuf {
    resolve(path).unwrap_or_else(|_| path.to_owned())
}

/// The absolute path with every link in its existing part followed, and `..` taken as the system takes it.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            part => {
                real.push(part);
                match fs::symlink_metadata(&real) {
                    Ok(_) => real = fs::canonicalize(&real)?,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }
    Ok(real)
}
