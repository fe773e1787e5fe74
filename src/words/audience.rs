//! Who may read a page.

use std::fmt;

/// Who may read a page; the order is from widest to narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody.
    Public,
    /// The team that keeps the knowledge base.
    Team,
    /// Nobody but the machine it lies on: no build emits it.
    Private,
}

impl Audience {
    /// The words of front matter and book.toml, widest first.
    pub const WORDS: [&'static str; 3] = ["public", "team", "private"];

    /// The audience of a word, without regard to case.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Public, Self::Team, Self::Private];
        all.into_iter()
            .find(|audience| audience.word().eq_ignore_ascii_case(word))
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
