//! `llms.txt`: the pages by section, each with a sentence on it, for language models.

use std::fmt::Write as _;

use super::{Telling, absolute};
use crate::site::{Child, Page, SectionId};
use crate::words::path::{Url, escape_path};

pub(super) fn llms(telling: &Telling<'_>) -> String {
    let mut text = format!("# {}\n", plain(telling.title));
    if !telling.description.is_empty() {
        writeln!(text, "\n> {}", plain(telling.description)).expect("a string takes all");
    }
    text.push_str("\nAll metadata: [pages.json](pages.json)\n");
    section(telling, 0, &mut text);
    text
}

/// The pages of a section, then the sections below, each under a heading of its own.
fn section(telling: &Telling<'_>, id: SectionId, text: &mut String) {
    let section = &telling.site.sections[id];
    let direct = section.children.iter().filter_map(|child| match child {
        Child::Page(page) => Some(*page),
        Child::Section(_) => None,
    });
    let pages: Vec<&Page> = section
        .index
        .into_iter()
        .chain(direct)
        .map(|page| &telling.site.pages[page])
        .collect();
    if !pages.is_empty() {
        writeln!(text, "\n## {}\n", plain(&section.title)).expect("a string takes all");
    }
    for page in pages {
        let address = address(telling, &page.url);
        write!(
            text,
            "- [{}]({address})",
            plain(&page.title).replace(['[', ']'], "")
        )
        .expect("a string takes all");
        if let Some(description) = page.document.front.text("description") {
            write!(text, ": {}", plain(description)).expect("a string takes all");
        }
        text.push('\n');
    }
    for child in &section.children {
        if let Child::Section(below) = child {
            self::section(telling, *below, text);
        }
    }
}

fn address(telling: &Telling<'_>, url: &Url) -> String {
    match telling.base {
        Some(base) => absolute(base, url),
        None => {
            let mut address = String::new();
            escape_path(url.as_str(), &mut address);
            address
        }
    }
}

/// Words on one line.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
