//! A text file in memory, able to tell in which line a byte stands.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::diagnostic::Place;
use super::digest::Digest;

/// The longest part of a line that a place carries along, in bytes.
const LONGEST_EXCERPT: usize = 200;

/// Characters are counted anew over no more bytes than this, so that many findings in one long line stay cheap.
const STEP: usize = 512;

/// A file's text under the name by which people know it.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file as people name it, from the project's root.
    pub file: Arc<str>,
    /// What it says.
    pub content: Arc<str>,
    /// The digest of file and content; made when first asked for, and then once for all that hash the text.
    digest: OnceLock<Digest>,
    /// Where each line starts; found when first asked for, since most files have no finding.
    lines: OnceLock<Arc<[usize]>>,
    /// How many characters stand before each [`STEP`] of bytes; found when a long line is first asked about.
    steps: OnceLock<Arc<[u32]>>,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        let same = |a: &Arc<str>, b: &Arc<str>| Arc::ptr_eq(a, b) || a == b;
        same(&self.file, &other.file) && same(&self.content, &other.content)
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let digest = self
            .digest
            .get_or_init(|| Digest::of(&(&*self.file, &*self.content)));
        digest.hash(state);
    }
}

impl Text {
    /// A text and its file's name.
    pub fn new(file: impl Into<Arc<str>>, content: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            content: content.into(),
            digest: OnceLock::new(),
            lines: OnceLock::new(),
            steps: OnceLock::new(),
        }
    }

    /// The place of a byte range; a range past the end or inside a character is moved to fit.
    pub fn place(&self, range: Range<usize>) -> Place {
        let text = &*self.content;
        let start = text.floor_char_boundary(range.start);
        let lines = self.lines();
        let number = lines.partition_point(|line| *line <= start);
        let line_start = lines[number - 1];
        let line_end = lines.get(number).map_or(text.len(), |next| next - 1).max(start);
        let end = text.floor_char_boundary(range.end).clamp(start, line_end);
        let line = text[line_start..line_end].trim_end_matches('\r');
        let (from, to) = excerpt(line, start - line_start);
        Place {
            file: Arc::clone(&self.file),
            line: number_of(number),
            column: self.characters(line_start..start) + 1,
            width: self.characters(start..end).max(1),
            text: line[from..to].to_owned(),
            cut: self.characters(line_start..line_start + from),
        }
    }

    /// How many characters begin within a range of bytes.
    fn characters(&self, range: Range<usize>) -> u32 {
        if range.len() <= STEP {
            return starts(&self.content.as_bytes()[range]);
        }
        self.characters_before(range.end) - self.characters_before(range.start)
    }

    fn characters_before(&self, at: usize) -> u32 {
        let bytes = self.content.as_bytes();
        let steps = self.steps.get_or_init(|| {
            let mut before = 0;
            let sums = bytes.chunks(STEP).map(|chunk| {
                before += starts(chunk);
                before
            });
            std::iter::once(0).chain(sums).collect()
        });
        steps[at / STEP] + starts(&bytes[at / STEP * STEP..at])
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.content.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| at + 1)).collect()
        })
    }
}

/// The byte range of `line` worth showing for a finding that starts at byte `at` of it.
fn excerpt(line: &str, at: usize) -> (usize, usize) {
    if line.len() <= LONGEST_EXCERPT {
        return (0, line.len());
    }
    let from = line.floor_char_boundary(at.min(line.len()).saturating_sub(LONGEST_EXCERPT / 2));
    (from, line.floor_char_boundary(from + LONGEST_EXCERPT))
}

/// How many characters begin in some bytes: all but those that continue one.
fn starts(bytes: &[u8]) -> u32 {
    number_of(bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count())
}

fn number_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_from_one() {
        let text = Text::new("a.md", "één\r\nowner: jhon\n");
        let at = text.content.find("jhon").expect("the text holds it");
        let place = text.place(at..at + 4);
        assert_eq!(
            (place.line, place.column, place.width, &*place.text),
            (2, 8, 4, "owner: jhon")
        );
        let inside = text.place(1..99);
        assert_eq!((inside.line, inside.column, &*inside.text), (1, 1, "één"));
        let beyond = text.place(999..1000);
        assert_eq!((beyond.line, beyond.column, beyond.width), (3, 1, 1));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = Text::new("a.md", "x".repeat(5000));
        let place = text.place(4000..4003);
        assert_eq!(
            (place.column, place.width, place.text.len(), place.cut),
            (4001, 3, 200, 3900)
        );
    }

    #[test]
    fn columns_in_long_lines_count_characters() {
        let text = Text::new("a.md", format!("ü\n{}", "aü".repeat(9000)));
        for at in [0, 1, 508, 509, 510, 512, 1024, 8190, 26999] {
            let column = text.content[3..].floor_char_boundary(at);
            let expected = text.content[3..3 + column].chars().count() + 1;
            assert_eq!(text.place(at + 3..at + 4).column as usize, expected, "{at}");
        }
        assert_eq!(text.place(3..27003).width, 18000);
    }
}
