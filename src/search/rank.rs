//! Ranking: what the pages say to the words of a query, as one number for each page.
//!
//! The script in the browser adds and multiplies the same numbers in the same order.

use super::candidates::{Candidate, Meaning};
use super::posting::{Entry, Posting};
use super::reader::{Fault, Reader, fault};
use super::score::{
    ALIAS, ALIAS_EXACT, B, BODY, COVERAGE, DEMOTED, DESCRIPTION, ELSEWHERE, HEADING, HEADING_EXACT, K1,
    QUESTION_B, QUESTION_ELSEWHERE, SECOND, TAG, TITLE, TITLE_EXACT, length,
};
use super::topic::{answer, topic};

/// A page that answers a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) page: u32,
    /// The section that answers best.
    pub(super) section: u32,
    /// How well, in millionths.
    pub(super) score: i64,
}

/// A word that is looked for.
pub(super) struct Word<'m> {
    pub(super) meaning: &'m Meaning,
    /// How much it says: its IDF, less for a word that says little here.
    pub(super) says: f64,
    /// How much it says of a page's topic; 0 for a form.
    pub(super) topic: f64,
    /// The places of the words that it puts together, for a form that may stand in their place.
    pub(super) parts: Option<&'m [usize]>,
}

/// What one candidate of one word found on one page.
struct Found<'m> {
    page: u32,
    word: usize,
    candidate: &'m Candidate,
    entry: Entry,
}

/// One word on one page: at each place the weight of the surest candidate there.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) cover: f64,
    pub(super) title: Spot,
    pub(super) description: f64,
    pub(super) tag: f64,
    aliases: Vec<(u32, Spot)>,
    sections: Vec<InSection>,
}

/// A word in a title, alias or heading, and how many words that has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spot {
    pub(super) weight: f64,
    pub(super) words: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct InSection {
    section: u32,
    body: f64,
    heading: Spot,
}

/// The weights of places for a query, with the boosts of book.toml.
struct Boosted {
    title: f64,
    alias: f64,
    heading: f64,
    body: f64,
    elsewhere: f64,
    /// How much a long page loses by its length.
    b: f64,
}

/// Ranks all pages on which some word stands, the best first.
pub(super) fn rank(reader: &Reader<'_>, words: &[Word<'_>], is_question: bool) -> Result<Vec<Ranked>, Fault> {
    let root = &reader.root;
    let found = found(reader, words)?;
    let mean = root.lengths.iter().map(|code| length(*code)).sum::<f64>() / f64::from(root.pages().max(1));
    let [title, hierarchy, paragraph, questions] = root.boosts.map(|boost| f64::from(boost) / 100.0);
    let boosted = Boosted {
        title: TITLE * title / 2.0,
        alias: ALIAS * questions / 2.0,
        heading: HEADING * hierarchy,
        body: BODY * paragraph,
        elsewhere: if is_question {
            QUESTION_ELSEWHERE
        } else {
            ELSEWHERE
        },
        b: if is_question { QUESTION_B } else { B },
    };
    let pages = found.chunk_by(|a, b| a.page == b.page);
    let mut ranked: Vec<Ranked> = pages
        .map(|of_page| {
            let page = of_page[0].page;
            let length = length(root.lengths[page as usize]);
            let norm = 1.0 - boosted.b + boosted.b * length / mean;
            let seen = seen(of_page, words.len());
            let found = score(words, &seen, norm, &boosted);
            let (section, mut score) = (found.section, found.score);
            if is_question {
                score += topic(words, &seen);
                score += answer(all(words), found.exactness);
            }
            let is_demoted = [&root.deprecated, &root.overdue]
                .iter()
                .any(|list| list.binary_search(&page).is_ok());
            let score = if is_demoted { score * DEMOTED } else { score };
            Ranked {
                page,
                section,
                score: (score * 1_000_000.0 + 0.5) as i64,
            }
        })
        .collect();
    ranked.sort_by(|a, b| b.score.cmp(&a.score).then(a.page.cmp(&b.page)));
    Ok(ranked)
}

