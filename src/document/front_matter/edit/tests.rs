use proptest::prelude::*;

use super::*;

/// Olivia's names, and Mei's in the same manner.
const OLIVIA: [(&str, &str); 3] = [
    ("olivia", "mei"),
    ("Olivia Johnson", "Mei Chen: the second"),
    ("Liv", "mei"),
];

fn text(content: &str) -> Text {
    Text::new("content/x.md", content)
}

fn to_mei(content: &str) -> Result<Option<String>, Diagnostic> {
    let manner = |name: &str| OLIVIA.iter().find(|(old, _)| *old == name).map(|(_, new)| *new);
    rename(
        &text(content),
        "owner",
        &Renaming {
            is_from: &|name| manner(name).is_some(),
            is_to: &|name| OLIVIA.iter().any(|(_, new)| *new == name),
            written: &|name| manner(name).unwrap_or_default().to_owned(),
        },
    )
}

fn reviewed(content: &str) -> Result<String, Diagnostic> {
    set(&text(content), "reviewed", "2026-11-24", "tested")
}

#[test]
fn one_name_is_exchanged_and_every_other_byte_stays() {
    for (before, after) in [
        ("---\nowner: olivia\n---\n", "---\nowner: mei\n---\n"),
        (
            "---\nowner: olivia  # since May\n---\n",
            "---\nowner: mei  # since May\n---\n",
        ),
        (
            "---\nowner:   olivia\t \n---\nolivia\n",
            "---\nowner:   mei\t \n---\nolivia\n",
        ),
        ("---\nowner: \"olivia\"\n---\n", "---\nowner: \"mei\"\n---\n"),
        (
            "---\nowner: 'olivia' # 'olivia'\n---\n",
            "---\nowner: 'mei' # 'olivia'\n---\n",
        ),
        (
            "---\nowner: Olivia Johnson\n---\n",
            "---\nowner: \"Mei Chen: the second\"\n---\n",
        ),
        (
            "---\nowner: 'Olivia Johnson'\n---\n",
            "---\nowner: 'Mei Chen: the second'\n---\n",
        ),
        (
            "---\nowner: Olivia\n  Johnson\n---\n",
            "---\nowner: \"Mei Chen: the second\"\n---\n",
        ),
        (
            "---\nowner: \"Olivia\\x20Johnson\"\n---\n",
            "---\nowner: \"Mei Chen: the second\"\n---\n",
        ),
        ("---\nowner:\n  olivia\n---\n", "---\nowner:\n  mei\n---\n"),
        (
            "---\nowner: [olivia, priya]\n---\n",
            "---\nowner: [mei, priya]\n---\n",
        ),
        (
            "---\nowner: [ priya , \"olivia\" , ruth ]\n---\n",
            "---\nowner: [ priya , \"mei\" , ruth ]\n---\n",
        ),
        (
            "---\nowner: [Olivia Johnson]\n---\n",
            "---\nowner: [\"Mei Chen: the second\"]\n---\n",
        ),
        (
            "---\nowner: [\n  olivia, # a\n  priya, # b\n]\n---\n",
            "---\nowner: [\n  mei, # a\n  priya, # b\n]\n---\n",
        ),
        (
            "---\nowner:\n- olivia\n- priya\n---\n",
            "---\nowner:\n- mei\n- priya\n---\n",
        ),
        (
            "---\nowner:\n  # both\n  - priya # x\n\n  -   olivia # y\n---\n",
            "---\nowner:\n  # both\n  - priya # x\n\n  -   mei # y\n---\n",
        ),
        (
            "---\nowner:\n  -\n    olivia\n---\n",
            "---\nowner:\n  -\n    mei\n---\n",
        ),
        (
            "---\nowner: priya, olivia , ruth\n---\n",
            "---\nowner: priya, mei , ruth\n---\n",
        ),
        (
            "---\nowner: |\n  olivia\ntitle: x\n---\n",
            "---\nowner: |\n  mei\ntitle: x\n---\n",
        ),
        ("---\nowner: >-\n  olivia\n---\n", "---\nowner: >-\n  mei\n---\n"),
        (
            "---\nowner: \"[[olivia]]\"\n---\n",
            "---\nowner: \"[[mei]]\"\n---\n",
        ),
        ("---\nowner: [[olivia]]\n---\n", "---\nowner: [[mei]]\n---\n"),
        ("---\nOwner : Liv\n---\n", "---\nOwner : mei\n---\n"),
        ("---\n\"owner\": olivia\n---\n", "---\n\"owner\": mei\n---\n"),
        (
            "---\nprimary_reviewers: [olivia, priya]\n---\n",
            "---\nprimary_reviewers: [mei, priya]\n---\n",
        ),
        (
            "---\nprimary-reviewers:\n  - olivia\n  - priya\n---\n",
            "---\nprimary-reviewers:\n  - mei\n  - priya\n---\n",
        ),
        (
            "---\nprimary_reviewers: olivia\nowner: priya, olivia\n---\n",
            "---\nprimary_reviewers: olivia\nowner: priya, mei\n---\n",
        ),
        (
            "---\r\nowner: olivia\r\n---\r\n\r\nx\r\n",
            "---\r\nowner: mei\r\n---\r\n\r\nx\r\n",
        ),
        (
            "\u{feff}---\nowner: olivia\n...\nx",
            "\u{feff}---\nowner: mei\n...\nx",
        ),
        ("---\rowner: olivia\r---\rx", "---\rowner: mei\r---\rx"),
        (
            "---\n  title: ü\n  owner: olivia\n---\n",
            "---\n  title: ü\n  owner: mei\n---\n",
        ),
        (
            "---\nskills: &s {a: 1}\nowner: olivia\nmore: *s\n---\n",
            "---\nskills: &s {a: 1}\nowner: mei\nmore: *s\n---\n",
        ),
        (
            "---\nbackup: olivia\nowner: olivia\nlearning: [olivia]\n---\n",
            "---\nbackup: olivia\nowner: mei\nlearning: [olivia]\n---\n",
        ),
        // Nobody is named twice.
        ("---\nowner: [olivia, mei]\n---\n", "---\nowner: [mei]\n---\n"),
        ("---\nowner: [mei, olivia]\n---\n", "---\nowner: [mei]\n---\n"),
        (
            "---\nowner: [priya, Liv, mei, olivia, ruth]\n---\n",
            "---\nowner: [priya, mei, ruth]\n---\n",
        ),
        ("---\nowner: olivia, mei\n---\n", "---\nowner: mei\n---\n"),
        ("---\nowner: mei, olivia # x\n---\n", "---\nowner: mei # x\n---\n"),
        (
            "---\nowner:\n  - olivia # goes\n  - mei # stays\ntitle: x\n---\n",
            "---\nowner:\n  - mei # stays\ntitle: x\n---\n",
        ),
        (
            "---\nowner:\r\n- mei\r\n-\r\n  olivia\r\n---\r\n",
            "---\nowner:\r\n- mei\r\n---\r\n",
        ),
        ("---\nowner: [olivia, Liv]\n---\n", "---\nowner: [mei]\n---\n"),
        (
            "---\nprimary_reviewers: [olivia, mei, ruth]\n---\n",
            "---\nprimary_reviewers: [mei, ruth]\n---\n",
        ),
    ] {
        let found = to_mei(before).expect(before);
        assert_eq!(found.as_deref(), Some(after), "{before:?}");
    }
}

