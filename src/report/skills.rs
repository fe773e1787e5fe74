//! Skills: who can do what how well, from 0 (not yet) to 4 (can teach it).

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::document::front_matter::Value;
use crate::fields::HIGHEST_SKILL;
use crate::site::Site;
use crate::team::{PersonId, Team};

/// From this level on somebody works alone.
pub const ALONE: u8 = 3;

/// The levels of everybody by skill.
pub type Skills = BTreeMap<String, Vec<(PersonId, u8)>>;

/// The levels of everybody by skill; what is no level from 0 to 4 is left out.
pub fn of(site: &Site, team: &Team) -> Skills {
    let mut skills = Skills::new();
    for (id, person) in team.people.iter().enumerate() {
        let Some(page) = person.page else { continue };
        let entry = site.pages[page].document.front.entry("skills");
        let Some(Value::Any(Json::Object(levels))) = entry.map(|entry| &entry.value) else {
            continue;
        };
        for (skill, level) in levels {
            let level = level.as_u64().and_then(|level| u8::try_from(level).ok());
            if let Some(level) = level.filter(|level| *level <= HIGHEST_SKILL) {
                skills.entry(skill.clone()).or_default().push((id, level));
            }
        }
    }
    skills
}

/// How many of those who stay can work alone.
pub fn alone(team: &Team, levels: &[(PersonId, u8)]) -> usize {
    let able = levels.iter().filter(|(_, level)| *level >= ALONE);
    able.filter(|(person, _)| team.stays(*person)).count()
}
