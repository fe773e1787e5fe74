//! All views of a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::nav::{self, Entry, Nav, Seen};
use super::reports::{self, Report};
use super::{Extra, PageView, Prose, View, generated, page, prose};
use crate::markdown::LinkKind;
use crate::report::Reports;
use crate::site::{PageId, SectionId, Site};
use crate::team::Team;
use crate::wording::Words;
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::digest::Digest;
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
    /// What is emitted.
    pub audience: Audience,
    /// Whether the site can be searched.
    pub search: bool,
}

/// A page that the site has, whether somebody wrote it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A page that somebody wrote.
    Page(PageId),
    /// A folder without a page of its own.
    Section(SectionId),
    /// A tag.
    Tag(usize),
    /// The list of all tags.
    Tags,
    /// A report, and which of its pages.
    Report(Report, usize),
    /// The search.
    Search,
    /// The page for an address that leads nowhere.
    NotFound,
}

/// All that views are made from. A view is large and many are made, so each is made when it is wanted.
pub struct Frame<'a> {
    pub(super) site: &'a Site,
    pub(super) team: &'a Team,
    pub(super) reports: &'a Reports,
    pub(super) showing: Showing<'a>,
    pub(super) words: &'a Words,
    navs: Navs,
}

/// Every navigation that some page sees.
pub type Navs = Arc<BTreeMap<Seen, Arc<Nav>>>;

impl<'a> Frame<'a> {
    /// Prepares the views of a site.
    pub fn new(
        site: &'a Site,
        team: &'a Team,
        reports: &'a Reports,
        showing: Showing<'a>,
        words: &'a Words,
    ) -> Self {
        let mut frame = Self {
            site,
            team,
            reports,
            showing,
            words,
            navs: Navs::default(),
        };
        frame.navs = Arc::new(navs(&frame, &reports::entries(&frame)));
        frame
    }

    /// Every navigation that some page sees.
    pub fn navs(&self) -> Navs {
        Arc::clone(&self.navs)
    }

    /// The same with navigations that were made before.
    #[must_use]
    pub fn with(
        site: &'a Site,
        team: &'a Team,
        reports: &'a Reports,
        showing: Showing<'a>,
        words: &'a Words,
        navs: Navs,
    ) -> Self {
        Self {
            site,
            team,
            reports,
            showing,
            words,
            navs,
        }
    }

    /// Every page of the site. Where a written page has a generated one's address, it wins, and that is told.
    pub fn subjects(&self) -> (Vec<Subject>, Vec<Diagnostic>) {
        let site = self.site;
        let mut subjects: Vec<Subject> = (0..site.pages.len()).map(Subject::Page).collect();
        let mut taken: HashMap<String, Option<&Arc<str>>> = site
            .pages
            .iter()
            .map(|page| (page.url.folded(), Some(&page.document.text.file)))
            .collect();
        let sections = (0..site.sections.len())
            .filter(|id| site.sections[*id].index.is_none())
            .map(Subject::Section);
        let tags = (0..site.tags.len()).map(Subject::Tag);
        let all_tags = (!site.tags.is_empty()).then_some(Subject::Tags);
        let search = self.showing.search.then_some(Subject::Search);
        let made = sections.chain(tags).chain(all_tags).chain(search);
        let mut diagnostics = Vec::new();
        let reports = self.reports().map(|(report, part)| Subject::Report(report, part));
        let generated = made.chain(reports);
        for made in generated.chain([Subject::NotFound]) {
            let url = self.url(made);
            match taken.get(&url.folded()) {
                // A page of one's own for what is not there is a usual thing to write.
                Some(_) if made == Subject::NotFound => {}
                Some(Some(file)) => diagnostics.push(replaced(file, &url)),
                Some(None) => {}
                None => {
                    taken.insert(url.folded(), None);
                    subjects.push(made);
                }
            }
        }
        (subjects, diagnostics)
    }

    /// Whether it is told how well people can do things: never in public.
    pub(super) fn shows_skills(&self) -> bool {
        self.showing.audience > Audience::Public
    }

    /// Every page of every report.
    fn reports(&self) -> impl Iterator<Item = (Report, usize)> {
        reports::TABLE.iter().flat_map(|(report, _)| {
            let parts = 0..report.parts(self);
            parts.map(|part| (*report, part))
        })
    }

