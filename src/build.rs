//! Floor 5: the one page that a build is.
//!
//! `Source --parse--> Document --link--> Site --view--> View --render--> Output`, and nothing else:
//! a pure function of its inputs, which the memo can only make faster.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use crate::audience::{self, Policy};
use crate::check;
use crate::config::Config;
use crate::document::{self, ParseInput, Parsed};
use crate::feed::{self, Telling};
use crate::input::Inputs;
use crate::kinds::{Kind, Kinds};
use crate::markdown;
use crate::output::{Output, Outputs};
use crate::report::{self, Reports};
use crate::search;
use crate::site::{self, Naming, Site};
use crate::team::Team;
use crate::theme::{self, Ink, RenderInput, Rendered, Theme};
use crate::view::{self, Extra, Frame, Shared, Showing, SiteView, Subject, Words};
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Place, Severity};
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
#[derive(Debug, Default)]
pub struct Memo {
    parsed: Table<Parsed>,
    searched: Table<Vec<Diagnostic>>,
    rendered: Table<Rendered>,
    told: Table<Vec<(Url, Output)>>,
    index: search::Memo,
}

/// Builds a site, recalling from `memo` what has not changed.
pub fn build(inputs: &Inputs, memo: &Memo, doubt: Doubt) -> (Build, Memo) {
    let kinds = kinds(&inputs.config);
    let (parsed, parsed_memo) = memo::map(&memo.parsed, parse_inputs(inputs, &kinds), document::parse, doubt);

    let policy = policy(inputs, &kinds);
    let documents = parsed.iter().map(|parsed| Arc::clone(&parsed.document)).collect();
    let kept = audience::keep(documents, inputs.assets.clone(), policy);
    let mut diagnostics = inputs.findings.clone();
    diagnostics.extend(parsed.iter().flat_map(|parsed| told(parsed, policy)));
    let texts = check::published(&kept, &inputs.sources).into_par_iter();
    let (secrets, searched_memo) = memo::map(&memo.searched, texts, |text| check::secrets(text), doubt);
    diagnostics.extend(secrets.iter().flat_map(|found| found.iter().cloned()));

    let title = title(inputs);
    let redirects = &inputs.config.html.redirect;
    let naming = Naming {
        title,
        summary: inputs.summary.as_deref(),
        redirects,
    };
    let (site, found) = site::link(kept, Kinds::clone(&kinds), &naming);
    diagnostics.extend(found);

    let (words, found) = Words::read(&inputs.theme.layers, &inputs.config.book.language);
    diagnostics.extend(found);
    let words = Arc::new(words);
    let team = Team::of(&site, inputs.today);
    let reports = Reports::of(&site, &team, &inputs.history);
    diagnostics.extend(report::overdue::findings(&site, &reports.freshness));
    diagnostics.extend(check::continuity(&site, &team, &reports));
    let frame = Frame::new(&site, &team, &reports, showing(inputs), &words);
    let (subjects, found) = frame.subjects();
    diagnostics.extend(found);

    let (index, index_memo) = indexed(inputs, &site, &memo.index, doubt);

    let whole = Whole {
        inputs,
        site: &site,
        team: &team,
        reports: &reports,
        frame: &frame,
        words: &words,
        outlook: outlook(inputs, &parsed),
    };
    let printed = match theme::compile(&inputs.theme, &words) {
        Ok(theme) => whole.print(theme, &subjects, memo, doubt, &mut diagnostics),
        Err(faults) => {
            diagnostics.extend(faults);
            Printed::default()
        }
    };
    let mut outputs = printed.outputs;
    outputs.extend(index);
    let diagnostics = check::apply(&inputs.config.check, check::without_echo(diagnostics));
    let blocked = diagnostics
        .iter()
        .any(|finding| finding.severity == Severity::Blocking);
    let outputs = if blocked { Outputs::new() } else { outputs };
    (
        Build {
            outputs,
            diagnostics,
            pages: site.pages.len(),
        },
        Memo {
            parsed: parsed_memo,
            searched: searched_memo,
            rendered: printed.rendered,
            told: printed.told,
            index: index_memo,
        },
    )
}

