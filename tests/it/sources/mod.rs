//! The commands that work on the sources: `new`, `jot`, `review`, `transfer`, as people and scripts meet them.

mod jot;
mod new;
mod review;
mod transfer;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::project::{code, out, project, read, talk};

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
