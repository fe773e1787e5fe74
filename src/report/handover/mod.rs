//! A handover: everything that one person holds, and how far each thing has come on its way to
//! somebody who stays.
//!
//! It can be made for anybody, whether they leave or not: `Team::if_left` says what would be.

mod sessions;
mod state;
mod told;

use jiff::civil::Date;

pub use self::sessions::Session;
pub use self::state::{Evidence, State};
pub use self::told::{News, Told};
use super::holdings::{Holding, Holdings, Tie};
use super::inbox::Jot;
use super::{importance, is_cancelled, is_live};
use crate::document::ENOUGH;
use crate::site::{Page, PageId, Site};
use crate::team::{PersonId, Team};

/// The kinds in the order of the board; what stops when nobody can do it comes before what is only lost.
const KINDS: [&str; 7] = [
    "duty", "process", "system", "role", "contact", "project", "meeting",
];
/// How many of [`KINDS`] are things that stop when nobody can do them.
const STOPPING: usize = 5;

/// Everything that one person hands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Who leaves.
    pub leaver: PersonId,
    /// The page of the handover.
    pub page: Option<PageId>,
    /// The last day.
    pub last_day: Option<Date>,
    /// The pages, by kind, least safe first.
    pub items: Vec<Item>,
    /// The bullets of the inbox.
    pub jots: Vec<Jot>,
    /// The sessions by day.
    pub sessions: Vec<Session>,
    /// The contacts in the order in which they should hear it.
    pub contacts: Vec<Told>,
    /// How much is safe.
    pub tally: Tally,
}

/// One thing to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its page.
    pub page: PageId,
    /// What makes it the leaver's.
    pub ties: Vec<Tie>,
    /// How far it has come.
    pub state: State,
    /// The steps below that are missing.
    pub gaps: Vec<State>,
    /// Who takes it over and stays.
    pub successors: Vec<PersonId>,
    /// Who could, and stays.
    pub candidates: Vec<PersonId>,
    /// Who can do it today, and stays.
    pub able: Vec<PersonId>,
    /// How much it counts.
    pub weight: usize,
    /// Whether it stops on the day after the last, as things are.
    pub stops: bool,
    /// What should be done next.
    pub next: Next,
}

/// What should be done next with one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it is settled.
    Nothing,
    /// Tell the contact.
    Tell,
    /// Hold the session of this number.
    Hold(usize),
    /// Find somebody who takes it over.
    FindSuccessor,
    /// Write down how it is done.
    WriteDown,
    /// Agree on a session with the successor.
    PlanSession,
    /// The successor does it.
    Practise,
    /// The successor says that it is theirs.
    Accept,
}

/// How much of a handover is safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many items have come to each state, in the order of [`State`]; an inbox bullet is listed.
    pub counts: [usize; 8],
    /// How many are safe.
    pub safe: usize,
    /// How many there are.
    pub all: usize,
    /// The weight of what is safe.
    pub safe_weight: usize,
    /// The weight of everything.
    pub weight: usize,
}

impl Item {
    /// Whether nothing is lost when the leaver goes: a practised thing needs somebody who stays to do it.
    pub fn is_safe(&self) -> bool {
        self.state.is_safe() && !self.gaps.contains(&State::Assigned)
    }
}

impl Tally {
    /// The safe part by importance, in per cent; rounded down, so that 100 means all.
    pub fn percent(&self) -> usize {
        (self.safe_weight * 100).checked_div(self.weight).unwrap_or(100)
    }

    fn of(items: &[Item], jots: usize) -> Self {
        let mut tally = Self {
            all: jots,
            weight: jots * WEIGHTS[1],
            ..Self::default()
        };
        tally.counts[State::Listed as usize] = jots;
        for item in items {
            tally.counts[item.state as usize] += 1;
            tally.all += 1;
            tally.weight += item.weight;
            if item.is_safe() {
                tally.safe += 1;
                tally.safe_weight += item.weight;
            }
        }
        tally
    }
}

/// How much things of low, normal and high importance count.
const WEIGHTS: [usize; 3] = [1, 2, 4];

/// The handover of one person.
pub fn of(site: &Site, team: &Team, holdings: &Holdings, leaver: PersonId, jots: &[Jot]) -> Handover {
    let person = &team.people[leaver];
    let sessions = person
        .handover
        .map_or_else(Vec::new, |page| sessions::of(team, &site.pages[page]));
    let asking = Asking {
        site,
        team,
        leaver,
        sessions: &sessions,
    };
    let mut items: Vec<Item> = holdings
        .of(leaver)
        .chunk_by(|a, b| a.page == b.page)
        .filter_map(|held| asking.item(held))
        .collect();
    items.sort_by_cached_key(|item| order(site, item));
    Handover {
        leaver,
        page: person.handover,
        last_day: person.leaves,
        contacts: told::of(site, team, leaver, &items),
        tally: Tally::of(&items, jots.len()),
        items,
        jots: jots.to_vec(),
        sessions,
    }
}

/// By kind; then what stops, what is not safe, what matters most and what has come least far.
fn order(site: &Site, item: &Item) -> impl Ord + use<> {
    let page = &site.pages[item.page];
    let importance = std::cmp::Reverse(item.weight);
    let urgency = (!item.stops, item.is_safe(), importance, item.state);
    (rank(page), urgency, page.title.to_lowercase())
}

