//! The root: how many pages there are, how long each is, and which file holds what.

use super::codec::{Bytes, Damaged, MOST_PAGES, put_count, put_front_coded, put_number, put_pages};
use super::pack::{self, File, Hash};

/// The version of the format. A reader refuses any other.
const VERSION: u32 = 1;
/// How many pages one file of fragment names covers.
pub(super) const GROUP: usize = 32;
/// How many entries of a directory stand in a file of their own.
const PART: usize = 64;
/// The root itself has the directory of terms up to so many entries: below that, a further file costs more time than
/// it saves.
const MOST_TERMS: usize = 256;

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
    pub(super) deprecated: Vec<u32>,
    pub(super) archived: Vec<u32>,
    pub(super) overdue: Vec<u32>,
}

/// Files in the order of their first terms.
///
/// Of a long directory, and of one that few queries need, the root only names the parts, which are files in `d/`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Directory(pub(super) Vec<(String, Hash)>);

impl Directory {
    /// The place of the file that would hold a term.
    pub(super) fn place(&self, term: &str) -> Option<usize> {
        self.0
            .partition_point(|(first, _)| first.as_str() <= term)
            .checked_sub(1)
    }

    /// Writes the directory, or only the files of its parts if it has more than `most` entries; adds those files.
    fn write(&self, most: usize, into: &mut Vec<u8>, files: &mut Vec<File>) {
        let is_long = self.0.len() > most;
        into.push(u8::from(is_long));
        if !is_long {
            return put_entries(&self.0, into);
        }
        let part = |entries: &[(String, Hash)]| {
            let mut bytes = Vec::new();
            put_entries(entries, &mut bytes);
            let (hash, file) = pack::hashed("d", &bytes);
            files.push(file);
            (entries[0].0.clone(), hash)
        };
        let parts: Vec<(String, Hash)> = self.0.chunks(PART).map(part).collect();
        put_entries(&parts, into);
    }

    /// Reads a part of the directory, which stands behind those already read.
    pub(super) fn extend(&mut self, part: &[u8]) -> Result<(), Damaged> {
        let Self(part) = Self::read_entries(&mut Bytes(part))?;
        let first = |entries: &[(String, Hash)]| entries.first().map(|(first, _)| first.clone());
        if self.0.last().map(|(last, _)| last) >= first(&part).as_ref() {
            return Err(Damaged("its directory is in no order"));
        }
        self.0.extend(part);
        Ok(())
    }

    /// Reads the directory, or the hashes of its parts.
    fn read(bytes: &mut Bytes<'_>) -> Result<(Self, Vec<Hash>), Damaged> {
        let is_long = bytes.byte()? == 1;
        let listed = Self::read_entries(bytes)?;
        if !is_long {
            return Ok((listed, Vec::new()));
        }
        let parts = listed.0.into_iter().map(|(_, hash)| hash).collect();
        Ok((Self::default(), parts))
    }

