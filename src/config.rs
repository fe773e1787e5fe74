//! Floor 1: what the writer of `book.toml` asks for.
//!
//! Takes the file's text and the environment as plain values; gives a [`Config`] that is always
//! usable, and everything that is wrong with what was read. All keys stand in one table
//! (`config/keys.rs`), from which come reading, suggestions, overrides and the reference page.
//! It must not know the disk, the real environment, the built-in kinds or the names of the checks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::words::audience::Audience;
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;

mod complaint;
mod depth;
mod environment;
mod extra;
mod foreign;
mod keys;
mod kind;
mod places;
mod rules;
mod syntax;
mod walk;

#[cfg(test)]
mod tests;

pub use rules::unknown_rules;

/// Everything that can be asked for; each field is a table of `book.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What the knowledge base is: `[book]`.
    pub book: Book,
    /// What a build reads and emits: `[build]`.
    pub build: Build,
    /// How the site looks and behaves: `[output.html]`.
    pub html: Html,
    /// Kinds added or changed, by name: `[kinds.NAME]`. The built-in kinds are not in here.
    pub kinds: BTreeMap<String, KindTable>,
    /// What becomes of a rule's findings, by the rule's kebab-case name: `[check]`.
    pub check: BTreeMap<String, Level>,
    /// How addresses outside of the site are checked: `[link-checker]`.
    pub link_checker: LinkChecker,
    /// Whatever the theme wants to know: `[extra]`. Dates are text here, since JSON has none.
    pub extra: Map<String, Value>,
}

/// The knowledge base itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// The site's name, if one was given.
    pub title: Option<String>,
    /// Who answers for the whole.
    pub authors: Vec<String>,
    /// One sentence on what it is for.
    pub description: Option<String>,
    /// The content folder from the project's root, without `.`, `..` or a trailing slash; `.` is the root itself.
    pub src: String,
    /// A BCP 47 tag such as `en` or `pt-BR`.
    pub language: String,
    /// `ltr`, `rtl`, or `auto` for what the language implies.
    pub text_direction: String,
    /// Who may read a page that does not say.
    pub default_audience: Audience,
}

/// What a build reads and emits.
#[derive(Clone, Debug, PartialEq)]
pub struct Build {
    /// Where the site is written, as the writer named it: perhaps absolute or outside of the
    /// project, so the caller must check that it is safe to write there.
    pub build_dir: String,
    /// The widest promise of the build: it emits this audience and those wider; never private.
    pub audience: Audience,
    /// Globs, each known to compile, of content that is left out.
    pub ignore: Vec<String>,
    /// The day to take for today.
    pub as_of: Option<Date>,
    /// How many threads, 1 to 256; one for each processor if not given.
    pub threads: Option<usize>,
    /// Folders whose changes rebuild the site too; they may lie outside of the project.
    pub extra_watch_dirs: Vec<String>,
}

/// How the site looks and behaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Html {
    /// `default`, or a theme folder from the project's root.
    pub theme: String,
    /// The colours a reader meets first: `auto`, `light` or `dark`.
    pub default_theme: String,
    /// The colours for readers whose system asks for dark ones: `light` or `dark`.
    pub preferred_dark_theme: String,
    /// Whether straight quotes and dashes in prose are made typographic.
    pub smart_punctuation: bool,
    /// Style sheets from the project's root, loaded after the theme's.
    pub additional_css: Vec<String>,
    /// Scripts from the project's root, loaded on every page.
    pub additional_js: Vec<String>,
    /// Where the source repository can be seen: an absolute http(s) address.
    pub git_repository_url: Option<String>,
    /// Where a page can be edited; `{path}` stands for the page's path.
    pub edit_url_template: Option<String>,
    /// The site's absolute http(s) address, always with a trailing slash.
    pub site_url: Option<String>,
    /// The site's own domain, a bare host name in lower case.
    pub cname: Option<String>,
    /// Whether raw HTML in pages is left as it is.
    pub unsafe_html: bool,
    /// The search: `[output.html.search]`.
    pub search: Search,
    /// Old path → new path or address: `[output.html.redirect]`. Old paths are as written.
    pub redirect: BTreeMap<String, String>,
}

