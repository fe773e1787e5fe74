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
fn full() {
    let expected = r#"warning[unknown-person]: no person `jhon`
 --> content/processes/billing.md:4:8
  |
4 | owner: jhon
  |        ^^^^ did you mean `john`?
  |
  = help: write `john`

error[duplicate-key]: `owner` is written twice
 --> content/processes/billing.md:4:1
  |
4 | owner: jhon
  | ^^^^^
  |
  = help: keep one of the two
note: it stands here first
 --> content/processes/billing.md:2:1
  |
2 | title: Billing
  | -----

warning[second-index]: a second index
--> content/a,b:c 100%.md:1:1
 = help: 50%, then; rename it

note[coverage]: two duties have one person

error[broken-link]: there is no page `y`
 --> content/wide.md:1:6
  |
1 |     名前は「[x](y)」 �z
  |             ^^^^^^ here

warning[unknown-key]: no field `�z`
 --> content/wide.md:1:14
  |
1 |     名前は「[x](y)」 �z
  |                      ^
  |
  = help: delete it

warning[unknown-person]: no person `jhon`
 --> content/long.md:1:241
  |
1 | ...   … é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é é jhon z z z z z z z z z z z z z z z z z z z z z z z z z z z ...
  |                                                                           ^^^^ who?

error[output-collision]: two␍␊lines ␛[2J�
 --> content/␛[31m␊::error::x.md:1:8
  |
1 | a␛]0;x␇b�2Jc�d
  |        ^ ␛[1m
  |
  = help: tab here␊::warning::x

"#;
    assert_eq!(written(Format::Full, false), expected);
}

#[test]
fn concise() {
    let expected = r#"content/processes/billing.md:4:8: warning[unknown-person]: no person `jhon`
content/processes/billing.md:4:1: error[duplicate-key]: `owner` is written twice
content/a,b:c 100%.md:1:1: warning[second-index]: a second index
note[coverage]: two duties have one person
content/wide.md:1:6: error[broken-link]: there is no page `y`
content/wide.md:1:14: warning[unknown-key]: no field `�z`
content/long.md:1:241: warning[unknown-person]: no person `jhon`
content/␛[31m␊::error::x.md:1:8: error[output-collision]: two␍␊lines ␛[2J�
"#;
    assert_eq!(written(Format::Concise, false), expected);
}

#[test]
fn json() {
    let expected = r#"{"rule":"unknown-person","severity":"warning","path":"content/processes/billing.md","line":4,"column":8,"message":"no person `jhon`","help":"did you mean `john`? write `john`"}
{"rule":"duplicate-key","severity":"error","path":"content/processes/billing.md","line":4,"column":1,"message":"`owner` is written twice","help":"keep one of the two","also":[{"path":"content/processes/billing.md","line":2,"column":1,"message":"it stands here first"}]}
{"rule":"second-index","severity":"warning","path":"content/a,b:c 100%.md","line":1,"column":1,"message":"a second index","help":"50%, then; rename it"}
{"rule":"coverage","severity":"note","path":null,"line":null,"column":null,"message":"two duties have one person","help":null}
{"rule":"broken-link","severity":"error","path":"content/wide.md","line":1,"column":6,"message":"there is no page `y`","help":"here"}
{"rule":"unknown-key","severity":"warning","path":"content/wide.md","line":1,"column":14,"message":"no field `\u200bz`","help":"delete it"}
{"rule":"unknown-person","severity":"warning","path":"content/long.md","line":1,"column":241,"message":"no person `jhon`","help":"who?"}
{"rule":"output-collision","severity":"blocking","path":"content/\u001b[31m\n::error::x.md","line":1,"column":8,"message":"two\r\nlines \u001b[2J\u009b","help":"\u001b[1m; tab\there\n::warning::x"}
"#;
    assert_eq!(written(Format::Json, false), expected);
}

#[test]
fn github() {
    let expected = r#"::warning file=content/processes/billing.md,line=4,col=8,title=unknown-person::no person `jhon`%0Adid you mean `john`? write `john`
::error file=content/processes/billing.md,line=4,col=1,title=duplicate-key::`owner` is written twice%0Akeep one of the two
::warning file=content/a%2Cb%3Ac 100%25.md,line=1,col=1,title=second-index::a second index%0A50%25, then; rename it
::notice title=coverage::two duties have one person
::error file=content/wide.md,line=1,col=6,title=broken-link::there is no page `y`%0Ahere
::warning file=content/wide.md,line=1,col=14,title=unknown-key::no field `�z`%0Adelete it
::warning file=content/long.md,line=1,col=241,title=unknown-person::no person `jhon`%0Awho?
::error file=content/␛[31m␊%3A%3Aerror%3A%3Ax.md,line=1,col=8,title=output-collision::two␍␊lines ␛[2J�%0A␛[1m; tab here␊::warning::x
"#;
    assert_eq!(written(Format::Github, false), expected);
}

#[test]
fn colours_are_asked_for_and_never_come_from_a_file() {
    let codes = |text: &str| text.matches('\u{1b}').count();
    assert!(codes(&written(Format::Full, true)) > 0);
    for format in Format::value_variants() {
        let plain = written(*format, false);
        assert_eq!(codes(&plain), 0, "{format:?}");
        assert!(
            !plain.contains(['\u{9b}', '\u{7}', '\u{202e}', '\r']),
            "{format:?}"
        );
    }
    let styled = written(Format::Full, true);
    let stripped = anstream::adapter::strip_str(&styled).to_string();
    assert_eq!(
        stripped,
        written(Format::Full, false),
        "colours change nothing else"
    );
}

#[test]
fn every_finding_is_one_json_object_that_reads_back() {
    for (line, found) in written(Format::Json, false).lines().zip(table()) {
        let object: serde_json::Value = serde_json::from_str(line).expect("the line is JSON");
        assert_eq!(object["message"], *found.message);
        assert_eq!(
            object["path"].as_str(),
            found.place.as_ref().map(|place| &*place.file)
        );
    }
    assert_eq!(written(Format::Json, false).lines().count(), table().len());
    for format in [Format::Concise, Format::Github] {
        assert_eq!(written(format, false).lines().count(), table().len());
    }
}

#[test]
fn a_line_of_megabytes_is_named_and_not_shown() {
    let text = Text::new("a.md", format!("{}x", " ".repeat(3_000_000)));
    let found = Diagnostic::error("broken-link", find(&text, "x"), "m")
        .label("l")
        .help("h");
    let expected = "error[broken-link]: m\n--> a.md:1:3000001\n = help: l; h";
    assert_eq!(full::render(&found, false), expected);
}

#[test]
fn a_caret_past_the_end_stays_on_the_line() {
    let text = Text::new("a.md", "owner: x\n");
    let mut place = text.place(8..8);
    (place.column, place.width) = (90, 7);
    let shown = full::render(&Diagnostic::error("bad-date", place, "m"), false);
    assert!(shown.contains("1 | owner: x\n  |         ^"), "{shown}");
}

#[test]
fn by_place_then_by_gravity() {
    let text = Text::new("b.md", "one\ntwo\n");
    let other = Text::new("a.md", "one\n");
    let at = |text: &Text, part| find(text, part);
    let mut found = vec![
        Diagnostic::warning("z", at(&text, "two"), ""),
        Diagnostic::warning("y", at(&text, "one"), ""),
        Diagnostic::error("x", at(&text, "one"), ""),
        Diagnostic::warning("w", at(&text, "one"), ""),
        Diagnostic::warning("v", at(&text, "ne"), ""),
        Diagnostic::warning("u", at(&other, "one"), ""),
    ];
    found.push(Diagnostic {
        place: None,
        ..Diagnostic::warning("t", at(&text, "two"), "")
    });
    sort(&mut found);
    let rules: Vec<&str> = found.iter().map(|found| found.rule).collect();
    assert_eq!(rules, ["t", "u", "x", "w", "y", "v", "z"]);
}

#[test]
fn counts_in_words() {
    let text = Text::new("a.md", "x");
    let of = |severities: &[Severity]| {
        let found = severities
            .iter()
            .map(|severity| Diagnostic::new(*severity, "r", find(&text, "x"), ""));
        summary(&found.collect::<Vec<_>>())
    };
    let (note, warning, error, blocking) = (
        Severity::Note,
        Severity::Warning,
        Severity::Error,
        Severity::Blocking,
    );
    assert_eq!(of(&[]), "no findings");
    assert_eq!(of(&[note]), "1 note");
    assert_eq!(
        of(&[note, warning, error, warning, blocking, warning]),
        "2 errors, 3 warnings, 1 note"
    );
}
