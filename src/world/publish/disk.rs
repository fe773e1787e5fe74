//! The few things that std does not say about files: which one it is, when it changed, how to remove it.
//!
//! Takes paths and metadata; gives plain values and errors that name the path. It must not know of sites.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};

/// Adds to an I/O error what was tried, and on which path.
pub(in crate::world) trait At<T> {
    /// The result, its error reading "cannot `what` `path`".
    fn at(self, what: &str, path: &Path) -> Result<T>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, what: &str, path: &Path) -> Result<T> {
        self.with_context(|| format!("cannot {what} `{}`", path.display()))
    }
}

/// Which file it is, whatever its names: equal for hard links of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::world) struct Identity(u64, u64);

/// The file's identity, where the system tells one.
#[cfg(unix)]
pub(in crate::world) fn identity(meta: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    Some(Identity(meta.dev(), meta.ino()))
}

/// The file's identity, which std cannot tell on this system.
#[cfg(not(unix))]
pub(in crate::world) fn identity(_: &Metadata) -> Option<Identity> {
    None
}

/// The file's identity and the time of its last change: a number that is given anew tells another version.
pub(super) fn version(meta: &Metadata) -> Option<(Identity, i128)> {
    identity(meta).map(|identity| (identity, mtime(meta)))
}

impl std::fmt::Display for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.0, self.1)
    }
}

/// Whether both names stand for one thing: one file, or two links to the same place.
pub(super) fn same_thing(a: (&Path, &Metadata), b: (&Path, &Metadata)) -> bool {
    if a.1.is_symlink() && b.1.is_symlink() {
        return matches!((fs::read_link(a.0), fs::read_link(b.0)), (Ok(x), Ok(y)) if x == y);
    }
    match (identity(a.1), identity(b.1)) {
        (Some(x), Some(y)) => x == y,
        _ => a.1.is_file() && b.1.is_file() && a.1.len() == b.1.len() && mtime(a.1) == mtime(b.1),
    }
}

/// Whether both lie on one file system, so far as the system tells.
#[cfg(unix)]
pub(super) fn same_device(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    a.dev() == b.dev()
}

/// Whether both lie on one file system, which std cannot tell on this system.
#[cfg(not(unix))]
pub(super) fn same_device(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// When the file's bytes last changed, in nanoseconds since 1970; 0 where the system does not tell.
pub(super) fn mtime(meta: &Metadata) -> i128 {
    let Ok(modified) = meta.modified() else { return 0 };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(i128::MAX),
        Err(before) => i128::try_from(before.duration().as_nanos()).map_or(i128::MIN, |n| -n),
    }
}

/// What stands at the path, links not followed; `None` if nothing does.
pub(in crate::world) fn look(path: &Path) -> Result<Option<Metadata>> {
    match path.symlink_metadata() {
        Ok(meta) => Ok(Some(meta)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(error).at("look at", path),
    }
}

/// Whether the error says that nothing stands there, or that no folder does above it.
pub(super) fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Removes one file or link; it is no error if it is gone.
pub(super) fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if !is_missing(&error) => Err(error).at("remove", path),
        _ => Ok(()),
    }
}

/// Removes a folder of ours with all it holds, links not followed, even where folders in it are read-only.
pub(super) fn remove_tree(path: &Path) -> Result<()> {
    let removed = fs::remove_dir_all(path).or_else(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => {
            open_folders(path);
            fs::remove_dir_all(path)
        }
        _ => Err(error),
    });
    match removed {
        Err(error) if !is_missing(&error) => Err(error).at("remove", path),
        _ => Ok(()),
    }
}

/// Lets the owner into every folder below, as far as the system permits, so that it can be emptied.
pub(super) fn open_folders(root: &Path) {
    #[cfg(unix)]
    for entry in walkdir::WalkDir::new(root)
        .follow_links(false)
        .into_iter()
        .flatten()
    {
        use std::os::unix::fs::PermissionsExt;
        let Ok(meta) = entry.metadata() else { continue };
        let mode = meta.permissions().mode();
        if meta.is_dir() && mode & 0o700 != 0o700 {
            // A folder that cannot be opened shows in the error of whatever is tried in it next.
            let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode | 0o700));
        }
    }
    #[cfg(not(unix))]
    let _ = root;
}

/// Gives a folder the owner and permissions of another, as far as the system permits.
pub(in crate::world) fn copy_permissions(from: &Metadata, to: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        if let Ok(meta) = to.symlink_metadata()
            && (meta.uid(), meta.gid()) != (from.uid(), from.gid())
        {
            // Only root may give a folder away; anybody else's folders are theirs already.
            let _ = chown(to, Some(from.uid()), Some(from.gid()));
        }
    }
    let _ = fs::set_permissions(to, from.permissions());
}

/// Moves a file to where nothing stands; `false` if something does by now.
///
/// A hard link is the portable way of renaming that never replaces; without links, a look must do.
pub(super) fn move_to_free(from: &Path, to: &Path) -> Result<bool> {
    match fs::hard_link(from, to) {
        Ok(()) => remove_file(from).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(_) if look(to)?.is_some() => Ok(false),
        Err(_) => fs::rename(from, to).at("write", to).map(|()| true),
    }
}

/// Makes `folder` below `root`, none of its parts being a link; `false` if something else is in the way.
pub(super) fn make_real_folder(root: &Path, folder: &Path, like: Option<&Path>) -> Result<bool> {
    let mut below = PathBuf::new();
    for part in folder {
        below.push(part);
        let path = root.join(&below);
        match look(&path)? {
            Some(meta) if meta.is_dir() => {}
            Some(_) => return Ok(false),
            None => {
                fs::create_dir(&path).at("make the folder", &path)?;
                if let Some(Ok(meta)) = like.map(|like| like.join(&below).symlink_metadata()) {
                    copy_permissions(&meta, &path);
                }
            }
        }
    }
    Ok(true)
}

/// Removes the folders above `path`, nearest first, for as long as they are empty, and never `root`.
pub(super) fn prune_above(root: &Path, path: &Path) {
    let mut folder = path.parent();
    while let Some(below) = folder.filter(|below| !below.as_os_str().is_empty()) {
        if fs::remove_dir(root.join(below)).is_err() {
            return;
        }
        folder = below.parent();
    }
}
