//! One view rendered: a pure function of the theme and the view, so that it can be recalled.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tera::{Context, Value};

use super::{Theme, fault};
use crate::output::Output;
use crate::view::{Shared, View};
use crate::words::diagnostic::{Diagnostic, Place};

/// What all pages of a build are rendered with.
#[derive(Hash)]
pub struct Ink {
    /// The theme.
    pub theme: Theme,
    /// What all views share.
    pub shared: SharedValue,
}

/// The shared part of all views as the engine holds it; cloning it costs nothing.
pub struct SharedValue {
    shared: Shared,
    value: Value,
}

impl Hash for SharedValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.shared.hash(state);
    }
}

impl From<Shared> for SharedValue {
    fn from(shared: Shared) -> Self {
        let value = Value::from_serializable(&shared.site);
        Self { shared, value }
    }
}

/// All that a rendered page depends on.
pub struct RenderInput {
    ink: Arc<Ink>,
    view: View,
    /// The view's navigation as the engine holds it, shared by all pages that see the same.
    nav: Value,
}

impl Hash for RenderInput {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The navigation is part of the view already.
        (&*self.ink, &self.view).hash(state);
    }
}

/// A page's bytes, or why there are none.
pub type Rendered = Result<Output, Diagnostic>;

/// Makes views ready to be rendered.
pub fn inputs(ink: &Arc<Ink>, views: Vec<View>) -> Vec<RenderInput> {
    let mut navs: HashMap<*const crate::view::Nav, Value> = HashMap::new();
    views
        .into_iter()
        .map(|view| {
            let nav = navs
                .entry(Arc::as_ptr(&view.nav))
                .or_insert_with(|| Value::from_serializable(&view.nav.items));
            RenderInput {
                ink: Arc::clone(ink),
                nav: nav.clone(),
                view,
            }
        })
        .collect()
}

/// Renders one page.
pub fn render(input: &RenderInput) -> Rendered {
    let RenderInput { ink, view, nav } = input;
    let mut context = Context::new();
    context.insert_value("site", ink.shared.value.clone());
    context.insert_value("nav", nav.clone());
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
    match ink.theme.tera.render_to(&view.template, &context, &mut html) {
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
