//! A handover as its page and the terminal show it: what is not safe comes before everything else.

use jiff::civil::Date;
use serde::Serialize;

use super::duties::WhenView;
use super::next;
use crate::audience::is_handover;
use crate::report::duties::schedule;
use crate::report::handover::{Handover, Item, News, Session, State, Told};
use crate::site::{Page, PageId, Site};
use crate::team::PersonId;
use crate::view::LinkView;
use crate::view::lists::page_link;
use crate::view::page::when;
use crate::view::people::{PersonView, people, person};
use crate::view::site::Frame;
use crate::when::When;
use crate::words::path::Url;

/// What a handover page shows: a board for each who leaves by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct HandoverView {
    /// The boards; nearly always one.
    pub boards: Vec<BoardView>,
}

/// The handover of one person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct BoardView {
    /// Who leaves.
    pub person: PersonView,
    /// The last day, as `2026-12-03`.
    pub last_day: Option<String>,
    /// The day after it, when things stop.
    pub stop_day: Option<String>,
    /// When the team was told.
    pub announced: Option<String>,
    /// The first day back.
    pub returns: Option<String>,
    /// Who decides on the leaver's work.
    pub manager: Option<PersonView>,
    /// Everybody who takes something over.
    pub successors: Vec<PersonView>,
    /// How much is safe.
    pub tally: TallyView,
    /// What stops on the day after the last, the most important first.
    pub stops: Vec<RowView>,
    /// Everything, by kind.
    pub groups: Vec<BoardGroupView>,
    /// The inbox.
    pub jots: Vec<JotView>,
    /// The page of the inbox.
    pub inbox: Option<LinkView>,
    /// The sessions still to come.
    pub sessions: Vec<SessionView>,
    /// The sessions that have been held.
    pub held: Vec<SessionView>,
    /// The contacts in the order in which they should hear it.
    pub contacts: Vec<ToldView>,
    /// How many contacts know.
    pub told: usize,
}

/// How much of a handover is safe.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TallyView {
    /// How many things are safe.
    pub safe: usize,
    /// How many there are.
    pub all: usize,
    /// The safe part by importance, in per cent.
    pub percent: usize,
    /// How many have come to each state, the furthest first; states without any are left out.
    pub parts: Vec<PartView>,
}

/// The things of one state, as a part of the bar.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PartView {
    /// The state's word.
    pub state: &'static str,
    /// How far it is: 0 listed to 5 accepted; settled things count as 5.
    pub step: usize,
    /// How many things.
    pub count: usize,
    /// How many things stand before them in the bar.
    pub before: usize,
}

/// The things of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct BoardGroupView {
    /// The kind's plural.
    pub title: String,
    /// The kind's icon.
    pub icon: String,
    /// How many are safe.
    pub safe: usize,
    /// How many there are.
    pub all: usize,
    /// Those with something left to do, least safe first.
    pub rows: Vec<RowView>,
    /// Those that are accepted, dropped or automated.
    pub settled: Vec<RowView>,
}

/// One thing to hand over.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct RowView {
    /// Its page.
    pub page: LinkView,
    /// How often it is done, and when next.
    pub when: Option<WhenView>,
    /// The first date on which it would be due after the last day, as `2026-12-04`, where it stops.
    pub missed: Option<String>,
    /// When it is due, and what ties the leaver to it beyond owning it; may be empty.
    pub detail: String,
    /// The state's word.
    pub state: &'static str,
    /// How far it is, as in [`PartView`].
    pub step: usize,
    /// What is missing below that state.
    pub gaps: Vec<String>,
    /// Who takes it over.
    pub to: Vec<PersonView>,
    /// What happens if nobody does it.
    pub lost: Option<String>,
    /// Why it stops.
    pub why: String,
    /// What to do next; may be empty.
    pub next: String,
    /// A word on the handover.
    pub note: Option<String>,
}

