//! The theme's layers: the site's own `templates/`, its `themes/NAME/`, and the theme inside the program.

use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use super::in_book;
use crate::config::Config;
use crate::input::ThemeFiles;
use crate::theme::{DEFAULT, default_layer, layer};
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;

/// Reads all layers, strongest first.
pub(super) fn read(
    root: &Path,
    config: &Config,
    book: Option<&Text>,
    findings: &mut Vec<Diagnostic>,
) -> Result<ThemeFiles> {
    let mut files = ThemeFiles::default();
    let own = root.join("templates");
    if own.is_dir() {
        let below = files_below(&own)?
            .into_iter()
            .map(|(path, bytes)| (format!("templates/{path}"), bytes));
        files.layers.push(layer("", "", below.collect::<Vec<_>>()));
    }
    let name = config.html.theme.trim_start_matches("themes/");
    let folder = root.join("themes").join(name);
    if folder.is_dir() {
        files
            .layers
            .push(layer(name, &format!("themes/{name}/"), files_below(&folder)?));
    } else if name != DEFAULT {
        let message = format!("there is no theme folder `themes/{name}`");
        let finding = Diagnostic::blocking("unknown-theme", in_book(book, &config.html.theme), message);
        findings.push(finding.help("make the folder, mend the name, or write `default`"));
    }
    files.layers.push(default_layer());
    Ok(files)
}

/// All files below a folder with their paths, sorted; hidden ones are passed over.
fn files_below(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let is_hidden = |entry: &walkdir::DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry))
    {
        let entry = entry.with_context(|| format!("`{}` cannot be read", folder.display()))?;
        let below = entry.path().strip_prefix(folder).ok().and_then(Path::to_str);
        if let (true, Some(below)) = (entry.file_type().is_file(), below) {
            let bytes = std::fs::read(entry.path())
                .with_context(|| format!("`{}` cannot be read", entry.path().display()))?;
            files.push((below.replace('\\', "/"), bytes));
        }
    }
    Ok(files)
}
