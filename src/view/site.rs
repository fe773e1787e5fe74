//! All views of a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::nav::{self, Nav, Seen};
use super::{Extra, PageView, Prose, View, generated, page};
use crate::site::{PageId, SectionId, Site};
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::path::{Url, escape_path};

/// What the asking says of how pages are shown.
#[derive(Clone, Copy, Debug)]
pub struct Showing<'a> {
    /// The site's address with a final slash.
    pub base: Option<&'a str>,
    /// Where a page can be edited; `{path}` stands for its path.
    pub edit: Option<&'a str>,
    /// The content folder from the project's root.
    pub src: &'a str,
    /// The audience of pages that do not say.
    pub default_audience: Audience,
}

/// What the views of all pages are made with.
pub(super) struct Frame<'a> {
    pub(super) site: &'a Site,
    pub(super) showing: Showing<'a>,
    navs: BTreeMap<Seen, Arc<Nav>>,
}

/// The views of all pages, by address, and what is wrong with generated ones.
pub fn all(site: &Site, showing: Showing<'_>) -> (Vec<View>, Vec<Diagnostic>) {
    let frame = Frame {
        site,
        showing,
        navs: navs(site),
    };
    let mut views: Vec<View> = (0..site.pages.len())
        .into_par_iter()
        .map(|id| page::of(&frame, id))
        .collect();
    let mut made: Vec<View> = Vec::new();
    let sections = (0..site.sections.len()).filter(|id| site.sections[*id].index.is_none());
    made.extend(sections.map(|id| generated::section_page(&frame, id)));
    if !site.tags.is_empty() {
        made.push(generated::tags_page(&frame));
    }
    made.extend((0..site.tags.len()).map(|tag| generated::tag_page(&frame, tag)));
    made.push(generated::not_found(&frame));
    let diagnostics = add(&mut views, made);
    views.sort_by(|a, b| a.url.cmp(&b.url));
    (views, diagnostics)
}

/// Adds generated pages to those that somebody wrote; where both have one address, the written one wins.
fn add(views: &mut Vec<View>, made: Vec<View>) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, Option<Arc<str>>> = views
        .iter()
        .map(|view| (view.url.folded(), view.source.clone()))
        .collect();
    let mut diagnostics = Vec::new();
    for view in made {
        match taken.get(&view.url.folded()) {
            // A page of one's own for what is not there is a usual thing to write.
            Some(_) if view.url.as_str() == generated::NOT_FOUND => {}
            Some(Some(file)) => {
                let message = format!("this page takes the place of the generated `{}`", view.url);
                let finding = Diagnostic::warning("view-replaced", Place::of_file(file), message);
                diagnostics.push(finding.help("rename it to have both"));
            }
            Some(None) => {}
            None => {
                taken.insert(view.url.folded(), None);
                views.push(view);
            }
        }
    }
    diagnostics
}

/// Every navigation that some page sees, each made once.
fn navs(site: &Site) -> BTreeMap<Seen, Arc<Nav>> {
    let mut wanted: BTreeMap<Seen, (SectionId, Option<PageId>, &Url)> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate() {
        let child = (!page.is_index).then_some(id);
        wanted
            .entry(nav::seen(site, page.section, child, &page.url))
            .or_insert((page.section, child, &page.url));
    }
    for (id, section) in site.sections.iter().enumerate() {
        wanted
            .entry(nav::seen(site, id, None, &section.url))
            .or_insert((id, None, &section.url));
    }
    wanted
        .into_par_iter()
        .map(|(seen, (section, page, from))| (seen, nav::of(site, section, page, from)))
        .collect()
}

impl Frame<'_> {
    /// The navigation of a page.
    pub(super) fn nav(&self, section: SectionId, page: Option<PageId>, from: &Url) -> Arc<Nav> {
        match self.navs.get(&nav::seen(self.site, section, page, from)) {
            Some(nav) => Arc::clone(nav),
            None => nav::of(self.site, section, page, from),
        }
    }

    /// The view of a page that nobody wrote.
    pub(super) fn generated(&self, template: &str, title: &str, url: &Url) -> View {
        View {
            template: template.to_owned(),
            url: url.clone(),
            source: None,
            page: self.blank(title, url),
            nav: self.nav(0, None, url),
            section: None,
            tag: None,
            tags: None,
        }
    }

    /// A page with nothing on it but its title.
    pub(super) fn blank(&self, title: &str, url: &Url) -> PageView {
        PageView {
            title: title.to_owned(),
            path: url.as_str().to_owned(),
            href: url.seen_from(url),
            root: url.to_root(),
            canonical: self.showing.base.map(|base| {
                let mut address = base.to_owned();
                escape_path(url.as_str(), &mut address);
                address
            }),
            title_id: None,
            description: String::new(),
            kind: None,
            content: Prose::empty(),
            toc: Vec::new(),
            breadcrumbs: Vec::new(),
            previous: None,
            next: None,
            backlinks: Vec::new(),
            tags: Vec::new(),
            questions: Vec::new(),
            owner: Vec::new(),
            backup: Vec::new(),
            learning: Vec::new(),
            ask: Vec::new(),
            audience: Audience::Public.word().to_owned(),
            status: None,
            superseded_by: None,
            reviewed: None,
            effort: None,
            related: BTreeMap::new(),
            edit: None,
            fields: Extra::default(),
            extra: Extra::default(),
        }
    }
}