#[test]
fn who_is_not_named_changes_nothing() {
    for content in [
        "---\nowner: priya\nbackup: olivia\n---\n",
        "---\nprimary_reviewers: [priya, olivia]\n---\n",
        "---\ntitle: olivia\n---\n",
        "owner: olivia\n",
        "---\nowner:\n---\n",
        "+++\nowner = 'olivia'\n+++\n",
        "",
    ] {
        assert_eq!(to_mei(content), Ok(None), "{content:?}");
    }
}

#[test]
fn a_value_is_set_where_its_key_stands() {
    for (before, after) in [
        (
            "---\nreviewed: 2025-01-01\n---\n",
            "---\nreviewed: 2026-11-24\n---\n",
        ),
        (
            "---\nreviewed: '2025-01-01' # by me\n---\n",
            "---\nreviewed: '2026-11-24' # by me\n---\n",
        ),
        (
            "---\nreviewed: \"2025-01-01\"  \nowner: x\n---\n",
            "---\nreviewed: \"2026-11-24\"  \nowner: x\n---\n",
        ),
        ("---\nreviewed:\n---\n", "---\nreviewed: 2026-11-24\n---\n"),
        (
            "---\nreviewed:   # never yet\n---\n",
            "---\nreviewed: 2026-11-24   # never yet\n---\n",
        ),
        ("---\nreviewed: ~\n---\n", "---\nreviewed: 2026-11-24\n---\n"),
        ("---\nreviewed: soon\n---\n", "---\nreviewed: 2026-11-24\n---\n"),
        (
            "---\nreviewed: [2025-01-01]\n---\n",
            "---\nreviewed: [2026-11-24]\n---\n",
        ),
        (
            "---\nreviewed:\n  - 2025-01-01\n---\n",
            "---\nreviewed:\n  - 2026-11-24\n---\n",
        ),
        (
            "---\nreviewed: |\n  2025-01-01\n\ntitle: x\n---\n",
            "---\nreviewed: 2026-11-24\n\ntitle: x\n---\n",
        ),
        (
            "---\nlast_reviewed_on: 2025-01-01\n---\n",
            "---\nlast_reviewed_on: 2026-11-24\n---\n",
        ),
        (
            "---\nlast-review-date:\n---\n",
            "---\nlast-review-date: 2026-11-24\n---\n",
        ),
        (
            "---\nlast_reviewed_on: 2024-01-01\nReviewed: 2025-01-01\n---\n",
            "---\nlast_reviewed_on: 2024-01-01\nReviewed: 2026-11-24\n---\n",
        ),
        (
            "---\ntitle: x\n---\nbody",
            "---\ntitle: x\nreviewed: 2026-11-24\n---\nbody",
        ),
        (
            "---\ntested: 2025-01-01 # y\n# and\ntitle: x\n---\n",
            "---\ntested: 2025-01-01 # y\nreviewed: 2026-11-24\n# and\ntitle: x\n---\n",
        ),
        (
            "---\r\ntitle: x\r\n---\r\nbody",
            "---\r\ntitle: x\r\nreviewed: 2026-11-24\r\n---\r\nbody",
        ),
        (
            "---\n  title: x\n  # end\n---\n",
            "---\n  title: x\n  # end\n  reviewed: 2026-11-24\n---\n",
        ),
        (
            "---\ndescription: |\n  a\n\n  # b\n\n---\n",
            "---\ndescription: |\n  a\n\n  # b\n\nreviewed: 2026-11-24\n---\n",
        ),
        (
            "---\nsystems:\n- a\n- b\n---\n",
            "---\nsystems:\n- a\n- b\nreviewed: 2026-11-24\n---\n",
        ),
        ("---\n---\nbody", "---\nreviewed: 2026-11-24\n---\nbody"),
        (
            "---\n# nothing yet\n---\n",
            "---\n# nothing yet\nreviewed: 2026-11-24\n---\n",
        ),
        ("# Title\n", "---\nreviewed: 2026-11-24\n---\n\n# Title\n"),
        (
            "\u{feff}# Title\r\n",
            "\u{feff}---\r\nreviewed: 2026-11-24\r\n---\r\n\r\n# Title\r\n",
        ),
        ("\n# Title\n", "---\nreviewed: 2026-11-24\n---\n\n# Title\n"),
        ("", "---\nreviewed: 2026-11-24\n---\n"),
        (
            "---\nNote: a rule above a text\n\nbody",
            "---\nreviewed: 2026-11-24\n---\n\n---\nNote: a rule above a text\n\nbody",
        ),
        (
            "---\nmore: !tag x\nreviewed: 2025-01-01\n---\n",
            "---\nmore: !tag x\nreviewed: 2026-11-24\n---\n",
        ),
    ] {
        assert_eq!(reviewed(before).expect(before), after, "{before:?}");
    }
}

