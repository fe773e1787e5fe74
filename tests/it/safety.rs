//! Where a site may not go, who may write at once, and what happens where little may be written.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use passdown::world::publish::{Guarded, Refusal, Way, clean, publish};
use tempfile::TempDir;

use crate::project::put;
use crate::publish_world::{WAYS, World, files, guarded, outputs, texts};

const SITE: &[(&str, &str)] = &[("index.html", "index"), ("a/b.html", "b")];
const NOBODY: u32 = 65534;

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

#[test]
fn two_builds_at_once() {
    for way in WAYS {
        let world = World::new();
        fs::create_dir(world.work()).expect("it can be made");
        let other = File::create(world.work().join("lock")).expect("it can be made");
        other.lock().expect("it can be locked");
        assert!(matches!(world.refusal(SITE, way), Refusal::Busy { .. }));
        assert!(!world.public.exists());
        assert!(clean(&world.public, &world.guarded()).is_err());
        drop(other);
        world.publish(SITE, way);
        world.assert_holds(&[SITE], "a lock without an owner is free");
    }
}

#[test]
fn many_builds_at_once_never_harm_each_other() {
    let world = World::new();
    world.put("mine.txt", "mine");
    let one = |number: usize| {
        let text = number.to_string();
        let site = [("index.html", text.as_str()), ("a/b.html", text.as_str())];
        (0..40)
            .filter(|_| world.try_publish(&site, WAYS[number % 3]).is_ok())
            .count()
    };
    let published: usize = std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|number| scope.spawn(move || one(number))).collect();
        all.into_iter().map(|one| one.join().expect("it ends well")).sum()
    });
    assert!(published > 0);
    let found = files(&world.public);
    assert_eq!(found.get("index.html"), found.get("a/b.html"), "no site is mixed");
    assert_eq!(found.get("mine.txt").map(String::as_str), Some("mine"));
    assert_eq!(found.len(), 3);
    assert!(!world.work().exists());
}

#[test]
fn the_working_folder_s_place_is_taken() {
    let world = World::new();
    put(world.dir.path(), ".public.passdown", "a file");
    assert!(matches!(
        world.refusal(SITE, Way::Exchange),
        Refusal::Occupied { .. }
    ));
    fs::remove_file(world.work()).expect("it can be removed");
    let elsewhere = world.dir.path().join("elsewhere");
    put(&elsewhere, "new/x", "precious");
    symlink("elsewhere", world.work()).expect("it can be made");
    assert!(matches!(
        world.refusal(SITE, Way::Exchange),
        Refusal::Occupied { .. }
    ));
    assert_eq!(files(&elsewhere), texts(&[&[("new/x", "precious")]]));
}

/// Mounts a small file system, if this test may; says so if not.
struct Mount(PathBuf);

impl Mount {
    fn new(at: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).expect("it can be made");
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(at)
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(at.to_owned()));
        }
        println!("skipped: mounting is not permitted here");
        None
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // A mount that stays is shown by the temporary folder that cannot be removed.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_mount_point_is_written_in_place() {
    let world = World::new();
    let Some(_mount) = Mount::new(&world.public, "1m") else {
        return;
    };
    world.put("mine.txt", "mine");
    assert_eq!(world.publish(SITE, Way::Exchange).way, Some(Way::InPlace));
    world.publish(&[("index.html", "two")], Way::Exchange);
    world.assert_holds(&[&[("index.html", "two"), ("mine.txt", "mine")]], "mount point");
    clean(&world.public, &world.guarded()).expect("it is cleaned");
    world.assert_holds(&[&[("mine.txt", "mine")]], "mount point");
}

