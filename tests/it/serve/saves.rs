//! How editors and tools save: whatever they do to a file, its page is told once and shows what was saved last.
//!
//! `PASSDOWN_SAVES=20` saves twenty times in each way; `PASSDOWN_STORM=5000` changes five thousand files at once.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{PATIENCE, SILENCE, Serving, asked, base, hear, is_what_is_built, next, put};

/// The longest gap between two halves of a save that must not show.
const GAP: Duration = Duration::from_millis(20);
/// How often each way is gone, if nothing else is asked for.
const ROUNDS: u32 = 3;
/// How many files a storm changes, if nothing else is asked for.
const STORM: usize = 300;
/// How often the same thing is tried: a busy machine can tear a save apart further than any editor does,
/// or keep the watcher from hearing of its second half. What is wrong in the program is wrong each time.
const TRIES: u32 = 8;

/// One save of the page about gauges.
struct Save {
    folder: PathBuf,
    file: PathBuf,
    /// The line that tells this save from all others.
    line: String,
    /// How long the program that saves waits in between.
    gap: Duration,
}

impl Save {
    fn text(&self) -> String {
        format!("# Gauges\n\n{}\n", self.line)
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.file.with_file_name(name)
    }

    fn pause(&self) {
        thread::sleep(self.gap);
    }

    /// Opens the file as it is and writes after its first bytes.
    fn write_from(&self, at: usize, truncate: bool) {
        let open = File::options()
            .append(!truncate)
            .write(true)
            .truncate(truncate)
            .open(&self.file);
        let mut open = open.expect("the file is there");
        if truncate {
            self.pause();
        }
        open.write_all(&self.text().as_bytes()[at..])
            .expect("there is room");
    }
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("the file can be written");
}

fn rename(from: &Path, to: &Path) {
    fs::rename(from, to).expect("the file can be renamed");
}

fn remove(path: &Path) {
    fs::remove_file(path).expect("the file is there");
}

fn copy(from: &Path, to: &Path) {
    fs::copy(from, to).expect("the file can be copied");
}

/// Runs a program with something to read, and gives what it wrote.
fn run(folder: &Path, program: &str, arguments: &[&str], input: &str) -> String {
    let command = &mut Command::new(program);
    let piped = command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = piped.spawn().expect("the program starts");
    let mut talk = child.stdin.take().expect("it is piped");
    talk.write_all(input.as_bytes()).expect("it listens");
    drop(talk);
    let ended = child.wait_with_output().expect("it ends");
    assert!(ended.status.success(), "{program} {arguments:?}");
    String::from_utf8(ended.stdout)
        .expect("it writes text")
        .trim()
        .to_owned()
}

fn git(folder: &Path, arguments: &[&str], input: &str) -> String {
    let ours = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.org",
        "-c",
        "gc.auto=0",
    ];
    run(folder, "git", &[&ours, arguments].concat(), input)
}