#[test]
fn what_cannot_be_changed_safely_is_refused_with_its_place() {
    for (content, expected) in [
        ("---\nowner: \"olivia\n---\n", "2:8 broken-front-matter"),
        (
            "---\nowner: olivia\ntitle: a: b\n---\n",
            "3:8 broken-front-matter",
        ),
        ("---\nreviewed: &o 2025-01-01\n---\n", "2:11 unsupported-yaml"),
        ("---\nowner: olivia\n\nbody", "1:1 unclosed-front-matter"),
        ("+++\nowner = 'olivia'\n+++\n", "1:1 toml-front-matter"),
        ("---\n- owner\n---\n", "2:1 front-matter-not-a-map"),
        (
            "---\n{owner: olivia, reviewed: 2025-01-01}\n---\n",
            "2:1 uneditable-front-matter",
        ),
    ] {
        let refused = reviewed(content).err();
        let shown = refused.map_or(String::new(), |found| {
            let place = found.place.expect("a place");
            assert!(found.help.is_some_and(|help| !help.is_empty()));
            format!("{}:{} {}", place.line, place.column, found.rule)
        });
        assert_eq!(shown, expected, "{content:?}");
    }
    // What hides a name from everybody else does not hide it here.
    for (content, expected) in [
        ("---\nowner: &o olivia\n---\n", "2:8 unsupported-yaml"),
        ("---\nowner: [&o olivia, priya]\n---\n", "2:9 unsupported-yaml"),
        ("---\nowner:\n  - &o olivia\n---\n", "3:5 unsupported-yaml"),
        ("---\nbackup: &o olivia\nowner: *o\n---\n", "3:8 unsupported-yaml"),
        ("---\nowner: !!str olivia\n---\n", "2:8 unsupported-yaml"),
        ("---\nowner: [olivia,\n  priya\n---\n", "2:8 broken-front-matter"),
        ("---\nowner: &o priya\n---\n", ""),
        ("---\nbackup: &o olivia\nowner: priya\n---\n", ""),
    ] {
        let refused = to_mei(content).err();
        let shown = refused.map_or(String::new(), |found| {
            let place = found.place.expect("a place");
            format!("{}:{} {}", place.line, place.column, found.rule)
        });
        assert_eq!(shown, expected, "{content:?}");
    }
    // A name with a comma cannot stand in a list that has nothing but commas.
    let found = rename(
        &text("---\nowner: olivia, priya\n---\n"),
        "owner",
        &Renaming {
            is_from: &|name| name == "olivia",
            is_to: &|_| false,
            written: &|_| "Chen, Mei".to_owned(),
        },
    );
    assert_eq!(found.map_err(|found| found.rule), Err("uneditable-front-matter"));
}

