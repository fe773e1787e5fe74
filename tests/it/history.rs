//! Dates from git: real repositories with fixed dates, and everything that can be wrong with one.

use std::path::Path;
use std::process::{Command, Stdio};

use passdown::words::path::SourcePath;
use passdown::world::git::Known;
use tempfile::TempDir;

use crate::project::put;

/// A repository, whose commits are made on days that a test names.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let repository = Self(folder);
        repository.git("2026-01-01", &["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, path: &str, content: &str) -> &Self {
        put(self.path(), path, content);
        self
    }

    /// Commits all that lies there, and gives the commit's name.
    fn commit(&self, day: &str) -> String {
        self.git(day, &["add", "--all"]);
        self.git(day, &["commit", "--quiet", "--allow-empty", "--message=x"]);
        self.git(day, &["rev-parse", "HEAD"])
    }

    fn git(&self, day: &str, arguments: &[&str]) -> String {
        git(self.path(), day, arguments)
    }

    /// What each page's last change is, and what was noted.
    fn told(&self, pages: &[&str]) -> (Vec<String>, Vec<&'static str>) {
        told(&self.path().join("content"), pages)
    }

    fn last(&self, page: &str) -> String {
        self.told(&[page]).0.remove(0)
    }
}

fn git(folder: &Path, day: &str, arguments: &[&str]) -> String {
    let date = format!("{day}T12:00:00+00:00");
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "user.name=Olivia",
            "-c",
            "user.email=o@example.org",
            "-c",
            "commit.gpgSign=false",
        ])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::null())
        .output()
        .expect("git runs");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {words}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn told(content: &Path, pages: &[&str]) -> (Vec<String>, Vec<&'static str>) {
    let (history, notes) = Known::default().read(content);
    let last = |page: &&str| {
        let path = SourcePath::new(page).expect("a test's paths are sound");
        history
            .of(&path)
            .map_or("never".to_owned(), |changes| changes.last.to_string())
    };
    let notes = notes.iter().map(|note| note.rule).collect();
    (pages.iter().map(last).collect(), notes)
}

