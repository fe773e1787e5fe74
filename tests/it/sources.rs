//! The commands that work on the sources: `new`, `jot`, `review`, `transfer`, as people and scripts meet them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::project::{code, out, project, put, read, talk};

const BOOK: &str = "[book]\ntitle = \"Tide Desk\"\n\n[build]\nas-of = 2026-11-24\n";
const OLIVIA: &str =
    "---\nname: Olivia Johnson\nemail: olivia@tide.example\naliases: [Liv]\n---\n\nSees the tide.\n";
const MEI: &str = "---\nname: Mei Chen\nemail: Mei@tide.example\n---\n\nSees the data.\n";

/// A knowledge base of two people and three pages that Olivia owns in different manners.
fn desk() -> TempDir {
    project(&[
        ("book.toml", BOOK),
        ("content/index.md", "# Home\n\nWelcome.\n"),
        ("content/people/olivia-johnson.md", OLIVIA),
        ("content/people/mei-chen.md", MEI),
        (
            "content/duties/gauge.md",
            "---\ntitle: Read the gauge\nowner: olivia-johnson # for now\nwhen: every day\n---\n\nAt noon.\n",
        ),
        (
            "content/processes/release.md",
            "---\r\nowner: [Olivia Johnson, mei-chen]\r\n---\r\n\r\n# Release\r\n",
        ),
        (
            "content/processes/deploy/form.md",
            "---\naliases: [the form]\nowner: 'Liv'\n---\n\n# Deploy the form\n",
        ),
        ("content/notes/cake.md", "---\nowner: mei-chen\n---\n\n# Cake\n"),
    ])
}

/// Runs with git's user set to these, and none of the machine's own settings.
fn as_user(folder: &Path, user: (&str, &str), arguments: &[&str]) -> Output {
    quiet(folder, user, arguments)
        .output()
        .expect("the program starts")
}

fn quiet(folder: &Path, (name, email): (&str, &str), arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passdown"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.env("GIT_CONFIG_COUNT", "2");
    command
        .env("GIT_CONFIG_KEY_0", "user.name")
        .env("GIT_CONFIG_VALUE_0", name);
    command
        .env("GIT_CONFIG_KEY_1", "user.email")
        .env("GIT_CONFIG_VALUE_1", email);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    as_user(folder, ("", ""), arguments)
}

/// Runs and expects an exit code; gives what was said.
#[track_caller]
fn ends(folder: &Path, expected: i32, arguments: &[&str]) -> (String, String) {
    let output = run(folder, arguments);
    assert_eq!(code(&output), Some(expected), "{arguments:?}: {}", talk(&output));
    (out(&output).to_owned(), talk(&output).to_owned())
}

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
fn who_or_what_is_unknown_ends_with_two_and_changes_nothing() {
    let desk = desk();
    for (arguments, hint) in [
        (
            &["transfer", "olivia-jonson", "mei-chen"][..],
            "did you mean `olivia-johnson`?",
        ),
        (
            &["transfer", "olivia-johnson", "mei-chn"],
            "did you mean `mei-chen`?",
        ),
        (
            &["transfer", "nobody at all", "mei-chen"],
            "no person `nobody at all`",
        ),
        (
            &["transfer", "olivia-johnson", "Ruth"],
            "passdown new person \"Ruth\"",
        ),
        (&["transfer", "olivia-johnson", "Liv"], "the same person"),
        (
            &["transfer", "olivia-johnson", "mei-chen", "gauges"],
            "did you mean `gauge`?",
        ),
        (
            &["transfer", "olivia-johnson", "mei-chen", "x/*.md"],
            "no page's path fits",
        ),
        (&["transfer", "olivia-johnson", "mei-chen", "[x"], "is no pattern"),
        (&["review", "nothing like it"], "no page `nothing like it`"),
        (&["review", "relese"], "did you mean `Release`?"),
        (
            &["transfer", "olivia", "mei-chen"],
            "did you mean `olivia johnson`?",
        ),
        (&["review", "deploy form"], "did you mean `Deploy the form`?"),
        (&["review"], "PAGE"),
        (
            &["jot", "x", "--person", "olivia-jonson"],
            "did you mean `olivia-johnson`?",
        ),
        (&["jot", "x"], "--person NAME"),
        (&["jot", " ", "--person", "Liv"], "nothing to note"),
        (&["new", "dutty", "x"], "did you mean `duty`?"),
        (&["new", "duties", "x"], "did you mean `duty`?"),
        (&["new", "spaceship", "x"], "--list"),
        (&["new", "duty"], "TITLE"),
        (&["new", "duty", "???"], "a letter or a digit"),
        (
            &["new", "duty", "x", "--owner", "mei-chn"],
            "did you mean `mei-chen`?",
        ),
    ] {
        let (_, said) = ends(desk.path(), 2, arguments);
        assert!(said.contains(hint), "{arguments:?}: {said}");
    }
    assert!(!desk.path().join("content/inbox").exists());
    assert!(read(desk.path(), "content/duties/gauge.md").contains("olivia-johnson"));
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

#[test]
fn a_review_says_when_and_by_whom() {
    let desk = desk();
    let mei = ("Somebody", "mei@TIDE.example");
    let reviewed = as_user(
        desk.path(),
        mei,
        &["review", "content/duties/gauge.md", "the form"],
    );
    assert_eq!(code(&reviewed), Some(0), "{}", talk(&reviewed));
    let gauge = read(desk.path(), "content/duties/gauge.md");
    assert!(
        gauge.contains("when: every day\nreviewed: 2026-11-24\nreviewed_by: mei-chen\n---\n"),
        "{gauge}"
    );
    assert!(read(desk.path(), "content/processes/deploy/form.md").contains("reviewed_by: mei-chen\n"));

    let by_name = ("olivia johnson", "");
    let again = as_user(
        desk.path(),
        by_name,
        &["--as-of", "2027-01-02", "review", "Read the gauge"],
    );
    assert_eq!(code(&again), Some(0), "{}", talk(&again));
    let gauge = read(desk.path(), "content/duties/gauge.md");
    assert!(
        gauge.contains("reviewed: 2027-01-02\nreviewed_by: olivia-johnson\n---\n"),
        "{gauge}"
    );

    let (_, said) = ends(
        desk.path(),
        0,
        &["review", "gauge", "index.md", "--as-of", "2027-01-03"],
    );
    assert!(
        said.contains("`reviewed_by` still says `olivia-johnson`"),
        "{said}"
    );
    assert_eq!(
        read(desk.path(), "content/index.md"),
        "---\nreviewed: 2027-01-03\n---\n\n# Home\n\nWelcome.\n"
    );
    let before = read(desk.path(), "content/duties/gauge.md");
    let (_, said) = ends(desk.path(), 0, &["review", "gauge", "--as-of", "2027-01-03"]);
    assert!(said.contains("today already"), "{said}");
    assert_eq!(read(desk.path(), "content/duties/gauge.md"), before);
}

#[test]
fn a_name_of_several_pages_lists_them() {
    let desk = desk();
    put(desk.path(), "content/notes/gauge.md", "# Gauge 7\n");
    let (_, said) = ends(desk.path(), 2, &["review", "gauge"]);
    assert!(
        said.contains("2 pages") && said.contains("  content/duties/gauge.md\n  content/notes/gauge.md"),
        "{said}"
    );
    ends(&desk.path().join("content/notes"), 0, &["review", "gauge.md"]);
    assert!(read(desk.path(), "content/notes/gauge.md").contains("reviewed: 2026-11-24"));
}

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
