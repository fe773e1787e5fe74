//! Floor 5: the one page that a build is.
//!
//! `Source --parse--> Document --link--> Site --view--> View --render--> Output`, and nothing else:
//! a pure function of its inputs, which the memo can only make faster.

mod plan;
mod print;

use std::sync::Arc;

use rayon::prelude::*;

use self::plan::Plan;
use self::print::indexed;
use crate::audience::{self, Policy};
use crate::check;
use crate::config::Config;
use crate::document::{self, ParseInput, Parsed};
use crate::input::Inputs;
use crate::kinds::{Kind, Kinds};
use crate::markdown;
use crate::output::{Output, Outputs};
use crate::search;
use crate::site::{self, Naming, Site};
use crate::theme::Rendered;
use crate::view::Showing;
use crate::wording::Words;
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Severity};
use crate::words::digest::Digest;
use crate::words::memo::{self, Doubt, Table};
use crate::words::path::Url;

/// What a build gives.
#[derive(Debug)]
pub struct Build {
    /// Every published file. Empty when something blocks the build.
    pub outputs: Outputs,
    /// What is wrong, in no order.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages somebody wrote and this build shows.
    pub pages: usize,
}

impl Build {
    /// The gravest finding.
    pub fn severity(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|finding| finding.severity).max()
    }
}

/// What one build remembers for the next.
#[derive(Default)]
pub struct Memo {
    parsed: Table<Parsed>,
    searched: Table<Vec<Diagnostic>>,
    rendered: Table<Rendered>,
    told: Table<Vec<(Url, Output)>>,
    index: search::Memo,
    plan: Option<Plan>,
}

/// A site that is all there but for the files of its search.
pub struct Unsearched {
    /// What is built so far.
    pub build: Build,
    memo: Memo,
}

/// Builds a site, recalling from `memo` what has not changed.
pub fn build(inputs: &Inputs, memo: Memo, doubt: Doubt) -> (Build, Memo) {
    unsearched(inputs, memo, doubt).searched(inputs, doubt)
}

impl Unsearched {
    /// Adds the files of the search, with the same inputs as before.
    pub fn searched(mut self, inputs: &Inputs, doubt: Doubt) -> (Build, Memo) {
        let is_blocked = self.build.severity() == Some(Severity::Blocking);
        if let Some(plan) = self.memo.plan.as_ref().filter(|_| !is_blocked) {
            let (files, index) = indexed(inputs, plan, &self.memo.index, doubt);
            self.build.outputs.extend(files);
            self.memo.index = index;
        }
        (self.build, self.memo)
    }
}

/// Builds all of a site but its search, which takes longest and can wait while somebody writes.
pub fn unsearched(inputs: &Inputs, mut memo: Memo, doubt: Doubt) -> Unsearched {
    let kinds = kinds(&inputs.config);
    let (parsed, parsed_memo) = memo::map(&memo.parsed, parse_inputs(inputs, &kinds), document::parse, doubt);

    let policy = policy(inputs, &kinds);
    let mut diagnostics = inputs.findings.clone();
    diagnostics.extend(parsed.iter().flat_map(|parsed| told(parsed, policy)));
    let plan = Plan::of(inputs, &parsed, policy, memo.plan.take(), doubt);
    let texts = check::published(&plan.site, &inputs.sources).into_par_iter();
    let (secrets, searched_memo) = memo::map(&memo.searched, texts, |text| check::secrets(text), doubt);
    diagnostics.extend(secrets.iter().flat_map(|found| found.iter().cloned()));
    diagnostics.extend(plan.found.iter().cloned());

    let printed = plan.press.as_ref().map(|press| {
        let (printed, faults) = print::print(inputs, &plan, press, &memo, doubt);
        diagnostics.extend(faults);
        printed
    });
    let build = Build {
        diagnostics: check::apply(&inputs.config.check, check::without_echo(diagnostics)),
        outputs: Outputs::new(),
        pages: plan.site.pages.len(),
    };
    let is_blocked = build.severity() == Some(Severity::Blocking);
    memo = Memo {
        parsed: parsed_memo,
        searched: searched_memo,
        plan: Some(plan),
        ..memo
    };
    let mut unsearched = Unsearched { build, memo };
    // What something blocks has shown little, so the last good build serves the next one better.
    if let Some(printed) = printed.filter(|_| !is_blocked) {
        unsearched.build.outputs = printed.outputs;
        unsearched.memo.rendered = printed.rendered;
        unsearched.memo.told = printed.told;
    }
    unsearched
}

