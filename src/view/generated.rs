//! The views of pages that nobody wrote: folders without a page of their own, tags, search, and what is not there.

use super::lists::{entry, section};
use super::page::{breadcrumbs, tag_link};
use super::reports::{self, ReportView};
use super::site::{Frame, Subject};
use super::{LinkView, TagCount, TagView, View};
use crate::site::{SectionId, Site};
use crate::words::path::Url;

/// Where the list of all tags is published.
pub(super) const TAGS: &str = "tags/index.html";
/// Where the search has an address of its own, and says without scripts what there is.
pub(super) const SEARCH: &str = "search.html";
/// Where the page is published that a server shows for an address that leads nowhere.
pub(super) const NOT_FOUND: &str = "404.html";

/// A folder without a page of its own.
pub(super) fn section_page(frame: &Frame<'_>, id: SectionId) -> View {
    let at = &frame.site.sections[id];
    let template = if at.parent.is_none() {
        "home.html"
    } else {
        "section.html"
    };
    let mut view = frame.generated(template, &at.title, id, &at.url);
    view.page.breadcrumbs = breadcrumbs(frame.site, id, true, &at.url);
    view.section = Some(section(frame.site, id, &at.url));
    if at.parent.is_none() {
        view.report = Some(ReportView::Home(Box::new(reports::home(frame, &at.url))));
    }
    view
}

/// The page of one tag.
pub(super) fn tag_page(frame: &Frame<'_>, number: usize) -> View {
    let tag = &frame.site.tags[number];
    let mut view = frame.generated("tag.html", &tag.name, 0, &tag.url);
    let all = frame.url(Subject::Tags);
    view.page.breadcrumbs = vec![LinkView {
        title: frame.words.word("tags").to_owned(),
        href: Some(all.seen_from(&tag.url)),
    }];
    let pages = tag
        .pages
        .iter()
        .map(|page| entry(frame.site, *page, &tag.url))
        .collect();
    view.tag = Some(TagView {
        name: tag.name.clone(),
        pages,
    });
    view
}

/// The list of all tags.
pub(super) fn tags_page(frame: &Frame<'_>) -> View {
    let url = frame.url(Subject::Tags);
    let mut view = frame.generated("tags.html", frame.words.word("tags"), 0, &url);
    view.tags = Some(tags(frame.site, &url));
    view
}

/// The page of the search: what it opens over, and what remains of it without scripts.
pub(super) fn search_page(frame: &Frame<'_>) -> View {
    let url = frame.url(Subject::Search);
    let mut view = frame.generated("search.html", frame.words.word("search"), 0, &url);
    view.section = Some(section(frame.site, 0, &url));
    view.tags = Some(tags(frame.site, &url));
    view
}

fn tags(site: &Site, from: &Url) -> Vec<TagCount> {
    let count = |number: usize| {
        let link = tag_link(site, number, from);
        TagCount {
            name: link.title,
            href: link.href.unwrap_or_default(),
            count: site.tags[number].pages.len(),
        }
    };
    (0..site.tags.len()).map(count).collect()
}

/// The page for an address that leads nowhere.
pub(super) fn not_found(frame: &Frame<'_>) -> View {
    let url = frame.url(Subject::NotFound);
    frame.generated("404.html", frame.words.word("not_found"), 0, &url)
}
