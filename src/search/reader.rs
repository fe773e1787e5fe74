//! The index as it was published: files by name, read when a query wants them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use super::codec::{Bytes, Damaged};
use super::facets::Facets;
use super::fragment::{self, Fragment};
use super::pack::{self, Hash};
use super::root::{Directory, GROUP, Root};

/// Where the files come from: the bytes of the file of a name below `search/`, without `.js`.
pub type Source<'s> = dyn Fn(&str) -> Option<Vec<u8>> + 's;

/// A file that cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its name below `search/`.
    pub file: String,
    /// What is wrong with it.
    pub why: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the index file `search/{}.js` cannot be read: {}",
            self.file, self.why
        )
    }
}

impl std::error::Error for Fault {}

/// An index that is being searched.
pub struct Reader<'s> {
    pub(super) root: Root,
    source: Box<Source<'s>>,
    read: RefCell<HashMap<String, Rc<[u8]>>>,
    rows: RefCell<HashMap<String, Rc<Rows>>>,
}

/// The rows of one file: terms in order and their postings.
pub(super) struct Rows {
    bytes: Rc<[u8]>,
    terms: Vec<(String, std::ops::Range<usize>)>,
}

impl<'s> Reader<'s> {
    /// Opens an index by its root.
    pub fn open(source: Box<Source<'s>>) -> Result<Self, Fault> {
        let mut reader = Self {
            root: Root::default(),
            source,
            read: RefCell::default(),
            rows: RefCell::default(),
        };
        let bytes = reader.bytes("root")?;
        let (mut root, parts) = Root::read(&bytes).map_err(|why| fault("root", why))?;
        for (directory, parts) in root.divided().into_iter().zip(parts) {
            for part in parts {
                let name = pack::name("d", part);
                let extended = directory.extend(&reader.bytes(&name)?);
                extended.map_err(|why| fault(&name, why))?;
            }
        }
        reader.root = root;
        Ok(reader)
    }

    /// The bytes of a file.
    fn bytes(&self, name: &str) -> Result<Rc<[u8]>, Fault> {
        if let Some(bytes) = self.read.borrow().get(name) {
            return Ok(Rc::clone(bytes));
        }
        let script = (self.source)(name).ok_or_else(|| fault(name, Damaged("it is not there")))?;
        let bytes: Rc<[u8]> = pack::unpack(name, &script)
            .map_err(|why| fault(name, why))?
            .into();
        self.read.borrow_mut().insert(name.to_owned(), Rc::clone(&bytes));
        Ok(bytes)
    }

    /// The rows of a file of a directory, by its place there.
    pub(super) fn rows(&self, folder: &str, directory: &Directory, place: usize) -> Result<Rc<Rows>, Fault> {
        let name = pack::name(folder, directory.0[place].1);
        if let Some(rows) = self.rows.borrow().get(&name) {
            return Ok(Rc::clone(rows));
        }
        let rows = Rc::new(Rows::read(self.bytes(&name)?).map_err(|why| fault(&name, why))?);
        self.rows.borrow_mut().insert(name, Rc::clone(&rows));
        Ok(rows)
    }

    /// The name of a file with terms.
    pub(super) fn name(&self, place: usize) -> String {
        pack::name("t", self.root.terms.0[place].1)
    }

    /// The words of the spelling lexicon that begin with a letter, each with its coarse count of pages.
    pub(super) fn lexicon(&self, letter: char) -> Result<Vec<(String, u8)>, Fault> {
        let letter = letter.to_string();
        let files = &self.root.lexicon.0;
        let Ok(place) = files.binary_search_by(|(first, _)| first.cmp(&letter)) else {
            return Ok(Vec::new());
        };
        let name = pack::name("l", files[place].1);
        words(&self.bytes(&name)?).map_err(|why| fault(&name, why))
    }

