//! The root: how many pages there are, how long each is, and which file holds what.

use super::codec::{Bytes, Damaged, MOST_PAGES, put_count, put_front_coded, put_number, put_pages};
use super::pack::Hash;

/// The version of the format. A reader refuses any other.
const VERSION: u32 = 1;
/// How many pages one file of fragment names covers.
pub(super) const GROUP: usize = 64;

/// What a search starts from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Root {
    /// The most results shown.
    pub(super) limit: u32,
    /// In hundredths: title, hierarchy, paragraph, questions.
    pub(super) boosts: [u32; 4],
    /// One length code a page.
    pub(super) lengths: Vec<u8>,
    pub(super) terms: Directory,
    pub(super) common: Directory,
    pub(super) followers: Directory,
    pub(super) lexicon: Directory,
    /// The files with the names of fragments.
    pub(super) fragments: Vec<Hash>,
    pub(super) facets: Hash,
    /// The file with the directories of common terms and of followers, which few queries need.
    pub(super) rare: Hash,
    pub(super) deprecated: Vec<u32>,
    pub(super) archived: Vec<u32>,
    pub(super) overdue: Vec<u32>,
}

/// Files in the order of their first terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Directory(pub(super) Vec<(String, Hash)>);

impl Directory {
    /// The place of the file that would hold a term.
    pub(super) fn place(&self, term: &str) -> Option<usize> {
        self.0
            .partition_point(|(first, _)| first.as_str() <= term)
            .checked_sub(1)
    }

    fn write(&self, into: &mut Vec<u8>) {
        put_count(self.0.len(), into);
        let mut before = "";
        for (first, hash) in &self.0 {
            put_front_coded(before.as_bytes(), first.as_bytes(), into);
            into.extend_from_slice(hash);
            before = first;
        }
    }

    fn read(bytes: &mut Bytes<'_>) -> Result<Self, Damaged> {
        let mut files: Vec<(String, Hash)> = Vec::new();
        let mut term = Vec::new();
        for _ in 0..bytes.count()? {
            bytes.front_coded(&mut term)?;
            let first = std::str::from_utf8(&term).map_err(|_| Damaged("a term is not UTF-8"))?;
            if files.last().is_some_and(|(last, _)| last.as_str() >= first) {
                return Err(Damaged("its directory is in no order"));
            }
            files.push((first.to_owned(), hash(bytes)?));
        }
        Ok(Self(files))
    }
}

impl Root {
    /// How many pages there are.
    pub(super) fn pages(&self) -> u32 {
        u32::try_from(self.lengths.len()).unwrap_or(MOST_PAGES)
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_number(VERSION, &mut bytes);
        put_count(self.lengths.len(), &mut bytes);
        put_number(self.limit, &mut bytes);
        self.boosts
            .iter()
            .for_each(|boost| put_number(*boost, &mut bytes));
        bytes.extend_from_slice(&self.lengths);
        self.terms.write(&mut bytes);
        self.lexicon.write(&mut bytes);
        put_count(self.fragments.len(), &mut bytes);
        bytes.extend(self.fragments.iter().flatten());
        bytes.extend_from_slice(&self.facets);
        bytes.extend_from_slice(&self.rare);
        for pages in [&self.deprecated, &self.archived, &self.overdue] {
            put_pages(pages, &mut bytes);
        }
        bytes
    }

    /// The directories that have a file of their own.
    pub(super) fn write_rare(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.common.write(&mut bytes);
        self.followers.write(&mut bytes);
        bytes
    }

    /// Takes up the directories from their own file.
    pub(super) fn read_rare(&mut self, bytes: &[u8]) -> Result<(), Damaged> {
        let mut bytes = Bytes(bytes);
        self.common = Directory::read(&mut bytes)?;
        self.followers = Directory::read(&mut bytes)?;
        Ok(())
    }

    /// Reads a root, but for the directories that have a file of their own.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut bytes = Bytes(bytes);
        if bytes.number()? != VERSION {
            return Err(Damaged("it was written by another version of Passdown"));
        }
        let pages = bytes.count()?;
        let limit = u32::try_from(pages).ok().filter(|pages| *pages <= MOST_PAGES);
        let limit = limit.ok_or(Damaged("it claims too many pages"))?;
        let root = Self {
            limit: bytes.number()?,
            boosts: [bytes.number()?, bytes.number()?, bytes.number()?, bytes.number()?],
            lengths: bytes.take(pages)?.to_vec(),
            terms: Directory::read(&mut bytes)?,
            common: Directory::default(),
            followers: Directory::default(),
            lexicon: Directory::read(&mut bytes)?,
            fragments: hashes(&mut bytes)?,
            facets: hash(&mut bytes)?,
            rare: hash(&mut bytes)?,
            deprecated: bytes.pages(limit)?,
            archived: bytes.pages(limit)?,
            overdue: bytes.pages(limit)?,
        };
        match root.fragments.len() == pages.div_ceil(GROUP) {
            true => Ok(root),
            false => Err(Damaged("it names too few or too many files")),
        }
    }
}

pub(super) fn hash(bytes: &mut Bytes<'_>) -> Result<Hash, Damaged> {
    let mut hash = Hash::default();
    let length = hash.len();
    hash.copy_from_slice(bytes.take(length)?);
    Ok(hash)
}

fn hashes(bytes: &mut Bytes<'_>) -> Result<Vec<Hash>, Damaged> {
    (0..bytes.count()?).map(|_| hash(bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> Root {
        Root {
            limit: 30,
            boosts: [200, 100, 100, 200],
            lengths: vec![7; GROUP + 2],
            terms: Directory(vec![
                ("a".into(), [1; 5]),
                ("ab".into(), [2; 5]),
                ("é".into(), [3; 5]),
            ]),
            fragments: vec![[4; 5], [5; 5]],
            archived: vec![0, 65],
            ..Root::default()
        }
    }

    #[test]
    fn a_root_comes_back() {
        assert_eq!(Root::read(&root().write()), Ok(root()));
        let common = Directory(vec![("the".into(), [7; 5])]);
        let whole = Root { common, ..root() };
        let mut read = root();
        assert_eq!(read.read_rare(&whole.write_rare()), Ok(()));
        assert_eq!(read, whole);
        let terms = root().terms;
        assert_eq!(
            (terms.place("A"), terms.place("aa"), terms.place("z")),
            (None, Some(0), Some(1))
        );
    }

    #[test]
    fn a_damaged_root_is_refused_or_read_but_never_a_panic() {
        let whole = root().write();
        for at in 0..whole.len() {
            assert!(Root::read(&whole[..at]).is_err(), "cut at {at}");
            for bits in [1, 0x40, 0x80, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] ^= bits;
                let _ = Root::read(&damaged);
            }
        }
    }
}
