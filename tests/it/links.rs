//! Every link of a built site leads somewhere, wherever the site stands; and a build always gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use passdown::words::path::unescape;
use tempfile::TempDir;

use crate::dom::{self, Element};
use crate::project::put;
use crate::site;

/// The sites in this repository.
const PROJECTS: &[&str] = &["", "docs"];

#[test]
fn every_link_of_our_own_sites_leads_somewhere() {
    for project in PROJECTS {
        let dir = TempDir::new().expect("a temporary folder can be made");
        let to = dir.path().join("site");
        let run = site::build(&root().join(project), &to, &[]);
        assert_eq!(run.code, Some(0), "{project:?}: {run:?}");
        let faults = crawl(&to);
        assert!(faults.is_empty(), "{project:?}:\n{}", faults.join("\n"));
    }
}

#[test]
fn a_build_always_gives_the_same_bytes() {
    for project in PROJECTS {
        let dir = TempDir::new().expect("a temporary folder can be made");
        let one = dir.path().join("a");
        let other = dir.path().join("Übergabe of the desk/b #1");
        for copy in [&one, &other] {
            fs::create_dir_all(copy).expect("a folder can be made");
            copy_project(&root().join(project), copy);
        }
        let built = |from: &Path, to: &str, overrides: &[(&str, &str)]| {
            let to = dir.path().join(to);
            let run = site::build(from, &to, overrides);
            assert_eq!(run.code, Some(0), "{}", run.out);
            (run.out, site::files(&to))
        };
        let first = built(&one, "first", &[]);
        assert!(first.1.len() > 10, "{project:?} is built");
        for (case, again) in [
            ("built again", built(&one, "again", &[])),
            ("over itself", built(&one, "again", &[])),
            (
                "on one thread",
                built(&one, "t1", &[("PASSDOWN_BUILD__THREADS", "1")]),
            ),
            (
                "on two threads",
                built(&one, "t2", &[("PASSDOWN_BUILD__THREADS", "2")]),
            ),
            ("from another folder", built(&other, "moved", &[])),
            ("with doubt", built(&one, "doubt", &[("DOUBT", "1")])),
        ] {
            assert_eq!(first.0, again.0, "{project:?} {case}: the findings");
            same(&first.1, &again.1, &format!("{project:?} {case}"));
        }
    }
}

#[test]
fn what_is_shown_within_another_page_keeps_its_links() {
    let dir = TempDir::new().expect("a temporary folder can be made");
    let part = "## Part\n\n<b id=\"raw\">x</b> [raw](#raw) [part](#part) note[^1]\n\n[^1]: text\n\n![[c]]";
    put(dir.path(), "content/a/b.md", part);
    put(dir.path(), "content/c.md", "## Part\n\nLast.\n\n![[d#end]]");
    put(dir.path(), "content/d.md", "before\n\n![[e]]\n\n# End\n\nHere.");
    put(dir.path(), "content/e.md", "<a href=\"c.md\">Never closed");
    put(
        dir.path(),
        "content/index.md",
        "## Part\n\n<b id=\"raw\">x</b>\n\n![[b]]\n\n![[b#part]]\n\n*![[b]]*\n\n![[d]]",
    );
    let to = dir.path().join("public");
    let run = site::build(dir.path(), &to, &[]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert_eq!(crawl(&to), Vec::<String>::new());
    let html = fs::read_to_string(to.join("index.html")).expect("the page is there");
    let ends = html.matches("Here.").count();
    assert_eq!(ends, 3, "the last line of a page is shown wherever the page is");
}

#[test]
fn the_crawler_finds_faults() {
    let page = |body: &str| format!("<!doctype html><title>x</title><body>{body}");
    let faults = |body: &str| {
        let dir = TempDir::new().expect("a temporary folder can be made");
        put(dir.path(), "a/b.html", &page(body));
        put(dir.path(), "c d.html", &page("<p id=e>"));
        crawl(dir.path()).len()
    };
    for (body, expected) in [
        ("<a href='../c%20d.html#e'>x</a>", 0),
        ("<a href='b.html?x=1#top'>x</a><a href='https://x.y'>x</a>", 0),
        ("<a href='#:~:text=x'>x</a><a href='b.html' aria-label=x></a>", 0),
        ("<a href='b.html'><img src='b.html' alt=x></a><a id=x></a>", 0),
        ("<a href='../c%20d.html#f'>x</a>", 1),
        ("<a href='c.html'>x</a>", 1),
        ("<a href='../../a/b.html'>x</a>", 1),
        ("<a href='/a/b.html'>x</a>", 1),
        ("<a href='b.html'> </a>", 1),
        ("<a href='../a/'>x</a>", 1),
        ("<p id=x><p id=x><a href=''>x</a>", 2),
        ("<img src='x.png'><svg><use xlink:href='#i'></svg>", 2),
    ] {
        assert_eq!(faults(body), expected, "{body}");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Copies what belongs to a project: book.toml, its content, and what pages show of the rest.
fn copy_project(from: &Path, to: &Path) {
    for name in [
        "book.toml",
        "content",
        "src",
        "themes",
        "templates",
        "README.md",
        "Cargo.toml",
    ] {
        let from = from.join(name);
        if from.is_dir() {
            site::copy(&from, &to.join(name));
        } else if from.is_file() {
            fs::copy(&from, to.join(name)).expect("a file can be copied");
        }
    }
}

fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, case: &str) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other), "{case}");
    let differ: Vec<_> = one.keys().filter(|path| one[*path] != other[*path]).collect();
    assert!(differ.is_empty(), "{case}: {differ:?}");
}