/// A name, and what is done to the disk, step by step.
type Way = (&'static str, fn(&Save));

const WAYS: &[Way] = &[
    ("vim with a backup", |save| {
        // Whether the folder can be written to is tried out first.
        write(&save.beside("4913"), "");
        remove(&save.beside("4913"));
        write(&save.beside(".gauge.md.swp"), "swapped");
        rename(&save.file, &save.beside("gauge.md~"));
        save.pause();
        write(&save.file, &save.text());
        remove(&save.beside("gauge.md~"));
        remove(&save.beside(".gauge.md.swp"));
    }),
    ("vim without a backup", |save| {
        write(&save.beside(".gauge.md.swp"), "swapped");
        save.write_from(0, true);
        remove(&save.beside(".gauge.md.swp"));
    }),
    ("emacs", |save| {
        copy(&save.file, &save.beside("gauge.md~"));
        save.write_from(0, true);
        save.pause();
        remove(&save.beside("gauge.md~"));
    }),
    ("VS Code, atomically", |save| {
        write(&save.beside(".gauge.md.tmp"), &save.text());
        save.pause();
        rename(&save.beside(".gauge.md.tmp"), &save.file);
    }),
    ("JetBrains, safely", |save| {
        write(&save.beside("gauge.md___jb_tmp___"), &save.text());
        rename(&save.file, &save.beside("gauge.md___jb_old___"));
        save.pause();
        rename(&save.beside("gauge.md___jb_tmp___"), &save.file);
        remove(&save.beside("gauge.md___jb_old___"));
    }),
    ("truncating first", |save| save.write_from(0, true)),
    ("two halves", |save| {
        let half = save.text().len() / 2;
        write(&save.file, &save.text()[..half]);
        save.pause();
        save.write_from(half, false);
    }),
    ("removing first", |save| {
        remove(&save.file);
        save.pause();
        write(&save.file, &save.text());
    }),
    ("mv over", |save| {
        write(&save.folder.join("elsewhere"), &save.text());
        rename(&save.folder.join("elsewhere"), &save.file);
    }),
    ("cp", |save| {
        write(&save.folder.join("elsewhere"), &save.text());
        copy(&save.folder.join("elsewhere"), &save.file);
    }),
    #[cfg(unix)]
    ("echo over it", |save| {
        drop(run(
            &save.folder,
            "sh",
            &["-c", "cat > content/gauge.md"],
            &save.text(),
        ))
    }),
    #[cfg(unix)]
    ("echo after it", |save| {
        drop(run(
            &save.folder,
            "sh",
            &["-c", "cat >> content/gauge.md"],
            &save.line,
        ))
    }),
    #[cfg(target_os = "linux")]
    ("sed -i", |save| {
        let script = format!("s/^Saved .*/{}/", save.line);
        run(&save.folder, "sed", &["-i", &script, "content/gauge.md"], "");
    }),
    ("git checkout", |save| {
        let object = git(&save.folder, &["hash-object", "-w", "--stdin"], &save.text());
        let entry = format!("100644,{object},content/gauge.md");
        git(
            &save.folder,
            &["update-index", "--add", "--cacheinfo", &entry],
            "",
        );
        git(&save.folder, &["checkout", "-q", "--", "content/gauge.md"], "");
    }),
];

#[test]
fn every_way_of_saving_is_one_reload() {
    let folder = base();
    git(folder.path(), &["init", "-q"], "");
    let serving = Serving::new(folder.path(), "");
    let news = serving.news("/gauge.html");
    next(&news);
    let rounds = asked("PASSDOWN_SAVES", ROUNDS);
    let mut torn = 0;
    for (way, save) in WAYS {
        for round in 0..rounds {
            let told = |attempt: u32| {
                let now = Save {
                    folder: folder.path().to_owned(),
                    file: folder.path().join("content/gauge.md"),
                    line: format!("Saved by {way}: {round} after {attempt}."),
                    gap: GAP * (round + 1) / rounds,
                };
                let is_shown = || serving.get("/gauge.html").text().contains(&now.line);
                save(&now);
                let (began, mut told) = (Instant::now(), 0);
                loop {
                    match news.recv_timeout(SILENCE / 2) {
                        Ok(_) => told += 1,
                        Err(_) if told > 0 && is_shown() => return told,
                        Err(_) => assert!(began.elapsed() < PATIENCE, "{} was missed", now.line),
                    }
                }
            };
            let tries = (0..TRIES).position(|attempt| told(attempt) == 1);
            torn += tries.unwrap_or_else(|| panic!("{way} is told more than once, each of {TRIES} times"));
        }
    }
    println!(
        "{rounds} rounds of {} ways of saving, {torn} more were told twice",
        WAYS.len()
    );
}

/// A `git checkout` between two commits, as far as the watcher sees it.
#[test]
fn a_storm_is_one_build_or_two() {
    let files = asked("PASSDOWN_STORM", STORM);
    let folder = base();
    let commit = |state: &str| {
        for number in 0..files {
            let next = (number + 1) % files;
            let link = format!("[the next](/many/{}/{next}.md)", next % 50);
            let text = format!("# Page {number}\n\nAs {state}, see {link}.\n");
            put(
                folder.path(),
                &format!("content/many/{}/{number}.md", number % 50),
                &text,
            );
        }
        git(folder.path(), &["add", "content"], "");
        git(folder.path(), &["commit", "-q", "-m", state], "");
        git(folder.path(), &["tag", state], "");
    };
    git(folder.path(), &["init", "-q"], "");
    commit("before");
    commit("after");
    for options in ["", "--poll"] {
        let builds = |_| {
            git(folder.path(), &["checkout", "-q", "before"], "");
            let serving = Serving::new(folder.path(), options);
            git(folder.path(), &["checkout", "-q", "after"], "");
            let mut builds = vec![hear(&serving.talk, " pages in ")];
            while let Ok(line) = serving.talk.recv_timeout(SILENCE) {
                builds.extend(line.contains(" pages in ").then_some(line));
            }
            println!("{files} files at once {options}: {builds:?}");
            assert!(serving.get("/many/1/1.html").text().contains("As after"));
            is_what_is_built(&serving, folder.path());
            builds.len()
        };
        assert!((0..TRIES).any(|attempt| builds(attempt) <= 2));
    }
}
