//! What is told when files change.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{
    PATIENCE, ROOT, SILENCE, Serving, base, hear, interrupt, is_what_is_built, next, put, silent, start,
};

#[test]
fn an_edit_reloads_its_page_and_no_other() {
    let folder = base();
    for options in ["", "--poll"] {
        let serving = Serving::new(folder.path(), options);
        let (gauge, home) = (serving.news("/gauge.html"), serving.news("/"));
        let (first, other) = (next(&gauge), next(&home));
        let page = format!("# Gauges\n\nRead them at dusk. {options}\n");
        put(folder.path(), "content/gauge.md", &page);
        let second = next(&gauge);
        assert_ne!(first["page"], second["page"]);
        assert!(serving.get("/gauge.html").text().contains("at dusk"));
        silent(&gauge);
        while let Ok(news) = home.recv_timeout(SILENCE) {
            assert_eq!(news["page"], other["page"], "the home page is as it was");
        }
        // A touched file is no change.
        put(folder.path(), "content/gauge.md", &page);
        silent(&gauge);
        put(
            folder.path(),
            "own.css",
            &format!("p {{ color: navy }} /* {options} */\n"),
        );
        let third = next(&gauge);
        assert_eq!(
            third["page"], second["page"],
            "a style sheet is swapped without a reload"
        );
        assert!(third["files"]["own.css"].is_number(), "{third}");
    }
}

/// The search may come later than the page, and says when it is there.
#[test]
fn a_new_word_is_found() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let news = serving.all_news("/gauge.html");
    next(&news);
    let root = serving.get(&format!("/{ROOT}")).body;
    put(
        folder.path(),
        "content/gauge.md",
        "# Gauges\n\nRead the sluicemeter too.\n",
    );
    while next(&news)["files"][ROOT].is_null() {}
    assert!(serving.get("/gauge.html").text().contains("sluicemeter"));
    assert_ne!(serving.get(&format!("/{ROOT}")).body, root);
    is_what_is_built(&serving, folder.path());
}

#[test]
fn a_blocked_build_keeps_the_site_and_says_so() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let news = serving.news("/gauge.html");
    let first = next(&news);
    let book = std::fs::read_to_string(folder.path().join("book.toml")).expect("it is there");
    put(folder.path(), "book.toml", "[book\n");
    let broken = next(&news);
    assert_eq!(broken["page"], first["page"]);
    let place = broken["blocked"][0]["place"].as_str().expect("it is told where");
    assert!(place.starts_with("book.toml:1:"), "{place}");
    assert!(serving.get("/gauge.html").text().contains("at noon"));
    put(folder.path(), "book.toml", &book);
    let mended = next(&news);
    assert_eq!(mended, first);
    put(
        folder.path(),
        "content/sea/index.md",
        "# The sea\n\n[Nothing](nothing.md)\n",
    );
    let found = next(&news);
    assert_eq!(
        (&found["count"], &found["blocked"]),
        (&1.into(), &Value::Array(Vec::new()))
    );
    assert!(
        found["findings"][0]["place"]
            .as_str()
            .is_some_and(|place| place.contains("sea/index.md:3:"))
    );
}

#[test]
fn a_site_that_cannot_be_built_yet_is_waited_for() {
    let folder = base();
    put(folder.path(), "book.toml", "[book\n");
    let serving = Serving::new(folder.path(), "");
    let answer = serving.get("/");
    assert_eq!(answer.status, 503);
    let news = serving.news("/");
    assert_eq!(next(&news)["page"], Value::Null);
    put(folder.path(), "book.toml", "");
    assert!(next(&news)["page"].is_string());
    assert_eq!(serving.get("/").status, 200);
}

