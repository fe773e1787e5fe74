//! One site after another: what is written, kept and removed, the same by every way.

use std::fs;

use passdown::world::publish::{Refusal, Way};

use super::{A, B, WAYS, World, files, inode, set_age, texts};

#[test]
fn a_fresh_site_then_nothing_to_do_then_a_new_site() {
    for way in WAYS {
        let world = World::new();
        let case = format!("{way:?}");
        let first = world.publish(A, way);
        assert_eq!(
            (first.written, first.unchanged, first.removed, first.foreign),
            (5, 0, 0, 0),
            "{case}"
        );
        world.assert_holds(&[A], &case);

        let index = inode(&world.public.join("index.html"));
        let again = world.publish(A, way);
        assert_eq!(
            (again.written, again.unchanged, again.way),
            (0, 5, None),
            "{case}"
        );
        assert_eq!(inode(&world.public.join("index.html")), index, "{case}");

        let same = inode(&world.public.join("team/ü ber.html"));
        let second = world.publish(B, way);
        assert_eq!(
            (second.written, second.unchanged, second.removed),
            (3, 1, 3),
            "{case}"
        );
        assert_eq!(second.way, Some(way), "the way asked for is the way taken");
        world.assert_holds(&[B], &case);
        assert_eq!(
            inode(&world.public.join("team/ü ber.html")),
            same,
            "{case}: an unchanged file is the same file"
        );
        assert!(
            !world.public.join("old").exists(),
            "{case}: folders go with their last page"
        );
    }
}

#[test]
fn an_empty_site_and_a_missing_parent() {
    for way in WAYS {
        let mut world = World::new();
        world.public = world.dir.path().join("a/b/public");
        world.publish(&[], way);
        assert!(files(&world.public).is_empty());
        world.publish(A, way);
        world.publish(&[], way);
        assert!(files(&world.public).is_empty());
    }
}

#[test]
fn a_site_that_was_copied_is_still_known() {
    for way in WAYS {
        let world = World::new();
        world.publish(A, way);
        for (path, _) in A {
            set_age(&world.public.join(path), 1_000_000);
        }
        let published = world.publish(B, way);
        assert_eq!((published.unchanged, published.removed), (1, 3), "{way:?}");
        world.assert_holds(&[B], &format!("{way:?}"));
    }
}

#[test]
fn files_and_folders_change_places() {
    let sites: [&[(&str, &str)]; 3] = [
        &[("a", "file")],
        &[("a/b/c.html", "below")],
        &[("a/b", "between")],
    ];
    for way in WAYS {
        let world = World::new();
        for turn in [0, 1, 2, 0, 2, 1, 0] {
            world.publish(sites[turn], way);
            world.assert_holds(&[sites[turn]], &format!("{way:?} {turn}"));
        }
    }
}

#[test]
fn names_the_system_would_refuse() {
    let long = "x".repeat(256);
    let sites: [&[(&str, &str)]; 4] = [
        &[(&long, "")],
        &[("a", ""), ("a/b.html", "")],
        &[(".passdown-manifest", "")],
        &[("a/\0", "")],
    ];
    for site in sites {
        let world = World::new();
        assert!(matches!(
            world.refusal(site, Way::Exchange),
            Refusal::BadName { .. }
        ));
        assert!(!world.public.exists(), "nothing was written");
    }
    let world = World::new();
    world.publish(&[(&long[1..], "just short enough")], Way::Exchange);
}

#[test]
fn a_destination_with_a_long_name() {
    let mut world = World::new();
    world.public = world.dir.path().join("x".repeat(255));
    for way in WAYS {
        world.publish(A, way);
        world.publish(B, way);
        assert_eq!(files(&world.public), texts(&[B]));
        assert_eq!(fs::read_dir(world.dir.path()).expect("it can be read").count(), 1);
    }
}
