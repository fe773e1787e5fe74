//! The terms of a group of pages while they are gathered, and as they are written for the buckets.
//!
//! A row as it is written: the term behind its length; the last page that holds the term, the first, and how many do,
//! a byte each; the pages' entries behind their length, as in a posting, but the first byte holds only marks; then the
//! followers behind their length, as they are published: the fingerprint of each in two bytes, the low one first, and the
//! pages in the group on which it follows, a byte each, of which all but the last are marked.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::hash_table::{self, HashTable};
use smol_str::SmolStr;

use super::analyse::{Part, fingerprint};
use super::bins::Bins;
use super::bucket;
use super::codec::{Bytes, Damaged, put_count, put_text};
use super::posting::Entry;
use super::terms::{Term, each};
use crate::words::digest::Digest;

/// The first byte of a row's entries says whether flags follow, as in a posting for the page itself …
const FLAGGED: u8 = 1;
/// … and whether a title, alias, question or heading holds the term.
const NAMED: u8 = 2;

/// The terms of a group of pages.
#[derive(Default)]
pub(super) struct Ledger {
    /// The numbers of rows by their terms, which stand in the rows only.
    numbers: HashTable<u32>,
    hasher: RandomState,
    rows: Vec<Row>,
    page: Page,
    /// What pages say of terms, written one behind the other.
    written: Vec<u8>,
    /// For each row where its pages' entries stand in that, in the order of pages.
    entries: Vec<(u32, Range<usize>)>,
    /// The row of each word, and the word behind it, in the order of texts.
    followers: Vec<(u32, u32)>,
}

/// What marks a page of a follower behind which another page of it stands. A group has fewer pages.
pub(super) const MORE: u8 = 0x80;

/// A word that stands behind another and the page on which it does, as a number, which is soon sorted.
pub(super) fn follower(fingerprint: u16, page: u8) -> u32 {
    let [low, high] = fingerprint.to_le_bytes();
    u32::from_be_bytes([0, low, high, page])
}

/// The page at hand. Its entries are few and often met, so they stand together, and their memory serves page after page.
#[derive(Default)]
struct Page {
    number: u8,
    entries: Vec<Entry>,
    /// The row of each entry in use.
    rows: Vec<u32>,
}

/// What is known of one term.
struct Row {
    term: SmolStr,
    /// The place of its entry among those of the page at hand, if it has one.
    open: Option<u32>,
    fingerprint: u16,
    is_named: bool,
    first: u8,
    last: u8,
    pages: u8,
}

/// Which text of a page it is that is being entered.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Its title, of so many words.
    Title(u32),
    /// Of the aliases and questions the one of this number, of so many words.
    Alias(u32, u32),
    /// Its description.
    Description,
    /// A tag, or an owner's name.
    Tag,
    /// The heading of the section of this number, of so many words.
    Heading(u32, u32),
    /// The text of the section of this number. Sections come in order.
    Body(u32),
}

impl Ledger {
    /// Enters all terms of a text of the page at hand, and says how many words it has.
    pub(super) fn text(&mut self, place: Place, text: &str) -> u32 {
        let (mut last, mut words) = (None, 0);
        each(text, |term| {
            let (Term::Word(spelling) | Term::Joined(spelling)) = term;
            let number = self.number(spelling);
            mark(self.entry(number), place);
            if let Term::Word(_) = term {
                words += 1;
                if let Some(last) = last.replace(number) {
                    let here = self.rows[number as usize].fingerprint;
                    self.followers.push((last, follower(here, self.page.number)));
                }
            }
        });
        words
    }

    /// Writes what was gathered of the page at hand, and turns to the next.
    pub(super) fn turn(&mut self) {
        let page = &mut self.page;
        for (entry, number) in page.entries.iter_mut().zip(page.rows.drain(..)) {
            let row = &mut self.rows[number as usize];
            let start = self.written.len();
            entry.write(u32::from(page.number - row.last), &mut self.written);
            self.entries.push((number, start..self.written.len()));
            row.open = None;
            row.is_named |= entry.is_named();
            row.last = page.number;
            row.pages += 1;
            entry.clear();
        }
        page.number += 1;
    }

    /// The row of a term.
    fn number(&mut self, term: &str) -> u32 {
        let (rows, hasher) = (&self.rows, &self.hasher);
        let is_same = |number: &u32| rows[*number as usize].term == term;
        let hash_of = |number: &u32| hasher.hash_one(rows[*number as usize].term.as_str());
        let place = match self.numbers.entry(hasher.hash_one(term), is_same, hash_of) {
            hash_table::Entry::Occupied(known) => return *known.get(),
            hash_table::Entry::Vacant(place) => place,
        };
        let number = u32::try_from(self.rows.len()).expect("a group has far fewer than 2³² terms");
        place.insert(number);
        self.rows.push(Row {
            fingerprint: fingerprint(term),
            term: term.into(),
            open: None,
            is_named: false,
            first: self.page.number,
            last: self.page.number,
            pages: 0,
        });
        number
    }

