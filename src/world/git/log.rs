//! What `git log -z --raw` tells, file by file.
//!
//! Takes its bytes; gives for each file the changes that led to it, through renames that left it as it was. It
//! must not know what a change did to the text.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

/// A file and its changes, newest first.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Track<'l> {
    /// Its newest name.
    pub(super) path: &'l str,
    pub(super) changes: Vec<Change<'l>>,
}

/// One change of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change<'l> {
    pub(super) date: Date,
    /// Whether its commit does not count.
    pub(super) skipped: bool,
    /// What the file held before, as git names it; `None` if there was no file.
    pub(super) old: Option<&'l str>,
    /// What it held then.
    pub(super) new: &'l str,
}

/// The files that changed. Of several files that had one name in turn, the newest comes first.
///
/// Each commit is `HASH DATE`, followed by its changes, the first after a line break:
/// `:MODE MODE OLD NEW STATUS`, then a path, or two where the file was renamed.
pub(super) fn tracks<'l>(told: &'l [u8], skipped: &BTreeSet<String>) -> Vec<Track<'l>> {
    let mut words = told.split(|byte| *byte == 0);
    let mut tracks = Tracks::default();
    let mut commit = None;
    while let Some(word) = words.next() {
        let word = text(word).trim_start_matches('\n');
        let Some(change) = word.strip_prefix(':') else {
            commit = read_commit(word, skipped);
            continue;
        };
        let mut parts = change.split(' ').skip(2);
        let (Some(old), Some(new), Some(status)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let from = words.next().map_or("", text);
        let to = match status.starts_with(['R', 'C']) {
            true => words.next().map_or("", text),
            false => from,
        };
        if let (Some((date, skipped)), false) = (commit, status == "D" || to.is_empty()) {
            let change = Change {
                date,
                skipped,
                old: (!is_null(old)).then_some(old),
                new,
            };
            tracks.add(to, change);
            match status.as_bytes() {
                [b'R', ..] => tracks.rename(from, to),
                // Another file may have had the name before.
                [b'A', ..] => tracks.end(to),
                _ => {}
            }
        }
    }
    tracks.all
}

#[derive(Default)]
struct Tracks<'l> {
    all: Vec<Track<'l>>,
    /// The track of each name, as names were at the commit that is being read.
    named: BTreeMap<&'l str, usize>,
}

impl<'l> Tracks<'l> {
    fn add(&mut self, path: &'l str, change: Change<'l>) {
        let number = *self.named.entry(path).or_insert_with(|| {
            let changes = Vec::new();
            self.all.push(Track { path, changes });
            self.all.len() - 1
        });
        self.all[number].changes.push(change);
    }

    fn end(&mut self, path: &str) {
        self.named.remove(path);
    }

    /// What went by the new name before went by the old one.
    fn rename(&mut self, from: &'l str, to: &'l str) {
        if let Some(number) = self.named.remove(to) {
            self.named.entry(from).or_insert(number);
        }
    }
}

fn read_commit(word: &str, skipped: &BTreeSet<String>) -> Option<(Date, bool)> {
    let (hash, date) = word.split_once(' ')?;
    Some((date.trim().parse().ok()?, skipped.contains(hash)))
}

/// A path that is no UTF-8 belongs to no page.
fn text(word: &[u8]) -> &str {
    std::str::from_utf8(word).unwrap_or_default()
}

fn is_null(object: &str) -> bool {
    object.bytes().all(|byte| byte == b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Each track as `path: day old-new …`, a skipped change in brackets.
    fn shown(told: &str, skipped: &[&str]) -> Vec<String> {
        let skipped = skipped.iter().map(|hash| (*hash).to_owned()).collect();
        let told = told.replace('|', "\0");
        let change = |change: &Change<'_>| {
            let words = format!(
                "{} {}-{}",
                change.date.day(),
                change.old.unwrap_or(""),
                change.new
            );
            if change.skipped {
                format!("[{words}]")
            } else {
                words
            }
        };
        let tracks = tracks(told.as_bytes(), &skipped);
        tracks
            .iter()
            .map(|track| {
                let changes: Vec<String> = track.changes.iter().map(change).collect();
                format!("{}: {}", track.path, changes.join(", "))
            })
            .collect()
    }

    #[test]
    fn changes_by_file() {
        for (told, skipped, expected) in [
            ("", &[][..], &[][..]),
            (
                "c2 2026-03-02|\n:1 1 aa bb M|a.md|c1 2026-03-01|\n:0 1 00 aa A|a.md|:0 1 00 cc A|b: c.md|",
                &["c1"],
                &["a.md: 2 aa-bb, [1 -aa]", "b: c.md: [1 -cc]"],
            ),
            // A merge that changed nothing by itself stands without changes.
            (
                "c3 2026-03-03|c2 2026-03-02|\n:1 1 aa bb M|a.md|",
                &[],
                &["a.md: 2 aa-bb"],
            ),
            // A renamed file goes on under its old name, and another one may have had the new name before.
            (
                "c4 2026-03-04|\n:1 1 bb bb R100|old.md|new.md|c3 2026-03-03|\n:1 0 dd 00 D|new.md|c2 \
                 2026-03-02|\n:1 1 aa bb M|old.md|:1 1 cc dd M|new.md|",
                &[],
                &["new.md: 4 bb-bb, 2 aa-bb", "new.md: 2 cc-dd"],
            ),
            ("c1 yesterday|\n:0 1 00 aa A|a.md|", &[], &[]),
            ("c1 2026-03-01|\n:0 1 00", &[], &[]),
            ("c1 2026-03-01|\n:0 1 00 aa A", &[], &[]),
        ] {
            assert_eq!(shown(told, skipped), expected, "{told}");
        }
    }

    #[test]
    fn odd_names_are_no_pages() {
        let told = b"c1 2026-03-01\0\n:0 1 00 aa A\0\xff.md\0:0 1 00 bb A\0\n:x y.md\0";
        let tracks = tracks(told, &BTreeSet::new());
        assert_eq!(tracks.len(), 1);
        assert_eq!(tracks[0].path, "\n:x y.md");
        assert_eq!(tracks[0].changes[0].date, date(2026, 3, 1));
    }
}
