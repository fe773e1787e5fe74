//! The list of what we wrote, kept in the site it describes so that both always change places together.
//!
//! Takes and gives text lines; gives for a path what we know of it. It must not decide whose a file is.
//!
//! ```text
//! passdown-manifest 1
//! wrote <digest> <bytes> <modified, in ns since 1970> <path, percent-escaped>
//! meant <digest> <bytes> <modified> <path>
//! end <digest of all of the above>
//! ```
//!
//! *Meant* lines stand only while a site is being written in place: they name files that may be there already,
//! or not yet. They make a file ours only if it holds just these bytes. A manifest whose last line does not
//! fit counts as none at all: then every file is foreign, and nothing is lost.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::disk::{self, At};
use crate::output::Outputs;
use crate::words::digest::Digest;
use crate::words::path::{Url, escape_path, unescape};

/// The manifest's file name, at the root of the site; hosts that skip hidden files skip it.
pub(super) const NAME: &str = ".passdown-manifest";
const KIND: &str = "passdown-manifest ";
const FIRST: &str = "passdown-manifest 1";

/// What one published file was when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) digest: String,
    pub(super) size: u64,
    pub(super) mtime: i128,
}

/// How sure a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Wrote,
    Meant,
}

/// What was found at the manifest's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Found {
    #[default]
    Nothing,
    Sound,
    /// Ours once, and no longer readable as such.
    Damaged,
    /// Something that was never a manifest.
    Foreign,
}

/// All that is known of the files that we wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) found: Found,
    lines: BTreeMap<PathBuf, Vec<(Word, Entry)>>,
}

impl Manifest {
    /// The manifest of the site at `root`.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let path = root.join(NAME);
        let empty = |found| Self {
            found,
            lines: BTreeMap::new(),
        };
        let Some(meta) = disk::look(&path)? else {
            return Ok(empty(Found::Nothing));
        };
        if !meta.is_file() {
            return Ok(empty(Found::Foreign));
        }
        let bytes = fs::read(&path).at("read", &path)?;
        let text = std::str::from_utf8(&bytes).ok();
        Ok(match text.and_then(parse) {
            Some(lines) => Self {
                found: Found::Sound,
                lines,
            },
            None if bytes.is_empty() || bytes.starts_with(KIND.as_bytes()) => empty(Found::Damaged),
            None => empty(Found::Foreign),
        })
    }

    /// The manifest of a site that holds just these files.
    pub(super) fn of<'a>(files: impl Iterator<Item = (&'a Url, Entry)>) -> Self {
        let mut manifest = Self::default();
        for (url, entry) in files {
            manifest.add(url, Word::Wrote, entry);
        }
        manifest
    }

    /// Adds what is known of one file.
    pub(super) fn add(&mut self, url: &Url, word: Word, entry: Entry) {
        self.lines
            .entry(PathBuf::from(url.as_str()))
            .or_default()
            .push((word, entry));
    }

    /// What is known of the file at the path.
    pub(super) fn lines(&self, path: &Path) -> &[(Word, Entry)] {
        self.lines.get(path).map_or(&[], Vec::as_slice)
    }

    /// All paths that we wrote or meant to write.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.lines.keys().map(PathBuf::as_path)
    }

    /// Whether it lists just the outputs, each written for certain.
    pub(super) fn is_exactly(&self, outputs: &Outputs) -> bool {
        let certain = |lines: &[(Word, Entry)]| matches!(lines, [(Word::Wrote, _)]);
        self.found == Found::Sound
            && self.lines.len() == outputs.len()
            && outputs
                .keys()
                .all(|url| certain(self.lines(Path::new(url.as_str()))))
    }

    /// The manifest as it is written to the disk.
    pub(super) fn to_text(&self) -> String {
        let mut text = FIRST.to_owned();
        for (path, lines) in &self.lines {
            for (word, entry) in lines {
                let word = if *word == Word::Wrote { "wrote" } else { "meant" };
                let Entry { digest, size, mtime } = entry;
                // Writing to a string cannot fail.
                let _ = write!(text, "\n{word} {digest} {size} {mtime} ");
                escape_path(&slashed(path), &mut text);
            }
        }
        let seal = Digest::of_bytes(text.as_bytes()).to_hex();
        text + "\nend " + &seal + "\n"
    }
}

/// The path as it is in addresses, whatever separates folders here. Ours are UTF-8 always.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn parse(text: &str) -> Option<BTreeMap<PathBuf, Vec<(Word, Entry)>>> {
    let (body, seal) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    if seal.strip_prefix("end ")? != Digest::of_bytes(body.as_bytes()).to_hex() {
        return None;
    }
    let mut lines = body.split('\n');
    lines.next().filter(|first| *first == FIRST)?;
    let mut files: BTreeMap<PathBuf, Vec<_>> = BTreeMap::new();
    for line in lines {
        let (path, known) = parse_line(line)?;
        files.entry(path).or_default().push(known);
    }
    Some(files)
}

fn parse_line(line: &str) -> Option<(PathBuf, (Word, Entry))> {
    let mut parts = line.splitn(5, ' ');
    let word = match parts.next()? {
        "wrote" => Word::Wrote,
        "meant" => Word::Meant,
        _ => return None,
    };
    let entry = Entry {
        digest: parts.next()?.to_owned(),
        size: parts.next()?.parse().ok()?,
        mtime: parts.next()?.parse().ok()?,
    };
    let url = Url::new(&unescape(parts.next()?))?;
    Some((PathBuf::from(url.as_str()), (word, entry)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let mut manifest = Manifest::default();
        for (path, word, mtime) in [
            ("a b/ü\n%41.html", Word::Wrote, -1),
            ("a b/ü\n%41.html", Word::Meant, 7),
            ("index.html", Word::Wrote, 1_763_800_000_123_456_789),
        ] {
            let digest = Digest::of_bytes(path.as_bytes()).to_hex();
            let url = Url::new(path).expect("a test's paths are sound");
            let entry = Entry {
                digest,
                size: 3,
                mtime,
            };
            manifest.add(&url, word, entry);
        }
        manifest
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(parse(&sample().to_text()), Some(sample().lines));
        assert_eq!(parse(&Manifest::default().to_text()), Some(BTreeMap::new()));
    }

    #[test]
    fn no_damage_goes_unseen() {
        let text = sample().to_text();
        for end in 0..text.len() {
            if let Some(part) = text.get(..end) {
                assert_eq!(parse(part), None, "cut at {end}");
            }
        }
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(damaged) = std::str::from_utf8(&bytes) {
                assert_eq!(parse(damaged), None, "changed at {at}");
            }
        }
    }
}
