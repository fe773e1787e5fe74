//! Texts as terms: which stretches of a text can be searched for, and under which spellings.
//!
//! Takes any text; gives its words in order and the joined forms of what is written as one. The browser's script
//! does the same, so every rule stands in `docs/src/search-format.md`, and both are tested against `tests/search/`.
//! It must not know pages, weights or files.

mod fold;
mod parts;
mod runs;
mod stem;

pub use self::runs::runs;
pub use self::stem::stem;

pub(super) use self::parts::is_block;

/// The longest word, and the longest joined form, in code points.
const LONGEST: usize = 40;

/// What a term is to the text that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term<'t> {
    /// A word in the stream of words.
    Word(&'t str),
    /// Several words written as one.
    Joined(&'t str),
}

/// Gives every term of a text to `take`: those of each run in turn, its words first.
pub fn each(text: &str, mut take: impl FnMut(Term<'_>)) {
    let mut buffer = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(runs::is_letter) {
        rest = &rest[start..];
        let length = match runs::plain(rest) {
            Some((length, has_capitals)) => {
                let word = &rest[..length.min(LONGEST)];
                take(Term::Word(match has_capitals {
                    true => lowercase(word, &mut buffer),
                    false => word,
                }));
                length
            }
            None => {
                let length = runs::length(rest);
                parts::each(&rest[..length], &mut take);
                length
            }
        };
        rest = &rest[length..];
    }
}

/// An ASCII word in small letters, in the buffer.
fn lowercase<'t>(word: &str, buffer: &'t mut String) -> &'t str {
    buffer.clear();
    buffer.push_str(word);
    buffer.make_ascii_lowercase();
    buffer
}

/// A term that is sorted among many: by its bytes, of which the first eight are compared at once.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sorted<T> {
    head: u64,
    pub(super) term: T,
}

impl<T: AsRef<str>> Sorted<T> {
    pub(super) fn of(term: T) -> Self {
        let bytes = term.as_ref().as_bytes();
        let mut head = [0; 8];
        let length = bytes.len().min(head.len());
        head[..length].copy_from_slice(&bytes[..length]);
        Self {
            head: u64::from_be_bytes(head),
            term,
        }
    }
}

/// The words of a text and its joined forms, each in order.
pub fn terms(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut words, mut joined) = (Vec::new(), Vec::new());
    each(text, |term| match term {
        Term::Word(word) => words.push(word.to_owned()),
        Term::Joined(form) => joined.push(form.to_owned()),
    });
    (words, joined)
}
