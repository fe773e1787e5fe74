//! A build that is killed at random moments: the site is the old one or the new one, and nothing is lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use passdown::world::publish::{Way, publish_by};

use super::{World, files, guarded, outputs};

const FILES: usize = 60;
const MINE: &[(&str, &str)] = &[
    ("CNAME", "kb.example.org"),
    ("folder-1/mine.txt", "mine"),
    ("own/deep/x", "x"),
];

/// A site whose every second file differs, or is missing, in the other one.
fn site(name: &str) -> Vec<(String, String)> {
    let file = |number: usize| {
        let path = match number % 4 {
            0 => format!("folder-{}/{name}-only-{number}.html", number % 7),
            1 => format!("folder-{}/{number}.css", number % 7),
            _ => format!("folder-{}/{number}.html", number % 7),
        };
        let text = if number.is_multiple_of(3) {
            "the same".to_owned()
        } else {
            format!("{name} {number}").repeat(200)
        };
        (path, text)
    };
    (0..FILES).map(file).collect()
}

fn borrowed(site: &[(String, String)]) -> Vec<(&str, &str)> {
    site.iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect()
}

fn expected(name: &str) -> BTreeMap<String, String> {
    let mine = MINE
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    site(name).into_iter().chain(mine).collect()
}

/// A small generator with a fixed seed, so that a failure has a chance to come again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn way_of(name: &str) -> Way {
    match name {
        "Exchange" => Way::Exchange,
        "TwoRenames" => Way::TwoRenames,
        _ => Way::InPlace,
    }
}

/// Publishes two sites in turn until killed; does nothing unless run by the tests below.
#[test]
fn child_publishes_for_ever() {
    let Some(root) = std::env::var_os("PASSDOWN_KILLED_IN").map(PathBuf::from) else {
        return;
    };
    let way = way_of(&std::env::var("PASSDOWN_KILLED_BY").expect("it is set"));
    let sites = ["a", "b"].map(|name| outputs(&borrowed(&site(name))));
    std::fs::write(root.join("ready"), "").expect("it can be written");
    loop {
        for site in &sites {
            publish_by(&root.join("public"), &guarded(&root), site, way).expect("it is published");
        }
    }
}

/// Starts the child, lets it run for a moment and kills it.
fn kill_once(root: &Path, way: Way, after: Duration) {
    let ready = root.join("ready");
    let _ = std::fs::remove_file(&ready);
    let mut child = Command::new(std::env::current_exe().expect("it has a path"))
        .args([
            "--exact",
            "publish::killed::child_publishes_for_ever",
            "--nocapture",
        ])
        .env("PASSDOWN_KILLED_IN", root)
        .env("PASSDOWN_KILLED_BY", format!("{way:?}"))
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    while !ready.exists() {
        assert!(
            child.try_wait().expect("it can be asked").is_none(),
            "the child ends early"
        );
        std::thread::sleep(Duration::from_micros(200));
    }
    std::thread::sleep(after);
    assert!(
        child.try_wait().expect("it can be asked").is_none(),
        "the child ends early"
    );
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
}

fn kill_often(way: Way, times: usize, seed: u64, judge: impl Fn(&BTreeMap<String, String>) -> bool) {
    let world = World::new();
    MINE.iter().for_each(|(path, text)| world.put(path, text));
    let (a, b) = (site("a"), site("b"));
    world.publish(&borrowed(&a), way);
    let mut dice = Dice(seed);
    let mut left_something = 0;
    for turn in 0..times {
        kill_once(world.dir.path(), way, Duration::from_micros(dice.below(15_000)));
        left_something += usize::from(world.work().exists());
        let found = if world.public.exists() {
            files(&world.public)
        } else {
            BTreeMap::new()
        };
        assert!(judge(&found), "{way:?}, turn {turn}: {:?}", found.keys());

        let (name, next) = if dice.below(2) == 0 { ("a", &a) } else { ("b", &b) };
        let published = world.publish(&borrowed(next), way);
        assert!(
            published.aside.is_empty() && published.edited.is_empty(),
            "{way:?}, turn {turn}: {published:?}"
        );
        assert_eq!(files(&world.public), expected(name), "{way:?}, turn {turn}");
        assert!(
            !world.work().exists(),
            "{way:?}, turn {turn}: the working folder is gone"
        );
    }
    println!("{way:?}: {left_something} of {times} kills came while publishing");
    assert!(left_something > times / 4, "the kills come while publishing");
}

#[test]
fn killed_while_exchanging_the_site_is_the_old_or_the_new_one() {
    let (a, b) = (expected("a"), expected("b"));
    kill_often(Way::Exchange, 100, 1, |found| *found == a || *found == b);
}

#[test]
fn killed_between_two_renames_the_site_is_whole_or_put_back() {
    let (a, b) = (expected("a"), expected("b"));
    kill_often(Way::TwoRenames, 40, 2, |found| {
        found.is_empty() || *found == a || *found == b
    });
}

#[test]
fn killed_in_place_nothing_foreign_is_lost_and_no_file_is_half_written() {
    let (a, b) = (expected("a"), expected("b"));
    let known = |path: &String, text: &String| a.get(path) == Some(text) || b.get(path) == Some(text);
    kill_often(Way::InPlace, 40, 3, |found| {
        let mine = MINE
            .iter()
            .all(|(path, text)| found.get(*path).is_some_and(|there| there == text));
        let work = |path: &String| path.starts_with(".passdown-work");
        mine && found.iter().all(|(path, text)| work(path) || known(path, text))
    });
}
