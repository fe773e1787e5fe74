//! Text that a terminal shows and does not obey.
//!
//! Takes any text; gives the same text with each dangerous character replaced by one that can be
//! seen, one for one, so that columns keep their meaning.

use std::borrow::Cow;

/// The text with its control characters made visible; a tab becomes a space.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    replace(text, |c| if c == '\t' { ' ' } else { visible(c) })
}

/// The same for a line of a file, whose tabs are widened later.
pub(super) fn clean_line(text: &str) -> Cow<'_, str> {
    replace(text, |c| if c == '\t' { c } else { visible(c) })
}

/// Whether a character beyond ASCII steers a terminal or the direction of text, or hides in it.
///
/// Joiners are no danger, and many scripts and emoji need them.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '␡',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

fn replace(text: &str, with: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|c| with(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(with).collect())
}