    /// Where a subject is published.
    pub fn url(&self, subject: Subject) -> Url {
        match subject {
            Subject::Page(page) => self.site.pages[page].url.clone(),
            Subject::Section(section) => self.site.sections[section].url.clone(),
            Subject::Tag(tag) => self.site.tags[tag].url.clone(),
            Subject::Tags => Url::new(generated::TAGS).expect("a constant that is sound"),
            Subject::Report(report, part) => report.url(part),
            Subject::Search => Url::new(generated::SEARCH).expect("a constant that is sound"),
            Subject::NotFound => Url::new(generated::NOT_FOUND).expect("a constant that is sound"),
        }
    }

    /// The digest of the bodies that a subject shows: its own, and what that shows of other pages.
    pub fn bodies(&self, subject: Subject) -> Digest {
        let Subject::Page(id) = subject else {
            return Digest::of(&());
        };
        let document = &self.site.pages[id].document;
        match document.links.iter().any(|link| link.kind == LinkKind::Embed) {
            true => Digest::of(&prose::of(self.site, id)),
            false => document.digest,
        }
    }

    /// What a subject's template sees.
    pub fn view(&self, subject: Subject) -> View {
        match subject {
            Subject::Page(page) => page::of(self, page),
            Subject::Section(section) => generated::section_page(self, section),
            Subject::Tag(tag) => generated::tag_page(self, tag),
            Subject::Tags => generated::tags_page(self),
            Subject::Report(report, part) => report.view(self, part),
            Subject::Search => generated::search_page(self),
            Subject::NotFound => generated::not_found(self),
        }
    }
}

fn replaced(file: &Arc<str>, url: &Url) -> Diagnostic {
    let message = format!("this page takes the place of the generated `{url}`");
    Diagnostic::warning("view-replaced", Place::of_file(file), message).help("rename it to have both")
}

/// Every navigation that some page sees, each made once.
fn navs(frame: &Frame<'_>, reports: &[Entry<'_>]) -> BTreeMap<Seen, Arc<Nav>> {
    let site = frame.site;
    let mut wanted: BTreeMap<Seen, (SectionId, Option<PageId>, &Url)> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate() {
        let child = (!page.is_index).then_some(id);
        wanted
            .entry(nav::seen(site, page.section, child, &page.url))
            .or_insert((page.section, child, &page.url));
    }
    let tags = Url::new(generated::TAGS).expect("a constant that is sound");
    wanted.insert(nav::seen(site, 0, None, &tags), (0, None, &tags));
    let parts: Vec<Url> = frame.reports().map(|(report, part)| report.url(part)).collect();
    for url in &parts {
        wanted
            .entry(nav::seen(site, 0, None, url))
            .or_insert((0, None, url));
    }
    for (id, section) in site.sections.iter().enumerate() {
        wanted
            .entry(nav::seen(site, id, None, &section.url))
            .or_insert((id, None, &section.url));
    }
    wanted
        .into_par_iter()
        .map(|(seen, (section, page, from))| (seen, nav::of(site, section, page, from, reports)))
        .collect()
}

impl Frame<'_> {
    /// The navigation of a page.
    pub(super) fn nav(&self, section: SectionId, page: Option<PageId>, from: &Url) -> Arc<Nav> {
        let nav = self.navs.get(&nav::seen(self.site, section, page, from));
        Arc::clone(nav.expect("every page's navigation was made with the frame"))
    }

    /// The view of a page that nobody wrote, in a section.
    pub(super) fn generated(&self, template: &str, title: &str, section: SectionId, url: &Url) -> View {
        View {
            template: template.to_owned(),
            url: url.clone(),
            source: None,
            page: self.blank(title, url),
            nav: self.nav(section, None, url),
            section: None,
            tag: None,
            tags: None,
            report: None,
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
            diagrams: false,
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
            able: None,
            ask: Vec::new(),
            audience: self.showing.audience.word().to_owned(),
            status: None,
            superseded_by: None,
            assumed_delayed: None,
            reviewed: None,
            freshness: None,
            changed: None,
            effort: None,
            when: None,
            related: BTreeMap::new(),
            edit: None,
            fields: Extra::default(),
            extra: Extra::default(),
        }
    }
}
