//! All that is known before a page is written: the site, the team, the reports, the theme.
//!
//! Takes the inputs and the documents; gives a plan. No sentence of a page's body has a part in it, so the plan of
//! the last build serves again while only bodies change, with the new documents in place of the old ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{outlook, print, showing, title, words};
use crate::audience::{self, Policy};
use crate::check;
use crate::document::{Document, Parsed};
use crate::feed;
use crate::input::{Asset, Inputs};
use crate::kinds::Kinds;
use crate::report::{self, Reports};
use crate::search;
use crate::site::{self, Naming, Site};
use crate::team::Team;
use crate::theme::{self, Ink};
use crate::view::{self, Frame, Navs, Shared, Subject};
use crate::wording::Words;
use crate::words::diagnostic::Diagnostic;
use crate::words::digest::Digest;
use crate::words::memo::Doubt;
use crate::words::path::Url;

/// All that is known before a page is written.
pub(super) struct Plan {
    /// Stands for all that the plan is made from.
    key: Digest,
    /// Every document, as it was parsed.
    documents: Vec<Arc<Document>>,
    /// The files beside pages, of which the key knows only the names.
    assets: Vec<Asset>,
    pub(super) site: Site,
    pub(super) team: Team,
    pub(super) reports: Reports,
    pub(super) words: Arc<Words>,
    pub(super) title: String,
    navs: Navs,
    pub(super) subjects: Vec<Subject>,
    /// What the search knows besides written pages.
    pub(super) beside: search::Beside,
    /// What is wrong, but for what each file alone is to blame for.
    pub(super) found: Vec<Diagnostic>,
    /// What pages are rendered with, unless the theme is broken.
    pub(super) press: Option<Press>,
    /// The digest of all that views are made from, but for the bodies of pages.
    pub(super) outlook: Digest,
}

/// What pages are rendered with.
pub(super) struct Press {
    pub(super) ink: Ink,
    /// The digest of all that a page shows but bodies.
    pub(super) digest: Digest,
    /// The files that are published beside pages.
    pub(super) statics: BTreeMap<Url, Arc<[u8]>>,
}

impl Plan {
    /// The plan for a build, which may be that of the last.
    ///
    /// # Panics
    ///
    /// With [`Doubt::Yes`], when the old plan differs from a new one: then a body has a part in it after all.
    pub(super) fn of(
        inputs: &Inputs,
        parsed: &[Arc<Parsed>],
        policy: Policy<'_>,
        old: Option<Self>,
        doubt: Doubt,
    ) -> Self {
        let outlook = outlook(inputs, parsed);
        let key = Digest::of(&(outlook, &inputs.theme, &inputs.additional));
        let documents: Vec<Arc<Document>> =
            parsed.iter().map(|parsed| Arc::clone(&parsed.document)).collect();
        if let Some(mut old) = old {
            if old.key == key && same_bytes(&old.assets, &inputs.assets) && old.take(&documents) {
                if doubt == Doubt::Yes {
                    let new = Self::new(inputs, outlook, key, documents, policy);
                    assert_eq!(old.told(), new.told(), "a plan depends on the body of a page");
                }
                return old;
            }
            // Nobody needs to wait until all of it is given back.
            rayon::spawn(move || drop(old));
        }
        Self::new(inputs, outlook, key, documents, policy)
    }

