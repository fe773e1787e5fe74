//! What a text leaves open: the items of its lists, and the marks `TODO` and `??` in its prose.
//!
//! Takes the words of the text as they are written; gives [`Item`]s and [`Mark`]s. It must not know
//! what a report makes of them. Code holds no marks, and a comment is never seen at all.

use std::ops::Range;

use super::writer::Writer;

/// What is told of a mark or an item is no longer than this, in bytes.
const LONGEST: usize = 240;
/// How much of that stands before a mark.
const BEFORE: usize = 100;

/// An item of an outermost list, or a task at any depth.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// Its first line or paragraph as plain words.
    pub text: String,
    /// Where it stands in the file, with all that lies below it.
    pub span: Range<usize>,
    /// How many items it lies in.
    pub depth: usize,
    /// For a task, whether it is done.
    pub checked: Option<bool>,
    /// Whether all of its text is struck out.
    pub struck: bool,
}

impl Item {
    /// Whether nobody needs to look at it any more.
    pub fn is_done(&self) -> bool {
        self.struck || self.checked == Some(true)
    }
}

/// A `TODO` or `??` that somebody left in prose.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The words around it.
    pub text: String,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// What is known while a text is written.
#[derive(Debug, Default)]
pub(super) struct Loops {
    pub(super) items: Vec<Item>,
    pub(super) marks: Vec<Mark>,
    /// The items that are open, as numbers into `items`.
    open: Vec<usize>,
    /// The words of the block that is being written.
    words: String,
    /// Whether some of them are not struck out.
    stands: bool,
    /// How many spans are open that strike out.
    pub(super) striking: usize,
    /// The marks in `words`: where each begins there, and where it stands in the file.
    pending: Vec<(usize, Range<usize>)>,
}

impl Loops {
    /// Takes words as a reader sees them.
    pub(super) fn say(&mut self, words: &str) {
        self.stands |= self.striking == 0 && !words.trim().is_empty();
        self.words.push_str(words);
    }

    /// Ends a block: its words are those of the item that begins with it, and of the marks in it.
    pub(super) fn end_block(&mut self) {
        let item = self.open.last().map(|number| &mut self.items[*number]);
        let item = item.filter(|item| item.text.is_empty());
        let struck = !self.stands && !self.words.trim().is_empty();
        // A task says itself whether it is open, and what is struck out is not.
        let is_told = struck || item.as_ref().is_some_and(|item| item.checked.is_some());
        if !is_told {
            let words = &self.words;
            self.marks.extend(self.pending.drain(..).map(|(at, span)| Mark {
                text: around(words, at),
                span,
            }));
        }
        if let Some(item) = item {
            item.text = around(&self.words, 0);
            item.struck = struck;
        }
        self.words.clear();
        self.pending.clear();
        self.stands = false;
    }

    /// The items and marks of the whole text.
    pub(super) fn finished(mut self) -> (Vec<Item>, Vec<Mark>) {
        self.end_block();
        self.items
            .retain(|item| !item.text.is_empty() && (item.depth == 0 || item.checked.is_some()));
        (self.items, self.marks)
    }
}

impl Writer<'_> {
    pub(super) fn start_item(&mut self, range: &Range<usize>) {
        let item = Item {
            text: String::new(),
            span: self.in_file(range.clone()),
            depth: self.loops.open.len(),
            checked: None,
            struck: false,
        };
        self.loops.open.push(self.loops.items.len());
        self.loops.items.push(item);
    }

    pub(super) fn end_item(&mut self) {
        self.loops.end_block();
        self.loops.open.pop();
    }

    /// Notes that the open item is a task.
    pub(super) fn check_item(&mut self, done: bool) {
        if let Some(number) = self.loops.open.last() {
            self.loops.items[*number].checked = Some(done);
        }
    }

    /// Takes a run of prose that stands at `range`, with the marks in it.
    pub(super) fn say_prose(&mut self, text: &str, range: &Range<usize>) {
        if let Some(mark) = find(text) {
            let at = self.loops.words.len() + mark.start;
            let source = self.markdown().get(range.clone()).unwrap_or_default();
            let span = match source.find(&text[mark.clone()]) {
                Some(at) => range.start + at..range.start + at + mark.len(),
                None => range.clone(),
            };
            let span = self.in_file(span);
            self.loops.pending.push((at, span));
        }
        self.loops.say(text);
    }
}

/// The first mark in some text: the word `TODO`, or question marks in a row at the end of a word.
fn find(text: &str) -> Option<Range<usize>> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let stands_alone = |at: usize, end: usize| {
        !is_word(text[..at].chars().next_back()) && !is_word(text[end..].chars().next())
    };
    let todo = text
        .match_indices("TODO")
        .map(|(at, word)| at..at + word.len())
        .find(|range| stands_alone(range.start, range.end));
    let doubt = text.find("??").and_then(|at| {
        let end = at + text[at..].bytes().take_while(|byte| *byte == b'?').count();
        (!is_word(text[end..].chars().next())).then_some(at..end)
    });
    match (todo, doubt) {
        (Some(todo), Some(doubt)) if doubt.start < todo.start => Some(doubt),
        (todo, doubt) => todo.or(doubt),
    }
}

