//! Where the front matter of a file lies.
//!
//! Takes a whole file; gives the block between the `---` lines and where the body starts. It must
//! not know what the block says, beyond whether its lines look like keys.

use std::ops::Range;

use super::keys::key_of_line;
use super::lines::{Line, lines};
use crate::fields::{field, nearest_field};

/// What stands at the head of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Head {
    /// No front matter; the body starts here.
    None { body: usize },
    /// A block between two lines of dashes.
    Yaml { content: Range<usize>, body: usize },
    /// A block whose last line of dashes is missing: it is taken to end at the first blank line.
    Unclosed { content: Range<usize>, body: usize },
    /// A block between `+++` lines, as Hugo and Zola have it.
    Toml { content: Range<usize>, body: usize },
}

/// Looks at the first line, and for the line that closes what it opens.
pub(super) fn find(text: &str) -> Head {
    let body = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let none = Head::None { body };
    let Some(first) = lines(text, body..text.len()).next() else {
        return none;
    };
    let rest = first.next..text.len();
    match first.words.trim_end() {
        "---" => {
            let open = || to_blank_line(text, rest.clone(), looks_like_yaml);
            let unclosed = |(content, body)| Head::Unclosed { content, body };
            match closing(text, rest.clone(), &["---", "..."]) {
                Some(last) => {
                    let yaml = Head::Yaml {
                        content: first.next..last.start,
                        body: last.next,
                    };
                    let early = open().filter(|_| runs_into_prose(text, first.next..last.start));
                    early.map_or(yaml, unclosed)
                }
                None => open().map_or(none, unclosed),
            }
        }
        "+++" => match closing(text, rest.clone(), &["+++"]) {
            Some(last) => Head::Toml {
                content: first.next..last.start,
                body: last.next,
            },
            None => to_blank_line(text, rest, looks_like_toml)
                .map_or(none, |(content, body)| Head::Toml { content, body }),
        },
        _ => none,
    }
}

/// Whether prose follows a blank line: then the dashes below it are a rule of the text, and those that
/// should close the block are missing. No YAML has such a line at its edge.
fn runs_into_prose(text: &str, range: Range<usize>) -> bool {
    let mut after_blank = false;
    lines(text, range).any(|line| {
        let is_edge = !line.is_blank()
            && !line
                .words
                .starts_with([' ', '\t', '-', '#', '"', '\'', '?', '[', ']', '{', '}']);
        let is_prose = after_blank && is_edge && key_of_line(line.words).is_none();
        after_blank = line.is_blank();
        is_prose
    })
}

fn closing<'t>(text: &'t str, range: Range<usize>, marks: &[&str]) -> Option<Line<'t>> {
    lines(text, range).find(|line| marks.contains(&line.words.trim_end()))
}

/// The lines up to the first blank one, if they look like front matter.
fn to_blank_line(
    text: &str,
    range: Range<usize>,
    looks_right: fn(&[Line<'_>]) -> bool,
) -> Option<(Range<usize>, usize)> {
    let found: Vec<_> = lines(text, range.clone())
        .take_while(|line| !line.is_blank())
        .collect();
    let end = found.last()?.next;
    looks_right(&found).then_some((range.start..end, end))
}

/// Whether lines hold a known field, or two keys: a rule above one `Note: …` is no front matter.
fn looks_like_yaml(found: &[Line<'_>]) -> bool {
    let keys = || {
        found.iter().filter_map(|line| {
            let (key, _) = key_of_line(line.words)?;
            let key = &line.words[key];
            key.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
                .then_some(key)
        })
    };
    keys().any(|key| field(key).is_some() || nearest_field(key).is_some()) || keys().count() >= 2
}

fn looks_like_toml(found: &[Line<'_>]) -> bool {
    found.first().is_some_and(|line| line.words.contains('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_block_and_the_body() {
        for (text, expected) in [
            ("", "none 0"),
            ("# Hello", "none 0"),
            ("\u{feff}# Hello", "none 3"),
            ("---\n---\nbody", "yaml  | body"),
            ("---", "none 0"),
            ("---\ntitle: x\n---", "yaml title: x| | "),
            ("--- \ntitle: x\n---\t\nbody", "yaml title: x| | body"),
            ("\u{feff}---\r\ntitle: x\r\n...\r\nbody", "yaml title: x|| | body"),
            ("---\rtitle: x\r---\rbody", "yaml title: x| | body"),
            ("----\ntitle: x\n---\n", "none 0"),
            (" ---\ntitle: x\n---\n", "none 0"),
            ("\n---\ntitle: x\n---\n", "none 0"),
            (
                "---\ntitle: x\nfoo: y\n\nbody",
                "unclosed title: x|foo: y| | |body",
            ),
            (
                "---\ntitle: x\nfoo: y\n\nSome prose.\n\n---\n\nMore",
                "unclosed title: x|foo: y| | |Some prose.||---||More",
            ),
            (
                "---\ntitle: |\n  x\n\n  y\n\nfoo: z\n---\nbody",
                "yaml title: ||  x||  y||foo: z| | body",
            ),
            ("---\nfoo: x\nbar: y", "unclosed foo: x|bar: y | "),
            ("---\nNote: a rule above a text\n\nbody", "none 0"),
            ("---\n\ntitle: x\n", "none 0"),
            ("---\nsome text", "none 0"),
            ("+++\ntitle = 'x'\n+++\nbody", "toml title = 'x'| | body"),
            ("+++\ntitle = 'x'\n\nbody", "toml title = 'x'| | |body"),
            ("+++\ntext", "none 0"),
            (";;;\n{}\n;;;", "none 0"),
            ("{\n\"title\": 1\n}\n", "none 0"),
        ] {
            assert_eq!(show(text), expected, "{text:?}");
        }
    }

    fn show(text: &str) -> String {
        let (word, content, body) = match find(text) {
            Head::None { body } => return format!("none {body}"),
            Head::Yaml { content, body } => ("yaml", content, body),
            Head::Unclosed { content, body } => ("unclosed", content, body),
            Head::Toml { content, body } => ("toml", content, body),
        };
        let bars = |part: &str| part.replace(['\n', '\r'], "|");
        format!("{word} {} | {}", bars(&text[content]), bars(&text[body..]))
    }
}
