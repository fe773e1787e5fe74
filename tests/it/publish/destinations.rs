//! Where a site may not go.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use passdown::world::publish::{Guarded, Refusal, clean, publish};
use tempfile::TempDir;

use super::{SITE, files, guarded, outputs, texts};
use crate::project::put;

fn home_with_project() -> (TempDir, Guarded) {
    let dir = TempDir::new().expect("a temporary folder can be made");
    let home = dir.path().join("home/me");
    let project = home.join("project");
    for folder in ["content/team", "themes/own", ".git/refs", "docs"] {
        fs::create_dir_all(project.join(folder)).expect("it can be made");
    }
    fs::create_dir_all(project.join("checkout/.git")).expect("it can be made");
    put(&project, "file", "a file");
    symlink("content", project.join("alias")).expect("it can be made");
    symlink("docs", project.join("link")).expect("it can be made");
    symlink("nowhere", project.join("dangling")).expect("it can be made");
    let guarded = Guarded {
        home: Some(home),
        ..guarded(&project)
    };
    (dir, guarded)
}

#[test]
fn unsafe_destinations_are_refused() {
    let (_dir, guarded) = home_with_project();
    let project = &guarded.project;
    let before = files(project);
    for (destination, why) in [
        (PathBuf::from("/"), "root of the file system"),
        (PathBuf::from("/.."), "root of the file system"),
        (PathBuf::new(), "cannot be followed"),
        (project.join("../.."), "holds the project"),
        (project.join(".."), "holds the project"),
        (project.clone(), "is the project"),
        (project.join("."), "is the project"),
        (project.join("docs/.."), "is the project"),
        (project.join("missing/.."), "is the project"),
        (project.join("content"), "is `"),
        (project.join("content/"), "is `"),
        (project.join("content/team"), "lies in `"),
        (project.join("content/new/deep"), "lies in `"),
        (project.join("docs/../content/x"), "lies in `"),
        (project.join("alias/x"), "lies in `"),
        (project.join("alias"), "is a link"),
        (project.join("themes"), "is `"),
        (project.join("themes/own/public"), "lies in `"),
        (project.join(".git"), "`.git`"),
        (project.join(".git/public"), "`.git`"),
        (project.join("docs/.git/public"), "`.git`"),
        (project.join("checkout"), "root of a git repository"),
        (project.join("file"), "is a file"),
        (project.join("file/public"), "cannot be followed"),
        (project.join("link"), "is a link"),
        (project.join("link/"), "is a link"),
        (project.join("dangling"), "cannot be followed"),
        (project.join("dangling/public"), "cannot be followed"),
    ] {
        for error in [
            publish(&destination, &guarded, &outputs(SITE)).expect_err("publishing is refused"),
            clean(&destination, &guarded).expect_err("cleaning is refused"),
        ] {
            let refusal = error.downcast::<Refusal>().expect("the error is a refusal");
            assert!(
                matches!(refusal, Refusal::UnsafeDestination { .. }),
                "{destination:?}: {refusal}"
            );
            assert!(refusal.to_string().contains(why), "{destination:?}: {refusal}");
        }
    }
    assert_eq!(files(project), before, "nothing was written");
}

#[test]
fn the_home_folder_is_refused_wherever_the_project_is() {
    let (dir, mut guarded) = home_with_project();
    guarded.project = dir.path().join("elsewhere");
    guarded.never.clear();
    for (destination, why) in [("home/me", "is the home"), ("home", "holds the home")] {
        let error = publish(&dir.path().join(destination), &guarded, &outputs(SITE)).expect_err("refused");
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[test]
fn safe_destinations_are_served() {
    let (dir, guarded) = home_with_project();
    let project = &guarded.project;
    put(project, "worktree/.git", "gitdir: elsewhere");
    for destination in [
        project.join("public"),
        project.join("docs"),
        project.join("link/below"),
        project.join("contents"),
        project.join("worktree"),
        dir.path().join("home/me/site"),
        dir.path().join("www"),
    ] {
        publish(&destination, &guarded, &outputs(SITE)).expect("the site is published");
        let found = files(&destination);
        assert!(
            texts(&[SITE])
                .iter()
                .all(|(path, text)| found.get(path) == Some(text)),
            "{destination:?}"
        );
    }
}
