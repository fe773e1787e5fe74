//! A credential anywhere in what would be published stops a build, and is never printed.
//!
//! The credential is put together at run time, so that this file holds none.

use std::path::Path;

use crate::project::{passdown, project};

const BOOK: &str = "[check]\nsecret = \"allow\"\n";

fn token() -> String {
    ["gh", "p_", "k3Jd92LmQx7RtVb8Zn4WcYp6", "Hs1FgUe5TaOi"].concat()
}

/// Runs a build; its exit code and all that it printed.
fn build(root: &Path) -> (Option<i32>, String) {
    let ran = passdown(root, &["build", "--format", "concise"]);
    let printed = [ran.stdout, ran.stderr].concat();
    (ran.status.code(), String::from_utf8_lossy(&printed).into_owned())
}

#[test]
fn in_a_page_a_shown_file_and_a_file_beside_the_pages() {
    let page = "# Page\n\n```sh file=../scripts/deploy.sh\n```\n\n[config](config.json)\n";
    let root = project(&[
        ("book.toml", BOOK.to_owned()),
        ("content/a.md", format!("{page}\nuse {} here\n", token())),
        ("content/b.md", page.to_owned()),
        ("content/config.json", format!("{{\"key\": \"{}\"}}\n", token())),
        (
            "scripts/deploy.sh",
            format!("#!/bin/sh\nexport KEY={}\n", token()),
        ),
    ]);
    let (code, printed) = build(root.path());
    assert_eq!(code, Some(2), "{printed}");
    for place in [
        "content/a.md:8:5: ",
        "content/config.json:1:10: ",
        "scripts/deploy.sh:2:12: ",
    ] {
        let line = format!("{place}error[secret]: this looks like a GitHub access token\n");
        assert_eq!(printed.matches(&line).count(), 1, "{place} in {printed}");
    }
    assert!(!printed.contains(&token()[4..]), "{printed}");
    assert!(!root.path().join("public").exists(), "nothing is written");
}

#[test]
fn not_in_a_page_that_the_build_leaves_out() {
    let root = project(&[
        ("book.toml", BOOK.to_owned()),
        ("content/a.md", "# Page\n".to_owned()),
        ("content/private/b.md", token()),
        (
            "content/c.md",
            format!("{} <!-- passdown:allow secret: revoked in 2024 -->\n", token()),
        ),
    ]);
    let (code, printed) = build(root.path());
    assert_eq!(code, Some(0), "{printed}");
}
