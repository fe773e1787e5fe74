//! Texts and their terms, words and their stems: the same here as in the browser's script.

use std::path::Path;

use passdown::search::terms::{stem, terms};
use serde::{Deserialize, Serialize};

/// A text and its terms, which the script in the browser must find too.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Vector {
    text: String,
    words: Vec<String>,
    joined: Vec<String>,
}

/// The shared vectors of a file, or what `now` makes of them, with `UPDATE=1` for good.
fn vectors<T>(file: &str, now: impl Fn(&T) -> T)
where
    T: Serialize + for<'d> Deserialize<'d> + PartialEq + std::fmt::Debug,
{
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/search")
        .join(file);
    let text = std::fs::read_to_string(&path).expect("the vectors are there");
    let known: Vec<T> = serde_json::from_str(&text).expect("the vectors are sound");
    let made: Vec<T> = known.iter().map(now).collect();
    assert!(known.len() > 50, "{file} has shrunk");
    if std::env::var_os("UPDATE").is_some() {
        let lines: Vec<String> = made
            .iter()
            .map(|vector| serde_json::to_string(vector).expect("texts are always JSON"))
            .collect();
        std::fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n"))).expect("the vectors can be written");
    } else {
        assert_eq!(made, known, "{file}");
    }
}

#[test]
fn every_text_has_its_terms() {
    vectors("tokens.json", |vector: &Vector| {
        let (words, joined) = terms(&vector.text);
        Vector {
            text: vector.text.clone(),
            words,
            joined,
        }
    });
}

#[test]
fn every_word_has_its_stem() {
    vectors("stems.json", |(word, _): &(String, String)| {
        (word.clone(), stem(word))
    });
}
