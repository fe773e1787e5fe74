//! What is not ours in the destination: it stays, and nothing is written over it.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use passdown::world::publish::{Refusal, Way, clean};

use super::{A, B, WAYS, World, files, inode, outputs, set_age, texts};
use crate::project::put;

#[test]
fn foreign_files_stay_as_they_are() {
    for way in WAYS {
        let world = World::new();
        let case = format!("{way:?}");
        // Outside: nothing may reach it through a link.
        put(world.dir.path(), "outside/x", "precious");
        world.put("CNAME", "kb.example.org");
        world.put("team/notes/mine.txt", "mine");
        fs::create_dir(world.public.join("empty")).expect("it can be made");
        fs::set_permissions(world.public.join("empty"), fs::Permissions::from_mode(0o750))
            .expect("it can be set");
        symlink("../outside", world.public.join("link")).expect("it can be made");
        symlink("nowhere", world.public.join("team/dangling")).expect("it can be made");
        let pipe = world.public.join("pipe");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .expect("mkfifo runs")
                .success()
        );
        fs::set_permissions(&world.public, fs::Permissions::from_mode(0o711)).expect("it can be set");
        let foreign = files(&world.public);
        let cname = inode(&world.public.join("CNAME"));

        for site in [A, B, A, &[]] {
            let published = world.publish(site, way);
            let mut expected = texts(&[site]);
            expected.extend(foreign.clone());
            assert_eq!(files(&world.public), expected, "{case}");
            assert_eq!((published.foreign, &published.aside), (5, &Vec::new()), "{case}");
        }
        assert_eq!(
            inode(&world.public.join("CNAME")),
            cname,
            "{case}: it is the same file"
        );
        let mode = |path: &Path| path.metadata().expect("it is there").mode() & 0o777;
        assert_eq!(
            (mode(&world.public.join("empty")), mode(&world.public)),
            (0o750, 0o711),
            "{case}"
        );
        assert_eq!(
            fs::read_to_string(world.dir.path().join("outside/x")).expect("it is there"),
            "precious"
        );
        assert!(!world.work().exists(), "{case}");
    }
}

#[test]
fn names_that_are_no_text_stay() {
    use std::os::unix::ffi::OsStrExt;
    for way in WAYS {
        let world = World::new();
        fs::create_dir(&world.public).expect("it can be made");
        let odd = world.public.join(std::ffi::OsStr::from_bytes(b"\xff\n"));
        fs::write(&odd, "odd").expect("it can be written");
        world.publish(A, way);
        world.publish(B, way);
        assert_eq!(fs::read_to_string(&odd).expect("it is there"), "odd");
    }
}

