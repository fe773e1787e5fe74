//! Fragments: what a result shows of a page.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::codec::Damaged;
use super::page::{PageInput, Section};

/// What a result shows of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment<'p> {
    /// Its address below the site's root, unescaped.
    pub url: Cow<'p, str>,
    /// Its file below the content folder; empty for a page that nobody wrote.
    pub source: Cow<'p, str>,
    /// Its title.
    pub title: Cow<'p, str>,
    /// The name of its kind.
    pub kind: Option<Cow<'p, str>>,
    /// The name of the kind's icon.
    pub icon: Option<Cow<'p, str>>,
    /// The titles of the sections above it, from the top one down.
    pub crumbs: Vec<Cow<'p, str>>,
    /// The title of the page that replaces it.
    pub successor: Option<Cow<'p, str>>,
    /// Who answers for it.
    pub owner: Vec<Cow<'p, str>>,
    /// Its tags.
    pub tags: Vec<Cow<'p, str>>,
    /// Its status, as written.
    pub status: Option<Cow<'p, str>>,
    /// One sentence on it.
    pub description: Option<Cow<'p, str>>,
    /// Its other names, then the questions that it answers.
    pub aliases: Vec<Cow<'p, str>>,
    /// Each section's id, heading and text; the first has neither id nor heading.
    pub sections: Vec<(Cow<'p, str>, Cow<'p, str>, Cow<'p, str>)>,
}

/// The bytes of a page's fragment.
pub(super) fn write(page: &PageInput<'_>, sections: &[Section<'_>]) -> Vec<u8> {
    let texts = |texts: &[&'_ str]| texts.iter().map(|text| Cow::Owned((*text).to_owned())).collect();
    let sections = sections.iter().map(|section| {
        let Section { id, heading, text } = section;
        (
            Cow::Borrowed(*id),
            Cow::Borrowed(*heading),
            Cow::Borrowed(&**text),
        )
    });
    let fragment = Fragment {
        url: page.url.as_str().into(),
        source: page.source().into(),
        title: page.title.into(),
        kind: page.kind.map(Cow::Borrowed),
        icon: page.icon.map(Cow::Borrowed),
        crumbs: texts(&page.crumbs),
        successor: page.successor.map(Cow::Borrowed),
        owner: texts(&page.owners),
        tags: texts(&page.tags),
        status: page.status.map(Cow::Borrowed),
        description: page.description.map(Cow::Borrowed),
        aliases: page
            .aliases
            .iter()
            .map(|alias| alias.clone().into_owned().into())
            .collect(),
        sections: sections.collect(),
    };
    serde_json::to_vec(&fragment).expect("texts can always be written as JSON")
}

/// Reads a fragment.
pub(super) fn read(bytes: &[u8]) -> Result<Fragment<'static>, Damaged> {
    serde_json::from_slice(bytes).map_err(|_| Damaged("it is no fragment"))
}
