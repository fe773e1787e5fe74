//! The kinds of pages, as data.
//!
//! Takes the built-in table and what book.toml adds; gives a kind by its word or its folder. It
//! must not know what any kind's page looks like: reports read fields, not kinds.

/// One kind of page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kind {
    /// The word that stands in front matter.
    pub name: String,
    /// The word for many of them.
    pub plural: String,
    /// The theme's icon.
    pub icon: String,
    /// The top-level folders whose pages are of this kind unless they say otherwise.
    pub folders: Vec<String>,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// The fields that a page of this kind should not be without.
    pub required: Vec<String>,
    /// How long a review holds, unless the page says it; `None` means for ever.
    pub review_in: Option<String>,
    /// The theme's template; `None` means the one for all pages.
    pub template: Option<String>,
}

/// All kinds of a knowledge base, the built-in ones first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kinds(Vec<Kind>);

/// One row: name, plural, icon, folders, synonyms, required fields, `review_in`.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
    Option<&'static str>,
);

const BUILT_IN: [Row; 11] = [
    ("note", "notes", "note", &["notes"], &[], &[], None),
    (
        "process",
        "processes",
        "process",
        &["processes", "process", "sops", "runbooks", "howtos", "how-to"],
        &["sop", "runbook", "howto"],
        &["owner"],
        Some("6 months"),
    ),
    (
        "duty",
        "duties",
        "duty",
        &["duties", "duty"],
        &[],
        &["owner", "when"],
        Some("6 months"),
    ),
    (
        "project",
        "projects",
        "project",
        &["projects", "project"],
        &[],
        &["owner", "state"],
        Some("1 month"),
    ),
    (
        "person",
        "people",
        "person",
        &["people", "persons"],
        &[],
        &[],
        None,
    ),
    ("role", "roles", "role", &["roles"], &[], &["holders"], None),
    (
        "system",
        "systems",
        "system",
        &["systems"],
        &[],
        &["admins"],
        Some("3 months"),
    ),
    (
        "contact",
        "contacts",
        "contact",
        &["contacts"],
        &[],
        &["owner"],
        None,
    ),
    (
        "handover",
        "handovers",
        "handover",
        &["handovers", "handover"],
        &[],
        &["person"],
        None,
    ),
    ("meeting", "meetings", "meeting", &["meetings"], &[], &[], None),
    (
        "decision",
        "decisions",
        "decision",
        &["decisions", "adr", "adrs"],
        &["adr"],
        &["status"],
        None,
    ),
];

impl Kinds {
    /// The eleven kinds that every knowledge base has.
    pub fn built_in() -> Self {
        Self(BUILT_IN.iter().map(kind_of_row).collect())
    }

    /// The kind that a word names, by name or synonym and without regard to case.
    pub fn get(&self, word: &str) -> Option<&Kind> {
        let names = |kind: &&Kind| kind.name.eq_ignore_ascii_case(word);
        let synonyms = |kind: &&Kind| holds(&kind.synonyms, word);
        self.iter()
            .find(names)
            .or_else(|| self.iter().rev().find(synonyms))
    }

    /// The kind of the pages in a top-level folder; what book.toml adds wins.
    pub fn of_folder(&self, top_level_folder: &str) -> Option<&Kind> {
        self.iter()
            .rev()
            .find(|kind| holds(&kind.folders, top_level_folder))
    }

    /// All kinds, in the order of the table.
    pub fn iter(&self) -> std::slice::Iter<'_, Kind> {
        self.0.iter()
    }

    /// The same kinds with this one added, or put in place of the one of its name.
    #[must_use]
    pub fn with(mut self, kind: Kind) -> Self {
        let same = |known: &Kind| known.name.eq_ignore_ascii_case(&kind.name);
        match self.0.iter().position(same) {
            Some(at) => self.0[at] = kind,
            None => self.0.push(kind),
        }
        self
    }
}

impl Default for Kinds {
    fn default() -> Self {
        Self::built_in()
    }
}

fn kind_of_row((name, plural, icon, folders, synonyms, required, review_in): &Row) -> Kind {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Kind {
        name: (*name).to_owned(),
        plural: (*plural).to_owned(),
        icon: (*icon).to_owned(),
        folders: owned(folders),
        synonyms: owned(synonyms),
        required: owned(required),
        review_in: review_in.map(str::to_owned),
        template: None,
    }
}

fn holds(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::field_of_kind;

    fn name(kind: Option<&Kind>) -> Option<&str> {
        kind.map(|kind| kind.name.as_str())
    }

    #[test]
    fn words_and_folders_name_kinds() {
        let kinds = Kinds::built_in();
        for (word, expected) in [
            ("duty", Some("duty")),
            ("Runbook", Some("process")),
            ("SOP", Some("process")),
            ("duties", None),
        ] {
            assert_eq!(name(kinds.get(word)), expected, "{word}");
        }
        for (folder, expected) in [
            ("duties", Some("duty")),
            ("People", Some("person")),
            ("inbox", None),
            ("", None),
        ] {
            assert_eq!(name(kinds.of_folder(folder)), expected, "{folder}");
        }
    }

    #[test]
    fn a_kind_can_be_added_and_overridden() {
        let incident = Kind {
            name: "incident".into(),
            folders: vec!["duties".into()],
            ..Kind::default()
        };
        let duty = Kind {
            name: "Duty".into(),
            plural: "chores".into(),
            ..Kind::default()
        };
        let kinds = Kinds::built_in().with(incident).with(duty);
        assert_eq!(kinds.iter().count(), BUILT_IN.len() + 1);
        assert_eq!(name(kinds.of_folder("duties")), Some("incident"));
        assert_eq!(kinds.get("duty").map(|kind| kind.plural.as_str()), Some("chores"));
    }

    #[test]
    fn required_fields_exist() {
        for kind in Kinds::built_in().iter() {
            for field in &kind.required {
                let known = field_of_kind(field, &kind.name).is_some_and(|field| field.is_of(&kind.name));
                assert!(known, "{} requires {field}", kind.name);
            }
        }
    }
}