    fn read_entries(bytes: &mut Bytes<'_>) -> Result<Self, Damaged> {
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

fn put_entries(entries: &[(String, Hash)], into: &mut Vec<u8>) {
    put_count(entries.len(), into);
    let mut before = "";
    for (first, hash) in entries {
        put_front_coded(before.as_bytes(), first.as_bytes(), into);
        into.extend_from_slice(hash);
        before = first;
    }
}

impl Root {
    /// How many pages there are.
    pub(super) fn pages(&self) -> u32 {
        u32::try_from(self.lengths.len()).unwrap_or(MOST_PAGES)
    }

    /// The root's bytes, and the files with the parts of its directories.
    pub(super) fn write(&self) -> (Vec<u8>, Vec<File>) {
        let mut bytes = Vec::new();
        put_number(VERSION, &mut bytes);
        put_count(self.lengths.len(), &mut bytes);
        put_number(self.limit, &mut bytes);
        self.boosts
            .iter()
            .for_each(|boost| put_number(*boost, &mut bytes));
        bytes.extend_from_slice(&self.lengths);
        let mut files = Vec::new();
        self.lexicon.write(usize::MAX, &mut bytes, &mut files);
        self.terms.write(MOST_TERMS, &mut bytes, &mut files);
        self.common.write(0, &mut bytes, &mut files);
        self.followers.write(0, &mut bytes, &mut files);
        put_count(self.fragments.len(), &mut bytes);
        bytes.extend(self.fragments.iter().flatten());
        bytes.extend_from_slice(&self.facets);
        for pages in [&self.deprecated, &self.archived, &self.overdue] {
            put_pages(pages, &mut bytes);
        }
        (bytes, files)
    }

    /// The directories that may be given in parts.
    pub(super) fn divided(&mut self) -> [&mut Directory; 3] {
        [&mut self.terms, &mut self.common, &mut self.followers]
    }

    /// Reads a root; gives the parts that are still to be read for each of the directories that may have any.
    pub(super) fn read(bytes: &[u8]) -> Result<(Self, [Vec<Hash>; 3]), Damaged> {
        let mut bytes = Bytes(bytes);
        if bytes.number()? != VERSION {
            return Err(Damaged("it was written by another version of Passdown"));
        }
        let pages = bytes.count()?;
        let limit = u32::try_from(pages).ok().filter(|pages| *pages <= MOST_PAGES);
        let limit = limit.ok_or(Damaged("it claims too many pages"))?;
        let most = bytes.number()?;
        let boosts = [bytes.number()?, bytes.number()?, bytes.number()?, bytes.number()?];
        let lengths = bytes.take(pages)?.to_vec();
        let (lexicon, _) = Directory::read(&mut bytes)?;
        let (terms, of_terms) = Directory::read(&mut bytes)?;
        let (common, of_common) = Directory::read(&mut bytes)?;
        let (followers, of_followers) = Directory::read(&mut bytes)?;
        let root = Self {
            limit: most,
            boosts,
            lengths,
            terms,
            common,
            followers,
            lexicon,
            fragments: hashes(&mut bytes)?,
            facets: hash(&mut bytes)?,
            deprecated: bytes.pages(limit)?,
            archived: bytes.pages(limit)?,
            overdue: bytes.pages(limit)?,
        };
        match root.fragments.len() == pages.div_ceil(GROUP) {
            true => Ok((root, [of_terms, of_common, of_followers])),
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
            archived: vec![0, 33],
            ..Root::default()
        }
    }

    #[test]
    fn a_root_comes_back() {
        let (bytes, files) = root().write();
        assert_eq!(Root::read(&bytes), Ok((root(), Default::default())));
        assert!(files.is_empty());
        let terms = root().terms;
        assert_eq!(
            (terms.place("A"), terms.place("aa"), terms.place("z")),
            (None, Some(0), Some(1))
        );
    }

    #[test]
    fn a_long_directory_comes_back_from_its_parts() {
        let entry = |number: usize| (format!("term-{number:04}"), [3; 5]);
        let directory = |count| Directory((0..count).map(entry).collect());
        let whole = Root {
            terms: directory(MOST_TERMS + 1),
            common: directory(1),
            ..root()
        };
        let (bytes, files) = whole.write();
        let (mut read, parts) = Root::read(&bytes).expect("it was written just now");
        assert_eq!(parts.each_ref().map(Vec::len), [MOST_TERMS / PART + 1, 1, 0]);
        assert_eq!(files.len(), parts.iter().flatten().count());
        let bytes_of = |hash| {
            let name = pack::name("d", hash);
            let file = files.iter().find(|file| file.name == name).expect("it is named");
            pack::unpack(&name, &file.script).expect("it was packed just now")
        };
        for (directory, parts) in read.divided().into_iter().zip(&parts) {
            for part in parts {
                assert_eq!(directory.extend(&bytes_of(*part)), Ok(()));
            }
            if let [first, ..] = parts[..] {
                assert!(
                    directory.extend(&bytes_of(first)).is_err(),
                    "it stands before others"
                );
            }
        }
        assert_eq!(read, whole);
    }

    #[test]
    fn a_damaged_root_is_refused_or_read_but_never_a_panic() {
        let (whole, _) = root().write();
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
