//! All rules by name, and what `[check]` in book.toml makes of their findings.
//!
//! Takes findings and the levels that somebody set; gives the findings that remain, with the
//! severity that they then have. It must not know how a rule finds what it finds.

mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use self::table::RULES;
use crate::config::Level;
use crate::words::diagnostic::{Diagnostic, Severity};

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its kebab-case name, as it stands in brackets in its findings and in `[check]`.
    pub name: &'static str,
    /// How grave its findings usually are; some are graver where more is at stake.
    pub severity: Severity,
    /// What it means, why it matters and how to mend it, in Markdown.
    pub doc: &'static str,
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    let found = RULES.binary_search_by_key(&name, |rule| rule.name);
    found.ok().map(|index| &RULES[index])
}

/// The findings as `[check]` wants them: `deny` makes errors, `warn` makes warnings, `allow` drops.
///
/// A blocking finding stays as it is, whatever was asked: no configuration may publish a secret.
pub fn apply(levels: &BTreeMap<String, Level>, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let adjust = |mut found: Diagnostic| {
        if found.severity == Severity::Blocking {
            return Some(found);
        }
        match levels.get(found.rule) {
            Some(Level::Allow) => return None,
            Some(Level::Warn) => found.severity = Severity::Warning,
            Some(Level::Deny) => found.severity = Severity::Error,
            None => {}
        }
        Some(found)
    };
    diagnostics.into_iter().filter_map(adjust).collect()
}
