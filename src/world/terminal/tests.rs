//! The four formats over one table of findings.

use std::sync::Arc;

use super::*;
use crate::words::diagnostic::Place;
use crate::words::text::Text;

/// One finding of each sort that is hard to show.
fn table() -> Vec<Diagnostic> {
    let text = Text::new(
        "content/processes/billing.md",
        "---\ntitle: Billing\n\nowner: jhon\n---\n",
    );
    let plain = Diagnostic::warning("unknown-person", find(&text, "jhon"), "no person `jhon`")
        .label("did you mean `john`?")
        .help("write `john`");
    let also = Diagnostic::error("duplicate-key", find(&text, "owner"), "`owner` is written twice")
        .help("keep one of the two")
        .also(find(&text, "title"), "it stands here first");
    let file = Arc::from("content/a,b:c 100%.md");
    let bare = Diagnostic::warning("second-index", Place::of_file(&file), "a second index")
        .label("50%, then")
        .help("rename it");
    let nowhere = Diagnostic {
        place: None,
        severity: Severity::Note,
        ..Diagnostic::warning("coverage", Place::of_file(&file), "two duties have one person")
    };
    let wide = Text::new("content/wide.md", "\t名前は「[x](y)」 \u{200b}z");
    let wide_link =
        Diagnostic::error("broken-link", find(&wide, "[x](y)"), "there is no page `y`").label("here");
    let hidden =
        Diagnostic::warning("unknown-key", find(&wide, "\u{200b}"), "no field `\u{200b}z`").help("delete it");
    let long = Text::new(
        "content/long.md",
        format!("{}jhon{}", "é ".repeat(120), " z".repeat(200)),
    );
    let cut = Diagnostic::warning("unknown-person", find(&long, "jhon"), "no person `jhon`").label("who?");
    let evil = Text::new(
        "content/\u{1b}[31m\n::error::x.md",
        "a\u{1b}]0;x\u{7}b\u{9b}2Jc\u{202e}d\n",
    );
    let evil = Diagnostic::blocking(
        "output-collision",
        find(&evil, "b"),
        "two\r\nlines \u{1b}[2J\u{9b}",
    )
    .label("\u{1b}[1m")
    .help("tab\there\n::warning::x");
    vec![plain, also, bare, nowhere, wide_link, hidden, cut, evil]
}

/// The place of the first `part` in a text.
fn find(text: &Text, part: &str) -> Place {
    let at = text.content.find(part).expect("the text holds the part");
    text.place(at..at + part.len())
}

fn written(format: Format, colour: bool) -> String {
    let mut out = Vec::new();
    write(&table(), format, colour, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("it is text")
}

#[test]
fn show() {
    for f in [Format::Full, Format::Concise, Format::Json, Format::Github] {
        println!("{}", written(f, false));
    }
}