/// What is wrong with the links of the site in a folder.
pub(crate) fn crawl(root: &Path) -> Vec<String> {
    let files = site::files(root);
    let pages: BTreeMap<&str, Vec<Element>> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| {
            (
                path.as_str(),
                dom::elements(std::str::from_utf8(bytes).expect("pages are UTF-8")),
            )
        })
        .collect();
    let mut faults = Vec::new();
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, elements) in &pages {
        let ids = ids.entry(path).or_default();
        for id in elements.iter().filter_map(|element| element.get("id")) {
            if !ids.insert(id) {
                faults.push(format!("{path}: the id `{id}` is used twice"));
            }
        }
    }
    let site = Built { files: &files, ids };
    for (path, elements) in &pages {
        for element in elements {
            let addresses = ["href", "src", "xlink:href", "poster", "action"];
            for address in addresses.iter().filter_map(|name| element.get(name)) {
                let fault = site.fault(path, address);
                faults.extend(fault.map(|fault| format!("{path}: `{address}` {fault}")));
            }
            let is_named = !element.text.trim().is_empty() || element.get("aria-label").is_some();
            if element.name == "a" && element.get("href").is_some() && !is_named {
                faults.push(format!("{path}: a link has no words: {:?}", element.attributes));
            }
            if let Some((_, address)) = refresh(element) {
                let fault = site.fault(path, address);
                faults.extend(fault.map(|fault| format!("{path}: its redirect `{address}` {fault}")));
            }
        }
    }
    faults
}

/// The seconds and the address of a redirect.
pub(crate) fn refresh(element: &Element) -> Option<(&str, &str)> {
    let is_refresh = element
        .get("http-equiv")
        .is_some_and(|name| name.eq_ignore_ascii_case("refresh"));
    let content = element.get("content").filter(|_| is_refresh)?;
    content.split_once("; url=")
}

struct Built<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    ids: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl Built<'_> {
    /// What is wrong with an address on a page.
    fn fault(&self, page: &str, address: &str) -> Option<String> {
        // A server may show this page anywhere, so it names everything from the root, or whole.
        if page == "404.html" && (address.starts_with('/') || address == "data:,") {
            return None;
        }
        if is_outside(address) {
            return None;
        }
        if address.starts_with('/') {
            return Some("starts at the root, which a site below a folder does not have".to_owned());
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split('?').next().unwrap_or_default();
        if address.is_empty() || (path.is_empty() && fragment.is_empty()) {
            return Some("leads nowhere".to_owned());
        }
        let Some(target) = followed(page, path) else {
            return Some("leaves the site".to_owned());
        };
        if !self.files.contains_key(&target) {
            return Some(format!("leads to `{target}`, which is no file"));
        }
        let id = unescape(fragment.split(":~:").next().unwrap_or_default());
        let ids = self.ids.get(target.as_str());
        let is_there = id.is_empty() || id == "top" || ids.is_some_and(|ids| ids.contains(id.as_str()));
        (!is_there).then(|| format!("names an id that `{target}` has not"))
    }
}

/// Whether an address has a scheme or a host.
fn is_outside(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    address.starts_with("//") || scheme.contains(':')
}

/// The file that a relative path leads to from a page; `None` if it climbs out of the site.
pub(crate) fn followed(page: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<String> = page.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(unescape(part)),
        }
    }
    Some(parts.join("/"))
}
