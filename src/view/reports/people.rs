//! People as their own pages, the list of everybody and the skills matrix show them.

use serde::Serialize;

use crate::report::holdings::Tie;
use crate::report::{is_live, skills};
use crate::site::PageId;
use crate::team::PersonId;
use crate::view::lists::{entry, page_link};
use crate::view::people::{PersonView, person};
use crate::view::site::Frame;
use crate::view::{EntryView, LinkView};
use crate::words::path::Url;

/// What a person's page shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PersonPageView {
    /// The person.
    pub person: PersonView,
    /// Their address.
    pub email: Option<LinkView>,
    /// The first day in the team, as `2017-09-04`.
    pub joined: Option<String>,
    /// The first day back.
    pub returns: Option<String>,
    /// Who decides on their work.
    pub manager: Option<PersonView>,
    /// The page of their handover.
    pub handover: Option<LinkView>,
    /// What they hold, the strongest tie first.
    pub groups: Vec<TieView>,
    /// Their skills, the best first; none in a public build.
    pub skills: Vec<LevelView>,
}

/// The pages that one tie binds to a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TieView {
    /// The tie: `owner`, `holder`, `admin`, `backup`, `runs-as`, `learning`, `successor` or `candidate`.
    pub tie: &'static str,
    /// The pages by title.
    pub pages: Vec<EntryView>,
}

/// A skill and how well somebody has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LevelView {
    /// The skill.
    pub skill: String,
    /// 0 to 4.
    pub level: u8,
}

/// Everybody.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PeopleView {
    /// Everybody, those who leave first, then by name.
    pub people: Vec<HolderView>,
}

/// One person in the list of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct HolderView {
    /// The person.
    pub person: PersonView,
    /// The roles that they hold.
    pub roles: Vec<LinkView>,
    /// How many pages they own.
    pub owns: usize,
    /// How many they can do as a backup or administrator.
    pub backs_up: usize,
    /// How many they learn.
    pub learning: usize,
    /// How many duties, processes and systems nobody else can do.
    pub alone: usize,
}

/// Who can do what how well.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SkillsView {
    /// The columns; empty where there are too many.
    pub people: Vec<PersonView>,
    /// The skills, those that fewest can do alone first.
    pub skills: Vec<SkillView>,
}

/// One skill.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SkillView {
    /// Its name.
    pub name: String,
    /// How many can do it alone and stay.
    pub alone: usize,
    /// For each person of the columns their level, or nothing.
    pub levels: Vec<Option<u8>>,
    /// Who has it at all, the best first, where there are no columns.
    pub people: Vec<SkilledView>,
}

/// A person and how well they have a skill.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SkilledView {
    /// The person.
    pub person: PersonView,
    /// 0 to 4.
    pub level: u8,
}

/// With more people than this, each skill names its own instead of having a column for everybody.
const COLUMNS: usize = 16;

/// The ties by name, in the order in which a person's page shows them.
const TIES: [(Tie, &str); 8] = [
    (Tie::Owner, "owner"),
    (Tie::Holder, "holder"),
    (Tie::Admin, "admin"),
    (Tie::Backup, "backup"),
    (Tie::RunsAs, "runs-as"),
    (Tie::Learning, "learning"),
    (Tie::Successor, "successor"),
    (Tie::Candidate, "candidate"),
];

/// What a person's own page shows.
pub(in crate::view) fn own(frame: &Frame<'_>, id: PageId) -> Option<PersonPageView> {
    let page = &frame.site.pages[id];
    let from = &page.url;
    let who = frame.team.of_page(id)?;
    let one = &frame.team.people[who];
    let front = &page.document.front;
    let groups = TIES.iter().map(|(tie, name)| TieView {
        tie: name,
        pages: held(frame, who, *tie)
            .map(|page| entry(frame.site, page, from))
            .collect(),
    });
    Some(PersonPageView {
        person: person(frame, who, from),
        email: front.text("email").map(|email| LinkView {
            title: email.to_owned(),
            href: crate::words::address::href(email),
        }),
        joined: front.date("joined").map(|day| day.to_string()),
        returns: one.returns.map(|day| day.to_string()),
        manager: one.manager.map(|manager| person(frame, manager, from)),
        handover: one.handover.map(|page| page_link(frame.site, page, from)),
        groups: groups.filter(|group| !group.pages.is_empty()).collect(),
        skills: if frame.shows_skills() {
            levels(frame, who)
        } else {
            Vec::new()
        },
    })
}

