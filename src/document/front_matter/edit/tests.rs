//! Whatever a file says, an edit changes one field or nothing.
//!
//! What becomes of which file stands in `tests/library/edit-*.md`.

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
