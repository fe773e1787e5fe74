//! `passdown review`: a page was read again, by whom and when.

use super::{as_user, desk, ends};
use crate::project::{code, put, read, talk};

#[test]
fn a_review_says_when_and_by_whom() {
    let desk = desk();
    let mei = ("Somebody", "mei@TIDE.example");
    let reviewed = as_user(
        desk.path(),
        mei,
        &["review", "content/duties/gauge.md", "the form"],
    );
    assert_eq!(code(&reviewed), Some(0), "{}", talk(&reviewed));
    let gauge = read(desk.path(), "content/duties/gauge.md");
    assert!(
        gauge.contains("when: every day\nreviewed: 2026-11-24\nreviewed_by: mei-chen\n---\n"),
        "{gauge}"
    );
    assert!(read(desk.path(), "content/processes/deploy/form.md").contains("reviewed_by: mei-chen\n"));

    let by_name = ("olivia johnson", "");
    let again = as_user(
        desk.path(),
        by_name,
        &["--as-of", "2027-01-02", "review", "Read the gauge"],
    );
    assert_eq!(code(&again), Some(0), "{}", talk(&again));
    let gauge = read(desk.path(), "content/duties/gauge.md");
    assert!(
        gauge.contains("reviewed: 2027-01-02\nreviewed_by: olivia-johnson\n---\n"),
        "{gauge}"
    );

    let (_, said) = ends(
        desk.path(),
        0,
        &["review", "gauge", "index.md", "--as-of", "2027-01-03"],
    );
    assert!(
        said.contains("`reviewed_by` still says `olivia-johnson`"),
        "{said}"
    );
    assert_eq!(
        read(desk.path(), "content/index.md"),
        "---\nreviewed: 2027-01-03\n---\n\n# Home\n\nWelcome.\n"
    );
    let before = read(desk.path(), "content/duties/gauge.md");
    let (_, said) = ends(desk.path(), 0, &["review", "gauge", "--as-of", "2027-01-03"]);
    assert!(said.contains("today already"), "{said}");
    assert_eq!(read(desk.path(), "content/duties/gauge.md"), before);
}

#[test]
fn a_name_of_several_pages_lists_them() {
    let desk = desk();
    put(desk.path(), "content/notes/gauge.md", "# Gauge 7\n");
    let (_, said) = ends(desk.path(), 2, &["review", "gauge"]);
    assert!(
        said.contains("2 pages") && said.contains("  content/duties/gauge.md\n  content/notes/gauge.md"),
        "{said}"
    );
    ends(&desk.path().join("content/notes"), 0, &["review", "gauge.md"]);
    assert!(read(desk.path(), "content/notes/gauge.md").contains("reviewed: 2026-11-24"));
}
