//! `passdown transfer`: pages change hands, and nothing else in them changes.

use std::process::Command;

use super::{OLIVIA, desk, ends};
use crate::project::{put, read, talk};

#[test]
fn a_transfer_changes_the_owner_and_nothing_else() {
    let desk = desk();
    let root = desk.path();
    let (patch, said) = ends(root, 0, &["transfer", "olivia-johnson", "mei chen", "--dry-run"]);
    assert!(
        patch.contains("--- a/content/duties/gauge.md\n+++ b/content/duties/gauge.md\n"),
        "{patch}"
    );
    assert!(
        patch.contains("-owner: olivia-johnson # for now\n+owner: mei-chen # for now\n"),
        "{patch}"
    );
    assert!(said.contains("3 pages would go"), "{said}");
    assert!(read(root, "content/duties/gauge.md").contains("owner: olivia-johnson #"));

    let (_, said) = ends(root, 0, &["transfer", "Liv", "mei-chen"]);
    assert!(said.contains("3 pages went from `Liv` to `mei-chen`"), "{said}");
    assert_eq!(
        read(root, "content/duties/gauge.md"),
        "---\ntitle: Read the gauge\nowner: mei-chen # for now\nwhen: every day\n---\n\nAt noon.\n"
    );
    // A full name becomes a full name, and nobody is named twice.
    assert_eq!(
        read(root, "content/processes/release.md"),
        "---\r\nowner: [mei-chen]\r\n---\r\n\r\n# Release\r\n"
    );
    assert!(read(root, "content/processes/deploy/form.md").contains("owner: 'mei-chen'\n"));
    assert_eq!(read(root, "content/people/olivia-johnson.md"), OLIVIA);
    let (_, said) = ends(root, 0, &["transfer", "Liv", "mei-chen"]);
    assert!(said.contains("nothing was changed"), "{said}");
}

#[test]
fn what_a_transfer_cannot_read_it_does_not_pass_over() {
    let desk = desk();
    let root = desk.path();
    put(
        root,
        "content/duties/anchor.md",
        "---\nowner: &o olivia-johnson\nbackup: *o\n---\n",
    );
    let (said, summary) = ends(root, 1, &["transfer", "Liv", "mei-chen", "--format", "concise"]);
    assert!(
        said.contains("content/duties/anchor.md:2:8: error[unsupported-yaml]"),
        "{said}"
    );
    assert!(
        summary.contains("3 pages went from `Liv` to `mei-chen`; left as it is: 1 page"),
        "{summary}"
    );
    assert!(read(root, "content/duties/anchor.md").contains("owner: &o olivia-johnson\n"));
}

#[test]
fn the_patch_can_be_applied() {
    let desk = desk();
    let (patch, _) = ends(
        desk.path(),
        0,
        &["transfer", "olivia-johnson", "mei-chen", "--dry-run"],
    );
    put(desk.path(), "change.patch", &patch);
    let applied = Command::new("git")
        .args(["apply", "change.patch"])
        .current_dir(desk.path())
        .output();
    let Ok(applied) = applied else { return };
    assert!(applied.status.success(), "{}\n{patch}", talk(&applied));
    assert_eq!(
        ends(desk.path(), 0, &["transfer", "Liv", "mei-chen", "--dry-run"]).0,
        ""
    );
}

#[test]
fn a_transfer_can_be_kept_to_some_pages() {
    for (pages, expected) in [
        (&["content/processes"][..], 2),
        (&["processes/*"], 1),
        (&["content/processes/**/*.md"], 2),
        (&["Read the gauge"], 1),
        (&["the form", "release"], 2),
        (&["content/duties/gauge.md", "duties", "gauge"], 1),
        (&["."], 3),
        (&["cake"], 0),
    ] {
        let desk = desk();
        let arguments = [&["transfer", "olivia-johnson", "mei-chen"], pages].concat();
        let (_, said) = ends(desk.path(), 0, &arguments);
        let count = match expected {
            0 => "owns none of these pages".to_owned(),
            1 => "1 page went".to_owned(),
            many => format!("{many} pages went"),
        };
        assert!(said.contains(&count), "{pages:?}: {said}");
    }
    let desk = desk();
    let inside = desk.path().join("content/processes/deploy");
    let (_, said) = ends(
        &inside,
        0,
        &["transfer", "olivia-johnson", "mei-chen", "../release.md"],
    );
    assert!(said.contains("1 page went"), "{said}");
}

#[test]
fn somebody_without_a_page_can_give_pages_away() {
    let desk = desk();
    put(
        desk.path(),
        "content/notes/old.md",
        "---\nowner: jhon\n---\n\nOld.\n",
    );
    let (_, said) = ends(desk.path(), 0, &["transfer", "Jhon", "mei-chen"]);
    assert!(said.contains("1 page went"), "{said}");
    assert!(read(desk.path(), "content/notes/old.md").contains("owner: mei-chen\n"));
}

#[test]
fn a_page_that_cannot_be_changed_is_named_and_the_others_are_changed() {
    let desk = desk();
    let broken = "---\nowner: olivia-johnson\ntitle: \"Half\n---\n\nText.\n";
    put(desk.path(), "content/notes/broken.md", broken);
    let (found, said) = ends(
        desk.path(),
        1,
        &["transfer", "olivia-johnson", "mei-chen", "--format", "concise"],
    );
    assert!(
        found.starts_with("content/notes/broken.md:3:8: error[broken-front-matter]"),
        "{found}"
    );
    assert!(
        said.contains("3 pages went") && said.contains("left as it is: 1 page"),
        "{said}"
    );
    assert_eq!(read(desk.path(), "content/notes/broken.md"), broken);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_nothing_is_left_over() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = desk();
    let file = desk.path().join("content/duties/gauge.md");
    let set =
        |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("it is ours");
    set(0o640);
    symlink("gauge.md", desk.path().join("content/duties/also.md")).expect("links work here");
    ends(
        desk.path(),
        0,
        &["transfer", "olivia-johnson", "mei-chen", "duties"],
    );
    let mode = file.metadata().expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(desk.path().join("content/duties/also.md").is_symlink());
    let names = std::fs::read_dir(desk.path().join("content/duties")).expect("it is there");
    assert_eq!(names.count(), 2, "no working file is left");
    set(0o440);
    let (_, said) = ends(
        desk.path(),
        2,
        &["transfer", "mei-chen", "olivia-johnson", "gauge.md"],
    );
    assert!(said.contains("read-only"), "{said}");
}
