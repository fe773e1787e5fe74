//! Text that looks like a credential.
//!
//! Takes one text; gives a blocking finding for each credential in it, never with the value itself.
//! One pass looks for all literals of the table at once; only where one stands is its pattern tried.
//! It must not know pages: front matter, comments and code are searched like prose.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use super::plausible::is_real;
use super::secret_rules::{Lead, SECRETS, SecretRule};
use super::shown::{self, Allowed};
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;

const HELP: &str = "replace the credential where it is used first, then take it out of the text and of the \
    repository's history; mark a false alarm with a comment on this line or the line before: \
    `<!-- passdown:allow secret: reason -->`";
const NO_REASON: &str = "the `passdown:allow secret` beside it gives no reason, so it does not count: write \
    `passdown:allow secret: ` and why this is no secret, or replace the credential and take it out of the text \
    and of the repository's history";

/// How far a pattern may look, in bytes: no credential is longer, and a strange file must not cost minutes.
const LONGEST: usize = 4096;

/// A blocking `secret` finding for each credential, in the order of the text.
pub fn secrets(text: &Text) -> Vec<Diagnostic> {
    let hits = hits(&text.content);
    let values: Vec<Range<usize>> = hits.iter().map(|hit| hit.value.clone()).collect();
    hits.iter()
        .filter_map(|hit| finding(text, hit, &values))
        .collect()
}

/// A credential in a text.
struct Hit {
    /// Its row in the table.
    rule: usize,
    /// The first byte of what gives it away.
    start: usize,
    /// The bytes that nobody may see.
    value: Range<usize>,
}

fn finding(text: &Text, hit: &Hit, values: &[Range<usize>]) -> Option<Diagnostic> {
    let is_same_line = !text.content[hit.start..hit.value.start].contains('\n');
    let at = if is_same_line { hit.value.start } else { hit.start };
    let help = match shown::allowed(&text.content, at) {
        Allowed::Yes => return None,
        Allowed::No => HELP,
        Allowed::WithoutReason => NO_REASON,
    };
    let message = format!("this looks like {}", SECRETS[hit.rule].name);
    let place = shown::place(text, at, values);
    Some(Diagnostic::blocking("secret", place, message).help(help))
}

/// The credentials in the order of the text; of those that overlap the one whose row comes first.
fn hits(content: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for found in FINDER.literals.find_iter(content) {
        let rows = &FINDER.rows[found.pattern().as_usize()];
        hits.extend(rows.iter().find_map(|row| hit(*row, content, found.start())));
    }
    hits.sort_by_key(|hit| hit.rule);
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let meets = |other: &Hit| other.value.start < hit.value.end && hit.value.start < other.value.end;
        if !kept.iter().any(meets) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|hit| hit.value.start);
    kept
}

/// The credential of this row whose literal begins at byte `at`.
fn hit(row: usize, content: &str, at: usize) -> Option<Hit> {
    let SecretRule { lead, proof, .. } = &SECRETS[row];
    let own = lead_length(*lead, &content.as_bytes()[..at])?;
    let end = content.floor_char_boundary(at + LONGEST);
    let groups = FINDER.pattern(row).captures(&content[at..end])?;
    let value = match groups.get(1) {
        Some(value) => at + value.start()..at + value.end(),
        None => at - own..at + groups.get(0)?.end(),
    };
    let host = groups.get(2).map_or("", |host| host.as_str());
    is_real(*proof, &content[value.clone()], host).then_some(Hit {
        rule: row,
        start: at - own,
        value,
    })
}

/// How many bytes before the literal belong to the value; `None` if something else must stand there.
fn lead_length(lead: Lead, before: &[u8]) -> Option<usize> {
    let is_word: fn(&u8) -> bool = |byte| byte.is_ascii_alphanumeric() || *byte == b'_';
    let follows = |test: fn(&u8) -> bool| before.last().is_some_and(test);
    let run = |test: fn(&u8) -> bool| before.iter().rev().take_while(|byte| test(byte)).count();
    let (length, least, most) = match lead {
        Lead::Any => return Some(0),
        Lead::Edge => return (!follows(is_word)).then_some(0),
        Lead::NoPath => {
            return (!follows(|byte| byte.is_ascii_alphanumeric() || b"_/.-".contains(byte))).then_some(0);
        }
        Lead::Digits(least, most) => (run(u8::is_ascii_digit), least, most),
        Lead::Letters(least, most) => (run(u8::is_ascii_alphanumeric), least, most),
    };
    (least..=most).contains(&length).then_some(length)
}

/// The table made ready for searching, once for the whole process.
struct Finder {
    literals: AhoCorasick,
    /// By literal: the rows that it belongs to, in the order of the table.
    rows: Vec<Vec<usize>>,
    /// By row; compiled when first needed, since most never are.
    patterns: Vec<OnceLock<Regex>>,
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, rule) in SECRETS.iter().enumerate() {
        for literal in rule.literals {
            rows.entry(literal).or_default().push(row);
        }
    }
    let literals = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(rows.keys())
        .expect("the table's literals are few and short");
    Finder {
        literals,
        rows: rows.into_values().collect(),
        patterns: SECRETS.iter().map(|_| OnceLock::new()).collect(),
    }
});

impl Finder {
    /// The row's pattern, which must begin where it is tried.
    fn pattern(&self, row: usize) -> &Regex {
        self.patterns[row].get_or_init(|| {
            Regex::new(&format!(r"\A(?:{})", SECRETS[row].pattern)).expect("a test compiles each pattern")
        })
    }
}

#[cfg(test)]
mod tests;
