//! Raised and lowered letters inside a word: `km^2^`, `H~2~O`.

use std::ops::Range;

/// The longest that is taken for one; longer ones are more likely to be something else.
const LONGEST: usize = 12;

/// The first `^x^` or `~x~` that follows a letter or digit and holds only letters, digits and signs.
pub(super) fn find(text: &str) -> Option<Range<usize>> {
    memchr::memchr2_iter(b'^', b'~', text.as_bytes()).find_map(|start| {
        let mark = &text[start..=start];
        let follows_word = text[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        let inside: usize = text[start + 1..]
            .chars()
            .take(LONGEST)
            .take_while(|c| c.is_alphanumeric() || "+-−.,()".contains(*c))
            .map(char::len_utf8)
            .sum();
        let end = start + 1 + inside;
        (follows_word && inside > 0 && text[end..].starts_with(mark)).then_some(start..end + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn only_inside_words() {
        for (text, expected) in [
            ("H~2~O", Some("~2~")),
            ("km^2^", Some("^2^")),
            ("x^-1^ y", Some("^-1^")),
            ("2^10 and 2^20", None),
            ("~user~", None),
            ("a~b c~", None),
            ("a^^", None),
            ("a~/b~", None),
        ] {
            assert_eq!(find(text).map(|range| &text[range]), expected, "{text}");
        }
    }
}
