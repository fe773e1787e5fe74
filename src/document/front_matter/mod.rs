//! The front matter of one file: a little YAML between `---` lines, read with forgiveness.
//!
//! Takes a file's text and, for the fields that only some kinds have, the kinds and the folder;
//! gives the fields with their places, everything else that was said, where the body starts, and
//! what is wrong. Nothing that an author wrote is lost because of a slip elsewhere. It must not
//! know the body, other pages, or whether a named person or page exists.
//!
//! The stages: `block` finds the block, `keys` its entries, `guard` keeps from the YAML parser
//! what it cannot bear, `parse` runs it, `explain` puts its errors in words, `values` and
//! `gather` make fields of what it gives.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::fields::{field, nearest_field};
use crate::kinds::Kinds;
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Severity};
use crate::words::text::Text;

mod block;
mod dates;
pub mod edit;
mod explain;
mod gather;
mod guard;
mod items;
pub mod keys;
mod lines;
mod named;
mod parse;
mod problem;
mod schedule;
mod structured;
mod values;

#[cfg(test)]
mod tests;

use block::Head;
use named::Fields;
use problem::Problem;

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    fields: Fields,
    /// What is no field, or does not fit one, as JSON under its own key.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What stands between the `---` lines; `None` without front matter.
    pub block: Option<Range<usize>>,
    audience_unreadable: bool,
}

/// The value of a field and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The value in the field's shape.
    pub value: Value,
    /// Where the value stands in the file.
    pub span: Range<usize>,
    /// Where its key stands.
    pub key: Range<usize>,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One text as it is written, or one word of a closed set in its usual spelling.
    Text(String),
    /// Several texts; never empty.
    Texts(Vec<Spanned>),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A calendar date.
    Date(Date),
    /// Structured data.
    Any(serde_json::Value),
}

/// A text and where it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned {
    /// The text.
    pub text: String,
    /// Its place; that of the whole list, where the item's own could not be found.
    pub span: Range<usize>,
}

impl FrontMatter {
    /// The text of a field; of a field with several texts, the first.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.fields.get(name)?.value {
            Value::Text(text) => Some(text),
            Value::Texts(texts) => texts.first().map(|first| first.text.as_str()),
            _ => None,
        }
    }

    /// The texts of a field that can have several; empty if it is absent.
    pub fn texts(&self, name: &str) -> &[Spanned] {
        match self.fields.get(name).map(|entry| &entry.value) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// A field that is `true` or `false`.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.fields.get(name)?.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// A field that is a whole number.
    pub fn integer(&self, name: &str) -> Option<i64> {
        match self.fields.get(name)?.value {
            Value::Integer(integer) => Some(integer),
            _ => None,
        }
    }

    /// A field that is a date.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.fields.get(name)?.value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// A field with its places.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.fields.get(name)
    }

    /// All fields by name.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &Entry)> {
        self.fields.iter()
    }

    /// Where a field's value stands.
    pub fn span(&self, name: &str) -> Option<Range<usize>> {
        self.fields.get(name).map(|entry| entry.span.clone())
    }

    /// The same without these fields, however they were written: under a synonym, misspelt or unreadable.
    #[must_use]
    pub fn without(mut self, fields: &[&str]) -> Self {
        self.fields.retain(|name| !fields.contains(&name));
        let kept = self.extra.into_iter().filter(|(key, _)| !means(key, fields));
        self.extra = kept.collect();
        self
    }

    /// Whether it has one of these fields, however it was written.
    pub fn mentions(&self, fields: &[&str]) -> bool {
        fields.iter().any(|name| self.fields.has(name)) || self.extra.keys().any(|key| means(key, fields))
    }

    /// Who may read the page, if it says so and [`Self::audience_unreadable`] is false.
    pub fn audience(&self) -> Option<Audience> {
        self.text("audience").and_then(Audience::of_word)
    }

    /// Whether the file says something on its audience that cannot be read: then nobody may see it.
    pub fn audience_unreadable(&self) -> bool {
        self.audience_unreadable
    }
}

/// Whether a key names one of the fields, or nearly does.
fn means(key: &str, fields: &[&str]) -> bool {
    let known = field(key).map(|field| field.name);
    let meant = known.or_else(|| nearest_field(key));
    meant.is_some_and(|name| fields.contains(&name))
}

/// The byte at which the body of a file starts, front matter unread.
pub fn body(content: &str) -> usize {
    match block::find(content) {
        Head::None { body }
        | Head::Yaml { body, .. }
        | Head::Unclosed { body, .. }
        | Head::Toml { body, .. } => body,
    }
}

static BUILT_IN: LazyLock<Kinds> = LazyLock::new(Kinds::built_in);

