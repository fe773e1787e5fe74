//! A server that runs for a day must not grow. Run by hand: `cargo test --test it memory -- --ignored --nocapture`,
//! for longer with `PASSDOWN_REBUILDS=2000`.

use std::fs::read_to_string;

use super::{Serving, asked, base, hear, next, put};

const PAGES: usize = 1000;
const REBUILDS: usize = 500;
/// After so many it is looked at how large it is.
const STEP: usize = 100;

#[test]
#[ignore = "takes minutes"]
fn many_rebuilds_take_no_more_memory_than_some() {
    let folder = base();
    let page = |number: usize, title: usize, words: &str| {
        let links: String = (1..5)
            .map(|step| format!("See [another](page{}.md).\n\n", (number + step * 7) % PAGES))
            .collect();
        let body = "Read it at noon, and write down what it says. ".repeat(60);
        let text = format!(
            "---\ntags: [t{}]\n---\n# Page {number} as {title}\n\n{words}\n\n{links}{body}\n",
            number % 20
        );
        put(folder.path(), &format!("content/many/page{number}.md"), &text);
    };
    (0..PAGES).for_each(|number| page(number, 0, "As it was."));
    let serving = Serving::new(folder.path(), "");
    let news = serving.news("/many/page0.html");
    next(&news);
    let mut sizes = Vec::new();
    for rebuild in 1..=asked("PASSDOWN_REBUILDS", REBUILDS) {
        let words = match rebuild % 50 {
            0 => "A [broken link](nothing.md).".to_owned(),
            _ => format!("As it is after {rebuild}."),
        };
        // Now and then a title, which many pages show.
        page(rebuild * 7 % PAGES, rebuild / 10, &words);
        hear(&serving.talk, " pages in ");
        if rebuild % STEP == 0 {
            sizes.push(resident(serving.child.id()));
        }
    }
    println!("resident after each {STEP} rebuilds of {PAGES} pages, in KiB: {sizes:?}");
    // What is freed is not always given back at once, so the size goes up and down a little.
    let early = sizes[..sizes.len() / 2]
        .iter()
        .max()
        .expect("it was looked at often");
    assert!(sizes[sizes.len() - 1] < early + early / 10, "{sizes:?}");
}

/// How many KiB of memory a process holds.
fn resident(process: u32) -> u64 {
    let status = read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number
        .and_then(|number| number.parse().ok())
        .expect("Linux tells it")
}
