//! Folding: one spelling for letters that a reader may type differently.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::runs::is_letter;

/// Appends a part without accents and capitals.
pub(super) fn fold(part: &str, into: &mut String) {
    if part.is_ascii() {
        let start = into.len();
        into.push_str(part);
        return into[start..].make_ascii_lowercase();
    }
    for letter in part.nfkd().flat_map(char::to_lowercase) {
        match letter {
            'ς' => into.push('σ'),
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'þ' => into.push_str("th"),
            'ø' => into.push('o'),
            'đ' | 'ð' => into.push('d'),
            'ł' => into.push('l'),
            'ı' => into.push('i'),
            letter if is_kept(letter) => into.push(letter),
            _ => {}
        }
    }
}

/// The code points of a part of the block set, whose marks are sounds of their own.
pub(super) fn fold_block(part: &str) -> Vec<char> {
    part.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|letter| is_letter(*letter))
        .collect()
}

fn is_kept(letter: char) -> bool {
    let group = || letter.general_category_group();
    letter.is_ascii_alphanumeric()
        || (!letter.is_ascii()
            && matches!(
                group(),
                GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
            ))
}
