//! A finding before it knows its file: a byte range, a rule and words.
//!
//! Takes what the stages of reading found; gives diagnostics. It must not know how they were found.

use std::ops::Range;

use crate::words::diagnostic::{Diagnostic, Severity};
use crate::words::text::Text;

/// What is wrong with a part of the front matter, and how to mend it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    pub(super) at: Range<usize>,
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) help: String,
    /// Another place that belongs to it, with a word on why.
    pub(super) also: Option<Box<(Range<usize>, String)>>,
}

impl Problem {
    pub(super) fn error(
        rule: &'static str,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            at,
            rule,
            severity: Severity::Error,
            message: message.into(),
            help: help.into(),
            also: None,
        }
    }

    pub(super) fn broken(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::error("broken-front-matter", at, message, help)
    }

    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    pub(super) fn also(mut self, at: Range<usize>, why: impl Into<String>) -> Self {
        self.also = Some(Box::new((at, why.into())));
        self
    }

    pub(super) fn in_text(self, text: &Text) -> Diagnostic {
        let found = Diagnostic::new(self.severity, self.rule, text.place(self.at), self.message);
        let found = if self.help.is_empty() {
            found
        } else {
            found.help(self.help)
        };
        match self.also.map(|also| *also) {
            Some((at, why)) => found.also(text.place(at), why),
            None => found,
        }
    }
}
