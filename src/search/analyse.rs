//! A group of pages' share of the index, without the pages' numbers.
//!
//! Takes neighbouring pages; gives for each of their terms where it stands and what follows it, cut up by bucket, and
//! the fragment that a result shows of each page. It must not know any other page, so that it can be recalled while
//! its pages stay as they are. Pages are counted from the group's first one.

use std::ops::Range;

use super::fragment;
use super::group::Group;
use super::ledger::{Ledger, Place};
use super::pack::{File, Hash, hashed};
use super::page::{PageInput, Section};
use super::score::length_code;
use super::terms::{Term, each};
use crate::words::digest::Digest;

/// A group of pages' share of the index.
#[derive(Debug, PartialEq)]
pub(super) struct Share {
    /// What each page gives on its own, in order.
    pub(super) pages: Vec<PageShare>,
    pub(super) bytes: Box<[u8]>,
    /// What the share gives to each bucket, in the order of buckets.
    pub(super) parts: Vec<Part>,
}

/// What the index holds of one page besides its terms.
#[derive(Debug, PartialEq)]
pub(super) struct PageShare {
    /// How long the page's text is.
    pub(super) length: u8,
    /// The pieces of its fragment in order: the number of the first section of each, its hash and its file.
    pub(super) fragment: Vec<(u32, Hash, File)>,
}

/// What a share gives to one bucket.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    pub(super) bucket: usize,
    pub(super) digest: Digest,
    pub(super) range: Range<usize>,
}

impl Share {
    /// A part's rows in the order of terms, as the ledger writes them.
    pub(super) fn bytes(&self, part: &Part) -> &[u8] {
        &self.bytes[part.range.clone()]
    }
}

/// Analyses a group of pages.
pub(super) fn analyse(group: &Group<'_>) -> Share {
    let mut ledger = Ledger::default();
    let pages = group.pages.iter();
    let pages = pages
        .map(|page| {
            let sections = page.sections();
            PageShare {
                length: length_code(enter(&mut ledger, page, &sections)),
                fragment: pieces(page, &sections),
            }
        })
        .collect();
    let (bytes, parts) = ledger.finish();
    Share { pages, bytes, parts }
}

fn pieces(page: &PageInput<'_>, sections: &[Section<'_>]) -> Vec<(u32, Hash, File)> {
    let written = |(first, bytes): (u32, Vec<u8>)| {
        let (hash, file) = hashed("f", &bytes);
        (first, hash, file)
    };
    fragment::write(page, sections).into_iter().map(written).collect()
}

/// The fingerprint of a term, by which phrases name what follows.
pub(super) fn fingerprint(term: &str) -> u16 {
    let fnv = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    let hash = term.bytes().fold(2_166_136_261, fnv);
    ((hash ^ (hash >> 16)) & 0xffff) as u16
}

/// Enters all texts of the next page, and says how many words its sections have.
fn enter(ledger: &mut Ledger, page: &PageInput<'_>, sections: &[Section<'_>]) -> u32 {
    let title = Place::Title(count(page.title));
    ledger.text(title, page.title);
    for (number, alias) in (0..).zip(&page.aliases) {
        ledger.text(Place::Alias(number, count(alias)), alias);
    }
    if let Some(description) = page.description {
        ledger.text(Place::Description, description);
    }
    let tags = page.tags.iter().chain(&page.owners).copied();
    for word in tags.chain(page.address()) {
        ledger.text(Place::Tag, word);
    }
    let mut length = 0;
    for (number, section) in (0..).zip(sections) {
        let heading = Place::Heading(number, count(section.heading));
        ledger.text(heading, section.heading);
        length += ledger.text(Place::Body(number), &section.text);
    }
    ledger.turn();
    length
}

fn count(text: &str) -> u32 {
    let mut words = 0;
    each(text, |term| words += u32::from(matches!(term, Term::Word(_))));
    words
}
