//! Links and list entries as a page must write them.

use super::{EntryView, KindView, LinkView, SectionView};
use crate::kinds::Kind;
use crate::site::{Child, Destination, Page, PageId, Related, Section, SectionId, Site};
use crate::words::address;
use crate::words::path::Url;

/// A link to a page from an address.
pub(super) fn page_link(site: &Site, page: PageId, from: &Url) -> LinkView {
    link(site, Destination::Page(page), from)
}

/// A link to anything from an address.
pub(super) fn link(site: &Site, to: Destination, from: &Url) -> LinkView {
    LinkView {
        title: site.title(to).to_owned(),
        href: Some(site.url(to).seen_from(from)),
    }
}

/// What a page's front matter field names, as links where something goes by the name.
pub(super) fn related(site: &Site, page: &Page, field: &str, from: &Url) -> Vec<LinkView> {
    let related = page.relations.get(field).map_or(&[][..], Vec::as_slice);
    related
        .iter()
        .map(|related| relation(site, related, from))
        .collect()
}

/// What one name means, as a link where something goes by it.
pub(super) fn relation(site: &Site, related: &Related, from: &Url) -> LinkView {
    match related.to {
        Some(to) => link(site, to, from),
        None => LinkView {
            title: related.name.clone(),
            href: address::href(&related.name),
        },
    }
}

/// A kind as templates see it.
pub(super) fn kind(kind: &Kind) -> KindView {
    KindView {
        name: kind.name.clone(),
        plural: kind.plural.clone(),
        icon: kind.icon.clone(),
    }
}

/// What lies in a section, in order.
pub(super) fn section(site: &Site, id: SectionId, from: &Url) -> SectionView {
    let mut view = SectionView {
        sections: Vec::new(),
        pages: Vec::new(),
    };
    for child in &site.sections[id].children {
        match child {
            Child::Page(page) => view.pages.push(entry(site, *page, from)),
            Child::Section(below) => view
                .sections
                .push(section_entry(site, &site.sections[*below], from)),
        }
    }
    view
}

/// A page in a list.
pub(super) fn entry(site: &Site, page: PageId, from: &Url) -> EntryView {
    let page = &site.pages[page];
    let front = &page.document.front;
    EntryView {
        title: page.title.clone(),
        href: page.url.seen_from(from),
        description: front.text("description").unwrap_or_default().to_owned(),
        kind: site.kind(page).map(kind),
        owner: related(site, page, "owner", from),
        status: front.text("status").map(str::to_owned),
        count: 0,
    }
}

fn section_entry(site: &Site, section: &Section, from: &Url) -> EntryView {
    let description = section
        .index
        .and_then(|page| site.pages[page].document.front.text("description"));
    EntryView {
        title: section.title.clone(),
        href: section.url.seen_from(from),
        description: description.unwrap_or_default().to_owned(),
        kind: None,
        owner: Vec::new(),
        status: None,
        count: section.count,
    }
}