/// The pages of all audiences, drafts too, related: what a command looks at that works on the sources.
pub fn site(inputs: &Inputs) -> Site {
    let kinds = kinds(&inputs.config);
    let parsed = parse_inputs(inputs, &kinds).map(|input| document::parse(&input).document);
    let policy = Policy {
        audience: Audience::Private,
        drafts: true,
        unannounced: true,
        ..policy(inputs, &kinds)
    };
    let kept = audience::keep(parsed.collect(), inputs.assets.clone(), policy);
    let (words, _) = words(inputs);
    let naming = Naming {
        title: title(inputs, &words),
        summary: None,
        redirects: &inputs.config.html.redirect,
    };
    site::link(kept, Kinds::clone(&kinds), &naming).0
}

/// The built-in kinds with book.toml's changes to them.
pub fn kinds(config: &Config) -> Arc<Kinds> {
    let mut kinds = Kinds::built_in();
    for (name, table) in &config.kinds {
        let old = kinds.get(name).cloned().unwrap_or_else(|| Kind {
            name: name.clone(),
            plural: format!("{name}s"),
            icon: "note".to_owned(),
            folders: vec![name.clone(), format!("{name}s")],
            ..Kind::default()
        });
        let table = table.clone();
        kinds = kinds.with(Kind {
            plural: table.plural.unwrap_or(old.plural),
            icon: table.icon.unwrap_or(old.icon),
            folders: table.folders.unwrap_or(old.folders),
            required: table.required.unwrap_or(old.required),
            review_in: table.review_in.or(old.review_in),
            template: table.template.or(old.template),
            name: old.name,
            synonyms: old.synonyms,
        });
    }
    Arc::new(kinds)
}

/// Who may see what.
fn policy<'k>(inputs: &Inputs, kinds: &'k Kinds) -> Policy<'k> {
    Policy {
        audience: inputs.audience,
        default: inputs.config.book.default_audience,
        drafts: inputs.drafts,
        unannounced: inputs.unannounced,
        today: inputs.today,
        kinds,
    }
}

/// What the interface says, in the language of the knowledge base.
fn words(inputs: &Inputs) -> (Arc<Words>, Vec<Diagnostic>) {
    let (words, found) = Words::read(&inputs.theme.layers, &inputs.config.book.language);
    (Arc::new(words), found)
}

/// What the knowledge base is called.
fn title<'t>(inputs: &'t Inputs, words: &'t Words) -> &'t str {
    let own = inputs.config.book.title.as_deref();
    own.unwrap_or_else(|| words.word("untitled"))
}

fn parse_inputs(inputs: &Inputs, kinds: &Arc<Kinds>) -> impl IndexedParallelIterator<Item = ParseInput> {
    let html = &inputs.config.html;
    let options = markdown::Options {
        unsafe_html: html.unsafe_html,
        smart_punctuation: html.smart_punctuation,
    };
    let kinds = Arc::clone(kinds);
    inputs.sources.par_iter().map(move |source| ParseInput {
        source: source.clone(),
        options,
        kinds: Arc::clone(&kinds),
    })
}

/// The digest of all that views are made from, but for the bodies of pages: everything in the inputs has its say
/// here or in the theme's part, or plays no part in a view.
fn outlook(inputs: &Inputs, parsed: &[Arc<Parsed>]) -> Digest {
    let Inputs {
        config,
        sources: _,
        summary,
        assets,
        theme: _,
        additional: _,
        history,
        today,
        audience,
        drafts,
        unannounced,
        findings: _,
    } = inputs;
    let outlines = parsed.iter().map(|parsed| parsed.document.outline);
    let assets = assets.iter().map(|asset| &asset.path);
    Digest::of(&(
        (format!("{config:?}"), summary, history, today),
        (audience, drafts, unannounced),
        (outlines.collect::<Vec<_>>(), assets.collect::<Vec<_>>()),
    ))
}

/// What may be told of a file: of a hidden one only why nobody can know whether it may be seen.
fn told(parsed: &Parsed, policy: Policy<'_>) -> Vec<Diagnostic> {
    if parsed.diagnostics.is_empty() || policy.shows(&parsed.document) {
        return parsed.diagnostics.clone();
    }
    let document = &parsed.document;
    let unreadable = document.front.audience_unreadable()
        || (document.draft_unreadable() && document.audience(policy.default) <= policy.audience);
    parsed
        .diagnostics
        .iter()
        .filter(|finding| unreadable && finding.severity >= Severity::Error)
        .cloned()
        .collect()
}

/// How the pages of an asking are shown.
pub fn showing(inputs: &Inputs) -> Showing<'_> {
    let html = &inputs.config.html;
    Showing {
        base: html.site_url.as_deref(),
        edit: html.edit_url_template.as_deref(),
        src: &inputs.config.book.src,
        default_audience: inputs.config.book.default_audience,
        audience: inputs.audience,
        search: html.search.enable,
    }
}
