//! `passdown init`: a first knowledge base in a folder.
//!
//! Takes a folder and a title; writes the starter's files into it and gives the lines to tell the
//! user. A file that is there already is never written over. It must not know what the pages say.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use include_dir::{Dir, File, include_dir};

use super::{Common, report};
use crate::words::words_of::words_of;
use crate::world::edit;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder to write into [default: this one]
    #[arg(value_name = "DIR", default_value = ".", hide_default_value = true)]
    folder: PathBuf,
    /// What the knowledge base is called [default: the folder's name in words]
    #[arg(long)]
    title: Option<String>,
    /// Write what is missing into a folder that is not empty; every file that is there is kept
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    for line in init(&arguments.folder, arguments.title.as_deref(), arguments.force)? {
        report::say(common, &line);
    }
    Ok(ExitCode::SUCCESS)
}

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/starter");

/// Starter files whose name begins with a dot in the project; cargo packs no such file.
const DOTTED: &[&str] = &["gitignore", "github"];
/// What a folder may hold and still count as empty, in lower case, without an extension.
const HARMLESS: &[&str] = &[
    ".git",
    ".gitignore",
    ".gitattributes",
    "readme",
    "license",
    "licence",
    "copying",
];

/// Writes a first knowledge base into a folder, which is made if need be.
///
/// The title is else the folder's name in words. A folder that holds anything but what a new
/// repository has is refused, unless `force` is set; what it holds is kept in any case.
///
/// # Errors
///
/// When the folder is refused or cannot be written; the message says what to do.
pub fn init(folder: &Path, title: Option<&str>, force: bool) -> Result<Vec<String>> {
    let found = first_found(folder)?;
    if let (Some(name), false) = (found, force) {
        bail!(
            "`{}` is not empty: it holds `{name}`; choose a new folder, or add `--force`, which writes what is \
             missing and keeps every file that is there",
            folder.display()
        );
    }
    let title = match title.map(str::trim) {
        Some("") => {
            bail!("a knowledge base needs a title: write one after `--title`, or leave `--title` out")
        }
        Some(title) => title.to_owned(),
        None => title_of(folder)?,
    };
    let mut kept = Vec::new();
    let mut written = 0;
    for file in files(&STARTER) {
        let path = target(file.path());
        let content = filled(file, &title).with_context(|| format!("the starter's `{path}` is not text"))?;
        match edit::create(&folder.join(&path), &content)? {
            true => written += 1,
            false => kept.push(path),
        }
    }
    Ok(told(folder, &title, written, &kept))
}

/// The first thing in the folder that a new repository would not hold; `None` also if there is no folder.
fn first_found(folder: &Path) -> Result<Option<String>> {
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            bail!("`{}` is a file: name a folder to write into", folder.display())
        }
        Err(error) => {
            let what = format!(
                "`{}` cannot be read: choose a folder that you may read",
                folder.display()
            );
            return Err(error).context(what);
        }
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("`{}` cannot be read", folder.display()))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names.into_iter().find(|name| !is_harmless(name)))
}

fn is_harmless(name: &str) -> bool {
    let name = name.to_lowercase();
    let stem = match name.strip_prefix('.') {
        Some(_) => &name,
        None => name.split(['.', '-']).next().unwrap_or_default(),
    };
    HARMLESS.contains(&stem)
}

/// The folder's own name in words, also where it was written as `.`.
fn title_of(folder: &Path) -> Result<String> {
    let absolute = match folder.canonicalize() {
        Ok(real) => real,
        Err(_) => std::path::absolute(folder)
            .with_context(|| format!("`{}` is no folder's name", folder.display()))?,
    };
    let name = absolute.file_name().map(|name| words_of(&name.to_string_lossy()));
    Ok(name.unwrap_or_else(|| "Knowledge base".to_owned()))
}

/// All files of a folder and those below it, by path.
fn files<'a>(folder: &'a Dir<'a>) -> Vec<&'a File<'a>> {
    let mut files: Vec<_> = folder.files().collect();
    files.extend(folder.dirs().flat_map(|below| self::files(below)));
    files.sort_by_key(|file| file.path());
    files
}

/// Where a starter file goes, with `/` between its parts.
fn target(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let first = path.split('/').next().unwrap_or_default();
    if DOTTED.contains(&first) {
        return format!(".{path}");
    }
    path
}

/// A starter file with the title or the version put in, where it is a file that has a place for one.
fn filled(file: &File<'_>, title: &str) -> Option<String> {
    let content = file.contents_utf8()?;
    let is_workflow = file.path().starts_with("github");
    Some(if file.path() == Path::new("book.toml") {
        content.replace("{{title}}", &toml_escaped(title))
    } else if is_workflow {
        content.replace("{{version}}", env!("CARGO_PKG_VERSION"))
    } else {
        content.to_owned()
    })
}

/// A text as it stands between the quotes of a TOML string.
fn toml_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => escaped.push(c),
        }
    }
    escaped
}

/// What the user should know, and the three things to do next.
fn told(folder: &Path, title: &str, written: usize, kept: &[String]) -> Vec<String> {
    let files = if written == 1 { "file" } else { "files" };
    let shown: PathBuf = folder.components().collect();
    let shown = shown.display();
    let mut lines = vec![format!("“{title}”: {written} {files} written to `{shown}`")];
    lines.extend(kept.iter().map(|path| match path.as_str() {
        ".gitignore" => {
            "kept `.gitignore`: add `/public` and `/.passdown` to it, which no repository needs".to_owned()
        }
        path => format!("kept `{path}`, which was there already"),
    }));
    lines.push("What to do next:".to_owned());
    lines.push(format!(
        "1. Open `{}`: it says what to write first.",
        shown_in(folder, "content/index.md")
    ));
    lines.push(format!(
        "2. Run `passdown build --open {}` to see it in your browser.",
        quoted(&shown.to_string())
    ));
    lines.push("3. Push the folder to GitHub: `.github/workflows/pages.yml` publishes it.".to_owned());
    lines
}

fn shown_in(folder: &Path, file: &str) -> String {
    let path: PathBuf = folder.join(file).components().collect();
    path.display().to_string()
}

/// A path as one word of a shell.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\._-:".contains(c);
    if path.chars().all(is_plain) && !path.starts_with('-') {
        return path.to_owned();
    }
    format!("\"{path}\"")
}
