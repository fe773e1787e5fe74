//! Which change of a page was the last that changed its body.
//!
//! Takes the changes of all pages; asks `git cat-file` what stood in a page before and after a change. Nearly
//! always the newest change settles it. So it asks for one change of each page first, then for four of each that
//! is left, then for sixteen: however long a history is, a handful of calls will do.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::process::ChildStdout;

use super::candidates;
use super::log::{Change, Track};
use super::run::{Failure, Git};
use crate::document::front_matter;

/// No page is larger; what is has changed.
const LARGEST: u64 = 16 << 20;

/// For each track its last change that counts and changed the body.
pub(super) fn last_substantive<'l>(
    git: &Git,
    tracks: &[Track<'l>],
) -> Result<Vec<Option<Change<'l>>>, Failure> {
    let mut last = vec![None; tracks.len()];
    let mut open: Vec<usize> = (0..tracks.len()).collect();
    let (mut from, mut count) = (0, 1);
    while !open.is_empty() {
        let asked: Vec<(usize, Change<'l>)> = open
            .iter()
            .flat_map(|number| {
                let changes = candidates(&tracks[*number]).skip(from).take(count);
                changes.map(|change| (*number, *change))
            })
            .collect();
        let pairs = asked
            .iter()
            .filter_map(|(_, change)| Some((change.old?, change.new)));
        let mut answers = differing(git, pairs.collect())?.into_iter();
        for (number, change) in &asked {
            // What was not there before is new as a whole.
            let differs = change.old.is_none() || answers.next() == Some(true);
            if differs && last[*number].is_none() {
                last[*number] = Some(*change);
            }
        }
        (from, count) = (from + count, count * 4);
        open.retain(|number| last[*number].is_none() && candidates(&tracks[*number]).nth(from).is_some());
    }
    Ok(last)
}

/// Whether the bodies in each pair of files differ.
fn differing(git: &Git, pairs: Vec<(&str, &str)>) -> Result<Vec<bool>, Failure> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let names = pairs.iter().flat_map(|(old, new)| [*old, *new]);
    let input: String = names.flat_map(|name| [name, "\n"]).collect();
    let count = pairs.len();
    git.ask(
        &["cat-file", "--batch", "--buffer"],
        input.into_bytes(),
        move |out| {
            let mut pair = || Ok(is_other(file(out)?, file(out)?));
            (0..count).map(|_| pair()).collect()
        },
    )
}

/// The next file, if it could be had: `NAME TYPE SIZE`, its bytes and a line break, or `NAME missing`.
fn file(out: &mut BufReader<ChildStdout>) -> io::Result<Option<String>> {
    let mut head = String::new();
    out.read_line(&mut head)?;
    let mut words = head.split_whitespace().skip(1);
    let (kind, size) = (
        words.next(),
        words.next().and_then(|size| size.parse::<u64>().ok()),
    );
    let (Some(kind), Some(size)) = (kind, size) else {
        // A partial clone may lack it; but an answer there must be.
        return if head.is_empty() {
            Err(ErrorKind::UnexpectedEof.into())
        } else {
            Ok(None)
        };
    };
    if kind != "blob" || size > LARGEST {
        io::copy(&mut out.take(size + 1), &mut io::sink())?;
        return Ok(None);
    }
    let mut bytes = Vec::new();
    out.take(size + 1).read_to_end(&mut bytes)?;
    bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Whether two files say something else below their front matter; white space at the ends of lines says nothing.
fn is_other(old: Option<String>, new: Option<String>) -> bool {
    let (Some(old), Some(new)) = (old, new) else {
        return true;
    };
    let body = |text: &str| front_matter::body(text);
    let lines = |text: &'_ str| -> Vec<String> {
        let lines = text[body(text)..].trim_end().lines();
        lines.map(|line| line.trim_end().to_owned()).collect()
    };
    lines(&old) != lines(&new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bodies_count() {
        for (old, new, expected) in [
            ("Text.\n", "Text.\n", false),
            ("Text.\n", "Text!\n", true),
            ("Text.\n", "---\nowner: priya\n---\nText.\n", false),
            (
                "---\nreviewed: 2026-01-01\n---\nText.\n",
                "---\nreviewed: 2026-02-01\n---\nText.\n",
                false,
            ),
            ("---\na: 1\n---\nText.\n", "---\na: 2\n---\nText!\n", true),
            ("One\r\ntwo  \r\n", "One\ntwo\n\n", false),
            ("One\n\ntwo", "One\ntwo", true),
        ] {
            let differs = is_other(Some(old.to_owned()), Some(new.to_owned()));
            assert_eq!(differs, expected, "{old:?} {new:?}");
        }
        assert!(is_other(None, Some(String::new())));
    }
}