/// How the search weighs what it finds; a boost of 1 changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// Whether there is a search at all.
    pub enable: bool,
    /// The most results shown, 1 to 1000.
    pub limit_results: usize,
    /// The weight of a match in a title.
    pub boost_title: f64,
    /// The weight of a match in the headings above the text.
    pub boost_hierarchy: f64,
    /// The weight of a match in running text.
    pub boost_paragraph: f64,
    /// The weight of a match in a page's `questions`.
    pub boost_questions: f64,
}

/// One `[kinds.NAME]`: what is `None` keeps the built-in kind's value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindTable {
    /// The heading over several of them.
    pub plural: Option<String>,
    /// The icon's name.
    pub icon: Option<String>,
    /// Top-level folders whose pages are of this kind.
    pub folders: Option<Vec<String>>,
    /// Fields that a page of this kind must have.
    pub required: Option<Vec<String>>,
    /// How long a review holds, in the words of the front matter field; not yet understood here.
    pub review_in: Option<String>,
    /// The theme template that renders it.
    pub template: Option<String>,
    /// The file, from the project's root, whose text `passdown new` starts a page with.
    pub start: Option<String>,
}

/// How addresses outside of the site are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkChecker {
    /// Addresses that begin so are not asked for.
    pub skip_prefixes: Vec<String>,
    /// Addresses that begin so are asked for, but not searched for the anchor.
    pub skip_anchor_prefixes: Vec<String>,
    /// How many seconds to wait for an answer, 1 to 600.
    pub timeout: usize,
}

/// What becomes of a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// They are errors.
    Deny,
    /// They are warnings.
    Warn,
    /// They are not shown.
    Allow,
}

/// Reads `book.toml`, if there is one, then the `PASSDOWN_TABLE__KEY` pairs of the environment over it.
///
/// The configuration can always be used: what could not be read keeps its default. Whoever builds
/// must still stop at a blocking finding, since then the default may publish more than was asked.
pub fn read(file: Option<&Text>, environment: &[(String, String)]) -> (Config, Vec<Diagnostic>) {
    let mut config = Config::default();
    let mut found = file.map_or_else(Vec::new, |text| syntax::file(&mut config, text));
    found.extend(environment::overrides(&mut config, environment));
    (config, found)
}

/// The rows of the reference page, in its order: path, what is wanted, the default as TOML (empty
/// if there is none), and what it does. A `*` in a path stands for a name of the writer's own.
pub fn reference() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    let rows = keys::KEYS.iter();
    rows.map(|key| (key.path, key.wanted, key.default, key.doc))
        .collect()
}

impl Default for Book {
    fn default() -> Self {
        Self {
            title: None,
            authors: Vec::new(),
            description: None,
            src: "content".to_owned(),
            language: "en".to_owned(),
            text_direction: "auto".to_owned(),
            default_audience: Audience::Team,
        }
    }
}

impl Default for Build {
    fn default() -> Self {
        Self {
            build_dir: "public".to_owned(),
            audience: Audience::Team,
            ignore: Vec::new(),
            as_of: None,
            threads: None,
            extra_watch_dirs: Vec::new(),
        }
    }
}

impl Default for Html {
    fn default() -> Self {
        Self {
            theme: "default".to_owned(),
            default_theme: "auto".to_owned(),
            preferred_dark_theme: "dark".to_owned(),
            smart_punctuation: false,
            additional_css: Vec::new(),
            additional_js: Vec::new(),
            git_repository_url: None,
            edit_url_template: None,
            site_url: None,
            cname: None,
            unsafe_html: false,
            search: Search::default(),
            redirect: BTreeMap::new(),
        }
    }
}

impl Default for Search {
    fn default() -> Self {
        Self {
            enable: true,
            limit_results: 30,
            boost_title: 2.0,
            boost_hierarchy: 1.0,
            boost_paragraph: 1.0,
            boost_questions: 2.0,
        }
    }
}

impl Default for LinkChecker {
    fn default() -> Self {
        Self {
            skip_prefixes: Vec::new(),
            skip_anchor_prefixes: Vec::new(),
            timeout: 30,
        }
    }
}
