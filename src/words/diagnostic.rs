//! What is wrong, where, and how to mend it: a value like any other.
//!
//! A diagnostic carries the line it speaks of, so it can be stored, recalled and printed without
//! the text it came from. It must not know how it will be shown.

use std::sync::Arc;

/// How grave a finding is; the order is from least to gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Tells the state of the team, not of the text; never changes the exit code.
    Note,
    /// Worth mending; the exit code stays 0.
    Warning,
    /// The exit code becomes 1, and the site is still written.
    Error,
    /// Nothing is written, and the exit code becomes 2.
    Blocking,
}

impl Severity {
    /// The word that is printed before the rule; a blocking finding reads as an error.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error | Self::Blocking => "error",
        }
    }
}

/// A place in a text file: lines and columns count from 1, columns and width in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file as people name it, from the project's root.
    pub file: Arc<str>,
    /// The line's number.
    pub line: u32,
    /// The first character's column.
    pub column: u32,
    /// How many characters the caret underlines, at least 1.
    pub width: u32,
    /// The line without its line break; of a very long line, the part around the place.
    pub text: String,
    /// How many characters of the line stand before `text`.
    pub cut: u32,
}

impl Place {
    /// The place of a whole file, where no line can be named.
    pub fn of_file(file: &Arc<str>) -> Self {
        Self {
            file: Arc::clone(file),
            line: 1,
            column: 1,
            width: 1,
            text: String::new(),
            cut: 0,
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The rule's kebab-case name.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where; `None` for findings about no single file.
    pub place: Option<Place>,
    /// What was found: lower case, no final period, names in backticks.
    pub message: String,
    /// What stands under the caret; may be empty.
    pub label: String,
    /// What to do next.
    pub help: Option<String>,
    /// Other places that belong to it, each with a word on why.
    pub also: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding of the given severity at a place.
    pub fn new(severity: Severity, rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity,
            ..Self::note(rule, place, message)
        }
    }

    /// A note, at a place or about the whole.
    pub fn note(rule: &'static str, place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Note,
            place: place.into(),
            message: message.into(),
            label: String::new(),
            help: None,
            also: Vec::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, rule, place, message)
    }

    /// An error at a place.
    pub fn error(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, rule, place, message)
    }

    /// A finding that stops the build before anything is written.
    pub fn blocking(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(Severity::Blocking, rule, place, message)
    }

    /// Adds what stands under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn also(mut self, place: Place, why: impl Into<String>) -> Self {
        self.also.push((place, why.into()));
        self
    }
}
