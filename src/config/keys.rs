//! The one table of keys: where each stands, what it wants, its default, what it does, where it goes.
//!
//! Takes nothing; gives the rows and the questions that can be asked of them. It must not know how
//! a file is walked or how a finding reads.

use toml_edit::Value;

use super::Config;
use super::extra;
use super::kind::{
    AUDIENCE, BOOST, BUILD_DIR, BUILT_AUDIENCE, COLOURS, DARK_COLOURS, DATE, DIRECTION, EDIT_TEMPLATE, FILES,
    FLAG, FOLDER, Fault, GLOBS, HOST, LANGUAGE, LEVEL, PERIOD, RESULTS, SECONDS, SITE_URL, TARGET, TEXT,
    TEXTS, THREADS, WATCHED, WEB_ADDRESS,
};
use super::places;

/// One key that can be set.
pub(super) struct Key {
    /// The tables and the key, joined by dots; `*` stands for a name of the writer's own.
    pub(super) path: &'static str,
    /// What a value must be, as the end of "wanted …".
    pub(super) wanted: &'static str,
    /// The default as TOML; empty if the key has none.
    pub(super) default: &'static str,
    /// What it does, in a line.
    pub(super) doc: &'static str,
    /// Puts a value in its place; the text is the writer's own name, where the path has a `*`.
    pub(super) set: fn(&mut Config, &str, &Value) -> Result<(), Fault>,
}

/// One row: its reader is named once, so what is wanted and what is read cannot part.
macro_rules! key {
    ($path:literal, $kind:ident, $default:literal, $($field:ident).+, $doc:literal) => {
        Key { path: $path, wanted: $kind.wanted, default: $default, doc: $doc,
            set: |config, _, value| put(&mut config.$($field).+, ($kind.read)(value)) }
    };
    ($path:literal, $kind:ident, $default:literal, $map:ident[].$field:ident, $doc:literal) => {
        Key { path: $path, wanted: $kind.wanted, default: $default, doc: $doc,
            set: |config, name, value| {
                put(&mut config.$map.entry(name.to_owned()).or_default().$field, ($kind.read)(value))
            } }
    };
}

