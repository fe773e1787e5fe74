//! The service catalogue, and what newcomers read first in each role.

use serde::Serialize;

use super::live;
use crate::site::PageId;
use crate::view::lists::{entry, page_link, related};
use crate::view::people::{PersonView, people};
use crate::view::site::Frame;
use crate::view::{EntryView, LinkView};
use crate::words::path::Url;

/// What is offered to others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CatalogueView {
    /// The offerings by title.
    pub offerings: Vec<OfferingView>,
}

/// One offering.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct OfferingView {
    /// The page, as lists show it.
    pub entry: EntryView,
    /// Where to ask.
    pub ask: Option<LinkView>,
    /// How long it takes, as written.
    pub effort: Option<String>,
    /// The questions that it answers.
    pub questions: Vec<String>,
}

/// What to read first, by role.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct OnboardingView {
    /// The roles that have a reading list.
    pub roles: Vec<RoleView>,
}

/// One role.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct RoleView {
    /// Its page.
    pub page: LinkView,
    /// Who holds it.
    pub holders: Vec<PersonView>,
    /// By what one sees that it is done well.
    pub success: Vec<String>,
    /// What to read, in order.
    pub reading: Vec<LinkView>,
    /// Which access it needs: systems where the name is one's.
    pub access: Vec<LinkView>,
}

/// The pages that are offered.
pub(super) fn offered(frame: &Frame<'_>) -> Vec<PageId> {
    let pages = (0..frame.site.pages.len()).filter(|id| {
        let page = &frame.site.pages[*id];
        page.document.front.flag("offering") == Some(true) && crate::report::is_live(page, frame.team)
    });
    pages.collect()
}

pub(super) fn catalogue(frame: &Frame<'_>, url: &Url) -> CatalogueView {
    let mut offerings: Vec<OfferingView> = offered(frame)
        .into_iter()
        .map(|id| {
            let front = &frame.site.pages[id].document.front;
            OfferingView {
                entry: entry(frame.site, id, url),
                ask: front.text("ask").map(|ask| LinkView {
                    title: ask.to_owned(),
                    href: crate::words::address::href(ask),
                }),
                effort: front.text("effort").map(str::to_owned),
                questions: front
                    .texts("questions")
                    .iter()
                    .map(|one| one.text.clone())
                    .collect(),
            }
        })
        .collect();
    offerings.sort_by_cached_key(|offering| offering.entry.title.to_lowercase());
    CatalogueView { offerings }
}

/// The roles that have a reading list.
pub(super) fn roles(frame: &Frame<'_>) -> Vec<PageId> {
    let has_list = |id: &PageId| frame.site.pages[*id].relations.contains_key("onboarding");
    live(frame, "role").filter(has_list).collect()
}

pub(super) fn onboarding(frame: &Frame<'_>, url: &Url) -> OnboardingView {
    let role = |id: PageId| {
        let page = &frame.site.pages[id];
        let front = &page.document.front;
        let texts = |field: &str| front.texts(field).iter().map(|one| one.text.clone());
        RoleView {
            page: page_link(frame.site, id, url),
            holders: people(frame, frame.team.holders(id), url),
            success: texts("success").collect(),
            reading: related(frame.site, page, "onboarding", url),
            access: texts("access").map(|name| access(frame, name, url)).collect(),
        }
    };
    OnboardingView {
        roles: roles(frame).into_iter().map(role).collect(),
    }
}

/// Access to a system by its file's name, or in the role's own words.
fn access(frame: &Frame<'_>, name: String, url: &Url) -> LinkView {
    let system = live(frame, "system").find(|id| {
        let page = &frame.site.pages[*id];
        page.document
            .names()
            .any(|known| known.eq_ignore_ascii_case(&name))
    });
    match system {
        Some(system) => page_link(frame.site, system, url),
        None => LinkView {
            title: name,
            href: None,
        },
    }
}
