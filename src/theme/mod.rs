//! Floor 5: a theme, ready to turn views into pages.
//!
//! Takes the theme's files in layers, strongest first; gives a compiled [`Theme`] and the function
//! that renders one view. Templates see the view and nothing else: no function reads the site.

mod builtin;
mod fault;
mod filters;
mod lean;
mod manifest;
mod render;

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tera::Tera;

pub use self::builtin::{NAME as DEFAULT, default_layer, layer};
use self::manifest::Manifest;
pub use self::render::{Ink, RenderInput, Rendered, render};
use crate::input::{Layer, ThemeFiles};
use crate::wording::Words;
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
    statics: BTreeMap<Url, Arc<[u8]>>,
    /// Those of them that only pages with diagrams need.
    for_diagrams: Vec<Url>,
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

    /// The files to publish for a site with diagrams or without.
    pub fn statics_for(&self, has_diagrams: bool) -> BTreeMap<Url, Arc<[u8]>> {
        let mut statics = self.statics.clone();
        statics.retain(|url, _| has_diagrams || !self.for_diagrams.contains(url));
        statics
    }
}

/// Below this a bundle names the words that its scripts say: `js/words/duties.js` is made from the table `[duties]`.
const WORDS: &str = "js/words/";

/// Compiles a theme. What is wrong with it blocks the build.
pub fn compile(files: &ThemeFiles, words: &Arc<Words>) -> Result<Theme, Vec<Diagnostic>> {
    let mut manifest = Manifest::default();
    let mut faults = Vec::new();
    // Weakest first, so that a stronger layer's bundle of the same name counts.
    for read in files.layers.iter().rev().map(manifest::read) {
        match read {
            Ok(own) => manifest.extend(own),
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
    filters::register(&mut tera, words);
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
    statics.extend(spoken(&manifest, words));
    manifest::put_together(&mut statics, &manifest.bundles);
    let digest = Digest::of(&(&texts, &statics));
    Ok(Theme {
        tera,
        texts,
        statics,
        for_diagrams: manifest.for_diagrams,
        digest,
    })
}

/// The words that the bundles name among their parts, as scripts.
fn spoken(manifest: &Manifest, words: &Words) -> Vec<(Url, Arc<[u8]>)> {
    let parts = manifest.bundles.values().flatten();
    let script = |url: &Url| {
        let table = url.as_str().strip_prefix(WORDS)?.strip_suffix(".js")?;
        Some((url.clone(), words.script(table).into_bytes().into()))
    };
    parts.filter_map(script).collect()
}

/// The files of all layers; a stronger layer's file hides those of the same address.
fn statics(layers: &[Layer]) -> BTreeMap<Url, Arc<[u8]>> {
    let weakest_first = layers.iter().rev().flat_map(|layer| &layer.statics);
    weakest_first
        .map(|(url, bytes)| (url.clone(), Arc::clone(bytes)))
        .collect()
}
