//! Texts that were made to break a parser: each is built by the program itself, in time and in bounds.
//!
//! And any text at all: nothing panics, and every tag that is opened is closed.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use markup5ever_rcdom::{Handle, NodeData};
use passdown::markdown::{self, Options, Title};
use passdown::words::text::Text;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rayon::prelude::*;
use tempfile::TempDir;

use crate::conformance::filled;
use crate::project::put;
use crate::{dom, site};

#[derive(serde::Deserialize)]
struct Pathological {
    name: String,
    parts: Vec<(String, usize)>,
}

/// The program is given up on after this long: far more than it needs, so that a busy machine fails nothing.
const PATIENCE: Duration = Duration::from_secs(20);

/// What one run took.
struct Taken {
    time: Duration,
    /// The most memory that it held, in kilobytes, where the system tells.
    peak: Option<u64>,
}

#[test]
fn pathological_pages_are_built() {
    let cases: Vec<Pathological> = dom::suite("pathological.json");
    let runs: Vec<(&str, Result<Taken, String>)> = cases
        .par_iter()
        .map(|Pathological { name, parts }| {
            let text: String = parts.iter().map(|(text, times)| text.repeat(*times)).collect();
            (name.as_str(), built(&text))
        })
        .collect();
    for (name, taken) in &runs {
        if let Ok(Taken { time, peak }) = taken {
            let peak = peak.map_or_else(|| "?".to_owned(), |peak| format!("{} MB", peak / 1024));
            println!("{:>6} ms {peak:>8}  {name}", time.as_millis());
        }
    }
    let faults: Vec<String> = runs
        .into_iter()
        .filter_map(|(name, taken)| Some(format!("{name}: {}", taken.err()?)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Builds a project of one page in a process of its own.
fn built(text: &str) -> Result<Taken, String> {
    let dir = TempDir::new().expect("a temporary folder can be made");
    put(dir.path(), "content/index.md", text);
    let talk = fs::File::create(dir.path().join("talk")).expect("a file can be made");
    let start = Instant::now();
    let mut child = site::passdown(&["build", "--format", "concise"])
        .current_dir(dir.path())
        .stdout(Stdio::null())
        .stderr(talk)
        .spawn()
        .expect("the program starts");
    let mut peak = None;
    let status = loop {
        peak = peak.max(peak_of(child.id()));
        if let Some(status) = child.try_wait().expect("it can be asked") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().expect("it can be ended");
            child.wait().expect("it has ended");
            return Err(format!("it takes more than {PATIENCE:?}"));
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let time = start.elapsed();
    let talk = fs::read_to_string(dir.path().join("talk")).expect("it talks in UTF-8");
    let page = fs::read(dir.path().join("public/index.html")).is_ok();
    match status.code() {
        Some(0 | 1) if page && !talk.contains("panicked") => Ok(Taken { time, peak }),
        _ => Err(format!("it ends with {status}: {talk}")),
    }
}

/// The most memory that a running process has held so far.
fn peak_of(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Pieces of Markdown and HTML that meet badly.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "    ",
    "\t",
    " ",
    "a",
    "word ",
    "> ",
    "- ",
    "1. ",
    "* ",
    "+ ",
    "#",
    "## ",
    "===\n",
    "---\n",
    "***",
    "**",
    "*",
    "_",
    "~~",
    "~",
    "^",
    "`",
    "```\n",
    "~~~rust {1}\n",
    "[",
    "](",
    ")",
    "![",
    "[[",
    "]]",
    "|",
    "![[",
    "[^a]",
    "[^a]: ",
    "[a]: /b\n",
    "[a](b \"c\")",
    "[[page#h|x]]",
    "![[page]]",
    "|a|b|\n|-|:-:|\n",
    "|x",
    ": ",
    "term\n: says\n",
    "- [ ] ",
    "- [x] ",
    "> [!NOTE]\n",
    "{#id .c}",
    "&amp;",
    "&#0;",
    "\\",
    "https://a.bc/d_(e)",
    "a@b.cd",
    "www.x.yz",
    "H~2~O",
    "x^2^",
    "\u{0}",
    "\u{202e}",
    "ü",
    "日本",
    "\r\n",
    ":::note\n",
];

/// Pieces of raw HTML, most of them broken.
const TAGS: &[&str] = &[
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class='x'>\n",
    "<a href='b'>",
    "<a href=javascript:1>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul><li>",
    "</ul>",
    "<details>",
    "<summary>",
    "<img src=x onerror=y>",
    "<br/>",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<!-- x -->",
    "<?php",
    "?>",
    "<![CDATA[",
    "]]>",
    "<svg>",
    "</svg>",
    "<textarea>",
    "<title>",
    "<xmp>",
    "<x-y>",
    "</nope>",
    "<b",
    "<a href=\"",
    "'>",
    "<pre>",
    "</pre>",
    "<h1 id=id>",
    "</h1>",
    "<p/>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<h2>",
    "</h2>",
    "<blockquote>",
    "</blockquote>",
    "<td",
    "</td>",
    "<caption>",
    "<ol>",
    "<tbody>",
    "<center>",
    "<ruby><rt>",
    "<i>",
    "</i>",
    "<!DOCTYPE x>",
    "<",
    ">",
    "</",
    "<select><option>",
    "<template>",
    "<plaintext>",
    "<iframe src=x>",
    "<math>",
];

fn text(pieces: Vec<&'static str>) -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => select(pieces).prop_map(str::to_owned), 1 => "[^<]{0,6}"];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_balanced_tags(markdown in text([PIECES, TAGS].concat()), smart in any::<bool>()) {
        let html = body(&markdown, smart);
        prop_assert_eq!(unbalanced(&html), None, "{}", html);
        prop_assert!(stays_inside(&html), "{}", html);
    }

    #[test]
    fn markdown_alone_gives_the_very_tree_that_its_tags_say(markdown in text(PIECES.to_vec())) {
        let html = body(&markdown, false);
        prop_assert_eq!(unbalanced(&html), None, "{}", html);
        prop_assert_eq!(tags_of_tree(&html), tags(&html), "{}", html);
    }

    #[test]
    fn any_characters_are_read(markdown in any::<String>()) {
        let html = body(&markdown, true);
        prop_assert_eq!(unbalanced(&html), None, "{}", html);
    }
}

fn body(markdown: &str, smart_punctuation: bool) -> String {
    let text = Text::new("x.md", markdown);
    let options = Options {
        smart_punctuation,
        ..Options::default()
    };
    filled(&markdown::render(&text, 0, Title::Wanted, options, &[]))
}

/// The first tag that is closed without having been opened last, or one that is never closed.
fn unbalanced(html: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    for tag in tags(html) {
        match tag.strip_prefix('/') {
            None => open.push(tag),
            Some(name) if open.last().is_some_and(|last| last == name) => drop(open.pop()),
            Some(_) => return Some(format!("<{tag}> within {open:?}")),
        }
    }
    open.pop().map(|name| format!("<{name}> is never closed"))
}

/// Whether a browser sees the end of the text where it is, so that nothing in it closes the page around it.
fn stays_inside(html: &str) -> bool {
    let (root, _whole) = dom::fragment(&format!("<div><section>{html}</section><hr id=after></div><hr>"));
    let children = root.children.borrow();
    let inside = children[0].children.borrow();
    let name = |node: &Handle| dom::tag(node).map(|(name, _)| name);
    let after = inside.last().and_then(dom::tag).map(|(_, attributes)| attributes);
    let expected = vec![("id".to_owned(), "after".to_owned())];
    children.len() == 2
        && inside.len() == 2
        && name(&inside[0]).as_deref() == Some("section")
        && after == Some(expected)
}

fn is_void(name: &str) -> bool {
    ["br", "col", "hr", "img", "input", "wbr"].contains(&name)
}

/// The tags as they stand in the text, but for elements that have no content.
fn tags(html: &str) -> Vec<String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let _no_script_ever_runs = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Tags(std::cell::RefCell<Vec<String>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token
            && !is_void(&tag.name)
        {
            let slash = if tag.kind == TagKind::EndTag { "/" } else { "" };
            self.0.borrow_mut().push(format!("{slash}{}", tag.name));
        }
        TokenSinkResult::Continue
    }
}

/// The tags of the tree that a browser makes of the text.
fn tags_of_tree(html: &str) -> Vec<String> {
    fn add(node: &Handle, tags: &mut Vec<String>) {
        let name = match &node.data {
            NodeData::Element { name, .. } if !is_void(&name.local) => Some(&name.local),
            _ => None,
        };
        tags.extend(name.map(ToString::to_string));
        for child in &*node.children.borrow() {
            add(child, tags);
        }
        tags.extend(name.map(|name| format!("/{name}")));
    }
    let (root, _whole) = dom::fragment(html);
    let mut tags = Vec::new();
    for node in &*root.children.borrow() {
        add(node, &mut tags);
    }
    tags
}
