//! Runs: letters, numbers and marks, held together by single or doubled connectors.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// What may hold a run together.
pub(super) fn is_connector(c: char) -> bool {
    matches!(c, '\'' | '’' | '.' | '_' | '-' | '/' | ':' | '+' | '#')
}

/// A letter, number or mark.
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    matches!(
        c.general_category_group(),
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number | GeneralCategoryGroup::Mark
    )
}

/// The runs of a text, each with where it starts and with its tail `++` or `#`.
pub fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_letter)?;
        let run = &text[start..start + length(&text[start..])];
        from = start + run.len();
        Some((start, run))
    })
}

/// How long the run at the start of a text is, if it is one ASCII word without any boundary inside and one look at
/// each byte is enough to see that, as it is for nearly all; and whether it has capitals.
pub(super) fn plain(text: &str) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let (mut last, mut has_capitals) = (b'0', false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => {}
            b'A'..=b'Z' if last.is_ascii_digit() => has_capitals = true,
            b'A'..=b'Z' => return None,
            b'\'' | b'.' | b'_' | b'-' | b'/' | b':' => {
                // What ends a sentence holds nothing together.
                let goes_on = bytes
                    .get(at + 1)
                    .is_some_and(|next| !matches!(next, b' ' | b'\n' | b',' | b')' | b'"'));
                return (at > 0 && !goes_on).then_some((at, has_capitals));
            }
            b'+' | b'#' | 0x80.. => return None,
            _ => return (at > 0).then_some((at, has_capitals)),
        }
        last = *byte;
    }
    (!bytes.is_empty()).then_some((bytes.len(), has_capitals))
}

/// How long the run is at the start of a text that starts with a letter.
pub(super) fn length(text: &str) -> usize {
    let mut end = letters(text);
    loop {
        let rest = &text[end..];
        let connector = connector_length(rest);
        if connector == 0 {
            return end + tail(rest).len();
        }
        end += connector + letters(&rest[connector..]);
    }
}

fn letters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    match bytes.get(plain) {
        // Most words are plain to their end.
        None | Some(0..=0x7f) => plain,
        Some(_) => {
            let rest = &text[plain..];
            plain + rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
        }
    }
}

/// How long the connector is that goes on to another letter; 0 if none does.
fn connector_length(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next().filter(|c| is_connector(*c)) else {
        return 0;
    };
    match (chars.next(), chars.next()) {
        (Some(letter), _) if is_letter(letter) => first.len_utf8(),
        (Some(second), Some(letter)) if is_connector(second) && is_letter(letter) => {
            first.len_utf8() + second.len_utf8()
        }
        _ => 0,
    }
}

/// What a name may end in, such as `c++` or `c#`.
pub(super) fn tail(text: &str) -> &'static str {
    match text {
        text if text.starts_with("++") => "++",
        text if text.starts_with('#') => "#",
        _ => "",
    }
}
