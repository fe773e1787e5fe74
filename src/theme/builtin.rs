//! The default theme, carried inside the program: the files of `themes/default`.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::input::Layer;
use crate::words::path::Url;
use crate::words::text::Text;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the default theme.
pub const NAME: &str = "default";

/// The default theme as the weakest layer.
pub fn default_layer() -> Layer {
    let files = files_of(&FILES);
    layer(
        NAME,
        "built-in theme/",
        files.into_iter().map(|(path, bytes)| (path, bytes.to_vec())),
    )
}

/// Makes a layer of a theme folder's files, each with its path below the folder.
///
/// Templates of the site's own folder, whose layer has no name, need no prefix. `shown` is what stands
/// before the paths in messages. Templates that are no UTF-8 are left out.
pub fn layer(name: &str, shown: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Layer {
    let prefix = if name.is_empty() {
        String::new()
    } else {
        format!("{name}/")
    };
    let mut layer = Layer {
        prefix,
        ..Layer::default()
    };
    for (path, bytes) in files {
        let text = |bytes| {
            String::from_utf8(bytes)
                .ok()
                .map(|text| Arc::new(Text::new(format!("{shown}{path}"), text)))
        };
        if path == "theme.toml" {
            layer.manifest = text(bytes);
        } else if let Some(template) = path.strip_prefix("templates/") {
            layer
                .templates
                .extend(text(bytes).map(|text| (template.to_owned(), text)));
        } else if let Some(language) = path
            .strip_prefix("words/")
            .and_then(|name| name.strip_suffix(".toml"))
        {
            layer
                .words
                .extend(text(bytes).map(|text| (language.to_owned(), text)));
        } else if let Some(url) = path.strip_prefix("static/").and_then(Url::new) {
            layer.statics.push((url, bytes.into()));
        }
    }
    layer
}

fn files_of<'d>(folder: &'d Dir<'d>) -> Vec<(String, &'d [u8])> {
    let mut found: Vec<(String, &[u8])> = folder
        .files()
        .filter_map(|file| Some((file.path().to_str()?.replace('\\', "/"), file.contents())))
        .collect();
    found.extend(folder.dirs().flat_map(files_of));
    found.sort();
    found
}
