//! Where a project begins, and its book.toml.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::words::text::Text;

/// The folder to build: the one given, else the nearest around the current folder that has a book.toml.
pub fn find_root(given: Option<&Path>) -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder cannot be found")?;
    if let Some(given) = given {
        let root = here.join(given);
        anyhow::ensure!(root.is_dir(), "there is no folder `{}`", given.display());
        return Ok(root);
    }
    let with_book = here.ancestors().find(|folder| folder.join("book.toml").is_file());
    Ok(with_book.unwrap_or(&here).to_owned())
}

/// book.toml, if there is one.
pub(super) fn book(root: &Path) -> Result<Option<Text>> {
    match std::fs::read(root.join("book.toml")) {
        Ok(bytes) => Ok(Some(Text::new(
            "book.toml",
            String::from_utf8_lossy(&bytes).into_owned(),
        ))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(error).with_context(|| format!("`{}` cannot be read", root.join("book.toml").display()))
        }
    }
}
