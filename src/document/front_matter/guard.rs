//! What must not reach the YAML parser.
//!
//! Takes the lines of one entry; gives the first thing in them that the parser must not see: deep
//! nesting (it is quadratic there), anchors, aliases and merge keys (a few lines of them grow into
//! gigabytes), tags (they swallow words), and quotes or brackets that are never closed (they
//! swallow the entries below, and with them an `audience:`). It tells tokens apart as YAML does,
//! so that these signs stay free inside of quotes, plain text, block text and comments. It must
//! not know keys or values.

use std::ops::Range;

use super::lines::{Line, lines};
use super::problem::Problem;

/// The largest front matter that is read, in bytes.
pub(super) const LARGEST: usize = 64 * 1024;

/// The deepest nesting of lists and maps, by brackets or by indentation.
pub(super) const DEEPEST: usize = 32;

/// The first thing in the range that the parser must not see.
pub(super) fn check(text: &str, range: Range<usize>) -> Option<Problem> {
    let mut lexer = Lexer::default();
    for line in lines(text, range) {
        if let Err(problem) = lexer.line(&line) {
            return Some(problem);
        }
    }
    lexer.unclosed()
}

/// What the last token was, as far as it decides on the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    /// A value may start here.
    #[default]
    Fresh,
    /// Inside of a text without quotes.
    Plain,
    /// Behind a closed quote or bracket.
    Closed,
    /// Inside of a quoted text that opened at this byte.
    Quoted(u8, usize),
}

#[derive(Default)]
struct Lexer {
    state: State,
    /// Each open bracket and its byte.
    brackets: Vec<(char, usize)>,
    /// The columns of the open keys and dashes, outermost first.
    nodes: Vec<usize>,
    /// The column at which the last key or token started.
    token: usize,
    /// The indentation that block text must exceed, and the one it has once that is known.
    block: Option<(Option<usize>, Option<usize>)>,
}

impl Lexer {
    fn line(&mut self, line: &Line<'_>) -> Result<(), Problem> {
        if line.is_blank() || self.is_block_text(line) {
            return Ok(());
        }
        if self.brackets.is_empty() && !matches!(self.state, State::Quoted(..)) {
            let indent = line.indent();
            let continues =
                self.state == State::Plain && self.nodes.last().is_some_and(|node| indent > *node);
            if !continues {
                self.state = State::Fresh;
                self.nodes.retain(|node| *node < indent);
            }
        }
        let mut at = 0;
        while at < line.words.len() {
            at = self.step(line, at)?;
        }
        Ok(())
    }

    /// Whether the line belongs to the block text that a `|` or `>` above has opened.
    fn is_block_text(&mut self, line: &Line<'_>) -> bool {
        let Some((parent, known)) = self.block else {
            return false;
        };
        let indent = line.indent();
        if parent.is_none_or(|parent| indent > parent) && known.is_none_or(|known| indent >= known) {
            self.block = Some((parent, known.or(Some(indent))));
            return true;
        }
        self.block = None;
        false
    }

    /// Reads what stands at byte `at` of the line; gives where to go on.
    fn step(&mut self, line: &Line<'_>, at: usize) -> Result<usize, Problem> {
        let rest = &line.words[at..];
        let Some(c) = rest.chars().next() else {
            return Ok(line.words.len());
        };
        let after = at + c.len_utf8();
        if let State::Quoted(quote, _) = self.state {
            return Ok(self.in_quotes(rest, at, quote));
        }
        match c {
            ' ' | '\t' => Ok(after),
            '#' if at == 0 || line.words[..at].ends_with([' ', '\t']) => {
                self.state = if self.state == State::Plain {
                    State::Closed
                } else {
                    self.state
                };
                Ok(line.words.len())
            }
            '[' | '{' if self.state == State::Fresh || !self.brackets.is_empty() => {
                self.open(line.start + at, at, c).map(|()| after)
            }
            ']' | '}' | ',' if !self.brackets.is_empty() => {
                if c == ',' {
                    self.state = State::Fresh;
                } else {
                    self.brackets.pop();
                    self.state = State::Closed;
                }
                Ok(after)
            }
            ':' if self.ends_key(&rest[1..]) => self.node(line, self.token, after),
            _ if self.state == State::Fresh => self.fresh(line, at, c),
            _ => {
                self.state = State::Plain;
                Ok(after)
            }
        }
    }

