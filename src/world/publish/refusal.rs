//! The reasons for which nothing is published, each saying what was found, why it matters and what to do.
//!
//! Takes what the checks found; gives one text. It must not look at the disk itself.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

/// How many files a message names before it counts the rest.
const NAMED: usize = 10;

/// A reason for which nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The destination is no place for a site.
    UnsafeDestination {
        /// The destination as it was asked for.
        destination: PathBuf,
        /// What it is, as the rest of a sentence beginning with "it".
        why: String,
    },
    /// Files that we did not write stand where the site's files belong.
    ForeignFile {
        /// The files, below the destination.
        files: Vec<PathBuf>,
    },
    /// An output cannot be written under its name.
    BadName {
        /// The output's address.
        name: String,
        /// What is wrong with it, as the rest of a sentence beginning with "it".
        why: String,
    },
    /// Another build is publishing there.
    Busy {
        /// The destination.
        destination: PathBuf,
    },
    /// Something that is no folder stands where the working folder belongs.
    Occupied {
        /// The working folder's path.
        work: PathBuf,
    },
}

impl Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnsafeDestination { destination, why } => write!(
                f,
                "the site cannot be written to `{}`: it {why}; name a folder that holds nothing else, such as \
                 `public`, with `-d` or `[build] build-dir`",
                destination.display()
            ),
            Self::ForeignFile { files } => write!(
                f,
                "files in the output folder that passdown did not write stand where the site's own files belong: \
                 {}; move them away (into the content folder, if they are part of the site) or publish into \
                 another folder",
                list(files)
            ),
            Self::BadName { name, why } => {
                write!(
                    f,
                    "`{name}` cannot be written: it {why}; rename the page or file it comes from"
                )
            }
            Self::Busy { destination } => write!(
                f,
                "another build is writing to `{}`; wait for it to end, or give this one a folder of its own with `-d`",
                destination.display()
            ),
            Self::Occupied { work } => write!(
                f,
                "`{}` is in the way of the working folder; move it away, or publish into another folder",
                work.display()
            ),
        }
    }
}

fn list(files: &[PathBuf]) -> String {
    let named: Vec<String> = files.iter().take(NAMED).map(|file| quoted(file)).collect();
    let rest = files.len() - named.len();
    match rest {
        0 => named.join(", "),
        _ => format!("{} and {rest} more", named.join(", ")),
    }
}

fn quoted(path: &Path) -> String {
    format!("`{}`", path.display())
}
