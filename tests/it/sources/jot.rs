//! `passdown jot`: notes for an inbox, and what becomes of inboxes on the site.

use std::io::Write;
use std::process::Stdio;

use tempfile::TempDir;

use super::{BOOK, as_user, desk, ends, quiet};
use crate::project::{code, put, read, talk};

#[test]
fn notes_are_kept_one_a_line() {
    let desk = desk();
    let olivia = ("", "olivia@tide.example");
    let deep = desk.path().join("content/processes/deploy");
    for text in [
        &["Spare key behind the printer"][..],
        &["The", "ficus", "is", "mine"],
    ] {
        let output = as_user(&deep, olivia, &[&["jot"], text].concat());
        assert_eq!(code(&output), Some(0), "{}", talk(&output));
        assert!(
            talk(&output).contains("content/inbox/olivia-johnson.md: noted"),
            "{}",
            talk(&output)
        );
    }
    let inbox = read(desk.path(), "content/inbox/olivia-johnson.md");
    assert!(
        inbox.starts_with("# Inbox of olivia-johnson\n") || inbox.starts_with("# Inbox of Olivia"),
        "{inbox}"
    );
    let ends_with = "\n\n- 2026-11-24 Spare key behind the printer\n- 2026-11-24 The ficus is mine\n";
    assert!(inbox.ends_with(ends_with), "{inbox}");

    // A file that ends without a line break is not broken.
    put(desk.path(), "content/inbox/mei-chen.md", "* one\r\n* two");
    let mut child = quiet(desk.path(), ("", ""), &["jot", "-", "--person", "Mei Chen"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("there is a pipe");
    pipe.write_all(b"three\n\n- four\n").expect("it listens");
    drop(pipe);
    assert!(child.wait().expect("it ends").success());
    assert_eq!(
        read(desk.path(), "content/inbox/mei-chen.md"),
        "* one\r\n* two\r\n* 2026-11-24 three\r\n* 2026-11-24 four\r\n"
    );
    let (found, _) = ends(desk.path(), 0, &["check"]);
    assert_eq!(found, "");
}

#[test]
fn a_note_finds_its_person_wherever_their_page_lies() {
    let desk = desk();
    let root = desk.path();
    let staff = "---\nkind: person\nname: Priya Nair\n---\n";
    put(root, "content/staff/priya.md", staff);
    let below = root.join("content/duties");
    for (name, inbox) in [("Liv", "olivia-johnson"), ("priya nair", "priya")] {
        ends(&below, 0, &["jot", "Spare key", "--person", name]);
        let noted = read(root, &format!("content/inbox/{inbox}.md"));
        assert!(noted.ends_with("- 2026-11-24 Spare key\n"), "{noted}");
    }
    let (_, said) = ends(&below, 2, &["jot", "Spare key", "--person", "prija nair"]);
    assert!(said.contains("did you mean `priya nair`"), "{said}");
}

#[test]
fn notes_at_the_same_time_all_arrive() {
    let desk = desk();
    let children: Vec<_> = (0..16)
        .map(|number| {
            let text = format!("note {number} {}", "x".repeat(3000));
            let mut jot = quiet(desk.path(), ("", ""), &["jot", &text, "--person", "Liv"]);
            jot.stderr(Stdio::null()).spawn().expect("the program starts")
        })
        .collect();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    let inbox = read(desk.path(), "content/inbox/olivia-johnson.md");
    assert_eq!(inbox.matches("# Inbox").count(), 1);
    for number in 0..16 {
        let line = format!("- 2026-11-24 note {number} x");
        assert_eq!(
            inbox
                .lines()
                .filter(|found| found.starts_with(&line) && found.ends_with('x'))
                .count(),
            1
        );
    }
}

#[test]
fn a_credential_is_noted_with_a_warning() {
    let desk = desk();
    let key = format!("AKIA{}", "Q3EGIJ5NQ7XV2LRT");
    let (found, _) = ends(desk.path(), 0, &["jot", &format!("key {key}"), "--person", "Liv"]);
    assert!(
        found.contains("warning[secret]") && found.contains("content/inbox/olivia-johnson.md:5:"),
        "{found}"
    );
    assert!(!found.contains(&key), "{found}");
    let (found, _) = ends(desk.path(), 0, &["jot", "nothing of the kind", "--person", "Liv"]);
    assert_eq!(found, "");
}

#[test]
fn a_folder_without_a_knowledge_base_is_left_alone() {
    let folder = TempDir::new().expect("there is room for a folder");
    let (_, said) = ends(folder.path(), 2, &["jot", "x", "--person", "me"]);
    assert!(said.contains("no knowledge base here"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
    // On the first day nobody has a page, and nothing is lost for that.
    put(folder.path(), "book.toml", BOOK);
    put(folder.path(), "content/index.md", "# Home\n");
    ends(folder.path(), 0, &["jot", "x", "--person", "Zoë Example"]);
    assert!(read(folder.path(), "content/inbox/zoe-example.md").starts_with("# Inbox of Zoë Example\n"));
}

#[test]
fn inboxes_have_a_page_but_no_place_in_navigation() {
    let desk = desk();
    put(
        desk.path(),
        "book.toml",
        &format!("{BOOK}audience = \"public\"\n")
            .replace("[build]", "default-audience = \"public\"\n[build]"),
    );
    put(
        desk.path(),
        "content/inbox/mei-chen.md",
        "---\naudience: public\n---\n\n- The secret of gauge 7\n",
    );
    put(
        desk.path(),
        "content/index.md",
        "# Home\n\n[Notes](inbox/mei-chen.md)\n",
    );
    ends(desk.path(), 0, &["build"]);
    assert!(
        !desk.path().join("public/inbox").exists(),
        "an inbox is for the team at most"
    );
    ends(desk.path(), 0, &["build", "--audience", "team"]);
    assert!(read(desk.path(), "public/inbox/mei-chen.html").contains("The secret of gauge 7"));
    assert!(!desk.path().join("public/inbox/index.html").exists());
    let home = read(desk.path(), "public/index.html");
    assert_eq!(
        home.matches("inbox").count(),
        1,
        "only the author's own link: {home}"
    );
    let duty = read(desk.path(), "public/duties/gauge.html");
    assert!(!duty.contains("inbox"), "{duty}");
}