    fn new(
        inputs: &Inputs,
        outlook: Digest,
        key: Digest,
        documents: Vec<Arc<Document>>,
        policy: Policy<'_>,
    ) -> Self {
        let (words, mut found) = words(inputs);
        let title = title(inputs, &words).to_owned();
        let kept = audience::keep(documents.clone(), inputs.assets.clone(), policy);
        let naming = Naming {
            title: &title,
            summary: inputs.summary.as_deref(),
            redirects: &inputs.config.html.redirect,
        };
        let (site, faults) = site::link(kept, Kinds::clone(policy.kinds), &naming);
        found.extend(faults);
        let team = Team::of(&site, inputs.today);
        let reports = Reports::of(&site, &team, &inputs.history);
        found.extend(report::overdue::findings(&site, &reports.freshness));
        found.extend(check::required(&site, &inputs.config.kinds));
        found.extend(check::continuity(&site, &team, &reports));
        let frame = Frame::new(&site, &team, &reports, showing(inputs), &words);
        let (subjects, faults) = frame.subjects();
        found.extend(faults);
        let beside = search::Beside {
            generated: print::generated(&frame, &subjects, &words),
            overdue: report::overdue::addresses(&site, &reports.freshness),
        };
        let navs = frame.navs();
        let mut plan = Self {
            key,
            documents,
            assets: inputs.assets.clone(),
            site,
            team,
            reports,
            words,
            title,
            navs,
            subjects,
            beside,
            found,
            press: None,
            outlook,
        };
        match theme::compile(&inputs.theme, &plan.words) {
            Ok(theme) => {
                plan.found.extend(print::unknown_templates(&theme, &plan.site));
                plan.press = Some(Press::new(inputs, &plan, theme));
            }
            Err(faults) => plan.found.extend(faults),
        }
        plan
    }

    /// Puts documents in place of those that it was made from; false if it must be made anew.
    ///
    /// Findings name lines, which a longer body moves, and what an embargo has changed is no document of a file; so
    /// such pages must be as they were.
    fn take(&mut self, documents: &[Arc<Document>]) -> bool {
        let files: BTreeSet<&str> = self.found.iter().flat_map(files).collect();
        let mut changes = Vec::new();
        for (old, new) in self.documents.iter().zip(documents) {
            if Arc::ptr_eq(old, new) {
                continue;
            }
            let page = self
                .site
                .pages
                .binary_search_by(|page| page.document.path.cmp(&new.path));
            match page {
                Ok(page) if Arc::ptr_eq(&self.site.pages[page].document, old) => changes.push((page, new)),
                // It is hidden, and stays so.
                Err(_) => {}
                Ok(_) => return false,
            }
            if files.contains(&*old.text.file) {
                return false;
            }
        }
        for (page, new) in changes {
            self.site.pages[page].document = Arc::clone(new);
        }
        self.documents = documents.to_vec();
        true
    }

    /// How the plan shows its pages.
    pub(super) fn frame<'a>(&'a self, inputs: &'a Inputs) -> Frame<'a> {
        let navs = Arc::clone(&self.navs);
        Frame::with(
            &self.site,
            &self.team,
            &self.reports,
            showing(inputs),
            &self.words,
            navs,
        )
    }

    /// All that must not depend on a body, in one text.
    fn told(&self) -> String {
        let Self {
            site,
            team,
            reports,
            navs,
            subjects,
            found,
            ..
        } = self;
        format!("{:#?}", (site, team, reports, navs, subjects, found))
    }
}

impl Press {
    fn new(inputs: &Inputs, plan: &Plan, theme: theme::Theme) -> Self {
        let Plan {
            site,
            team,
            reports,
            words,
            title,
            ..
        } = plan;
        let mut statics = theme.statics_for(site.pages.iter().any(|page| page.document.diagrams));
        let base = inputs.config.html.site_url.as_deref();
        let calendars = feed::calendars(site, team, reports, words, title, base);
        let bytes = |(url, text): (Url, String)| (url, text.into_bytes().into());
        statics.extend(calendars.into_iter().map(bytes));
        let counts = view::counts(&plan.frame(inputs)).map(|script| (print::constant(view::COUNTS), script));
        statics.extend(counts.map(bytes));
        let shared = Shared::new(print::shared(inputs, reports, title), Arc::clone(words));
        let ink = Ink::new(theme, shared, plan.navs.values());
        Self {
            digest: Digest::of(&(&ink, plan.outlook)),
            ink,
            statics,
        }
    }
}

fn same_bytes(old: &[Asset], new: &[Asset]) -> bool {
    let mut pairs = old.iter().zip(new);
    pairs.all(|(old, new)| Arc::ptr_eq(&old.bytes, &new.bytes) || old.bytes == new.bytes)
}

/// The files that a finding names.
fn files(found: &Diagnostic) -> impl Iterator<Item = &str> {
    let others = found.also.iter().map(|(place, _)| place);
    found.place.iter().chain(others).map(|place| &*place.file)
}
