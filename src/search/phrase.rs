//! Phrases: which terms follow each other, and where.

use super::analyse::fingerprint;
use super::codec::{Bytes, Damaged, later};
use super::fragment::Fragment;
use super::ledger::Follower;
use super::reader::{Fault, Reader, fault};
use super::terms::terms;

/// The pages on which a word seems to follow another.
pub(super) fn pages(reader: &Reader<'_>, first: &str, next: &str) -> Result<Vec<u32>, Fault> {
    let Some(place) = reader.root.followers.place(first) else {
        return Ok(Vec::new());
    };
    let rows = reader.rows("x", &reader.root.followers, place)?;
    let Some(posting) = rows.posting(first) else {
        return Ok(Vec::new());
    };
    let found = following(posting, fingerprint(next), reader.root.pages());
    found.map_err(|why| fault(&reader.name(place), why))
}

fn following(posting: &[u8], wanted: u16, limit: u32) -> Result<Vec<u32>, Damaged> {
    let (mut rest, mut pages) = (Bytes(posting), Vec::new());
    let [low, high] = wanted.to_le_bytes();
    let mut group = 0;
    while !rest.is_empty() {
        group = later(group, rest.number()?, limit)?;
        let followers = rest.number()? as usize;
        let followers: &[Follower] = rest
            .take(followers.saturating_mul(size_of::<Follower>()))?
            .as_chunks()
            .0;
        for [_, _, page] in followers.iter().filter(|follower| follower[..2] == [low, high]) {
            pages.push(later(group, u32::from(*page), limit)?);
        }
    }
    Ok(pages)
}

/// The section of a page in which every phrase stands, or 0 where they stand in different places; `None` where one is
/// missing. Fingerprints only say where it is worth looking.
pub(super) fn section(fragment: &Fragment<'_>, phrases: &[Vec<String>]) -> Option<u32> {
    let holds =
        |text: &str, phrase: &[String]| terms(text).0.windows(phrase.len()).any(|words| words == phrase);
    let in_section = |phrase: &Vec<String>| {
        let mut sections = (0..).zip(&fragment.sections);
        let found = sections.find(|(_, (_, heading, text))| holds(heading, phrase) || holds(text, phrase));
        found.map(|(number, _)| number)
    };
    let names = [&fragment.title]
        .into_iter()
        .chain(&fragment.description)
        .chain(&fragment.aliases);
    let in_name = |phrase: &Vec<String>| names.clone().any(|name| holds(name, phrase));
    let mut found = Vec::new();
    for phrase in phrases.iter().filter(|phrase| !phrase.is_empty()) {
        match in_section(phrase) {
            Some(section) => found.push(section),
            None if in_name(phrase) => found.push(0),
            None => return None,
        }
    }
    found.dedup();
    Some(if let [only] = found[..] { only } else { 0 })
}