/// All keys, in the order of the reference page.
#[rustfmt::skip]
pub(super) static KEYS: &[Key] = &[
    key!("book.title", TEXT, "", book.title, "The site's name."),
    key!("book.authors", TEXTS, "[]", book.authors, "Who answers for the whole."),
    key!("book.description", TEXT, "", book.description, "One sentence on what the knowledge base is for."),
    key!("book.src", FOLDER, r#""content""#, book.src, "The folder that holds the pages."),
    key!("book.language", LANGUAGE, r#""en""#, book.language, "The language the pages are written in."),
    key!("book.text-direction", DIRECTION, r#""auto""#, book.text_direction,
        "Which way the text runs; `auto` follows the language."),
    key!("book.default-audience", AUDIENCE, r#""team""#, book.default_audience,
        "Who may read a page that does not say."),
    key!("build.build-dir", BUILD_DIR, r#""public""#, build.build_dir, "The folder that the site is written to."),
    key!("build.audience", BUILT_AUDIENCE, r#""team""#, build.audience,
        "Who the built site is for: pages for narrower audiences are left out."),
    key!("build.ignore", GLOBS, "[]", build.ignore, "Files below the content folder that are left out."),
    key!("build.as-of", DATE, "", build.as_of, "The day to take for today, so that a sample or a test stays the same."),
    key!("build.threads", THREADS, "", build.threads, "How many threads to use; one for each processor if not given."),
    key!("build.extra-watch-dirs", WATCHED, "[]", build.extra_watch_dirs,
        "Other folders whose changes make `serve` and `watch` build again."),
    key!("output.html.theme", FOLDER, r#""default""#, html.theme, "The theme: `default`, or a folder of your own."),
    key!("output.html.default-theme", COLOURS, r#""auto""#, html.default_theme,
        "The colours that a reader meets first; `auto` follows the reader's system."),
    key!("output.html.preferred-dark-theme", DARK_COLOURS, r#""dark""#, html.preferred_dark_theme,
        "The colours for readers whose system asks for dark ones."),
    key!("output.html.smart-punctuation", FLAG, "false", html.smart_punctuation,
        "Makes straight quotes and dashes in prose typographic."),
    key!("output.html.additional-css", FILES, "[]", html.additional_css, "Style sheets loaded after the theme's own."),
    key!("output.html.additional-js", FILES, "[]", html.additional_js, "Scripts loaded on every page."),
    key!("output.html.git-repository-url", WEB_ADDRESS, "", html.git_repository_url,
        "Where the source can be seen."),
    key!("output.html.edit-url-template", EDIT_TEMPLATE, "", html.edit_url_template,
        "Where a page can be edited."),
    key!("output.html.site-url", SITE_URL, "", html.site_url,
        "The address that the site is published at; feeds, the sitemap and `404.html` need it."),
    key!("output.html.cname", HOST, "", html.cname, "The site's own domain, written to a `CNAME` file."),
    key!("output.html.unsafe-html", FLAG, "false", html.unsafe_html,
        "Leaves raw HTML in pages as it is; for trusted writers only."),
    key!("output.html.search.enable", FLAG, "true", html.search.enable, "Whether the site has a search."),
    key!("output.html.search.limit-results", RESULTS, "30", html.search.limit_results, "The most results shown."),
    key!("output.html.search.boost-title", BOOST, "2.0", html.search.boost_title, "The weight of a match in a title."),
    key!("output.html.search.boost-hierarchy", BOOST, "1.0", html.search.boost_hierarchy,
        "The weight of a match in the headings above a text."),
    key!("output.html.search.boost-paragraph", BOOST, "1.0", html.search.boost_paragraph,
        "The weight of a match in running text."),
    key!("output.html.search.boost-questions", BOOST, "2.0", html.search.boost_questions,
        "The weight of a match in a page's `questions`."),
    Key { path: "output.html.redirect.*", wanted: TARGET.wanted, default: "",
        doc: "Sends readers of an old address to a new one: `\"/old.html\" = \"new.html\"`.",
        set: |config, name, value| {
            let (old, new) = (places::old_path(name)?, (TARGET.read)(value)?);
            config.html.redirect.insert(old, new);
            Ok(())
        } },
    key!("kinds.*.plural", TEXT, "", kinds[].plural, "The heading over several pages of the kind."),
    key!("kinds.*.icon", TEXT, "", kinds[].icon, "The name of the kind's icon."),
    key!("kinds.*.folders", TEXTS, "", kinds[].folders, "Top-level folders whose pages are of this kind."),
    key!("kinds.*.required", TEXTS, "", kinds[].required, "Fields that every page of the kind must have."),
    key!("kinds.*.review-in", PERIOD, "", kinds[].review_in, "How long a review holds: `6 months`, or `never`."),
    key!("kinds.*.template", FOLDER, "", kinds[].template, "The theme's template for pages of the kind."),
    key!("kinds.*.start", FOLDER, "", kinds[].start,
        "The file whose text `passdown new` starts a page of the kind with."),
    Key { path: "check.*", wanted: LEVEL.wanted, default: "",
        doc: "What becomes of the findings of the rule of this name.",
        set: |config, name, value| {
            config.check.insert(kebab(name), (LEVEL.read)(value)?);
            Ok(())
        } },
    key!("link-checker.skip-prefixes", TEXTS, "[]", link_checker.skip_prefixes,
        "Addresses that begin with one of these are not asked for."),
    key!("link-checker.skip-anchor-prefixes", TEXTS, "[]", link_checker.skip_anchor_prefixes,
        "Addresses that begin with one of these are not searched for the anchor."),
    key!("link-checker.timeout", SECONDS, "30", link_checker.timeout, "How many seconds to wait for an answer."),
    Key { path: "extra.*", wanted: "any value", default: "",
        doc: "Anything for the theme, given to templates as `config.extra`.",
        set: |config, name, value| {
            extra::merge(&mut config.extra, name, extra::json(value));
            Ok(())
        } },
];

/// Keys that decide what is published and where: a wrong value must stop the build, because the
/// default may publish more than the writer meant to, or overwrite something.
pub(super) const GATES: [&str; 5] = [
    "book.src",
    "book.default-audience",
    "build.build-dir",
    "build.audience",
    "build.ignore",
];

/// Whether the path is a gate, or a table that holds one.
pub(super) fn is_gate(path: &str) -> bool {
    let within = |gate: &str| {
        gate.strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    GATES.iter().any(|gate| within(gate))
}

/// The key at a path, with the writer's own name in it, or nothing.
pub(super) fn at(path: &[String]) -> Option<(&'static Key, &str)> {
    let key = KEYS.iter().find(|key| fits(key.path, path))?;
    let own = key.path.split('.').zip(path).find(|(part, _)| *part == "*");
    Some((key, own.map_or("", |(_, name)| name)))
}

/// Whether the path is a table that holds keys; the empty path is the whole file.
pub(super) fn is_table(path: &[String]) -> bool {
    KEYS.iter().any(|key| {
        let tables = key.path.rsplit_once('.').map_or("", |(tables, _)| tables);
        prefixes(tables).any(|table| fits(table, path))
    })
}

/// What may stand directly in a table: keys and tables, in the table's order, each once.
pub(super) fn children(path: &[String]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for key in KEYS {
        let parts: Vec<&'static str> = key.path.split('.').collect();
        let here =
            parts.len() > path.len() && parts.iter().zip(path).all(|(part, name)| part_fits(part, name));
        if here && !names.contains(&parts[path.len()]) && parts[path.len()] != "*" {
            names.push(parts[path.len()]);
        }
    }
    names
}

/// Whether a path, part by part, is what the pattern describes.
pub(super) fn fits(pattern: &str, path: &[String]) -> bool {
    let parts = pattern.split('.').filter(|part| !part.is_empty());
    parts.clone().count() == path.len() && parts.zip(path).all(|(part, name)| part_fits(part, name))
}

/// The kebab-case spelling of a name that may be in snake case.
pub(super) fn kebab(name: &str) -> String {
    name.replace('_', "-")
}

fn part_fits(part: &str, name: &str) -> bool {
    part == "*" || part == name || part == kebab(name)
}

/// Every table on the way to a path, from the root to the path itself.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices('.').map(|(at, _)| at);
    [0].into_iter()
        .chain(ends)
        .chain([path.len()])
        .map(|end| &path[..end])
}

/// Puts what was read into its slot; `From` lets one row shape serve plain and optional fields.
fn put<S: From<T>, T>(slot: &mut S, read: Result<T, Fault>) -> Result<(), Fault> {
    *slot = S::from(read?);
    Ok(())
}
