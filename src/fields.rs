//! The fields of front matter, as data.
//!
//! Takes a key as an author wrote it; gives the field that it names, and the field that it nearly
//! names. It must not know how a value is read or what a report makes of it.

use std::collections::HashMap;
use std::sync::LazyLock;

use Shape::{Any, Date, Effort, Flag, Integer, Pages, People, Period, Tags, Text, Texts, When, Words};

use crate::words::audience::Audience;
use crate::words::nearest::nearest;

/// One field that front matter may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in the documentation, in reports and in `FrontMatter`.
    pub name: &'static str,
    /// Other keys that read as this field, so that existing handbooks work unchanged.
    pub synonyms: &'static [&'static str],
    /// What its value looks like.
    pub shape: Shape,
    /// The kinds that own it; empty for a field that all kinds share.
    pub kinds: &'static [&'static str],
    /// What it means, as the reference page says it.
    pub doc: &'static str,
}

/// What the value of a field looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One text, kept as it is written.
    Text,
    /// One text or a list of them.
    Texts,
    /// Like `Texts`; commas separate too.
    Tags,
    /// People or addresses: one, a list, or several with commas between.
    People,
    /// References to pages: one, a list, or several with commas between.
    Pages,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Integer,
    /// A calendar date.
    Date,
    /// One word of a closed set.
    Words(&'static [&'static str]),
    /// How often, in words.
    When,
    /// How long something holds.
    Period,
    /// How long one turn takes.
    Effort,
    /// Structured data that its report reads by itself.
    Any,
}

/// The key that gives owner and backup at once: its first person owns the page, the rest can do it.
pub const REVIEWERS: &str = "primary_reviewers";

/// The states of a handover that an author may claim.
const STATES: &[&str] = &[
    "listed",
    "documented",
    "assigned",
    "shown",
    "practised",
    "accepted",
    "dropped",
    "automated",
];
const STATUS: &[&str] = &["draft", "active", "deprecated", "archived"];
const PROJECT: &[&str] = &["planned", "active", "on-hold", "done", "cancelled"];
const OUTLOOK: &[&str] = &["on-track", "at-risk", "delayed", "unknown"];
const DISPOSITION: &[&str] = &["keep", "cancel", "double-purpose", "hand-over"];

const ALL: &[&str] = &[];

/// The highest level of a skill: can teach it.
pub const HIGHEST_SKILL: u8 = 4;

/// What one of a handover's sessions says that is no free text.
pub static SESSION: &[Field] = &[
    row("on", &[], Date, &["handover"], "the day of the session"),
    row(
        "form",
        &[],
        Words(&["pair", "sit-in", "talk", "demo"]),
        &["handover"],
        "how it is held",
    ),
    row(
        "with",
        &[],
        People,
        &["handover"],
        "who takes part besides the leaver",
    ),
];

