//! Floor 4: the site for programs: calendars, `pages.json`, `llms.txt`, and, where the site's address is
//! known, `feed.xml` and `sitemap.xml`.
//!
//! Takes what readers may see and the reports on it; gives the bytes of each file, in length linear in
//! the number of pages. It must not know themes, nor anything that was hidden: no front matter is
//! copied, each value is asked for by its name.

mod atom;
mod calendar;
mod ics;
mod llms;
mod pages;
mod sitemap;

pub use self::calendar::calendars;
use crate::history::History;
use crate::report::Reports;
use crate::site::Site;
use crate::words::audience::Audience;
use crate::words::path::{Url, escape_path};

/// What the files for programs are made from.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// What readers may see.
    pub site: &'a Site,
    /// When it was changed.
    pub history: &'a History,
    /// What the pages say together.
    pub reports: &'a Reports,
    /// What the site is called.
    pub title: &'a str,
    /// One sentence on it; may be empty.
    pub description: &'a str,
    /// Its language as a BCP 47 tag.
    pub language: &'a str,
    /// The site's address with a final slash.
    pub base: Option<&'a str>,
    /// The audience of pages that do not say.
    pub default_audience: Audience,
}

/// Where the feed is published, if there is one.
pub const FEED: &str = "feed.xml";

/// The files for programs, by their addresses. `urls` names every page of the site.
pub fn files(telling: &Telling<'_>, urls: &[Url]) -> Vec<(Url, String)> {
    let with_base = telling.base.map(|base| {
        let feed = atom::feed(telling, base).map(|feed| (FEED, feed));
        feed.into_iter()
            .chain([("sitemap.xml", sitemap::sitemap(telling, base, urls))])
    });
    let always = [
        ("pages.json", pages::pages(telling)),
        ("llms.txt", llms::llms(telling)),
    ];
    let files = always.into_iter().chain(with_base.into_iter().flatten());
    files
        .map(|(name, text)| (Url::new(name).expect("a constant that is sound"), text))
        .collect()
}

/// An address as others reach it.
fn absolute(base: &str, url: &Url) -> String {
    let mut absolute = base.to_owned();
    escape_path(url.as_str(), &mut absolute);
    absolute
}

/// A text without the characters that no XML file may hold.
fn xml(text: &str) -> String {
    let is_sound = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let is_character = |c: &char| !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_sound).filter(is_character).collect()
}
