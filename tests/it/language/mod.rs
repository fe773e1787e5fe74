//! The interface in its languages: every word is in the words files, and every language says all of it.

mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use toml_edit::{DocumentMut, Item, Value};
use walkdir::WalkDir;

/// The tables whose words are looked up by what the pages say, such as a kind's name.
const LOOKED_UP: &[&str] = &[
    "about",
    "audience_means",
    "counts",
    "counts_mean",
    "every",
    "forms",
    "gaps",
    "kinds",
    "labels",
    "lifecycles",
    "outlooks",
    "parts",
    "plurals",
    "project_states",
    "relations",
    "review_states",
    "states",
    "statuses",
    "ties",
    "titles",
    "via",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn theme() -> PathBuf {
    root().join("themes/default")
}

/// The files below a folder that end so, with their texts.
fn texts(folder: &Path, end: &str) -> Vec<(String, String)> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter();
    files
        .map(|entry| entry.expect("the folder can be read").into_path())
        .filter(|path| path.to_string_lossy().ends_with(end) && !path.to_string_lossy().contains("vendor"))
        .map(|path| {
            (
                path.display().to_string(),
                fs::read_to_string(&path).expect("it is text"),
            )
        })
        .collect()
}

fn file(language: &str) -> DocumentMut {
    let path = theme().join(format!("words/{language}.toml"));
    let text = fs::read_to_string(path).expect("the language has a file");
    text.parse().expect("it is TOML")
}

/// Every word of a language by its name, as `tags` or `handover.item`, with all its forms.
fn words(language: &str) -> BTreeMap<String, Vec<String>> {
    let mut words = BTreeMap::new();
    for (name, item) in file(language).iter() {
        match item {
            Item::Table(table) => {
                let own = table
                    .iter()
                    .map(|(word, item)| (format!("{name}.{word}"), forms(item)));
                words.extend(own);
            }
            item => {
                words.insert(name.to_owned(), forms(item));
            }
        }
    }
    words
}

/// A word, the forms of a number, or a list such as that of the months.
fn forms(item: &Item) -> Vec<String> {
    let text = |value: &Value| value.as_str().expect("words are texts").to_owned();
    match item.as_value().expect("it is no table") {
        Value::Array(list) => list.iter().map(text).collect(),
        Value::InlineTable(forms) => forms.iter().map(|(_, value)| text(value)).collect(),
        value => vec![text(value)],
    }
}

fn is(pattern: &str) -> Regex {
    Regex::new(pattern).expect("it is sound")
}

/// The gaps of a word, each once.
fn gaps(forms: &[String]) -> BTreeSet<&str> {
    let gap = is(r"\{(\w+)\}");
    let found = forms
        .iter()
        .flat_map(|form| gap.captures_iter(form).collect::<Vec<_>>());
    found.filter_map(|found| Some(found.get(1)?.as_str())).collect()
}

#[test]
fn every_language_has_every_word() {
    let english = words("en");
    assert!(english.len() > 300);
    for language in ["de", "fr"] {
        let other = words(language);
        assert_eq!(
            english.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>(),
            "the words of {language}"
        );
        for (name, forms) in &english {
            let mut own = gaps(&other[name]);
            // A form for one may say the number itself, and a language need not say it at all.
            own.extend(gaps(forms).contains("n").then_some("n"));
            assert_eq!(gaps(forms), own, "the gaps of `{name}` in {language}");
        }
    }
}

/// Every language has just the forms that its own rules for numbers ask for.
#[test]
fn numbers_have_the_forms_of_their_language() {
    for (language, wanted) in [
        ("en", &["one", "other"][..]),
        ("de", &["one", "other"]),
        ("fr", &["many", "one", "other"]),
    ] {
        let text = fs::read_to_string(theme().join(format!("words/{language}.toml"))).expect("it is there");
        let forms = is(r"\{ (one = .*) \}");
        let mut seen = 0;
        for found in forms.captures_iter(&text) {
            let names: BTreeSet<&str> = is(r"(\w+) = ")
                .captures_iter(&found[1])
                .map(|name| name.get(1).expect("it matched").as_str())
                .collect();
            assert_eq!(names.into_iter().collect::<Vec<_>>(), wanted, "{}", &found[0]);
            seen += 1;
        }
        assert!(seen > 8, "{language} has words with forms");
    }
}

