//! Headings: ids, and the one that becomes the page's title.

use std::ops::Range;

use pulldown_cmark::{CowStr, HeadingLevel};

use super::body::Hole;
use super::events::{self, Placed};
use super::writer::Writer;
use super::{Heading, Title};
use crate::words::diagnostic::Diagnostic;
use crate::words::words_of::word_count;

/// A heading as the parser gives it.
pub(super) struct Opening<'e> {
    pub(super) level: HeadingLevel,
    pub(super) id: Option<CowStr<'e>>,
    pub(super) classes: Vec<CowStr<'e>>,
}

impl<'a> Writer<'a> {
    /// Writes a heading from the events inside it.
    pub(super) fn heading(&mut self, opening: &Opening<'_>, inside: Vec<Placed<'a>>, range: Range<usize>) {
        let title = events::plain(&inside).trim().to_owned();
        let id = self.heading_id(opening, &title, &range);
        if self.becomes_title(opening.level, &title) {
            self.title_heading = Some((title, id));
            return;
        }
        self.words += word_count(&title);
        self.out.fresh_line();
        let at = (self.depth == 0).then_some(self.out.len());
        self.open_heading(opening, &id);
        self.depth += 1;
        self.inline += 1;
        self.write_all(inside);
        self.loops.end_block();
        self.close_raw(self.depth);
        self.inline -= 1;
        self.depth -= 1;
        self.out.push(&format!("</{}>\n", opening.level));
        let span = self.in_file(range);
        self.headings.push(Heading {
            level: opening.level as u8,
            id,
            title,
            at,
            span,
        });
    }

    /// Whether a heading is the page's title, and so not part of its body.
    ///
    /// A lower heading in the middle of the text gives the title too, but stays where it is, since
    /// the text around it would lose its order without it.
    fn becomes_title(&mut self, level: HeadingLevel, title: &str) -> bool {
        if self.seen_heading || self.depth > 0 || title.is_empty() {
            return false;
        }
        self.seen_heading = true;
        let leads = self.out.is_blank();
        match self.title {
            Title::Given(given) => {
                leads && level == HeadingLevel::H1 && given.trim().to_lowercase() == title.to_lowercase()
            }
            Title::Wanted if leads || level == HeadingLevel::H1 => true,
            Title::Wanted => {
                self.title_heading = Some((title.to_owned(), String::new()));
                false
            }
        }
    }

    fn heading_id(&mut self, opening: &Opening<'_>, title: &str, range: &Range<usize>) -> String {
        let Some(chosen) = opening.id.as_deref() else {
            return self.anchors.for_heading(title);
        };
        if !self.anchors.claim(chosen) {
            let span = self.find_in(range, chosen);
            let finding = Diagnostic::warning(
                "duplicate-id",
                self.place(span),
                format!("the id `{chosen}` is used twice"),
            );
            self.diagnostics
                .push(finding.help("give one of the two headings another `{#id}`; links lead to the first"));
            return self.anchors.for_heading(title);
        }
        chosen.to_owned()
    }

    fn open_heading(&mut self, opening: &Opening<'_>, id: &str) {
        self.out.push(&format!("<{} id=\"", opening.level));
        self.out.push_hole(Hole::Scope);
        self.out.push_attribute(id);
        self.out.push("\"");
        if !opening.classes.is_empty() {
            self.out.push(" class=\"");
            self.out.push_attribute(&opening.classes.join(" "));
            self.out.push("\"");
        }
        self.out.push(">");
    }
}
