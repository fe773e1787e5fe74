//! `pages.json`: what is known of each page, for programs.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Telling;
use crate::report::changed::day;
use crate::site::{Destination, Page, PageId, Target};

#[derive(Serialize)]
struct All<'a> {
    title: &'a str,
    description: &'a str,
    pages: Vec<One<'a>>,
}

/// One page. What is not known is left out.
#[derive(Serialize)]
struct One<'a> {
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    audience: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    owner: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    backup: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questions: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    freshness: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fresh_until: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headings: Vec<Heading<'a>>,
    /// The pages that it links to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<&'a str>,
}

#[derive(Serialize)]
struct Heading<'a> {
    level: u8,
    id: &'a str,
    title: &'a str,
}

pub(super) fn pages(telling: &Telling<'_>) -> String {
    let pages = telling.site.pages.iter().enumerate();
    let all = All {
        title: telling.title,
        description: telling.description,
        pages: pages.map(|(id, page)| one(telling, id, page)).collect(),
    };
    serde_json::to_string(&all).expect("texts and lists are JSON") + "\n"
}

fn one<'a>(telling: &Telling<'a>, id: PageId, page: &'a Page) -> One<'a> {
    let (site, front) = (telling.site, &page.document.front);
    let names = |field: &str| {
        let related = page.relations.get(field).map_or(&[][..], Vec::as_slice);
        let name = |one: &'a crate::site::Related| one.to.map_or(&*one.name, |to| site.title(to));
        related.iter().map(name).collect()
    };
    let freshness = telling.reports.freshness[id].as_ref();
    let questions = front.texts("questions").iter();
    let headings = page.document.headings.iter();
    One {
        url: page.url.as_str(),
        title: &page.title,
        description: front.text("description"),
        kind: page.kind.as_deref(),
        audience: page.document.audience(telling.default_audience).word(),
        status: front.text("status"),
        owner: names("owner"),
        backup: names("backup"),
        tags: page.tags.iter().map(|tag| &*site.tags[*tag].name).collect(),
        questions: questions.map(|question| &*question.text).collect(),
        reviewed: front.date("reviewed").map(|day| day.to_string()),
        changed: day(page, telling.history).map(|day| day.to_string()),
        freshness: freshness.map(|freshness| freshness.state.word()),
        fresh_until: freshness
            .and_then(|freshness| freshness.until)
            .map(|day| day.to_string()),
        headings: headings
            .map(|heading| Heading {
                level: heading.level,
                id: &heading.id,
                title: &heading.title,
            })
            .collect(),
        links: links(telling, page),
    }
}

/// The pages that a page links to, each once.
fn links<'a>(telling: &Telling<'a>, page: &Page) -> Vec<&'a str> {
    let targets = page.targets.iter().filter_map(|target| match target {
        Target::Inside {
            to: Destination::Page(to),
            ..
        } => Some(telling.site.pages[*to].url.as_str()),
        _ => None,
    });
    targets.collect::<BTreeSet<_>>().into_iter().collect()
}
