//! The pages of reports: one table of their fixed names, and for each what its template sees.
//!
//! A report that has nothing to say has no page. A long one has several: the first at the fixed
//! name, the others in a folder of that name. To add one: give it a row and an arm in [`Report::parts`] and
//! [`Report::view`], a file here, and a template `reports/NAME.html`, which sees it as `report`.

mod changed;
mod counts;
mod coverage;
mod duties;
mod handover;
mod home;
mod loops;
mod map;
mod next;
mod offers;
mod people;
mod projects;
mod review;
mod systems;

use serde::Serialize;

use self::changed::ChangedView;
pub use self::counts::{SCRIPT as COUNTS, script as counts};
use self::coverage::CoverageView;
use self::duties::DutiesView;
pub use self::duties::WhenView;
pub use self::handover::{BoardView, HandoverView, RowView, board};
pub(super) use self::handover::{is_board, of as handover, step};
use self::home::HomeView;
pub(super) use self::home::of as home;
use self::loops::LoopsView;
use self::map::MapView;
use self::offers::{CatalogueView, OnboardingView};
pub(super) use self::people::own as person;
use self::people::{PeopleView, PersonPageView, SkillsView};
use self::projects::ProjectsView;
pub use self::review::FreshnessView;
use self::review::ReviewView;
use self::systems::SystemsView;
use super::nav::Entry;
use super::site::Frame;
use super::{LinkView, View, Words};
use crate::report::is_live;
use crate::site::PageId;
use crate::words::path::Url;

/// A report that has pages of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Report {
    /// What zero or one people can do.
    Coverage,
    /// When each duty falls due.
    Duties,
    /// What is still true.
    Review,
    /// What somebody left open.
    OpenLoops,
    /// How projects stand, and which contacts have been told.
    ProjectsAndContacts,
    /// Everybody, with what they hold.
    People,
    /// Who can do what how well.
    Skills,
    /// Who administers what, and how to get in.
    SystemsAndAccess,
    /// What is offered to others.
    Catalogue,
    /// What to read first, by role.
    Onboarding,
    /// What changed lately.
    RecentlyChanged,
    /// Processes, the systems that they need and the people who can do them.
    Map,
}

/// A list on a report's page is cut behind so many entries: what stands there is done first anyway.
const MOST: usize = 250;

