//! Candidates: the terms of the index that a word of a query may mean, each with how surely.

use super::posting::Posting;
use super::query::Query;
use super::reader::{Fault, Reader, Rows, fault};
use super::score::{PREFIX, PREFIX_COVER, STEM, idf};
use super::spelling;
use super::terms::stem;

/// Files that an open word is looked for in, and the terms taken from them.
const OPEN_FILES: usize = 3;
const OPEN_TERMS: usize = 40;

/// A term that a word may mean.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) term: String,
    /// How surely, 1 for the word itself.
    pub(super) weight: f64,
    /// How many pages hold it.
    pub(super) pages: u32,
    /// How fully it answers the word.
    pub(super) cover: f64,
    /// Its posting's bytes, and the file that they are from.
    pub(super) posting: Vec<u8>,
    pub(super) file: String,
    /// Whether only titles and aliases count.
    pub(super) names_only: bool,
    pub(super) is_common: bool,
    /// Whether it stands for a word that no page holds.
    pub(super) is_correction: bool,
}

/// All that one word may mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    pub(super) candidates: Vec<Candidate>,
    /// How much the word says.
    pub(super) idf: f64,
    /// How much the commonest of its candidates says.
    pub(super) least_idf: f64,
    /// Whether most pages hold the word.
    pub(super) is_common: bool,
    /// The word that is searched for instead, where no page holds the word.
    pub(super) correction: Option<String>,
}

/// What each word of a query may mean.
pub(super) fn meanings(reader: &Reader<'_>, query: &Query) -> Result<Vec<Meaning>, Fault> {
    let last = query.words.len().saturating_sub(1);
    let words = query.words.iter().enumerate();
    words
        .map(|(place, word)| meaning(reader, word, query.is_open && place == last))
        .collect()
}

fn meaning(reader: &Reader<'_>, word: &str, is_open: bool) -> Result<Meaning, Fault> {
    let mut candidates = near(reader, word)?;
    if is_open {
        open(reader, word, &mut candidates)?;
    }
    let mut correction = None;
    if candidates.is_empty() {
        for (term, weight) in spelling::corrections(reader, word)? {
            let found = exact(reader, &term, weight)?;
            candidates.extend(found.map(|found| Candidate {
                is_correction: true,
                ..found
            }));
        }
        correction = candidates.first().map(|first| first.term.clone());
    }
    let own = candidates.iter().find(|candidate| candidate.term == word);
    let most = candidates.iter().map(|candidate| candidate.pages).max();
    let idf = |holding: Option<u32>| holding.map_or(0.0, |holding| idf(holding, reader.root.pages()));
    let is_common = own.map_or_else(
        || candidates.iter().any(|candidate| candidate.is_common),
        |own| own.is_common,
    );
    Ok(Meaning {
        idf: idf(own.map(|own| own.pages).or(most)),
        least_idf: idf(most),
        is_common,
        candidates,
        correction,
    })
}

/// The term itself, with a weight.
pub(super) fn exact(reader: &Reader<'_>, term: &str, weight: f64) -> Result<Option<Candidate>, Fault> {
    let Some(place) = reader.root.terms.place(term) else {
        return Ok(None);
    };
    let rows = reader.rows("t", &reader.root.terms, place)?;
    rows.posting(term)
        .map(|posting| candidate(reader, place, term, posting, weight))
        .transpose()
}

fn candidate(
    reader: &Reader<'_>,
    place: usize,
    term: &str,
    bytes: &[u8],
    weight: f64,
) -> Result<Candidate, Fault> {
    let posting = Posting::read(bytes, reader.root.pages());
    let posting = posting.map_err(|why| fault(&reader.name(place), why))?;
    Ok(Candidate {
        term: term.to_owned(),
        weight,
        cover: weight,
        pages: posting.pages,
        posting: bytes.to_vec(),
        file: reader.name(place),
        names_only: false,
        is_common: posting.is_common,
        is_correction: false,
    })
}

/// The word and its near forms.
fn near(reader: &Reader<'_>, word: &str) -> Result<Vec<Candidate>, Fault> {
    let wanted = stem(word);
    let mut places = vec![reader.root.terms.place(word), reader.root.terms.place(&wanted)];
    places.dedup();
    let mut found = Vec::new();
    for place in places.into_iter().flatten() {
        let rows = reader.rows("t", &reader.root.terms, place)?;
        for (term, posting) in forms(&rows, word, &wanted) {
            let weight = if term == word { 1.0 } else { STEM };
            found.push(candidate(reader, place, term, posting, weight)?);
        }
    }
    Ok(found)
}

fn forms<'r>(rows: &'r Rows, word: &str, wanted: &str) -> impl Iterator<Item = (&'r str, &'r [u8])> {
    let start: String = wanted.chars().take(2).collect();
    rows.all()
        .filter(move |(term, _)| *term == word || (term.starts_with(&start) && stem(term) == wanted))
}

/// The terms that begin with a word that may go on.
fn open(reader: &Reader<'_>, word: &str, candidates: &mut Vec<Candidate>) -> Result<(), Fault> {
    let length = word.chars().count() as f64;
    let first = reader.root.terms.place(word).unwrap_or(0);
    let mut found = Vec::new();
    for place in (first..reader.root.terms.0.len()).take(OPEN_FILES) {
        let rows = reader.rows("t", &reader.root.terms, place)?;
        for (term, posting) in rows
            .all()
            .filter(|(term, _)| term.starts_with(word) && *term != word)
        {
            let weight = PREFIX * (length / term.chars().count() as f64).sqrt();
            found.push(candidate(reader, place, term, posting, weight)?);
        }
    }
    found.sort_by(|a, b| b.pages.cmp(&a.pages).then_with(|| a.term.cmp(&b.term)));
    found.truncate(OPEN_TERMS);
    for mut new in found {
        new.names_only = length <= 2.0;
        new.cover = new.weight.max(PREFIX_COVER);
        match candidates.iter_mut().find(|known| known.term == new.term) {
            Some(known) => {
                known.weight = known.weight.max(new.weight);
                known.cover = known.cover.max(new.cover);
            }
            None => candidates.push(new),
        }
    }
    Ok(())
}