#[test]
fn a_bind_mount_of_the_same_file_system_is_written_in_place() {
    for mine in [None, Some(("mine.txt", "mine"))] {
        let world = World::new();
        let mine = mine.as_slice();
        fs::create_dir(&world.public).expect("it can be made");
        mine.iter().for_each(|(path, text)| world.put(path, text));
        let bound = Command::new("mount")
            .arg("--bind")
            .arg(&world.public)
            .arg(&world.public)
            .output();
        if !bound.is_ok_and(|output| output.status.success()) {
            println!("skipped: mounting is not permitted here");
            return;
        }
        let _mount = Mount(world.public.clone());
        for way in WAYS {
            let text = format!("{way:?}");
            let site: &[(&str, &str)] = &[("index.html", &text)];
            assert_eq!(world.publish(site, way).way, Some(Way::InPlace));
            world.assert_holds(&[site, mine], "bind mount");
        }
    }
}

#[test]
fn a_mount_below_the_destination_keeps_it_in_place() {
    let world = World::new();
    let Some(_mount) = Mount::new(&world.public.join("uploads"), "1m") else {
        return;
    };
    world.put("uploads/mine.txt", "mine");
    assert_eq!(world.publish(SITE, Way::Exchange).way, Some(Way::InPlace));
    world.assert_holds(&[SITE, &[("uploads/mine.txt", "mine")]], "mount below");
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let large = "x".repeat(100_000);
    let names: Vec<String> = (0..20).map(|number| format!("page-{number}.html")).collect();
    let too_much: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), large.as_str())).collect();
    for inside in [true, false] {
        let mut world = World::new();
        let mount = if inside {
            world.dir.path().join("small")
        } else {
            world.public.clone()
        };
        let Some(_mount) = Mount::new(&mount, "1m") else {
            return;
        };
        if inside {
            world.public = mount.join("public");
        }
        for way in WAYS {
            world.put("mine.txt", "mine");
            world.publish(SITE, way);
            let before = files(&world.public);
            let error = world.try_publish(&too_much, way).expect_err("the disk is full");
            assert!(
                format!("{error:#}").contains("page-"),
                "the file is named: {error:#}"
            );
            assert_eq!(files(&world.public), before, "{way:?}");
            assert!(
                !mount.join(".public.passdown").exists() && !world.work().exists(),
                "{way:?}"
            );
            world.publish(&too_much[..5], way);
        }
    }
}

/// A file system with fewer and fewer files to spare stops a build in place at one moment after the other.
#[test]
fn a_build_in_place_that_stops_makes_no_foreign_file_ours() {
    let new: &[(&str, &str)] = &[
        ("index.html", "new"),
        ("x.css", "x"),
        ("c/d/e.html", "e"),
        ("f/g.html", "g"),
    ];
    let mut stopped_midway = 0;
    for spare in 8..24 {
        let world = World::new();
        let Some(_mount) = Mount::new(&world.public, &format!("1m,nr_inodes={spare}")) else {
            return;
        };
        world.publish(SITE, Way::InPlace);
        if world.try_publish(new, Way::InPlace).is_ok() {
            continue;
        }
        let listed = fs::read_to_string(world.public.join(".passdown-manifest")).expect("it is there");
        let meant = listed
            .lines()
            .any(|line| line.starts_with("meant") && line.ends_with(" c/d/e.html"));
        if !meant {
            assert_eq!(files(&world.public), texts(&[SITE]), "nothing has changed");
        }
        let more = Command::new("mount")
            .args(["-o", "remount,nr_inodes=100"])
            .arg(&world.public)
            .status();
        assert!(more.expect("mount runs").success());
        if meant && !world.public.join("c/d/e.html").exists() {
            stopped_midway += 1;
            world.put("c/d/e.html", "somebody's");
            let refusal = world.refusal(new, Way::InPlace);
            assert_eq!(
                refusal,
                Refusal::ForeignFile {
                    files: vec!["c/d/e.html".into()]
                }
            );
            fs::remove_file(world.public.join("c/d/e.html")).expect("it is still there");
        }
        world.publish(new, Way::InPlace);
        world.assert_holds(&[new], "finished");
    }
    assert!(stopped_midway > 0, "some build stops midway");
}

