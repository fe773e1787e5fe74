//! Inboxes: one page a person, one bullet for each thing that is not handed over yet.
//!
//! Takes the text of an inbox and notes; gives what to add to it. It must not know the disk or the day.

use crate::words::path::SourcePath;

/// The folder of the inboxes, below the content folder.
pub const FOLDER: &str = "inbox";

/// Whether a page is somebody's inbox: it stands outside of navigation, and only the team may read it.
pub fn is_inbox(path: &SourcePath) -> bool {
    path.folder() == FOLDER && path.is_markdown()
}

/// The notes in a text, one for each line that says something, without the bullets of a pasted list.
pub fn notes(text: &str) -> Vec<String> {
    let note = |line: &str| {
        let words: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || c.is_control())
            .collect();
        let words = words
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let bare = ["- ", "* ", "+ "]
            .iter()
            .find_map(|bullet| words.strip_prefix(bullet));
        bare.map_or(words.clone(), str::to_owned)
    };
    text.lines()
        .map(note)
        .filter(|note| note.chars().any(char::is_alphanumeric))
        .collect()
}

/// What to add to an inbox so that it holds the notes too: in its own bullets and line ends, and with a
/// first line that says whose it is, if it is empty.
pub fn bullets(inbox: &str, person: &str, today: &str, notes: &[String]) -> String {
    let end = if inbox.contains("\r\n") { "\r\n" } else { "\n" };
    let last = inbox.lines().rfind(|line| !line.trim().is_empty());
    let bullet = inbox.lines().rev().find_map(bullet_of).unwrap_or('-');
    let mut added = String::new();
    match last {
        None => added.push_str(&head(person)),
        Some(last) => {
            if !inbox.ends_with('\n') {
                added.push_str(end);
            }
            let is_apart = inbox.ends_with("\n\n") || inbox.ends_with("\n\r\n");
            if !is_apart && bullet_of(last).is_none() && !last.starts_with([' ', '\t']) {
                added.push_str(end);
            }
        }
    }
    for note in notes {
        added.push_str(&format!("{bullet} {today} {note}{end}"));
    }
    added
}

fn head(person: &str) -> String {
    format!(
        "# Inbox of {person}\n\nWhat {person} jotted down, however small. Each line counts as not handed over \
         until it has a page of its own or is ~~struck out~~.\n\n"
    )
}

/// The sign of a line's bullet, if it has one.
fn bullet_of(line: &str) -> Option<char> {
    let mut letters = line.chars();
    let sign = letters.next().filter(|sign| matches!(sign, '-' | '*' | '+'))?;
    letters
        .next()
        .filter(|next| *next == ' ' || *next == '\t')
        .map(|_| sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(inbox: &str) -> String {
        let notes = ["Keys".to_owned()];
        format!("{inbox}{}", bullets(inbox, "Mei", "2026-11-24", &notes))
    }

    #[test]
    fn a_bullet_comes_to_the_others_and_nothing_else_changes() {
        for (inbox, expected) in [
            ("- a\n", "- a\n- 2026-11-24 Keys\n"),
            ("- a", "- a\n- 2026-11-24 Keys\n"),
            ("* a\r\n", "* a\r\n* 2026-11-24 Keys\r\n"),
            ("- a\n  more\n", "- a\n  more\n- 2026-11-24 Keys\n"),
            ("- a\n\n", "- a\n\n- 2026-11-24 Keys\n"),
            ("---\ntitle: x\n---", "---\ntitle: x\n---\n\n- 2026-11-24 Keys\n"),
            ("Words.\n", "Words.\n\n- 2026-11-24 Keys\n"),
        ] {
            assert_eq!(after(inbox), expected, "{inbox:?}");
        }
        for empty in ["", "\n", " \n\n"] {
            let text = after(empty);
            assert!(
                text.trim_start().starts_with("# Inbox of Mei\n\nWhat Mei"),
                "{text:?}"
            );
            assert!(text.ends_with(".\n\n- 2026-11-24 Keys\n"), "{text:?}");
        }
    }

    #[test]
    fn each_line_is_a_note() {
        assert_eq!(
            notes("Keys  are\tthere\n\n- two\r\n* \n---\n\u{1b}[31mred"),
            ["Keys are there", "two", "[31mred"]
        );
    }

    #[test]
    fn inboxes_lie_in_one_folder() {
        let is = |path: &str| is_inbox(&SourcePath::new(path).expect("sound"));
        assert!(is("inbox/mei.md"));
        assert!(
            !is("inbox/old/mei.md") && !is("notes/inbox/mei.md") && !is("inbox.md") && !is("inbox/x.png")
        );
    }
}
