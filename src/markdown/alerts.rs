//! Alerts as other programs write them: with a title of their own, folded, or of a kind that GitHub does not know.
//!
//! `> [!WARNING] Never on a Friday` has a title; `-` or `+` behind the bracket folds the alert, shut or open. The parser
//! knows only the five plain alerts, so these come as quotations whose first line says what they are. A kind that
//! nobody knows stays a quotation.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::events::Placed;
use super::label::Label;
use super::writer::Writer;
use crate::words::words_of::capital;

/// The kinds by their words; those that are no label's own word have it for their title.
const KINDS: [(&str, Label); 24] = [
    ("note", Label::Note),
    ("info", Label::Note),
    ("abstract", Label::Note),
    ("summary", Label::Note),
    ("tldr", Label::Note),
    ("todo", Label::Note),
    ("question", Label::Note),
    ("help", Label::Note),
    ("faq", Label::Note),
    ("example", Label::Note),
    ("tip", Label::Tip),
    ("hint", Label::Tip),
    ("success", Label::Tip),
    ("check", Label::Tip),
    ("done", Label::Tip),
    ("important", Label::Important),
    ("warning", Label::Warning),
    ("attention", Label::Warning),
    ("caution", Label::Caution),
    ("danger", Label::Caution),
    ("error", Label::Caution),
    ("bug", Label::Caution),
    ("failure", Label::Caution),
    ("fail", Label::Caution),
];

/// What the first line of a quotation says of it.
#[derive(Debug, PartialEq, Eq)]
struct Head<'t> {
    label: Label,
    /// The kind as it was written.
    word: &'t str,
    /// Whether it can be folded, and whether it then begins open.
    fold: Option<bool>,
    /// Where its own title begins.
    title: usize,
}

impl Head<'_> {
    /// The title where none was written: the word itself, unless it is the label's own.
    fn own_word(&self) -> Option<String> {
        let word = self.word.to_lowercase();
        (word != self.label.name()).then(|| capital(&word))
    }
}

fn head(line: &str) -> Option<Head<'_>> {
    let (word, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let (_, label) = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word))?;
    let fold = match rest.as_bytes().first() {
        Some(b'-') => Some(false),
        Some(b'+') => Some(true),
        _ => None,
    };
    let rest = &rest[usize::from(fold.is_some())..];
    let is_apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    is_apart.then(|| Head {
        label: *label,
        word,
        fold,
        title: line.len() - rest.trim_start().len(),
    })
}

/// Takes the first line out of a quotation's events: its text, and the events of the title.
fn first_line<'a>(inside: &mut Vec<Placed<'a>>) -> Option<(CowStr<'a>, Vec<Placed<'a>>)> {
    let line = match &inside[..] {
        [(Event::Start(Tag::Paragraph), _), (Event::Text(line), _), ..] if head(line).is_some() => {
            line.clone()
        }
        _ => return None,
    };
    let at = head(&line)?.title;
    let mut depth = 0usize;
    let end = inside.iter().skip(1).position(|(event, _)| match event {
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) if depth == 0 => true,
        Event::Start(_) => {
            depth += 1;
            false
        }
        Event::End(_) => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => false,
    })?;
    let mut title: Vec<Placed<'a>> = inside.drain(..end + 2).collect();
    let (paragraph, break_) = (title.remove(0), title.pop()?);
    if !matches!(break_.0, Event::End(_)) {
        inside.insert(0, paragraph);
    }
    let (_, range) = title.remove(0);
    if at < line.len() {
        let rest = CowStr::from(line[at..].to_owned());
        title.insert(0, (Event::Text(rest), range.start + at..range.end));
    }
    Some((line, title))
}

impl<'a> Writer<'a> {
    /// Whether the source of a quotation begins as an alert does, so that it is worth taking as a whole.
    pub(super) fn is_likely_alert(&self, range: &Range<usize>) -> bool {
        let source = self.markdown().get(range.clone()).unwrap_or_default();
        source.trim_start_matches(['>', ' ', '\t']).starts_with("[!")
    }

    /// Writes a quotation that may be an alert.
    pub(super) fn alert_or_quotation(&mut self, mut inside: Vec<Placed<'a>>) {
        self.out.fresh_line();
        self.depth += 1;
        let first = first_line(&mut inside);
        let close = match first
            .as_ref()
            .and_then(|(line, title)| Some((head(line)?, title.clone())))
        {
            Some((head, title)) => self.open_alert(&head, title),
            None => {
                self.out.push("<blockquote>\n");
                "</blockquote>\n"
            }
        };
        self.write_all(inside);
        self.close_raw(self.depth);
        self.depth -= 1;
        self.out.push(close);
    }

    /// Opens an alert with its title; gives what closes it.
    fn open_alert(&mut self, head: &Head<'_>, title: Vec<Placed<'a>>) -> &'static str {
        let (open, title_open, title_close, close) = match head.fold {
            None => ("<div", "<p", "</p>\n", "</div>\n"),
            Some(_) => ("<details", "<summary", "</summary>\n", "</details>\n"),
        };
        let state = if head.fold == Some(true) { " open" } else { "" };
        let kind = head.label.name();
        self.out.push(&format!(
            "{open} class=\"alert alert-{kind}\"{state}>{title_open} class=\"alert-title\">"
        ));
        match head.own_word() {
            _ if !title.is_empty() => self.write_title(title),
            Some(word) => self.out.push_text(&word),
            None => self.out.push_labelled("{}", head.label),
        }
        self.out.push(title_close);
        close
    }

    fn write_title(&mut self, title: Vec<Placed<'a>>) {
        self.depth += 1;
        self.inline += 1;
        self.write_all(title);
        self.close_raw(self.depth);
        self.inline -= 1;
        self.depth -= 1;
        self.loops.end_block();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The label's word, the fold and the title of a line.
    fn read(line: &str) -> Option<(&'static str, Option<bool>, &str)> {
        head(line).map(|head| (head.label.name(), head.fold, &line[head.title..]))
    }

    #[test]
    fn a_first_line_says_what_a_quotation_is() {
        for (line, expected) in [
            (
                "[!WARNING] Never on a Friday",
                Some(("warning", None, "Never on a Friday")),
            ),
            ("[!info]", Some(("note", None, ""))),
            ("[!tip]- Shut", Some(("tip", Some(false), "Shut"))),
            ("[!Bug]+", Some(("caution", Some(true), ""))),
            ("[!NOTE]x", None),
            ("[!NOTE]-x", None),
            ("[!whatever] Title", None),
            ("[!note Title", None),
            ("note", None),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn a_further_kind_is_its_own_title() {
        let word = |line: &str| head(line).and_then(|head| head.own_word());
        assert_eq!(word("[!danger]").as_deref(), Some("Danger"));
        assert_eq!(word("[!NOTE]- "), None);
    }
}
