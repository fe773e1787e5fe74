//! The loop of `serve` and `watch`: wait for a ring, read, build, hand over, tell.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use rayon::ThreadPool;

use super::{Common, report};
use crate::build::{self, Build, Memo};
use crate::input::{Inputs, locate_include};
use crate::markdown::includes::split;
use crate::words::diagnostic::{Diagnostic, Severity};
use crate::words::memo::Doubt;
use crate::world::changes;
use crate::world::read::{self, Files, Overrides, Project};
use crate::world::terminal::{self, Format};
use crate::world::watch::{Bell, Depth, Fallback, Folders};

/// How many changed files a line names.
const NAMED: usize = 2;

/// What one ring led to, for whoever shows the site.
pub(super) enum Step<'a> {
    /// A site whose search is still that of the last one.
    Unsearched(&'a Build),
    /// A whole site.
    Site(&'a Project, Build),
    /// A build that something blocks; the site stays as it is.
    Blocked(&'a [Diagnostic]),
    /// The project could not be read; the site stays as it is.
    Unread(&'a anyhow::Error),
}

/// Builds a project again and again.
pub(super) struct Rebuild {
    root: PathBuf,
    overrides: Overrides,
    common: Common,
    bell: Bell,
    doubt: Doubt,
    files: Files,
    pool: Option<(usize, ThreadPool)>,
    memo: Memo,
    last: Option<Inputs>,
    told: BTreeSet<String>,
    unread: Option<String>,
}

impl Rebuild {
    /// Nothing is read yet.
    pub(super) fn new(root: PathBuf, overrides: Overrides, common: &Common, poll: bool) -> Self {
        let (bell, fallback) = Bell::new(&root, poll);
        fell_back(fallback, common);
        let doubt = match std::env::var_os("DOUBT") {
            Some(_) => Doubt::Yes,
            None => Doubt::No,
        };
        Self {
            root,
            overrides,
            common: common.clone(),
            bell,
            doubt,
            files: Files::default(),
            pool: None,
            memo: Memo::default(),
            last: None,
            told: BTreeSet::new(),
            unread: None,
        }
    }

    /// Runs until `show` fails.
    ///
    /// `show` says in a few words what became of the site.
    pub(super) fn run(&mut self, mut show: impl FnMut(Step<'_>) -> Result<String>) -> Result<()> {
        loop {
            self.once(&mut show)?;
            fell_back(self.bell.wait(), &self.common);
        }
    }

    /// Reads the project, and builds it if anything differs from the last time.
    pub(super) fn once(&mut self, show: &mut impl FnMut(Step<'_>) -> Result<String>) -> Result<()> {
        let began = Instant::now();
        let project = match read::read(&self.root, &self.overrides, &mut self.files) {
            Ok(project) => project,
            Err(error) if self.last.is_none() => return Err(error),
            Err(error) => {
                let words = format!("{error:#}");
                if self.unread.as_ref() != Some(&words) {
                    report::say(&self.common, &format!("{words}; the site stays as it was"));
                    show(Step::Unread(&error))?;
                    self.unread = Some(words);
                }
                return Ok(());
            }
        };
        let fallback = self.bell.watch(folders(&project), &project.destination);
        fell_back(fallback, &self.common);
        let mut changed = match &self.last {
            Some(last) => changes::between(last, &project.inputs),
            None => vec!["everything".to_owned()],
        };
        if self.unread.take().is_some() && changed.is_empty() {
            changed.push("what could not be read".to_owned());
        }
        if changed.is_empty() {
            return Ok(());
        }
        let (built, memo) = self.built(&project.inputs, show)?;
        let (pages, mut diagnostics) = (built.pages, built.diagnostics.clone());
        let blocked = built.severity() == Some(Severity::Blocking);
        let became = if blocked {
            show(Step::Blocked(&diagnostics))?
        } else {
            show(Step::Site(&project, built))?
        };
        let took = began.elapsed().as_millis();
        self.memo = memo;
        self.tell(&mut diagnostics)?;
        let what = match changed.len() {
            0..=NAMED => changed.join(", "),
            many => format!("{many} files"),
        };
        let summary = terminal::summary(&diagnostics);
        let pages = report::pages(pages);
        report::say(
            &self.common,
            &format!("{what}: {pages} in {took} ms, {summary}{became}"),
        );
        self.last = Some(project.inputs);
        Ok(())
    }

    fn built(
        &mut self,
        inputs: &Inputs,
        show: &mut impl FnMut(Step<'_>) -> Result<String>,
    ) -> Result<(Build, Memo)> {
        let threads = inputs.config.build.threads.unwrap_or(0);
        let pool = match self.pool.take().filter(|(count, _)| *count == threads) {
            Some((_, pool)) => pool,
            None => super::build::pool(threads)?,
        };
        let memo = std::mem::take(&mut self.memo);
        let mut unsearched = pool.install(|| build::unsearched(inputs, memo, self.doubt));
        terminal::sort(&mut unsearched.build.diagnostics);
        let is_blocked = unsearched.build.severity() == Some(Severity::Blocking);
        if !is_blocked && self.last.is_some() {
            show(Step::Unsearched(&unsearched.build))?;
        }
        let built = pool.install(|| unsearched.searched(inputs, self.doubt));
        self.pool = Some((threads, pool));
        Ok(built)
    }

    /// Prints the findings that were not there before.
    fn tell(&mut self, diagnostics: &mut [Diagnostic]) -> Result<()> {
        let format = match self.common.format {
            Format::Full => Format::Concise,
            other => other,
        };
        let mut told = BTreeSet::new();
        let mut new = Vec::new();
        for found in diagnostics.iter() {
            let mut line = Vec::new();
            terminal::write(std::slice::from_ref(found), Format::Concise, false, &mut line)?;
            let line = String::from_utf8_lossy(&line).into_owned();
            if !self.told.contains(&line) {
                new.push(found.clone());
            }
            told.insert(line);
        }
        self.told = told;
        report::findings(
            &mut new,
            &Common {
                format,
                ..self.common.clone()
            },
        )
    }
}

fn fell_back(fallback: Option<Fallback>, common: &Common) {
    if let Some(Fallback(words)) = fallback {
        report::say(common, &words);
    }
}

/// The folders whose files a build of the project reads.
fn folders(project: &Project) -> Folders {
    let root = &project.root;
    let mut folders = Folders::from([(root.clone(), Depth::Flat)]);
    let mut add = |folder: &Path, depth: Depth| {
        let known = folders.entry(folder.to_owned()).or_insert(depth);
        *known = depth.max(*known);
    };
    add(&project.content, Depth::Deep);
    for name in ["themes", "templates"] {
        add(&root.join(name), Depth::Deep);
    }
    let html = &project.inputs.config.html;
    let src = &project.inputs.config.book.src;
    let includes = project.inputs.sources.iter().flat_map(|source| {
        let wanted = source.includes.iter().map(|include| split(&include.wanted).0);
        wanted.filter_map(|wanted| locate_include(src, &source.path, wanted).ok())
    });
    let others = html.additional_css.iter().chain(&html.additional_js).cloned();
    for file in includes.chain(others) {
        if let Some(folder) = root.join(file).parent()
            && !folder.starts_with(&project.content)
        {
            add(folder, Depth::Flat);
        }
    }
    folders
}