/// One entry of a block, in one of the ways in which people write them.
fn entry() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "olivia",
        "priya",
        "ruth",
        "'olivia'",
        "\"Olivia Johnson\"",
        "Liv",
    ]);
    let key = prop::sample::select(vec![
        "owner",
        "backup",
        "learning",
        "title",
        "primary_reviewers",
        "reviewed",
        "tags",
        "odd",
        "tested",
    ]);
    let form = prop::sample::select(vec![
        "K: A",
        "K: A # B",
        "K: [A, B]",
        "K: [ A ,\n  B ]",
        "K:\n- A\n- B",
        "K:\n  - A # x\n\n  - B",
        "K: A, B",
        "K: |\n  A\n  B",
        "K:",
        "K: >-\n  A",
        "K: {x: A, y: [B]}",
        "# K: A",
        "",
        "K: 'it''s'",
        "K: &a A",
        "K: \"A",
        "K: A: B",
        "K A",
        "K: [A, B",
    ]);
    (key, form, name.clone(), name)
        .prop_map(|(key, form, a, b)| form.replace('K', key).replace('A', a).replace('B', b))
}

proptest! {
    #[test]
    fn whatever_is_written_only_the_field_changes(
        entries in prop::collection::vec(entry(), 0..6),
        crlf in any::<bool>(),
        body in "(\n# Title\n)?[a-z \n]{0,12}",
    ) {
        let mut content = format!("---\n{}\n---\n{body}", entries.join("\n"));
        if crlf {
            content = content.replace('\n', "\r\n");
        }
        let (before, from, _) = read(&text(&content));
        for (name, new) in [("owner", to_mei(&content)), ("reviewed", reviewed(&content).map(Some))] {
            let Ok(Some(new)) = new else { continue };
            let (after, to, _) = read(&text(&new));
            prop_assert!(new.ends_with(&content[from..]) && to <= new.len());
            prop_assert!(same_elsewhere(&before, &after, name), "{content:?} {new:?}");
            prop_assert_eq!(content.contains("\r\n"), new.contains("\r\n"));
            let comments = |text: &str| text.matches("# K").count();
            prop_assert_eq!(comments(&content), comments(&new));
            if name == "owner" {
                let owners = said(&after, "owner");
                prop_assert!(owners.iter().all(|owner| OLIVIA.iter().all(|(old, _)| old != owner)));
                prop_assert_eq!(to_mei(&new), Ok(None), "a second time changes nothing");
            } else {
                prop_assert_eq!(said(&after, name), ["2026-11-24"]);
                prop_assert_eq!(reviewed(&new), Ok(new.clone()));
            }
        }
    }

    #[test]
    fn no_text_is_too_odd(content in "(---\n)?[a-z:\\[\\]{}'\"#&*!|>,\\- \n\u{feff}]{0,60}(\n---\n)?") {
        let _ = (to_mei(&content), reviewed(&content));
    }
}
