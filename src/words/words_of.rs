//! File names as words for people, how many words there are, and the order in which people expect names to stand.

use std::cmp::Ordering;

/// A file or folder name in words: number prefix and extension gone, dashes as spaces, first letter large.
///
/// ```
/// assert_eq!(passdown::words::words_of::words_of("10-new_starter.md"), "New starter");
/// ```
pub fn words_of(name: &str) -> String {
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 4 => stem,
        _ => name,
    };
    let spaced: String = match number_prefix(stem) {
        Some((_, rest)) if !rest.is_empty() => rest,
        _ => stem,
    }
    .chars()
    .map(|c| if c == '-' || c == '_' { ' ' } else { c })
    .collect();
    let spaced = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    match spaced.is_empty() {
        true => name.to_owned(),
        false => capital(&spaced),
    }
}

/// A text with its first letter large and the others as they are.
///
/// ```
/// assert_eq!(passdown::words::words_of::capital("every Monday"), "Every Monday");
/// ```
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// How many words a text has, told by the ASCII white space before each. Whole texts pass through here, so it looks at
/// bytes side by side, which a processor does many at a time.
///
/// ```
/// assert_eq!(passdown::words::words_of::word_count(" two\n words "), 2);
/// ```
pub fn word_count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let starts = bytes
        .windows(2)
        .filter(|pair| pair[0] <= b' ' && pair[1] > b' ')
        .count();
    starts + usize::from(bytes.first().is_some_and(|first| *first > b' '))
}

/// Splits `10-intake` into `(10, "intake")`; a name of digits only, or a date, has no prefix.
pub fn number_prefix(stem: &str) -> Option<(u64, &str)> {
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    let rest = stem.get(digits..)?;
    let rest = rest.strip_prefix(['-', '_', '.', ' '])?;
    if digits == 0 || digits > 3 {
        return None;
    }
    Some((stem[..digits].parse().ok()?, rest))
}

/// Compares names as people do: without regard to case, runs of digits by their value.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (digits(&mut left), digits(&mut right));
                x.len().cmp(&y.len()).then_with(|| x.cmp(&y))
            }
            (Some(x), Some(y)) => {
                left.next();
                right.next();
                match x.is_ascii() && y.is_ascii() {
                    true => x.to_ascii_lowercase().cmp(&y.to_ascii_lowercase()),
                    false => x.to_lowercase().cmp(y.to_lowercase()),
                }
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes a run of digits without its leading zeros, so that longer means larger.
fn digits(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut run = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if digit != '0' || !run.is_empty() {
            run.push(digit);
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_words() {
        for (name, expected) in [
            ("new-starter.md", "New starter"),
            ("10-intake.md", "Intake"),
            ("2024-01-02.md", "2024 01 02"),
            ("_pages", "Pages"),
            ("404.md", "404"),
            ("---.md", "---.md"),
            ("v1.2-notes.md", "V1.2 notes"),
        ] {
            assert_eq!(words_of(name), expected, "{name}");
        }
    }

    #[test]
    fn natural_order() {
        let mut names = ["b10", "B2", "a", "b02", "B1"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["a", "B1", "B2", "b02", "b10"]);
    }
}
