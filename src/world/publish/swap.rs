//! Puts one folder into the place of another.
//!
//! Takes two folders on one file system; says where the old one went, or that it cannot be moved at all. It
//! must not look into either. Exchanging two names is of use for files as well.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Way;
use super::disk::{self, At};

/// How it went.
pub(super) enum Swapped {
    /// The new folder is in its place, and the old one, if there was any, where it says.
    Done { way: Way, old: Option<PathBuf> },
    /// Nothing was moved, since the destination cannot be.
    Immovable,
}

/// Puts `new` into the place of `destination`, which goes to where `new` was, or to `aside`.
pub(super) fn swap(new: &Path, aside: &Path, destination: &Path, best: Way) -> Result<Swapped> {
    if disk::look(destination)?.is_none() {
        fs::rename(new, destination).at("make the folder", destination)?;
        return Ok(Swapped::Done { way: best, old: None });
    }
    if best == Way::Exchange {
        match exchange(new, destination) {
            Ok(()) => {
                let old = Some(new.to_owned());
                return Ok(Swapped::Done {
                    way: Way::Exchange,
                    old,
                });
            }
            Err(error) if is_immovable(&error) => return Ok(Swapped::Immovable),
            Err(error) if cannot_exchange(&error) => {}
            Err(error) => return Err(error).at("replace the folder", destination),
        }
    }
    two_renames(new, aside, destination)
}

fn two_renames(new: &Path, aside: &Path, destination: &Path) -> Result<Swapped> {
    match fs::rename(destination, aside) {
        Err(error) if is_immovable(&error) => return Ok(Swapped::Immovable),
        moved => moved.at("move away the folder", destination)?,
    }
    if let Err(error) = fs::rename(new, destination) {
        // Should this fail too, the next start does it.
        let _ = fs::rename(aside, destination);
        return Err(error).at("replace the folder", destination);
    }
    let old = Some(aside.to_owned());
    Ok(Swapped::Done {
        way: Way::TwoRenames,
        old,
    })
}

/// Whether the folder itself is what cannot be renamed: a mount point, a lower layer, a folder of others.
fn is_immovable(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices | io::ErrorKind::PermissionDenied
    )
}

/// Whether the system or the file system knows no exchange of two names.
#[cfg(unix)]
fn cannot_exchange(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let without = [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP];
    error.kind() == io::ErrorKind::Unsupported
        || without
            .iter()
            .any(|errno| Some(errno.raw_os_error()) == error.raw_os_error())
}

#[cfg(not(unix))]
fn cannot_exchange(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
}

/// Lets two names change places in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// Lets two names change places in one step, which this system cannot.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
