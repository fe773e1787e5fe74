//! Footnotes: numbered as they are first asked for, gathered at the end of the page.

use std::collections::BTreeMap;
use std::ops::Range;

use super::body::{Body, Hole};
use super::label::Label;
use super::writer::Writer;
use crate::words::diagnostic::Diagnostic;

/// The footnotes of one page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// For each label its number, in the order of first use.
    numbers: BTreeMap<String, usize>,
    /// How often each number was referred to.
    references: Vec<usize>,
    /// What each label says, and where it stands.
    written: BTreeMap<String, (Body, Range<usize>)>,
}

/// References to one note beyond this many get no way back: a reader follows one, not thousands.
const WAYS_BACK: usize = 20;

impl Writer<'_> {
    /// Writes a reference to a footnote.
    pub(super) fn note_reference(&mut self, label: &str) {
        let next = self.notes.numbers.len() + 1;
        let number = *self.notes.numbers.entry(fold(label)).or_insert(next);
        if number == next {
            self.notes.references.push(0);
        }
        let references = &mut self.notes.references[number - 1];
        *references += 1;
        let id = reference_id(number, *references);
        if self.is_in_link() {
            self.out.push("<sup class=\"note-ref\" id=\"");
            self.out.push_hole(Hole::Scope);
            return self.out.push(&format!("{id}\">{number}</sup>"));
        }
        self.out.push("<sup class=\"note-ref\"><a href=\"");
        self.out.push_hole(Hole::Notes);
        self.out.push(&format!("fn-{number}\" id=\""));
        self.out.push_hole(Hole::Scope);
        self.out
            .push(&format!("{id}\" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// Keeps what a footnote says until the end of the page.
    pub(super) fn keep_note(&mut self, label: &str, says: Body, range: Range<usize>) {
        let label = fold(label);
        if let Some((_, first)) = self.notes.written.get(&label) {
            let first = self.place(first.clone());
            let message = format!("the footnote `[^{label}]` is written twice");
            let finding = Diagnostic::warning("duplicate-footnote", self.place(range), message);
            self.diagnostics.push(
                finding
                    .also(first, "the first is here")
                    .help("give this one another label; the page shows the first"),
            );
            return;
        }
        self.notes.written.insert(label, (says, range));
    }

    /// Writes all footnotes in the order of their numbers; those that nobody refers to come last.
    pub(super) fn write_notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        let mut order: Vec<(usize, &String, &Body)> = Vec::new();
        for (label, (says, range)) in &notes.written {
            let number = notes.numbers.get(label).copied();
            if number.is_none() {
                let message = format!("nothing refers to the footnote `[^{label}]`");
                let finding = Diagnostic::warning("unused-footnote", self.place(range.clone()), message);
                self.diagnostics.push(finding.help(format!(
                    "write `[^{label}]` where it belongs; the page shows it as the last note"
                )));
            }
            order.push((number.unwrap_or(usize::MAX), label, says));
        }
        if order.is_empty() {
            return;
        }
        order.sort_by_key(|(number, label, _)| (*number, *label));
        self.out.fresh_line();
        self.out
            .push("<section class=\"notes\" role=\"doc-endnotes\"><ol>\n");
        for (number, _, says) in order {
            let references = notes.references.get(number.wrapping_sub(1)).copied().unwrap_or(0);
            self.write_note(number, references, says);
        }
        self.out.push("</ol></section>\n");
    }

    fn write_note(&mut self, number: usize, references: usize, says: &Body) {
        self.out.push("<li");
        if references > 0 {
            self.out.push(" id=\"");
            self.out.push_hole(Hole::Scope);
            self.out.push(&format!("fn-{number}\""));
        }
        self.out.push(">");
        self.out.append(says);
        // The way back belongs into the last paragraph, where the reader's eye is.
        let in_paragraph = self.out.take_back("</p>\n");
        for reference in 1..=references.min(WAYS_BACK) {
            self.out.push(" <a class=\"note-back\" href=\"#");
            self.out.push_hole(Hole::Scope);
            let id = reference_id(number, reference);
            let ending = format!("{id}\" role=\"doc-backlink\" aria-label=\"{{}}\">↩</a>");
            self.out.push_labelled(&ending, Label::Back);
        }
        self.out
            .push(if in_paragraph { "</p>\n</li>\n" } else { "</li>\n" });
    }
}

fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{reference}")
    }
}

/// Labels match without regard to case, as in the rest of Markdown.
fn fold(label: &str) -> String {
    label.to_lowercase()
}