/// Every field: the common ones first, then those of single kinds.
///
/// A name may stand in two rows when a kind gives it another shape.
#[rustfmt::skip]
pub static FIELDS: &[Field] = &[
    row("title", &[], Text, ALL, "the page's title; else its first heading, else the file's name in words"),
    row("linkTitle", &["link_title"], Text, ALL, "a shorter title for navigation"),
    row("description", &["summary"], Text, ALL, "one sentence for lists and search results"),
    row("tags", &["taxonomies.tags"], Tags, ALL, "words to find the page by"),
    row("weight", &[], Integer, ALL, "its place among its siblings, lightest first"),
    row("slug", &[], Text, ALL, "replaces the last part of its address"),
    row("aliases", &["redirect_from"], Texts, ALL, "with a leading `/` old addresses, else other names"),
    row("date", &[], Date, ALL, "when it was written"),
    row("lastmod", &["updated"], Date, ALL, "when it was last changed"),
    row("draft", &[], Flag, ALL, "shown only with `--drafts`"),
    row("template", &[], Text, ALL, "the theme's template that renders it"),
    row("kind", &[], Text, ALL, "what kind of page it is; else its top-level folder says it"),
    row("owner", &[], People, ALL, "who answers for it: a person or a role"),
    row("backup", &[], People, ALL, "who can do it today"),
    row("learning", &[], People, ALL, "who learns it; shown, never counted as able"),
    row("ask", &["owner_slack"], Text, ALL, "the channel or person for questions"),
    row("audience", &[], Words(&Audience::WORDS), ALL, "who may read it"),
    row("status", &[], Words(STATUS), ALL, "where it stands in its life; archived pages leave default search"),
    row("superseded_by", &[], Pages, ALL, "the page that replaces it"),
    row("reviewed", &["last_reviewed_on", "last_review_date"], Date, ALL, "when somebody last found it still true"),
    row("reviewed_by", &[], People, ALL, "who found it still true"),
    row("review_in", &[], Period, ALL, "how long a review holds: `6 months`, or `never`"),
    row("tested", &[], Date, ALL, "when someone other than the owner followed it"),
    row("tested_by", &[], People, ALL, "who followed it"),
    row("questions", &["user_questions"], Texts, ALL, "questions that it answers; search looks here first"),
    row("systems", &[], Pages, ALL, "the systems that it needs"),
    row("projects", &[], Pages, ALL, "the projects that it belongs to"),
    row("contacts", &[], Pages, ALL, "the contacts that it involves"),
    row("how", &[], Pages, ALL, "the process that it follows"),
    row("source", &[], Text, ALL, "where it came from, such as `Slack #hpc 2023-05-02`"),
    row("successor", &[], People, ALL, "who takes it over"),
    row("candidates", &[], People, ALL, "who could take it over"),
    row("transfer", &[], Words(STATES), ALL, "how far its handover is, where the pages do not show it"),
    row("transfer_note", &[], Text, ALL, "a word on the handover; the reason, where it was dropped"),
    row("importance", &[], Words(&["low", "normal", "high"]), ALL, "how much its loss would hurt"),
    row("if_skipped", &[], Text, ALL, "what happens if nobody does it"),
    row("effort", &[], Effort, ALL, "how long it takes, such as `15m`"),
    row("offering", &[], Flag, &["process"], "puts it into the service catalogue"),
    row("when", &[], When, &["duty", "meeting"], "how often, in words: `every 2 weeks on Tuesday`"),
    row("start", &[], Date, &["duty", "meeting"], "the first date from which it is due; every other week counts from it"),
    row("until", &[], Date, &["duty", "meeting"], "the last date on which it is due"),
    row("runs_as", &[], People, &["duty"], "whose account it runs under"),
    row("state", &[], Words(PROJECT), &["project"], "where the project stands"),
    row("outlook", &[], Words(OUTLOOK), &["project"], "whether it will be done in time"),
    row("outlook_on", &[], Date, &["project"], "when the outlook was last confirmed"),
    row("due", &[], Date, &["project"], "when it should be done"),
    row("next", &[], Text, &["project"], "the next step"),
    row("name", &[], Text, &["person"], "the person's full name"),
    row("email", &[], Text, &["person"], "the person's address"),
    row("joined", &[], Date, &["person"], "the first day in the team"),
    row("leaves", &[], Date, &["person", "handover"], "the last day in the team"),
    row("returns", &[], Date, &["person", "handover"], "the first day back, where the absence ends"),
    row("skills", &[], Any, &["person"], "what the person can do, 0 to 4; 4 can teach"),
    row("manager", &[], People, &["person", "handover"], "who decides on the person's work"),
    row("holders", &[], People, &["role"], "who has the role"),
    row("success", &[], Texts, &["role"], "by what one sees that the role is done well"),
    row("onboarding", &[], Pages, &["role"], "what to read first, in order"),
    row("access", &[], Texts, &["role", "system"], "which access it needs, or how to ask for it"),
    row("url", &[], Text, &["system"], "where the system is"),
    row("admins", &[], People, &["system"], "who administers it"),
    row("secret_at", &[], Text, &["system"], "where the secret is kept, never the secret"),
    row("lifecycle", &[], Text, &["system"], "where the system stands in its life"),
    row("org", &[], Text, &["contact"], "the organisation"),
    row("via", &[], Words(&["email", "phone", "in-person"]), &["contact"], "how to reach them"),
    row("told", &[], Date, &["contact"], "when they were told"),
    row("told_by", &[], People, &["contact"], "who told them, or will"),
    row("update_every", &[], Period, &["contact"], "how often they want to hear"),
    row("person", &[], People, &["handover"], "who leaves"),
    row("announced", &[], Date, &["handover"], "when the team was told; before it, nothing shows"),
    row("sessions", &[], Any, &["handover"], "the handover sessions: on, item, with, form"),
    row("on", &[], Date, &["meeting"], "the date of the meeting"),
    row("series", &[], Text, &["meeting"], "the series that it belongs to"),
    row("attendees", &[], People, &["meeting"], "who takes part"),
    row("disposition", &[], Words(DISPOSITION), &["meeting"], "what becomes of it after the handover"),
    // MADR's words stay open: "superseded by ADR-0005" names another decision.
    row("status", &[], Text, &["decision"], "proposed, rejected, accepted, deprecated, superseded by …"),
    row("decision-makers", &["deciders"], People, &["decision"], "who decided"),
    row("consulted", &[], People, &["decision"], "who was asked"),
    row("informed", &[], People, &["decision"], "who is kept up to date"),
];

/// Usual keys of other generators: they mean something elsewhere, so they are no misspelt fields.
#[rustfmt::skip]
static FOREIGN: &[&str] = &[
    "author", "authors", "cascade", "categories", "category", "comments", "cover", "created",
    "cssclass", "cssclasses", "excerpt", "extra", "features", "guid", "head", "hero", "icon", "id",
    "image", "images", "in_search_index", "keywords", "lang", "language", "layout", "license", "links",
    "locale", "menu", "menus", "modified", "nav", "nav_order", "outputs", "page_template", "pagination",
    "parent", "path", "permalink", "position", "prev", "publish", "published", "publishdate", "render",
    "resources", "robots", "section", "sections", "sidebar", "sidebar_label", "sidebar_position",
    "sort_by", "style", "subtitle", "tableofcontents", "taxonomies", "theme", "time", "toc", "type",
    "users", "version", "versions", "video",
];

