//! Ranking: what the pages say to the words of a query, as one number for each page.

use super::candidates::Meaning;
use super::posting::{Entry, Posting};
use super::reader::{Fault, Reader, fault};
use super::score::{Weights, length};

/// A page that answers a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    pub(super) page: u32,
    /// The section that answers best.
    pub(super) section: u32,
    /// How well, in millionths.
    pub(super) score: i64,
}

/// What one candidate of one word found on one page.
struct Found {
    page: u32,
    /// The place of the word among the query's, or behind them that of a bonus term.
    word: usize,
    weight: f64,
    cover: f64,
    entry: Entry,
}

/// One word, or a bonus term, on one page.
#[derive(Clone, Debug, Default)]
struct Seen {
    title: f64,
    title_words: u32,
    alias: f64,
    description: f64,
    tag: f64,
    aliases: Vec<(u32, u32, f64)>,
    /// By section: in the text, in the heading, and how long that is.
    sections: Vec<(u32, f64, f64, u32)>,
    /// The surest candidate.
    weight: f64,
}

/// A word that counts, by its place among [`Seen`].
pub(super) struct Word<'m> {
    pub(super) meaning: &'m Meaning,
    /// How much of it counts for the share of the query that a page answers.
    pub(super) share: f64,
    /// For a bonus term, its factor and the words that it stands for.
    pub(super) bonus: Option<(f64, &'m [usize])>,
}

