//! The documentation names every field that a template sees, in the words of the code.

use std::fmt::Write;
use std::path::Path;

use regex::Regex;
use walkdir::WalkDir;

const MARK: &str = "<!-- Made from src/view by `UPDATE=1 cargo test --test it view_fields`. -->\n";

/// A value that templates see, as its code declares it.
struct Shape {
    name: String,
    says: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    holds: String,
    says: String,
}

#[test]
fn the_documentation_names_every_field() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src/theme.md");
    let text = std::fs::read_to_string(&path).expect("the page is there");
    let (before, listed) = text.split_once(MARK).expect("the page has its mark");
    let shapes = shapes();
    assert!(
        shapes.len() > 10 && shapes.iter().all(|shape| !shape.fields.is_empty()),
        "the views are found"
    );
    let wanted = tables(&shapes);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{before}{MARK}{wanted}")).expect("the page can be written");
    } else {
        assert_eq!(listed, wanted, "UPDATE=1 writes the page anew");
    }
}

/// Every structure of the views that is handed to templates; the site's and the page's come first.
fn shapes() -> Vec<Shape> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view");
    let mut files: Vec<_> = WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the folder can be read").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort_by_key(|path| (!path.ends_with("view/mod.rs"), path.clone()));
    let read = |path| std::fs::read_to_string(path).expect("code is text");
    files.iter().flat_map(|path| shapes_of(&read(path))).collect()
}

fn shapes_of(code: &str) -> Vec<Shape> {
    let shape = Regex::new(r"(?s)((?:/// [^\n]*\n)+)#\[derive\([^)]*Serialize[^)]*\)\]\n(?:#\[[^\n]*\n)*pub struct (\w+) \{\n(.*?)\n\}")
        .expect("it is sound");
    let field = Regex::new(r"((?:    /// [^\n]*\n)+)(?:    #\[[^\n]*\n)*    pub (\w+): ([^\n]+),")
        .expect("it is sound");
    let one = |found: regex::Captures<'_>| Shape {
        name: plain(&found[2]),
        says: prose(&found[1]),
        fields: field
            .captures_iter(&format!("{}\n", &found[3]))
            .map(|found| Field {
                name: found[2].to_owned(),
                holds: holds(&found[3]),
                says: prose(&found[1]),
            })
            .collect(),
    };
    shape.captures_iter(code).map(one).collect()
}

/// A comment as a line of Markdown.
fn prose(comment: &str) -> String {
    let lines: Vec<&str> = comment
        .lines()
        .map(|line| line.trim().trim_start_matches("///").trim())
        .collect();
    let link = Regex::new(r"\[`(\w+)::(\w+)`\]").expect("it is sound");
    let said = lines.join(" ").replace('|', "\\|");
    link.replace_all(&said, |found: &regex::Captures<'_>| {
        format!("`{}.{}`", plain(&found[1]), &found[2])
    })
    .into_owned()
}

/// `PageView` as templates would call it: `page`.
fn plain(name: &str) -> String {
    name.trim_end_matches("View").to_lowercase()
}

/// What a field of a type holds, in words.
fn holds(of: &str) -> String {
    let inside = |outer: &str| of.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Option<") {
        return format!("{}, or none", holds(inner));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", holds(inner));
    }
    if let Some(inner) = inside("BTreeMap<String, ") {
        return format!("table of {}", holds(inner));
    }
    if let Some(inner) = inside("Arc<").or_else(|| inside("Box<")) {
        return holds(inner);
    }
    match of {
        "String" | "&'static str" | "str" => "text".to_owned(),
        "Prose" => "HTML".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u8" | "u16" | "u32" | "u64" | "i32" | "i64" => "number".to_owned(),
        "Extra" => "table".to_owned(),
        name => format!("`{}`", plain(name)),
    }
}

fn tables(shapes: &[Shape]) -> String {
    let mut text = String::new();
    for Shape { name, says, fields } in shapes {
        write!(
            text,
            "\n### `{name}`\n\n{says}\n\n| field | holds | what |\n|---|---|---|\n"
        )
        .expect("a string takes all");
        for Field { name, holds, says } in fields {
            writeln!(text, "| `{name}` | {holds} | {says} |").expect("a string takes all");
        }
    }
    text
}
