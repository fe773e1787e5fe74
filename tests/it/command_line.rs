//! The command line as scripts meet it: exit codes, streams, options.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::project::{self, code, out, project, put, read, talk};

const SOUND: &str = "# Gauges\n\nRead them at noon.\n";
const WARNING: &str = "# Gauges\n\nAsk the [[Harbour master]].\n";
const ERROR: &str = "# Gauges\n\nSee [the huts](huts.md).\n";
const BLOCKING: &str = "---\nslug: index\n---\n# Gauges\n";

/// Runs a command line without quotes.
fn passdown(folder: &Path, arguments: &str) -> Output {
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    project::passdown(folder, &arguments)
}

/// A knowledge base of a home page and one other page.
fn base(page: &str) -> TempDir {
    project(&[
        ("book.toml", "[book]\ntitle = \"Tide Desk\"\n"),
        ("content/index.md", "# Home\n\nWelcome.\n"),
        ("content/gauge.md", page),
    ])
}

#[test]
fn exit_codes_tell_how_grave_it_is() {
    for (page, build, denied) in [(SOUND, 0, 0), (WARNING, 0, 1), (ERROR, 1, 1), (BLOCKING, 2, 2)] {
        for (command, expected) in [
            ("build", build),
            ("check", build),
            ("build --deny warnings", denied),
            ("check --deny warnings", denied),
        ] {
            let folder = base(page);
            let output = passdown(folder.path(), command);
            assert_eq!(code(&output), Some(expected), "{command} of {page:?}");
            let writes = command.starts_with("build") && page != BLOCKING;
            assert_eq!(
                folder.path().join("public").exists(),
                writes,
                "{command} of {page:?}"
            );
        }
    }
}

#[test]
fn one_finding_in_four_formats() {
    let folder = base(ERROR);
    let print = |format: &str| {
        let output = passdown(folder.path(), &format!("check --format {format}"));
        assert_eq!(code(&output), Some(1));
        out(&output).to_owned()
    };
    let message = "there is no page or file `huts.md`";
    let place = "content/gauge.md:3:16";
    assert_eq!(
        print("concise"),
        format!("{place}: error[broken-link]: {message}\n")
    );
    let full = print("full");
    for part in [
        message,
        place,
        "error[broken-link]",
        "See [the huts](huts.md).",
        "^^^^^^^",
        "help",
    ] {
        assert!(full.contains(part), "{part} is missing:\n{full}");
    }
    assert!(!full.contains('\u{1b}'), "no colours where nobody looks");
    assert_eq!(
        passdown(folder.path(), "check").stdout,
        full.into_bytes(),
        "full is the usual one"
    );
    let json: serde_json::Value = serde_json::from_str(&print("json")).expect("one object a line");
    assert_eq!(
        (&json["rule"], &json["severity"], &json["message"]),
        (&"broken-link".into(), &"error".into(), &message.into())
    );
    assert_eq!(
        (&json["path"], &json["line"], &json["column"]),
        (&"content/gauge.md".into(), &3.into(), &16.into())
    );
    assert!(json["help"].is_string());
    let github = print("github");
    assert!(
        github.starts_with("::error file=content/gauge.md,line=3,col=16,title=broken-link::"),
        "{github}"
    );
    assert!(github.contains(message), "{github}");
    assert_eq!(code(&passdown(folder.path(), "check --format xml")), Some(2));
}

#[test]
fn findings_and_talk_go_separate_ways() {
    let folder = base(ERROR);
    for command in ["build", "check"] {
        let output = passdown(folder.path(), command);
        assert!(out(&output).contains("broken-link"));
        assert!(
            !talk(&output).contains("broken-link"),
            "{command}: {}",
            talk(&output)
        );
        assert!(talk(&output).contains("1 error"), "{command}: {}", talk(&output));
        assert!(!out(&output).contains("1 error"), "{command}");
        let quiet = passdown(folder.path(), &format!("{command} -q"));
        assert_eq!(quiet.stdout, output.stdout, "{command}");
        assert_eq!(talk(&quiet), "", "{command}");
        assert_eq!(code(&quiet), Some(1), "{command}");
    }
}