/// What a reader would see of a template that no word was filled into.
fn seen(template: &str) -> String {
    let code = is(
        r"(?s)\{% block (?:main|frame)_class %\}.*?\{% endblock (?:main|frame)_class %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<style>.*?</style>|<code>.*?</code>",
    );
    let bare = code.replace_all(template, "");
    let told = is(r#"(?:title|aria-label|alt|placeholder|data-label)="([^"]*)""#);
    let attributes: String = told
        .captures_iter(&bare)
        .map(|found| found[1].to_owned() + " ")
        .collect();
    is(r"(?s)<[^>]*>").replace_all(&bare, "").into_owned() + &attributes
}

#[test]
fn templates_hold_no_words_of_their_own() {
    assert!(seen("{{ a }} <b title=\"x\">{% if c %}{% endif %}</b>").contains('x'));
    assert!(seen("<p>Word</p>").contains("Word"));
    let templates = texts(&theme().join("templates"), ".html");
    assert!(templates.len() > 35, "the templates are found");
    for (path, text) in templates {
        let seen = seen(&text);
        let letters = seen
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphabetic));
        assert_eq!(letters.collect::<Vec<_>>(), Vec::<&str>::new(), "{path}");
    }
}

/// The texts of a script that read like words for people: a large letter first, or two words in a row.
fn sentences(script: &str) -> Vec<String> {
    let comments = is(r"(?s)/\*.*?\*/|(?m:(?:^|\s)//.*$)");
    let script = comments.replace_all(script, "");
    // What is thrown is for the console, and what is compared with a key's name is no word.
    let literal = is(r#"(Error\(|key === )?(?:"((?:[^"\\\n]|\\.)*)"|`((?:[^`$\\]|\\.|\$\{[^{}`]*\})*)`)"#);
    let gap = is(r"\$\{[^{}`]*\}");
    let (prose, selector) = (is(r"^\p{Lu}\p{Ll}|\p{L}{2,} \p{L}{2,}"), is(r"^[.:]|[\[\]>=]"));
    let found = literal
        .captures_iter(&script)
        .filter(|found| found.get(1).is_none());
    found
        .filter_map(|found| found.get(2).or_else(|| found.get(3)))
        .map(|text| gap.replace_all(text.as_str(), "").into_owned())
        .filter(|text| prose.is_match(text) && !selector.is_match(text))
        .collect()
}

#[test]
fn scripts_hold_no_words_of_their_own() {
    assert_eq!(sentences("say(\"not yet\"); // \"not this\""), ["not yet"]);
    assert_eq!(
        sentences("a = \"page.copy\"; b = `Until ${day}`; throw new Error(\"Not said\")"),
        ["Until "]
    );
    let scripts = texts(&theme().join("static/js"), ".js");
    assert!(scripts.len() > 25, "the scripts are found");
    for (path, text) in scripts {
        // The words that a query may ask with are no words of the interface.
        if path.ends_with("weights.js") {
            continue;
        }
        assert_eq!(sentences(&text), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn every_word_is_said_and_every_word_said_is_there() {
    let known = words("en");
    let by_name = |text: &str, pattern: &str| -> Vec<String> {
        is(pattern)
            .captures_iter(text)
            .map(|found| found[1].to_owned())
            .collect()
    };
    let tables: BTreeSet<&str> = known
        .keys()
        .filter_map(|name| Some(name.split_once('.')?.0))
        .collect();
    let mut said = BTreeSet::new();
    for (_, text) in texts(&theme().join("templates"), ".html") {
        said.extend(by_name(&text, r"\bwords\.(\w+(?:\.\w+)?)"));
        for table in by_name(&text, r"\bwords\.(\w+)\[") {
            let own = format!("{table}.");
            said.extend(known.keys().filter(|name| name.starts_with(&own)).cloned());
        }
    }
    for (_, text) in texts(&theme().join("static/js"), ".js") {
        let is_of_a_table = |name: &String| tables.contains(name.split('.').next().unwrap_or_default());
        said.extend(
            by_name(&text, r#""(\w+\.\w+)""#)
                .into_iter()
                .filter(is_of_a_table),
        );
        // A name that is put together stands for all the words that it may become.
        for start in by_name(&text, r"word\(`(\w+\.\w*)\$\{") {
            said.extend(known.keys().filter(|name| name.starts_with(&start)).cloned());
        }
    }
    // What code says under a wrong name is seen on the page: see the test of words in brackets.
    for (_, text) in texts(&root().join("src"), ".rs") {
        let names = by_name(&text, r#""(\w+(?:\.\w+)?)""#);
        said.extend(names.into_iter().filter(|name| known.contains_key(name)));
    }
    let is_looked_up = |name: &str| {
        let table = name.split('.').next().unwrap_or_default();
        LOOKED_UP.contains(&table) || table == "dates"
    };
    let idle: Vec<&String> = known
        .keys()
        .filter(|name| !is_looked_up(name) && !said.contains(*name))
        .collect();
    assert_eq!(idle, Vec::<&String>::new(), "nobody says these");
    let unknown: Vec<&String> = said
        .iter()
        .filter(|name| !known.contains_key(*name) && !tables.contains(&***name))
        .collect();
    assert_eq!(unknown, Vec::<&String>::new(), "these are in no words file");
}
