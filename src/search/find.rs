//! One query answered.

use std::collections::BTreeSet;

use super::candidates::{self, Meaning};
use super::excerpt::Marker;
use super::facets::Facet;
use super::phrase;
use super::posting::Posting;
use super::query::{self, Query};
use super::rank::{self, Ranked, Word};
use super::reader::{Fault, Reader, fault};
use super::score::{ASKING, COMMON, TOGETHER, TOPIC_WORD, WRITTEN, idf, only_asks};

/// What is asked for besides the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The most pages wanted.
    pub limit: usize,
    /// Facets and the value that a page must have of each.
    pub facets: Vec<(Facet, String)>,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Words that no page has, each with the one that was searched for instead.
    pub corrections: Vec<(String, String)>,
    /// How many pages answer; for a phrase, how many seem to.
    pub total: usize,
    /// The pages, the best first.
    pub hits: Vec<Hit>,
    /// What marks the words that were searched for.
    pub marker: Marker,
}

/// A page that answers a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its number.
    pub page: u32,
    /// The section that answers best: 0 for the text before the first heading.
    pub section: u32,
    /// How well it answers.
    pub score: f64,
}

/// So many pages are looked into for a phrase.
const MOST_LOOKED_INTO: usize = 60;

/// Answers a query.
pub fn find(reader: &Reader<'_>, text: &str, asked: &Asked) -> Result<Answer, Fault> {
    let query = query::read(text);
    let mut meanings = candidates::meanings(reader, &query)?;
    let everywhere = |meaning: &Meaning| meaning.is_common || meaning.candidates.is_empty();
    if meanings.iter().all(everywhere) {
        let says_nothing = query.words.iter().all(|word| only_asks(word));
        for (word, meaning) in query.words.iter().zip(&mut meanings) {
            if says_nothing || !only_asks(word) {
                full(reader, meaning)?;
            }
        }
    }
    let mut bonuses = Vec::new();
    for bonus in &query.bonuses {
        let found = candidates::exact(reader, &bonus.term, 1.0)?;
        bonuses.push(Meaning {
            idf: found
                .as_ref()
                .map_or(0.0, |found| idf(found.pages, reader.root.pages())),
            candidates: found.into_iter().collect(),
            ..Meaning::default()
        });
    }
    let words = words(&query, &meanings, &bonuses);
    let mut ranked = rank::rank(reader, &words, query.is_question)?;
    restrict(reader, &query, asked, &mut ranked)?;
    let total = ranked.len();
    if query.phrases.is_empty() {
        ranked.truncate(asked.limit);
    } else {
        ranked = literal(reader, &query, &ranked, asked.limit)?;
    }
    let corrections = query.words.iter().zip(&meanings);
    Ok(Answer {
        corrections: corrections
            .filter_map(|(word, meaning)| Some((word.clone(), meaning.correction.clone()?)))
            .collect(),
        total,
        hits: ranked
            .into_iter()
            .map(|ranked| Hit {
                page: ranked.page,
                section: ranked.section,
                score: ranked.score as f64 / 1_000_000.0,
            })
            .collect(),
        marker: marker(query, &meanings),
    })
}

/// Marks the query's words and what was searched for in the place of some.
fn marker(query: Query, meanings: &[Meaning]) -> Marker {
    let open = query.words.last().filter(|_| query.is_open).cloned();
    let corrected = meanings.iter().flat_map(|meaning| &meaning.candidates);
    let corrected = corrected
        .filter(|candidate| candidate.is_correction)
        .map(|candidate| candidate.term.clone());
    Marker::new(corrected.chain(query.words).collect::<Vec<_>>(), open)
}

/// The query's words and the forms that put them together, each with how much it says.
fn words<'m>(query: &'m Query, meanings: &'m [Meaning], forms: &'m [Meaning]) -> Vec<Word<'m>> {
    let says_nothing = query.words.iter().all(|word| only_asks(word));
    let own = query.words.iter().zip(meanings).map(|(word, meaning)| {
        let asks = only_asks(word) && !says_nothing;
        let share = match asks {
            true => ASKING,
            false if meaning.is_common => COMMON,
            false => 1.0,
        };
        Word {
            meaning,
            says: meaning.idf * share,
            topic: (TOPIC_WORD + meaning.least_idf) * if asks { ASKING } else { 1.0 },
            parts: None,
        }
    });
    let together = query.bonuses.iter().zip(forms).map(|(form, meaning)| Word {
        meaning,
        says: meaning.idf * if form.is_written { WRITTEN } else { TOGETHER },
        topic: 0.0,
        parts: Some(&form.words),
    });
    own.chain(together).collect()
}

