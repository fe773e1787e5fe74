//! Bare addresses in running text, as GitHub's flavour of Markdown defines them.
//!
//! `http://`, `https://`, `ftp://` and `www.` at a word's start, and e-mail addresses. What the
//! rule leaves out at the end (`.`, `)` without a partner, entities) stays text.

use std::ops::Range;

/// An address found in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What stands before it in the link's target.
    pub(super) prefix: &'static str,
}

/// The longest name of a host or mailbox; it also keeps the search linear.
const LONGEST: usize = 255;

/// Every address in `text`, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let (mut floor, mut from) = (0, 0);
    while let Some(at) = memchr::memchr3(b':', b'@', b'.', &text.as_bytes()[from..]).map(|at| from + at) {
        let hit = match text.as_bytes()[at] {
            b':' => web(text, at, floor),
            b'.' => www(text, at, floor),
            _ => email(text, at, floor),
        };
        from = at + 1;
        if let Some(hit) = hit {
            floor = hit.range.end;
            from = floor;
            found.push(hit);
        }
    }
    found
}

/// An address whose `://` has its colon at `at`.
fn web(text: &str, at: usize, floor: usize) -> Option<Found> {
    if !text[at..].starts_with("://") {
        return None;
    }
    let before = &text[floor..at];
    let name = ["https", "http", "ftp"].into_iter().find(|name| {
        before.len() >= name.len()
            && before.as_bytes()[before.len() - name.len()..].eq_ignore_ascii_case(name.as_bytes())
    })?;
    let start = at - name.len();
    let domain = domain_end(text, at + 3, 0)?;
    starts_word(text, start).then(|| Found {
        range: start..address_end(text, domain),
        prefix: "",
    })
}

/// An address that starts with `www.`, whose first dot stands at `at`.
fn www(text: &str, at: usize, floor: usize) -> Option<Found> {
    let start = at.checked_sub(3).filter(|start| *start >= floor)?;
    let is_www = text.as_bytes()[start..at].eq_ignore_ascii_case(b"www");
    let domain = is_www.then(|| domain_end(text, start, 1)).flatten()?;
    starts_word(text, start).then(|| Found {
        range: start..address_end(text, domain),
        prefix: "http://",
    })
}

/// An e-mail address whose `@` stands at `at`.
fn email(text: &str, at: usize, floor: usize) -> Option<Found> {
    let local = text[floor..at]
        .bytes()
        .rev()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphanumeric() || b".-_+".contains(b))
        .count();
    let host = text[at + 1..]
        .bytes()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphanumeric() || b".-_".contains(b))
        .count();
    let host = text[at + 1..at + 1 + host].trim_end_matches('.');
    let start = at - local;
    let sound = local > 0 && host.contains('.') && !host.ends_with(['-', '_']) && !host.starts_with('.');
    let open = start == 0 || !text[..start].ends_with('/');
    (sound && open).then(|| Found {
        range: start..at + 1 + host.len(),
        prefix: "mailto:",
    })
}

fn starts_word(text: &str, start: usize) -> bool {
    text[..start]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || "*_~([\"'“‘«:,;/|<>".contains(c))
}

/// The end of a valid domain that starts at `start` and has at least `dots` dots.
fn domain_end(text: &str, start: usize, dots: usize) -> Option<usize> {
    let length: usize = text[start..]
        .chars()
        .take(LONGEST)
        .take_while(|c| c.is_alphanumeric() || "-_.".contains(*c))
        .map(char::len_utf8)
        .sum();
    let domain = text[start..start + length].trim_end_matches('.');
    let mut last_two = domain.rsplit('.').take(2);
    let sound = !domain.is_empty() && last_two.all(|part| !part.is_empty() && !part.contains('_'));
    (sound && domain.matches('.').count() >= dots).then_some(start + domain.len())
}

/// Where an address ends that is sound up to `domain`: at white space or `<`, less what reads as punctuation.
fn address_end(text: &str, domain: usize) -> usize {
    let rest = &text[domain..];
    let rest = &rest[..rest
        .find(|c: char| c.is_whitespace() || c == '<')
        .unwrap_or(rest.len())];
    if !rest.starts_with(['/', '?', '#', ':']) {
        return domain;
    }
    let mut kept = rest;
    let mut open = kept.matches('(').count();
    let mut close = kept.matches(')').count();
    loop {
        let trimmed = kept.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"', '”', '’']);
        open -= kept[trimmed.len()..].matches('(').count();
        kept = trimmed;
        match kept.strip_suffix(')') {
            Some(shorter) if close > open => {
                kept = shorter;
                close -= 1;
            }
            _ => match kept.strip_suffix(';').and_then(entity_start) {
                Some(start) => kept = &kept[..start],
                None => return domain + kept.len(),
            },
        }
    }
}

/// Where `&name` starts, if the address ends with one; it reads as an entity that nobody meant to be part of it.
fn entity_start(address: &str) -> Option<usize> {
    let name = address
        .bytes()
        .rev()
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let start = address.len() - name;
    (name > 0 && address[..start].ends_with('&')).then(|| start - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = find(text).into_iter().map(|found| &text[found.range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn finds_addresses_and_leaves_punctuation() {
        check(
            "see https://example.org/a_b?c=1#d.",
            &["https://example.org/a_b?c=1#d"],
        );
        check("(see www.example.org/a(b))", &["www.example.org/a(b)"]);
        check(
            "https://example.org, http://b.c!",
            &["https://example.org", "http://b.c"],
        );
        check("mail a.b+c@example.org.", &["a.b+c@example.org"]);
        check("no: a@b, xhttp://y, http://, foo.bar, a@b-.c_", &[]);
        check("http://localhost:8080/x", &["http://localhost:8080/x"]);
        check("<https://a.b>", &["https://a.b"]);
        check("ftp://x.y/z", &["ftp://x.y/z"]);
    }
}
