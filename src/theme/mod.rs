//! Floor 5: a theme, ready to turn views into pages.
//!
//! Takes the theme's files in layers, strongest first; gives a compiled [`Theme`] and the function
//! that renders one view. Templates see the view and nothing else: no function reads the site.

mod builtin;
mod fault;
mod filters;
mod manifest;
mod render;

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tera::Tera;

pub use self::builtin::{NAME as DEFAULT, default_layer, layer};
use self::manifest::Bundles;
pub use self::render::{Ink, RenderInput, Rendered, render};
use crate::input::{Layer, ThemeFiles};
use crate::words::diagnostic::Diagnostic;
use crate::words::digest::Digest;
use crate::words::path::Url;
use crate::words::text::Text;

/// A compiled theme.
pub struct Theme {
    tera: Tera,
    /// Each template's text by the name under which it was compiled, for messages.
    texts: BTreeMap<String, Arc<Text>>,
    /// The files published as they are.
    pub statics: BTreeMap<Url, Arc<[u8]>>,
    digest: Digest,
}

impl Hash for Theme {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl Theme {
    /// Whether some layer has a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }
}

/// Compiles a theme. What is wrong with it blocks the build.
pub fn compile(files: &ThemeFiles) -> Result<Theme, Vec<Diagnostic>> {
    let mut bundles = Bundles::new();
    let mut faults = Vec::new();
    // Weakest first, so that a stronger layer's bundle of the same name counts.
    for manifest in files.layers.iter().rev().map(manifest::read) {
        match manifest {
            Ok(own) => bundles.extend(own),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut texts = BTreeMap::new();
    for layer in &files.layers {
        for (name, text) in &layer.templates {
            texts
                .entry(format!("{}{name}", layer.prefix))
                .or_insert_with(|| Arc::clone(text));
        }
    }
    let mut tera = Tera::default();
    filters::register(&mut tera);
    let prefixes = files
        .layers
        .iter()
        .map(|layer| layer.prefix.clone())
        .filter(|prefix| !prefix.is_empty());
    let ready = tera.set_fallback_prefixes(prefixes).and_then(|()| {
        tera.add_raw_templates(
            texts
                .iter()
                .map(|(name, text)| (name.clone(), text.content.to_string())),
        )
    });
    if let Err(error) = ready {
        return Err(fault::all(&texts, &error));
    }
    let mut statics = statics(&files.layers);
    manifest::put_together(&mut statics, &bundles);
    let digest = Digest::of(&(&texts, &statics));
    Ok(Theme {
        tera,
        texts,
        statics,
        digest,
    })
}

/// The files of all layers; a stronger layer's file hides those of the same address.
fn statics(layers: &[Layer]) -> BTreeMap<Url, Arc<[u8]>> {
    let weakest_first = layers.iter().rev().flat_map(|layer| &layer.statics);
    weakest_first
        .map(|(url, bytes)| (url.clone(), Arc::clone(bytes)))
        .collect()
}
