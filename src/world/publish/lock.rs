//! One build at a time for each destination, and the working folder that comes with the right to build.
//!
//! Takes the destination; gives a lock that ends with its value, or refuses at once. It must not know what
//! is done under it.
//!
//! The lock is the system's own lock on an open file, which no death can leave behind. A second build fails
//! at once rather than waits: two builds of one site mean a mistake, and a silent wait reads as a hang.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::disk::{self, At};
use super::refusal::Refusal;
use crate::words::digest::Digest;

const LOCK: &str = "lock";
/// From this length on, a destination's name is shortened to a digest in the working folder's name.
const LONG_NAME: usize = 200;
/// How often a lock file that its last owner is just removing is tried anew.
const TRIES: usize = 1000;

/// The right to publish to one destination, held until dropped.
pub(super) struct Lock {
    /// Open for as long as the lock is held.
    _file: File,
    work: Option<PathBuf>,
}

impl Lock {
    /// Takes the lock, making the working folder beside the destination.
    ///
    /// Where nothing may be made beside an existing destination, the destination itself is locked, there is
    /// no working folder, and the site can only be written in place.
    pub(super) fn take(destination: &Path) -> Result<Self> {
        if let Some(parent) = destination.parent() {
            fs::create_dir_all(parent).at("make the folder", parent)?;
        }
        let work = work_folder(destination);
        for _ in 0..TRIES {
            match make_work(&work) {
                Err(error) if cannot_write(&error) && disk::look(destination)?.is_some() => {
                    return Self::on_destination(destination);
                }
                made => made.at("make the working folder", &work)?,
            }
            if disk::look(&work)?.is_some_and(|meta| !meta.is_dir()) {
                bail!(Refusal::Occupied { work });
            }
            if let Some(file) = try_take(&work, destination)? {
                return Ok(Self {
                    _file: file,
                    work: Some(work),
                });
            }
        }
        bail!(Refusal::Busy {
            destination: destination.to_owned()
        })
    }

    /// The working folder beside the destination, if there can be one.
    pub(super) fn work(&self) -> Option<&Path> {
        self.work.as_deref()
    }

    fn on_destination(destination: &Path) -> Result<Self> {
        let file = File::open(destination).at("lock", destination)?;
        lock_now(&file, destination, destination)?;
        Ok(Self {
            _file: file,
            work: None,
        })
    }
}

impl Drop for Lock {
    /// Leaves nothing behind. Where a file's identity cannot be told, the lock file must stay, since
    /// another build may have it open already.
    fn drop(&mut self) {
        if let (Some(work), true) = (&self.work, cfg!(unix)) {
            // What cannot be removed now is in nobody's way: a lock without an owner is free.
            let _ = fs::remove_file(work.join(LOCK));
            let _ = fs::remove_dir(work);
        }
    }
}

/// Where the destination's working folder is: beside it, hidden, on the same file system.
fn work_folder(destination: &Path) -> PathBuf {
    let name = destination.file_name().unwrap_or_default();
    let mut work = OsString::from(".");
    if name.len() < LONG_NAME {
        work.push(name);
    } else {
        work.push(Digest::of_bytes(name.as_encoded_bytes()).to_hex());
    }
    work.push(".passdown");
    destination.with_file_name(work)
}

fn make_work(work: &Path) -> io::Result<()> {
    match fs::create_dir(work) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

fn cannot_write(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
    )
}

/// Opens and locks the lock file; `None` if its last owner removed it meanwhile.
fn try_take(work: &Path, destination: &Path) -> Result<Option<File>> {
    let path = work.join(LOCK);
    if disk::look(&path)?.is_some_and(|meta| !meta.is_file()) {
        bail!(Refusal::Occupied { work: path });
    }
    let opened = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    let file = match opened {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.at("lock", &path)?,
    };
    lock_now(&file, &path, destination)?;
    let held = file.metadata().at("lock", &path)?;
    let named = disk::look(&path)?;
    let same = named.is_some_and(|named| disk::identity(&named) == disk::identity(&held));
    Ok(same.then_some(file))
}

fn lock_now(file: &File, path: &Path, destination: &Path) -> Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => bail!(Refusal::Busy {
            destination: destination.to_owned()
        }),
        // A file system without locks still deserves a site.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error).at("lock", path),
    }
}