#[test]
fn folders_that_come_and_go_are_watched() {
    let folder = base();
    let serving = Serving::new(folder.path(), "");
    let until = |path: &str, status: u16, words: &str| {
        let began = Instant::now();
        loop {
            let answer = serving.get(path);
            if answer.status == status && answer.text().contains(words) {
                return;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{path} is never {status}, with `{words}`"
            );
            thread::sleep(Duration::from_millis(20));
        }
    };
    put(folder.path(), "content/new/deep/page.md", "# New\n\nIt is new.\n");
    until("/new/deep/page.html", 200, "It is new.");
    put(folder.path(), "content/new/deep/page.md", "# New\n\nIt is old.\n");
    until("/new/deep/page.html", 200, "It is old.");
    std::fs::remove_dir_all(folder.path().join("content/new")).expect("it is there");
    until("/new/deep/page.html", 404, "");
    let (content, aside) = (folder.path().join("content"), folder.path().join("aside"));
    std::fs::rename(&content, &aside).expect("it can be renamed");
    std::fs::rename(&aside, &content).expect("it can be renamed");
    put(folder.path(), "content/gauge.md", "# Gauges\n\nBack again.\n");
    until("/gauge.html", 200, "Back again.");
    put(
        folder.path(),
        "templates/page.html",
        "<html><body>mine{% block content %}{% endblock %}</body></html>",
    );
    until("/gauge.html", 200, "mine");
    put(
        folder.path(),
        "templates/page.html",
        "<html><body>still mine{% block content %}{% endblock %}</body></html>",
    );
    until("/gauge.html", 200, "still mine");
    put(folder.path(), "templates/page.html", "{% if");
    hear(&serving.talk, "the last good site is shown");
    until("/gauge.html", 200, "still mine");
    std::fs::remove_dir_all(folder.path().join("templates")).expect("it is there");
    until("/gauge.html", 200, "Back again.");
}

#[test]
fn watching_writes_to_the_disk() {
    let folder = base();
    let (mut child, talk) = start(folder.path(), "watch");
    hear(&talk, "watching");
    let site = folder.path().join("public/gauge.html");
    assert!(
        std::fs::read_to_string(&site)
            .expect("it is written")
            .contains("at noon")
    );
    put(
        folder.path(),
        "content/gauge.md",
        "# Gauges\n\nRead them at dusk.\n",
    );
    let line = hear(&talk, "content/gauge.md");
    assert!(
        line.contains(" pages in ") && line.contains("no findings"),
        "{line}"
    );
    assert!(
        std::fs::read_to_string(&site)
            .expect("it is written")
            .contains("at dusk")
    );
    silent(&talk);
    put(folder.path(), "book.toml", "[book\n");
    hear(&talk, "nothing was written");
    assert!(
        std::fs::read_to_string(&site)
            .expect("it is kept")
            .contains("at dusk")
    );
    interrupt(&mut child);
}

/// Where the system watches too few folders, files are looked at instead, and somebody says so.
#[test]
#[cfg(target_os = "linux")]
fn without_watches_it_polls() {
    // The limits of a name space of its own, which nobody else feels.
    let few =
        |limit: &str, number: usize| format!("echo {number} > /proc/sys/user/{limit}; exec \"$0\" \"$@\"");
    let possible = Command::new("unshare")
        .args(["-Ur", "sh", "-c", &few("max_inotify_watches", 1), "true"])
        .output();
    if !possible.is_ok_and(|ran| ran.status.success()) {
        println!("no name space can be made here, so the limits cannot be lowered");
        return;
    }
    for (limit, number, early) in [
        ("max_inotify_instances", 0, true),
        ("max_inotify_watches", 1, true),
        ("max_inotify_watches", 20, false),
    ] {
        let folder = base();
        let mut command = Command::new("unshare");
        command.args([
            "-Ur",
            "sh",
            "-c",
            &few(limit, number),
            env!("CARGO_BIN_EXE_passdown"),
        ]);
        let serving = Serving::by(command, folder.path(), "");
        let setting = limit
            .replace("max_", "fs.inotify.max_user_")
            .replace("user_inotify", "user");
        if early {
            assert!(
                serving
                    .before
                    .iter()
                    .any(|line| line.contains(&setting) && line.contains("--poll"))
            );
        }
        for number in 0..30 {
            put(
                folder.path(),
                &format!("content/{number}/{number}.md"),
                "# New\n\nOne more.\n",
            );
        }
        if !early {
            hear(&serving.talk, &setting);
        }
        let began = Instant::now();
        while serving.get("/29/29.html").status != 200 {
            assert!(began.elapsed() < PATIENCE, "{limit}: a new page is never seen");
            thread::sleep(Duration::from_millis(20));
        }
        put(folder.path(), "content/29/29.md", "# New\n\nAnother.\n");
        while !serving.get("/29/29.html").text().contains("Another.") {
            assert!(began.elapsed() < PATIENCE, "{limit}: a change is never seen");
            thread::sleep(Duration::from_millis(20));
        }
    }
}