/// All that is known of a site before anything is written.
struct Whole<'a> {
    inputs: &'a Inputs,
    site: &'a Site,
    team: &'a Team,
    reports: &'a Reports,
    frame: &'a Frame<'a>,
    words: &'a Arc<Words>,
    /// Stands for all of it but the bodies of pages.
    outlook: Digest,
}

/// What is written with a theme, and what is remembered of it.
#[derive(Default)]
struct Printed {
    outputs: Outputs,
    rendered: Table<Rendered>,
    told: Table<Vec<(Url, Output)>>,
}

/// What the files for programs are made from, which no page's body is part of.
struct TellInput<'a> {
    outlook: Digest,
    telling: Telling<'a>,
    urls: &'a [Url],
}

impl Hash for TellInput<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.outlook.hash(state);
    }
}

impl Whole<'_> {
    fn print(
        &self,
        theme: Theme,
        subjects: &[Subject],
        memo: &Memo,
        doubt: Doubt,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Printed {
        let Self {
            inputs, site, frame, ..
        } = *self;
        diagnostics.extend(unknown_templates(&theme, site));
        let mut statics = theme.statics_for(site.pages.iter().any(|page| page.document.diagrams));
        let base = inputs.config.html.site_url.as_deref();
        let calendars = feed::calendars(site, self.team, self.reports, title(inputs), base);
        let bytes = |(url, text): (Url, String)| (url, text.into_bytes().into());
        statics.extend(calendars.into_iter().map(bytes));
        let shared = Shared::new(
            shared(inputs, self.reports, title(inputs)),
            Arc::clone(self.words),
        );
        let ink = Ink::new(theme, shared, frame.navs());
        // Views are many, and most edits change only what one page shows of itself.
        let whole = Digest::of(&(&ink, self.outlook));
        let views = subjects.par_iter().map(|subject| {
            let glance = Digest::of(&(whole, subject, frame.bodies(*subject)));
            let make = || RenderInput {
                ink: &ink,
                view: frame.view(*subject),
            };
            (glance, make)
        });
        let (pages, rendered) = memo::map_at_a_glance(&memo.rendered, views, theme::render, doubt);
        let urls: Vec<Url> = subjects.iter().map(|subject| frame.url(*subject)).collect();
        let telling = TellInput {
            outlook: self.outlook,
            telling: telling(inputs, site, self.reports),
            urls: &urls,
        };
        let (files, told) = memo::map(&memo.told, [telling].into_par_iter(), tell, doubt);
        let pages = urls.iter().cloned().zip(pages).collect();
        let mut outputs = gather(inputs, site, self.words, statics, pages, diagnostics);
        for (url, file) in files.iter().flat_map(|files| files.iter()) {
            // A file of the content folder wins, as everywhere.
            outputs.entry(url.clone()).or_insert_with(|| file.clone());
        }
        Printed {
            outputs,
            rendered,
            told,
        }
    }
}

/// The files for programs.
fn tell(input: &TellInput<'_>) -> Vec<(Url, Output)> {
    let files = feed::files(&input.telling, input.urls);
    files.into_iter().map(|(url, text)| (url, text.into())).collect()
}

/// The files of the search, if the site has one.
fn indexed(
    inputs: &Inputs,
    site: &Site,
    memo: &search::Memo,
    doubt: Doubt,
) -> (Vec<(Url, Output)>, search::Memo) {
    let asked = &inputs.config.html.search;
    if !asked.enable {
        return (Vec::new(), search::Memo::default());
    }
    let (files, memo) = search::index(site, asked, memo, doubt);
    let outputs = files.into_iter().map(|file| {
        let url = constant(&format!("search/{}.js", file.name));
        (url, Output(file.script))
    });
    (outputs.collect(), memo)
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
    let naming = Naming {
        title: title(inputs),
        summary: None,
        redirects: &inputs.config.html.redirect,
    };
    site::link(kept, Kinds::clone(&kinds), &naming).0
}

