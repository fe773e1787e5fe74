//! The calendars that there are: the team's, and one for each person who has a page and a duty.
//!
//! Only their places and owners; `feed` writes them.

use std::collections::BTreeSet;

use super::duties::Duties;
use crate::site::Site;
use crate::team::{PersonId, Standing, Team};
use crate::words::path::Url;

/// Where the team's calendar is published.
const TEAM: &str = "calendar/team.ics";

/// A calendar's place, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Where it is published.
    pub url: Url,
    /// Whose it is; `None` for the team's.
    pub person: Option<PersonId>,
}

/// The calendars that hold something, the team's first; none where nothing has a date.
pub fn of(site: &Site, team: &Team, duties: &Duties) -> Vec<Calendar> {
    let dated = || duties.all.iter().filter(|duty| duty.schedule.is_some());
    if dated().next().is_none() {
        return Vec::new();
    }
    let busy: BTreeSet<PersonId> = dated()
        .flat_map(|duty| duty.owners.iter().chain(&duty.others).copied())
        .collect();
    let mut taken = BTreeSet::from(["team".to_owned()]);
    let of_people = busy.into_iter().filter_map(|person| {
        let url = place(site, team, person, &mut taken)?;
        Some(Calendar {
            url,
            person: Some(person),
        })
    });
    let of_team = Calendar {
        url: Url::new(TEAM).expect("a constant that is sound"),
        person: None,
    };
    std::iter::once(of_team).chain(of_people).collect()
}

/// The name of the person's file or, where another has that name, its whole path.
fn place(site: &Site, team: &Team, person: PersonId, taken: &mut BTreeSet<String>) -> Option<Url> {
    let person = &team.people[person];
    let page = person.page.filter(|_| person.standing != Standing::Left)?;
    let path = &site.pages[page].document.path;
    let names = [path.stem().to_owned(), path.without_extension().replace('/', "-")];
    let name = names.into_iter().find(|name| taken.insert(name.to_lowercase()))?;
    Url::new(&format!("calendar/{name}.ics"))
}
