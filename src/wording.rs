//! Floor 2: the interface's words in the language of the knowledge base.
//!
//! Takes the word files of the theme's layers and a language; gives each word in the nearest language that
//! has it. A word has one name everywhere: templates write `words.handover.held`, code and scripts
//! `handover.held`. This must not know where a word is said.

use std::fmt::Display;
use std::hash::{Hash, Hasher};

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use jiff::civil::Date;
use serde_json::{Map, Value};
use unic_langid::LanguageIdentifier;

use crate::input::Layer;
use crate::markdown::Label;
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;

/// The language whose words are said where another has none.
const SPOKEN: &str = "en";

/// Every word of the interface, in one language.
#[derive(Clone)]
pub struct Words {
    table: Map<String, Value>,
    /// What bodies say, in the order of [`Label::ALL`].
    labels: Vec<String>,
    plurals: Option<PluralRules>,
}

impl Hash for Words {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The labels are part of the table. The language decides the plurals.
        serde_json::to_string(&self.table).unwrap_or_default().hash(state);
        let language = self.plurals.as_ref().map(PluralRules::get_locale);
        language.map(ToString::to_string).hash(state);
    }
}

impl Words {
    /// Reads the words of a language, the layers strongest first. A file that cannot be read is left out, with a finding.
    pub fn read(layers: &[Layer], language: &str) -> (Self, Vec<Diagnostic>) {
        let mut table = Map::new();
        let mut findings = Vec::new();
        for spoken in languages(language) {
            let files = layers.iter().rev().flat_map(|layer| &layer.words);
            for (_, text) in files.filter(|(name, _)| name.to_lowercase() == spoken) {
                match toml_edit::de::from_str::<Map<String, Value>>(&text.content) {
                    Ok(words) => merge(&mut table, words),
                    Err(error) => findings.push(unreadable(text, &error)),
                }
            }
        }
        let mut words = Self {
            table,
            labels: Vec::new(),
            plurals: plurals(language),
        };
        let label = |label: &Label| words.text("labels", label.name()).to_owned();
        words.labels = Label::ALL.iter().map(label).collect();
        (words, findings)
    }

    /// All words, as templates see them.
    pub fn table(&self) -> &Map<String, Value> {
        &self.table
    }

    /// A word that stands in a table of its own, such as a kind's; the name itself where there is none.
    pub fn text<'a>(&'a self, table: &str, name: &'a str) -> &'a str {
        let found = self.table.get(table).and_then(|table| table.get(name));
        found.and_then(Value::as_str).unwrap_or(name)
    }

    /// A word of the interface by its name, such as `tags` or `handover.item`; the name itself where there is none.
    pub fn word<'a>(&'a self, name: &'a str) -> &'a str {
        self.find(name).and_then(Value::as_str).unwrap_or(name)
    }

    /// A word with its gaps filled, as plain text; `n` also chooses between the forms of a number.
    ///
    /// What is not given is left out.
    pub fn say(&self, name: &str, filling: &[(&str, &dyn Display)]) -> String {
        let given = |gap: &str| filling.iter().find(|(known, _)| *known == gap);
        let number = || given("n").and_then(|(_, number)| number.to_string().parse().ok());
        let word = self.find(name).and_then(|word| match word {
            Value::Object(forms) => {
                let form = forms.get(self.form(number().unwrap_or_default()));
                form.or_else(|| forms.get("other")).and_then(Value::as_str)
            }
            word => word.as_str(),
        });
        let (mut said, gaps) = pieces(word.unwrap_or(name));
        for (gap, after) in gaps {
            said.extend(given(gap).map(|(_, filling)| filling.to_string()));
            said.push_str(after);
        }
        said
    }

    /// Several names as one: `Ruth`, `Ruth and Priya`, `Ruth, Priya and Mei`. The word is `and` or `or`.
    pub fn names(&self, names: &[&str], word: &str) -> String {
        match names.split_last() {
            None => String::new(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => self.say(word, &[("names", &others.join(", ")), ("last", last)]),
        }
    }

    /// A date by one of the patterns in `[dates]`: `date` (1 Mar 2026), `day` (Sun 1 Mar) or `weekday` (Sun 1 Mar 2026).
    pub fn date(&self, pattern: &str, date: Date) -> String {
        let name = |list: &str, number: i8| {
            let names = self.table.get("dates").and_then(|dates| dates.get(list));
            let name = names.and_then(|all| all.get(usize::try_from(number).ok()?));
            name.and_then(Value::as_str).unwrap_or_default()
        };
        let weekday = name("weekdays", date.weekday().to_monday_zero_offset());
        let month = name("months", date.month() - 1);
        self.say(
            &format!("dates.{pattern}"),
            &[
                ("weekday", &weekday),
                ("day", &date.day()),
                ("month", &month),
                ("year", &date.year()),
            ],
        )
    }

    fn find(&self, name: &str) -> Option<&Value> {
        let mut path = name.split('.');
        let first = self.table.get(path.next()?);
        path.fold(first, |table, name| table?.get(name))
    }

    /// What a body says.
    pub fn label(&self, label: Label) -> &str {
        &self.labels[label as usize]
    }

    /// The form of a word that goes with a number, by its Unicode name.
    pub fn form(&self, number: u64) -> &'static str {
        let category = self.plurals.as_ref().and_then(|rules| rules.select(number).ok());
        match category {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            Some(PluralCategory::OTHER) | None => "other",
        }
    }

