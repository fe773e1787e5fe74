//! Facets: the pages of each kind, owner, tag and status.

use std::collections::BTreeMap;

use super::codec::{Bytes, Damaged, put_count, put_pages, put_text};
use super::page::PageInput;

/// What results can be narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// The name of a page's kind.
    Kind,
    /// Who answers for a page.
    Owner,
    /// A tag.
    Tag,
    /// A status.
    Status,
}

impl Facet {
    /// All facets in the order of the file.
    const ALL: [Self; 4] = [Self::Kind, Self::Owner, Self::Tag, Self::Status];

    fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Owner => "owner",
            Self::Tag => "tag",
            Self::Status => "status",
        }
    }

    fn values<'p>(self, page: &'p PageInput<'_>) -> Vec<&'p str> {
        match self {
            Self::Kind => page.kind.into_iter().collect(),
            Self::Owner => page.owners.clone(),
            Self::Tag => page.tags.clone(),
            Self::Status => page.status.into_iter().collect(),
        }
    }
}

/// What there is to choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facets {
    /// The pages of each value of each facet.
    pages: BTreeMap<Facet, BTreeMap<String, Vec<u32>>>,
    /// What several pages of each kind are called.
    plurals: BTreeMap<String, String>,
}

impl Facets {
    /// The facets of pages in order.
    pub(super) fn of(pages: &[PageInput<'_>]) -> Self {
        let mut facets = BTreeMap::new();
        for facet in Facet::ALL {
            let mut values: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
            for (number, page) in (0..).zip(pages) {
                for value in facet.values(page) {
                    let pages = values.entry(value).or_default();
                    if pages.last() != Some(&number) {
                        pages.push(number);
                    }
                }
            }
            let owned = values.into_iter().map(|(value, pages)| (value.to_owned(), pages));
            facets.insert(facet, owned.collect());
        }
        let plurals = pages.iter().filter_map(|page| page.kind.zip(page.plural));
        Self {
            pages: facets,
            plurals: plurals
                .map(|(kind, plural)| (kind.to_owned(), plural.to_owned()))
                .collect(),
        }
    }

    /// The pages with a value, without regard to case.
    pub(super) fn pages(&self, facet: Facet, value: &str) -> Vec<u32> {
        let wanted = value.trim().to_lowercase();
        let values = self.pages.get(&facet).into_iter().flatten();
        let same = values.filter(|(known, _)| known.to_lowercase() == wanted);
        let mut pages: Vec<u32> = same.flat_map(|(_, pages)| pages.iter().copied()).collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_count(self.pages.len(), &mut bytes);
        for (facet, values) in &self.pages {
            put_text(facet.name(), &mut bytes);
            put_count(values.len(), &mut bytes);
            for (value, pages) in values {
                put_text(value, &mut bytes);
                put_pages(pages, &mut bytes);
            }
        }
        put_count(self.plurals.len(), &mut bytes);
        for (kind, plural) in &self.plurals {
            put_text(kind, &mut bytes);
            put_text(plural, &mut bytes);
        }
        bytes
    }

    /// Reads facets; one of a name that is not known is passed over.
    pub(super) fn read(bytes: &[u8], limit: u32) -> Result<Self, Damaged> {
        let mut bytes = Bytes(bytes);
        let mut facets = BTreeMap::new();
        for _ in 0..bytes.count()? {
            let name = bytes.text()?;
            let mut values = BTreeMap::new();
            for _ in 0..bytes.count()? {
                values.insert(bytes.text()?.to_owned(), bytes.pages(limit)?);
            }
            if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.name() == name) {
                facets.insert(facet, values);
            }
        }
        let mut plurals = BTreeMap::new();
        for _ in 0..bytes.count()? {
            plurals.insert(bytes.text()?.to_owned(), bytes.text()?.to_owned());
        }
        Ok(Self {
            pages: facets,
            plurals,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_come_back() {
        let tags = BTreeMap::from([("Backup".to_owned(), vec![1, 4]), ("backup".to_owned(), vec![2])]);
        let facets = Facets {
            pages: BTreeMap::from([(Facet::Tag, tags)]),
            plurals: BTreeMap::from([("duty".to_owned(), "duties".to_owned())]),
        };
        let read = Facets::read(&facets.write(), 5).expect("it was just written");
        assert_eq!(read, facets);
        assert_eq!(read.pages(Facet::Tag, " BACKUP"), [1, 2, 4]);
        assert!(read.pages(Facet::Owner, "backup").is_empty());
        assert!(Facets::read(&facets.write(), 4).is_err());
    }
}