/// Ranks all pages on which some word stands.
pub(super) fn rank(reader: &Reader<'_>, words: &[Word<'_>], weights: &Weights) -> Result<Vec<Ranked>, Fault> {
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        for candidate in &word.meaning.candidates {
            let broken = |why| fault("a term", why);
            let posting = Posting::read(&candidate.posting, reader.root.pages()).map_err(broken)?;
            for entry in posting.entries() {
                let (page, entry) = entry.map_err(broken)?;
                if !candidate.names_only || entry.is_named() {
                    found.push(Found {
                        page,
                        word: place,
                        weight: candidate.weight,
                        cover: candidate.cover,
                        entry,
                    });
                }
            }
        }
    }
    found.sort_by_key(|found| found.page);
    let lengths = reader.root.lengths.iter().map(|code| length(*code));
    let mean = lengths.sum::<f64>() / f64::from(reader.root.pages().max(1));
    let mut ranked: Vec<Ranked> = found
        .chunk_by(|a, b| a.page == b.page)
        .map(|of_page| {
            let page = of_page[0].page;
            let relative = length(reader.root.lengths[page as usize]) / mean;
            let norm = 1.0 - weights.b + weights.b * relative;
            let seen = gather(of_page, words.len());
            let (section, score) = score(&seen, words, norm, weights);
            let score = if reader.root.deprecated.binary_search(&page).is_ok() {
                score * weights.deprecated
            } else {
                score
            };
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

fn gather(found: &[Found], words: usize) -> Vec<Seen> {
    let mut seen = vec![Seen::default(); words];
    for Found { word, weight, cover, entry, .. } in found {
        let here = &mut seen[*word];
        here.weight = here.weight.max(*cover);
        if let Some(words) = entry.title {
            here.title = here.title.max(*weight);
            here.title_words = words;
        }
        if entry.description {
            here.description = here.description.max(*weight);
        }
        if entry.tag {
            here.tag = here.tag.max(*weight);
        }
        for (alias, words) in &entry.aliases {
            here.alias = here.alias.max(*weight);
            match here.aliases.iter_mut().find(|(known, ..)| known == alias) {
                Some(known) => known.2 = known.2.max(*weight),
                None => here.aliases.push((*alias, *words, *weight)),
            }
        }
        for hit in &entry.hits {
            let body = *weight * f64::from(hit.times);
            let heading = if hit.heading.is_some() { *weight } else { 0.0 };
            let words = hit.heading.unwrap_or(0);
            match here.sections.iter_mut().find(|(known, ..)| *known == hit.section) {
                Some(known) => {
                    known.1 = known.1.max(body);
                    known.2 = known.2.max(heading);
                    known.3 = known.3.max(words);
                }
                None => here.sections.push((hit.section, body, heading, words)),
            }
        }
    }
    seen
}

/// The best section of a page and the page's score.
fn score(seen: &[Seen], words: &[Word<'_>], norm: f64, weights: &Weights) -> (u32, f64) {
    let mut sections: Vec<u32> = seen.iter().flat_map(|seen| seen.sections.iter().map(|section| section.0)).collect();
    sections.push(0);
    sections.sort_unstable();
    sections.dedup();
    let (mut best, mut second, mut at) = (-1.0, 0.0, 0);
    for section in sections {
        let here = of_section(seen, words, section, norm, weights);
        if here > best {
            second = if best > 0.0 { best } else { 0.0 };
            (best, at) = (here, section);
        } else if here > second {
            second = here;
        }
    }
    let mut total = best + weights.second * second;
    let (mut all, mut answered, mut says) = (0.0, 0.0, 0.0);
    for (place, word) in words.iter().enumerate().filter(|(_, word)| word.bonus.is_none()) {
        let says_here = word.meaning.idf * word.share;
        says += word.meaning.idf * word.share;
        all += says_here;
        answered += says_here * answer(seen, words, place);
    }
    total += says * weights.title_exact * title(seen, words, weights);
    total += says * weights.alias_exact * alias(seen, words);
    let covered = if all > 0.0 { answered / all } else { 0.0 };
    let soft = if weights.power == 2.5 { covered * covered * covered.sqrt() } else { covered.powf(weights.power) };
    (at, total * soft)
}

/// How surely a page has a word, by itself or within one of the forms that put it together with others.
fn answer(seen: &[Seen], words: &[Word<'_>], place: usize) -> f64 {
    let mut answer = seen[place].weight;
    for (other, word) in words.iter().enumerate() {
        if let Some((_, parts)) = word.bonus
            && parts.contains(&place)
        {
            answer = answer.max(seen[other].weight);
        }
    }
    answer
}

fn of_section(seen: &[Seen], words: &[Word<'_>], section: u32, norm: f64, weights: &Weights) -> f64 {
    let (mut score, mut all, mut covered) = (0.0, 0.0, 0.0);
    let (mut in_heading, mut heading_words, mut heading_count) = (0.0, 0.0, 0.0);
    for (word, seen) in words.iter().zip(seen) {
        let here = seen.sections.iter().find(|known| known.0 == section);
        let (body, heading) = here.map_or((0.0, 0.0), |here| (here.1, here.2));
        let elsewhere = seen.sections.iter().filter(|known| known.0 != section).map(|other| other.1.max(other.2));
        let elsewhere = elsewhere.fold(0.0f64, f64::max);
        let mass = weights.title * seen.title
            + weights.alias * seen.alias
            + weights.heading * heading
            + weights.description * seen.description
            + weights.tag * seen.tag
            + weights.body * body / norm
            + weights.elsewhere * elsewhere / norm;
        let factor = word.bonus.map_or(1.0, |(factor, _)| factor) * word.share;
        let says = word.meaning.idf * factor;
        score += says * mass * (weights.k1 + 1.0) / (mass + weights.k1);
        if word.bonus.is_none() {
            all += says;
            if body > 0.0 || heading > 0.0 || seen.title > 0.0 || seen.alias > 0.0 {
                covered += says;
            }
            if heading > 0.0 {
                in_heading += says * heading;
                heading_count += heading;
                heading_words = here.map_or(0.0, |here| f64::from(here.3));
            }
        }
    }
    if all > 0.0 {
        score *= weights.coverage_base + (1.0 - weights.coverage_base) * covered / all;
        if heading_words > 0.0 {
            score += weights.heading_exact * in_heading * (in_heading / all) * (heading_count / heading_words);
        }
    }
    score
}

/// How nearly a title says just what the query says: 1 for the very words.
fn title(seen: &[Seen], words: &[Word<'_>], weights: &Weights) -> f64 {
    let (mut all, mut named, mut count, mut length) = (0.0, 0.0, 0.0, 0.0);
    for (word, seen) in words.iter().zip(seen).filter(|(word, _)| word.bonus.is_none()) {
        all += word.meaning.idf * word.share;
        if seen.title > 0.0 {
            named += word.meaning.idf * word.share * seen.title;
            count += seen.title;
            length = f64::from(seen.title_words);
        }
    }
    if all == 0.0 || length == 0.0 {
        return 0.0;
    }
    (named / all) * (count / length) + weights.title_cover * (named / all)
}

/// How nearly an alias or question says just what the query says.
fn alias(seen: &[Seen], words: &[Word<'_>]) -> f64 {
    let mut numbers: Vec<u32> = seen.iter().flat_map(|seen| seen.aliases.iter().map(|alias| alias.0)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut best = 0.0f64;
    for number in numbers {
        let (mut all, mut named, mut count, mut length) = (0.0, 0.0, 0.0, 0.0);
        for (word, seen) in words.iter().zip(seen).filter(|(word, _)| word.bonus.is_none()) {
            all += word.meaning.idf * word.share;
            if let Some(alias) = seen.aliases.iter().find(|alias| alias.0 == number) {
                named += word.meaning.idf * word.share * alias.2;
                count += alias.2;
                length = f64::from(alias.1);
            }
        }
        if all > 0.0 && length > 0.0 {
            best = best.max((named / all) * (count / length));
        }
    }
    best
}