/// Reads the front matter of a file that lies in no kind's folder.
///
/// Gives it, the byte at which the body starts, and what is wrong, in the order of the file.
pub fn read(text: &Text) -> (FrontMatter, usize, Vec<Diagnostic>) {
    read_as(text, &BUILT_IN, "")
}

/// Reads the front matter of a file in a top-level folder, among the given kinds.
///
/// The kind decides on fields that only some kinds have: on pages of other kinds they are read too,
/// but a value that does not fit is only worth a warning.
pub fn read_as(text: &Text, kinds: &Kinds, folder: &str) -> (FrontMatter, usize, Vec<Diagnostic>) {
    let content = &*text.content;
    let (matter, body, mut problems) = match block::find(content) {
        Head::None { body } => return (FrontMatter::default(), body, Vec::new()),
        Head::Toml { content: block, body } => {
            let matter = FrontMatter {
                audience_unreadable: mentions_audience(content, block.clone()),
                block: Some(block),
                ..FrontMatter::default()
            };
            (matter, body, vec![toml(content)])
        }
        Head::Yaml { content: block, body } => of_block(content, block, body, kinds, folder),
        Head::Unclosed { content: block, body } => {
            let (mut matter, body, mut problems) = of_block(content, block, body, kinds, folder);
            // The block may have been meant to go on behind the blank line.
            matter.distrust(mentions_audience(content, body..content.len()));
            problems.push(unclosed(content));
            (matter, body, problems)
        }
    };
    problems.sort_by_key(|problem| problem.at.start);
    if matter.audience_unreadable {
        say_private(&mut problems);
    }
    let diagnostics = problems.into_iter().map(|problem| problem.in_text(text));
    (matter, body, diagnostics.collect())
}

fn of_block(
    content: &str,
    block: Range<usize>,
    body: usize,
    kinds: &Kinds,
    folder: &str,
) -> (FrontMatter, usize, Vec<Problem>) {
    let parsed = parse::parse(content, block.clone());
    if parsed.no_map {
        let matter = FrontMatter {
            audience_unreadable: mentions_audience(content, block),
            ..FrontMatter::default()
        };
        // What is no front matter is text of the page, and shown as such.
        return (matter, start(content), parsed.problems);
    }
    let is_broken = !parsed.problems.is_empty() || parsed.pairs.iter().any(|pair| !pair.exact);
    let mut gathered = gather::gather(content, parsed.pairs, kinds, folder);
    gathered
        .matter
        .distrust(is_broken && mentions_audience(content, block.clone()));
    gathered.matter.block = Some(block);
    let problems = parsed.problems.into_iter().chain(gathered.problems).collect();
    (gathered.matter, body, problems)
}

impl FrontMatter {
    /// What stands in for the front matter of a file that could not be read: nobody may see it.
    pub fn unreadable() -> Self {
        Self {
            audience_unreadable: true,
            ..Self::default()
        }
    }

    /// Notes that an audience was mentioned where no field could be read.
    fn distrust(&mut self, mentioned: bool) {
        self.audience_unreadable |= mentioned && self.audience().is_none();
        if self.audience_unreadable {
            self.fields.remove("audience");
        }
    }
}

/// Sees to it that one of the problems says why the page is nowhere to be seen.
fn say_private(problems: &mut [Problem]) {
    const SAID: &str = "the page is private";
    let is_error = |problem: &&mut Problem| problem.severity == Severity::Error;
    if problems.iter().all(|problem| !problem.help.ends_with(SAID))
        && let Some(first) = problems.iter_mut().find(is_error)
    {
        first.help.push_str("; until then ");
        first.help.push_str(SAID);
    }
}

/// Where a file starts behind its byte order mark.
fn start(content: &str) -> usize {
    content.len() - content.trim_start_matches('\u{feff}').len()
}

/// Whether some line of the range starts with `audience` and a colon or, since what is broken may be TOML, an equals sign.
fn mentions_audience(content: &str, range: Range<usize>) -> bool {
    const WORD: &str = "audience";
    lines::lines(content, range).any(|line| {
        let words = line.words.trim_start_matches(|c: char| !c.is_alphanumeric());
        let (head, rest) = words.split_at_checked(WORD.len()).unwrap_or_default();
        head.eq_ignore_ascii_case(WORD)
            && rest
                .trim_start_matches(['"', '\'', ' ', '\t'])
                .starts_with([':', '='])
    })
}

fn toml(content: &str) -> Problem {
    let at = start(content);
    let help = "write it as YAML: `title: A title`, with `---` above and below";
    Problem::error(
        "toml-front-matter",
        at..at + 3,
        "the front matter is TOML, and is not read",
        help,
    )
}

fn unclosed(content: &str) -> Problem {
    let at = start(content);
    let help = "put a line `---` behind the last key";
    let message = "the front matter is never closed; it is read up to the first blank line";
    Problem::error("unclosed-front-matter", at..at + 3, message, help)
}