#[test]
fn a_page_is_as_old_as_its_text() {
    let repository = Repository::new();
    repository.put("content/a.md", "---\nowner: priya\n---\nText.\n");
    repository.put("content/b.md", "Other.\n").commit("2026-01-01");
    repository
        .put("content/a.md", "---\nowner: priya\n---\nText, longer.\n")
        .commit("2026-02-01");
    for day in 1..=9 {
        let page = format!("---\nowner: olivia\nreviewed: 2026-03-0{day}\n---\nText, longer.\n");
        repository
            .put("content/a.md", &page)
            .commit(&format!("2026-03-0{day}"));
    }
    repository.put("content/new.md", "Nobody has committed it.\n");
    repository.put("content/b.md", "Other, and not committed.\n");
    let (days, notes) = repository.told(&["a.md", "b.md", "new.md"]);
    assert_eq!(days, ["2026-02-01", "2026-01-01", "never"]);
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn first_and_last_day() {
    let repository = Repository::new();
    repository.put("content/a.md", "One.\n").commit("2026-01-05");
    repository.put("content/a.md", "Two.\n").commit("2026-02-06");
    let (history, _) = Known::default().read(&repository.path().join("content"));
    let changes = history
        .of(&SourcePath::new("a.md").expect("sound"))
        .expect("it was committed");
    assert_eq!(
        changes.first.map(|day| day.to_string()).as_deref(),
        Some("2026-01-05")
    );
    assert_eq!(changes.last.to_string(), "2026-02-06");
}

#[test]
fn commits_that_only_reformat_do_not_count() {
    let repository = Repository::new();
    repository
        .put("content/a.md", "One.\nTwo.\n")
        .commit("2026-01-01");
    let reformatted = repository.put("content/a.md", "One. Two.\n").commit("2026-05-01");
    let remarks = format!("# Lines were joined\n{reformatted} # in spring\n\nnonsense\n");
    repository
        .put(".git-blame-ignore-revs", &remarks)
        .commit("2026-05-02");
    assert_eq!(repository.last("a.md"), "2026-01-01");
}

#[test]
fn a_moved_page_keeps_its_day() {
    let repository = Repository::new();
    repository.put("content/a.md", "One.\n").commit("2026-01-01");
    repository.put("content/a.md", "Two.\n").commit("2026-02-01");
    std::fs::create_dir(repository.path().join("content/b")).expect("it is new");
    repository.git("2026-03-01", &["mv", "content/a.md", "content/b/c.md"]);
    repository.commit("2026-03-01");
    repository
        .put("content/a.md", "Another one.\n")
        .commit("2026-04-01");
    let (days, _) = repository.told(&["b/c.md", "a.md"]);
    assert_eq!(days, ["2026-02-01", "2026-04-01"]);
}

#[test]
fn a_merge_by_itself_changes_nothing() {
    let repository = Repository::new();
    repository
        .put("content/a.md", "One.\n")
        .put("content/b.md", "One.\n")
        .commit("2026-01-01");
    repository.git("2026-01-01", &["switch", "--quiet", "--create", "side"]);
    repository.put("content/a.md", "Two.\n").commit("2026-02-01");
    repository.git("2026-01-01", &["switch", "--quiet", "main"]);
    repository.put("content/b.md", "Two.\n").commit("2026-03-01");
    repository.git("2026-04-01", &["merge", "--quiet", "--no-edit", "side"]);
    let (days, _) = repository.told(&["a.md", "b.md"]);
    assert_eq!(days, ["2026-02-01", "2026-03-01"]);
}

#[test]
fn odd_names_and_other_files() {
    let repository = Repository::new();
    let pages = ["ü – ö.md", "a b\"c.MD", "x.markdown", "[a]*.md", "-n.md"];
    for page in pages {
        repository.put(&format!("content/{page}"), "Text.\n");
    }
    repository
        .put("content/picture.png", "1")
        .put("other/d.md", "Text.\n")
        .commit("2026-01-01");
    let (days, _) = repository.told(&pages);
    assert_eq!(days, ["2026-01-01"; 5]);
    let (days, _) = repository.told(&["picture.png", "d.md", "other/d.md"]);
    assert_eq!(days, ["never"; 3]);
}

#[test]
fn a_shallow_clone_says_so_and_dates_only_what_it_knows() {
    let repository = Repository::new();
    repository
        .put("content/a.md", "One.\n")
        .put("content/b.md", "One.\n")
        .commit("2026-01-01");
    repository.put("content/b.md", "Two.\n").commit("2026-02-01");
    repository.put("content/b.md", "Three.\n").commit("2026-03-01");
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let source = format!("file://{}", repository.path().display());
    git(
        folder.path(),
        "2026-04-01",
        &["clone", "--quiet", "--depth=2", &source, "clone"],
    );
    let (days, notes) = told(&folder.path().join("clone/content"), &["a.md", "b.md"]);
    assert_eq!(days, ["never", "2026-03-01"]);
    assert_eq!(notes, ["shallow-clone"]);
}

#[test]
fn a_second_checkout_has_the_same_history() {
    let repository = Repository::new();
    repository.put("content/a.md", "One.\n").commit("2026-01-01");
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let place = folder.path().join("second");
    let place = place.to_str().expect("the path is text");
    repository.git(
        "2026-01-01",
        &["worktree", "add", "--quiet", "-b", "second", place],
    );
    assert_eq!(
        told(&folder.path().join("second/content"), &["a.md"]).0,
        ["2026-01-01"]
    );
}

#[test]
fn without_a_repository_or_a_commit_there_is_nothing_to_say() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    std::fs::create_dir(folder.path().join("content")).expect("it is new");
    assert_eq!(
        told(&folder.path().join("content"), &["a.md"]),
        (vec!["never".to_owned()], vec![])
    );
    let repository = Repository::new();
    repository.put("content/a.md", "One.\n");
    assert_eq!(repository.told(&["a.md"]), (vec!["never".to_owned()], vec![]));
}

