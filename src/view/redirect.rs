//! The small page at an old address that sends its reader on.

use super::Words;
use crate::markdown::body::{escape_attribute, escape_text};
use crate::site::{Redirect, Site, To};

/// The HTML of a redirect.
pub fn html(site: &Site, redirect: &Redirect, words: &Words) -> String {
    let (href, title) = match &redirect.to {
        To::Inside(to) => (site.url(*to).seen_from(&redirect.from), site.title(*to)),
        To::Written(to) => (written(to, redirect), to.as_str()),
    };
    let mut quoted = String::new();
    escape_attribute(&href, &mut quoted);
    let mut name = String::new();
    escape_text(title, &mut name);
    let mut moved = String::new();
    escape_text(words.word("moved"), &mut moved);
    let moved = moved.replace("{page}", &format!("<a href=\"{quoted}\">{name}</a>"));
    format!(
        "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>{name}</title>\
         <meta name=\"robots\" content=\"noindex\"><meta http-equiv=\"refresh\" content=\"0; url={quoted}\">\
         <link rel=\"canonical\" href=\"{quoted}\"></head>\
         <body><p>{moved}</p></body></html>\n"
    )
}

/// An address of book.toml: a path from the site's root is written as seen from the old page.
fn written(to: &str, redirect: &Redirect) -> String {
    match to.strip_prefix('/') {
        Some(path) => redirect.from.to_root() + path,
        None => to.to_owned(),
    }
}