    fn in_quotes(&mut self, rest: &str, at: usize, quote: u8) -> usize {
        let bytes = rest.as_bytes();
        match bytes[0] {
            b'\\' if quote == b'"' => at + 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            b'\'' if quote == b'\'' && bytes.get(1) == Some(&b'\'') => at + 2,
            byte if byte == quote => {
                self.state = State::Closed;
                at + 1
            }
            _ => at + rest.chars().next().map_or(1, char::len_utf8),
        }
    }

    fn ends_key(&self, rest: &str) -> bool {
        rest.is_empty()
            || rest.starts_with([' ', '\t'])
            || self.state == State::Closed
            || (!self.brackets.is_empty() && rest.starts_with([',', '[', ']', '{', '}']))
    }

    /// Reads the first character of a value or key.
    fn fresh(&mut self, line: &Line<'_>, at: usize, c: char) -> Result<usize, Problem> {
        let (rest, after) = (&line.words[at..], at + c.len_utf8());
        let alone = rest.len() == 1 || rest.get(1..).is_some_and(|rest| rest.starts_with([' ', '\t']));
        let place = line.start + at..line.start + at + token_length(rest);
        self.token = at;
        match c {
            '-' | '?' if alone && self.brackets.is_empty() => self.node(line, at, after),
            '&' | '*' | '!' => Err(unsupported(c, place, rest)),
            '<' if is_merge(rest) => Err(unsupported(c, place, rest)),
            '"' | '\'' => {
                self.state = State::Quoted(rest.as_bytes()[0], line.start + at);
                Ok(after)
            }
            '|' | '>' if self.brackets.is_empty() => {
                let parent = self.nodes.last().copied();
                let digit = rest.chars().find_map(|c| c.to_digit(10));
                let known = digit.and_then(|digit| usize::try_from(digit).ok());
                self.block = Some((parent, known.map(|known| parent.unwrap_or(0) + known)));
                Ok(line.words.len())
            }
            _ => {
                self.state = State::Plain;
                Ok(after)
            }
        }
    }

    /// Notes a key, dash or question mark at a column; a value may follow it.
    fn node(&mut self, line: &Line<'_>, column: usize, after: usize) -> Result<usize, Problem> {
        self.state = State::Fresh;
        if !self.brackets.is_empty() {
            return Ok(after);
        }
        self.nodes.push(column);
        if self.nodes.len() > DEEPEST {
            return Err(too_deep(line.start + column));
        }
        Ok(after)
    }

    fn open(&mut self, byte: usize, column: usize, bracket: char) -> Result<(), Problem> {
        if self.brackets.is_empty() {
            self.token = column;
        }
        self.state = State::Fresh;
        self.brackets.push((bracket, byte));
        if self.brackets.len() > DEEPEST {
            return Err(too_deep(byte));
        }
        Ok(())
    }

    fn unclosed(&self) -> Option<Problem> {
        if let State::Quoted(quote, at) = self.state {
            let quote = char::from(quote);
            let message = format!("this quote `{quote}` is never closed");
            return Some(Problem::broken(
                at..at + 1,
                message,
                format!("put `{quote}` at the end of the value"),
            ));
        }
        let (open, at) = *self.brackets.last()?;
        let close = if open == '[' { ']' } else { '}' };
        let help = format!("put `{close}` at the end of the value, or quote the value if it is text");
        Some(Problem::broken(
            at..at + 1,
            format!("this `{open}` is never closed"),
            help,
        ))
    }
}

fn token_length(rest: &str) -> usize {
    rest.find([' ', '\t', ',', ']', '}']).unwrap_or(rest.len()).max(1)
}

fn is_merge(rest: &str) -> bool {
    let after = rest.strip_prefix("<<").map(str::trim_start);
    after.is_some_and(|after| after.starts_with(':'))
}