#[test]
fn what_a_repository_is_configured_to_run_is_not_run() {
    let repository = Repository::new();
    repository.put("content/a.md", "One.\n").commit("2026-01-01");
    repository.put("content/a.md", "Two.\n").commit("2026-02-01");
    let trap = repository.path().join("trap");
    let command = format!("touch {}", trap.display());
    for key in [
        "core.pager",
        "pager.log",
        "core.fsmonitor",
        "diff.external",
        "gpg.program",
        "core.sshCommand",
    ] {
        repository.git("2026-01-01", &["config", key, &command]);
    }
    for key in ["log.showSignature", "log.follow", "color.ui"] {
        repository.git(
            "2026-01-01",
            &["config", key, if key == "color.ui" { "always" } else { "true" }],
        );
    }
    repository.git("2026-01-01", &["config", "log.showRoot", "false"]);
    assert_eq!(repository.last("a.md"), "2026-02-01");
    assert!(!trap.exists());
}

#[test]
fn history_is_read_again_only_after_a_commit() {
    let repository = Repository::new();
    let content = repository.path().join("content");
    repository.put("content/a.md", "One.\n").commit("2026-01-01");
    let mut known = Known::default();
    let path = SourcePath::new("a.md").expect("sound");
    let last = |known: &mut Known| {
        known
            .read(&content)
            .0
            .of(&path)
            .map(|changes| changes.last.to_string())
    };
    assert_eq!(last(&mut known).as_deref(), Some("2026-01-01"));
    // Without its objects git could tell nothing any more, so what is told was remembered.
    let (objects, aside) = (
        repository.path().join(".git/objects"),
        repository.path().join("aside"),
    );
    std::fs::rename(&objects, &aside).expect("they can be moved");
    assert_eq!(last(&mut known).as_deref(), Some("2026-01-01"));
    assert_eq!(last(&mut Known::default()), None);
    std::fs::rename(&aside, &objects).expect("they can be moved back");
    repository.put("content/a.md", "Two.\n").commit("2026-02-01");
    assert_eq!(last(&mut known).as_deref(), Some("2026-02-01"));
    // References in one file change it just as well.
    repository.git("2026-02-01", &["pack-refs", "--all"]);
    assert_eq!(last(&mut known).as_deref(), Some("2026-02-01"));
}

/// What `passdown check` prints of rules about history, with this script in place of git, or no git at all.
#[cfg(unix)]
fn checked(git: Option<&str>) -> String {
    use std::os::unix::fs::PermissionsExt;
    let repository = Repository::new();
    repository.put("content/index.md", "One.\n").commit("2026-01-01");
    let programs = tempfile::tempdir().expect("there is room for a folder");
    if let Some(script) = git {
        let program = programs.path().join("git");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("it can be written");
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).expect("it is ours");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_passdown"))
        .args(["check", "--format", "concise"])
        .current_dir(repository.path())
        .env("PATH", programs.path())
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "it never fails a check");
    String::from_utf8(output.stdout).expect("output is text")
}

#[cfg(unix)]
#[test]
fn whatever_git_does_the_site_is_built() {
    for (git, expected) in [
        (None, "the program `git` cannot be run"),
        (
            Some("echo 'fatal: out of memory' >&2; exit 128"),
            "git failed: out of memory",
        ),
        (Some("kill -9 $$"), "git failed"),
        (
            Some("echo \"fatal: detected dubious ownership in repository at '/srv/x'\" >&2; exit 128"),
            "git does not trust this folder",
        ),
    ] {
        let printed = checked(git);
        assert!(
            printed.contains("note[no-history]") && printed.contains(expected),
            "{git:?}: {printed}"
        );
    }
    for silent in [
        "exit 0",
        "printf '\\0\\0:x\\0:1 2 3 4 R\\0'",
        "printf '%099999d' 0",
    ] {
        assert_eq!(checked(Some(silent)), "", "{silent}");
    }
}
