//! Who may write at once, and where somebody else's file stands in the way of the work.

use std::fs::{self, File};
use std::os::unix::fs::symlink;

use passdown::world::publish::{Refusal, Way, clean};

use super::{SITE, WAYS, World, files, texts};
use crate::project::put;

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