/// A row of the table: the report, and the name of its first page without `.html`; its title is the word `titles.NAME`.
type Row = (Report, &'static str);

/// The fixed names, in the order of the navigation. A page that somebody wrote at such an address takes its place.
pub(super) const TABLE: [Row; 12] = [
    (Report::Duties, "duties"),
    (Report::Coverage, "coverage"),
    (Report::Review, "review"),
    (Report::OpenLoops, "open-loops"),
    (Report::ProjectsAndContacts, "projects-and-contacts"),
    (Report::People, "people"),
    (Report::Skills, "skills"),
    (Report::SystemsAndAccess, "systems-and-access"),
    (Report::Catalogue, "catalogue"),
    (Report::Onboarding, "onboarding"),
    (Report::RecentlyChanged, "recently-changed"),
    (Report::Map, "map"),
];

/// What the template of a report sees as `report`.
#[derive(Clone, Debug, PartialEq, Hash, Serialize)]
#[serde(untagged)]
pub enum ReportView {
    /// Coverage.
    Coverage(CoverageView),
    /// Reviews.
    Review(ReviewView),
    /// Open loops.
    OpenLoops(LoopsView),
    /// What changed lately.
    RecentlyChanged(ChangedView),
    /// Duties.
    Duties(DutiesView),
    /// A handover, on its own page.
    Handover(HandoverView),
    /// The beginning of several, on the first page.
    Home(Box<HomeView>),
    /// A person, on their own page.
    Person(Box<PersonPageView>),
    /// Everybody.
    People(PeopleView),
    /// The skills matrix.
    Skills(SkillsView),
    /// Systems and access.
    Systems(SystemsView),
    /// Projects and contacts.
    Projects(ProjectsView),
    /// The service catalogue.
    Catalogue(CatalogueView),
    /// What to read first, by role.
    Onboarding(OnboardingView),
    /// The map.
    Map(MapView),
}

impl Report {
    /// The name of its first page, without `.html`.
    fn name(self) -> &'static str {
        let row = TABLE.iter().find(|(report, _)| *report == self);
        let (_, name) = row.expect("every report has a row");
        name
    }

    /// Its title.
    pub fn title(self, words: &Words) -> &str {
        words.text("titles", self.name())
    }

    /// One sentence on what it is for.
    pub fn about(self, words: &Words) -> &str {
        words.text("about", self.name())
    }

    /// Where a part of it is published.
    pub(super) fn url(self, part: usize) -> Url {
        let name = self.name();
        let path = match part {
            0 => format!("{name}.html"),
            part => format!("{name}/{}.html", part + 1),
        };
        Url::new(&path).expect("made of sound constants")
    }

    /// How many pages it has; none where it has nothing to say.
    pub(super) fn parts(self, frame: &Frame<'_>) -> usize {
        match self {
            Self::Coverage => coverage::parts(&frame.reports.coverage),
            Self::ProjectsAndContacts => usize::from(!projects::is_empty(frame)),
            Self::People => usize::from(!frame.team.people.is_empty()),
            Self::Skills => usize::from(frame.shows_skills() && !frame.reports.skills.is_empty()),
            Self::SystemsAndAccess => usize::from(!systems::ids(frame).is_empty()),
            Self::Catalogue => usize::from(!offers::offered(frame).is_empty()),
            Self::Onboarding => usize::from(!offers::roles(frame).is_empty()),
            Self::Map => map::parts(frame),
            Self::Review => usize::from(frame.reports.freshness.iter().any(Option::is_some)),
            Self::OpenLoops => usize::from(!loops::is_empty(frame)),
            Self::RecentlyChanged => usize::from(!frame.reports.changed.is_empty()),
            Self::Duties => duties::parts(frame),
        }
    }

    /// Links to all of its pages by number, where it has several; the page itself leads nowhere.
    fn pages(self, frame: &Frame<'_>, from: &Url) -> Vec<LinkView> {
        let count = self.parts(frame);
        let link = |part: usize| LinkView {
            title: (part + 1).to_string(),
            href: Some(self.url(part))
                .filter(|url| url != from)
                .map(|url| url.seen_from(from)),
        };
        (0..count).filter(|_| count > 1).map(link).collect()
    }

    /// What the template of a part sees.
    pub(super) fn view(self, frame: &Frame<'_>, part: usize) -> View {
        let name = self.name();
        let url = self.url(part);
        let mut view = frame.generated(&format!("reports/{name}.html"), self.title(frame.words), 0, &url);
        self.about(frame.words).clone_into(&mut view.page.description);
        view.report = self.report(frame, part, &url);
        view
    }

    fn report(self, frame: &Frame<'_>, part: usize, url: &Url) -> Option<ReportView> {
        Some(match self {
            Self::Coverage => {
                ReportView::Coverage(coverage::of(frame, part, url, |part| Self::Coverage.url(part)))
            }
            Self::Duties => ReportView::Duties(duties::of(frame, part, url, self.pages(frame, url))),
            Self::ProjectsAndContacts => ReportView::Projects(projects::of(frame, url)),
            Self::People => ReportView::People(people::all(frame, url)),
            Self::Skills => ReportView::Skills(people::matrix(frame, url)),
            Self::SystemsAndAccess => ReportView::Systems(systems::of(frame, url)),
            Self::Catalogue => ReportView::Catalogue(offers::catalogue(frame, url)),
            Self::Onboarding => ReportView::Onboarding(offers::onboarding(frame, url)),
            Self::Map => ReportView::Map(map::of(frame, part, url, |part| Self::Map.url(part))),
            Self::Review => ReportView::Review(review::of(frame, url)),
            Self::OpenLoops => ReportView::OpenLoops(loops::of(frame, url)),
            Self::RecentlyChanged => ReportView::RecentlyChanged(changed::of(frame, url)),
        })
    }
}

/// The pages of a kind whose things are still there.
fn live<'a>(frame: &'a Frame<'_>, kind: &'a str) -> impl Iterator<Item = PageId> + 'a {
    let pages = frame.site.pages.iter().enumerate();
    let of_kind = pages.filter(move |(_, page)| page.kind.as_deref() == Some(kind));
    let alive = of_kind.filter(|(_, page)| is_live(page, frame.team));
    alive.map(|(id, _)| id)
}

/// The handovers under way and the reports that have something to say, as the navigation names them.
pub(super) fn entries<'a>(frame: &Frame<'a>) -> Vec<Entry<'a>> {
    let boards = home::under_way(frame).into_iter().take(home::SHOWN);
    let boards = boards.filter_map(|handover| {
        let page = &frame.site.pages[handover.page?];
        Some(Entry {
            title: page.short_title(),
            url: page.url.clone(),
        })
    });
    let shown = TABLE.iter().filter(|(report, _)| report.parts(frame) > 0);
    let reports = shown.map(|(report, name)| Entry {
        title: frame.words.text("titles", name),
        url: report.url(0),
    });
    boards.chain(reports).collect()
}
