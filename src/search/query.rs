//! A query as its writer meant it: words, phrases, what is excluded, and what may be written as one.

use super::score::only_asks;
use super::terms::{is_block, terms};

/// Words beyond this many are not looked for.
const MOST_WORDS: usize = 32;
/// The longest form of two words put together, in code points.
const LONGEST: usize = 40;

/// A query of so many words may be one name written apart.
const SHORT: usize = 4;

/// A question has so many words, and among them so many that only ask.
const QUESTION: usize = 4;
const ASKING: usize = 2;

/// A query, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// The words in order, each once.
    pub(super) words: Vec<String>,
    /// What the words may be written as together.
    pub(super) bonuses: Vec<Bonus>,
    /// The words of each phrase.
    pub(super) phrases: Vec<Vec<String>>,
    /// Words that no result may have.
    pub(super) excluded: Vec<String>,
    /// Whether the last word may go on.
    pub(super) is_open: bool,
    /// Whether it is a question, or at least a sentence: several of its words only ask.
    pub(super) is_question: bool,
}

/// Words written as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bonus {
    pub(super) term: String,
    /// Whether the query itself writes them so.
    pub(super) is_written: bool,
    /// The places of its words among the query's.
    pub(super) words: Vec<usize>,
}

/// A stretch of a query.
enum Piece<'q> {
    Text(&'q str),
    Phrase(&'q str),
    Excluded(&'q str),
}

/// Reads a query.
pub(super) fn read(text: &str) -> Query {
    let mut query = Query::default();
    let mut last = None;
    for piece in pieces(text) {
        match piece {
            Piece::Excluded(text) => query.excluded.extend(terms(text).0),
            Piece::Text(text) => last = query.text(text).or(last),
            Piece::Phrase(text) => {
                query.text(text);
                query.phrases.push(terms(text).0);
            }
        }
    }
    let ends_in_word = text
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_whitespace() && !is_quote(c) && c != '?');
    query.is_open = ends_in_word && last.is_some() && last == query.words.len().checked_sub(1);
    query.bonuses.retain(|bonus| !query.words.contains(&bonus.term));
    let asking = query.words.iter().filter(|word| only_asks(word)).count();
    query.is_question = query.words.len() >= QUESTION && asking >= ASKING;
    query
}

impl Query {
    /// Takes up the words of a text; gives the place of its last.
    fn text(&mut self, text: &str) -> Option<usize> {
        let (words, forms) = terms(text);
        let stream: Vec<usize> = words.iter().filter_map(|word| self.place(word)).collect();
        for form in forms {
            let parts = spelling(&form, &words);
            let places = parts
                .filter_map(|word| self.words.iter().position(|known| known == word))
                .collect();
            self.bonus(form, true, places);
        }
        for (from, count) in rows(stream.len()) {
            let places = &stream[from..from + count];
            let form: String = places.iter().map(|place| self.words[*place].as_str()).collect();
            if form.chars().count() <= LONGEST && !form.contains('.') && !form.contains(is_block) {
                self.bonus(form, false, places.to_vec());
            }
        }
        stream.last().copied()
    }

    /// The place of a word, which is taken up if there is room.
    fn place(&mut self, word: &str) -> Option<usize> {
        let known = self.words.iter().position(|known| known == word);
        if known.is_none() && self.words.len() < MOST_WORDS {
            self.words.push(word.to_owned());
            return Some(self.words.len() - 1);
        }
        known
    }

    fn bonus(&mut self, term: String, is_written: bool, words: Vec<usize>) {
        if self.bonuses.iter().all(|known| known.term != term) {
            self.bonuses.push(Bonus {
                term,
                is_written,
                words,
            });
        }
    }
}

/// Where words in a row may be written as one, and how many: every two, and in a short query every three and four.
fn rows(words: usize) -> impl Iterator<Item = (usize, usize)> {
    let most = if words <= SHORT { SHORT } else { 2 };
    (2..=most).flat_map(move |count| (0..(words + 1).saturating_sub(count)).map(move |from| (from, count)))
}

/// The first words in a row that a form puts together; none if there are no such.
fn spelling<'w>(form: &str, words: &'w [String]) -> impl Iterator<Item = &'w String> {
    let length = |from: usize| {
        let mut rest = form;
        let row = words[from..].iter().take_while(|word| {
            let is_next = !rest.is_empty() && rest.starts_with(word.as_str());
            rest = if is_next { &rest[word.len()..] } else { rest };
            is_next
        });
        let count = row.count();
        rest.is_empty().then_some((from, count))
    };
    let (from, count) = (0..words.len()).find_map(length).unwrap_or_default();
    words[from..from + count].iter()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// Cuts a query where quotes are and where a word is excluded.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (at, quoted) in text.split(is_quote).enumerate() {
        if at % 2 == 1 {
            pieces.push(Piece::Phrase(quoted));
            continue;
        }
        let mut start = 0;
        for (at, _) in quoted.match_indices('-') {
            let is_first = quoted[..at].chars().next_back().is_none_or(char::is_whitespace);
            let length = quoted[at + 1..]
                .find(char::is_whitespace)
                .unwrap_or(quoted.len() - at - 1);
            if at >= start && is_first && length > 0 {
                pieces.push(Piece::Text(&quoted[start..at]));
                start = at + 1 + length;
                pieces.push(Piece::Excluded(&quoted[at + 1..start]));
            }
        }
        pieces.push(Piece::Text(&quoted[start..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> (Vec<String>, bool) {
        let query = read(text);
        (query.words, query.is_open)
    }

    #[test]
    fn words_come_once_and_only_the_last_is_open() {
        let of = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            words("Order the licence"),
            (of(&["order", "the", "licence"]), true)
        );
        assert_eq!(words("order order "), (of(&["order"]), false));
        assert_eq!(words("order licence order"), (of(&["order", "licence"]), false));
        assert_eq!(words("\"order licence\""), (of(&["order", "licence"]), false));
        assert_eq!(words("order licence?"), (of(&["order", "licence"]), false));
        assert_eq!(words("..."), (vec![], false));
    }

    #[test]
    fn phrases_and_exclusions() {
        let query = read("find \"the spare key\" -office -Get-Item well-known");
        assert_eq!(query.phrases, [["the", "spare", "key"]]);
        assert_eq!(query.excluded, ["office", "get", "item"]);
        assert_eq!(query.words, ["find", "the", "spare", "key", "well", "known"]);
        assert_eq!(read("a \"b c").phrases, [["b", "c"]]);
    }

    #[test]
    fn questions_are_told_from_names() {
        for text in ["How do I renew the licence?", "where is the spare key"] {
            assert!(read(text).is_question, "{text}");
        }
        for text in [
            "how to install",
            "renew the licence server",
            "What is Teleport?",
            "",
        ] {
            assert!(!read(text).is_question, "{text}");
        }
    }

    #[test]
    fn what_may_be_written_as_one() {
        let bonuses = |text: &str| -> Vec<_> {
            let query = read(text);
            query
                .bonuses
                .into_iter()
                .map(|bonus| (bonus.term, bonus.is_written, bonus.words))
                .collect()
        };
        let child = || ("childitem".to_owned(), true, vec![1, 2]);
        let whole = || ("getchilditem".to_owned(), true, vec![0, 1, 2]);
        assert_eq!(
            bonuses("Get-ChildItem"),
            [child(), whole(), ("getchild".to_owned(), false, vec![0, 1])]
        );
        assert_eq!(bonuses("git hub"), [("github".to_owned(), false, vec![0, 1])]);
        assert_eq!(bonuses("日本語 v1.2 x"), []);
    }
}
