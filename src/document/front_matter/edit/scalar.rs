//! One text as YAML writes it.
//!
//! Takes a text; gives it plain where YAML reads it back as it is, else in quotes. It must not know
//! which field it is for.

use serde_yaml::Value as Yaml;

/// Longer texts go into quotes unseen.
const LONGEST_PLAIN: usize = 300;

/// A text as the value of a key.
///
/// Texts with commas get quotes, since a list may be written with commas alone.
pub fn scalar(text: &str) -> String {
    let is_same = |yaml: Yaml| yaml.get("k").and_then(Yaml::as_str) == Some(text);
    if !text.contains(',') && reads_as(&format!("k: {text}"), text, is_same) {
        return text.to_owned();
    }
    in_quotes(text, b'"')
}

/// A text as an item between brackets.
pub(super) fn in_flow(text: &str) -> String {
    let is_same = |yaml: Yaml| match yaml.as_sequence().map(Vec::as_slice) {
        Some([only]) => only.as_str() == Some(text),
        _ => false,
    };
    if reads_as(&format!("[{text}]"), text, is_same) {
        return text.to_owned();
    }
    in_quotes(text, b'"')
}

/// A text between quotes; single ones cannot hold line breaks and other signs, so those get double ones.
pub(super) fn in_quotes(text: &str, quote: u8) -> String {
    if quote == b'\'' && !text.contains(char::is_control) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn reads_as(yaml: &str, text: &str, is_same: impl Fn(Yaml) -> bool) -> bool {
    // Signs that open something are dear to parse in rows, and a text that starts with one needs quotes anyway.
    let is_tame = !text.is_empty()
        && text.len() <= LONGEST_PLAIN
        && !text.contains(char::is_control)
        && !text.starts_with(['[', '{', '&', '*', '!', '|', '>', '"', '\'', '%', '@', '`']);
    is_tame && serde_yaml::from_str(yaml).is_ok_and(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_gets_them() {
        for (text, expected) in [
            ("olivia", "olivia"),
            ("Olivia Johnson", "Olivia Johnson"),
            ("2026-11-24", "2026-11-24"),
            ("Mei: the rest", "\"Mei: the rest\""),
            ("Nair, Priya", "\"Nair, Priya\""),
            ("#harbour", "\"#harbour\""),
            ("a #b", "\"a #b\""),
            ("@team", "\"@team\""),
            ("true", "\"true\""),
            ("2024", "\"2024\""),
            ("~", "\"~\""),
            ("", "\"\""),
            (" x", "\" x\""),
            ("say \"no\"", "say \"no\""),
            ("\"no\"", "\"\\\"no\\\"\""),
            ("a\nb", "\"a\\nb\""),
            ("- x", "\"- x\""),
            ("it's", "it's"),
        ] {
            assert_eq!(scalar(text), expected, "{text:?}");
            let back: Yaml = serde_yaml::from_str(&format!("k: {expected}")).expect("sound YAML");
            assert_eq!(back.get("k").and_then(Yaml::as_str), Some(text));
        }
        assert_eq!(in_flow("a]b"), "\"a]b\"");
        assert_eq!(in_flow("a b"), "a b");
        assert_eq!(in_quotes("it's", b'\''), "'it''s'");
    }
}
