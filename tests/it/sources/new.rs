//! `passdown new`: a page with its starting text, where there is none yet.

use super::{BOOK, as_user, desk, ends};
use crate::project::{code, put, read};

#[test]
fn each_starting_text_makes_a_page_without_a_finding() {
    let desk = desk();
    let words: Vec<String> = ends(desk.path(), 0, &["new", "--list"])
        .0
        .lines()
        .map(first_word)
        .collect();
    for wanted in [
        "duty",
        "handover-plan",
        "brain-dump",
        "one-on-one-on-one",
        "retrospective",
        "role",
        "offering",
    ] {
        assert!(words.iter().any(|word| word == wanted), "{words:?}");
    }
    for word in &words {
        let title = format!("Tide & time: a {word}");
        let (path, _) = ends(desk.path(), 0, &["new", word, &title, "--owner", "mei-chen"]);
        let page = read(desk.path(), path.trim());
        assert!(
            page.contains(&format!("title: \"{title}\"\n")) && !page.contains("{{"),
            "{page}"
        );
        assert!(!page.lines().any(|line| line.ends_with(' ')), "{page}");
    }
    let (found, _) = ends(desk.path(), 0, &["check", "--deny", "warnings"]);
    assert_eq!(found, "");
    ends(desk.path(), 0, &["build"]);
    assert!(desk.path().join("public/duties/tide-time-a-duty.html").is_file());
    assert!(
        desk.path()
            .join("public/processes/tide-time-a-offering.html")
            .is_file()
    );
    // The manager's list is for nobody else.
    assert!(
        !desk
            .path()
            .join("public/notes/tide-time-a-handover-plan.html")
            .exists()
    );
}

fn first_word(line: &str) -> String {
    line.split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn a_new_page_never_takes_anothers_place() {
    let desk = desk();
    let (path, _) = ends(
        desk.path(),
        0,
        &[
            "new",
            "sop",
            "Restart",
            "the",
            "pump",
            "--owner",
            "Olivia Johnson",
        ],
    );
    assert_eq!(path.trim(), "content/processes/restart-the-pump.md");
    let page = read(desk.path(), path.trim());
    assert!(page.contains("\nowner: olivia-johnson\n"), "{page}");
    let (_, said) = ends(desk.path(), 2, &["new", "process", "Restart the pump!"]);
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(read(desk.path(), "content/processes/restart-the-pump.md"), page);
    for (title, name) in [
        ("Index", "index-note.md"),
        ("Übersicht", "ubersicht.md"),
        ("引き継ぎ", "引き継ぎ.md"),
    ] {
        let (path, _) = ends(desk.path(), 0, &["new", "note", title]);
        assert_eq!(path.trim(), format!("content/notes/{name}"));
    }
    // Who git says is at the keyboard owns it; otherwise the line waits.
    assert!(read(desk.path(), "content/notes/ubersicht.md").contains("\nowner:\n"));
    let mei = as_user(desk.path(), ("Mei Chen", ""), &["new", "note", "Tides"]);
    assert_eq!(code(&mei), Some(0));
    assert!(read(desk.path(), "content/notes/tides.md").contains("\nowner: mei-chen\n"));
}

#[test]
fn own_kinds_start_with_their_own_text() {
    let desk = desk();
    let kinds = "[kinds.incident]\nfolders = [\"incidents\"]\nstart = \"starts/incident.md\"\n\n\
                 [kinds.tool]\nrequired = [\"owner\", \"url\"]\nfolders = [\"duties\"]\n\n\
                 [kinds.note]\nstart = \"starts/missing.md\"\n";
    put(desk.path(), "book.toml", &format!("{BOOK}\n{kinds}"));
    put(
        desk.path(),
        "starts/incident.md",
        "---\ntitle: {{title}}\ndate: {{today}}\n---\n\n# {{title}}\n\nWho saw it? {{owner}}\n",
    );
    let (path, _) = ends(
        desk.path(),
        0,
        &["new", "incident", "Down: again", "--owner", "Liv"],
    );
    assert_eq!(
        read(desk.path(), path.trim()),
        "---\ntitle: \"Down: again\"\ndate: 2026-11-24\n---\n\n# Down: again\n\nWho saw it? olivia-johnson\n"
    );
    assert_eq!(path.trim(), "content/incidents/down-again.md");
    let (path, _) = ends(desk.path(), 0, &["new", "tool", "Hammer"]);
    assert_eq!(
        read(desk.path(), path.trim()),
        "---\ntitle: Hammer\nowner:\nurl:\n---\n"
    );
    // The kind that book.toml gives the folder last wins; the built-in one must be written down.
    let (path, _) = ends(desk.path(), 0, &["new", "duty", "Sweep"]);
    assert!(read(desk.path(), path.trim()).contains("title: Sweep\nkind: duty\n"));
    let (_, said) = ends(desk.path(), 2, &["new", "note", "x"]);
    assert!(said.contains("starts/missing.md"), "{said}");
    assert!(ends(desk.path(), 0, &["new", "--list"]).0.contains("incident"));
}