const fn row(
    name: &'static str,
    synonyms: &'static [&'static str],
    shape: Shape,
    kinds: &'static [&'static str],
    doc: &'static str,
) -> Field {
    Field {
        name,
        synonyms,
        shape,
        kinds,
        doc,
    }
}

impl Field {
    /// Whether the field belongs to pages of this kind.
    pub fn is_of(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether a key is this field's own name, rather than a synonym.
    pub fn is_called(&self, key: &str) -> bool {
        same(self.name, key)
    }
}

/// The field of a key: its name or a synonym, without regard to case, `_` and `-` alike.
///
/// Of two rows the one that all kinds share is given; [`field_of_kind`] chooses better.
pub fn field(key: &str) -> Option<&'static Field> {
    field_of_kind(key, "")
}

/// The field of a key on a page of the given kind: the kind's own row, else the common one, else
/// that of another kind.
pub fn field_of_kind(key: &str, kind: &str) -> Option<&'static Field> {
    let fields = BY_KEY.get(&folded(key))?;
    fields
        .iter()
        .copied()
        .min_by_key(|field| (!field.kinds.contains(&kind), !field.kinds.is_empty()))
}

/// The fields by every folded key that they go by; several where kinds have fields of one name.
static BY_KEY: LazyLock<HashMap<String, Vec<&'static Field>>> = LazyLock::new(|| {
    let mut fields: HashMap<String, Vec<&'static Field>> = HashMap::new();
    for field in FIELDS {
        for key in std::iter::once(&field.name).chain(field.synonyms) {
            fields.entry(folded(key)).or_default().push(field);
        }
    }
    fields
});

/// The field that a misspelt key probably means; `None` for keys that other generators use.
pub fn nearest_field(key: &str) -> Option<&'static str> {
    if field(key).is_some() || FOREIGN.iter().any(|foreign| same(foreign, key)) || same(REVIEWERS, key) {
        return None;
    }
    let (letters, length) = (letters(key), key.chars().count());
    // Two edits change at most four letters of the set; counting them spares most comparisons.
    let may_be_near =
        |name: &&str| name.len().abs_diff(length) <= 2 && (letters ^ self::letters(name)).count_ones() <= 4;
    nearest(key, FIELDS.iter().map(|field| field.name).filter(may_be_near))
}

/// The set of a word's letters, one bit each; what is no letter shares a bit.
fn letters(word: &str) -> u32 {
    let bit = |byte: u8| match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => 1 << (letter - b'a'),
        _ => 1 << 31,
    };
    word.bytes().fold(0, |set, byte| set | bit(byte))
}

fn same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

fn folded(key: &str) -> String {
    key.to_ascii_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_find_their_field() {
        for (key, expected) in [
            ("Title", Some("title")),
            ("LINKTITLE", Some("linkTitle")),
            ("last-reviewed-on", Some("reviewed")),
            ("decision_makers", Some("decision-makers")),
            ("superseded-by", Some("superseded_by")),
            ("summary", Some("description")),
            ("taxonomies.tags", Some("tags")),
            ("primary_reviewers", None),
            ("titel", None),
        ] {
            assert_eq!(field(key).map(|field| field.name), expected, "{key}");
        }
    }

    #[test]
    fn a_kind_may_give_a_field_another_shape() {
        let shape = |kind| field_of_kind("status", kind).map(|field| field.shape);
        assert_eq!(shape("decision"), Some(Text));
        assert_eq!(shape("note"), Some(Words(STATUS)));
        assert_eq!(shape(""), Some(Words(STATUS)));
    }

    #[test]
    fn hints_are_given_only_for_near_keys() {
        for (key, expected) in [
            ("ownr", Some("owner")),
            ("Titel", Some("title")),
            ("tag", Some("tags")),
            ("reviewd_by", Some("reviewed_by")),
            ("títle", Some("title")),
            ("\u{a0}audience", Some("audience")),
            ("layout", None),
            ("menu", None),
            ("sidebar_position", None),
            ("permalink", None),
            ("author", None),
            ("cSpell", None),
            ("owner", None),
        ] {
            assert_eq!(nearest_field(key), expected, "{key}");
        }
    }

    #[test]
    fn no_key_names_two_fields_of_one_kind() {
        for (at, field) in FIELDS.iter().enumerate() {
            for other in &FIELDS[at + 1..] {
                let shared = field.kinds.iter().any(|kind| other.kinds.contains(kind));
                let both_common = field.kinds.is_empty() && other.kinds.is_empty();
                assert!(
                    !same(field.name, other.name) || !(shared || both_common),
                    "{}",
                    field.name
                );
            }
            assert!(
                FOREIGN.iter().all(|foreign| !same(foreign, field.name)),
                "{}",
                field.name
            );
        }
    }
}
