//! Who sits at the keyboard, as git knows them.
//!
//! Takes a project's folder; gives the name and address that git would put on a commit. It must not
//! know the people of the knowledge base.

use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use super::run::Git;

/// How long git may take to tell two settings.
const PATIENCE: Duration = Duration::from_secs(5);

/// What git calls its user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// `user.name`.
    pub name: Option<String>,
    /// `user.email`.
    pub email: Option<String>,
}

impl User {
    /// Git's user in a folder; empty without git.
    pub fn of(folder: &Path) -> Self {
        let git = Git {
            folder: folder.to_owned(),
            deadline: Instant::now() + PATIENCE,
        };
        Self {
            name: setting(&git, "user.name"),
            email: setting(&git, "user.email"),
        }
    }
}

fn setting(git: &Git, name: &str) -> Option<String> {
    let told = git.ask(&["config", "--get", name], Vec::new(), |out| {
        let mut told = String::new();
        out.read_to_string(&mut told).map(|_| told)
    });
    let value = told.ok()?.trim().to_owned();
    (!value.is_empty()).then_some(value)
}
