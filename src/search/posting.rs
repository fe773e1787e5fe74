//! Postings: on which pages a term stands, and where.

use super::codec::{Bytes, Damaged, later, put_count, put_number};

const TITLE: u8 = 1;
const ALIAS: u8 = 2;
const DESCRIPTION: u8 = 4;
const TAG: u8 = 8;
const NO_SECTIONS: u8 = 128;

/// Where a term stands on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// How many words the title has, if the term stands in it.
    pub(super) title: Option<u32>,
    /// The aliases and questions that it stands in, each with how many words it has.
    pub(super) aliases: Vec<(u32, u32)>,
    pub(super) description: bool,
    /// In a tag or an owner's name.
    pub(super) tag: bool,
    /// The sections that it stands in, in order.
    pub(super) hits: Vec<Hit>,
}

/// Where a term stands in one section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) section: u32,
    /// How often it stands in the text: 0 to 3, which stands for more too.
    pub(super) times: u8,
    /// How many words the heading has, if the term stands in it.
    pub(super) heading: Option<u32>,
}

impl Entry {
    /// Writes the entry of a page so far behind the one before.
    pub(super) fn write(&self, distance: u32, into: &mut Vec<u8>) {
        let flags = self.flags();
        put_number(distance * 2 + u32::from(flags != 0), into);
        if flags != 0 {
            into.push(flags);
        }
        if let Some(words) = self.title {
            put_number(words, into);
        }
        let mut before = 0;
        for (at, (alias, words)) in self.aliases.iter().enumerate() {
            put_number(
                (alias - before) * 2 + u32::from(at + 1 < self.aliases.len()),
                into,
            );
            put_number(*words, into);
            before = *alias;
        }
        let mut before = 0;
        for (at, hit) in self.hits.iter().enumerate() {
            let seen = (hit.section - before) * 4 + u32::from(hit.times);
            let more = u32::from(at + 1 < self.hits.len());
            put_number(seen * 4 + u32::from(hit.heading.is_some()) * 2 + more, into);
            if let Some(words) = hit.heading {
                put_number(words, into);
            }
            before = hit.section;
        }
    }

    /// The hit in a section, which is never before the last.
    pub(super) fn hit(&mut self, section: u32) -> &mut Hit {
        if self.hits.last().is_none_or(|last| last.section != section) {
            self.hits.push(Hit {
                section,
                ..Hit::default()
            });
        }
        self.hits.last_mut().expect("it was just pushed")
    }

    /// Makes it the entry of a page that does not hold the term, and keeps its memory.
    pub(super) fn clear(&mut self) {
        (self.title, self.description, self.tag) = (None, false, false);
        self.aliases.clear();
        self.hits.clear();
    }

    /// Becomes the next entry of a posting, and gives its page.
    fn read(&mut self, bytes: &mut Bytes<'_>, before: Option<u32>, limit: u32) -> Result<u32, Damaged> {
        self.clear();
        let head = bytes.number()?;
        if before.is_some() && head >> 1 == 0 {
            return Err(Damaged("a page stands twice"));
        }
        let page = later(before.unwrap_or(0), head >> 1, limit)?;
        let flags = if head & 1 == 1 { bytes.byte()? } else { 0 };
        self.description = flags & DESCRIPTION != 0;
        self.tag = flags & TAG != 0;
        if flags & TITLE != 0 {
            self.title = Some(bytes.number()?);
        }
        if flags & ALIAS != 0 {
            aliases(bytes, &mut self.aliases)?;
        }
        if flags & NO_SECTIONS == 0 {
            hits(bytes, &mut self.hits)?;
        }
        Ok(page)
    }

    fn flags(&self) -> u8 {
        let when = |is: bool, flag: u8| if is { flag } else { 0 };
        when(self.title.is_some(), TITLE)
            | when(!self.aliases.is_empty(), ALIAS)
            | when(self.description, DESCRIPTION)
            | when(self.tag, TAG)
            | when(self.hits.is_empty(), NO_SECTIONS)
    }

    /// Leaves of the entry what a common term keeps outside of its full posting.
    fn strengthen(&mut self) {
        self.hits.retain(|hit| hit.heading.is_some());
        self.hits.iter_mut().for_each(|hit| hit.times = 0);
    }

    /// Whether a title, alias, question or heading holds the term.
    pub(super) fn is_named(&self) -> bool {
        let in_heading = |hit: &Hit| hit.heading.is_some();
        self.title.is_some() || !self.aliases.is_empty() || self.hits.iter().any(in_heading)
    }
}

/// A posting as it stands in a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting<'b> {
    /// How many pages hold the term.
    pub(super) pages: u32,
    /// Whether the full posting is elsewhere, if this one is from `t/`.
    pub(super) is_common: bool,
    entries: Bytes<'b>,
    limit: u32,
}

impl<'b> Posting<'b> {
    /// Reads a posting of an index with `limit` pages.
    pub(super) fn read(bytes: &'b [u8], limit: u32) -> Result<Self, Damaged> {
        let mut entries = Bytes(bytes);
        let head = entries.number()?;
        if head >> 1 > limit {
            return Err(Damaged("a term stands on more pages than there are"));
        }
        Ok(Self {
            pages: head >> 1,
            is_common: head & 1 == 1,
            entries,
            limit,
        })
    }

