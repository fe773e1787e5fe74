//! What a body says in the reader's language: words of the interface that stand within the text.

/// A word or sentence that is not the author's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// The title of a note.
    Note,
    /// The title of a tip.
    Tip,
    /// The title of something important.
    Important,
    /// The title of a warning.
    Warning,
    /// The title of a caution.
    Caution,
    /// A task that is open.
    ToDo,
    /// A task that is done.
    Done,
    /// The way back from a footnote.
    Back,
    /// A page that nobody has written.
    Wanted,
    /// Where another page's text comes from; `{page}` stands for its link.
    From,
}

impl Label {
    /// Every label, in the order of their numbers.
    pub const ALL: [Self; 10] = [
        Self::Note,
        Self::Tip,
        Self::Important,
        Self::Warning,
        Self::Caution,
        Self::ToDo,
        Self::Done,
        Self::Back,
        Self::Wanted,
        Self::From,
    ];

    /// Its name in a theme's files of words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
            Self::ToDo => "to_do",
            Self::Done => "done",
            Self::Back => "back",
            Self::Wanted => "wanted",
            Self::From => "from",
        }
    }
}