/// The words around byte `at`, on one line and cut between words where they are many.
fn around(words: &str, at: usize) -> String {
    let from = match words.len() > LONGEST && at > BEFORE {
        true => {
            let before = words.floor_char_boundary(at - BEFORE);
            words[before..at].find(' ').map_or(at, |space| before + space + 1)
        }
        false => 0,
    };
    let mut text = String::from(if from > 0 { "… " } else { "" });
    for (number, word) in words[from..].split_whitespace().enumerate() {
        if text.len() + word.len() > LONGEST && number > 0 {
            text.push_str(" …");
            break;
        }
        if number > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Options, Rendered, Title, render};
    use crate::words::text::Text;

    fn rendered(markdown: &str) -> Rendered {
        render(
            &Text::new("a.md", markdown),
            0,
            Title::Given("A"),
            Options::default(),
            &[],
        )
    }

    /// Each item as `depth state text`.
    fn items(markdown: &str) -> Vec<String> {
        let state = |item: &Item| match (item.checked, item.struck) {
            (_, true) => '~',
            (Some(true), _) => 'x',
            (Some(false), _) => 'o',
            (None, _) => '-',
        };
        let items = rendered(markdown).items;
        items
            .iter()
            .map(|item| format!("{} {} {}", item.depth, state(item), item.text))
            .collect()
    }

    fn marks(markdown: &str) -> Vec<String> {
        rendered(markdown)
            .marks
            .into_iter()
            .map(|mark| mark.text)
            .collect()
    }

    #[test]
    fn items_of_lists() {
        for (markdown, expected) in [
            ("- one\n- two", &["0 - one", "0 - two"][..]),
            ("- one\n  - below\n  - [ ] a task", &["0 - one", "1 o a task"]),
            ("1. [x] done\n2. [ ] not", &["0 x done", "0 o not"]),
            (
                "- ~~all of it~~\n- ~~some~~ of it",
                &["0 ~ all of it", "0 - some of it"],
            ),
            ("- ~all of it~", &["0 ~ all of it"]),
            ("- [ ] ~~both~~", &["0 ~ both"]),
            ("- first\n  line\n\n  more\n- two", &["0 - first line", "0 - two"]),
            (
                "- `code`, [link](x.md), [[Wiki page]], ![picture](a.png)",
                &["0 - code, link, Wiki page, picture"],
            ),
            ("- <!-- hidden -->seen", &["0 - seen"]),
            ("-\n- <!-- hidden -->", &[]),
            ("> - quoted", &["0 - quoted"]),
            ("- words\n\n      code\n", &["0 - words"]),
            ("no list", &[]),
        ] {
            assert_eq!(items(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn an_item_knows_its_place() {
        let text = "# A\n\n- one\n- two\n";
        let items = rendered(text).items;
        assert_eq!(text[items[1].span.clone()].trim_end(), "- two");
    }

    #[test]
    fn marks_stand_in_prose_only() {
        for (markdown, expected) in [
            (
                "Ask her. TODO: find the *number*.",
                &["Ask her. TODO: find the number."][..],
            ),
            ("The limit is 3 m ??", &["The limit is 3 m ??"]),
            ("## Access ???\n\nTODO", &["Access ???", "TODO"]),
            ("| a | b |\n|---|---|\n| TODO one | two |", &["TODO one"]),
            ("`TODO`, TODOS and x??y", &[]),
            ("```\nTODO\n```\n\n    TODO\n", &[]),
            ("<!-- TODO -->\n\nword <!-- TODO ?? -->", &[]),
            (
                "- [ ] TODO told as a task\n- TODO not a task",
                &["TODO not a task"],
            ),
            ("- ~~TODO gone~~", &[]),
            ("one TODO, two TODO", &["one TODO, two TODO"]),
        ] {
            assert_eq!(marks(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn a_mark_knows_its_place() {
        let text = "Some *words*, and TODO here.";
        let marks = rendered(text).marks;
        assert_eq!(&text[marks[0].span.clone()], "TODO");
    }

    #[test]
    fn long_words_are_cut_around_the_mark() {
        let text = format!("{} TODO here {}", "before ".repeat(100), "after ".repeat(100));
        let told = &marks(&text)[0];
        assert!(told.len() <= LONGEST + 8, "{told}");
        assert!(
            told.starts_with("… before") && told.contains("TODO here") && told.ends_with("after …"),
            "{told}"
        );
    }
}
