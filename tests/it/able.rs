//! What a page shows of who can do it, and what the navigation counts: both come from the whole team and change with it.

use passdown::build::{Memo, build};
use passdown::words::memo::Doubt;
use passdown::words::path::Url;

use crate::{dom, site};

/// One process whose front matter is given, and a team of whom Olivia leaves once it is announced.
fn team(process: &str, announced: &str) -> Vec<(String, String)> {
    let page = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let handover = format!("---\nperson: olivia\nleaves: 2026-12-03\nannounced: {announced}\n---\n");
    vec![
        page("people/olivia.md", "---\nname: Olivia Johnson\n---\n"),
        page("people/priya.md", "---\nname: Priya Nair\n---\n"),
        page("people/mei.md", "---\nname: Mei Chen\n---\n"),
        page("handovers/olivia.md", &handover),
        page("processes/restart.md", &format!("---\n{process}---\nWords.\n")),
    ]
}

/// The texts of one published file.
fn published(pages: Vec<(String, String)>, path: &str, memo: Memo) -> (String, Memo) {
    let (built, memo) = build(&site::inputs(pages), memo, Doubt::Yes);
    let file = &built.outputs[&Url::new(path).expect("it is sound")];
    let text = String::from_utf8(file.0.to_vec()).expect("it is text");
    (text, memo)
}

/// What the process's page says of who can do it, in one line; empty where it says nothing.
fn said(process: &str, announced: &str) -> String {
    let (html, _) = published(
        team(process, announced),
        "processes/restart.html",
        Memo::default(),
    );
    who(&html)
}

fn who(html: &str) -> String {
    let elements = dom::elements(html);
    let box_ = elements
        .iter()
        .find(|element| element.get("class") == Some("who"));
    let text = box_.map_or("", |element| &element.text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn it_says_who_can_do_it_and_who_will() {
    let announced = "2026-11-19";
    for (process, expected) in [
        ("owner: priya\n", ""),
        ("title: Restart\n", ""),
        (
            "owner: priya\nbackup: mei\n",
            "Who can do this Priya Nair owner Mei Chen backup",
        ),
        (
            "owner: olivia\nlearning: mei\ntested: 2026-11-20\ntested_by: mei\n",
            "Who can do this Olivia Johnson owner, until 3 Dec 2026 Mei Chen learning, followed this page on 20 Nov 2026 \
             Nobody after 3 Dec 2026 Handover listed, no successor",
        ),
        (
            "owner: olivia\nbackup: priya\nsuccessor: priya\ntransfer: accepted\n",
            "Who can do this Olivia Johnson owner, until 3 Dec 2026 Priya Nair backup \
             Only Priya after 3 Dec 2026 Handover to Priya accepted",
        ),
        (
            "owner: olivia\ntransfer: dropped\ntransfer_note: nobody needs it\n",
            "Who answers for this Olivia Johnson owner, until 3 Dec 2026 Handover dropped",
        ),
    ] {
        assert_eq!(said(process, announced), expected, "{process}");
    }
}

#[test]
fn it_keeps_an_embargo() {
    let not_yet = "2026-11-30";
    assert_eq!(said("owner: olivia\n", not_yet), "");
    assert_eq!(
        said("owner: olivia\nbackup: priya\n", not_yet),
        "Who can do this Olivia Johnson owner Priya Nair backup"
    );
}

#[test]
fn a_change_elsewhere_is_seen_on_the_page() {
    let process = "owner: olivia\nbackup: priya\n";
    let announced = team(process, "2026-11-19");
    let mut both_leave = announced.clone();
    "---\nperson: [olivia, priya]\nleaves: 2026-12-03\nannounced: 2026-11-19\n---\n"
        .clone_into(&mut both_leave[3].1);
    let path = "processes/restart.html";
    let (before, memo) = published(announced, path, Memo::default());
    let (after, _) = published(both_leave, path, memo);
    assert!(who(&before).contains("Only Priya"), "{}", who(&before));
    assert!(who(&after).contains("Nobody after"), "{}", who(&after));
}

#[test]
fn counts_stand_in_one_file_and_redraw_no_page() {
    let mut pages = team("owner: olivia\n", "2026-11-19");
    pages.push(("notes/a.md".to_owned(), "A note.\n".to_owned()));
    let open = |count: usize| ("notes/loops.md".to_owned(), "- [ ] Do it\n".repeat(count));
    let built = |count: usize, memo: Memo| {
        let pages = pages.iter().cloned().chain([open(count)]);
        build(&site::inputs(pages), memo, Doubt::Yes)
    };
    let url = |path: &str| Url::new(path).expect("it is sound");
    let (one, memo) = built(1, Memo::default());
    let (two, _) = built(2, memo);
    let counts = |built: &passdown::build::Build| {
        String::from_utf8(built.outputs[&url("js/counts.js")].0.to_vec()).expect("it is text")
    };
    assert!(
        counts(&one).contains(r#""open-loops.html":["1","1 open"]"#),
        "{}",
        counts(&one)
    );
    assert!(
        counts(&two).contains(r#""open-loops.html":["2","2 open"]"#),
        "{}",
        counts(&two)
    );
    assert!(
        counts(&two).contains(r#""handovers/olivia.html":["0/1","0 of 1 are safe"]"#),
        "{}",
        counts(&two)
    );
    assert_eq!(
        one.outputs[&url("notes/a.html")],
        two.outputs[&url("notes/a.html")]
    );
}

#[test]
fn without_reports_there_is_nothing_to_count() {
    let note = vec![("a.md".to_owned(), "A note.\n".to_owned())];
    let (built, _) = build(&site::inputs(note), Memo::default(), Doubt::No);
    assert!(
        !built
            .outputs
            .contains_key(&Url::new("js/counts.js").expect("it is sound"))
    );
}
