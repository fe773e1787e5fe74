//! Who sits at the keyboard, as git knows them.
//!
//! Takes a project's folder; gives the name and address that git would put on a commit. It must not
//! know the people of the knowledge base.

use std::path::Path;
use std::process::{Command, Stdio};

/// What git calls its user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// `user.name`.
    pub name: Option<String>,
    /// `user.email`.
    pub email: Option<String>,
}

/// Git's user in a folder; empty without git.
pub fn me(folder: &Path) -> Me {
    Me {
        name: setting(folder, "user.name"),
        email: setting(folder, "user.email"),
    }
}

fn setting(folder: &Path, name: &str) -> Option<String> {
    let mut git = Command::new("git");
    git.args(["config", "--get", name]).current_dir(folder);
    let output = git.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let value = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !value.is_empty()).then_some(value)
}