/// The live pages that a tie binds to a person.
fn held<'a>(frame: &'a Frame<'_>, who: PersonId, tie: Tie) -> impl Iterator<Item = PageId> + 'a {
    let holdings = frame.reports.holdings.of(who).iter();
    let bound = holdings.filter(move |holding| holding.tie == tie);
    let is_live = |page: &PageId| is_live(&frame.site.pages[*page], frame.team);
    bound.map(|holding| holding.page).filter(is_live)
}

fn levels(frame: &Frame<'_>, who: PersonId) -> Vec<LevelView> {
    let skills = frame.reports.skills.iter();
    let mut levels: Vec<LevelView> = skills
        .flat_map(|(skill, levels)| {
            let own = levels.iter().find(|(person, _)| *person == who);
            own.map(|(_, level)| LevelView {
                skill: skill.clone(),
                level: *level,
            })
        })
        .collect();
    levels.sort_by_key(|one| std::cmp::Reverse(one.level));
    levels
}

/// The list of everybody.
pub(super) fn all(frame: &Frame<'_>, url: &Url) -> PeopleView {
    let mut alone = vec![0; frame.team.people.len()];
    for thing in &frame.reports.coverage.things {
        if let [only] = frame.team.able_today(&frame.site.pages[thing.page]).as_slice() {
            alone[*only] += 1;
        }
    }
    let mut ids: Vec<PersonId> = (0..frame.team.people.len()).collect();
    ids.sort_by_cached_key(|id| {
        let person = &frame.team.people[*id];
        (frame.team.stays(*id), person.name.to_lowercase())
    });
    let count = |id: PersonId, ties: &[Tie]| ties.iter().map(|tie| held(frame, id, *tie).count()).sum();
    let holder = |id: PersonId| HolderView {
        person: person(frame, id, url),
        roles: held(frame, id, Tie::Holder)
            .map(|role| page_link(frame.site, role, url))
            .collect(),
        owns: count(id, &[Tie::Owner]),
        backs_up: count(id, &[Tie::Backup, Tie::Admin]),
        learning: count(id, &[Tie::Learning]),
        alone: alone[id],
    };
    PeopleView {
        people: ids.into_iter().map(holder).collect(),
    }
}

/// The skills matrix.
pub(super) fn matrix(frame: &Frame<'_>, url: &Url) -> SkillsView {
    let report = &frame.reports.skills;
    let mut columns: Vec<PersonId> = report.values().flatten().map(|(id, _)| *id).collect();
    columns.sort_unstable_by_key(|id| (frame.team.stays(*id), *id));
    columns.dedup();
    if columns.len() > COLUMNS {
        columns.clear();
    }
    let skill = |(name, levels): (&String, &Vec<(PersonId, u8)>)| {
        let level = |id: &PersonId| {
            levels
                .iter()
                .find(|(known, _)| known == id)
                .map(|(_, level)| *level)
        };
        let mut named = if columns.is_empty() {
            levels.clone()
        } else {
            Vec::new()
        };
        named.retain(|(_, level)| *level > 0);
        named.sort_by_key(|(_, level)| std::cmp::Reverse(*level));
        SkillView {
            name: name.clone(),
            alone: skills::alone(frame.team, levels),
            levels: columns.iter().map(level).collect(),
            people: named
                .into_iter()
                .map(|(id, level)| SkilledView {
                    person: person(frame, id, url),
                    level,
                })
                .collect(),
        }
    };
    let mut skills: Vec<SkillView> = report.iter().map(skill).collect();
    skills.sort_by_key(|skill| skill.alone);
    SkillsView {
        people: columns.iter().map(|id| person(frame, *id, url)).collect(),
        skills,
    }
}
