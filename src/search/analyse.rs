//! One page's share of the index, without the page's number.
//!
//! Takes a page; gives for each of its terms where it stands and what follows it, cut up by bucket, and the fragment
//! that a result shows. It must not know any other page, so that it can be recalled while the page stays as it is.

use std::collections::HashMap;
use std::ops::Range;

use super::bucket::bucket;
use super::codec::{put_count, put_number};
use super::fragment;
use super::pack::{File, Hash, hashed};
use super::page::{PageInput, Section};
use super::posting::{Entry, Hit};
use super::score::length_code;
use super::terms::{Term, each};
use crate::words::digest::Digest;

/// One page's share of the index.
#[derive(Debug, PartialEq)]
pub(super) struct Share {
    /// How long the page's text is.
    pub(super) length: u8,
    /// Its fragment, and the hash by which the directory names it.
    pub(super) fragment: (Hash, File),
    bytes: Vec<u8>,
    parts: Vec<Part>,
}

/// What a share gives to one bucket.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    pub(super) bucket: usize,
    pub(super) digest: Digest,
    range: Range<usize>,
}

impl Share {
    /// What the share gives to each bucket, in the order of buckets.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// A part's rows in the order of terms, as [`put_row`] writes them.
    pub(super) fn bytes(&self, part: &Part) -> &[u8] {
        &self.bytes[part.range.clone()]
    }
}

/// Analyses one page.
pub(super) fn analyse(page: &PageInput<'_>) -> Share {
    let sections = page.sections();
    let mut ledger = Ledger::default();
    ledger.page(page, &sections);
    let length = length_code(ledger.length);
    let (bytes, parts) = ledger.finish();
    Share {
        length,
        fragment: hashed("f", &fragment::write(page, &sections)),
        bytes,
        parts,
    }
}

/// The fingerprint of a term, by which phrases name what follows.
pub(super) fn fingerprint(term: &str) -> u16 {
    let fnv = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    let hash = term.bytes().fold(2_166_136_261, fnv);
    ((hash ^ (hash >> 16)) & 0xffff) as u16
}

/// The terms of one page while they are gathered.
#[derive(Default)]
struct Ledger {
    numbers: HashMap<Box<str>, usize>,
    rows: Vec<Row>,
    /// How many words the page's text has.
    length: u32,
}

#[derive(Default)]
struct Row {
    entry: Entry,
    followers: Vec<u16>,
    fingerprint: u16,
}

impl Ledger {
    fn page(&mut self, page: &PageInput<'_>, sections: &[Section<'_>]) {
        let title = count(page.title);
        self.text(page.title, |entry| entry.title = Some(title));
        for (number, alias) in (0..).zip(&page.aliases) {
            let words = count(alias);
            self.text(alias, |entry| {
                if entry.aliases.last().is_none_or(|(last, _)| *last != number) {
                    entry.aliases.push((number, words));
                }
            });
        }
        if let Some(description) = page.description {
            self.text(description, |entry| entry.description = true);
        }
        for word in page.tags.iter().chain(&page.owners) {
            self.text(word, |entry| entry.tag = true);
        }
        for (number, section) in (0..).zip(sections) {
            let words = count(section.heading);
            self.text(section.heading, |entry| hit(entry, number).heading = Some(words));
            self.length += self.text(&section.text, |entry| {
                let hit = hit(entry, number);
                hit.times = (hit.times + 1).min(3);
            });
        }
    }

    /// Marks all terms of a text, and says how many words it has.
    fn text(&mut self, text: &str, mark: impl Fn(&mut Entry)) -> u32 {
        let (mut last, mut words) = (None, 0);
        each(text, |term| {
            let (Term::Word(spelling) | Term::Joined(spelling)) = term;
            let number = self.number(spelling);
            mark(&mut self.rows[number].entry);
            if let Term::Word(_) = term {
                words += 1;
                let here = self.rows[number].fingerprint;
                if let Some(last) = last.replace(number) {
                    self.rows[last].followers.push(here);
                }
            }
        });
        words
    }

    fn number(&mut self, term: &str) -> usize {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        self.numbers.insert(term.into(), self.rows.len());
        self.rows.push(Row {
            fingerprint: fingerprint(term),
            ..Row::default()
        });
        self.rows.len() - 1
    }

    /// Writes all rows in the order of terms, and says where each bucket's part stands.
    fn finish(mut self) -> (Vec<u8>, Vec<Part>) {
        let mut terms: Vec<(Box<str>, usize)> = self.numbers.drain().collect();
        terms.sort_unstable();
        let mut bytes = Vec::with_capacity(terms.len() * 16);
        let mut parts = Vec::new();
        let mut rest = terms.into_iter().peekable();
        while let Some((term, number)) = rest.next() {
            let (here, start) = (bucket(&term), bytes.len());
            put_row(&term, &mut self.rows[number], &mut bytes);
            while let Some((term, number)) = rest.next_if(|(next, _)| bucket(next) == here) {
                put_row(&term, &mut self.rows[number], &mut bytes);
            }
            parts.push(Part {
                bucket: here,
                digest: Digest::of_bytes(&bytes[start..]),
                range: start..bytes.len(),
            });
        }
        bytes.shrink_to_fit();
        (bytes, parts)
    }
}

/// The hit of an entry in a section, which is never before the last.
fn hit(entry: &mut Entry, section: u32) -> &mut Hit {
    if entry.hits.last().is_none_or(|last| last.section != section) {
        entry.hits.push(Hit {
            section,
            ..Hit::default()
        });
    }
    entry.hits.last_mut().expect("it was just pushed")
}

fn count(text: &str) -> u32 {
    let mut words = 0;
    each(text, |term| words += u32::from(matches!(term, Term::Word(_))));
    words
}

/// The first byte of a row's entry says whether flags follow, as in a posting for the page itself …
pub(super) const FLAGGED: u8 = 1;
/// … and whether a title, alias, question or heading holds the term.
pub(super) const NAMED: u8 = 2;

/// Writes a term, its entry behind its length, and the fingerprints of its followers.
fn put_row(term: &str, row: &mut Row, into: &mut Vec<u8>) {
    put_count(term.len(), into);
    into.extend_from_slice(term.as_bytes());
    let mut entry = Vec::new();
    row.entry.write(0, &mut entry);
    entry[0] |= if row.entry.is_named() { NAMED } else { 0 };
    put_count(entry.len(), into);
    into.append(&mut entry);
    row.followers.sort_unstable();
    row.followers.dedup();
    put_count(row.followers.len(), into);
    for follower in &row.followers {
        put_number(u32::from(*follower), into);
    }
}