fn unsupported(c: char, at: Range<usize>, rest: &str) -> Problem {
    let word = &rest[..at.len()];
    let what = match c {
        '&' => "a YAML anchor",
        '*' => "a YAML alias",
        '!' => "a YAML tag",
        _ => "a YAML merge key",
    };
    let help = match c {
        '<' => "write the keys out here".to_owned(),
        _ => format!("put the value in quotes, if `{c}` belongs to the text; else write it out"),
    };
    Problem::error(
        "unsupported-yaml",
        at,
        format!("`{word}` reads as {what}, which front matter cannot have"),
        help,
    )
}

fn too_deep(byte: usize) -> Problem {
    Problem::error(
        "front-matter-too-deep",
        byte..byte + 1,
        format!("lists and maps lie more than {DEEPEST} deep in each other"),
        "flatten this value, or move it into the text of the page",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_free_inside_of_text() {
        for entry in [
            "a: b & c * d ! e",
            "a: \"*b &c !d\"",
            "a: '*b' # &c",
            "a: it's *b*",
            "a: |\n  *b\n  &c [\n",
            "a: >2-\n    b\n  *c\n",
            "a:\n  - |\n    *b\n  - c\n",
            "a: b\n  *c\n",
            "a: 'b\n  *c'\n",
            "a: [b *c, 'd', {e: f}]",
            "a: b [c",
            "a: [\n  b,\n]",
            "a: {\"b\":c, d: [e]}",
            "a: b#c [",
            "a: x <<: y",
            "# [\na: b",
        ] {
            assert_eq!(check(entry, 0..entry.len()), None, "{entry:?}");
        }
    }

    #[test]
    fn what_the_parser_must_not_see_is_found() {
        for (entry, expected) in [
            ("a: &b c", "unsupported-yaml &b"),
            ("a: *b", "unsupported-yaml *b"),
            ("a: [b, *c]", "unsupported-yaml *c"),
            ("a: {b: c, <<: d}", "unsupported-yaml <<:"),
            ("a:\n  <<: d", "unsupported-yaml <<:"),
            ("a:\n  - - &b c", "unsupported-yaml &b"),
            ("a: !!binary c", "unsupported-yaml !!binary"),
            ("a: {\"b\":*c}", "unsupported-yaml *c"),
            ("a: {b:[*c]}", "unsupported-yaml *c"),
            ("a: |\n  b\n*c : d", "unsupported-yaml *c"),
            ("a: |\n    b\n  *c : d", "unsupported-yaml *c"),
            ("a:\n  - b: |\n    *c", "unsupported-yaml *c"),
            ("a: b # c\n  *d", "unsupported-yaml *d"),
            ("? &a b\n: c", "unsupported-yaml &a"),
            ("&a b: c", "unsupported-yaml &a"),
            ("a: \"b\n", "broken-front-matter \""),
            ("a: 'it''s", "broken-front-matter '"),
            ("a: [b, {c}", "broken-front-matter ["),
            ("a: {b: [c}", "broken-front-matter {"),
        ] {
            let found = check(entry, 0..entry.len());
            let shown = found.map(|problem| format!("{} {}", problem.rule, &entry[problem.at]));
            assert_eq!(shown.as_deref(), Some(expected), "{entry:?}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let flow = |depth: usize| format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
        let dashes = |depth: usize| format!("{}x", "- ".repeat(depth));
        let indents = |depth: usize| {
            (0..depth)
                .map(|n| format!("{}a:\n", " ".repeat(n)))
                .collect::<String>()
        };
        for make in [&flow as &dyn Fn(usize) -> String, &dashes, &indents] {
            let rule = |depth| check(&make(depth), 0..make(depth).len()).map(|problem| problem.rule);
            assert_eq!(rule(DEEPEST), None);
            assert_eq!(rule(DEEPEST + 1), Some("front-matter-too-deep"));
            assert_eq!(rule(20_000), Some("front-matter-too-deep"));
        }
    }
}
