//! The team, gathered from the pages: one pass for the people, one for those who have no page.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Person, PersonId, Standing, Team, Who, fields_of_people, is_stub};
use crate::audience::{is_handover, leavers};
use crate::site::{Page, PageId, Site};

impl Team {
    /// Gathers everybody.
    pub fn of(site: &Site, today: Date) -> Self {
        let mut team = Self {
            today,
            people: Vec::new(),
            by_page: BTreeMap::new(),
            by_name: BTreeMap::new(),
            holders: BTreeMap::new(),
        };
        team.add_pages(site);
        team.add_stubs(site);
        team.fill_roles(site);
        team.add_managers(site);
        team.add_handovers(site);
        for person in &mut team.people {
            person.standing = Standing::of(person.leaves, person.returns, today);
        }
        team
    }

    fn add_pages(&mut self, site: &Site) {
        for (id, page) in pages_of_kind(site, "person") {
            let front = &page.document.front;
            self.by_page.insert(id, self.people.len());
            self.people.push(Person {
                page: Some(id),
                leaves: front.date("leaves"),
                returns: front.date("returns"),
                ..stub(front.text("name").unwrap_or(&page.title))
            });
        }
    }

    fn add_stubs(&mut self, site: &Site) {
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        let fields: Vec<&str> = fields_of_people().collect();
        for page in &site.pages {
            let named = fields
                .iter()
                .filter_map(|field| page.relations.get(field))
                .flatten();
            for related in named.filter(|related| is_stub(related)) {
                names.entry(related.name.to_lowercase()).or_insert(&related.name);
            }
        }
        for (key, name) in names {
            self.by_name.insert(key, self.people.len());
            self.people.push(stub(name));
        }
    }

    /// A role that another role holds is held by nobody: only people do things.
    fn fill_roles(&mut self, site: &Site) {
        for (id, page) in pages_of_kind(site, "role") {
            let holders = page.relations.get("holders").map_or(&[][..], Vec::as_slice);
            let people = holders.iter().filter_map(|related| match self.who(related) {
                Who::Person(person) => Some(person),
                Who::Role(_) | Who::Nobody => None,
            });
            let people = people.collect();
            self.holders.insert(id, people);
        }
    }

    fn add_managers(&mut self, site: &Site) {
        for id in 0..self.people.len() {
            let page = self.people[id].page.map(|page| &site.pages[page]);
            self.people[id].manager = page.and_then(|page| self.first(page, "manager"));
        }
    }

    /// What a handover page says wins over what the person's page says; of two handovers the one announced last.
    fn add_handovers(&mut self, site: &Site) {
        let mut handovers: Vec<(Option<Date>, PageId)> = site
            .pages
            .iter()
            .enumerate()
            .filter(|(_, page)| is_handover(&page.document, &site.kinds))
            .map(|(id, page)| (page.document.front.date("announced"), id))
            .collect();
        handovers.sort();
        for (announced, id) in handovers {
            let page = &site.pages[id];
            let front = &page.document.front;
            let manager = self.first(page, "manager");
            for leaver in self.leavers(site, page) {
                let person = &mut self.people[leaver];
                person.handover = Some(id);
                person.announced = announced;
                person.leaves = front.date("leaves").or(person.leaves);
                person.returns = front.date("returns").or(person.returns);
                person.manager = manager.or(person.manager);
            }
        }
    }

    /// Those whom a handover page is about.
    pub fn leavers(&self, site: &Site, handover: &Page) -> Vec<PersonId> {
        let names = leavers(&handover.document);
        names
            .into_iter()
            .filter_map(|name| self.find(&site.people, name))
            .collect()
    }

    fn first(&self, page: &Page, field: &str) -> Option<PersonId> {
        self.named(page, field).first().copied()
    }
}

fn stub(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        page: None,
        handover: None,
        leaves: None,
        returns: None,
        announced: None,
        manager: None,
        standing: Standing::Here,
    }
}

fn pages_of_kind<'s>(site: &'s Site, kind: &str) -> impl Iterator<Item = (PageId, &'s Page)> {
    let pages = site.pages.iter().enumerate();
    pages.filter(move |(_, page)| page.kind.as_deref() == Some(kind))
}
