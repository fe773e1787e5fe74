//! Excerpts: the few words of a text in which a result shows that it answers.

use std::ops::Range;

use super::terms::{self, Term, stem};

/// An excerpt is about so many bytes long.
const LENGTH: usize = 180;

/// Some words of a text, and which of them were searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The words, without a line break; `…` stands where more of the line was left out.
    pub text: String,
    /// Where the searched words stand in it.
    pub marks: Vec<Range<usize>>,
}

/// What marks a text: the words searched for, and the one that may go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marker {
    words: Vec<(String, String)>,
    open: Option<String>,
}

impl Marker {
    /// A marker for words; the last may go on if it is `open`.
    pub(super) fn new(words: impl IntoIterator<Item = String>, open: Option<String>) -> Self {
        let words = words.into_iter().map(|word| (stem(&word), word)).collect();
        Self { words, open }
    }

    /// The numbers of the words that a run of text says.
    fn said(&self, run: &str) -> Vec<usize> {
        let mut said = Vec::new();
        terms::each(run, |term| {
            let (Term::Word(spelling) | Term::Joined(spelling)) = term;
            let goes_on = self
                .open
                .as_deref()
                .is_some_and(|open| spelling.starts_with(open));
            let root = stem(spelling);
            for (number, (wanted, word)) in self.words.iter().enumerate() {
                let is_last = number + 1 == self.words.len();
                if spelling == word || root == *wanted || (is_last && goes_on) {
                    said.push(number);
                }
            }
        });
        said
    }

    /// Where a text says any of the words.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let runs = terms::runs(text).filter(|(_, run)| !self.said(run).is_empty());
        runs.map(|(start, run)| start..start + run.len()).collect()
    }

    /// The line of a text that says most of the words, cut to fit; the first line where none says any.
    pub fn excerpt(&self, text: &str) -> Excerpt {
        let mut best = (0, text.lines().next().unwrap_or_default());
        for line in text.lines() {
            let mut said: Vec<usize> = terms::runs(line).flat_map(|(_, run)| self.said(run)).collect();
            said.sort_unstable();
            said.dedup();
            if said.len() > best.0 {
                best = (said.len(), line);
            }
        }
        let text = cut(best.1, self.marks(best.1).first().map_or(0, |mark| mark.start));
        Excerpt {
            marks: self.marks(&text),
            text,
        }
    }
}

/// The part of a line around a byte of it, between spaces where there are any.
fn cut(line: &str, around: usize) -> String {
    if line.len() <= LENGTH {
        return line.to_owned();
    }
    let earliest = line.floor_char_boundary(around.saturating_sub(LENGTH / 3));
    let start = match earliest {
        0 => 0,
        earliest => line[earliest..around]
            .find(' ')
            .map_or(earliest, |space| earliest + space + 1),
    };
    let latest = line.floor_char_boundary(start + LENGTH);
    let end = match line[start..latest].rfind(' ') {
        _ if latest == line.len() => latest,
        Some(space) if start + space > around => start + space,
        _ => latest,
    };
    let (before, behind) = (
        if start > 0 { "…" } else { "" },
        if end < line.len() { "…" } else { "" },
    );
    format!("{before}{}{behind}", &line[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, words: &[&str]) -> (String, Vec<String>) {
        let marker = Marker::new(
            words.iter().map(|word| (*word).to_owned()),
            words.last().map(|word| (*word).to_owned()),
        );
        let Excerpt { text, marks } = marker.excerpt(text);
        let marked = marks.into_iter().map(|mark| text[mark].to_owned()).collect();
        (text, marked)
    }

    #[test]
    fn the_line_that_says_most_with_its_words_marked() {
        let text = "Order the spare key.\nThe licence server needs a Licence-File.\nNothing.";
        let (line, marked) = excerpt(text, &["licences", "serv"]);
        assert_eq!(line, "The licence server needs a Licence-File.");
        assert_eq!(marked, ["licence", "server", "Licence-File"]);
        assert_eq!(
            excerpt("Only this.\nAnd that.", &["zebra"]),
            ("Only this.".to_owned(), vec![])
        );
        assert_eq!(excerpt("", &["zebra"]), (String::new(), vec![]));
    }

    #[test]
    fn long_lines_are_cut_around_the_first_mark() {
        let long = format!(
            "{} the zebra stands {}",
            "ü word".repeat(100),
            "behind it ".repeat(100)
        );
        let (line, marked) = excerpt(&long, &["zebra"]);
        assert!(
            line.starts_with('…') && line.ends_with('…') && line.len() < LENGTH + 10,
            "{line}"
        );
        assert_eq!(marked, ["zebra"]);
        let (line, _) = excerpt(&"ü".repeat(1000), &["zebra"]);
        assert!(line.len() < LENGTH + 10);
    }
}
