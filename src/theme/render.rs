//! One view rendered: a pure function of the theme and the view, so that it can be recalled.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tera::{Context, Value};

use super::{Theme, fault};
use crate::output::Output;
use crate::view::{Nav, Shared, View};
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::digest::Digest;

/// What all pages of a build are rendered with.
pub struct Ink {
    theme: Theme,
    shared: Shared,
    /// The shared part as the engine holds it; cloning it costs nothing.
    site: Value,
    /// Every navigation as the engine holds it.
    navs: HashMap<Digest, Value>,
}

impl Hash for Ink {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The other fields are made from the shared part, and from the navigations that views hold.
        (&self.theme, &self.shared).hash(state);
    }
}

impl Ink {
    /// Prepares what pages share, so that it is made ready for the engine once and not once a page.
    pub fn new<'n>(theme: Theme, shared: Shared, navs: impl Iterator<Item = &'n Arc<Nav>>) -> Self {
        let site = Value::from_serializable(&shared.site);
        let navs = navs
            .map(|nav| (nav.digest(), Value::from_serializable(&nav.items)))
            .collect();
        Self {
            theme,
            shared,
            site,
            navs,
        }
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
    let nav = ink.navs.get(&view.nav.digest()).cloned();
    context.insert_value(
        "nav",
        nav.unwrap_or_else(|| Value::from_serializable(&view.nav.items)),
    );
    context.insert_value("page", page_value(view));
    if let Some(section) = &view.section {
        context.insert("section", section);
    }
    if let Some(tag) = &view.tag {
        context.insert("tag", tag);
    }
    if let Some(tags) = &view.tags {
        context.insert("tags", tags);
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

fn page_value(view: &View) -> Value {
    let mut page = Value::from_serializable(&view.page)
        .into_map()
        .unwrap_or_default();
    page.insert("content".into(), Value::safe_string(&view.page.content.html()));
    Value::from(page)
}

fn failed(ink: &Ink, view: &View, error: &tera::Error) -> Diagnostic {
    let finding = fault::of(&ink.theme.texts, error);
    match &view.source {
        Some(file) => finding.also(Place::of_file(file), "while this page was rendered"),
        None => finding.help(format!("it happened while `{}` was rendered", view.url)),
    }
}
