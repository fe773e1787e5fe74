//! `init` in new, half-filled and hostile folders, and the starter under the project's own rules.

use std::fs;
use std::path::Path;

use passdown::cli::init::init;
use passdown::config;
use passdown::words::text::Text;
use tempfile::TempDir;

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder can be made")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the file is there and is text")
}

/// How many files the starter has, as the project's own folder tells it.
fn starter() -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/starter");
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_type().is_file()).count()
}

/// The title that a written book.toml says.
fn title(folder: &Path) -> Option<String> {
    let book = Text::new("book.toml", read(&folder.join("book.toml")));
    let (config, found) = config::read(Some(&book), &[]);
    assert!(found.is_empty(), "{found:?}");
    config.book.title
}

#[test]
fn a_new_folder_is_filled_and_the_next_steps_are_told() {
    let root = folder();
    let handbook = root.path().join("our-new_handbook");
    let lines = init(&handbook, None, false).expect("the folder is new");
    assert_eq!(title(&handbook).as_deref(), Some("Our new handbook"));
    for file in [".gitignore", "content/index.md", "content/people/alex-example.md"] {
        assert!(handbook.join(file).is_file(), "{file}");
    }
    let workflow = read(&handbook.join(".github/workflows/pages.yml"));
    let version = format!("--version {}\n", env!("CARGO_PKG_VERSION"));
    assert!(workflow.contains(&version) && workflow.contains("${{ github.token }}"));
    assert!(!workflow.contains("{{version}}"));
    let first = format!("“Our new handbook”: {} files written to ", starter());
    assert!(lines[0].starts_with(&first), "{}", lines[0]);
    let steps: Vec<_> = lines
        .iter()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    assert_eq!(steps.len(), 3);
    assert!(steps[0].contains("content/index.md") && steps[1].contains("passdown build --open"));
}

#[test]
fn any_title_is_safe_in_toml() {
    for wanted in [
        "Plain",
        "A \"quoted\" \\ title",
        "tab\tand\nline\u{1}",
        "{{title}} ${{ x }}",
        "Größe 名前",
    ] {
        let root = folder();
        init(root.path(), Some(wanted), false).expect("the folder is empty");
        assert_eq!(title(root.path()).as_deref(), Some(wanted));
    }
    let refused = init(folder().path(), Some("  "), false).expect_err("a title has letters");
    assert!(refused.to_string().contains("leave `--title` out"));
}

#[test]
fn a_new_repository_counts_as_empty() {
    let root = folder();
    fs::create_dir(root.path().join(".git")).expect("it can be made");
    for file in ["README.md", "LICENSE", "LICENSE-MIT", ".gitignore"] {
        fs::write(root.path().join(file), "mine").expect("it can be written");
    }
    let lines = init(root.path(), Some("Ours"), false).expect("it holds nothing of its own");
    assert_eq!(read(&root.path().join(".gitignore")), "mine");
    assert!(
        lines
            .iter()
            .any(|line| line.contains("add `/public` and `/.passdown`"))
    );
}

#[test]
fn a_folder_with_files_is_refused_and_with_force_kept() {
    let root = folder();
    fs::write(root.path().join("book.toml"), "[book]\ntitle = \"Old\"\n").expect("it can be written");
    fs::create_dir_all(root.path().join("content/people")).expect("it can be made");
    fs::write(root.path().join("content/index.md"), "Mine.").expect("it can be written");
    let refused = init(root.path(), Some("New"), false)
        .expect_err("it is not empty")
        .to_string();
    assert!(
        refused.contains("it holds `book.toml`") && refused.contains("`--force`"),
        "{refused}"
    );
    assert!(
        !root.path().join(".gitignore").exists(),
        "a refusal writes nothing"
    );

    let lines = init(root.path(), Some("New"), true).expect("it was forced");
    assert_eq!(title(root.path()).as_deref(), Some("Old"));
    assert_eq!(read(&root.path().join("content/index.md")), "Mine.");
    for kept in ["kept `book.toml`", "kept `content/index.md`"] {
        assert!(
            lines.iter().any(|line| line.starts_with(kept)),
            "{kept}: {lines:?}"
        );
    }
    assert!(
        lines[0].contains(&format!("{} files written", starter() - 2))
            && root.path().join("content/people/sam-example.md").exists()
    );

    let again = init(root.path(), None, true).expect("it was forced");
    assert!(again[0].contains("0 files written"), "{}", again[0]);
}

#[test]
fn a_file_is_no_folder() {
    let root = folder();
    let file = root.path().join("notes.md");
    fs::write(&file, "mine").expect("it can be written");
    for (at, force) in [
        (file.clone(), false),
        (file.clone(), true),
        (file.join("below"), true),
    ] {
        assert!(init(&at, Some("T"), force).is_err(), "{}", at.display());
    }
    let refused = init(&file, Some("T"), true)
        .expect_err("it is a file")
        .to_string();
    assert!(refused.contains("name a folder"), "{refused}");
    assert_eq!(read(&file), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_not_followed() {
    let (root, elsewhere) = (folder(), folder());
    let target = elsewhere.path().join("new.toml");
    std::os::unix::fs::symlink(&target, root.path().join("book.toml")).expect("it can be made");
    let lines = init(root.path(), Some("T"), true).expect("it was forced");
    assert!(!target.exists() && lines.iter().any(|line| line.starts_with("kept `book.toml`")));
}

#[test]
fn the_starter_builds_without_a_warning() {
    let root = folder();
    init(root.path(), Some("Ours"), false).expect("the folder is empty");
    let built = std::process::Command::new(env!("CARGO_BIN_EXE_passdown"))
        .args(["build", "--deny", "warnings"])
        .arg(root.path())
        .output()
        .expect("the program runs");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stdout)
    );
    assert!(root.path().join("public/index.html").is_file());
}
