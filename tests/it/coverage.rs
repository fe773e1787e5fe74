//! Coverage of a large team: divided by area, so that no page of it grows with everything.

use std::fmt::Write;
use std::path::Path;

use crate::project::{code, passdown, project, put, read, talk};

/// The most things that a page of coverage shows.
const MOST: usize = 200;

/// A team with two people and so many processes in each of two folders: every second has no backup,
/// and each tenth nobody at all.
fn team(gauges: usize, servers: usize) -> tempfile::TempDir {
    let folder = project(&[
        ("book.toml", "[build]\nas-of = 2026-11-24\n"),
        ("content/people/mei.md", "---\nname: Mei Chen\n---\n"),
        ("content/people/ruth.md", "---\nname: Ruth Adeyemi\n---\n"),
    ]);
    for (area, count) in [("gauges", gauges), ("servers", servers)] {
        for number in 1..=count {
            let mut front = String::new();
            if number % 10 != 0 {
                front.push_str("owner: mei\n");
            }
            if number % 2 == 1 {
                front.push_str("backup: ruth\n");
            }
            let page = format!("---\ntitle: Step {number}\n{front}---\n");
            put(
                folder.path(),
                &format!("content/processes/{area}/p{number}.md"),
                &page,
            );
        }
    }
    let built = passdown(folder.path(), &["build"]);
    assert_eq!(code(&built), Some(0), "{}", talk(&built));
    folder
}

/// Each page of coverage with how many things it shows, and what it counts: nobody, one person, more.
fn told(root: &Path) -> String {
    let mut told = String::new();
    let parts = (2..).map(|part| format!("public/coverage/{part}.html"));
    let pages = std::iter::once("public/coverage.html".to_owned()).chain(parts);
    for path in pages.take_while(|path| root.join(path).is_file()) {
        let page = read(root, &path);
        let sum = page.split("<p class=\"sum\">").nth(1).expect("the sum");
        let counts: Vec<&str> = sum.split("<b>").skip(1).take(3).collect();
        let counts: Vec<&str> = counts
            .iter()
            .map(|count| count.split('<').next().unwrap_or_default())
            .collect();
        let things = page.matches("<tr data-shown=").count();
        assert!(things <= MOST, "{path} shows {things} things");
        let choice = if page.contains("class=\"choice\"") {
            ", with a choice"
        } else {
            ""
        };
        writeln!(told, "{path}: {things} shown, {}{choice}", counts.join(" ")).expect("a text grows");
    }
    told
}

#[test]
fn few_things_stand_on_one_page() {
    let team = team(150, 50);
    assert_eq!(
        told(team.path()),
        "public/coverage.html: 200 shown, 20 80 100, with a choice\n"
    );
}

#[test]
fn many_things_are_divided_by_area_and_a_long_area_by_number() {
    let team = team(430, 20);
    assert_eq!(
        told(team.path()),
        "public/coverage.html: 45 shown, 45 180 225\n\
         public/coverage/2.html: 200 shown, 43 157 0, with a choice\n\
         public/coverage/3.html: 200 shown, 0 15 185, with a choice\n\
         public/coverage/4.html: 30 shown, 0 0 30, with a choice\n\
         public/coverage/5.html: 20 shown, 2 8 10, with a choice\n"
    );
    let overview = read(team.path(), "public/coverage.html");
    for (part, name) in [(2, "Gauges"), (3, "Gauges, 2"), (4, "Gauges, 3"), (5, "Servers")] {
        let link = format!("<a href=\"coverage/{part}.html\">{name}</a>");
        assert!(overview.contains(&link), "{link}");
    }
    let area = read(team.path(), "public/coverage/3.html");
    assert!(
        area.contains("<a href=\"../coverage.html\">All areas</a>"),
        "{area}"
    );
    assert!(
        area.contains("<a href=\"../processes/gauges/p1.html\">"),
        "{area}"
    );
}
