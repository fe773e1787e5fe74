//! Where every page and asset is published, and what makes two of them meet.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;

use super::{Page, Target};
use crate::audience::is_index;
use crate::document::Document;
use crate::input::Asset;
use crate::kinds::{Kind, Kinds};
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::nearest::nearest;
use crate::words::path::{SourcePath, Url};
use crate::words::words_of::words_of;

/// Gives every document and asset its address. Two for one address block the build.
pub(super) fn assign(
    documents: Vec<Arc<Document>>,
    assets: Vec<Asset>,
    kinds: &Kinds,
    site_title: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Page>, Vec<(Url, Asset)>) {
    let indexes = choose_indexes(&documents, diagnostics);
    find_unknown_kinds(&documents, kinds, diagnostics);
    let mut pages: Vec<Page> = documents
        .into_iter()
        .map(|document| {
            let is_index = indexes.get(document.path.folder()) == Some(&document.path);
            page(document, is_index, kinds, site_title, diagnostics)
        })
        .collect();
    pages.sort_by(|a, b| a.document.path.cmp(&b.document.path));
    let assets: Vec<(Url, Asset)> = assets
        .into_iter()
        .filter_map(|asset| Some((Url::new(asset.path.as_str())?, asset)))
        .collect();
    find_collisions(&pages, &assets, diagnostics);
    (pages, assets)
}

