//! The sample in other languages: what its pages, scripts and calendars say.

use std::path::Path;

use html5ever::tendril::StrTendril;
use markup5ever_rcdom::NodeData;
use passdown::build::{self, Memo};
use passdown::output::Outputs;
use passdown::theme::layer;
use passdown::words::memo::Doubt;
use passdown::words::words_of::words_of;
use toml_edit::{Item, Value};

use super::{file, is, root, texts, words};
use crate::{dom, site};

/// The sample book in a language, as it is published.
fn sample(language: &str, words: &str) -> Outputs {
    let content = root().join("content");
    let pages = texts(&content, ".md").into_iter().map(|(path, text)| {
        let below = Path::new(&path).strip_prefix(&content).expect("it lies below");
        (below.display().to_string(), text)
    });
    let mut inputs = site::inputs(pages);
    inputs.config.book.language = language.to_owned();
    let own = [(format!("words/{language}.toml"), words.as_bytes().to_vec())];
    inputs.theme.layers.insert(0, layer("", "", own));
    build::build(&inputs, Memo::default(), Doubt::No).0.outputs
}

/// The pages of a site by their addresses, with every text that a reader may see or hear, but for what people wrote.
fn read_out(outputs: &Outputs) -> Vec<(String, Vec<String>)> {
    let pages = outputs
        .iter()
        .filter(|(url, _)| url.as_str().ends_with(".html") && !url.as_str().starts_with("diagrams/"));
    pages
        .map(|(url, output)| {
            (
                url.as_str().to_owned(),
                heard(&String::from_utf8_lossy(&output.0)),
            )
        })
        .collect()
}

/// The texts and the telling attributes of a page, in one line each; bodies of pages are left out.
fn heard(html: &str) -> Vec<String> {
    let dom = dom::page(html);
    let mut heard = Vec::new();
    let mut open = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        if let NodeData::Text { contents } = &node.data {
            heard.push(StrTendril::to_string(&contents.borrow()));
        }
        let (name, attributes) = dom::tag(&node).unwrap_or_default();
        let is = |name: &str, value: &str| {
            attributes
                .iter()
                .any(|(own, given)| own == name && given == value)
        };
        if matches!(&*name, "script" | "style" | "head" | "code") || is("class", "prose") {
            continue;
        }
        let telling = ["title", "aria-label", "alt", "placeholder", "data-label"];
        heard.extend(
            attributes
                .into_iter()
                .filter(|(name, _)| telling.contains(&&**name))
                .map(|(_, value)| value),
        );
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    let lines = heard
        .iter()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// A text as its words in small letters, without signs and the targets of links.
fn plain(text: &str) -> String {
    let linked = is(r"\]\([^)]*\)").replace_all(text, "").to_lowercase();
    let words = linked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Everything that the book itself says: its pages, and the names of its folders and files in words.
fn said_by_the_book() -> String {
    let files = texts(&root().join("content"), ".md");
    let names = files
        .iter()
        .flat_map(|(path, _)| path.split('/').map(words_of).collect::<Vec<_>>());
    let all = names.chain(files.iter().map(|(_, text)| text.clone()));
    plain(&all.collect::<Vec<_>>().join("\n"))
}

/// In a language whose every word stands in brackets, all that stands outside of them is the book's own.
#[test]
fn pages_say_nothing_but_words_and_what_the_book_says() {
    let mut brackets = file("en");
    let bracket = |value: &mut Value| {
        if let Some(text) = value.as_str() {
            *value = format!("⟦{text}⟧").into();
        }
    };
    let each = |item: &mut Item| match item.as_value_mut().expect("it is no table") {
        Value::Array(list) => list.iter_mut().for_each(bracket),
        Value::InlineTable(forms) => forms.iter_mut().for_each(|(_, value)| bracket(value)),
        value => bracket(value),
    };
    for (_, item) in brackets.iter_mut() {
        match item {
            Item::Table(table) => table.iter_mut().for_each(|(_, item)| each(item)),
            item => each(item),
        }
    }
    let book = said_by_the_book();
    let innermost = is("⟦[^⟦⟧]*⟧");
    let pages = read_out(&sample("qaa", &brackets.to_string()));
    assert!(pages.len() > 80, "the sample is built");
    for (url, heard) in pages {
        // Gaps are filled with elements, so a word's brackets may stand in different texts.
        let mut rest = heard.join("\n");
        assert!(rest.contains('⟦'), "{url} says something");
        while innermost.is_match(&rest) {
            rest = innermost.replace_all(&rest, "\n").into_owned();
        }
        for line in rest.lines() {
            // A number is no word, and an address to copy is none.
            let is_no_word = |part: &str| part.ends_with(".ics") || !part.chars().any(char::is_alphabetic);
            let is_said = |part: &str| is_no_word(part) || book.contains(&plain(part));
            assert!(is_said(line) || line.split(", ").all(is_said), "{url}: `{line}`");
        }
    }
}

/// The words of a language that no other may show: long enough to be telling, and not said by the book.
fn telling(language: &str, other: &str, book: &str) -> Vec<String> {
    let foreign: String = words(other)
        .into_values()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n");
    let gap = is(r"\{\w+\}");
    let all = words(language).into_values().flatten();
    let pieces = all.flat_map(|word| {
        gap.split(&word)
            .map(|piece| piece.trim().to_owned())
            .collect::<Vec<_>>()
    });
    pieces
        .filter(|piece| piece.chars().filter(|c| c.is_alphabetic()).count() > 5)
        .filter(|piece| !foreign.contains(piece) && !book.contains(&plain(piece)))
        .collect()
}

#[test]
fn no_english_is_left_in_another_language() {
    let book = said_by_the_book();
    for language in ["de", "fr"] {
        let english = telling("en", language, &book);
        assert!(english.len() > 200, "{}", english.len());
        let own = words(language).remove("handover.order").expect("it is there");
        let pages = read_out(&sample(language, ""));
        let all = pages.iter().flat_map(|(_, heard)| heard);
        assert!(all.clone().any(|text| own.contains(text)), "it speaks {language}");
        for (url, heard) in &pages {
            let text = heard.join("\n");
            for word in &english {
                assert!(!text.contains(word), "{url} says `{word}` in {language}");
            }
        }
    }
}

#[test]
fn scripts_and_calendars_come_with_the_words_that_they_say() {
    let outputs = sample("de", "");
    let file = |name: &str| {
        let found = outputs.iter().find(|(url, _)| url.as_str() == name);
        String::from_utf8_lossy(&found.expect(name).1.0).into_owned()
    };
    for (name, word) in [
        ("js/page.js", "Suche schließen"),
        ("js/search.js", "Treffer für {query}"),
        ("js/search.js", "\"process\":\"Ablauf\""),
        ("js/duties.js", "Diese Woche"),
        ("js/duties.js", "\"months\":[\"Jan.\""),
        ("js/days.js", "Tage übrig"),
        ("js/reading.js", "Gelesen: {title}"),
        ("calendar/team.ics", "Zuständig: "),
    ] {
        assert!(file(name).contains(word), "{name} says {word}");
    }
    // A page that is only read does not pay for the words of the search.
    assert!(!file("js/page.js").contains("Treffer für"));
    assert!(!outputs.keys().any(|url| url.as_str().starts_with("js/words/")));
}
