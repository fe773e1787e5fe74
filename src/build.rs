//! Floor 5: the one page that a build is.
//!
//! `Source --parse--> Document --link--> Site --view--> View --render--> Output`, and nothing else:
//! a pure function of its inputs, which the memo can only make faster.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::audience::{self, Policy};
use crate::check;
use crate::document::{self, ParseInput, Parsed};
use crate::input::Inputs;
use crate::kinds::{Kind, Kinds};
use crate::markdown;
use crate::output::{Output, Outputs};
use crate::search;
use crate::site::{self, Naming, Site};
use crate::theme::{self, Ink, RenderInput, Rendered, Theme};
use crate::view::{self, Extra, Frame, Shared, Showing, SiteView};
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Place, Severity};
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
    rendered: Table<Rendered>,
    search: search::Memo,
}

/// Builds a site, recalling from `memo` what has not changed.
pub fn build(inputs: &Inputs, memo: &Memo, doubt: Doubt) -> (Build, Memo) {
    let kinds = kinds(inputs);
    let (parsed, parsed_memo) = memo::map(&memo.parsed, parse_inputs(inputs, &kinds), document::parse, doubt);

    let policy = Policy {
        audience: inputs.audience,
        default: inputs.config.book.default_audience,
        drafts: inputs.drafts,
    };
    let documents = parsed.iter().map(|parsed| Arc::clone(&parsed.document)).collect();
    let kept = audience::keep(documents, inputs.assets.clone(), policy);
    let mut diagnostics = inputs.findings.clone();
    diagnostics.extend(parsed.iter().flat_map(|parsed| told(parsed, policy)));
    diagnostics.extend(check::exposed(&kept, &inputs.sources));

    let title = inputs.config.book.title.as_deref().unwrap_or("Knowledge base");
    let redirects = &inputs.config.html.redirect;
    let naming = Naming {
        title,
        summary: inputs.summary.as_deref(),
        redirects,
    };
    let (site, found) = site::link(kept, Kinds::clone(&kinds), &naming);
    diagnostics.extend(found);

    let frame = Frame::new(&site, showing(inputs));
    let (subjects, found) = frame.subjects();
    diagnostics.extend(found);

    let (found, search_memo) = searched(inputs, &site, &memo.search, doubt);

    let (mut outputs, rendered_memo) = match theme::compile(&inputs.theme) {
        Ok(theme) => {
            diagnostics.extend(unknown_templates(&theme, &site));
            let statics = theme.statics.clone();
            let ink = Ink::new(theme, Shared::new(shared(inputs, title)), frame.navs());
            let views = subjects.par_iter().map(|subject| RenderInput {
                ink: &ink,
                view: frame.view(*subject),
            });
            let (rendered, table) = memo::map(&memo.rendered, views, theme::render, doubt);
            let pages = subjects
                .iter()
                .map(|subject| frame.url(*subject))
                .zip(rendered)
                .collect();
            (gather(inputs, &site, statics, pages, &mut diagnostics), table)
        }
        Err(faults) => {
            diagnostics.extend(faults);
            (Outputs::new(), Table::default())
        }
    };
    outputs.extend(found);
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
            rendered: rendered_memo,
            search: search_memo,
        },
    )
}

/// The files of the search, if the site has one.
fn searched(
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

/// The built-in kinds with book.toml's changes to them.
fn kinds(inputs: &Inputs) -> Arc<Kinds> {
    let mut kinds = Kinds::built_in();
    for (name, table) in &inputs.config.kinds {
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

/// What may be told of a file: of a hidden one only why nobody can know whether it may be seen.
fn told(parsed: &Parsed, policy: Policy) -> Vec<Diagnostic> {
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

fn showing(inputs: &Inputs) -> Showing<'_> {
    let html = &inputs.config.html;
    Showing {
        base: html.site_url.as_deref(),
        edit: html.edit_url_template.as_deref(),
        src: &inputs.config.book.src,
        default_audience: inputs.config.book.default_audience,
        search: html.search.enable,
    }
}

fn shared(inputs: &Inputs, title: &str) -> SiteView {
    let (book, html) = (&inputs.config.book, &inputs.config.html);
    let below = |extension: &str| {
        let files = inputs.additional.iter().map(|(url, _)| url.to_string());
        files.filter(|url| url.ends_with(extension)).collect()
    };
    SiteView {
        title: title.to_owned(),
        description: book.description.clone().unwrap_or_default(),
        language: book.language.clone(),
        direction: book.text_direction.clone(),
        audience: inputs.audience.min(Audience::Private).word().to_owned(),
        default_theme: html.default_theme.clone(),
        repository: html.git_repository_url.clone(),
        base: html.site_url.clone(),
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
        outputs.insert(redirect.from.clone(), view::redirect::html(site, redirect).into());
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