/// The place of a page's kind on the board; kinds without one come last, by name.
fn rank(page: &Page) -> (usize, String) {
    let kind = page.kind.as_deref().unwrap_or_default();
    let known = KINDS.iter().position(|known| *known == kind);
    (known.unwrap_or(KINDS.len()), kind.to_owned())
}

/// What every item of one handover depends on.
struct Asking<'a> {
    site: &'a Site,
    team: &'a Team,
    leaver: PersonId,
    sessions: &'a [Session],
}

impl Asking<'_> {
    fn item(&self, held: &[Holding]) -> Option<Item> {
        let id = held.first()?.page;
        let page = &self.site.pages[id];
        if !is_to_hand_over(page, self.team) {
            return None;
        }
        let ties: Vec<Tie> = held
            .iter()
            .map(|holding| holding.tie)
            .filter(|tie| self.is_binding(page, *tie))
            .collect();
        if ties.is_empty() {
            return None;
        }
        let successors = self.staying(page, "successor");
        let evidence = self.evidence(id, !successors.is_empty());
        let (state, gaps) = evidence.state();
        let mut item = Item {
            page: id,
            ties,
            state,
            gaps,
            successors,
            candidates: self.staying(page, "candidates"),
            able: self.able(page),
            weight: WEIGHTS[importance(page)],
            stops: false,
            next: Next::Nothing,
        };
        item.stops = !item.is_safe() && item.able.is_empty() && rank(page).0 < STOPPING;
        item.next = self.next(&item, evidence);
        Some(item)
    }

    /// Whether a tie makes a thing the leaver's to hand over.
    fn is_binding(&self, page: &Page, tie: Tie) -> bool {
        match tie {
            Tie::Owner | Tie::RunsAs | Tie::Holder => true,
            Tie::Backup | Tie::Admin => self.staying(page, tie.field()).is_empty(),
            Tie::Learning | Tie::Successor | Tie::Candidate => false,
        }
    }

    /// Those in a field who stay after the leaver's last day.
    fn staying(&self, page: &Page, field: &str) -> Vec<PersonId> {
        let mut people = self.team.named(page, field);
        people.retain(|person| self.stays(*person));
        people
    }

    fn stays(&self, person: PersonId) -> bool {
        person != self.leaver && self.team.stays_past(person, self.team.people[self.leaver].leaves)
    }

    fn able(&self, page: &Page) -> Vec<PersonId> {
        let mut people = self.team.able_today(page);
        people.retain(|person| self.stays(*person));
        people
    }

    fn evidence(&self, id: PageId, is_assigned: bool) -> Evidence {
        let page = &self.site.pages[id];
        let front = &page.document.front;
        let held = |session: &Session| session.item == Some(id) && session.is_held(self.team.today);
        // What came to the leaver from somebody else says nothing of where it goes from here.
        let came_to_leaver = self.team.named(page, "successor").contains(&self.leaver);
        let said = front.text("transfer").and_then(State::of_word);
        let ends = is_cancelled(page);
        Evidence {
            is_documented: is_documented(page),
            is_assigned,
            is_shown: self.sessions.iter().any(held),
            said: said
                .filter(|_| !came_to_leaver)
                .or(ends.then_some(State::Dropped)),
            has_reason: has_reason(page) || ends,
        }
    }

    fn next(&self, item: &Item, evidence: Evidence) -> Next {
        let page = &self.site.pages[item.page];
        let coming = |session: &Session| {
            session.item == Some(item.page) && session.on.is_some_and(|day| day > self.team.today)
        };
        let session = self.sessions.iter().position(coming);
        let is_told = page.kind.as_deref() != Some("contact") || page.document.front.date("told").is_some();
        match (item.state, session) {
            (State::Accepted | State::Dropped | State::Automated, _) => Next::Nothing,
            _ if !is_told => Next::Tell,
            (State::Practised, _) if evidence.is_assigned => Next::Accept,
            (_, Some(session)) => Next::Hold(session),
            _ if !evidence.is_assigned => Next::FindSuccessor,
            _ if !evidence.is_documented => Next::WriteDown,
            (State::Shown, _) => Next::Practise,
            _ => Next::PlanSession,
        }
    }
}

/// Whether a page is about something that is still done, or that this handover has ended.
fn is_to_hand_over(page: &Page, team: &Team) -> bool {
    let is_about_people = matches!(page.kind.as_deref(), Some("person" | "handover"));
    let front = &page.document.front;
    let is_past = front.date("on").is_some_and(|day| day < team.today) && front.entry("when").is_none();
    let is_settled = matches!(front.text("transfer"), Some("dropped" | "automated")) || is_cancelled(page);
    !is_about_people
        && !is_past
        && (is_live(page, team) || is_settled && front.text("status") != Some("archived"))
}

/// Whether a page says how its thing is done: it is no draft, and has enough words, steps, or a process that it follows.
fn is_documented(page: &Page) -> bool {
    let document = &page.document;
    let tells = document.words >= ENOUGH || document.has_steps || page.relations.contains_key("how");
    !document.is_draft() && tells
}

/// Whether a page gives a reason for what became of its handover.
pub fn has_reason(page: &Page) -> bool {
    let note = page.document.front.text("transfer_note");
    note.is_some_and(|note| !note.trim().is_empty())
}
