//! Where git keeps what it knows, and whether that is still the same.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::words::digest::Digest;

/// A repository.
#[derive(Debug)]
pub(super) struct Repository {
    /// The folder of the checkout.
    top: PathBuf,
    /// The folder of the checkout's own state.
    own: PathBuf,
    /// The folder of what all its checkouts share.
    common: PathBuf,
}

impl Repository {
    /// The nearest repository around a folder.
    pub(super) fn around(folder: &Path) -> Option<Self> {
        let folder = folder.canonicalize().ok()?;
        let top = folder.ancestors().find(|above| above.join(".git").exists())?;
        let git = top.join(".git");
        let own = match git.is_dir() {
            true => git,
            // A second checkout, or one within another, has a file that says where.
            false => top.join(
                std::fs::read_to_string(&git)
                    .ok()?
                    .strip_prefix("gitdir:")?
                    .trim(),
            ),
        };
        let common = match std::fs::read_to_string(own.join("commondir")) {
            Ok(common) => own.join(common.trim()),
            Err(_) => own.clone(),
        };
        Some(Self {
            top: top.to_owned(),
            own,
            common,
        })
    }

    /// Changes whenever a reading could find another history.
    pub(super) fn stamp(&self, content: &Path) -> Digest {
        let head = std::fs::read(self.own.join("HEAD")).unwrap_or_default();
        let branch = String::from_utf8_lossy(&head);
        let branch = branch.strip_prefix("ref:").map(str::trim);
        let commit = branch.and_then(|name| {
            let places = [&self.own, &self.common].map(|folder| folder.join(name));
            places.into_iter().find_map(|place| std::fs::read(place).ok())
        });
        let others = ["packed-refs", "reftable/tables.list"].map(|name| {
            let data = self.common.join(name).metadata().ok();
            data.map(|data| (data.len(), data.modified().ok().map(since_epoch)))
        });
        Digest::of(&(content, &head, commit, others, self.shallow(), self.ignored()))
    }

    /// The commits behind which a shallow clone knows nothing.
    pub(super) fn shallow(&self) -> Vec<String> {
        lines(&self.common.join("shallow"))
    }

    /// The commits that only reformatted.
    pub(super) fn ignored(&self) -> Vec<String> {
        lines(&self.top.join(".git-blame-ignore-revs"))
    }
}

/// Commits by name, one a line, with remarks behind `#`.
fn lines(file: &Path) -> Vec<String> {
    let text = std::fs::read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let names = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default());
    names
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty())
        .collect()
}

fn since_epoch(time: SystemTime) -> u128 {
    let passed = time.duration_since(SystemTime::UNIX_EPOCH);
    passed.map_or(0, |passed| passed.as_nanos())
}