/// Runs one of this file's tests again as a user who is not root; `None` if we are not root ourselves.
fn as_nobody(test: &str, root: &Path) -> Option<bool> {
    let program = std::env::current_exe().expect("it has a path");
    // The program itself may lie where nobody can reach it.
    let copy = root.parent().expect("it has a parent").join("program");
    fs::copy(program, &copy).expect("it can be copied");
    let mut command = Command::new(&copy);
    command
        .args(["--exact", test, "--nocapture"])
        .env("PASSDOWN_AS_NOBODY", root);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    match command.output() {
        Ok(output) => {
            println!("{}", String::from_utf8_lossy(&output.stderr));
            Some(output.status.success())
        }
        Err(error) => {
            println!("skipped: cannot become another user ({error})");
            None
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it can be set");
}

#[test]
fn without_permissions() {
    let dir = TempDir::new().expect("a temporary folder can be made");
    set_mode(dir.path(), 0o755);
    let root = dir.path().join("root");
    fs::create_dir_all(root.join("locked/public")).expect("it can be made");
    fs::create_dir_all(root.join("open")).expect("it can be made");
    for path in ["locked/public", "open"] {
        if chown(root.join(path), Some(NOBODY), Some(NOBODY)).is_err() {
            println!("skipped: not root");
            return;
        }
    }
    assert_ne!(as_nobody("safety::child_without_permissions", &root), Some(false));
}

/// Does nothing unless run by `without_permissions`.
#[test]
fn child_without_permissions() {
    let Some(root) = std::env::var_os("PASSDOWN_AS_NOBODY").map(PathBuf::from) else {
        return;
    };
    // Nothing can be made beside it, and it cannot be renamed.
    let locked = root.join("locked/public");
    put(&locked, "mine.txt", "mine");
    for text in ["one", "two"] {
        let site = [("index.html", text), ("a/b.html", text)];
        let published = publish(&locked, &guarded(&root), &outputs(&site)).expect("it is published");
        assert_eq!(published.way, Some(Way::InPlace));
        assert_eq!(files(&locked), texts(&[&site, &[("mine.txt", "mine")]]));
    }
    let held = File::open(&locked).expect("it opens");
    held.lock().expect("it can be locked");
    let busy = publish(&locked, &guarded(&root), &outputs(SITE)).expect_err("it is busy");
    assert!(
        matches!(busy.downcast_ref(), Some(Refusal::Busy { .. })),
        "{busy}"
    );
    drop(held);

    // A read-only folder of somebody's, and one that cannot even be looked into.
    let mut world = World::new();
    world.public = root.join("open/public");
    world.put("frozen/deep/mine.txt", "mine");
    set_mode(&world.public.join("frozen/deep"), 0o555);
    set_mode(&world.public.join("frozen"), 0o555);
    // What a killed build staged may be read-only too.
    put(&world.work(), "new/frozen/mine.txt", "mine");
    set_mode(&world.work().join("new/frozen"), 0o555);
    for text in ["one", "two"] {
        let published = publish(&world.public, &guarded(&root), &outputs(&[("index.html", text)]));
        assert_eq!(published.expect("it is published").way, Some(Way::Exchange));
        let expected: &[(&str, &str)] = &[("index.html", text), ("frozen/deep/mine.txt", "mine")];
        assert_eq!(files(&world.public), texts(&[expected]));
        let mode = world
            .public
            .join("frozen")
            .metadata()
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o555);
    }
    assert_eq!(
        fs::read_dir(root.join("open")).expect("it can be read").count(),
        1,
        "no leftovers"
    );
    set_mode(&world.public.join("frozen"), 0o000);
    let published = publish(
        &world.public,
        &guarded(&root),
        &outputs(&[("index.html", "three")]),
    );
    assert_eq!(published.expect("it is published").way, Some(Way::InPlace));
    set_mode(&world.public.join("frozen"), 0o755);
    assert_eq!(files(&world.public).len(), 2);
    set_mode(&world.public.join("frozen/deep"), 0o755);
}
