//! One view rendered: a pure function of the theme and the view, so that it can be recalled.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;
use tera::{Context, Value};

use super::{Theme, fault};
use crate::output::Output;
use crate::view::{Nav, Shared, View};
use crate::wording::Words;
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::digest::Digest;

/// The part of a page that is rendered once for all pages that see the same navigation.
const NAV: &str = "parts/nav.html";

/// What all pages of a build are rendered with.
pub struct Ink {
    theme: Theme,
    shared: Shared,
    /// The shared part as the engine holds it; cloning it costs nothing.
    site: Value,
    words: Value,
    navs: HashMap<Digest, Drawn>,
}

/// A navigation, ready for every page that sees it.
struct Drawn {
    items: Value,
    reports: Value,
    /// It rendered by the theme's own template, without a mark on the page itself.
    html: Result<Value, Diagnostic>,
}

impl Hash for Ink {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The other fields are made from these two, and from the navigations that views hold.
        (&self.theme, &self.shared).hash(state);
    }
}

impl Ink {
    /// Prepares what pages share, so that it is done once and not once a page.
    pub fn new<'n>(theme: Theme, shared: Shared, navs: impl Iterator<Item = &'n Arc<Nav>>) -> Self {
        let site = Value::from_serializable(&shared.site);
        let words = Value::from_serializable(shared.words.table());
        let navs: Vec<&Arc<Nav>> = navs.collect();
        let navs = navs
            .into_par_iter()
            .map(|nav| (nav.digest(), draw(&theme, &site, &words, nav)))
            .collect();
        Self {
            theme,
            shared,
            site,
            words,
            navs,
        }
    }
}

fn draw(theme: &Theme, site: &Value, words: &Value, nav: &Nav) -> Drawn {
    let items = Value::from_serializable(&nav.items);
    let reports = Value::from_serializable(&nav.reports);
    if !theme.has(NAV) {
        return Drawn {
            items,
            reports,
            html: Ok(Value::safe_string("")),
        };
    }
    let mut context = Context::new();
    context.insert_value("site", site.clone());
    context.insert_value("words", words.clone());
    context.insert_value("nav", items.clone());
    context.insert_value("nav_reports", reports.clone());
    let html = theme.tera.render(NAV, &context);
    Drawn {
        items,
        reports,
        html: html
            .map(|html| Value::safe_string(&html))
            .map_err(|error| fault::of(&theme.texts, &error)),
    }
}

/// All that a rendered page depends on.
#[derive(Hash)]
pub struct RenderInput<'a> {
    /// What it shares with the others.
    pub ink: &'a Ink,
    /// The page.
    pub view: View,
}

/// A page's bytes, or why there are none.
pub type Rendered = Result<Output, Diagnostic>;

/// Renders one page.
pub fn render(input: &RenderInput<'_>) -> Rendered {
    let RenderInput { ink, view } = input;
    let mut context = Context::new();
    context.insert_value("site", ink.site.clone());
    context.insert_value("words", ink.words.clone());
    let drawn = ink
        .navs
        .get(&view.nav.digest())
        .expect("every navigation was drawn before the first page");
    context.insert_value("nav", drawn.items.clone());
    context.insert_value("nav_reports", drawn.reports.clone());
    context.insert_value("nav_html", drawn.html.clone()?);
    context.insert_value("page", page_value(view, &ink.shared.words));
    if let Some(section) = &view.section {
        context.insert("section", section);
    }
    if let Some(tag) = &view.tag {
        context.insert("tag", tag);
    }
    if let Some(tags) = &view.tags {
        context.insert("tags", tags);
    }
    if let Some(report) = &view.report {
        context.insert("report", report);
    }
    let mut html = Vec::with_capacity(16 * 1024);
    // A page that asks for a template that does not exist has been told so.
    let usual = if view.section.is_some() {
        "section.html"
    } else {
        "page.html"
    };
    let template = if ink.theme.has(&view.template) {
        &*view.template
    } else {
        usual
    };
    match ink.theme.tera.render_to(template, &context, &mut html) {
        Ok(()) => Ok(Output(html.into())),
        Err(error) => Err(failed(ink, view, &error)),
    }
}

fn page_value(view: &View, words: &Words) -> Value {
    let mut page = Value::from_serializable(&view.page)
        .into_map()
        .unwrap_or_default();
    page.insert(
        "content".into(),
        Value::safe_string(&view.page.content.html(words)),
    );
    Value::from(page)
}

fn failed(ink: &Ink, view: &View, error: &tera::Error) -> Diagnostic {
    let finding = fault::of(&ink.theme.texts, error);
    match &view.source {
        Some(file) => finding.also(Place::of_file(file), "while this page was rendered"),
        None => finding.help(format!("it happened while `{}` was rendered", view.url)),
    }
}