/// Takes the full postings of a common word's candidates.
fn full(reader: &Reader<'_>, meaning: &mut Meaning) -> Result<(), Fault> {
    for candidate in meaning
        .candidates
        .iter_mut()
        .filter(|candidate| candidate.is_common)
    {
        if let Some(posting) = full_posting(reader, &candidate.term)? {
            candidate.posting = posting;
        }
    }
    Ok(())
}

fn full_posting(reader: &Reader<'_>, term: &str) -> Result<Option<Vec<u8>>, Fault> {
    let Some(place) = reader.root.common.place(term) else {
        return Ok(None);
    };
    let rows = reader.rows("c", &reader.root.common, place)?;
    Ok(rows.posting(term).map(<[u8]>::to_vec))
}

/// Keeps the pages that the query's phrases, exclusions and facets allow.
fn restrict(
    reader: &Reader<'_>,
    query: &Query,
    asked: &Asked,
    ranked: &mut Vec<Ranked>,
) -> Result<(), Fault> {
    for word in &query.excluded {
        let pages = holding(reader, word)?;
        ranked.retain(|ranked| !pages.contains(&ranked.page));
    }
    for phrase in &query.phrases {
        for pair in telling(reader, phrase)? {
            let pages = phrase::pages(reader, &pair[0], &pair[1])?;
            ranked.retain(|ranked| pages.binary_search(&ranked.page).is_ok());
        }
    }
    let mut is_archived_wanted = false;
    for (facet, value) in &asked.facets {
        let pages = reader.facets()?.pages(*facet, value);
        ranked.retain(|ranked| pages.binary_search(&ranked.page).is_ok());
        is_archived_wanted |= *facet == Facet::Status;
    }
    if !is_archived_wanted {
        ranked.retain(|ranked| reader.root.archived.binary_search(&ranked.page).is_err());
    }
    Ok(())
}

/// The neighbours in a phrase that tell pages apart: what follows a common word is long to load and says little, so it
/// is asked only where all words but the last are common.
fn telling<'p>(reader: &Reader<'_>, phrase: &'p [String]) -> Result<Vec<&'p [String]>, Fault> {
    let mut telling = Vec::new();
    for pair in phrase.windows(2) {
        let first = candidates::exact(reader, &pair[0], 1.0)?;
        if first.is_none_or(|first| !first.is_common) {
            telling.push(pair);
        }
    }
    if telling.is_empty() {
        telling.extend(phrase.windows(2));
    }
    Ok(telling)
}

/// The first pages that have the query's phrases word for word.
fn literal(
    reader: &Reader<'_>,
    query: &Query,
    ranked: &[Ranked],
    limit: usize,
) -> Result<Vec<Ranked>, Fault> {
    let mut kept = Vec::new();
    for ranked in ranked.iter().take(MOST_LOOKED_INTO) {
        if kept.len() == limit {
            break;
        }
        if let Some(section) = phrase::section(&reader.whole(ranked.page)?, &query.phrases) {
            kept.push(Ranked { section, ..*ranked });
        }
    }
    Ok(kept)
}

/// The pages that hold a word.
fn holding(reader: &Reader<'_>, word: &str) -> Result<BTreeSet<u32>, Fault> {
    let Some(mut candidate) = candidates::exact(reader, word, 1.0)? else {
        return Ok(BTreeSet::new());
    };
    if candidate.is_common {
        candidate.posting = full_posting(reader, word)?.unwrap_or(candidate.posting);
    }
    let broken = |why| fault(&candidate.file, why);
    let posting = Posting::read(&candidate.posting, reader.root.pages()).map_err(broken)?;
    posting
        .entries()
        .map(|entry| entry.map(|(page, _)| page).map_err(broken))
        .collect()
}