    /// What a result shows of a page and one of its sections.
    pub fn fragment(&self, page: u32, section: u32) -> Result<Fragment<'static>, Fault> {
        let pieces = self.pieces(page)?;
        let behind = pieces.partition_point(|(first, _)| *first <= section);
        let (_, hash) = pieces[behind.saturating_sub(1)];
        self.piece(hash)
    }

    /// What a result shows of a page and any of its sections.
    pub(super) fn whole(&self, page: u32) -> Result<Fragment<'static>, Fault> {
        let mut pieces = self.pieces(page)?.into_iter().map(|(_, hash)| self.piece(hash));
        let first = pieces.next().expect("a page has a first piece")?;
        pieces.try_fold(first, |mut whole, piece| {
            whole.sections.extend(piece?.sections);
            Ok(whole)
        })
    }

    /// Where the pieces of a page are, of which there is at least one.
    fn pieces(&self, page: u32) -> Result<Vec<(u32, Hash)>, Fault> {
        let page = page as usize;
        let name = pack::name("p", self.root.fragments[page / GROUP]);
        let bytes = self.bytes(&name)?;
        let mut rest = Bytes(&bytes);
        let mut pages = (0..=page % GROUP).map(|_| fragment::places(&mut rest));
        let pieces = pages.try_fold(Vec::new(), |_, pieces| pieces);
        match pieces.map_err(|why| fault(&name, why))? {
            none if none.is_empty() => Err(fault(&name, Damaged("it names no piece of a page"))),
            pieces => Ok(pieces),
        }
    }

    fn piece(&self, hash: Hash) -> Result<Fragment<'static>, Fault> {
        let name = pack::name("f", hash);
        fragment::read(&self.bytes(&name)?).map_err(|why| fault(&name, why))
    }

    /// The facets.
    pub(super) fn facets(&self) -> Result<Facets, Fault> {
        let name = pack::name("facets", self.root.facets);
        Facets::read(&self.bytes(&name)?, self.root.pages()).map_err(|why| fault(&name, why))
    }
}

pub(super) fn fault(file: &str, why: Damaged) -> Fault {
    Fault {
        file: file.to_owned(),
        why: why.0,
    }
}

impl Rows {
    fn read(bytes: Rc<[u8]>) -> Result<Self, Damaged> {
        let mut terms = Vec::new();
        let mut rest = Bytes(&bytes);
        while !rest.is_empty() {
            block(&mut rest, bytes.len(), &mut terms)?;
        }
        Ok(Self { bytes, terms })
    }

    /// The posting of a term.
    pub(super) fn posting(&self, term: &str) -> Option<&[u8]> {
        let place = self
            .terms
            .binary_search_by(|(known, _)| known.as_str().cmp(term))
            .ok()?;
        Some(&self.bytes[self.terms[place].1.clone()])
    }

    /// All terms with their postings, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.terms
            .iter()
            .map(|(term, range)| (term.as_str(), &self.bytes[range.clone()]))
    }
}

/// Reads a block's terms, and where each one's posting stands in the file.
fn block(
    rest: &mut Bytes<'_>,
    length: usize,
    terms: &mut Vec<(String, std::ops::Range<usize>)>,
) -> Result<(), Damaged> {
    let count = rest.count()?;
    let mut term = Vec::new();
    let mut sizes = Vec::with_capacity(count);
    for _ in 0..count {
        rest.front_coded(&mut term)?;
        let text = std::str::from_utf8(&term).map_err(|_| Damaged("a term is not UTF-8"))?;
        sizes.push((text.to_owned(), rest.number()? as usize));
    }
    for (term, size) in sizes {
        let start = length - rest.0.len();
        rest.take(size)?;
        if terms.last().is_some_and(|(last, _)| *last >= term) {
            return Err(Damaged("its terms are in no order"));
        }
        terms.push((term, start..start + size));
    }
    Ok(())
}

fn words(bytes: &[u8]) -> Result<Vec<(String, u8)>, Damaged> {
    let mut rest = Bytes(bytes);
    let (mut words, mut word) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        rest.front_coded(&mut word)?;
        let text = std::str::from_utf8(&word).map_err(|_| Damaged("a word is not UTF-8"))?;
        words.push((text.to_owned(), rest.byte()?));
    }
    Ok(words)
}
