//! The files of the index: what is in none of them, what an edit changes, and what a damaged one does.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use base64::Engine;

use super::{build, found, handbook};
use crate::project::{passdown, project, put};

/// Every index file with its bytes unpacked.
fn unpacked(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let search = folder.join("public/search");
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&search) {
        let entry = entry.expect("the site can be read");
        if entry.file_type().is_file()
            && entry.path().with_extension("").file_name() != Some("index".as_ref())
        {
            let name = entry.path().strip_prefix(&search).expect("it lies below");
            let script = std::fs::read_to_string(entry.path()).expect("a script is text");
            let name = name.to_string_lossy().into_owned();
            let (_, contents) = script.split_once(',').expect("a script hands something over");
            let contents = contents.strip_suffix(")\n").expect("it ends behind that");
            let Some(packed) = contents.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
                files.insert(name, contents.as_bytes().to_vec());
                continue;
            };
            let packed = base64::engine::general_purpose::STANDARD
                .decode(packed)
                .expect("it is base64");
            let mut bytes = Vec::new();
            let mut reader = flate2::read::GzDecoder::new(&*packed);
            reader.read_to_end(&mut bytes).expect("it is gzip");
            files.insert(name, bytes);
        }
    }
    files
}

#[test]
fn nothing_hidden_is_in_any_file() {
    let folder = handbook();
    let secret = "# Zanzibar plan\n\nQuokka.\n".to_owned();
    put(folder.path(), "content/private/plan.md", &secret);
    put(
        folder.path(),
        "content/pay.md",
        "---\naudience: private\ntags: [wombat]\n---\n# Zanzibar pay\n\nQuokka.\n",
    );
    put(
        folder.path(),
        "content/draft.md",
        "---\ndraft: true\nowner: axolotl\n---\n# Zanzibar draft\n\nQuokka.\n",
    );
    put(
        folder.path(),
        "content/link.md",
        "# Links\n\nSee [the shown words](pay.md), [[pay|these ones]] and ![[plan]].\n\n<!-- quokka -->\n",
    );
    build(folder.path());
    let all: Vec<u8> = unpacked(folder.path()).into_values().flatten().collect();
    let text = String::from_utf8_lossy(&all).to_lowercase();
    for hidden in ["zanzibar", "quokka", "wombat", "axolotl", "anzibar", "uokka"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    assert!(text.contains("the shown words") && text.contains("these ones"));
    assert_eq!(found(folder.path(), &["\"the shown words\""]), ["link.md"]);
}

#[test]
fn one_sentence_changes_few_files() {
    let words: Vec<String> = ('a'..='z')
        .flat_map(|a| ["a", "e", "o"].map(|b| format!("{a}{b}")))
        .collect();
    let page = |number: usize| {
        let sentence = |line: usize| {
            let word = |place: usize| {
                format!(
                    "{}{}",
                    words[(number * 5 + line * place) % words.len()],
                    (number * 7 + line * place) % 997
                )
            };
            format!(
                "The {} is {} by {} when {} comes.\n\n",
                word(1),
                word(2),
                word(3),
                word(5)
            )
        };
        let text: String = (0..40).map(sentence).collect();
        (
            format!("content/area{}/page{number}.md", number % 9),
            format!("# Page {number}\n\n{text}"),
        )
    };
    let pages: Vec<(String, String)> = (0..600).map(page).collect();
    let files: Vec<(&str, String)> = pages
        .iter()
        .map(|(path, text)| (path.as_str(), text.clone()))
        .collect();
    let folder = project(&files);
    build(folder.path());
    let before = unpacked(folder.path());
    let (path, text) = &pages[77];
    put(
        folder.path(),
        path,
        &text.replacen(" comes.", " comes late, or so says the keeper.", 1),
    );
    build(folder.path());
    let after = unpacked(folder.path());
    let shards =
        |files: &BTreeMap<String, Vec<u8>>| files.keys().filter(|name| !name.starts_with("f/")).count();
    let new = after
        .keys()
        .filter(|name| !before.contains_key(*name) && !name.starts_with("f/"))
        .count();
    assert!(shards(&after) > 60, "{}", shards(&after));
    assert!(
        new * 10 <= shards(&after),
        "{new} of {} files are new",
        shards(&after)
    );
    assert!(found(folder.path(), &["keeper"]).len() == 1);
}

#[test]
fn a_damaged_index_is_said_in_plain_words() {
    let folder = handbook();
    build(folder.path());
    let query = |folder: &Path| passdown(folder, &["search", "licence server"]);
    for entry in walkdir::WalkDir::new(folder.path().join("public/search")) {
        let entry = entry.expect("the site can be read");
        if !entry.file_type().is_file() {
            continue;
        }
        let whole = std::fs::read(entry.path()).expect("it can be read");
        for damaged in [
            whole[..whole.len() / 2].to_vec(),
            b"<html>moved</html>".to_vec(),
            Vec::new(),
        ] {
            std::fs::write(entry.path(), damaged).expect("it can be written");
            let output = query(folder.path());
            let talk = String::from_utf8_lossy(&output.stderr);
            assert!(!talk.contains("panicked"), "{talk}");
            match output.status.code() {
                Some(0) => {}
                code => {
                    assert_eq!(code, Some(2), "{talk}");
                    assert!(
                        talk.contains("cannot be read") && talk.contains("build the site again"),
                        "{talk}"
                    );
                }
            }
        }
        std::fs::write(entry.path(), whole).expect("it can be written");
    }
    std::fs::remove_dir_all(folder.path().join("public/search/t")).expect("it can be removed");
    assert_eq!(query(folder.path()).status.code(), Some(2));
}

#[test]
fn a_site_without_search_has_none_and_is_searched_all_the_same() {
    let folder = handbook();
    put(
        folder.path(),
        "book.toml",
        "[output.html.search]\nenable = false\n",
    );
    build(folder.path());
    assert!(!folder.path().join("public/search").exists());
    assert_eq!(found(folder.path(), &["barnacles"]), ["gauges.md"]);
}
