//! Floor 3: who is who, who is going, and who can do what.
//!
//! Takes the site and the day; gives the [`Team`]: every person whom a page is about or whom some
//! front matter names, with the roles that they hold and whether they stay. It is made once a build
//! and believes what the site says: what nobody may know yet was cut out before (`audience`). It
//! must not know how anything is reported or shown.

mod gather;
mod person;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::fields::{FIELDS, SESSION, Shape};
use crate::site::{Destination, Page, PageId, Related};
use crate::words::address::is_address;

pub use self::person::{Person, Standing};

/// A person's number: their place in [`Team::people`].
pub type PersonId = usize;

/// The fields that name those who can do today what a page is about.
pub const ABLE: [&str; 4] = ["owner", "backup", "admins", "holders"];

/// Everybody.
#[derive(Clone, Debug)]
pub struct Team {
    /// The day on which all of this is true.
    pub today: Date,
    /// Those with a page by its path, then the others by name.
    pub people: Vec<Person>,
    by_page: BTreeMap<PageId, PersonId>,
    /// Those without a page, by name, lowercased.
    by_name: BTreeMap<String, PersonId>,
    /// Who holds each role, by the role's page.
    holders: BTreeMap<PageId, Vec<PersonId>>,
}

/// Whom or what a name in a field of people means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A person.
    Person(PersonId),
    /// A role, by its page: whoever holds it.
    Role(PageId),
    /// An address, or a page that is about nobody.
    Nobody,
}

impl Team {
    /// Whom a name means.
    pub fn who(&self, related: &Related) -> Who {
        match related.to {
            Some(Destination::Page(page)) if self.holders.contains_key(&page) => Who::Role(page),
            Some(Destination::Page(page)) => self.of_page(page).map_or(Who::Nobody, Who::Person),
            Some(_) => Who::Nobody,
            None => self
                .by_name
                .get(&related.name.to_lowercase())
                .map_or(Who::Nobody, |person| Who::Person(*person)),
        }
    }

    /// The person whom a page is about.
    pub fn of_page(&self, page: PageId) -> Option<PersonId> {
        self.by_page.get(&page).copied()
    }

    /// The people whom a page's field names, roles expanded to their holders, each once and in order.
    pub fn named(&self, page: &Page, field: &str) -> Vec<PersonId> {
        let mut people = Vec::new();
        let mut add = |person: PersonId| {
            if !people.contains(&person) {
                people.push(person);
            }
        };
        for related in page.relations.get(field).map_or(&[][..], Vec::as_slice) {
            match self.who(related) {
                Who::Person(person) => add(person),
                Who::Role(role) => self.holders(role).iter().copied().for_each(&mut add),
                Who::Nobody => {}
            }
        }
        people
    }

    /// Who can do today what a page is about, whether they stay or not: its owner, backups and administrators.
    pub fn able_today(&self, page: &Page) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = Vec::new();
        for field in ABLE {
            for person in self.named(page, field) {
                if !people.contains(&person) && self.people[person].standing != Standing::Left {
                    people.push(person);
                }
            }
        }
        people
    }

    /// Who can do what a page is about and stays.
    pub fn able(&self, page: &Page) -> Vec<PersonId> {
        let mut people = self.able_today(page);
        people.retain(|person| self.stays(*person));
        people
    }

    /// Whether a person has neither left nor is leaving.
    pub fn stays(&self, person: PersonId) -> bool {
        self.people[person].standing == Standing::Here
    }

    /// Whether a person is still there after somebody else's last day; where that is not known, whether they stay at all.
    pub fn stays_past(&self, person: PersonId, last_day: Option<Date>) -> bool {
        let person = &self.people[person];
        let leaves_later = || {
            last_day
                .zip(person.leaves)
                .is_some_and(|(other, own)| own > other)
        };
        match person.standing {
            Standing::Here => true,
            Standing::Leaving => leaves_later(),
            Standing::Left => false,
        }
    }

    /// Who holds a role, by its page.
    pub fn holders(&self, role: PageId) -> &[PersonId] {
        self.holders.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The person of a name, as a command line gives it.
    pub fn find(&self, people: &BTreeMap<String, PageId>, name: &str) -> Option<PersonId> {
        let name = name.trim().to_lowercase();
        let by_page = people.get(&name).and_then(|page| self.of_page(*page));
        by_page.or_else(|| self.by_name.get(&name).copied())
    }

    /// The same team, were a person's last day another one.
    #[must_use]
    pub fn if_left(mut self, person: PersonId, last_day: Date) -> Self {
        let leaver = &mut self.people[person];
        (leaver.leaves, leaver.returns) = (Some(last_day), None);
        leaver.standing = Standing::of(Some(last_day), None, self.today);
        self
    }
}

/// The fields that name people, those of sessions too.
pub(crate) fn fields_of_people() -> impl Iterator<Item = &'static str> {
    let people = FIELDS.iter().chain(SESSION);
    let people = people.filter(|field| field.shape == Shape::People);
    people.map(|field| field.name)
}

/// Whether a name in a field of people makes a person by itself, without a page.
pub(crate) fn is_stub(related: &Related) -> bool {
    related.to.is_none() && !is_address(&related.name)
}
