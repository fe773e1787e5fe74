//! The pages as commands see them that work on the sources: all of them, drafts and private ones too.
//!
//! Takes what somebody types; gives pages, people and files, or an error that says what could have
//! been meant. It must not know what a command does with them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use globset::GlobBuilder;

use super::Common;
use crate::build;
use crate::site::{Found, PageId, Site, find, nearest_person};
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::text::Text;
use crate::world::edit;
use crate::world::git::User;
use crate::world::read::{self, Extent, Files, Overrides, Project};

/// How many pages a message about an ambiguous name lists.
const LISTED: usize = 10;

/// A project and its pages.
pub(super) struct Sources {
    pub(super) project: Project,
    pub(super) site: Site,
}

impl Sources {
    /// Reads the knowledge base around the current folder, without what only a build needs.
    pub(super) fn read(common: &Common) -> Result<Self> {
        Self::with(common, Extent::Pages)
    }

    /// Reads as much of the knowledge base around the current folder.
    pub(super) fn with(common: &Common, extent: Extent) -> Result<Self> {
        let root = read::find_root(None)?;
        let overrides = Overrides {
            audience: Some(Audience::Private),
            drafts: true,
            unannounced: true,
            as_of: common.as_of,
            extent,
            ..Overrides::default()
        };
        let project = read::read(&root, &overrides, &mut Files::default())?;
        let is_nothing = project.inputs.sources.is_empty() && extent != Extent::People;
        if is_nothing && !root.join("book.toml").is_file() {
            bail!("there is no knowledge base here: go to its folder, or start one with `passdown init`");
        }
        let site = build::site(&project.inputs);
        Ok(Self { project, site })
    }

    /// The pages that somebody names, by path, folder, glob, file name, title or alias.
    pub(super) fn pages(&self, words: &[String]) -> Result<BTreeSet<PageId>> {
        let mut pages = BTreeSet::new();
        for word in words {
            let found = match self.below(word)? {
                found if found.is_empty() => vec![self.page(word)?],
                found => found,
            };
            pages.extend(found);
        }
        Ok(pages)
    }

    /// The one page that somebody names, by path, file name, title or alias.
    pub(super) fn page(&self, name: &str) -> Result<PageId> {
        let inside = self.inside(Path::new(name));
        let tries = [inside.as_deref().unwrap_or(name)];
        match find(&self.site, &tries).swap_remove(0) {
            Found::One(page) => Ok(page),
            Found::Several(pages) => bail!("{}", self.several(name, &pages)),
            Found::Nothing(Some(near)) => bail!("there is no page `{name}`: did you mean `{near}`?"),
            Found::Nothing(None) => {
                bail!("there is no page `{name}`: name it by its path, its title or an alias")
            }
        }
    }

    fn several(&self, name: &str, pages: &[PageId]) -> String {
        let mut lines = vec![format!(
            "`{name}` names {} pages; say which by its path:",
            pages.len()
        )];
        lines.extend(
            pages
                .iter()
                .take(LISTED)
                .map(|page| format!("  {}", self.shown(*page))),
        );
        if pages.len() > LISTED {
            lines.push(format!("  and {} more", pages.len() - LISTED));
        }
        lines.join("\n")
    }

    /// The pages that a path, folder or glob stands for; none if it is neither.
    fn below(&self, word: &str) -> Result<Vec<PageId>> {
        if let Some(inside) = self.inside(Path::new(word)) {
            let all =
                |path: &str| inside.is_empty() || path == inside || path.starts_with(&format!("{inside}/"));
            return Ok(self.matching(all));
        }
        if !word.contains(['*', '?', '[', '{']) || word.contains("[[") {
            return Ok(Vec::new());
        }
        let glob = GlobBuilder::new(word).literal_separator(true).build();
        let glob = glob
            .with_context(|| format!("`{word}` is no pattern"))?
            .compile_matcher();
        let src = &self.project.inputs.config.book.src;
        let found = self.matching(|path| glob.is_match(path) || glob.is_match(format!("{src}/{path}")));
        if found.is_empty() {
            bail!("no page's path fits `{word}`: put it in quotes if the shell should leave it alone");
        }
        Ok(found)
    }

    fn matching(&self, fits: impl Fn(&str) -> bool) -> Vec<PageId> {
        let pages = self.site.pages.iter().enumerate();
        pages
            .filter(|(_, page)| fits(page.document.path.as_str()))
            .map(|(id, _)| id)
            .collect()
    }

    /// Where a path leads from the content folder, if it leads to something in it: from the current
    /// folder, else from the project's or the content folder.
    fn inside(&self, path: &Path) -> Option<String> {
        let content = self.project.content.canonicalize().ok()?;
        let starts = [Path::new("."), &self.project.root, &content];
        let real = starts.iter().find_map(|start| {
            let real = start.join(path).canonicalize().ok()?;
            real.starts_with(&content).then_some(real)
        })?;
        let below = real.strip_prefix(&content).ok()?.to_str()?;
        Some(below.replace('\\', "/"))
    }

    /// The person or role of a name, or the name that was perhaps meant.
    pub(super) fn person(&self, name: &str) -> Option<PageId> {
        self.site.people.get(&name.trim().to_lowercase()).copied()
    }

    /// Says that nobody goes by a name, and who was perhaps meant.
    pub(super) fn nobody(&self, name: &str) -> anyhow::Error {
        match nearest_person(&self.site, name) {
            Some(near) => anyhow::anyhow!("there is no person `{name}`: did you mean `{near}`?"),
            None => anyhow::anyhow!(
                "there is no person `{name}`: write their page first with `passdown new person \"{name}\"`"
            ),
        }
    }

    /// The person at the keyboard, and what git calls them.
    pub(super) fn me(&self) -> (Option<PageId>, User) {
        let me = User::of(&self.project.root);
        let has_email = |page: &&PageId| {
            let email = self.site.pages[**page].document.front.text("email");
            me.email.is_some() && email.map(str::to_lowercase) == me.email.as_deref().map(str::to_lowercase)
        };
        let by_email = self.site.people.values().find(has_email).copied();
        let by_name = || me.name.as_deref().and_then(|name| self.person(name));
        (by_email.or_else(by_name), me)
    }

    /// The file name of a person's page, by which front matter names them.
    pub(super) fn name(&self, person: PageId) -> &str {
        self.site.pages[person].document.path.stem()
    }

    /// A page's file as people name it.
    pub(super) fn shown(&self, page: PageId) -> &str {
        &self.site.pages[page].document.text.file
    }

    /// A page's file.
    pub(super) fn file(&self, page: PageId) -> PathBuf {
        self.project
            .content
            .join(self.site.pages[page].document.path.as_str())
    }

    /// A page's text as its file holds it, to the byte; or the finding that says why nobody can change it.
    pub(super) fn text(&self, page: PageId) -> Result<Result<Text, Diagnostic>> {
        let shown: Arc<str> = self.shown(page).into();
        Ok(match edit::text(&self.file(page))? {
            Some(text) => Ok(Text::new(shown, text)),
            None => Err(
                Diagnostic::error("not-utf8", Place::of_file(&shown), "this file is not UTF-8")
                    .help("save it as UTF-8 in your editor; until then it is left as it is"),
            ),
        })
    }
}
