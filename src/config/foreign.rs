//! Other generators' keys: those that mean one of ours, and those that we deliberately do not have.
//!
//! Takes paths; gives our path, or why a key is ignored. It must not know values.

use super::keys::{children as children_of, fits};
use crate::words::nearest::nearest;

/// Spellings of other generators → our path. They read as ours, without a word.
static SAME: &[(&str, &str)] = &[
    ("base-url", "output.html.site-url"),
    ("title", "book.title"),
    ("description", "book.description"),
    ("author", "book.authors"),
    ("default-language", "book.language"),
    ("theme", "output.html.theme"),
    ("output-dir", "build.build-dir"),
    ("ignored-content", "build.ignore"),
    ("build-search-index", "output.html.search.enable"),
    ("output.html.curly-quotes", "output.html.smart-punctuation"),
];

/// mdBook's and Zola's keys that have no counterpart here, and what to do instead.
static IGNORED: &[(&str, &str)] = &[
    ("book.multilingual", "a knowledge base has one `language`"),
    (
        "build.create-missing",
        "a link to nothing is listed as a wanted page",
    ),
    ("build.use-default-preprocessors", PREPROCESSOR),
    ("rust", "code in pages is not run"),
    ("preprocessor", PREPROCESSOR),
    (
        "output.html.mathjax-support",
        "math is always on, and needs no script",
    ),
    ("output.html.git-repository-icon", THEME),
    ("output.html.git-branch", "name the branch in `edit-url-template`"),
    ("output.html.fold", THEME),
    ("output.html.playground", "code in pages is not run"),
    ("output.html.print", "every page prints well by itself"),
    ("output.html.code", "code in pages is not run"),
    ("output.html.no-section-label", THEME),
    ("output.html.copy-fonts", THEME),
    ("output.html.hash-files", THEME),
    ("output.html.sidebar-header-nav", THEME),
    ("output.html.input-404", "the theme makes `404.html`"),
    ("output.html.google-analytics", "readers are not tracked"),
    ("output.html.livereload-url", "`serve` reloads by itself"),
    ("output.html.search.use-boolean-and", SEARCH),
    ("output.html.search.teaser-word-count", SEARCH),
    ("output.html.search.expand", SEARCH),
    ("output.html.search.heading-split-level", SEARCH),
    ("output.html.search.copy-js", SEARCH),
    (
        "output.html.search.chapter",
        "a page with `status: archived` leaves the default search",
    ),
    ("output.*", "the only output is `[output.html]`"),
    ("link-checker.internal-level", LEVELS),
    ("link-checker.external-level", LEVELS),
    ("compile-sass", THEME),
    ("minify-html", THEME),
    ("hard-link-static", THEME),
    ("generate-feed", FEED),
    ("generate-feeds", FEED),
    ("generate-sitemap", "a sitemap is made when `site-url` is known"),
    ("generate-robots-txt", THEME),
    ("feed-filename", FEED),
    ("feed-filenames", FEED),
    ("feed-limit", FEED),
    (
        "taxonomies",
        "every page may have `tags`, without being told so here",
    ),
    (
        "markdown",
        "Markdown's extensions are always on; see `[output.html] smart-punctuation`",
    ),
    ("languages", "a knowledge base has one `language`"),
    ("translations", THEME),
    ("slugify", "addresses are the files' own names"),
    ("search", "the search is set in `[output.html.search]`"),
];

const PREPROCESSOR: &str = "what preprocessors do is built in, or a theme's work";
const THEME: &str = "a theme decides this";
const SEARCH: &str = "the search does this by itself";
const LEVELS: &str = "set the rule's level in `[check]`";
const FEED: &str = "the feed needs no setting";

/// Our path for another generator's spelling.
pub(super) fn ours(path: &[String]) -> Option<Vec<String>> {
    let (_, ours) = SAME.iter().find(|(theirs, _)| fits(theirs, path))?;
    Some(ours.split('.').map(str::to_owned).collect())
}

/// Why a key of another generator is ignored, and what there is instead.
///
/// Ask only about paths that are neither a key nor a table of ours. A slip in one of our own names
/// is nobody else's key, so `[output.htm]` gives nothing.
pub(super) fn ignored(path: &[String]) -> Option<&'static str> {
    let (theirs, instead) = IGNORED.iter().find(|(theirs, _)| fits(theirs, path))?;
    let (name, table) = path.split_last()?;
    let slip = theirs.ends_with('*') && nearest(name, children_of(table)).is_some();
    (!slip).then_some(*instead)
}

/// The other spellings that may stand directly in a table.
pub(super) fn children(table: &[String]) -> impl Iterator<Item = &'static str> {
    SAME.iter().filter_map(|(theirs, _)| {
        let (parents, name) = theirs.rsplit_once('.').unwrap_or(("", theirs));
        fits(parents, table).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keys;

    #[test]
    fn the_tables_agree_with_the_keys() {
        let parts = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
        for (theirs, ours) in SAME {
            assert!(keys::at(&parts(ours)).is_some(), "{ours} is a key");
            assert!(keys::at(&parts(theirs)).is_none(), "{theirs} is no key");
        }
        for (theirs, _) in IGNORED.iter().filter(|(theirs, _)| !theirs.contains('*')) {
            let path = parts(theirs);
            assert!(
                keys::at(&path).is_none() && !keys::is_table(&path),
                "{theirs} is not ours"
            );
        }
    }
}
