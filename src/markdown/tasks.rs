//! Who is to do a task, and by when: `Fix the form @priya due:2026-12-01`.
//!
//! Takes the words of an [`Item`](super::Item); gives the names and the day among them. It must not know who they are.

use jiff::civil::Date;

/// What a task says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task<'t> {
    /// What is to be done, without names and day.
    pub words: String,
    /// Who is to do it, as they are written, without `@`.
    pub people: Vec<&'t str>,
    /// The day by which it is to be done.
    pub due: Option<Date>,
}

/// Reads the words of a task.
pub fn read(text: &str) -> Task<'_> {
    let mut task = Task {
        words: String::with_capacity(text.len()),
        people: Vec::new(),
        due: None,
    };
    for word in text.split_whitespace() {
        let bare = word.trim_matches(['(', ')', ',', '.', ';', ':', '!']);
        let name = bare
            .strip_prefix('@')
            .filter(|name| name.starts_with(char::is_alphanumeric));
        let day = bare.strip_prefix("due:").and_then(|day| day.parse().ok());
        match (name, day) {
            (Some(name), _) => task.people.push(name),
            (None, Some(day)) => task.due = Some(day),
            (None, None) => {
                if !task.words.is_empty() {
                    task.words.push(' ');
                }
                task.words.push_str(word);
            }
        }
    }
    task
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_days_among_words() {
        for (text, words, people, due) in [
            (
                "Fix the form @priya due:2026-12-01",
                "Fix the form",
                &["priya"][..],
                Some("2026-12-01"),
            ),
            (
                "@priya, @jonas.weber: ring (due:2026-12-01).",
                "ring",
                &["priya", "jonas.weber"],
                Some("2026-12-01"),
            ),
            (
                "Write to a@example.org at @ noon",
                "Write to a@example.org at @ noon",
                &[],
                None,
            ),
            ("due:soon", "due:soon", &[], None),
            ("due:2026-02-30", "due:2026-02-30", &[], None),
            ("@özgür", "", &["özgür"], None),
            ("", "", &[], None),
        ] {
            let task = read(text);
            assert_eq!(
                (task.words.as_str(), task.people.as_slice()),
                (words, people),
                "{text}"
            );
            assert_eq!(task.due, due.map(|day| day.parse().expect("a day")), "{text}");
        }
    }
}
