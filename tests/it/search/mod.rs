//! The search as a whole: what is indexed, and what is found by which words.

mod files;
mod terms;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::project::{passdown, project, put};

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