/// One thing a person did in the output folder before a build.
enum Deed {
    File(&'static str),
    Folder(&'static str),
    Link(&'static str),
}

#[test]
fn a_foreign_file_in_the_way_is_refused_before_anything_is_written() {
    let cases = [
        (Deed::File("index.html"), "index.html"),
        (Deed::File("new"), "new"),
        (Deed::Folder("new/page.html"), "new/page.html"),
        (Deed::File("new/page.html/inside"), "new/page.html"),
        (Deed::Link("new"), "new"),
        (Deed::Link("static/b.css"), "static/b.css"),
    ];
    for way in WAYS {
        for published_before in [false, true] {
            for (deed, named) in &cases {
                let world = World::new();
                if published_before {
                    world.publish(&[("team/x.html", "x")], way);
                }
                match deed {
                    Deed::File(path) => world.put(path, "foreign"),
                    Deed::Folder(path) => {
                        fs::create_dir_all(world.public.join(path)).expect("it can be made")
                    }
                    Deed::Link(path) => {
                        world.put("keep", "");
                        let path = world.public.join(path);
                        fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
                        symlink(world.dir.path(), path).expect("it can be made");
                    }
                }
                let before = files(&world.public);
                let refusal = world.refusal(B, way);
                assert_eq!(
                    refusal,
                    Refusal::ForeignFile {
                        files: vec![PathBuf::from(named)]
                    },
                    "{way:?}"
                );
                assert_eq!(files(&world.public), before, "{way:?} {named}");
                assert!(!world.work().exists(), "{way:?} {named}");
            }
        }
    }
}

#[test]
fn a_link_in_the_place_of_our_folder_is_not_followed() {
    for way in WAYS {
        let world = World::new();
        world.publish(A, way);
        fs::rename(world.public.join("team"), world.dir.path().join("elsewhere")).expect("it can be moved");
        symlink("../elsewhere", world.public.join("team")).expect("it can be made");
        assert_eq!(
            world.refusal(B, way),
            Refusal::ForeignFile {
                files: vec!["team".into()]
            }
        );
        clean(&world.public, &world.guarded()).expect("it is cleaned");
        assert_eq!(
            files(&world.dir.path().join("elsewhere")).len(),
            2,
            "{way:?}: nothing went through the link"
        );
    }
}

#[test]
fn a_damaged_manifest_makes_every_file_foreign() {
    let damages: [fn(String) -> String; 4] = [
        |text| text[..text.len() / 2].to_owned(),
        |text| text.replacen("wrote", "wrotf", 1),
        |_| String::new(),
        |_| "passdown-manifest 2\nend 0\n".to_owned(),
    ];
    for way in WAYS {
        for damage in damages {
            let world = World::new();
            world.publish(A, way);
            let path = world.public.join(".passdown-manifest");
            let text = fs::read_to_string(&path).expect("it is there");
            fs::write(&path, damage(text)).expect("it can be written");
            assert!(matches!(world.refusal(B, way), Refusal::ForeignFile { files } if files.len() == 2));
            let other: &[(&str, &str)] = &[("other.html", "other")];
            world.publish(other, way);
            world.assert_holds(&[A, other], "the old files are foreign, and kept");
            world.publish(other, way);
        }
        let world = World::new();
        world.put(".passdown-manifest", "somebody's own");
        assert!(matches!(world.refusal(B, way), Refusal::ForeignFile { .. }));
        assert_eq!(
            fs::read_to_string(world.public.join(".passdown-manifest")).expect("kept"),
            "somebody's own"
        );
    }
}

#[test]
fn files_of_ours_that_somebody_edited() {
    for way in WAYS {
        let world = World::new();
        world.publish(A, way);
        world.put("index.html", "edited");
        world.put("team/ü ber.html", "edit");
        world.put("team/only-a.html", "edited and withdrawn");
        // Only the time differs: a copy of the site, not an edit.
        set_age(&world.public.join("old/deep/page.html"), 1_000_000);
        let published = world.publish(B, way);
        let kept: &[(&str, &str)] = &[("team/only-a.html", "edited and withdrawn")];
        assert_eq!(published.edited, [PathBuf::from("team/only-a.html")]);
        world.assert_holds(&[B, kept], &format!("{way:?}"));
        assert!(
            world.publish(B, way).edited.is_empty(),
            "it is foreign from now on"
        );
        world.assert_holds(&[B, kept], &format!("{way:?}"));
    }
}

#[test]
fn what_people_save_while_we_publish_is_not_lost() {
    for way in WAYS {
        let world = World::new();
        world.publish(A, way);
        world.put("notes/0.txt", "0");
        let notes = world.public.join("notes");
        let writer = std::thread::spawn(move || {
            let until = SystemTime::now() + Duration::from_millis(700);
            let mut number: u32 = 0;
            while SystemTime::now() < until {
                let save = notes.join(format!("{}.txt", number + 1));
                // Between two renames there is no folder for an instant: a person would try again.
                if fs::write(save, (number + 1).to_string()).is_ok() {
                    number += 1;
                }
                std::thread::sleep(Duration::from_micros(200));
            }
            number
        });
        let mut aside = Vec::new();
        let mut turns = 0;
        while !writer.is_finished() {
            aside.extend(world.publish(if turns % 2 == 1 { A } else { B }, way).aside);
            turns += 1;
        }
        let last = writer.join().expect("the writer ends well");
        world.publish(B, way);
        assert!(turns > 1 && last > 1, "{way:?}: {turns} turns, {last} notes");
        for number in 0..=last {
            let path = world.public.join(format!("notes/{number}.txt"));
            let text = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(text, number.to_string(), "{way:?}: of {last} in {turns} turns");
        }
        assert!(aside.is_empty(), "{way:?}: {aside:?}");
    }
}

#[test]
fn cleaning_removes_ours_and_nothing_else() {
    for way in WAYS {
        let world = World::new();
        world.publish(A, way);
        let cleaned = clean(&world.public, &world.guarded()).expect("it is cleaned");
        assert_eq!((cleaned.removed, cleaned.foreign), (5, 0));
        assert!(
            !world.public.exists() && !world.work().exists(),
            "nothing is left"
        );

        world.publish(A, way);
        world.put("team/mine.txt", "mine");
        world.put("index.html", "edited");
        fs::create_dir(world.public.join("empty")).expect("it can be made");
        let cleaned = clean(&world.public, &world.guarded()).expect("it is cleaned");
        assert_eq!((cleaned.removed, cleaned.foreign), (4, 2));
        assert_eq!(cleaned.edited, [PathBuf::from("index.html")]);
        world.assert_holds(
            &[&[
                ("team/mine.txt", "mine"),
                ("index.html", "edited"),
                ("empty/", ""),
            ]],
            "cleaned",
        );
        let again = clean(&world.public, &world.guarded()).expect("it is cleaned");
        assert_eq!((again.removed, again.foreign), (0, 2));
    }
    let world = World::new();
    clean(&world.public, &world.guarded()).expect("a missing site is clean");
    world.put("index.html", "foreign");
    assert_eq!(
        clean(&world.public, &world.guarded())
            .expect("it is cleaned")
            .removed,
        0
    );
    world.assert_holds(&[&[("index.html", "foreign")]], "no manifest, nothing removed");
}

#[test]
fn the_message_of_a_refusal_says_what_to_do() {
    let world = World::new();
    world.put("index.html", "foreign");
    let message = world.refusal(A, Way::Exchange).to_string();
    assert!(
        message.contains("`index.html`") && message.contains("move them away"),
        "{message}"
    );
    assert_eq!(outputs(A).len(), A.len());
}
