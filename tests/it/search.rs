//! The search as a whole: what is indexed, what is found, what changes with an edit, and what a damaged file does.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine;
use passdown::search::terms::{stem, terms};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::project::{passdown, project, put};

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

fn build(folder: &Path) {
    let built = passdown(folder, &["build", "-q"]);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stdout)
    );
}

/// The pages that a query finds, in order.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let arguments: Vec<&str> = ["search", "-q", "--format", "json"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let output = passdown(folder, &arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the answer is JSON");
    let hits = answer["hits"].as_array().expect("there is a list of hits");
    hits.iter()
        .map(|hit| hit["source"].as_str().expect("a hit has a source").to_owned())
        .collect()
}

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

fn handbook() -> TempDir {
    project(&[
        ("book.toml", "[book]\ntitle = \"Tide Desk\"\n".to_owned()),
        ("content/index.md", "# Home\n\nWelcome to the desk.\n".to_owned()),
        (
            "content/people/olivia.md",
            "---\ntitle: Olivia Marsh\naliases: [livvy]\n---\nReads gauges.\n".to_owned(),
        ),
        (
            "content/processes/licence.md",
            "---\ntitle: Renew the licence server\nowner: olivia\ntags: [Backup]\nquestions: [Why does Matlab refuse to start?]\n---\n\
             Intro.\n\n## Order the key\n\nCall `Get-LicenceKey` and wait. See [[Gauges]].\n"
                .to_owned(),
        ),
        (
            "content/gauges.md",
            "---\ntitle: Gauges\nowner: priya\n---\nThe tide gauge at the harbour is read at noon.\n\n> [!NOTE]\n> Mind the barnacles.\n"
                .to_owned(),
        ),
        (
            "content/日本語.md",
            "# 潮位観測の手順\n\n毎朝、港の検潮儀を確認して記録します。\n".to_owned(),
        ),
        ("content/中文.md", "# 值班\n\n每天早上检查港口的水位计并记录。\n".to_owned()),
        ("content/한국어.md", "# 당직\n\n매일 아침 항구의 수위계를 확인하고 기록합니다.\n".to_owned()),
        (
            "content/rota/spring-tides.md",
            "# When to stay late\n\nOn the highest days.\n".to_owned(),
        ),
        (
            "content/old.md",
            "---\ntitle: Old harbour log\nstatus: archived\n---\nThe harbour of old.\n".to_owned(),
        ),
    ])
}

#[test]
fn what_should_have_been_read_again_comes_later() {
    let process = |reviewed: &str| {
        format!("---\nkind: process\nreviewed: {reviewed}\n---\n# Count the spare keys\n\nCount them.\n")
    };
    let folder = project(&[
        ("book.toml", "[build]\nas-of = \"2026-11-24\"\n".to_owned()),
        ("content/a.md", process("2020-01-01")),
        ("content/b.md", process("2026-11-01")),
    ]);
    assert_eq!(found(folder.path(), &["spare keys"]), ["b.md", "a.md"]);
}

#[test]
fn pages_are_found_by_all_that_they_say() {
    let folder = handbook();
    let licence = "processes/licence.md";
    for built in [false, true] {
        if built {
            build(folder.path());
        }
        for (query, expected) in [
            ("licence server", licence),
            ("licences", licence),
            ("lisence", licence),
            ("licen", licence),
            ("getlicencekey", licence),
            ("get licence key", licence),
            ("matlab refuses starting", licence),
            ("\"order the key\"", licence),
            ("livvy", "people/olivia.md"),
            ("spring tides", "rota/spring-tides.md"),
            ("who has to stay at spring tides?", "rota/spring-tides.md"),
            ("barnacles", "gauges.md"),
            ("検潮儀", "日本語.md"),
            ("水位计", "中文.md"),
            ("수위계를", "한국어.md"),
            ("수위계", "한국어.md"),
        ] {
            let hits = found(folder.path(), &[query]);
            assert_eq!(
                hits.first().map(String::as_str),
                Some(expected),
                "{query} of {hits:?}, built: {built}"
            );
        }
        assert_eq!(
            found(folder.path(), &["harbour"]),
            ["gauges.md"],
            "archived pages stay out"
        );
        assert_eq!(found(folder.path(), &["\"key the order\""]), [""; 0]);
        assert_eq!(
            found(folder.path(), &["gauge -barnacles -matlab -licence"]),
            ["people/olivia.md"]
        );
        assert_eq!(
            found(folder.path(), &["--owner", "olivia marsh", "gauges"]),
            [licence]
        );
        assert_eq!(found(folder.path(), &["--tag", "backup", "gauges"]), [licence]);
        assert_eq!(
            found(folder.path(), &["--kind", "person", "gauges"]),
            ["people/olivia.md"]
        );
        assert_eq!(found(folder.path(), &["--limit", "1", "gauges"]).len(), 1);
    }
}