    /// A row's entry on the page at hand.
    fn entry(&mut self, row: u32) -> &mut Entry {
        let page = &mut self.page;
        let place = self.rows[row as usize].open.get_or_insert_with(|| {
            page.rows.push(row);
            if page.entries.len() < page.rows.len() {
                page.entries.push(Entry::default());
            }
            page.rows.len() as u32 - 1
        });
        &mut page.entries[*place as usize]
    }

    /// Writes all rows bucket by bucket, and says where each bucket's part stands. In a bucket they stand in the order
    /// in which texts brought them, so an edit moves none but those of its own words.
    pub(super) fn finish(self) -> (Box<[u8]>, Vec<Part>) {
        let Self {
            rows,
            written,
            entries,
            followers,
            ..
        } = self;
        let entries = Bins::of(&entries, rows.len());
        let mut followers = Bins::of(&followers, rows.len());
        let of_bucket = |(number, row): (usize, &Row)| (bucket::bucket(&row.term), number);
        let buckets: Vec<(u32, usize)> = rows.iter().enumerate().map(of_bucket).collect();
        let buckets = Bins::of(&buckets, bucket::count());

        let mut bytes = Vec::with_capacity(rows.len() * 32 + written.len());
        let mut parts = Vec::new();
        for bucket in 0..bucket::count() {
            let start = bytes.len();
            for number in buckets.bin(bucket) {
                let entries = entries.bin(*number).iter().map(|range| &written[range.clone()]);
                rows[*number].write(entries, followers.bin_mut(*number), &mut bytes);
            }
            if start < bytes.len() {
                parts.push(Part {
                    bucket,
                    digest: Digest::of_bytes(&bytes[start..]),
                    range: start..bytes.len(),
                });
            }
        }
        // Shrunk in place it would keep its memory.
        (bytes.as_slice().into(), parts)
    }
}

/// Marks a place where a term stands.
fn mark(entry: &mut Entry, place: Place) {
    match place {
        Place::Title(words) => entry.title = Some(words),
        Place::Alias(number, words) => {
            if entry.aliases.last().is_none_or(|(last, _)| *last != number) {
                entry.aliases.push((number, words));
            }
        }
        Place::Description => entry.description = true,
        Place::Tag => entry.tag = true,
        Place::Heading(section, words) => entry.hit(section).heading = Some(words),
        Place::Body(section) => {
            let hit = entry.hit(section);
            hit.times = (hit.times + 1).min(3);
        }
    }
}

impl Row {
    fn write<'e>(
        &self,
        entries: impl Iterator<Item = &'e [u8]> + Clone,
        followers: &mut [u32],
        into: &mut Vec<u8>,
    ) {
        put_text(&self.term, into);
        into.extend([self.last, self.first, self.pages]);
        put_count(entries.clone().map(<[u8]>::len).sum(), into);
        let marks = into.len();
        entries.for_each(|entry| into.extend_from_slice(entry));
        into[marks] |= if self.is_named { NAMED } else { 0 };
        put_followers(followers, into);
    }
}

/// Writes followers behind their length.
pub(super) fn put_followers(followers: &mut [u32], into: &mut Vec<u8>) {
    followers.sort_unstable();
    let words = followers.chunk_by(|one, other| one >> 8 == other >> 8);
    let pages = |word: &[u32]| word.chunk_by(|one, other| one == other).count();
    put_count(words.clone().map(|word| 2 + pages(word)).sum(), into);
    for word in words {
        let [_, low, high, _] = word[0].to_be_bytes();
        into.extend([low, high]);
        let mut left = pages(word);
        for same in word.chunk_by(|one, other| one == other) {
            let [.., page] = same[0].to_be_bytes();
            left -= 1;
            into.push(page | if left > 0 { MORE } else { 0 });
        }
    }
}

/// A row as it is read.
pub(super) struct Line<'b> {
    pub(super) term: &'b str,
    pub(super) last: u8,
    pub(super) first: u8,
    pub(super) pages: u8,
    /// Whether the first page's entry has flags.
    pub(super) is_flagged: bool,
    /// Whether a title, alias, question or heading holds the term.
    pub(super) is_named: bool,
    /// The entries, without the first page's number.
    pub(super) entries: &'b [u8],
    /// The words behind the term.
    pub(super) followers: &'b [u8],
}

impl<'b> Line<'b> {
    pub(super) fn read(bytes: &mut Bytes<'b>) -> Result<Self, Damaged> {
        let term = bytes.text()?;
        let (last, first, pages) = (bytes.byte()?, bytes.byte()?, bytes.byte()?);
        let length = bytes.count()?;
        let (marks, entries) = bytes
            .take(length)?
            .split_first()
            .ok_or(Damaged("a row is empty"))?;
        let followers = bytes.count()?;
        Ok(Self {
            term,
            last,
            first,
            pages,
            is_flagged: marks & FLAGGED != 0,
            is_named: marks & NAMED != 0,
            entries,
            followers: bytes.take(followers)?,
        })
    }
}
