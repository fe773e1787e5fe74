//! The map: what is done, the systems that it needs, and the people who can do and run it.
//!
//! It is drawn as three columns with lines between them where few enough lie on one page; the list
//! below the drawing says the same in words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::report::is_live;
use crate::site::{Destination, PageId};
use crate::team::PersonId;
use crate::view::LinkView;
use crate::view::lists::page_link;
use crate::view::people::{PersonView, people, person};
use crate::view::site::Frame;
use crate::words::path::Url;

/// How many things one page lists.
const MOST: usize = 200;
/// A drawing with more rows than this is a thicket.
const ROWS: usize = 40;
/// The height of a row, and the left edges of the columns.
const ROW: usize = 28;
const COLUMNS: [usize; 3] = [0, 400, 800];
/// Where the lines to the next column leave the first two.
const ENDS: [usize; 2] = [290, 600];

/// A part of the map.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct MapView {
    /// What is done, by title.
    pub things: Vec<MappedView>,
    /// The drawing, where there is little enough to draw.
    pub drawing: Option<DrawingView>,
    /// The pages of the map, where it has several.
    pub pages: Vec<LinkView>,
}

/// One thing that is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct MappedView {
    /// Its page.
    pub page: LinkView,
    /// Who can do it.
    pub people: Vec<PersonView>,
    /// The systems that it needs.
    pub systems: Vec<NeededView>,
}

/// A system that something needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NeededView {
    /// Its page.
    pub page: LinkView,
    /// Who can run it.
    pub people: Vec<PersonView>,
}

/// Three columns of names with lines between them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DrawingView {
    /// The height in units of the drawing; its width is 960.
    pub height: usize,
    /// The names.
    pub nodes: Vec<NodeView>,
    /// The lines.
    pub lines: Vec<LineView>,
}

/// A name in the drawing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NodeView {
    /// The name and where it leads.
    pub page: LinkView,
    /// Where the text begins.
    pub x: usize,
    /// Its baseline.
    pub y: usize,
    /// `here`, `leaving` or `left` for people, nothing for pages.
    pub standing: &'static str,
}

/// A line in the drawing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LineView {
    /// Its path.
    pub d: String,
    /// The standing of the person whom it reaches.
    pub standing: &'static str,
}

/// The duties and processes that need a system, by title.
fn things(frame: &Frame<'_>) -> Vec<PageId> {
    let pages = frame.site.pages.iter().enumerate();
    let mut things: Vec<PageId> = pages
        .filter(|(_, page)| matches!(page.kind.as_deref(), Some("duty" | "process")))
        .filter(|(_, page)| page.relations.contains_key("systems") && is_live(page, frame.team))
        .map(|(id, _)| id)
        .collect();
    things.sort_by_cached_key(|id| frame.site.pages[*id].title.to_lowercase());
    things
}

/// How many pages the map has.
pub(super) fn parts(frame: &Frame<'_>) -> usize {
    things(frame).len().div_ceil(MOST)
}

pub(super) fn of(frame: &Frame<'_>, part: usize, url: &Url, address: fn(usize) -> Url) -> MapView {
    let all = things(frame);
    let shown = all.chunks(MOST).nth(part).unwrap_or_default();
    let parts = all.len().div_ceil(MOST);
    let pages = (0..parts).map(|number| LinkView {
        title: (number + 1).to_string(),
        href: (number != part).then(|| address(number).seen_from(url)),
    });
    MapView {
        things: shown.iter().map(|id| mapped(frame, *id, url)).collect(),
        drawing: drawing(frame, shown, url),
        pages: pages.filter(|_| parts > 1).collect(),
    }
}

fn mapped(frame: &Frame<'_>, id: PageId, url: &Url) -> MappedView {
    let page = &frame.site.pages[id];
    MappedView {
        page: page_link(frame.site, id, url),
        people: people(frame, &frame.team.able_today(page), url),
        systems: systems(frame, id)
            .map(|system| NeededView {
                page: page_link(frame.site, system, url),
                people: people(frame, &frame.team.able_today(&frame.site.pages[system]), url),
            })
            .collect(),
    }
}

fn systems<'a>(frame: &'a Frame<'_>, id: PageId) -> impl Iterator<Item = PageId> + 'a {
    let related = frame.site.pages[id].relations.get("systems");
    related
        .into_iter()
        .flatten()
        .filter_map(|related| match related.to {
            Some(Destination::Page(system)) => Some(system),
            _ => None,
        })
}

/// The rows of a column, each with its place.
type Column<T> = BTreeMap<T, usize>;

fn drawing(frame: &Frame<'_>, shown: &[PageId], url: &Url) -> Option<DrawingView> {
    let mut needed: Column<PageId> = Column::new();
    let mut who: Column<PersonId> = Column::new();
    for thing in shown {
        for system in systems(frame, *thing) {
            let next = needed.len();
            needed.entry(system).or_insert(next);
        }
    }
    let mut in_order: Vec<(usize, PageId)> = needed.iter().map(|(system, row)| (*row, *system)).collect();
    in_order.sort_unstable();
    for (_, system) in &in_order {
        for person in frame.team.able_today(&frame.site.pages[*system]) {
            let next = who.len();
            who.entry(person).or_insert(next);
        }
    }
    let rows = shown.len().max(needed.len()).max(who.len());
    if rows > ROWS {
        return None;
    }
    let standing = |id: PersonId| person(frame, id, url).standing;
    let mut drawing = DrawingView {
        height: (rows + 1) * ROW,
        nodes: Vec::new(),
        lines: Vec::new(),
    };
    // A short column is spread over the height of the longest.
    let place = |row: usize, length: usize| ROW + (2 * row + 1) * (rows * ROW) / (2 * length.max(1));
    for (row, thing) in shown.iter().enumerate() {
        let y = place(row, shown.len());
        drawing.node(page_link(frame.site, *thing, url), 0, y, "");
        for system in systems(frame, *thing) {
            drawing.line(0, y, place(needed[&system], needed.len()), "");
        }
    }
    for (row, system) in &in_order {
        let y = place(*row, needed.len());
        drawing.node(page_link(frame.site, *system, url), 1, y, "");
        for person in frame.team.able_today(&frame.site.pages[*system]) {
            drawing.line(1, y, place(who[&person], who.len()), standing(person));
        }
    }
    for (id, row) in &who {
        let view = person(frame, *id, url);
        let link = LinkView {
            title: view.title,
            href: view.href,
        };
        drawing.node(link, 2, place(*row, who.len()), view.standing);
    }
    Some(drawing)
}

impl DrawingView {
    fn node(&mut self, page: LinkView, column: usize, y: usize, standing: &'static str) {
        self.nodes.push(NodeView {
            page,
            x: COLUMNS[column],
            y,
            standing,
        });
    }

    /// A curve from a column to the next one.
    fn line(&mut self, column: usize, from: usize, to: usize, standing: &'static str) {
        let (left, right) = (ENDS[column], COLUMNS[column + 1] - 10);
        let middle = usize::midpoint(left, right);
        // Lines meet the middle of the letters, which stand on the baseline.
        let (from, to) = (from - 5, to - 5);
        let d = format!("M{left} {from}C{middle} {from} {middle} {to} {right} {to}");
        self.lines.push(LineView { d, standing });
    }
}
