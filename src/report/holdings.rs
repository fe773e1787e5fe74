//! What each person holds: every page that names them in a field of responsibility.
//!
//! Names count as they are written: who holds a role holds the role, and through it what the role
//! owns. One pass over the pages, shared by all that is told of a person.

use crate::site::{PageId, Related, Site};
use crate::team::{PersonId, Team, Who};

/// What ties a person to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// Answers for it.
    Owner,
    /// Can do it today.
    Backup,
    /// It runs under their account.
    RunsAs,
    /// Administers it.
    Admin,
    /// Holds the role.
    Holder,
    /// Learns it.
    Learning,
    /// Takes it over.
    Successor,
    /// Could take it over.
    Candidate,
}

/// The ties by the field that makes them.
pub const FIELDS: [(&str, Tie); 8] = [
    ("owner", Tie::Owner),
    ("backup", Tie::Backup),
    ("runs_as", Tie::RunsAs),
    ("admins", Tie::Admin),
    ("holders", Tie::Holder),
    ("learning", Tie::Learning),
    ("successor", Tie::Successor),
    ("candidates", Tie::Candidate),
];

impl Tie {
    /// The field that makes it.
    pub fn field(self) -> &'static str {
        let row = FIELDS.iter().find(|(_, tie)| *tie == self);
        row.expect("every tie has a field").0
    }
}

/// A page and what ties one person to it; of two ties to a page the stronger comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The page.
    pub page: PageId,
    /// The tie.
    pub tie: Tie,
}

/// What everybody holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings(Vec<Vec<Holding>>);

impl Holdings {
    /// What one person holds, by page.
    pub fn of(&self, person: PersonId) -> &[Holding] {
        self.0.get(person).map_or(&[], Vec::as_slice)
    }
}

/// What everybody holds.
pub fn of(site: &Site, team: &Team) -> Holdings {
    let mut holdings = vec![Vec::new(); team.people.len()];
    for (id, page) in site.pages.iter().enumerate() {
        for (field, tie) in FIELDS {
            let related = page.relations.get(field).map_or(&[][..], Vec::as_slice);
            for person in people(team, related) {
                let holding = Holding { page: id, tie };
                // A name that stands twice in a field is one tie.
                if holdings[person].last() != Some(&holding) {
                    holdings[person].push(holding);
                }
            }
        }
    }
    Holdings(holdings)
}

fn people<'a>(team: &'a Team, related: &'a [Related]) -> impl Iterator<Item = PersonId> + 'a {
    related.iter().filter_map(|related| match team.who(related) {
        Who::Person(person) => Some(person),
        Who::Role(_) | Who::Nobody => None,
    })
}
