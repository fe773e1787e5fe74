//! Groups of neighbouring pages, the unit in which texts are analysed.
//!
//! Takes the pages in the order of their addresses; gives them cut into groups. Where a group ends depends on the
//! addresses around it only, so a page that comes or goes changes its own group and perhaps the next.

use super::analyse::fingerprint;
use super::page::PageInput;

/// A group ends before an address that its hash chooses, one of so many …
const MEAN: u16 = 64;
/// … or at the latest behind so many pages, which seven bits can count.
const LARGEST: usize = 128;

/// Pages that are analysed together.
#[derive(Debug, Hash)]
pub(super) struct Group<'p> {
    pub(super) pages: &'p [PageInput<'p>],
}

/// Cuts the pages into groups.
pub(super) fn groups<'p>(pages: &'p [PageInput<'p>]) -> Vec<Group<'p>> {
    let is_cut = |page: &PageInput<'_>| fingerprint(page.url.as_str()).is_multiple_of(MEAN);
    let mut groups = Vec::new();
    let mut rest = pages;
    while !rest.is_empty() {
        let longest = rest.len().min(LARGEST);
        let end = (1..longest).find(|at| is_cut(&rest[*at])).unwrap_or(longest);
        let (group, behind) = rest.split_at(end);
        groups.push(Group { pages: group });
        rest = behind;
    }
    groups
}
