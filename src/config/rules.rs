//! The names in `[check]` against the rules that there are.
//!
//! Takes the same text and environment as [`super::read`], and the rules' names, which only higher
//! floors know; gives a finding for each name that is none of them. It must not know what a rule does.

use toml_edit::{Item, Key};

use super::keys::kebab;
use super::{environment, syntax};
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::nearest::nearest;
use crate::words::text::Text;

/// An error `unknown-check-rule` for each name in `[check]` that is no rule.
///
/// A file that is no TOML gives nothing here: [`super::read`] says so.
pub fn unknown_rules(
    file: Option<&Text>,
    environment: &[(String, String)],
    rules: &[&str],
) -> Vec<Diagnostic> {
    let named = file
        .map_or_else(Vec::new, in_file)
        .into_iter()
        .chain(in_environment(environment));
    named
        .filter(|(name, _)| !rules.contains(&&**name))
        .map(|(name, place)| {
            let found = Diagnostic::error("unknown-check-rule", place, format!("no rule `{name}`"));
            match nearest(&name, rules.iter().copied()) {
                Some(rule) => found
                    .label(format!("did you mean `{rule}`?"))
                    .help(format!("write `{rule}`")),
                None => {
                    found.help("a rule's name stands in brackets in its findings, as in `error[broken-link]`")
                }
            }
        })
        .collect()
}

fn in_file(text: &Text) -> Vec<(String, Place)> {
    let text = &syntax::without_mark(text);
    let Ok(document) = syntax::parse(&text.content, text) else {
        return Vec::new();
    };
    let Some(check) = document.get("check").and_then(Item::as_table_like) else {
        return Vec::new();
    };
    let place = |name| {
        let span = check.key(name).and_then(Key::span);
        span.map_or_else(|| Place::of_file(&text.file), |span| text.place(span))
    };
    check.iter().map(|(name, _)| (kebab(name), place(name))).collect()
}

fn in_environment(environment: &[(String, String)]) -> Vec<(String, Place)> {
    let mut named: Vec<_> = environment
        .iter()
        .filter_map(|(variable, _)| match environment::path(variable)?.as_slice() {
            [check, rule] if check == "check" => Some((rule.clone(), environment::name_place(variable))),
            _ => None,
        })
        .collect();
    named.sort();
    named
}