    /// Every entry with its page, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = Result<(u32, Entry), Damaged>> {
        let (mut rest, limit) = (self.entries, self.limit);
        let mut before = None;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let mut entry = Entry::default();
            let page = entry.read(&mut rest, before, limit);
            match page {
                Ok(page) => before = Some(page),
                Err(_) => rest = Bytes(&[]),
            }
            Some(page.map(|page| (page, entry)))
        })
    }
}

/// Starts a posting; its entries follow.
pub(super) fn head(pages: usize, is_common: bool, into: &mut Vec<u8>) {
    put_count(pages * 2 + usize::from(is_common), into);
}

/// What of a common term's entries is kept outside of its full posting.
pub(super) fn strong(posting: &Posting<'_>, into: &mut Vec<u8>) {
    let (mut rest, mut last, mut before) = (posting.entries, None, 0);
    let mut entry = Entry::default();
    while !rest.is_empty() {
        let page = entry.read(&mut rest, last, posting.limit);
        let page = page.expect("a posting that was just written");
        entry.strengthen();
        if entry.is_named() {
            entry.write(page - before, into);
            before = page;
        }
        last = Some(page);
    }
}

fn aliases(bytes: &mut Bytes<'_>, aliases: &mut Vec<(u32, u32)>) -> Result<(), Damaged> {
    let mut alias = 0;
    loop {
        let head = bytes.number()?;
        alias = later(alias, head >> 1, u32::MAX)?;
        aliases.push((alias, bytes.number()?));
        if head & 1 == 0 {
            return Ok(());
        }
    }
}

fn hits(bytes: &mut Bytes<'_>, hits: &mut Vec<Hit>) -> Result<(), Damaged> {
    let mut section = 0;
    loop {
        let head = bytes.number()?;
        section = later(section, head >> 4, u32::MAX)?;
        let heading = match head & 2 {
            0 => None,
            _ => Some(bytes.number()?),
        };
        hits.push(Hit {
            section,
            times: ((head >> 2) & 3) as u8,
            heading,
        });
        if head & 1 == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::option::of;
    use proptest::prelude::*;

    fn any_entry() -> impl Strategy<Value = Entry> {
        let hits = vec((1..50u32, 0..4u8, of(0..20u32)), 0..6);
        let aliases = vec((1..9u32, 0..20u32), 0..4);
        (of(0..20u32), aliases, any::<bool>(), any::<bool>(), hits).prop_map(
            |(title, aliases, description, tag, hits)| {
                let (mut alias, mut section) = (0, 0);
                let aliases = aliases.into_iter().map(|(more, words)| {
                    alias += more;
                    (alias, words)
                });
                let hits = hits.into_iter().map(|(more, times, heading)| {
                    section += more;
                    Hit {
                        section,
                        times,
                        heading,
                    }
                });
                Entry {
                    title,
                    aliases: aliases.collect(),
                    description,
                    tag,
                    hits: hits.collect(),
                }
            },
        )
    }

    proptest! {
        #[test]
        fn entries_come_back(entries in vec((1..300u32, any_entry()), 0..20)) {
            let mut bytes = Vec::new();
            head(entries.len(), false, &mut bytes);
            let mut page = 0;
            let mut expected = Vec::new();
            for (distance, entry) in entries {
                page += distance;
                entry.write(distance, &mut bytes);
                expected.push((page, entry));
            }
            let posting = Posting::read(&bytes, 10_000).expect("it was just written");
            let read: Result<Vec<_>, _> = posting.entries().collect();
            prop_assert_eq!(read, Ok(expected));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            if let Ok(posting) = Posting::read(&bytes, 100) {
                prop_assert!(posting.entries().count() <= bytes.len());
            }
        }
    }

    #[test]
    fn a_common_term_keeps_what_titles_and_headings_say() {
        let weak = Entry {
            description: true,
            hits: vec![Hit {
                section: 0,
                times: 2,
                heading: None,
            }],
            ..Entry::default()
        };
        let strong_one = Entry {
            hits: vec![
                Hit {
                    section: 1,
                    times: 2,
                    heading: None,
                },
                Hit {
                    section: 3,
                    times: 1,
                    heading: Some(4),
                },
            ],
            ..Entry::default()
        };
        let mut bytes = Vec::new();
        head(2, true, &mut bytes);
        weak.write(3, &mut bytes);
        strong_one.write(2, &mut bytes);
        let mut kept = Vec::new();
        head(2, true, &mut kept);
        strong(&Posting::read(&bytes, 10).expect("sound"), &mut kept);
        let posting = Posting::read(&kept, 10).expect("sound");
        let entries: Vec<_> = posting.entries().collect::<Result<_, _>>().expect("sound");
        assert_eq!((posting.pages, posting.is_common), (2, true));
        let heading = Hit {
            section: 3,
            times: 0,
            heading: Some(4),
        };
        assert_eq!(
            entries,
            [(
                5,
                Entry {
                    hits: vec![heading],
                    ..Entry::default()
                }
            )]
        );
    }
}
