//! The house stands: imports run downward, and no modules go in a circle.
//!
//! The order is read from lib.rs, which declares the modules under a comment for each floor.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Modules that see nothing of each other, and why.
const STRANGERS: &[(&str, &str, &str)] = &[
    ("check", "view", "readings ignore each other"),
    ("check", "search", "readings ignore each other"),
    ("report", "check", "readings ignore each other"),
    ("report", "view", "readings ignore each other"),
    ("report", "search", "readings ignore each other"),
    ("search", "check", "readings ignore each other"),
    ("search", "report", "readings ignore each other"),
    ("search", "view", "readings ignore each other"),
    ("view", "check", "readings ignore each other"),
    ("view", "search", "readings ignore each other"),
    ("feed", "check", "readings ignore each other"),
    ("feed", "search", "readings ignore each other"),
    ("feed", "view", "readings ignore each other"),
    ("check", "feed", "readings ignore each other"),
    ("report", "feed", "readings ignore each other"),
    ("search", "feed", "readings ignore each other"),
    ("view", "feed", "readings ignore each other"),
    ("theme", "site", "a view is all that a template depends on"),
];

/// An import: the module that asks, the one it asks for, and where.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Import {
    from: String,
    to: String,
    place: String,
}

#[test]
fn imports_run_downward() {
    let floors = floors(&read("src/lib.rs"));
    assert!(floors.len() > 10, "lib.rs declares its floors: {floors:?}");
    let imports = imports();
    assert!(imports.len() > 100, "imports are found");
    let mut faults: Vec<String> = Vec::new();
    for Import { from, to, place } in &imports {
        match (floors.get(from), floors.get(to)) {
            (Some(low), Some(high)) if high > low => faults.push(format!(
                "{place}: `{from}` on floor {low} uses `{to}` on floor {high}"
            )),
            (Some(_), Some(_)) => {}
            _ => faults.push(format!("{place}: lib.rs gives `{from}` or `{to}` no floor")),
        }
        for (one, other, why) in STRANGERS {
            if (from.as_str(), to.as_str()) == (*one, *other) {
                faults.push(format!("{place}: `{from}` uses `{to}`, but {why}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_modules_go_in_a_circle() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for Import { from, to, .. } in imports() {
        uses.entry(from).or_default().insert(to);
    }
    assert_eq!(circle(&uses), None);
}

#[test]
fn circles_and_floors_are_told() {
    let uses = |pairs: &[(&str, &str)]| {
        let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in pairs {
            uses.entry((*from).to_owned())
                .or_default()
                .insert((*to).to_owned());
        }
        uses
    };
    assert_eq!(circle(&uses(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
    assert!(circle(&uses(&[("a", "b"), ("b", "c"), ("c", "b")])).is_some());
    let floors = floors("// Floor 0: x.\npub mod a;\n\n// Floor 1: y.\nmod b;\n");
    assert_eq!(floors, BTreeMap::from([("a".into(), 0), ("b".into(), 1)]));
    let names = |line: &str, depth: usize| modules_in(line, depth);
    assert_eq!(names("use crate::a::{B, c};", 1), ["a"]);
    assert_eq!(names("use crate::{a::B, c::{D, E}, f};", 1), ["a", "c", "f"]);
    assert_eq!(names("    crate::a::b(crate::c::d)", 2), ["a", "c"]);
    assert_eq!(names("use super::a::B;", 1), ["a"]);
    assert_eq!(names("use super::a::B;", 2), [""; 0]);
    assert_eq!(names("use super::super::a::B;", 2), ["a"]);
    assert_eq!(names("// crate::a", 1), [""; 0]);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).expect("the source is there")
}

/// The floor of each module.
fn floors(lib: &str) -> BTreeMap<String, u32> {
    let mut floors = BTreeMap::new();
    let mut floor = None;
    for line in lib.lines() {
        if let Some(rest) = line.strip_prefix("// Floor ") {
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            floor = Some(number.parse().expect("a floor has a number"));
        }
        let name = line
            .trim_start_matches("pub ")
            .strip_prefix("mod ")
            .and_then(|rest| rest.strip_suffix(';'));
        if let (Some(name), Some(floor)) = (name, floor) {
            floors.insert(name.to_owned(), floor);
        }
    }
    floors
}

/// Every import from one module of the crate to another.
fn imports() -> BTreeSet<Import> {
    let src = root().join("src");
    let mut imports = BTreeSet::new();
    for entry in WalkDir::new(&src).sort_by_file_name() {
        let entry = entry.expect("the sources can be read");
        let below = entry.path().strip_prefix(&src).expect("it lies below");
        let is_root = ["lib.rs", "main.rs"].iter().any(|name| below == Path::new(name));
        if is_root || below.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let parts: Vec<String> = below
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .filter(|part| part != "mod")
            .collect();
        let text = std::fs::read_to_string(entry.path()).expect("the source can be read");
        for (number, line) in (1..).zip(joined(&text).lines()) {
            for to in modules_in(line, parts.len()) {
                if to != parts[0] {
                    let place = format!("src/{}:{number}", below.display());
                    imports.insert(Import {
                        from: parts[0].clone(),
                        to,
                        place,
                    });
                }
            }
        }
    }
    imports
}

/// The text with every `use` on one line; the number of lines stays.
fn joined(text: &str) -> String {
    let mut joined = String::new();
    let mut owed = 0;
    let mut is_open = false;
    for line in text.lines() {
        is_open = is_open || line.trim_start_matches("pub ").starts_with("use ");
        joined.push_str(if is_open { line.trim_start() } else { line });
        if is_open && !line.ends_with(';') {
            owed += 1;
        } else {
            is_open = false;
            joined.push_str(&"\n".repeat(owed + 1));
            owed = 0;
        }
    }
    joined
}

/// The modules of the crate that a line of a module so deep names.
fn modules_in(line: &str, depth: usize) -> Vec<String> {
    if line.trim_start().starts_with("//") {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    for (at, start) in line.match_indices("crate::") {
        let rest = &line[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(firsts(list)),
            None => found.extend(word(rest)),
        }
    }
    // At the file's own level, as many `super` as the module is deep lead to the crate.
    let up = format!("use {}", "super::".repeat(depth));
    if let Some(rest) = line.trim_start_matches("pub ").strip_prefix(&up) {
        found.extend(word(rest));
    }
    found
}

/// The first words of the items of a list in braces.
fn firsts(list: &str) -> Vec<String> {
    let (mut depth, mut found, mut fresh) = (0, Vec::new(), true);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            ' ' => {}
            _ if fresh => {
                fresh = false;
                found.extend(word(&list[at..]));
            }
            _ => {}
        }
    }
    found
}

/// The name of a module at the start, which is lowercase, unlike that of a type.
fn word(rest: &str) -> Option<String> {
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (word.starts_with(|c: char| c.is_lowercase()) && word != "super" && word != "self").then_some(word)
}

/// Some modules that use each other in a circle.
fn circle(uses: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    // What uses nothing that is left cannot be part of a circle.
    let mut left = uses.clone();
    loop {
        let before = left.len();
        let names: BTreeSet<String> = left.keys().cloned().collect();
        left.retain(|_, used| used.iter().any(|name| names.contains(name)));
        if left.len() == before {
            return (before > 0).then(|| left.into_keys().collect());
        }
    }
}
