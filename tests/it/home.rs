//! The first page: what it shows of the reports, and what it must not tell yet.

use passdown::build::{Memo, build};
use passdown::words::memo::Doubt;
use passdown::words::path::Url;

use crate::{dom, site};

/// A team of three of whom one leaves, with more duties than the first page shows.
fn team(announced: &str) -> Vec<(String, String)> {
    let page = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let duty = |number: usize| {
        let text = format!("---\ntitle: Duty {number}\nwhen: monthly on the {number}th\nowner: ann\n---\n");
        (format!("duties/{number}.md"), text)
    };
    let mut pages = vec![
        page("people/ann.md", "---\nname: Ann\n---\n"),
        page("people/olivia.md", "---\nname: Olivia\n---\n"),
        page(
            "handovers/olivia.md",
            &format!("---\nperson: olivia\nleaves: 2026-12-03\nannounced: {announced}\n---\n"),
        ),
        page(
            "processes/old.md",
            "---\ntitle: Old way\nowner: olivia\nreviewed: 2025-01-07\n---\n",
        ),
        page(
            "notes/new.md",
            "---\ntitle: New thing\nlastmod: 2026-11-20\n---\n",
        ),
    ];
    pages.extend((4..=20).map(duty));
    pages
}

/// The parts of the first page that come from reports, by their ids, each with its text in one line.
fn parts(pages: Vec<(String, String)>) -> Vec<(String, String)> {
    let (built, _) = build(&site::inputs(pages), Memo::default(), Doubt::No);
    let home = &built.outputs[&Url::new("index.html").expect("it is sound")];
    let html = String::from_utf8(home.0.to_vec()).expect("a page is text");
    let elements = dom::elements(&html);
    let parts = elements.iter().filter_map(|element| {
        let id = element.get("aria-labelledby")?.strip_prefix("home-")?;
        let words: Vec<&str> = element.text.split_whitespace().collect();
        Some((id.to_owned(), words.join(" ")))
    });
    parts.collect()
}

#[test]
fn it_shows_the_beginning_of_each_report() {
    let parts = parts(team("2026-11-19"));
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["duties", "handovers", "reviews", "changed"]);
    let (duties, handovers, reviews, changed) = (&parts[0].1, &parts[1].1, &parts[2].1, &parts[3].1);
    assert!(
        duties.contains("Fri 4 Dec") && duties.contains("Duty 4"),
        "{duties}"
    );
    assert_eq!(
        duties.matches("monthly on").count(),
        15,
        "more are held than are shown"
    );
    assert!(
        handovers.contains("Olivia") && handovers.contains("Thu 3 Dec"),
        "{handovers}"
    );
    assert!(reviews.contains("overdue since 7 Jul 2025"), "{reviews}");
    assert!(
        changed.contains("New thing") && changed.contains("Fri 20 Nov"),
        "{changed}"
    );
}

#[test]
fn what_is_empty_is_left_out() {
    let note = ("notes/a.md".to_owned(), "Just a paragraph.".to_owned());
    assert_eq!(parts(vec![note]), []);
}

#[test]
fn it_tells_nothing_of_a_handover_before_it_is_announced() {
    let parts = parts(team("2026-11-25"));
    assert!(parts.iter().all(|(name, _)| name != "handovers"));
    for (_, text) in parts {
        assert!(!text.contains("Thu 3 Dec") && !text.contains("Olivia"), "{text}");
    }
}
