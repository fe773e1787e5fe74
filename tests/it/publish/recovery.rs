//! Every state that a killed build can leave behind, made by hand, and the next start.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use passdown::world::publish::{Way, clean};

use super::{WAYS, World, files, texts};
use crate::project::put;

const A: &[(&str, &str)] = &[("index.html", "a"), ("only-a.html", "a"), ("same.css", "same")];
const B: &[(&str, &str)] = &[("index.html", "b"), ("b/only-b.html", "b"), ("same.css", "same")];
const MINE: &[(&str, &str)] = &[("mine.txt", "mine"), ("b/mine.txt", "mine")];

/// What a killed build left, given the published site A with foreign files.
type Scene = fn(&World);

fn rename(from: &Path, to: &Path) {
    fs::rename(from, to).expect("it can be renamed");
}

/// Stages site B by hand: a published B with the same foreign files, moved to the working folder.
fn stage(world: &World) -> PathBuf {
    let mut other = World::new();
    // On the same file system, and with the same foreign files under a second name.
    other.public = world.dir.path().join("other");
    other.publish(B, Way::Exchange);
    for (path, _) in MINE {
        let to = other.public.join(path);
        fs::create_dir_all(to.parent().expect("it has one")).expect("it can be made");
        fs::hard_link(world.public.join(path), to).expect("it can be linked");
    }
    fs::create_dir_all(world.work()).expect("it can be made");
    fs::write(world.work().join("lock"), "").expect("it can be written");
    let new = world.work().join("new");
    rename(&other.public, &new);
    let meta = new.metadata().expect("it is there");
    fs::write(
        world.work().join("staging"),
        format!("{}:{}", meta.dev(), meta.ino()),
    )
    .expect("it can be written");
    new
}

fn exchange(world: &World) -> PathBuf {
    let new = stage(world);
    let between = world.dir.path().join("between");
    rename(&world.public, &between);
    rename(&new, &world.public);
    rename(&between, &new);
    new
}

fn two_renames(world: &World) -> PathBuf {
    let new = stage(world);
    let old = world.work().join("old");
    rename(&world.public, &old);
    rename(&new, &world.public);
    old
}

const SCENES: &[(&str, Scene)] = &[
    ("nothing", |_| {}),
    ("an empty working folder", |world| {
        fs::create_dir(world.work()).expect("it can be made")
    }),
    ("a lock", |world| put(&world.work(), "lock", "")),
    ("an empty staging folder, not named yet", |world| {
        fs::create_dir_all(world.work().join("new")).expect("it can be made");
    }),
    ("an empty staging folder, half named", |world| {
        fs::create_dir_all(world.work().join("new")).expect("it can be made");
        put(&world.work(), "staging", "");
    }),
    ("half staged, without a manifest", |world| {
        let new = stage(world);
        fs::remove_file(new.join(".passdown-manifest")).expect("it can be removed");
        fs::remove_file(new.join("same.css")).expect("it can be removed");
        put(&new, "index.html", "hal");
    }),
    ("staged", |world| {
        stage(world);
    }),
    ("staged, and half removed", |world| {
        let new = stage(world);
        fs::remove_file(new.join("index.html")).expect("it can be removed");
    }),
    ("exchanged", |world| {
        exchange(world);
    }),
    ("exchanged, half emptied", |world| {
        let old = exchange(world);
        fs::remove_file(old.join("mine.txt")).expect("it can be removed");
        fs::remove_file(old.join("index.html")).expect("it can be removed");
    }),
    ("exchanged, all but emptied", |world| {
        let old = exchange(world);
        fs::remove_dir_all(&old).expect("it can be removed");
        fs::create_dir(&old).expect("it can be made");
    }),
    ("exchanged and emptied", |world| {
        fs::remove_dir_all(exchange(world)).expect("it can be removed");
    }),
    ("exchanged, then the site deleted by hand", |world| {
        exchange(world);
        fs::remove_dir_all(&world.public).expect("it can be removed");
    }),
    ("between two renames", |world| {
        stage(world);
        rename(&world.public, &world.work().join("old"));
    }),
    ("two renames", |world| {
        two_renames(world);
    }),
    ("two renames, half emptied", |world| {
        let old = two_renames(world);
        fs::remove_file(old.join("only-a.html")).expect("it can be removed");
    }),
    ("between two renames, and a folder made by hand", |world| {
        stage(world);
        rename(&world.public, &world.work().join("old"));
        fs::create_dir(&world.public).expect("it can be made");
    }),
    ("staged in place", |world| world.put(".passdown-work/0", "hal")),
];

