//! Fragments: what a result shows of a page, in one piece or, of a long page, in several.
//!
//! A result shows a page's names and a few lines of its best sections. So a long page is cut up between sections, and
//! each piece has all that is said of the page as a whole: whoever shows a result needs only the pieces with the
//! sections that it shows.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::codec::{Bytes, Damaged, put_count, put_number};
use super::pack::Hash;
use super::page::{PageInput, Section};
use super::root::hash;

/// A piece takes no further section beyond so many bytes of text. Most pages are shorter.
const PIECE: usize = 6000;

/// What a result shows of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment<'p> {
    /// Its address below the site's root, unescaped.
    pub url: Cow<'p, str>,
    /// Its file below the content folder; empty for a page that nobody wrote.
    pub source: Cow<'p, str>,
    /// Its title.
    pub title: Cow<'p, str>,
    /// The name of its kind.
    pub kind: Option<Cow<'p, str>>,
    /// The name of the kind's icon.
    pub icon: Option<Cow<'p, str>>,
    /// The titles of the sections above it, from the top one down.
    pub crumbs: Vec<Cow<'p, str>>,
    /// The title of the page that replaces it.
    pub successor: Option<Cow<'p, str>>,
    /// Who answers for it.
    pub owner: Vec<Cow<'p, str>>,
    /// Its tags.
    pub tags: Vec<Cow<'p, str>>,
    /// Its status, as written.
    pub status: Option<Cow<'p, str>>,
    /// One sentence on it.
    pub description: Option<Cow<'p, str>>,
    /// Its other names, then the questions that it answers.
    pub aliases: Vec<Cow<'p, str>>,
    /// The number of the first of its sections that this piece has.
    pub first: u32,
    /// Each section's id, heading and text; section 0 has neither id nor heading.
    pub sections: Vec<(Cow<'p, str>, Cow<'p, str>, Cow<'p, str>)>,
}

impl Fragment<'_> {
    /// A section's id, heading and text by its number, if this piece has it.
    pub fn section(&self, number: u32) -> Option<(&str, &str, &str)> {
        let place = number.checked_sub(self.first)?;
        let (id, heading, text) = self.sections.get(place as usize)?;
        Some((id, heading, text))
    }
}

/// The pieces of a page in order: the number of the first section of each, and its bytes.
pub(super) fn write(page: &PageInput<'_>, sections: &[Section<'_>]) -> Vec<(u32, Vec<u8>)> {
    let mut fragment = whole(page);
    let mut pieces = Vec::new();
    for sections in divided(sections) {
        fragment.sections = sections.iter().map(shown).collect();
        let bytes = serde_json::to_vec(&fragment).expect("texts can always be written as JSON");
        pieces.push((fragment.first, bytes));
        fragment.first += u32::try_from(sections.len()).expect("a page has far fewer than 2³² sections");
    }
    pieces
}

/// What is said of a page as a whole.
fn whole<'p>(page: &'p PageInput<'_>) -> Fragment<'p> {
    let texts = |texts: &[&'p str]| texts.iter().copied().map(Cow::Borrowed).collect();
    Fragment {
        url: page.url.as_str().into(),
        source: page.source().into(),
        title: page.title.into(),
        kind: page.kind.map(Cow::Borrowed),
        icon: page.icon.map(Cow::Borrowed),
        crumbs: texts(&page.crumbs),
        successor: page.successor.map(Cow::Borrowed),
        owner: texts(&page.owners),
        tags: texts(&page.tags),
        status: page.status.map(Cow::Borrowed),
        description: page.description.map(Cow::Borrowed),
        aliases: page.aliases.iter().map(|alias| Cow::Borrowed(&**alias)).collect(),
        first: 0,
        sections: Vec::new(),
    }
}

fn shown<'p>(section: &'p Section<'_>) -> (Cow<'p, str>, Cow<'p, str>, Cow<'p, str>) {
    (
        section.id.into(),
        section.heading.into(),
        Cow::Borrowed(&*section.text),
    )
}

/// The sections of each piece. A section is never cut up.
fn divided<'s, 'p>(sections: &'s [Section<'p>]) -> impl Iterator<Item = &'s [Section<'p>]> {
    let mut length = 0;
    sections.chunk_by(move |before, next| {
        length += before.heading.len() + before.text.len();
        let is_same = length + next.heading.len() + next.text.len() <= PIECE;
        if !is_same {
            length = 0;
        }
        is_same
    })
}

/// Reads a piece.
pub(super) fn read(bytes: &[u8]) -> Result<Fragment<'static>, Damaged> {
    serde_json::from_slice(bytes).map_err(|_| Damaged("it is no fragment"))
}

/// Appends where the pieces of a page are: the number of the first section of each, and its file.
pub(super) fn put_places(pieces: impl ExactSizeIterator<Item = (u32, Hash)>, into: &mut Vec<u8>) {
    put_count(pieces.len(), into);
    let mut before = 0;
    for (first, hash) in pieces {
        put_number(first - before, into);
        into.extend_from_slice(&hash);
        before = first;
    }
}

/// Reads where the pieces of a page are.
pub(super) fn places(bytes: &mut Bytes<'_>) -> Result<Vec<(u32, Hash)>, Damaged> {
    let count = bytes.count()?;
    let mut first: u32 = 0;
    let piece = |_| {
        let step = bytes.number()?;
        first = first
            .checked_add(step)
            .ok_or(Damaged("it names a section that no page has"))?;
        Ok((first, hash(bytes)?))
    };
    (0..count).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided_at(lengths: &[usize]) -> Vec<usize> {
        let section = |length: &usize| Section {
            text: "x".repeat(*length),
            ..Section::default()
        };
        let sections: Vec<Section<'_>> = lengths.iter().map(section).collect();
        divided(&sections).map(<[_]>::len).collect()
    }

    #[test]
    fn a_piece_takes_the_sections_for_which_it_has_room() {
        assert_eq!(divided_at(&[10]), [1]);
        assert_eq!(divided_at(&[0, PIECE, 0, 1]), [3, 1]);
        assert_eq!(divided_at(&[PIECE - 1, 1, 1, PIECE - 1, 1]), [2, 2, 1]);
        assert_eq!(divided_at(&[3 * PIECE, 5, 5, 3 * PIECE]), [1, 2, 1]);
    }

    #[test]
    fn the_places_of_pieces_come_back() {
        let pieces = vec![(0, [1; 5]), (3, [2; 5]), (200, [3; 5])];
        let mut bytes = Vec::new();
        put_places(pieces.iter().copied(), &mut bytes);
        assert_eq!(places(&mut Bytes(&bytes)), Ok(pieces));
        for at in 0..bytes.len() {
            assert!(places(&mut Bytes(&bytes[..at])).is_err(), "cut at {at}");
        }
    }
}
