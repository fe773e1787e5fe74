//! Floor 1: when pages were changed, as version control tells it.
//!
//! The top floor fills it. It must not know where it comes from, nor which change makes a page fresh.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::words::path::SourcePath;

/// The changes of each file that has any; a file that nobody has committed yet has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct History(BTreeMap<SourcePath, Changes>);

/// When the text of a page was changed. What only its front matter says is no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Changes {
    /// The day on which the file first appeared, if that is still known.
    pub first: Option<Date>,
    /// The day of the last change.
    pub last: Date,
}

impl History {
    /// The changes of a file.
    pub fn of(&self, path: &SourcePath) -> Option<Changes> {
        self.0.get(path).copied()
    }

    /// Whether nothing is known at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(SourcePath, Changes)> for History {
    fn from_iter<T: IntoIterator<Item = (SourcePath, Changes)>>(changes: T) -> Self {
        Self(changes.into_iter().collect())
    }
}
