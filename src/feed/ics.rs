//! Lines of iCalendar (RFC 5545).
//!
//! Takes names and values; gives text with its lines escaped, folded and ended as the format
//! wants. It must not know what an event is about. The `icalendar` crate is not used for this: it
//! stamps every component with the clock and random names unless each is overwritten, and signs
//! the calendar with its own. It reads ours in the tests.

/// The most bytes of a line, its end not counted.
const WIDTH: usize = 75;

/// A calendar that is being written.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line whose value is written as it is.
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", one_line(value)));
    }

    /// Adds a line whose value is text: its signs are escaped.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    /// The finished text.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Breaks a long line between characters; each further piece starts with a space, which counts.
    fn fold(&mut self, line: &str) {
        let (mut rest, mut width) = (line, WIDTH);
        while rest.len() > width {
            let (piece, behind) = rest.split_at(rest.floor_char_boundary(width));
            self.0.push_str(piece);
            self.0.push_str("\r\n ");
            (rest, width) = (behind, WIDTH - 1);
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// Text as a value holds it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A value without what would end its line.
fn one_line(value: &str) -> String {
    value.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("X", text);
        lines.finish()
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(line("a, b; c\\d\r\ne\tf\u{7}"), "X:a\\, b\\; c\\\\d\\ne f\r\n");
        let mut lines = Lines::default();
        lines.raw("URL", "https://a.example/\r\nBEGIN:VEVENT");
        assert_eq!(lines.finish(), "URL:https://a.example/BEGIN:VEVENT\r\n");
    }

    #[test]
    fn lines_fold_between_characters() {
        for text in [
            "x".repeat(500),
            "é".repeat(300),
            "日本".repeat(120),
            format!("x{}", "🌊".repeat(90)),
        ] {
            let folded = line(&text);
            assert!(folded.ends_with("\r\n"));
            assert!(folded.split("\r\n").all(|line| line.len() <= WIDTH), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), format!("X:{text}\r\n"));
        }
        assert_eq!(line(&"x".repeat(73)), format!("X:{}\r\n", "x".repeat(73)));
    }
}