#[test]
fn a_blocked_build_keeps_the_old_site() {
    let folder = base(SOUND);
    assert_eq!(code(&passdown(folder.path(), "build")), Some(0));
    let before = read(folder.path(), "public/gauge.html");
    for (path, content) in [
        ("content/gauge.md", BLOCKING),
        ("book.toml", "[book\n"),
        ("templates/page.html", "{% if"),
    ] {
        let good = std::fs::read_to_string(folder.path().join(path)).ok();
        put(folder.path(), path, content);
        let output = passdown(folder.path(), "build");
        assert_eq!(code(&output), Some(2), "{path}");
        assert!(talk(&output).contains("nothing was written"), "{}", talk(&output));
        assert_eq!(read(folder.path(), "public/gauge.html"), before, "{path}");
        match good {
            Some(good) => put(folder.path(), path, &good),
            None => std::fs::remove_file(folder.path().join(path)).expect("it was just written"),
        }
    }
    assert_eq!(code(&passdown(folder.path(), "build")), Some(0));
}

#[test]
fn a_folder_of_markdown_is_enough() {
    let folder = project(&[("gauge.md", SOUND), ("sea/tide.md", "The tide comes.\n")]);
    assert_eq!(code(&passdown(folder.path(), "build")), Some(0));
    assert!(read(folder.path(), "public/gauge.html").contains("Read them at noon."));
    assert!(read(folder.path(), "public/sea/tide.html").contains("The tide comes."));
    // The site of the first build is no content of the second.
    let again = passdown(folder.path(), "build");
    assert_eq!(code(&again), Some(0));
    assert!(talk(&again).contains("0 written"), "{}", talk(&again));
}

#[test]
fn the_nearest_book_is_built_from_anywhere_inside() {
    let folder = base(SOUND);
    put(folder.path(), "content/sea/tide.md", "The tide comes.\n");
    assert_eq!(
        code(&passdown(&folder.path().join("content/sea"), "build")),
        Some(0)
    );
    assert!(folder.path().join("public/sea/tide.html").exists());
    assert!(!folder.path().join("content/sea/public").exists());
}

#[test]
fn a_named_folder_is_built_instead() {
    let around = project(&[
        ("one/content/a.md", SOUND),
        ("two/content/b.md", SOUND),
        ("book.toml", "nonsense"),
    ]);
    assert_eq!(code(&passdown(around.path(), "build two")), Some(0));
    assert!(around.path().join("two/public/b.html").exists());
    assert!(!around.path().join("one/public").exists());
    let missing = passdown(around.path(), "build three");
    assert_eq!(code(&missing), Some(2));
    assert!(talk(&missing).contains("`three`"), "{}", talk(&missing));
}

#[test]
fn the_site_goes_where_it_is_told_to() {
    let folder = base(SOUND);
    // A path on the command line starts at the current folder, one in book.toml at book.toml.
    assert_eq!(
        code(&passdown(&folder.path().join("content"), "build -d ../out/site")),
        Some(0)
    );
    assert!(folder.path().join("out/site/gauge.html").exists());
    assert!(!folder.path().join("public").exists());
    for unsafe_place in [".", "..", "content", "content/site", "/"] {
        let output = passdown(folder.path(), &format!("build -d {unsafe_place}"));
        assert_eq!(code(&output), Some(2), "{unsafe_place}");
        assert!(talk(&output).contains("cannot be written"), "{}", talk(&output));
    }
    assert_eq!(read(folder.path(), "content/gauge.md"), SOUND);
}

#[test]
fn cleaning_keeps_what_others_wrote() {
    let folder = base(SOUND);
    assert_eq!(code(&passdown(folder.path(), "build")), Some(0));
    put(folder.path(), "public/CNAME", "tide.example");
    put(folder.path(), "public/sea/note.txt", "mine");
    let output = passdown(folder.path(), "clean");
    assert_eq!(code(&output), Some(0));
    assert!(talk(&output).contains("2 files"), "{}", talk(&output));
    assert_eq!(read(folder.path(), "public/CNAME"), "tide.example");
    assert_eq!(read(folder.path(), "public/sea/note.txt"), "mine");
    assert!(!folder.path().join("public/gauge.html").exists());
    assert_eq!(read(folder.path(), "content/gauge.md"), SOUND);
    assert_eq!(
        code(&passdown(folder.path(), "clean")),
        Some(0),
        "nothing to clean is no fault"
    );
    assert_eq!(code(&passdown(folder.path(), "clean -d content")), Some(2));
    assert_eq!(read(folder.path(), "content/gauge.md"), SOUND);
}

