//! A bucket of the index: what all pages say of the terms in it.
//!
//! Takes the pages' parts in the order of pages; gives rows cut into blocks. A bucket depends on nothing but its
//! parts and how many pages make a term common, so it is recalled while those stay as they are.

use std::hash::{Hash, Hasher};

use foldhash::HashMap;

use super::analyse::{Part, Share, fingerprint};
use super::codec::{Bytes, put_count, put_front_coded, put_number};
use super::ledger::Line;
use super::posting::{self, Posting};
use super::score::lg_byte;
use super::terms::{Sorted, is_block};
use crate::words::digest::Digest;

/// A block grows to this many bytes, and is cut behind them at the first term that its hash chooses, or at the latest
/// at twice as many: so an edit moves no more than the cuts around it.
const BLOCK: usize = 4 << 10;
/// The same for followers, which only phrases ask for.
const FOLLOWERS: usize = 16 << 10;

/// The least and the largest number of pages that make a term common: this many, and this part of all.
const COMMON: (u32, u32) = (40, 15);

/// A term in the spelling lexicon must stand on so many pages, unless a title, alias or heading has it.
const FAMILIAR: usize = 3;

/// All that one bucket depends on.
pub(super) struct BucketInput<'s> {
    /// For each group that says something on the bucket's terms its first page, share and part, in order.
    pub(super) parts: Vec<(u32, &'s Share, &'s Part)>,
    /// How many pages there are.
    pub(super) pages: u32,
}

impl Hash for BucketInput<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.pages.hash(state);
        for (page, _, part) in &self.parts {
            (page, part.digest).hash(state);
        }
    }
}

/// Rows of one kind of file that stay together.
#[derive(Debug, PartialEq)]
pub(super) struct Block {
    pub(super) first: Box<str>,
    pub(super) bytes: Vec<u8>,
    pub(super) digest: Digest,
}

/// One bucket of the index.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Bucket {
    /// Postings of all terms.
    pub(super) terms: Vec<Block>,
    /// Full postings of common terms.
    pub(super) common: Vec<Block>,
    /// What follows each term.
    pub(super) followers: Vec<Block>,
    /// The bucket's words of the spelling lexicon, with the logarithm of how many pages hold each.
    pub(super) lexicon: Vec<(Box<str>, u8)>,
}

/// What groups of pages say of one term: each group's first page, and its row.
type Rows<'s> = Vec<(u32, Line<'s>)>;

/// Merges the parts of one bucket.
pub(super) fn merge(input: &BucketInput<'_>) -> Bucket {
    let mut rows: HashMap<&str, Rows<'_>> = HashMap::default();
    for (first, share, part) in &input.parts {
        let mut rest = Bytes(share.bytes(part));
        while !rest.is_empty() {
            let line = Line::read(&mut rest).expect("a share is read as it was written");
            rows.entry(line.term).or_default().push((*first, line));
        }
    }
    let terms = rows.into_iter();
    let mut terms: Vec<(Sorted<&str>, Rows<'_>)> =
        terms.map(|(term, rows)| (Sorted::of(term), rows)).collect();
    terms.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    written(&terms, input.pages)
}

/// Writes the rows of all terms, which are in order.
fn written(terms: &[(Sorted<&str>, Rows<'_>)], pages: u32) -> Bucket {
    let threshold = COMMON
        .0
        .max(pages / 100 * COMMON.1 + pages % 100 * COMMON.1 / 100) as usize;
    let (mut all, mut common, mut followers) = (Blocks::of(BLOCK), Blocks::of(BLOCK), Blocks::of(FOLLOWERS));
    let mut lexicon = Vec::new();
    for (Sorted { term, .. }, rows) in terms {
        let holding = rows.iter().map(|(_, line)| usize::from(line.pages)).sum();
        let is_common = holding > threshold;
        let full = full(rows, holding, is_common);
        if is_common {
            let posting = Posting::read(&full, pages).expect("it was just written");
            let mut strong = Vec::new();
            posting::head(holding, true, &mut strong);
            posting::strong(&posting, &mut strong);
            all.row(term, &strong);
            common.row(term, &full);
        } else {
            all.row(term, &full);
        }
        let behind = following(rows);
        if !behind.is_empty() {
            followers.row(term, &behind);
        }
        let is_familiar = holding >= FAMILIAR || rows.iter().any(|(_, line)| line.is_named);
        if is_familiar && is_word(term) {
            lexicon.push(((*term).into(), lg_byte(holding)));
        }
    }
    Bucket {
        terms: all.finish(),
        common: common.finish(),
        followers: followers.finish(),
        lexicon,
    }
}

/// A term's posting, with the pages of all groups.
fn full(rows: &Rows<'_>, holding: usize, is_common: bool) -> Vec<u8> {
    let length: usize = rows.iter().map(|(_, line)| line.entries.len() + 4).sum();
    let mut bytes = Vec::with_capacity(length + 4);
    posting::head(holding, is_common, &mut bytes);
    let mut last = 0;
    for (base, line) in rows {
        let distance = base + u32::from(line.first) - last;
        put_number(distance * 2 + u32::from(line.is_flagged), &mut bytes);
        bytes.extend_from_slice(line.entries);
        last = base + u32::from(line.last);
    }
    bytes
}

/// What follows a term, group by group: the distance of a group's first page from the one before, and its followers
/// behind their length.
fn following(rows: &Rows<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut before = 0;
    for (base, line) in rows.iter().filter(|(_, line)| !line.followers.is_empty()) {
        put_number(base - before, &mut bytes);
        put_count(line.followers.len(), &mut bytes);
        bytes.extend_from_slice(line.followers);
        before = *base;
    }
    bytes
}

/// Whether a term can be misspelt: three letters or more of a script that has letters.
fn is_word(term: &str) -> bool {
    term.chars().nth(2).is_some() && term.chars().all(|c| c.is_alphabetic() && !is_block(c))
}

/// Blocks while they are filled.
#[derive(Default)]
struct Blocks {
    /// The size from which a block is cut.
    size: usize,
    done: Vec<Block>,
    first: Option<Box<str>>,
    last: String,
    rows: usize,
    dictionary: Vec<u8>,
    postings: Vec<u8>,
}

impl Blocks {
    fn of(size: usize) -> Self {
        Self {
            size,
            ..Self::default()
        }
    }

    fn row(&mut self, term: &str, posting: &[u8]) {
        let size = self.dictionary.len() + self.postings.len();
        if size >= 2 * self.size || (size >= self.size && fingerprint(term).is_multiple_of(16)) {
            self.cut();
        }
        self.first.get_or_insert_with(|| term.into());
        put_front_coded(self.last.as_bytes(), term.as_bytes(), &mut self.dictionary);
        put_count(posting.len(), &mut self.dictionary);
        self.postings.extend_from_slice(posting);
        self.last.clear();
        self.last.push_str(term);
        self.rows += 1;
    }

    fn cut(&mut self) {
        let Some(first) = self.first.take() else { return };
        let mut bytes = Vec::with_capacity(self.dictionary.len() + self.postings.len() + 2);
        put_count(self.rows, &mut bytes);
        bytes.append(&mut self.dictionary);
        bytes.append(&mut self.postings);
        let digest = Digest::of_bytes(&bytes);
        self.done.push(Block { first, bytes, digest });
        self.last.clear();
        self.rows = 0;
    }

    fn finish(mut self) -> Vec<Block> {
        self.cut();
        self.done
    }
}
