//! Floor 1: everything that a build may know, as values.
//!
//! The top floor fills [`Inputs`]; nothing below asks the disk, the clock or the environment.

use std::sync::Arc;

use jiff::civil::Date;

use crate::config::Config;
use crate::history::History;
use crate::words::audience::Audience;
use crate::words::diagnostic::Diagnostic;
use crate::words::path::{SourcePath, Url, normalise};
use crate::words::text::Text;

/// A Markdown file with what it shows of other files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Where it lies below the content folder.
    pub path: SourcePath,
    /// What it says.
    pub text: Arc<Text>,
    /// The files that it shows.
    pub includes: Vec<Include>,
}

/// What became of a file that a page asks to show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Include {
    /// The file and region as the page writes them.
    pub wanted: String,
    /// The file's text, or why it cannot be shown.
    pub text: Result<Arc<str>, String>,
}

/// Any other file below the content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where it lies below the content folder.
    pub path: SourcePath,
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// The same as text, if it is UTF-8.
    pub text: Option<Arc<Text>>,
}

/// The files of the theme and of the site's own folder, the strongest layer first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ThemeFiles {
    /// The layers by name; a template that a stronger layer holds hides those of the same name below.
    pub layers: Vec<Layer>,
}

/// One folder of a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Layer {
    /// The prefix under which a template of this very layer can be extended, such as `default/`; may be empty.
    pub prefix: String,
    /// Templates by their name below `templates/`.
    pub templates: Vec<(String, Arc<Text>)>,
    /// Files published as they are.
    pub statics: Vec<(Url, Arc<[u8]>)>,
    /// What the interface says, by language: the files of `words/`.
    pub words: Vec<(String, Arc<Text>)>,
    /// `theme.toml`, if the layer has one.
    pub manifest: Option<Arc<Text>>,
}

/// Everything that a build may know.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// book.toml and what overrides it.
    pub config: Config,
    /// The Markdown files, by path.
    pub sources: Vec<Source>,
    /// `SUMMARY.md` at the content's root.
    pub summary: Option<Arc<Text>>,
    /// The other files, by path.
    pub assets: Vec<Asset>,
    /// The theme.
    pub theme: ThemeFiles,
    /// Files that book.toml adds to each page, found at these addresses.
    pub additional: Vec<(Url, Arc<[u8]>)>,
    /// When the Markdown files were changed.
    pub history: History,
    /// The day on which the site is true.
    pub today: Date,
    /// The widest audience's narrowest reader: what is emitted.
    pub audience: Audience,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether leave dates are shown that nobody has announced.
    pub unannounced: bool,
    /// What was wrong already while reading.
    pub findings: Vec<Diagnostic>,
}

/// Where a file that a page asks to show lies, from the project's root; or why it may not be shown.
///
/// A path that starts with `/` begins at the content folder `src`, any other at the page's own.
pub fn locate_include(src: &str, page: &SourcePath, wanted: &str) -> Result<String, String> {
    let folder = match wanted.starts_with('/') {
        true => src.to_owned(),
        false => format!("{src}/{}", page.folder()),
    };
    let path = normalise(&folder, wanted.trim_start_matches('/')).ok_or("it lies outside of the project")?;
    let parts = || path.split('/');
    if parts().any(|part| part.starts_with('.')) {
        return Err("hidden files are never shown".to_owned());
    }
    let is_private = |part: &str| part.eq_ignore_ascii_case("private");
    if parts().any(is_private) && !page.folders().any(|folder| folder.split('/').any(is_private)) {
        return Err("it lies in a private folder".to_owned());
    }
    let is_page = normalise(src, "")
        .is_some_and(|src| src.is_empty() || path.starts_with(&format!("{src}/")))
        && SourcePath::new(&path).is_some_and(|path| path.is_markdown());
    if is_page {
        return Err("it is a page: write `![[page]]` to show a page within another".to_owned());
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn includes_stay_inside_and_in_their_audience() {
        let at = |page: &str, wanted: &str| {
            locate_include("content", &SourcePath::new(page).expect("sound"), wanted)
        };
        assert_eq!(at("a/b.md", "x.sh").as_deref(), Ok("content/a/x.sh"));
        assert_eq!(at("a/b.md", "/x.sh").as_deref(), Ok("content/x.sh"));
        assert_eq!(at("a/b.md", "../../scripts/x.sh").as_deref(), Ok("scripts/x.sh"));
        for (page, wanted) in [
            ("b.md", "../../../etc/passwd"),
            ("b.md", "../.env"),
            ("b.md", "private/x.sh"),
            ("b.md", "c.md"),
        ] {
            assert!(at(page, wanted).is_err(), "{wanted}");
        }
        assert!(at("private/b.md", "x.sh").is_ok());
    }
}
