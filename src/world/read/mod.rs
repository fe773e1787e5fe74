//! Everything that a build may know, read from the disk once.
//!
//! Takes a project's folder; gives [`Inputs`]. It must not know what any file means, except which
//! are Markdown and which a page asks to show.

mod content;
mod files;
mod includes;
mod project;
mod themes;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use jiff::civil::Date;

use crate::check::RULES;
use crate::config::{self, Config};
use crate::input::{Inputs, ThemeFiles};
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::path::Url;
use crate::words::text::Text;

pub use self::files::Files;
pub use self::project::find_root;

/// What the command line says over book.toml.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// What is emitted.
    pub audience: Option<Audience>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether leave dates are shown that nobody has announced.
    pub unannounced: bool,
    /// The day to take for today.
    pub as_of: Option<Date>,
    /// Where the site is written.
    pub destination: Option<PathBuf>,
    /// How much is read.
    pub extent: Extent,
}

/// How much of a project is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Everything that a build may know.
    #[default]
    Whole,
    /// The pages and what lies beside them, without theme and history.
    Pages,
    /// Of the pages only those in the folders of people and roles.
    People,
}

/// A project as it lies on the disk.
#[derive(Debug)]
pub struct Project {
    /// The folder that holds book.toml.
    pub root: PathBuf,
    /// The content folder.
    pub content: PathBuf,
    /// Where the site is written.
    pub destination: PathBuf,
    /// What a build may know.
    pub inputs: Inputs,
}

/// Reads a project. Content problems are findings; only a disk that cannot be read is an error.
///
/// `files` is what the last reading found, and then what this one did: what has not changed is not read again.
pub fn read(root: &Path, overrides: &Overrides, files: &mut Files) -> Result<Project> {
    let book = project::book(root)?;
    let environment = environment();
    let (mut config, mut findings) = config::read(book.as_ref(), &environment);
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    findings.extend(config::unknown_rules(book.as_ref(), &environment, &rules));
    if book.is_none() && !root.join(&config.book.src).is_dir() {
        // A folder of Markdown without anything else is a knowledge base too.
        ".".clone_into(&mut config.book.src);
    }
    let content = if config.book.src == "." {
        root.to_owned()
    } else {
        root.join(&config.book.src)
    };
    if !content.is_dir() {
        findings.push(no_content(&config, book.as_ref()));
    }
    let destination = destination(root, &config, overrides);
    let found = content::read(
        &content,
        &not_content(root, &config, &destination),
        &config,
        overrides.extent,
        files,
        &mut findings,
    )?;
    if content.is_dir() && found.sources.is_empty() {
        findings.push(no_pages(&config));
    }
    let sources = includes::attach(root, &config.book.src, found.sources);
    let beyond = match overrides.extent {
        Extent::Whole => Beyond::read(root, &config, book.as_ref(), &mut findings)?,
        Extent::Pages | Extent::People => Beyond::default(),
    };
    let (history, notes) = match overrides.extent {
        Extent::Whole => files.history.read(&content),
        Extent::Pages | Extent::People => Default::default(),
    };
    findings.extend(notes);
    let inputs = Inputs {
        today: overrides
            .as_of
            .or(config.build.as_of)
            .unwrap_or_else(|| jiff::Zoned::now().date()),
        audience: overrides.audience.unwrap_or(config.build.audience),
        drafts: overrides.drafts,
        unannounced: overrides.unannounced,
        sources,
        summary: found.summary,
        assets: found.assets,
        theme: beyond.theme,
        additional: beyond.additional,
        history,
        findings,
        config,
    };
    Ok(Project {
        root: root.to_owned(),
        content,
        destination,
        inputs,
    })
}

/// What a build needs beyond the pages.
#[derive(Default)]
struct Beyond {
    theme: ThemeFiles,
    additional: Vec<(Url, Arc<[u8]>)>,
}

impl Beyond {
    fn read(
        root: &Path,
        config: &Config,
        book: Option<&Text>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Self> {
        Ok(Self {
            theme: themes::read(root, config, book, findings)?,
            additional: additional(root, config, book, findings),
        })
    }
}

/// Where a project's site is written, read from book.toml alone.
pub fn written_to(root: &Path) -> Result<PathBuf> {
    let book = project::book(root)?;
    let (config, _) = config::read(book.as_ref(), &environment());
    Ok(destination(root, &config, &Overrides::default()))
}

fn environment() -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("PASSDOWN_"))
        .collect();
    pairs.sort();
    pairs
}

fn destination(root: &Path, config: &Config, overrides: &Overrides) -> PathBuf {
    match &overrides.destination {
        Some(destination) => destination.clone(),
        None => root.join(&config.build.build_dir),
    }
}

/// What lies in a content folder that is the whole project, and is no content.
fn not_content(root: &Path, config: &Config, destination: &Path) -> Vec<PathBuf> {
    let mut not = vec![destination.to_owned()];
    if config.book.src == "." {
        not.extend(["book.toml", "themes", "templates"].map(|name| root.join(name)));
    }
    not
}

fn no_content(config: &Config, book: Option<&Text>) -> Diagnostic {
    let message = format!("there is no folder `{}`", config.book.src);
    Diagnostic::blocking("no-content", in_book(book, &config.book.src), message).help(
        "make the folder and put Markdown files into it, or set `[book] src` to the one that holds them",
    )
}

fn no_pages(config: &Config) -> Diagnostic {
    let folder = match config.book.src.as_str() {
        "." => "this folder".to_owned(),
        src => format!("the folder `{src}`"),
    };
    let place = Place::of_file(&config.book.src.as_str().into());
    let finding = Diagnostic::warning("no-pages", place, format!("{folder} holds no Markdown"));
    finding.help("put a file such as `index.md` into it; one paragraph is enough")
}

/// Where book.toml speaks of something, as far as that can be told.
fn in_book(book: Option<&Text>, words: &str) -> Place {
    match book {
        Some(text) => {
            let at = text
                .content
                .find(&format!("\"{words}\""))
                .map_or(0..0, |at| at + 1..at + 1 + words.len());
            text.place(at)
        }
        None => Place::of_file(&"book.toml".into()),
    }
}

/// The style sheets and scripts that book.toml adds to each page.
fn additional(
    root: &Path,
    config: &Config,
    book: Option<&Text>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<(Url, Arc<[u8]>)> {
    let mut files = Vec::new();
    for path in config
        .html
        .additional_css
        .iter()
        .chain(&config.html.additional_js)
    {
        match (Url::new(path), std::fs::read(root.join(path))) {
            (Some(url), Ok(bytes)) => files.push((url, bytes.into())),
            (_, failed) => {
                let why = match failed {
                    Ok(_) => "it lies outside of the project".to_owned(),
                    Err(error) if error.kind() == ErrorKind::NotFound => "there is no such file".to_owned(),
                    Err(error) => error.to_string(),
                };
                let finding = Diagnostic::error(
                    "missing-file",
                    in_book(book, path),
                    format!("`{path}` cannot be read: {why}"),
                );
                findings.push(
                    finding.help("mend the path, which starts at the folder of book.toml, or take it out"),
                );
            }
        }
    }
    files
}
