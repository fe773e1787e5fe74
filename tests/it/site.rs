//! Whole sites built by the program itself, and what lies in a built folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use passdown::config::Config;
use passdown::history::History;
use passdown::input::{Inputs, Source, ThemeFiles};
use passdown::theme::default_layer;
use passdown::words::audience::Audience;
use passdown::words::path::SourcePath;
use passdown::words::text::Text;
use walkdir::WalkDir;

/// What a run of the program ended with.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
}

/// The program, not yet started.
pub(crate) fn passdown(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passdown"));
    command.args(arguments).stdin(Stdio::null()).env_remove("DOUBT");
    command
}

/// Builds the project at `root` into the folder `to`, with overrides from the environment.
pub(crate) fn build(root: &Path, to: &Path, overrides: &[(&str, &str)]) -> Run {
    let text = |path: &Path| path.to_str().expect("the path is UTF-8").to_owned();
    let run = passdown(&[
        "build",
        &text(root),
        "--dest-dir",
        &text(to),
        "--format",
        "concise",
    ])
    .envs(overrides.iter().copied())
    .output()
    .expect("the program starts");
    let words = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
    Run {
        code: run.status.code(),
        out: words(run.stdout),
    }
}

/// Every file below a folder by its path, but for the manifest.
pub(crate) fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(root) {
        let entry = entry.expect("the folder can be read");
        if entry.file_type().is_file() && entry.file_name() != ".passdown-manifest" {
            let below = entry.path().strip_prefix(root).expect("it lies below");
            let path = below
                .iter()
                .map(|part| part.to_str().expect("names are UTF-8"))
                .collect::<Vec<_>>();
            files.insert(path.join("/"), fs::read(entry.path()).expect("it can be read"));
        }
    }
    files
}

/// Copies a folder with all that lies in it, but for hidden files and what earlier builds left.
pub(crate) fn copy(from: &Path, to: &Path) {
    let kept = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || name == "public" || name == "target")
    };
    for entry in WalkDir::new(from).into_iter().filter_entry(kept) {
        let entry = entry.expect("the folder can be read");
        let to = to.join(entry.path().strip_prefix(from).expect("it lies below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).expect("a folder can be made");
        } else {
            fs::copy(entry.path(), to).expect("a file can be copied");
        }
    }
}

/// What a build may know of a project that holds just these pages.
pub(crate) fn inputs(pages: impl IntoIterator<Item = (String, String)>) -> Inputs {
    let source = |(path, content): (String, String)| Source {
        text: Arc::new(Text::new(format!("content/{path}"), content)),
        path: SourcePath::new(&path).expect("a test's paths are sound"),
        includes: Vec::new(),
    };
    let mut sources: Vec<Source> = pages.into_iter().map(source).collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Inputs {
        config: Config::default(),
        sources,
        summary: None,
        assets: Vec::new(),
        theme: ThemeFiles {
            layers: vec![default_layer()],
        },
        additional: Vec::new(),
        history: History::default(),
        today: jiff::civil::date(2026, 11, 24),
        audience: Audience::Team,
        drafts: false,
        unannounced: false,
        findings: Vec::new(),
    }
}