/// The file that stands for each folder: `_index.md`, else `index.md`, else `README.md`.
fn choose_indexes(
    documents: &[Arc<Document>],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, SourcePath> {
    let mut by_folder: BTreeMap<&str, Vec<&Arc<Document>>> = BTreeMap::new();
    for document in documents.iter().filter(|document| is_index(&document.path)) {
        by_folder
            .entry(document.path.folder())
            .or_default()
            .push(document);
    }
    let mut chosen = BTreeMap::new();
    for (folder, mut candidates) in by_folder {
        candidates.sort_by_key(|document| (rank(&document.path), document.path.clone()));
        for second in &candidates[1..] {
            let message = format!(
                "the folder has a page of its own already: `{}`",
                candidates[0].path.name()
            );
            diagnostics.push(
                Diagnostic::warning("second-index", Place::of_file(&second.text.file), message)
                    .help("it is built as an ordinary page; rename it, or put both into one file"),
            );
        }
        chosen.insert(folder.to_owned(), candidates[0].path.clone());
    }
    chosen
}

fn rank(path: &SourcePath) -> usize {
    let stem = path.stem().to_lowercase();
    ["_index", "index", "readme"]
        .iter()
        .position(|name| *name == stem)
        .unwrap_or(usize::MAX)
}

fn page(
    document: Arc<Document>,
    is_index: bool,
    kinds: &Kinds,
    site_title: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Page {
    let url = url_of(&document, is_index, diagnostics);
    let folder = document.path.folder();
    let title = document
        .title
        .clone()
        .unwrap_or_else(|| match (is_index, folder.rsplit('/').next()) {
            (true, Some("") | None) => site_title.to_owned(),
            (true, Some(folder)) => words_of(folder),
            (false, _) => words_of(document.path.name()),
        });
    let kind = kind_of(&document, is_index, kinds);
    Page {
        document,
        url,
        title,
        kind,
        section: 0,
        place: 0,
        is_index,
        targets: Vec::<Target>::new(),
        relations: BTreeMap::new(),
        backlinks: Vec::new(),
        tags: Vec::new(),
        previous: None,
        next: None,
    }
}

fn url_of(document: &Document, is_index: bool, diagnostics: &mut Vec<Diagnostic>) -> Url {
    let path = &document.path;
    let in_folder = |name: &str| match path.folder() {
        "" => format!("{name}.html"),
        folder => format!("{folder}/{name}.html"),
    };
    let slug = document
        .front
        .text("slug")
        .map(str::trim)
        .filter(|slug| !slug.is_empty() && !is_index);
    let name = match slug {
        Some(slug)
            if slug.contains(['/', '\\']) || slug.starts_with('.') || slug.chars().any(char::is_control) =>
        {
            let finding = Diagnostic::error(
                "bad-slug",
                document.place_of("slug"),
                format!("`{slug}` cannot be a file's name"),
            );
            diagnostics.push(
                finding
                    .help("write one name without slashes or a leading dot; the page keeps its file's name"),
            );
            path.stem()
        }
        Some(slug) => slug,
        None if is_index => "index",
        // A second index may not take the folder's own address.
        None if path.stem().eq_ignore_ascii_case("index") => "index-page",
        None => path.stem(),
    };
    Url::new(&in_folder(name)).expect("a page's path has a name, and a slug without slashes cannot climb")
}

/// The kind that front matter names, else that of the top-level folder; index pages take none from their folder.
fn kind_of(document: &Document, is_index: bool, kinds: &Kinds) -> Option<String> {
    let named = |kind: Option<&Kind>| Some(kind.map_or("note", |kind| kind.name.as_str()).to_owned());
    match document.front.text("kind") {
        Some(word) => named(kinds.get(word)),
        None if is_index => None,
        None => named(
            document
                .path
                .folders()
                .next()
                .and_then(|folder| kinds.of_folder(folder)),
        ),
    }
}

/// Warns once for each kind that nobody knows, at the first page that names it.
fn find_unknown_kinds(documents: &[Arc<Document>], kinds: &Kinds, diagnostics: &mut Vec<Diagnostic>) {
    let mut unknown: BTreeMap<&str, (&Document, usize)> = BTreeMap::new();
    for document in documents {
        if let Some(word) = document
            .front
            .text("kind")
            .filter(|word| kinds.get(word).is_none())
        {
            unknown.entry(word).or_insert((document, 0)).1 += 1;
        }
    }
    for (word, (first, count)) in unknown {
        let names = || kinds.iter().map(|kind| kind.name.as_str());
        let pages = if count == 1 {
            String::new()
        } else {
            format!(", which {count} pages name")
        };
        let message = format!("there is no kind `{word}`{pages}");
        let finding = Diagnostic::warning("unknown-kind", first.place_of("kind"), message);
        diagnostics.push(match nearest(word, names()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => finding.help(format!(
                "it reads as a note until then; write one of {}, or add `[kinds.{word}]` to book.toml",
                names()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        });
    }
}

/// Finds two sources for one output, also where they differ only by case or Unicode form.
fn find_collisions(pages: &[Page], assets: &[(Url, Asset)], diagnostics: &mut Vec<Diagnostic>) {
    let of_pages = pages.iter().map(|page| (&page.url, &page.document.path));
    let of_assets = assets.iter().map(|(url, asset)| (url, &asset.path));
    let mut taken: HashMap<String, (&Url, &SourcePath)> = HashMap::default();
    for (number, (url, path)) in of_pages.chain(of_assets).enumerate() {
        let Some((first_url, first)) = taken.insert(url.folded(), (url, path)) else {
            continue;
        };
        let message = if first_url == url {
            format!("`{path}` and `{first}` would both be published as `{url}`")
        } else {
            format!(
                "`{path}` would be published as `{url}` and `{first}` as `{first_url}`, which many disks take for one name"
            )
        };
        let place = pages
            .get(number)
            .map_or_else(|| place_of_asset(path, pages), place_of_address);
        diagnostics.push(
            Diagnostic::blocking("output-collision", place, message)
                .help("rename one of them, or give one page another `slug`"),
        );
    }
}

/// What gave a page its address: its `slug`, else its name.
fn place_of_address(page: &Page) -> Place {
    let document = &page.document;
    match document.front.text("slug") {
        Some(_) if !page.is_index => document.place_of("slug"),
        _ => Place::of_file(&document.text.file),
    }
}

/// Assets do not know the content folder's name, but pages do.
fn place_of_asset(path: &SourcePath, pages: &[Page]) -> Place {
    let content = pages
        .first()
        .and_then(|page| page.document.text.file.strip_suffix(page.document.path.as_str()));
    Place::of_file(&format!("{}{path}", content.unwrap_or_default()).into())
}