/// The built-in kinds with book.toml's changes to them.
fn kinds(config: &Config) -> Arc<Kinds> {
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

/// What the knowledge base is called.
fn title(inputs: &Inputs) -> &str {
    inputs.config.book.title.as_deref().unwrap_or("Knowledge base")
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
    if policy.shows(&parsed.document) {
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

fn telling<'a>(inputs: &'a Inputs, site: &'a Site, reports: &'a Reports) -> Telling<'a> {
    let (book, html) = (&inputs.config.book, &inputs.config.html);
    Telling {
        site,
        history: &inputs.history,
        reports,
        title: title(inputs),
        description: book.description.as_deref().unwrap_or_default(),
        language: &book.language,
        base: html.site_url.as_deref(),
        default_audience: book.default_audience,
    }
}

fn shared(inputs: &Inputs, reports: &Reports, title: &str) -> SiteView {
    let has_feed = inputs.config.html.site_url.is_some() && !reports.changed.is_empty();
    let (book, html) = (&inputs.config.book, &inputs.config.html);
    let below = |extension: &str| {
        let files = inputs.additional.iter().map(|(url, _)| url.to_string());
        files.filter(|url| url.ends_with(extension)).collect()
    };
    SiteView {
        title: title.to_owned(),
        description: book.description.clone().unwrap_or_default(),
        language: book.language.clone(),
        direction: match &*book.text_direction {
            "auto" => view::direction(&book.language).to_owned(),
            direction => direction.to_owned(),
        },
        audience: inputs.audience.min(Audience::Private).word().to_owned(),
        default_theme: html.default_theme.clone(),
        repository: html.git_repository_url.clone(),
        base: html.site_url.clone(),
        feed: has_feed.then(|| feed::FEED.to_owned()),
        additional_css: below(".css"),
        additional_js: below(".js"),
        search: html.search.enable,
        write: html
            .edit_url_template
            .as_deref()
            .map(|edit| view::write_address(edit, &book.src)),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        extra: Extra(inputs.config.extra.clone()),
    }
}

/// Pages that ask for a template which does not exist; they are shown with the usual one.
fn unknown_templates(theme: &Theme, site: &Site) -> Vec<Diagnostic> {
    let missing = site.pages.iter().filter_map(|page| {
        let template = view::template(site, page);
        if theme.has(&template) {
            return None;
        }
        let place = match page.document.front.span("template") {
            Some(span) => page.document.text.place(span),
            None => Place::of_file(&page.document.text.file),
        };
        let finding = Diagnostic::error(
            "unknown-template",
            place,
            format!("the theme has no template `{template}`"),
        );
        Some(finding.help(format!(
            "write `templates/{template}`, or mend the name; the usual one was used"
        )))
    });
    missing.collect()
}

/// All files of the site. A file of the content folder hides a theme's file of the same address.
fn gather(
    inputs: &Inputs,
    site: &Site,
    words: &Words,
    statics: BTreeMap<Url, Arc<[u8]>>,
    pages: Vec<(Url, Arc<Rendered>)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Outputs {
    let mut outputs: Outputs = statics
        .into_iter()
        .map(|(url, bytes)| (url, Output(bytes)))
        .collect();
    outputs.extend(
        inputs
            .additional
            .iter()
            .map(|(url, bytes)| (url.clone(), Output(Arc::clone(bytes)))),
    );
    outputs.extend(
        site.assets
            .iter()
            .map(|(url, asset)| (url.clone(), Output(Arc::clone(&asset.bytes)))),
    );
    for redirect in &site.redirects {
        outputs.insert(
            redirect.from.clone(),
            view::redirect::html(site, redirect, words).into(),
        );
    }
    for (url, page) in pages {
        match &*page {
            Ok(output) => {
                outputs.insert(url, output.clone());
            }
            // One broken template breaks every page that uses it, and is told once.
            Err(fault)
                if diagnostics
                    .iter()
                    .any(|known| known.place == fault.place && known.message == fault.message) => {}
            Err(fault) => diagnostics.push(fault.clone()),
        }
    }
    if let Some(cname) = &inputs.config.html.cname {
        outputs.insert(constant("CNAME"), format!("{cname}\n").into());
    }
    // Without this file GitHub Pages drops folders whose name starts with an underscore.
    outputs.insert(constant(".nojekyll"), String::new().into());
    outputs
}

fn constant(path: &str) -> Url {
    Url::new(path).expect("a constant that is sound")
}
