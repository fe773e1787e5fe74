//! The top-level keys of a block of YAML, by their lines.
//!
//! Takes a text and the block's range; gives where each key, its value and its lines lie, which a
//! YAML parser does not tell: spans for findings, duplicates, recovery from broken YAML, and edits
//! in place that keep comments, order and quotes. It reads lines, not YAML: a line at the block's
//! own indentation that looks like `key:` starts an entry, whatever stands above it. It must not
//! know which keys are fields.

use std::ops::Range;

use super::lines::{Line, lines};

/// One top-level entry of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    /// The key as it is written, with its quotes.
    pub key: Range<usize>,
    /// The key without its quotes.
    pub name: Range<usize>,
    /// The value from its first to its last character, without comments; empty if there is none.
    pub value: Range<usize>,
    /// All lines from the key's own to the next key's.
    pub lines: Range<usize>,
}

impl Scanned {
    /// Whether the value starts on the key's own line.
    pub(super) fn is_inline(&self, text: &str) -> bool {
        !text[self.key.end..self.value.start].contains(['\n', '\r'])
    }
}

/// The entries of a block, and what stands before the first one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The first line before all keys that is neither blank nor a comment.
    pub loose: Option<Range<usize>>,
    /// The entries in the order of the file.
    pub entries: Vec<Scanned>,
}

/// Finds the entries of a block, or of any part of one whose lines share an indentation.
pub fn scan(text: &str, range: Range<usize>) -> Scan {
    let mut scan = Scan::default();
    let mut base = None;
    for line in lines(text, range.clone()) {
        let indent = line.indent();
        if line.is_blank() || line.words[indent..].starts_with('#') {
            continue;
        }
        if indent > *base.get_or_insert(indent) {
            continue;
        }
        match key_of_line(line.words) {
            Some((key, after)) => {
                end_last(text, &mut scan, line.start);
                scan.entries.push(Scanned {
                    name: unquoted(line.words, &key, line.start),
                    key: line.start + key.start..line.start + key.end,
                    value: line.start + after..range.end,
                    lines: line.start..range.end,
                });
            }
            None if scan.entries.is_empty() && scan.loose.is_none() => {
                scan.loose = Some(line.start + indent..line.end());
            }
            None => {}
        }
    }
    end_last(text, &mut scan, range.end);
    scan
}

/// The key with which a line starts, and where its colon ends.
pub(super) fn key_of_line(line: &str) -> Option<(Range<usize>, usize)> {
    let start = line.len() - line.trim_start_matches(' ').len();
    let rest = &line[start..];
    let end = match rest.bytes().next()? {
        quote @ (b'"' | b'\'') => start + quoted_length(rest, quote)?,
        b'#' | b'[' | b']' | b'{' | b'}' | b',' | b'|' | b'>' | b'&' | b'*' | b'!' | b':' | b'\t' => {
            return None;
        }
        b'-' | b'?' if rest.len() == 1 || rest[1..].starts_with([' ', '\t']) => return None,
        _ => start + plain_length(rest)?,
    };
    let colon = end + line[end..].len() - line[end..].trim_start_matches([' ', '\t']).len();
    let ends = line[colon..].strip_prefix(':')?;
    (ends.is_empty() || ends.starts_with([' ', '\t'])).then_some((start..end, colon + 1))
}

/// The length of a plain key, up to a colon that ends it.
fn plain_length(rest: &str) -> Option<usize> {
    let comment = rest.find(" #").unwrap_or(rest.len());
    let ends = |at: usize| matches!(rest.as_bytes().get(at + 1), None | Some(b' ' | b'\t'));
    let colon = rest[..comment]
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| ends(*at))?;
    Some(rest[..colon].trim_end_matches([' ', '\t']).len())
}

/// The length of a quoted text with both quotes, if the line closes it.
pub(super) fn quoted_length(rest: &str, quote: u8) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

fn unquoted(line: &str, key: &Range<usize>, offset: usize) -> Range<usize> {
    let quotes = usize::from(line[key.clone()].starts_with(['"', '\'']));
    offset + key.start + quotes..offset + key.end - quotes
}

/// Ends the last entry before `end`, and trims its value.
fn end_last(text: &str, scan: &mut Scan, end: usize) {
    if let Some(last) = scan.entries.last_mut() {
        last.lines.end = end;
        last.value = trimmed(text, last.value.start..end);
    }
}

/// The range without space and comments at either end; a block scalar keeps its `#` lines.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let mut found: Option<Range<usize>> = None;
    let mut is_block = false;
    for line in lines(text, range.clone()) {
        let end = if is_block {
            line.words.len()
        } else {
            code_length(line.words)
        };
        let words = line.words[..end].trim_matches([' ', '\t']);
        if words.is_empty() {
            continue;
        }
        let start = line.start + offset_in(&line, words);
        is_block |= found.is_none() && words.starts_with(['|', '>']);
        found = Some(found.map_or(start, |found| found.start)..start + words.len());
    }
    found.unwrap_or(range.start..range.start)
}

fn offset_in(line: &Line<'_>, part: &str) -> usize {
    part.as_ptr() as usize - line.words.as_ptr() as usize
}

/// How much of a line is no comment.
pub(super) fn code_length(line: &str) -> usize {
    let bytes = line.as_bytes();
    let (mut at, mut opens) = (0, true);
    while at < bytes.len() {
        match bytes[at] {
            b'#' if at == 0 || matches!(bytes[at - 1], b' ' | b'\t') => return at,
            quote @ (b'"' | b'\'') if opens => match quoted_length(&line[at..], quote) {
                Some(length) => at += length - 1,
                None => return line.len(),
            },
            _ => {}
        }
        opens = matches!(bytes[at], b' ' | b'\t' | b'[' | b'{' | b',');
        at += 1;
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_found_by_their_lines() {
        for (block, expected) in [
            ("title: x\nowner: [a, b] # both\n", "title=x;owner=[a, b]"),
            ("  title: x\n  tags:\n  - a\n  - b\n", "title=x;tags=- a|  - b"),
            ("\"a b\" : 'it''s # fine' # not\n", "a b='it''s # fine'"),
            ("a: |\n  # text\n\n# comment\nb:\n", "a=||  # text||# comment;b="),
            (
                "tags: # mine\n  # first\n  - a # b\n\n# end\nb: c",
                "tags=- a;b=c",
            ),
            ("a: don't # c\nhttp://x: y\n", "a=don't;http://x=y"),
            ("a: [\nb,\n]\nc: d\r\n", "a=[|b,|];c=d"),
            ("? x\n: y\n", "loose ? x"),
            ("hello\na: b", "loose hello;a=b"),
            ("a:b\nc: d: e", "loose a:b;c=d: e"),
            ("- a: b\n", "loose - a: b"),
            ("# only\n\n", ""),
            ("é: ü\n", "é=ü"),
        ] {
            assert_eq!(show(block), expected, "{block:?}");
        }
    }

    fn show(block: &str) -> String {
        let found = scan(block, 0..block.len());
        let loose = found.loose.map(|range| format!("loose {}", &block[range]));
        let entries = found.entries.iter().map(|entry| {
            let value = block[entry.value.clone()].replace(['\n', '\r'], "|");
            format!("{}={value}", &block[entry.name.clone()])
        });
        loose.into_iter().chain(entries).collect::<Vec<_>>().join(";")
    }
}
