//! What no table can hold: limits, places, and that nothing can make the reader panic.
//!
//! What is read of which text, and what is said of it, stands in `tests/library/front-matter-*.md`.

use super::*;
use crate::words::diagnostic::Severity;
use proptest::prelude::*;

fn block(inside: &str) -> Text {
    Text::new("a.md", format!("---\n{inside}\n---\nbody"))
}

/// The only field and the only finding of a block.
fn title_and_finding(inside: &str) -> (FrontMatter, String) {
    let (matter, body, found) = read(&block(inside));
    assert_eq!(body, inside.len() + 9);
    assert_eq!((matter.text("title"), matter.entries().count()), (Some("y"), 1));
    assert_eq!((found.len(), found[0].severity), (1, Severity::Error));
    let place = found[0].place.as_ref().expect("every finding has a place");
    let said = format!("{} {}:{}", found[0].rule, place.line, place.column);
    (matter, said)
}

#[test]
fn limits() {
    let depth = format!("x: {}\ntitle: y", "[".repeat(10_000));
    let (matter, found) = title_and_finding(&depth);
    assert_eq!(found, "front-matter-too-deep 2:36");
    assert!(matter.extra.is_empty() && !matter.audience_unreadable());
    let long = format!("title: y\nx: {}\naudience: team", "z".repeat(100_000));
    let (matter, found) = title_and_finding(&long);
    assert_eq!(found, "front-matter-too-large 3:1");
    assert!(matter.extra.is_empty() && matter.audience_unreadable());
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: y";
    let (matter, _, found) = read(&block(bomb));
    assert_eq!((matter.text("title"), found.len()), (Some("y"), 3));
    let many: String = (0..3000).map(|n| format!("k{n}: {n}\n")).collect();
    assert_eq!(read(&block(&many)).0.extra.len(), 3000);
}

#[test]
fn spans_are_those_of_the_file() {
    let text = Text::new(
        "a.md",
        "\u{feff}---\r\nOwner: [é, \"ü\"] # c\r\ntags: a, b\r\n---\r\n",
    );
    let (matter, _, found) = read(&text);
    assert_eq!(found, []);
    let at = |range: Option<Range<usize>>| &text.content[range.expect("the field is there")];
    assert_eq!(at(matter.span("owner")), "[é, \"ü\"]");
    assert_eq!(at(matter.entry("owner").map(|entry| entry.key.clone())), "Owner");
    let items = |name| {
        matter
            .texts(name)
            .iter()
            .map(|item| at(Some(item.span.clone())))
            .collect::<Vec<_>>()
    };
    assert_eq!(items("owner"), ["é", "\"ü\""]);
    assert_eq!(items("tags"), ["a", "b"]);
    assert_eq!(at(matter.block.clone()).lines().count(), 2);
}

/// A text made of what front matter is made of.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "---",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        ":",
        ": ",
        "- ",
        "title",
        "audience",
        "tags",
        "date",
        "questions",
        "taxonomies",
        "extra",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "\\",
        "#",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "?",
        "é",
        "\u{2028}",
        "\u{85}",
        "\u{feff}",
        "\u{0}",
        "2024-01-02",
        "1.5",
        "x",
        "<<",
        "%",
        "@",
        "...",
        "~",
    ]);
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn survives(content: &str) {
    let text = Text::new("a.md", content);
    let (matter, body, found) = read(&text);
    assert!(body <= content.len() && content.is_char_boundary(body));
    for (_, entry) in matter.entries() {
        assert!(content.get(entry.span.clone()).is_some() && content.get(entry.key.clone()).is_some());
        if let Value::Texts(items) = &entry.value {
            assert!(items.iter().all(|item| content.get(item.span.clone()).is_some()));
        }
    }
    assert!(
        found
            .iter()
            .all(|found| found.place.is_some() && !found.message.is_empty())
    );
    assert_eq!(read(&text), (matter, body, found), "reading twice gives the same");
}

proptest! {
    #[test]
    fn nothing_panics(content in any::<String>(), inside in hostile()) {
        survives(&content);
        survives(&inside);
        survives(&format!("---\n{inside}\n---\nbody"));
        survives(&format!("---\n{content}\n---\nbody"));
    }

    #[test]
    fn a_sound_audience_is_never_lost(inside in hostile()) {
        let (matter, body, _) = read(&block(&format!("{inside}\naudience: private")));
        let seen = matter.audience() == Some(Audience::Private) || matter.audience_unreadable();
        // Front matter that ends before the line, or begins behind it, leaves the line to the body.
        let ended = inside
            .split(['\n', '\r'])
            .any(|line| matches!(line.trim_end(), "---" | "..."));
        prop_assert!(seen || ended, "{inside:?} {body} {matter:?}");
    }
}

/// The YAML test suite, each of whose documents is tried as front matter.
mod suite {
    use super::*;

    /// Documents that the suite wants refused and that the parser takes. None of them hides an entry:
    /// lists and quotes that go on in the first column (9C9N, QB6E), a tab before the second line of
    /// a quote (DK95/01), blank lines deeper than a block text (S98Z), comments without a space in
    /// front (SU5Z, X4QW), and a tab in a blank line (Y79Y/000).
    const TAKEN: &[&str] = &["9C9N", "DK95/01", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y/000"];

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test reads the suite and the clock")]
    fn yaml_suite() {
        let Ok(shared) = std::env::var("PASSDOWN_SHARED") else {
            println!("PASSDOWN_SHARED is not set: the YAML suite is not run");
            return;
        };
        let json = std::fs::read_to_string(format!("{shared}/suites/yaml.json")).expect("the suite is there");
        let cases: Vec<serde_json::Value> = serde_json::from_str(&json).expect("the suite is JSON");
        let mut taken = Vec::new();
        for case in &cases {
            let word = |key: &str| case[key].as_str().unwrap_or_default();
            // The suite's own first `---` would close the block at once.
            let inside = word("yaml");
            let inside = inside.strip_prefix("---\n").unwrap_or(inside);
            let text = block(inside.trim_end_matches('\n'));
            let start = std::time::Instant::now();
            let (_, _, found) = read(&text);
            assert!(start.elapsed().as_secs() < 1, "{} takes too long", word("id"));
            survives(&text.content);
            survives(word("yaml"));
            if case["must_fail"] == true && !found.iter().any(|found| found.severity >= Severity::Error) {
                taken.push(word("id"));
            }
        }
        assert_eq!(cases.len(), 402);
        assert_eq!(taken, TAKEN);
    }
}
