//! The view of a page that somebody wrote.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lists::{kind, page_link, related, section};
use super::people::named;
use super::reports::{self, ReportView, WhenView};
use super::site::Frame;
use super::{DelayView, Extra, FreshnessView, LinkView, PageView, TocItem, View, able, prose};
use crate::document::front_matter::Value;
use crate::markdown::Heading;
use crate::report::{duties, is_live};
use crate::site::{Page, PageId, SectionId, Site};
use crate::when::When;
use crate::words::address;
use crate::words::path::{Url, escape_path};

/// The fields that a page view names itself; the others are gathered in `fields`.
const NAMED: &[&str] = &[
    "title",
    "description",
    "kind",
    "owner",
    "backup",
    "learning",
    "ask",
    "audience",
    "status",
    "superseded_by",
    "reviewed",
    "effort",
    "questions",
    "systems",
    "projects",
    "contacts",
    "how",
    "tags",
    "aliases",
    "slug",
    "template",
    "draft",
    "weight",
    "linkTitle",
    "with",
];

/// Where the first page is published.
const HOME: &str = "index.html";

/// The fields that relate a page to others, shown together.
const RELATED: &[&str] = &["how", "systems", "projects", "contacts"];

/// The view of one page.
pub(super) fn of(frame: &Frame<'_>, id: PageId) -> View {
    let site = frame.site;
    let page = &site.pages[id];
    let in_section = page.is_index.then(|| section(site, page.section, &page.url));
    View {
        template: template(site, page),
        url: page.url.clone(),
        source: Some(Arc::clone(&page.document.text.file)),
        page: page_view(frame, id),
        nav: frame.nav(page.section, (!page.is_index).then_some(id), &page.url),
        section: in_section,
        tag: None,
        tags: None,
        report: own_report(frame, id),
    }
}

/// What a page shows that is a report by itself.
fn own_report(frame: &Frame<'_>, id: PageId) -> Option<ReportView> {
    let page = &frame.site.pages[id];
    if page.url.as_str() == HOME {
        return Some(ReportView::Home(Box::new(reports::home(frame, &page.url))));
    }
    if reports::is_board(frame.site, page) {
        return Some(ReportView::Handover(reports::handover(frame, id)));
    }
    reports::person(frame, id).map(|person| ReportView::Person(Box::new(person)))
}

/// The template that a page asks for, by itself or by its kind; else the usual one of its place.
pub fn template(site: &Site, page: &Page) -> String {
    let front = &page.document.front;
    let chosen = front
        .text("template")
        .or_else(|| site.kind(page)?.template.as_deref());
    match chosen {
        Some(name) if name.contains('.') => name.to_owned(),
        Some(name) => format!("{name}.html"),
        None if page.url.as_str() == HOME => "home.html".to_owned(),
        None if page.is_index => "section.html".to_owned(),
        None if reports::is_board(site, page) => "handover.html".to_owned(),
        None if page.kind.as_deref() == Some("person") => "person.html".to_owned(),
        None => "page.html".to_owned(),
    }
}

fn page_view(frame: &Frame<'_>, id: PageId) -> PageView {
    let site = frame.site;
    let page = &site.pages[id];
    let front = &page.document.front;
    let text = |name: &str| front.text(name).map(str::to_owned);
    let links = |field: &str| related(site, page, field, &page.url);
    let content = prose::of(site, id);
    let freshness = frame.reports.freshness[id]
        .as_ref()
        .filter(|freshness| freshness.looked.is_some());
    let changed = frame.reports.changed_on[id].filter(|_| freshness.is_none());
    PageView {
        description: text("description").unwrap_or_default(),
        title_id: page.document.title_id.clone(),
        kind: site.kind(page).map(kind),
        diagrams: content.has_diagrams(),
        content,
        toc: toc(&page.document.headings),
        breadcrumbs: breadcrumbs(site, page.section, page.is_index, &page.url),
        previous: page.previous.map(|other| page_link(site, other, &page.url)),
        next: page.next.map(|other| page_link(site, other, &page.url)),
        backlinks: backlinks(site, page),
        tags: page
            .tags
            .iter()
            .map(|tag| tag_link(site, *tag, &page.url))
            .collect(),
        questions: front
            .texts("questions")
            .iter()
            .map(|question| question.text.clone())
            .collect(),
        owner: named(frame, page, "owner"),
        backup: named(frame, page, "backup"),
        learning: links("learning"),
        able: able::of(frame, id).map(Box::new),
        ask: front
            .texts("ask")
            .iter()
            .map(|ask| ask_link(&ask.text))
            .chain(text_of_ask(page))
            .collect(),
        audience: page
            .document
            .audience(frame.showing.default_audience)
            .word()
            .to_owned(),
        status: text("status"),
        superseded_by: links("superseded_by").into_iter().next(),
        assumed_delayed: frame
            .reports
            .projects
            .get(&id)
            .filter(|project| project.is_assumed_delayed)
            .map(|project| DelayView {
                confirmed: project.confirmed.map(|day| day.to_string()),
            }),
        reviewed: front.date("reviewed").map(|date| date.to_string()),
        freshness: freshness.map(FreshnessView::of),
        changed: changed.map(|day| day.to_string()),
        effort: text("effort"),
        when: when(frame, page),
        related: RELATED
            .iter()
            .map(|field| ((*field).to_owned(), links(field)))
            .filter(|(_, links)| !links.is_empty())
            .collect::<BTreeMap<_, _>>(),
        edit: frame
            .showing
            .edit
            .map(|template| edit_link(template, frame.showing.src, page)),
        fields: Extra(
            front
                .entries()
                .filter(|(name, _)| !NAMED.contains(name) && (*name != "skills" || frame.shows_skills()))
                .map(json)
                .collect(),
        ),
        extra: Extra(front.extra.clone()),
        ..frame.blank(&page.title, &page.url)
    }
}