#[test]
fn queries_from_standard_input_are_answered_line_by_line() {
    let folder = handbook();
    let mut child = Command::new(env!("CARGO_BIN_EXE_passdown"))
        .args(["search", "-q", "--format", "json", "-"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("it has an input");
    input
        .write_all(b"gauges\n\nnothingofthatkind\n\"\xef\xbb\xbf\n\xff\x00\xfe\ngauges\r\n")
        .expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let lines: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(lines.len(), 6);
    for line in [&lines[0], &lines[5]] {
        assert_eq!(
            (&line["query"], &line["hits"][0]["url"]),
            (&"gauges".into(), &"gauges.html".into())
        );
    }
    assert!(
        lines[1..5]
            .iter()
            .all(|line| line["hits"] == serde_json::json!([]))
    );
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
fn what_another_page_shows_is_found_where_it_was_written() {
    let folder = handbook();
    put(
        folder.path(),
        "content/shows.md",
        "# Showing\n\n![[gauges]]\n\nSee [[olivia]].\n",
    );
    build(folder.path());
    assert_eq!(found(folder.path(), &["barnacles"]), ["gauges.md"]);
    assert!(
        found(folder.path(), &["\"see olivia marsh\""]).contains(&"shows.md".to_owned()),
        "links say what they show"
    );
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

#[test]
fn reports_are_found_and_a_handover_by_its_leaver_once_it_is_announced() {
    let desk = project(&[
        ("book.toml", "[build]\nas-of = \"2026-11-24\"\n".to_owned()),
        (
            "content/people/liv.md",
            "---\nname: Olivia Johnson\n---\nGauges.\n".to_owned(),
        ),
        (
            "content/duties/count.md",
            "---\ntitle: Count the boats\nowner: liv\nbackup: mei\nwhen: every day\n---\nAt noon.\n"
                .to_owned(),
        ),
    ]);
    let all = |query: &str| {
        let output = passdown(desk.path(), &["search", query]);
        String::from_utf8(output.stdout).expect("it writes UTF-8")
    };
    let first = |query: &str| {
        let found = all(query);
        let lines: Vec<&str> = found.lines().take(3).map(str::trim).collect();
        lines.join(" | ")
    };
    let handover = |announced: &str| {
        let page = format!(
            "---\ntitle: Goodbye\nperson: liv\nleaves: 2026-12-03\nannounced: {announced}\n---\nSoon.\n"
        );
        put(desk.path(), "content/handovers/liv.md", &page);
    };
    assert_eq!(
        first("coverage"),
        "Coverage | coverage.html | Who can do what, and which duties, processes and systems only one person or nobody can do."
    );
    assert!(
        first("what falls due this week").starts_with("When duties fall due | duties.html | What falls due")
    );
    assert_eq!(first("skills"), "", "nobody has any");
    handover("2026-11-25");
    let early = all("handover of Olivia");
    assert!(
        early.contains("people/liv.md") && !early.contains("Goodbye"),
        "{early}"
    );
    handover("2026-11-24");
    assert!(
        first("handover of Olivia").starts_with("Goodbye"),
        "{}",
        all("handover of Olivia")
    );
}