/// All that the words found, by page, then in the order of words and candidates.
fn found<'m>(reader: &Reader<'_>, words: &[Word<'m>]) -> Result<Vec<Found<'m>>, Fault> {
    let mut found = Vec::new();
    for (word, Word { meaning, .. }) in words.iter().enumerate() {
        for candidate in &meaning.candidates {
            let broken = |why| fault(&candidate.file, why);
            let posting = Posting::read(&candidate.posting, reader.root.pages()).map_err(broken)?;
            for entry in posting.entries() {
                let (page, entry) = entry.map_err(broken)?;
                if candidate.names_only && !entry.is_named() {
                    continue;
                }
                found.push(Found {
                    page,
                    word,
                    candidate,
                    entry,
                });
            }
        }
    }
    found.sort_by_key(|found| found.page);
    Ok(found)
}

/// What each word does on one page.
fn seen(found: &[Found<'_>], words: usize) -> Vec<Seen> {
    let mut seen = vec![Seen::default(); words];
    for Found {
        word,
        candidate,
        entry,
        ..
    } in found
    {
        seen[*word].add(candidate, entry);
    }
    seen
}

impl Seen {
    fn add(&mut self, candidate: &Candidate, entry: &Entry) {
        let weight = candidate.weight;
        raise(&mut self.cover, candidate.cover);
        if let Some(words) = entry.title {
            self.title.raise(weight, words);
        }
        if entry.description {
            raise(&mut self.description, weight);
        }
        if entry.tag {
            raise(&mut self.tag, weight);
        }
        for (alias, words) in &entry.aliases {
            match self.aliases.iter_mut().find(|known| known.0 == *alias) {
                Some(known) => known.1.raise(weight, *words),
                None => self.aliases.push((
                    *alias,
                    Spot {
                        weight,
                        words: *words,
                    },
                )),
            }
        }
        for hit in &entry.hits {
            let here = self.section_mut(hit.section);
            raise(&mut here.body, weight * f64::from(hit.times));
            if let Some(words) = hit.heading {
                here.heading.raise(weight, words);
            }
        }
    }

    fn section_mut(&mut self, section: u32) -> &mut InSection {
        let place = self.sections.iter().position(|known| known.section == section);
        let place = place.unwrap_or_else(|| {
            self.sections.push(InSection {
                section,
                ..InSection::default()
            });
            self.sections.len() - 1
        });
        &mut self.sections[place]
    }

    fn section(&self, section: u32) -> InSection {
        let here = self.sections.iter().find(|known| known.section == section);
        here.copied().unwrap_or_default()
    }

    /// The most that it is in any alias.
    pub(super) fn alias(&self) -> f64 {
        self.aliases
            .iter()
            .fold(0.0, |most, (_, spot)| spot.weight.max(most))
    }

    /// The most that it is in the text or heading of any other section.
    fn elsewhere(&self, section: u32) -> f64 {
        let others = self.sections.iter().filter(|other| other.section != section);
        others.fold(0.0, |most, other| other.body.max(other.heading.weight).max(most))
    }
}

impl Spot {
    fn raise(&mut self, weight: f64, words: u32) {
        raise(&mut self.weight, weight);
        self.words = words;
    }
}

fn raise(known: &mut f64, weight: f64) {
    *known = known.max(weight);
}

/// What a page says to the words.
struct Scored {
    /// The section that answers best.
    section: u32,
    score: f64,
    /// How exactly its title, an alias or a heading says what the query says.
    exactness: f64,
}

fn score(words: &[Word<'_>], seen: &[Seen], norm: f64, boosted: &Boosted) -> Scored {
    let mut sections: Vec<u32> = seen
        .iter()
        .flat_map(|seen| &seen.sections)
        .map(|known| known.section)
        .collect();
    sections.push(0);
    sections.sort_unstable();
    sections.dedup();
    let all = all(words);
    let title = exactness(words, seen, |seen| seen.title);
    let alias = alias(words, seen);
    let (mut best, mut second, mut at, mut nearest) = (0.0, 0.0, sections[0], title.max(alias));
    for section in sections {
        let heading = heading(words, seen, section);
        let here = of_section(words, seen, section, norm, boosted) + all * HEADING_EXACT * heading;
        raise(&mut nearest, heading);
        if here > best {
            (best, second, at) = (here, best, section);
        } else if here > second {
            second = here;
        }
    }
    let mut score = best + SECOND * second;
    score += all * TITLE_EXACT * title;
    score += all * ALIAS_EXACT * alias;
    let answered = answered(words, seen);
    Scored {
        section: at,
        score: score * (answered * answered * answered.sqrt()),
        exactness: nearest,
    }
}

/// How much the words of the query say together.
fn all(words: &[Word<'_>]) -> f64 {
    own(words).fold(0.0, |sum, (_, word)| sum + word.says)
}

/// The words themselves with their places, without the forms that put them together.
pub(super) fn own<'w>(words: &'w [Word<'w>]) -> impl Iterator<Item = (usize, &'w Word<'w>)> {
    words.iter().enumerate().filter(|(_, word)| word.parts.is_none())
}

/// The most of something that a word has, by itself or by a form that may stand in its place.
pub(super) fn most(words: &[Word<'_>], seen: &[Seen], place: usize, of: impl Fn(&Seen) -> f64) -> f64 {
    let all = words.iter().zip(seen);
    let forms = all.filter(|(form, _)| form.parts.is_some_and(|parts| parts.contains(&place)));
    forms.fold(of(&seen[place]), |most, (_, seen)| of(seen).max(most))
}

/// The share of the query that a page answers.
fn answered(words: &[Word<'_>], seen: &[Seen]) -> f64 {
    let (mut answered, mut all) = (0.0, 0.0);
    for (place, word) in own(words) {
        answered += word.says * most(words, seen, place, |seen| seen.cover);
        all += word.says;
    }
    if all > 0.0 { answered / all } else { 0.0 }
}

/// What a section says to the words, with what the page's names and other sections add.
fn of_section(words: &[Word<'_>], seen: &[Seen], section: u32, norm: f64, boosted: &Boosted) -> f64 {
    let (mut score, mut all, mut covered) = (0.0, 0.0, 0.0);
    for (word, seen) in words.iter().zip(seen) {
        let here = seen.section(section);
        let mass = boosted.title * seen.title.weight
            + boosted.alias * seen.alias()
            + boosted.heading * here.heading.weight
            + DESCRIPTION * seen.description
            + TAG * seen.tag
            + boosted.body * here.body / norm
            + boosted.elsewhere * seen.elsewhere(section) / norm;
        score += word.says * mass * (K1 + 1.0) / (mass + K1);
        if word.parts.is_none() {
            all += word.says;
            if here.body > 0.0 || here.heading.weight > 0.0 || seen.title.weight > 0.0 || seen.alias() > 0.0 {
                covered += word.says;
            }
        }
    }
    if all > 0.0 {
        score * (COVERAGE + (1.0 - COVERAGE) * covered / all)
    } else {
        score
    }
}

fn heading(words: &[Word<'_>], seen: &[Seen], section: u32) -> f64 {
    exactness(words, seen, |seen| seen.section(section).heading)
}

/// The exactness of the best alias or question.
fn alias(words: &[Word<'_>], seen: &[Seen]) -> f64 {
    let mut numbers: Vec<u32> = seen
        .iter()
        .flat_map(|seen| &seen.aliases)
        .map(|(alias, _)| *alias)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let exact = |number: u32| {
        exactness(words, seen, |seen| {
            let alias = seen.aliases.iter().find(|(alias, _)| *alias == number);
            alias.map(|(_, spot)| *spot).unwrap_or_default()
        })
    };
    numbers.into_iter().map(exact).fold(0.0, f64::max)
}

/// How nearly a title, alias or heading says just what the query says: 1 for the very words.
fn exactness(words: &[Word<'_>], seen: &[Seen], spot: impl Fn(&Seen) -> Spot) -> f64 {
    let (mut all, mut named, mut count, mut length) = (0.0, 0.0, 0.0, 0);
    for (word, seen) in words.iter().zip(seen).filter(|(word, _)| word.parts.is_none()) {
        let spot = spot(seen);
        all += word.says;
        named += word.says * spot.weight;
        count += spot.weight;
        length = length.max(spot.words);
    }
    if all > 0.0 && length > 0 {
        (named / all) * (count / f64::from(length))
    } else {
        0.0
    }
}
