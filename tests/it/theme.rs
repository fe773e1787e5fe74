//! The default theme: the files that others wrote, what is published.

use std::path::{Path, PathBuf};

use passdown::build::{self, Memo};
use passdown::output::Outputs;
use passdown::theme::layer;
use passdown::words::memo::Doubt;
use sha2::{Digest, Sha256};
use toml_edit::DocumentMut;
use walkdir::WalkDir;

use crate::site;

fn theme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default")
}

fn toml(path: &str) -> DocumentMut {
    let text = std::fs::read_to_string(theme().join(path)).expect(path);
    text.parse().expect(path)
}

#[test]
fn files_of_others_are_as_they_came() {
    let vendored = toml("vendored.toml");
    let mut named = Vec::new();
    for (name, package) in vendored.iter() {
        for field in ["version", "source", "licence"] {
            assert!(package[field].is_str(), "{name}: {field}");
        }
        for (path, wanted) in package["files"].as_table().expect("its files").iter() {
            let bytes = std::fs::read(theme().join(path)).expect(path);
            let hash: String = Sha256::digest(bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(Some(&*hash), wanted.as_str(), "{path}");
            named.push(path.to_owned());
        }
        assert!(
            named.iter().any(|path| path.ends_with("LICENSE")),
            "{name} brings its licence"
        );
    }
    named.sort();
    let folder = WalkDir::new(theme().join("static/vendor"));
    let mut found: Vec<String> = folder
        .into_iter()
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            entry
                .path()
                .strip_prefix(theme())
                .expect("it lies below")
                .display()
                .to_string()
        })
        .collect();
    found.sort();
    assert_eq!(named, found, "every vendored file is named");
}

#[test]
fn diagrams_are_paid_for_by_pages_that_show_them() {
    let built = |text: &str| {
        let pages = [("a.md", text), ("b.md", "Plain."), ("c.md", "![[a]]")];
        let inputs = site::inputs(pages.map(|(path, text)| (path.to_owned(), text.to_owned())));
        build::build(&inputs, Memo::default(), Doubt::No).0.outputs
    };
    let has = |outputs: &Outputs, wanted: &str| outputs.keys().any(|url| url.as_str() == wanted);
    let without = built("```python\n1\n```");
    let with = built("```mermaid\nflowchart LR\n```");
    for file in [
        "js/diagrams.js",
        "vendor/mermaid/mermaid.min.js",
        "diagrams/frame.html",
    ] {
        assert!(!has(&without, file) && has(&with, file), "{file}");
    }
    for (path, expected) in [("a.html", true), ("b.html", false), ("c.html", true)] {
        let html = page(&with, path);
        assert_eq!(html.contains("js/diagrams.js"), expected, "{path}");
        assert_eq!(html.contains("frame-src 'self'"), expected, "{path}");
    }
}

#[test]
fn the_interface_speaks_the_language_of_the_book() {
    let mut inputs = site::inputs([(
        "a.md".to_owned(),
        "---\nreviewed: 2026-03-01\ntags: x\n---\n> [!WARNING]\n> Text[^1] and [[nobody]].\n\n[^1]: Note.\n"
            .to_owned(),
    )]);
    inputs.config.book.language = "de-CH".to_owned();
    let outputs = build::build(&inputs, Memo::default(), Doubt::No).0.outputs;
    let all: String = outputs
        .iter()
        .filter(|(url, _)| url.as_str().ends_with(".html") || url.as_str() == "js/page.js")
        .map(|(_, output)| String::from_utf8_lossy(&output.0).into_owned())
        .collect();
    for word in [
        "Zum Inhalt springen",
        "Geprüft",
        "1. März 2026",
        ">Warnung<",
        "Zurück zum Text",
        "noch niemand",
        "Stichwörter",
        "1 Seite mit",
        "Farben: {now}",
        "nicht gefunden",
    ] {
        assert!(all.contains(word), "{word}");
    }
    for word in ["Skip to", "Reviewed", "Warning", "Back to", "Tagged", "not found"] {
        assert!(!all.contains(word), "{word}");
    }
}

/// What is published at an address.
fn page(outputs: &Outputs, wanted: &str) -> String {
    let found = outputs.iter().find(|(url, _)| url.as_str() == wanted);
    String::from_utf8_lossy(&found.expect(wanted).1.0).into_owned()
}

/// The files of a theme of this repository.
fn files_of(theme: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes").join(theme);
    let entries = WalkDir::new(&folder).sort_by_file_name().into_iter();
    entries
        .map(|entry| entry.expect("the folder can be read").into_path())
        .filter(|path| path.is_file())
        .map(|path| {
            let below = path
                .strip_prefix(&folder)
                .expect("it lies below")
                .display()
                .to_string();
            (below, std::fs::read(&path).expect("it can be read"))
        })
        .collect()
}

#[test]
fn a_theme_of_a_few_files_lies_over_the_default() {
    let mut inputs = site::inputs(
        [
            (
                "soup.md",
                "---\ntitle: Soup\ntemplate: recipe\nportions: 4\n---\n## One\n\n## Two\n",
            ),
            ("tea.md", "---\ntitle: Tea\n---\nWater."),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned())),
    );
    let own = [(
        "templates/parts/footer.html".to_owned(),
        b"{% include \"default/parts/footer.html\" %}<p>Room 2.14</p>".to_vec(),
    )];
    inputs
        .theme
        .layers
        .insert(0, layer("plain", "themes/plain/", files_of("plain")));
    inputs.theme.layers.insert(0, layer("", "", own));
    let built = build::build(&inputs, Memo::default(), Doubt::No).0;
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    let (soup, tea) = (
        page(&built.outputs, "soup.html"),
        page(&built.outputs, "tea.html"),
    );
    for html in [&soup, &tea] {
        let sheets: Vec<usize> = ["css/passdown.css", "css/plain.css"]
            .iter()
            .filter_map(|sheet| html.find(sheet))
            .collect();
        assert!(
            sheets.len() == 2 && sheets.is_sorted(),
            "its style sheet comes behind the default's"
        );
        assert!(!html.contains("class=\"turn\""), "a part is taken away");
        assert!(html.contains("Room 2.14"), "the site's own folder is stronger");
        assert!(html.contains("Skip to the content"), "the rest is the default's");
    }
    assert!(
        soup.contains("Serves 4 people") && soup.contains("Contents <b>") && soup.contains("<h2 id=\"one\">")
    );
    assert!(!tea.contains("Serves"));
    assert!(page(&built.outputs, "css/plain.css").contains("--accent"));
}

#[test]
fn every_kind_has_an_icon_of_its_own() {
    let icons = std::fs::read_to_string(theme().join("templates/parts/icons.html")).expect("the icons");
    let search = std::fs::read_to_string(theme().join("static/js/search/icons.js")).expect("the search's");
    for kind in passdown::kinds::Kinds::built_in().iter() {
        let drawn = icons.contains(&format!("name == \"{}\"", kind.icon));
        assert!(drawn || kind.name == "note", "{} on pages", kind.name);
        assert!(
            search.contains(&format!("    {}: \"", kind.icon)),
            "{} in the search",
            kind.name
        );
    }
}
