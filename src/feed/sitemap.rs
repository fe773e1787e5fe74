//! `sitemap.xml`: every page of the site with the day of its last change.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Telling, absolute};
use crate::report::changed::day;
use crate::words::path::Url;

/// A sitemap may not list more.
const MOST: usize = 50_000;

pub(super) fn sitemap(telling: &Telling<'_>, base: &str, urls: &[Url]) -> String {
    let pages = telling.site.pages.iter();
    let days: BTreeMap<&Url, _> = pages
        .filter_map(|page| Some((&page.url, day(page, telling.history)?)))
        .collect();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for url in urls.iter().filter(|url| url.as_str() != "404.html").take(MOST) {
        xml.push_str("<url><loc>");
        quick_xml::escape::escape(absolute(base, url))
            .chars()
            .for_each(|c| xml.push(c));
        xml.push_str("</loc>");
        if let Some(day) = days.get(url) {
            write!(xml, "<lastmod>{day}</lastmod>").expect("a string takes all");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}