#[test]
fn the_environment_overrides_the_book() {
    let folder = base(SOUND);
    let built = Command::new(env!("CARGO_BIN_EXE_passdown"))
        .arg("build")
        .current_dir(folder.path())
        .env("PASSDOWN_BOOK__TITLE", "Harbour Desk")
        .env("PASSDOWN_BUILD__BUILD_DIR", "elsewhere")
        .output()
        .expect("the program starts");
    assert_eq!(code(&built), Some(0));
    let home = read(folder.path(), "elsewhere/gauge.html");
    assert!(home.contains("Harbour Desk") && !home.contains("Tide Desk"));
}

#[test]
fn private_pages_are_refused() {
    let folder = base(SOUND);
    let output = passdown(folder.path(), "build --audience private");
    assert_eq!(code(&output), Some(2));
    assert!(
        talk(&output).contains("no build emits private pages"),
        "{}",
        talk(&output)
    );
    assert_eq!(
        code(&passdown(folder.path(), "build --audience everybody")),
        Some(2)
    );
    assert!(!folder.path().join("public").exists());
}

#[test]
fn today_may_be_named() {
    let folder = base(SOUND);
    assert_eq!(
        code(&passdown(folder.path(), "build --as-of 2026-11-24")),
        Some(0)
    );
    let output = passdown(folder.path(), "build --as-of tomorrow");
    assert_eq!(code(&output), Some(2));
    assert!(talk(&output).contains("tomorrow"), "{}", talk(&output));
}

#[test]
fn wrong_words_end_with_two_and_a_hint() {
    let folder = base(SOUND);
    for (arguments, hint) in [
        ("biuld", "build"),
        ("build --draft", "--drafts"),
        ("check --deny errors", "warnings"),
    ] {
        let output = passdown(folder.path(), arguments);
        assert_eq!(code(&output), Some(2), "{arguments}");
        assert!(talk(&output).contains(hint), "{}", talk(&output));
    }
    for arguments in ["--help", "build --help", "--version"] {
        let output = passdown(folder.path(), arguments);
        assert_eq!(code(&output), Some(0), "{arguments}");
        assert!(
            out(&output).to_lowercase().contains("passdown"),
            "{arguments}: {}",
            out(&output)
        );
    }
}

#[test]
fn completions_are_sound_shell() {
    let folder = TempDir::new().expect("there is room for a folder");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = passdown(folder.path(), &format!("completions {shell}"));
        assert_eq!(code(&output), Some(0), "{shell}");
        assert!(out(&output).contains("check"), "{shell}");
    }
    let script = passdown(folder.path(), "completions bash").stdout;
    std::fs::write(folder.path().join("passdown.bash"), script).expect("the script can be written");
    match Command::new("bash")
        .args(["-n", "passdown.bash"])
        .current_dir(folder.path())
        .output()
    {
        Ok(parsed) => assert!(
            parsed.status.success(),
            "{}",
            String::from_utf8_lossy(&parsed.stderr)
        ),
        Err(_) => println!("there is no bash here: its completions are not tried"),
    }
}

#[test]
fn a_closed_pipe_is_no_fault_of_ours() {
    let folder = base(ERROR);
    for number in 0..400 {
        put(folder.path(), &format!("content/notes/page-{number}.md"), ERROR);
    }
    let script = r#""$0" check --format full | head -1"#;
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_passdown")])
        .current_dir(folder.path())
        .output();
    let Ok(output) = output else { return };
    assert!(out(&output).contains("broken-link"));
    assert!(
        !talk(&output).contains("panicked") && !talk(&output).contains("pipe"),
        "{}",
        talk(&output)
    );
}