/// A bullet of the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct JotView {
    /// What it says.
    pub text: String,
    /// When it was written, as `2026-11-20`.
    pub on: Option<String>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SessionView {
    /// The day, as `2026-11-30`.
    pub on: Option<String>,
    /// What it is about.
    pub about: LinkView,
    /// Its form, and with whom.
    pub detail: String,
}

/// A contact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ToldView {
    /// Its page.
    pub page: LinkView,
    /// When they were told, as `2026-11-20`.
    pub told: Option<String>,
    /// Whether they heard it before the team did.
    pub early: bool,
    /// Who told them, or will.
    pub by: Vec<PersonView>,
}

/// Whether a page is a handover, which shows its board.
pub(in crate::view) fn is_board(site: &Site, page: &Page) -> bool {
    !page.is_index && is_handover(&page.document, &site.kinds)
}

/// What the page of a handover shows.
pub(in crate::view) fn of(frame: &Frame<'_>, id: PageId) -> HandoverView {
    let page = &frame.site.pages[id];
    let leavers = frame.team.leavers(frame.site, page);
    let handovers = leavers
        .iter()
        .filter_map(|leaver| frame.reports.handovers.get(leaver));
    HandoverView {
        boards: handovers
            .map(|handover| board(frame, handover, &page.url))
            .collect(),
    }
}

/// The board of one handover, as seen from an address.
pub fn board(frame: &Frame<'_>, handover: &Handover, from: &Url) -> BoardView {
    let (site, team) = (frame.site, frame.team);
    let asking = Asking {
        frame,
        handover,
        from,
    };
    let leaver = &team.people[handover.leaver];
    let mut stops: Vec<&Item> = handover.items.iter().filter(|item| item.stops).collect();
    stops.sort_by_key(|item| std::cmp::Reverse(item.weight));
    let mut successors: Vec<PersonId> = handover
        .items
        .iter()
        .flat_map(|item| &item.successors)
        .copied()
        .collect();
    successors.sort_unstable();
    successors.dedup();
    let (held, sessions) = handover
        .sessions
        .iter()
        .partition::<Vec<_>, _>(|session| session.is_held(team.today));
    let inbox = handover.jots.first().map(|jot| page_link(site, jot.page, from));
    BoardView {
        person: person(frame, handover.leaver, from),
        last_day: handover.last_day.map(|day| day.to_string()),
        stop_day: handover
            .last_day
            .and_then(|day| day.tomorrow().ok())
            .map(|day| day.to_string()),
        announced: leaver.announced.map(|day| day.to_string()),
        returns: leaver.returns.map(|day| day.to_string()),
        manager: leaver.manager.map(|manager| person(frame, manager, from)),
        successors: people(frame, &successors, from),
        tally: tally(handover),
        stops: stops.into_iter().map(|item| asking.row(item)).collect(),
        groups: handover
            .items
            .chunk_by(|a, b| site.pages[a.page].kind == site.pages[b.page].kind)
            .map(|items| asking.group(items))
            .collect(),
        jots: handover
            .jots
            .iter()
            .map(|jot| JotView {
                text: jot.text.clone(),
                on: jot.on.map(|day| day.to_string()),
            })
            .collect(),
        inbox,
        sessions: sessions
            .into_iter()
            .map(|session| asking.session(session))
            .collect(),
        held: held.into_iter().map(|session| asking.session(session)).collect(),
        told: handover
            .contacts
            .iter()
            .filter(|told| told.news != News::NotYet)
            .count(),
        contacts: handover.contacts.iter().map(|told| asking.told(told)).collect(),
    }
}

/// What every row of a board depends on.
struct Asking<'a> {
    frame: &'a Frame<'a>,
    handover: &'a Handover,
    from: &'a Url,
}

