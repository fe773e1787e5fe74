//! Changes to the author's own files, each of them whole or not at all.
//!
//! Takes paths and texts; writes. A file that somebody else changed meanwhile is never written over.
//! It must not know what the texts say.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::publish::disk::{At, copy_permissions, identity};

/// How often a file that an editor is just replacing is tried anew.
const TRIES: usize = 100;
/// How long to wait for somebody who is writing the same file.
const PAUSE: Duration = Duration::from_millis(20);

/// A file's text as it is; `None` if it is not UTF-8.
pub fn text(path: &Path) -> Result<Option<String>> {
    Ok(String::from_utf8(fs::read(path).at("read", path)?).ok())
}

/// Replaces a file's text in one step, keeping its permissions, and a link to it.
///
/// # Errors
///
/// When the file is read-only, no longer says `old`, or cannot be written; it is then as it was.
pub fn replace(path: &Path, old: &str, new: &str) -> Result<()> {
    let real = path.canonicalize().at("find", path)?;
    let meta = real.metadata().at("look at", &real)?;
    if meta.permissions().readonly() {
        bail!("`{}` is read-only: make it writable first", path.display());
    }
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut named = tempfile::Builder::new();
    let mut file = named
        .prefix(".")
        .suffix(".passdown")
        .tempfile_in(folder)
        .at("write in", folder)?;
    file.write_all(new.as_bytes()).at("write", path)?;
    copy_permissions(&meta, file.path());
    file.as_file().sync_all().at("write", path)?;
    if fs::read(&real).at("read", path)? != old.as_bytes() {
        bail!(
            "`{}` was changed meanwhile, and is left as it is: run this again",
            path.display()
        );
    }
    file.persist(&real)
        .map_err(|failed| failed.error)
        .at("write", path)?;
    Ok(())
}

/// Writes a file that is not there yet; whether it did.
pub fn create(path: &Path, text: &str) -> Result<bool> {
    let failed = || {
        format!(
            "`{}` cannot be written: choose a folder that you may write to",
            path.display()
        )
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(failed)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file
            .write_all(text.as_bytes())
            .with_context(failed)
            .map(|()| true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(failed),
    }
}

/// Adds to the end of a file, which is made if need be; gives the whole text.
///
/// `more` makes what is added of what is there. Nobody else adds to the file meanwhile.
pub fn append(path: &Path, more: impl Fn(&str) -> String) -> Result<String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).at("make the folder", folder)?;
    }
    for _ in 0..TRIES {
        let Some(mut file) = locked(path)? else { continue };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).at("read", path)?;
        let mut whole = String::from_utf8(bytes)
            .with_context(|| format!("`{}` is not UTF-8: save it as UTF-8 first", path.display()))?;
        let added = more(&whole);
        // One call in append mode: even a writer that knows no locks cannot come in between.
        file.write_all(added.as_bytes()).at("write", path)?;
        whole.push_str(&added);
        return Ok(whole);
    }
    bail!(
        "`{}` is being written again and again: run this once more",
        path.display()
    )
}

/// The file, locked; `None` if somebody exchanged it just then.
fn locked(path: &Path) -> Result<Option<File>> {
    let file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path)
        .at("write", path)?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            // A file system without locks still has append mode.
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => {
                return Err(error).at("lock", path);
            }
            _ => {
                let held = file.metadata().at("lock", path)?;
                let named = path.metadata().ok();
                let is_same = named.is_some_and(|named| identity(&named) == identity(&held));
                return Ok(is_same.then_some(file));
            }
        }
    }
    bail!(
        "`{}` is held by another program: try again when it is done",
        path.display()
    )
}
