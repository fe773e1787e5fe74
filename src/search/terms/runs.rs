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

/// Whether a run is one ASCII word without any boundary inside, as nearly all are.
pub(super) fn is_plain(run: &str) -> bool {
    let bytes = run.as_bytes();
    let is_upper_inside = |pair: &[u8]| pair[1].is_ascii_uppercase() && !pair[0].is_ascii_digit();
    bytes.iter().all(u8::is_ascii_alphanumeric) && !bytes.windows(2).any(is_upper_inside)
}

/// How long the run is at the start of a text that starts with a letter.
fn length(text: &str) -> usize {
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