impl Asking<'_> {
    fn group(&self, items: &[Item]) -> BoardGroupView {
        let kind = items.first().and_then(|item| {
            let page = &self.frame.site.pages[item.page];
            self.frame.site.kind(page)
        });
        let words = self.frame.words;
        let is_settled = |item: &&Item| item.is_safe() && item.state > State::Practised;
        let (settled, open): (Vec<&Item>, Vec<&Item>) = items.iter().partition(is_settled);
        BoardGroupView {
            title: kind
                .map_or_else(
                    || words.word("handover.other_pages"),
                    |kind| words.text("plurals", &kind.plural),
                )
                .to_owned(),
            icon: kind.map_or_else(|| "note".to_owned(), |kind| kind.icon.clone()),
            safe: items.iter().filter(|item| item.is_safe()).count(),
            all: items.len(),
            rows: open.into_iter().map(|item| self.row(item)).collect(),
            settled: settled.into_iter().map(|item| self.row(item)).collect(),
        }
    }

    fn row(&self, item: &Item) -> RowView {
        let page = &self.frame.site.pages[item.page];
        let front = &page.document.front;
        RowView {
            page: page_link(self.frame.site, item.page, self.from),
            when: when(self.frame, page),
            missed: self.missed(item).map(|day| day.to_string()),
            detail: next::detail(self.frame, page, &item.ties),
            state: item.state.word(),
            step: step(item.state),
            gaps: item
                .gaps
                .iter()
                .map(|gap| self.frame.words.text("gaps", gap.word()).to_owned())
                .collect(),
            to: people(self.frame, &item.successors, self.from),
            lost: front.text("if_skipped").map(str::to_owned),
            why: next::why(self.frame, item),
            next: next::step(self.frame, self.handover, item),
            note: next::note(self.frame, page),
        }
    }

    /// The first date after the last day on which a thing that stops is due.
    fn missed(&self, item: &Item) -> Option<Date> {
        let page = &self.frame.site.pages[item.page];
        let when = When::parse(page.document.front.text("when").filter(|_| item.stops)?).ok()?;
        let stops = self.handover.last_day?.tomorrow().ok()?;
        let from = stops.max(self.frame.team.today);
        schedule(page, &when, self.frame.team)?.from(from).next()
    }

    fn session(&self, session: &Session) -> SessionView {
        let site = self.frame.site;
        let unlinked = || LinkView {
            title: session.about.clone(),
            href: None,
        };
        SessionView {
            on: session.on.map(|day| day.to_string()),
            about: session
                .item
                .map_or_else(unlinked, |page| page_link(site, page, self.from)),
            detail: next::with(self.frame, session),
        }
    }

    fn told(&self, told: &Told) -> ToldView {
        let day = |day: Date| Some(day.to_string());
        ToldView {
            page: page_link(self.frame.site, told.page, self.from),
            told: match told.news {
                News::Told(on) | News::TooEarly(on) => day(on),
                News::NotYet => None,
            },
            early: matches!(told.news, News::TooEarly(_)),
            by: people(self.frame, &told.by, self.from),
        }
    }
}

/// How much of a handover is safe, state by state.
pub(super) fn tally(handover: &Handover) -> TallyView {
    let tally = &handover.tally;
    let mut before = 0;
    let mut parts = Vec::new();
    // Settled things stand with the accepted ones at the safe end.
    let furthest_first = [State::Accepted, State::Dropped, State::Automated];
    let others = State::all().rev().filter(|state| *state < State::Accepted);
    for state in furthest_first.into_iter().chain(others) {
        let count = tally.counts[state as usize];
        if count > 0 {
            parts.push(PartView {
                state: state.word(),
                step: step(state),
                count,
                before,
            });
            before += count;
        }
    }
    TallyView {
        safe: tally.safe,
        all: tally.all,
        percent: tally.percent(),
        parts,
    }
}

/// How far a state is, where settled things are as far as can be.
pub(in crate::view) fn step(state: State) -> usize {
    (state as usize).min(State::Accepted as usize)
}
