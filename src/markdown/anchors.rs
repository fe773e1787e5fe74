//! Ids as GitHub makes them, each used once on a page.

use std::collections::{BTreeSet, HashMap};

/// The ids given out so far.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    used: BTreeSet<String>,
    /// The next number to try for a slug, so that many equal headings stay linear.
    next: HashMap<String, usize>,
}

impl Anchors {
    /// Claims an id that its author chose; `false` if it is taken.
    pub(super) fn claim(&mut self, id: &str) -> bool {
        self.used.insert(id.to_owned())
    }

    /// An id for a heading: its slug, numbered if taken.
    pub(super) fn for_heading(&mut self, title: &str) -> String {
        let slug = match github_slug(title) {
            slug if slug.is_empty() => "section".to_owned(),
            slug => slug,
        };
        if self.used.insert(slug.clone()) {
            return slug;
        }
        let next = self.next.entry(slug.clone()).or_insert(1);
        loop {
            let numbered = format!("{slug}-{next}");
            *next += 1;
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }

    pub(super) fn into_set(self) -> BTreeSet<String> {
        self.used
    }
}

/// The id that GitHub gives a heading, before numbering.
///
/// Letters, digits and marks are lowercased, spaces become dashes, dashes and underscores stay, the rest goes.
pub fn github_slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for letter in title.trim().chars() {
        match letter {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(letter),
            _ if letter.is_alphanumeric() || is_mark(letter) => slug.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    slug
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_githubs() {
        for (title, expected) in [
            ("Before you start", "before-you-start"),
            ("What's `new`? (2024)", "whats-new-2024"),
            ("a -- b", "a----b"),
            ("Über_uns", "über_uns"),
            ("日本語 見出し", "日本語-見出し"),
            ("C++ & C#", "c--c"),
        ] {
            assert_eq!(github_slug(title), expected, "{title}");
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut anchors = Anchors::default();
        let ids: Vec<_> = ["A", "a", "a-1", "A", "??"]
            .iter()
            .map(|title| anchors.for_heading(title))
            .collect();
        assert_eq!(ids, ["a", "a-1", "a-1-1", "a-2", "section"]);
        assert!(!anchors.claim("a-2"));
    }
}
