//! Strings that break programs, as titles, tags, headings and file names: the site is built, and every link comes back.

use std::collections::{BTreeMap, BTreeSet};

use passdown::words::path::{Url, escape_path};
use tempfile::TempDir;

use crate::project::put;
use crate::{dom, links, site};

#[test]
fn naughty_strings_make_pages() {
    let strings: Vec<String> = dom::suite("naughty-strings.json");
    if strings.is_empty() {
        return;
    }
    let dir = TempDir::new().expect("a temporary folder can be made");
    for (number, text) in strings.iter().enumerate() {
        let quoted = quoted(text);
        let heading = escaped(text);
        let page = format!(
            "---\ntitle: {quoted}\ntags: [{quoted}]\n---\n## Before\n\n## {heading}\n\n### {heading}\n\nText.\n"
        );
        put(dir.path(), &format!("content/said/{number}.md"), &page);
    }
    let to = dir.path().join("public");
    let run = site::build(dir.path(), &to, &[]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert_eq!(links::crawl(&to), Vec::<String>::new());
    let files = site::files(&to);
    for (number, text) in strings.iter().enumerate() {
        let path = format!("said/{number}.html");
        let html = std::str::from_utf8(&files[&path]).expect("pages are UTF-8");
        let elements = dom::elements(html);
        let words = |name: &str| {
            let found = elements.iter().find(|element| element.name == name);
            found.map(|element| squeezed(&element.text))
        };
        // A title of nothing but white space is none.
        if !text.trim().is_empty() {
            assert_eq!(words("h1"), Some(squeezed(text)), "the title of {path}");
            let tag = elements.iter().find(|element| {
                element
                    .get("href")
                    .is_some_and(|href| href.starts_with("../tags/"))
            });
            assert!(tag.is_some(), "{path} leads to the page of its tag {text:?}");
            assert_eq!(words("h3"), Some(squeezed(text)), "the heading of {path}");
        }
    }
}

#[cfg(unix)]
#[test]
fn naughty_strings_name_files() {
    let strings: Vec<String> = dom::suite("naughty-strings.json");
    let names = file_names(&strings);
    if names.is_empty() {
        return;
    }
    let dir = TempDir::new().expect("a temporary folder can be made");
    let mut index = String::from("# Links\n\n");
    let mut expected = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        put(
            dir.path(),
            &format!("content/named/{name}.md"),
            "## Here\n\nText.\n",
        );
        let mut address = String::new();
        escape_path(&format!("named/{name}.md"), &mut address);
        index.push_str(&format!("- [path {number}](<{address}#here>)\n"));
        expected.insert(format!("path {number}"), name);
        if names_a_page(name) {
            index.push_str(&format!("- [[named/{name}#here|name {number}]]\n"));
            expected.insert(format!("name {number}"), name);
        }
    }
    put(dir.path(), "content/index.md", &index);
    let to = dir.path().join("public");
    let run = site::build(dir.path(), &to, &[]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert_eq!(links::crawl(&to), Vec::<String>::new());
    let files = site::files(&to);
    let html = std::str::from_utf8(&files["index.html"]).expect("pages are UTF-8");
    let mut led = BTreeSet::new();
    for element in dom::elements(html) {
        let Some(name) = expected.get(&element.text).filter(|_| element.name == "a") else {
            continue;
        };
        let href = element.get("href").unwrap_or_default();
        let (path, id) = href.split_once('#').expect("it has a fragment");
        assert_eq!(
            links::followed("index.html", path),
            Some(format!("named/{name}.html"))
        );
        assert_eq!(id, "here");
        led.insert(element.text);
    }
    let lost: Vec<_> = expected
        .iter()
        .filter(|(words, _)| !led.contains(*words))
        .collect();
    assert!(lost.is_empty(), "links that are not on the page: {lost:?}");
    println!("{} file names, {} links", names.len(), led.len());
}

/// The strings that can name files side by side on every disk.
fn file_names(strings: &[String]) -> Vec<&String> {
    let mut taken = BTreeSet::new();
    let fits = |name: &&String| {
        let fits = !name.is_empty()
            && name.len() < 250
            && !name.starts_with('.')
            && !name.contains(['/', '\0'])
            && !["index", "readme", "_index"].contains(&name.to_lowercase().as_str());
        fits && Url::new(name).is_some_and(|url| taken.insert(url.folded()))
    };
    strings.iter().filter(fits).collect()
}

/// Whether a name can stand in double brackets: nothing in it reads as Markdown.
fn names_a_page(name: &str) -> bool {
    name.trim() == name && !name.contains(['[', ']', '|', '#', '\\', '{', '<', '`', '&'])
}

/// YAML that reads as this very text; what YAML does not print is escaped.
fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).expect("a string is JSON");
    let mut quoted = String::new();
    for letter in json.chars() {
        match letter {
            ' '..='~' => quoted.push(letter),
            _ => quoted.push_str(&format!("\\U{:08x}", u32::from(letter))),
        }
    }
    quoted
}

/// Markdown that reads as this very text.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        if letter.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A text as a reader sees it, whatever its white space and its control characters.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
