//! Phrases: which terms follow each other, and where.

use super::analyse::fingerprint;
use super::codec::{Bytes, Damaged, later};
use super::fragment::Fragment;
use super::ledger::MORE;
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
    let mut group = 0;
    while !rest.is_empty() {
        group = later(group, rest.number()?, limit)?;
        let length = rest.count()?;
        let mut followers = Bytes(rest.take(length)?);
        while !followers.is_empty() {
            let here = u16::from_le_bytes([followers.byte()?, followers.byte()?]);
            let mut page = MORE;
            while page & MORE != 0 {
                page = followers.byte()?;
                if here == wanted {
                    pages.push(later(group, u32::from(page & !MORE), limit)?);
                }
            }
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

#[cfg(test)]
mod tests {
    use super::super::codec::put_number;
    use super::super::ledger::{follower, put_followers};
    use super::*;

    #[test]
    fn followers_come_back_by_group() {
        let mut posting = Vec::new();
        put_number(0, &mut posting);
        let mut first =
            [(258, 127), (7, 3), (258, 0), (7, 3), (258, 64)].map(|(word, page)| follower(word, page));
        put_followers(&mut first, &mut posting);
        put_number(100, &mut posting);
        put_followers(&mut [follower(258, 1)], &mut posting);
        assert_eq!(following(&posting, 258, 1000), Ok(vec![0, 64, 127, 101]));
        assert_eq!(following(&posting, 7, 1000), Ok(vec![3]));
        assert_eq!(following(&posting, 9, 1000), Ok(vec![]));
        for at in 1..posting.len() {
            assert!(
                following(&posting[..at], 9, 1000).is_err() || at == 10,
                "cut at {at}"
            );
        }
    }
}
