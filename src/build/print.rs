//! What is written: pages through the theme, the files for programs, the search.
//!
//! Takes all that is known of a site; gives every published file. It must not know how the site came about.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use super::Memo;
use super::plan::{Plan, Press};
use crate::feed::{self, Telling};
use crate::input::Inputs;
use crate::output::{Output, Outputs};
use crate::report::Reports;
use crate::search;
use crate::site::Site;
use crate::theme::{self, RenderInput, Rendered, Theme};
use crate::view::{self, Extra, Frame, SiteView, Subject};
use crate::wording::{self, Words};
use crate::words::audience::Audience;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::digest::Digest;
use crate::words::memo::{self, Doubt, Table};
use crate::words::path::Url;

/// What is written with a theme, and what is remembered of it.
#[derive(Default)]
pub(super) struct Printed {
    pub(super) outputs: Outputs,
    pub(super) rendered: Table<Rendered>,
    pub(super) told: Table<Vec<(Url, Output)>>,
}

/// What the files for programs are made from, which no page's body is part of.
struct TellInput<'a> {
    outlook: Digest,
    telling: Telling<'a>,
    urls: &'a [Url],
}

impl Hash for TellInput<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The words may give the site its title, and are no part of the outlook.
        (self.outlook, self.telling.title).hash(state);
    }
}

/// Renders every page, and puts all files that are published beside them.
pub(super) fn print(
    inputs: &Inputs,
    plan: &Plan,
    press: &Press,
    memo: &Memo,
    doubt: Doubt,
) -> (Printed, Vec<Diagnostic>) {
    let frame = plan.frame(inputs);
    // Views are many, and most edits change only what one page shows of itself.
    let views = plan.subjects.par_iter().map(|subject| {
        let glance = Digest::of(&(press.digest, subject, frame.bodies(*subject)));
        let make = || RenderInput {
            ink: &press.ink,
            view: frame.view(*subject),
        };
        (glance, make)
    });
    let urls: Vec<Url> = plan.subjects.iter().map(|subject| frame.url(*subject)).collect();
    let telling = TellInput {
        outlook: plan.outlook,
        telling: telling(inputs, plan),
        urls: &urls,
    };
    let ((pages, rendered), (files, told)) = rayon::join(
        || memo::map_at_a_glance(&memo.rendered, views, theme::render, doubt),
        || memo::map(&memo.told, [telling].into_par_iter(), tell, doubt),
    );
    let pages = urls.iter().cloned().zip(pages).collect();
    let (mut outputs, faults) = gather(inputs, plan, &press.statics, pages);
    for (url, file) in files.iter().flat_map(|files| files.iter()) {
        // A file of the content folder wins, as everywhere.
        outputs.entry(url.clone()).or_insert_with(|| file.clone());
    }
    let printed = Printed {
        outputs,
        rendered,
        told,
    };
    (printed, faults)
}

/// The files for programs.
fn tell(input: &TellInput<'_>) -> Vec<(Url, Output)> {
    let files = feed::files(&input.telling, input.urls);
    files.into_iter().map(|(url, text)| (url, text.into())).collect()
}

fn telling<'a>(inputs: &'a Inputs, plan: &'a Plan) -> Telling<'a> {
    let (book, html) = (&inputs.config.book, &inputs.config.html);
    Telling {
        site: &plan.site,
        history: &inputs.history,
        reports: &plan.reports,
        title: &plan.title,
        description: book.description.as_deref().unwrap_or_default(),
        language: &book.language,
        base: html.site_url.as_deref(),
        default_audience: book.default_audience,
    }
}

pub(super) fn shared(inputs: &Inputs, reports: &Reports, title: &str) -> SiteView {
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
            "auto" => wording::direction(&book.language).to_owned(),
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
pub(super) fn unknown_templates(theme: &Theme, site: &Site) -> Vec<Diagnostic> {
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
    plan: &Plan,
    statics: &BTreeMap<Url, Arc<[u8]>>,
    pages: Vec<(Url, Arc<Rendered>)>,
) -> (Outputs, Vec<Diagnostic>) {
    let (site, mut faults) = (&plan.site, Vec::<Diagnostic>::new());
    let mut outputs: Outputs = statics
        .iter()
        .map(|(url, bytes)| (url.clone(), Output(Arc::clone(bytes))))
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
            view::redirect::html(site, redirect, &plan.words).into(),
        );
    }
    for (url, page) in pages {
        match &*page {
            Ok(output) => {
                outputs.insert(url, output.clone());
            }
            // One broken template breaks every page that uses it, and is told once.
            Err(fault)
                if faults
                    .iter()
                    .any(|known| known.place == fault.place && known.message == fault.message) => {}
            Err(fault) => faults.push(fault.clone()),
        }
    }
    if let Some(cname) = &inputs.config.html.cname {
        outputs.insert(constant("CNAME"), format!("{cname}\n").into());
    }
    // Without this file GitHub Pages drops folders whose name starts with an underscore.
    outputs.insert(constant(".nojekyll"), String::new().into());
    (outputs, faults)
}

pub(super) fn constant(path: &str) -> Url {
    Url::new(path).expect("a constant that is sound")
}

/// The reports as the search finds them, each by its first page.
pub(super) fn generated(frame: &Frame<'_>, subjects: &[Subject], words: &Words) -> Vec<search::Generated> {
    let reports = subjects.iter().filter_map(|subject| match subject {
        Subject::Report(report, 0) => Some((*subject, report)),
        _ => None,
    });
    reports
        .map(|(subject, report)| search::Generated {
            url: frame.url(subject),
            title: report.title(words).to_owned(),
            description: report.about(words).to_owned(),
            above: words.word("reports").to_owned(),
        })
        .collect()
}

/// The files of the search, if the site has one.
pub(super) fn indexed(
    inputs: &Inputs,
    plan: &Plan,
    memo: &search::Memo,
    doubt: Doubt,
) -> (Vec<(Url, Output)>, search::Memo) {
    let asked = &inputs.config.html.search;
    if !asked.enable {
        return (Vec::new(), search::Memo::default());
    }
    let (files, memo) = search::index(&plan.site, &plan.beside, asked, memo, doubt);
    let outputs = files.into_iter().map(|file| {
        let url = constant(&search::address(&file.name));
        (url, Output(file.script))
    });
    (outputs.collect(), memo)
}