#[test]
fn the_next_start_puts_right_whatever_was_left() {
    for (name, scene) in SCENES {
        for way in WAYS {
            for next in [A, B] {
                let world = World::new();
                world.publish(A, way);
                MINE.iter().for_each(|(path, text)| world.put(path, text));
                scene(&world);
                let published = world.publish(next, way);
                assert!(published.aside.is_empty(), "{name}: {published:?}");
                world.assert_holds(&[next, MINE], &format!("{name}, {way:?}"));
            }
        }
    }
}

#[test]
fn cleaning_puts_right_too() {
    for (name, scene) in SCENES {
        let world = World::new();
        world.publish(A, Way::Exchange);
        MINE.iter().for_each(|(path, text)| world.put(path, text));
        scene(&world);
        clean(&world.public, &world.guarded()).expect("it is cleaned");
        world.assert_holds(&[MINE], name);
    }
}

/// What people did in the old folder after the new site had been staged.
#[test]
fn what_came_into_the_old_folder_is_found() {
    let swaps: [fn(&World) -> PathBuf; 2] = [exchange, two_renames];
    for swap in swaps {
        let world = World::new();
        world.publish(A, Way::Exchange);
        MINE.iter().for_each(|(path, text)| world.put(path, text));
        let old = swap(&world);
        // A new file, in an old and in a new folder; an empty folder; and a file where the new site has its own.
        put(&old, "late.txt", "late");
        put(&old, "late/deep.txt", "late");
        fs::create_dir(old.join("empty")).expect("it can be made");
        put(&old, "b/only-b.html", "a person's");
        // A page the new site has no more, edited after it had been left out.
        put(&old, "only-a.html", "edited");
        // Replaced in the old folder: which is later cannot be told any more, so both are kept.
        fs::remove_file(old.join("mine.txt")).expect("it can be removed");
        put(&old, "mine.txt", "mine, saved anew");
        // Written to, not replaced: one file, two names.
        put(&old, "b/mine.txt", "mine, more");

        let published = world.publish(B, Way::Exchange);
        let kept: Vec<String> = published
            .aside
            .iter()
            .map(|path| fs::read_to_string(path).expect("it is kept"))
            .collect();
        assert_eq!(kept, ["a person's", "mine, saved anew"], "{:?}", published.aside);
        let expected: &[(&str, &str)] = &[
            ("late.txt", "late"),
            ("only-a.html", "edited"),
            ("late/deep.txt", "late"),
            ("empty/", ""),
            ("mine.txt", "mine"),
            ("b/mine.txt", "mine, more"),
        ];
        assert_eq!(files(&world.public), texts(&[B, expected]));
        assert!(
            published
                .aside
                .iter()
                .all(|path| path.starts_with(world.work().join("kept")))
        );

        // What is kept aside is nobody's to remove but theirs.
        world.publish(&[("other.html", "other")], Way::TwoRenames);
        clean(&world.public, &world.guarded()).expect("it is cleaned");
        assert!(published.aside.iter().all(|path| path.exists()));
    }
}

/// A build in place that dies leaves a manifest of both sites; a file of a person's is still told from ours.
#[test]
fn death_in_place_makes_no_foreign_file_ours() {
    let world = World::new();
    world.publish(B, Way::InPlace);
    let meant = fs::read_to_string(world.public.join(".passdown-manifest")).expect("it is there");
    clean(&world.public, &world.guarded()).expect("it is cleaned");
    world.publish(A, Way::InPlace);
    let listed = world.public.join(".passdown-manifest");
    let wrote = fs::read_to_string(&listed).expect("it is there");
    // Both, as the build writes it before it touches the first file.
    let mut lines: Vec<String> = Vec::new();
    for line in wrote.lines().filter(|line| !line.starts_with("end ")) {
        lines.push(line.to_owned());
        let path = line.rsplit(' ').next().expect("it has a path");
        let same = meant
            .lines()
            .find(|other| other.starts_with("wrote") && other.ends_with(&format!(" {path}")));
        lines.extend(same.map(|line| line.replacen("wrote", "meant", 1)));
    }
    let new = meant
        .lines()
        .find(|line| line.ends_with("b/only-b.html"))
        .expect("it is listed");
    lines.push(new.replacen("wrote", "meant", 1));
    let body = lines.join("\n");
    let seal = passdown::words::digest::Digest::of_bytes(body.as_bytes()).to_hex();
    fs::write(&listed, format!("{body}\nend {seal}\n")).expect("it can be written");

    // Died after the index, before the new page; then somebody made a file of that name.
    world.put("index.html", "b");
    world.put("b/only-b.html", "a person's");
    let before = files(&world.public);
    for way in WAYS {
        world.refusal(B, way);
        assert_eq!(files(&world.public), before);
    }
    fs::remove_file(world.public.join("b/only-b.html")).expect("it can be removed");
    let published = world.publish(B, Way::InPlace);
    assert_eq!(
        (published.written, published.unchanged, published.removed),
        (1, 2, 1)
    );
    world.assert_holds(&[B], "finished");
}