    /// A table of words as a script, for those scripts that say them.
    pub fn script(&self, table: &str) -> String {
        let none = Value::Object(Map::new());
        let words = self.table.get(table).unwrap_or(&none);
        format!("((globalThis.passdown ??= {{}}).words ??= {{}}).{table} = {words};")
    }
}

/// A word in pieces: the text before its first gap, then each gap's name with the text behind it.
pub fn pieces(word: &str) -> (String, impl Iterator<Item = (&str, &str)>) {
    let mut pieces = word.split('{');
    let before = pieces.next().unwrap_or_default().to_owned();
    (
        before,
        pieces.map(|piece| piece.split_once('}').unwrap_or(("", piece))),
    )
}

/// Which way a language is written: `ltr` or `rtl`.
pub fn direction(language: &str) -> &'static str {
    let language: Option<LanguageIdentifier> = language.parse().ok();
    match language.map(|language| language.character_direction()) {
        Some(unic_langid::CharacterDirection::RTL) => "rtl",
        _ => "ltr",
    }
}

/// The languages to look in, weakest first: `en`, `de`, `de-at`.
fn languages(language: &str) -> Vec<String> {
    let language = language.to_lowercase();
    let ends = language
        .match_indices('-')
        .map(|(end, _)| end)
        .chain([language.len()]);
    let mut all: Vec<String> = ends.map(|end| language[..end].to_owned()).collect();
    all.insert(0, SPOKEN.to_owned());
    all.dedup();
    all
}

fn plurals(language: &str) -> Option<PluralRules> {
    let rules = |language: &str| {
        let known: LanguageIdentifier = language.parse().ok()?;
        PluralRules::create(known, PluralRuleType::CARDINAL).ok()
    };
    let short = language.split('-').next().unwrap_or_default();
    rules(language).or_else(|| rules(short)).or_else(|| rules(SPOKEN))
}

/// Lays stronger words over weaker ones, table by table.
fn merge(weaker: &mut Map<String, Value>, stronger: Map<String, Value>) {
    for (name, value) in stronger {
        match (weaker.get_mut(&name), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (_, value) => {
                weaker.insert(name, value);
            }
        }
    }
}

fn unreadable(text: &Text, error: &toml_edit::de::Error) -> Diagnostic {
    let line = error.message().lines().next().unwrap_or_default();
    let place = text.place(error.span().unwrap_or(0..0));
    Diagnostic::blocking("bad-theme", place, format!("this is not TOML: {line}"))
        .help("a line reads `owner = \"Owner\"`")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn layer(files: &[(&str, &str)]) -> Layer {
        let words = files.iter().map(|(name, text)| {
            let text = Text::new(format!("words/{name}.toml"), (*text).to_owned());
            ((*name).to_owned(), Arc::new(text))
        });
        Layer {
            words: words.collect(),
            ..Layer::default()
        }
    }

    #[test]
    fn the_nearest_language_counts_before_the_strongest_layer() {
        let weak = layer(&[
            ("en", "a = 'a'\nb = 'b'\n[t]\nx = 'x'\ny = 'y'"),
            ("de", "a = 'ä'\n[t]\nx = 'iks'"),
        ]);
        let strong = layer(&[("en", "a = 'A'\nb = 'B'")]);
        let (words, findings) = Words::read(&[strong, weak], "de-AT");
        assert_eq!(
            (words.word("a"), words.word("b"), words.word("c")),
            ("ä", "B", "c")
        );
        assert_eq!(
            (words.text("t", "x"), words.text("t", "y"), words.text("t", "z")),
            ("iks", "y", "z")
        );
        assert!(findings.is_empty());
        let (_, findings) = Words::read(&[layer(&[("en", "a = ")])], "en");
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn numbers_take_the_form_of_the_language() {
        let form = |language: &str, number| Words::read(&[], language).0.form(number);
        assert_eq!((form("en", 1), form("en", 0)), ("one", "other"));
        assert_eq!(
            (form("fr-CA", 0), form("pl", 3), form("pl", 12)),
            ("one", "few", "many")
        );
        assert_eq!(
            (
                direction("he"),
                direction("ar-EG"),
                direction("az"),
                direction("x")
            ),
            ("rtl", "rtl", "ltr", "ltr")
        );
    }
}
