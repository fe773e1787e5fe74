//! The terms of a group of pages while they are gathered, and as they are written for the buckets.
//!
//! A row as it is written: the term behind its length; the last page that holds the term, the first, and how many do,
//! a byte each; the pages' entries behind their length, as in a posting, but the first byte holds only marks; then how
//! many pairs follow of the fingerprint of a term that stands behind this one, two bytes, and a page.

use foldhash::HashMap;
use smol_str::SmolStr;

use super::analyse::{Part, fingerprint};
use super::bucket;
use super::codec::{Bytes, Damaged, put_count, put_text};
use super::posting::Entry;
use super::terms::{Sorted, Term, each};
use crate::words::digest::Digest;

/// The first byte of a row's entries says whether flags follow, as in a posting for the page itself …
const FLAGGED: u8 = 1;
/// … and whether a title, alias, question or heading holds the term.
const NAMED: u8 = 2;

/// The terms of a group of pages.
#[derive(Default)]
pub(super) struct Ledger {
    numbers: HashMap<SmolStr, u32>,
    rows: Vec<Row>,
    /// For each row the place of its entry among those of the page at hand, with the page by which it got it.
    open: Vec<(u32, u8)>,
    page: Page,
}

/// The page at hand. Its entries are few and often met, so they stand together, and their memory serves page after page.
#[derive(Default)]
struct Page {
    number: u8,
    entries: Vec<Entry>,
    /// The row of each entry in use.
    rows: Vec<u32>,
    /// Each word's row and, in the lower half, the fingerprint of the word behind it.
    pairs: Vec<u64>,
}

/// What is known of one term.
struct Row {
    fingerprint: u16,
    is_named: bool,
    first: u8,
    last: u8,
    pages: u8,
    entries: Vec<u8>,
    /// Which terms follow, by their fingerprints, on which pages.
    followers: Vec<(u16, u8)>,
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

/// No page: a group has fewer.
const NONE: u8 = u8::MAX;

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
                let here = self.rows[number as usize].fingerprint;
                if let Some(last) = last.replace(number) {
                    self.page.pairs.push(u64::from(last) << 32 | u64::from(here));
                }
            }
        });
        words
    }

    /// Writes what was gathered of the page at hand, and turns to the next.
    pub(super) fn turn(&mut self) {
        let Page {
            number,
            entries,
            rows,
            pairs,
        } = &mut self.page;
        for (entry, row) in entries.iter_mut().zip(rows.drain(..)) {
            self.rows[row as usize].append(*number, entry);
            entry.clear();
        }
        pairs.sort_unstable();
        pairs.dedup();
        for pair in pairs.drain(..) {
            let (row, follower) = ((pair >> 32) as usize, pair as u16);
            self.rows[row].followers.push((follower, *number));
        }
        *number += 1;
    }

    /// The row of a term.
    fn number(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.rows.len()).expect("a group has far fewer than 2³² terms");
        self.numbers.insert(term.into(), number);
        self.open.push((0, NONE));
        self.rows.push(Row {
            fingerprint: fingerprint(term),
            is_named: false,
            first: self.page.number,
            last: self.page.number,
            pages: 0,
            entries: Vec::new(),
            followers: Vec::new(),
        });
        number
    }

    /// A row's entry on the page at hand.
    fn entry(&mut self, row: u32) -> &mut Entry {
        let page = &mut self.page;
        let (entry, number) = &mut self.open[row as usize];
        if *number != page.number {
            (*entry, *number) = (page.rows.len() as u32, page.number);
            page.rows.push(row);
            if page.entries.len() < page.rows.len() {
                page.entries.push(Entry::default());
            }
        }
        &mut page.entries[*entry as usize]
    }

    /// Writes all rows in the order of terms, and says where each bucket's part stands.
    pub(super) fn finish(mut self) -> (Vec<u8>, Vec<Part>) {
        let terms = self.numbers.drain();
        let mut terms: Vec<(Sorted<SmolStr>, u32)> =
            terms.map(|(term, number)| (Sorted::of(term), number)).collect();
        terms.sort_unstable();
        let mut bytes = Vec::with_capacity(terms.len() * 32);
        let mut parts = Vec::new();
        let mut rest = terms.into_iter().peekable();
        while let Some((first, _)) = rest.peek() {
            let (bucket, start) = (bucket::bucket(&first.term), bytes.len());
            while let Some((Sorted { term, .. }, number)) =
                rest.next_if(|(next, _)| bucket::reaches(bucket, &next.term))
            {
                self.rows[number as usize].write(&term, &mut bytes);
            }
            parts.push(Part {
                bucket,
                digest: Digest::of_bytes(&bytes[start..]),
                range: start..bytes.len(),
            });
        }
        bytes.shrink_to_fit();
        (bytes, parts)
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
    /// Appends the entry of a page behind the last.
    fn append(&mut self, page: u8, entry: &Entry) {
        self.is_named |= entry.is_named();
        entry.write(u32::from(page - self.last), &mut self.entries);
        self.last = page;
        self.pages += 1;
    }

    fn write(&mut self, term: &str, into: &mut Vec<u8>) {
        put_text(term, into);
        into.extend([self.last, self.first, self.pages]);
        self.entries[0] |= if self.is_named { NAMED } else { 0 };
        put_count(self.entries.len(), into);
        into.extend_from_slice(&self.entries);
        put_count(self.followers.len(), into);
        for (fingerprint, page) in &self.followers {
            let [low, high] = fingerprint.to_le_bytes();
            into.extend([low, high, *page]);
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
    followers: &'b [[u8; PAIR]],
}

/// How many bytes a fingerprint and a page take.
const PAIR: usize = 3;

impl<'b> Line<'b> {
    pub(super) fn read(bytes: &mut Bytes<'b>) -> Result<Self, Damaged> {
        let term = bytes.text()?;
        let (last, first, pages) = (bytes.byte()?, bytes.byte()?, bytes.byte()?);
        let length = bytes.count()?;
        let (marks, entries) = bytes
            .take(length)?
            .split_first()
            .ok_or(Damaged("a row is empty"))?;
        let pairs = bytes.count()?;
        Ok(Self {
            term,
            last,
            first,
            pages,
            is_flagged: marks & FLAGGED != 0,
            is_named: marks & NAMED != 0,
            entries,
            followers: bytes.take(pairs * PAIR)?.as_chunks().0,
        })
    }

    /// The fingerprints of the terms that follow, each with a page where one does.
    pub(super) fn followers(&self) -> impl Iterator<Item = (u16, u8)> {
        let pairs = self.followers.iter();
        pairs.map(|[low, high, page]| (u16::from_le_bytes([*low, *high]), *page))
    }
}
