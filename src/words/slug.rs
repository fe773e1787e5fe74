//! A title as a file name.
//!
//! Takes any text; gives one that every file system and address bears, and that people can still
//! read. It must not know which files exist.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer names are cut at a word.
const LONGEST: usize = 60;

/// A title in small letters with dashes between its words; empty if it has neither letters nor digits.
///
/// Latin letters lose their accents (`Übergabe` becomes `ubergabe`), since they are typed, linked and
/// sorted by hand; other scripts stay as they are.
///
/// ```
/// assert_eq!(passdown::words::slug::slug("Who's on call? (Ⅱ)"), "whos-on-call-ii");
/// ```
pub fn slug(title: &str) -> String {
    let plain: String = folded(title);
    let words = plain.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    let mut slug = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST));
    }
    slug
}

/// The text in small letters, without apostrophes and without the accents of Latin letters.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_latin = false;
    let letters = text
        .nfkd()
        .filter(|c| !matches!(c, '\'' | '’'))
        .flat_map(char::to_lowercase);
    for c in letters {
        if is_combining_mark(c) && is_latin {
            continue;
        }
        match ascii(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
        is_latin = c.is_ascii_alphabetic() || ascii(c).is_some();
    }
    out.nfc().collect()
}

/// Latin letters that are more than a letter and an accent.
fn ascii(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_that_can_be_read() {
        for (title, expected) in [
            ("Send the Friday figures", "send-the-friday-figures"),
            ("  Olivia's -- news!  ", "olivias-news"),
            ("Übergabe: Straße & Ærø", "ubergabe-strasse-aero"),
            ("C++ / Rust", "c-rust"),
            ("2026 budget (v1.2)", "2026-budget-v1-2"),
            ("引き継ぎ", "引き継ぎ"),
            ("가나다 Ключи", "가나다-ключи"),
            ("हिन्दी", "हिन्दी"),
            ("../../etc/passwd", "etc-passwd"),
            ("???", ""),
            ("", ""),
        ] {
            assert_eq!(slug(title), expected, "{title:?}");
            assert_eq!(slug(&slug(title)), slug(title), "{title:?}");
        }
        assert_eq!(slug(&"word ".repeat(40)).len(), 59);
        assert_eq!(slug(&"x".repeat(400)).len(), 60);
    }
}