/// How often a page falls due, and the next three dates.
pub(super) fn when(frame: &Frame<'_>, page: &Page) -> Option<WhenView> {
    let when = When::parse(page.document.front.text("when")?).ok()?;
    let today = frame.team.today;
    let schedule = duties::schedule(page, &when, frame.team).filter(|_| is_live(page, frame.team));
    let next = schedule.iter().flat_map(|schedule| schedule.from(today).take(3));
    Some(WhenView {
        words: when.to_string(),
        today: today.to_string(),
        next: next.map(|day| day.to_string()).collect(),
    })
}

/// `ask` written as one text instead of a list.
fn text_of_ask(page: &Page) -> Option<LinkView> {
    let front = &page.document.front;
    front
        .text("ask")
        .filter(|_| front.texts("ask").is_empty())
        .map(ask_link)
}

fn ask_link(ask: &str) -> LinkView {
    LinkView {
        title: ask.to_owned(),
        href: address::href(ask),
    }
}

pub(super) fn tag_link(site: &Site, tag: usize, from: &Url) -> LinkView {
    let tag = &site.tags[tag];
    LinkView {
        title: tag.name.clone(),
        href: Some(tag.url.seen_from(from)),
    }
}

/// The sections above a page, without the root, which is the site's own title.
pub(super) fn breadcrumbs(site: &Site, section: SectionId, is_index: bool, from: &Url) -> Vec<LinkView> {
    let above = site.above(section, is_index).into_iter();
    above
        .map(|section| LinkView {
            title: section.title.clone(),
            href: Some(section.url.seen_from(from)),
        })
        .collect()
}

fn backlinks(site: &Site, page: &Page) -> Vec<LinkView> {
    let mut links: Vec<LinkView> = page
        .backlinks
        .iter()
        .map(|other| page_link(site, *other, &page.url))
        .collect();
    links.sort();
    links
}

/// The headings of levels 2 and 3; a level 3 without a level 2 before it stands by itself.
fn toc(headings: &[Heading]) -> Vec<TocItem> {
    let mut items: Vec<TocItem> = Vec::new();
    for heading in headings
        .iter()
        .filter(|heading| (2..=3).contains(&heading.level) && heading.at.is_some())
    {
        let mut id = String::new();
        escape_path(&heading.id, &mut id);
        let item = TocItem {
            id,
            title: heading.title.clone(),
            items: Vec::new(),
        };
        match items.last_mut() {
            Some(above) if heading.level == 3 => above.items.push(item),
            _ => items.push(item),
        }
    }
    items
}

fn edit_link(template: &str, src: &str, page: &Page) -> String {
    let path = match src {
        "" | "." => page.document.path.as_str().to_owned(),
        src => format!("{src}/{}", page.document.path),
    };
    let mut escaped = String::new();
    escape_path(&path, &mut escaped);
    template.replace("{path}", &escaped)
}

fn json((name, entry): (&'static str, &crate::document::front_matter::Entry)) -> (String, serde_json::Value) {
    let value = match &entry.value {
        Value::Text(text) => text.as_str().into(),
        Value::Texts(texts) => texts.iter().map(|item| item.text.as_str()).collect(),
        Value::Flag(flag) => (*flag).into(),
        Value::Integer(integer) => (*integer).into(),
        Value::Date(date) => date.to_string().into(),
        Value::Any(any) => any.clone(),
    };
    (name.to_owned(), value)
}
