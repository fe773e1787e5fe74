//! Destinations on a file system of their own, and file systems that are full.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use passdown::world::publish::{Refusal, Way, clean};

use super::{SITE, WAYS, World, files, texts};

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
