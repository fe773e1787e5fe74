//! The examples of the CommonMark and GFM specifications, against what Passdown writes.
//!
//! Differences that are wanted are listed by number with the reason. The suites are not part of
//! this repository: `PASSDOWN_SHARED` names the folder that holds them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use passdown::markdown::{self, Hole, LinkKind, Options, Rendered, Title};
use passdown::words::text::Text;

#[derive(serde::Deserialize)]
struct Example {
    example: u32,
    markdown: String,
    html: String,
}

/// The shared folder, or a line on the terminal that says why the test does less.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("PASSDOWN_SHARED").map(PathBuf::from);
    if folder.is_none() {
        println!("PASSDOWN_SHARED is not set: the shared suites are left out");
    }
    folder
}

fn examples(file: &str) -> Vec<Example> {
    let Some(shared) = shared() else { return Vec::new() };
    let text = std::fs::read_to_string(shared.join("suites").join(file)).expect("the suite is there");
    serde_json::from_str(&text).expect("the suite is JSON")
}

/// Fills a body's holes as the specification would: every link leads where it says.
fn html(rendered: &Rendered) -> String {
    let mut html = String::new();
    let body = &rendered.body;
    body.fill(0..body.html().len(), &mut html, |hole, out| match hole {
        Hole::LinkStart(number) => {
            let link = &rendered.links[number];
            out.push_str("<a href=\"");
            pulldown_cmark_escape::escape_href(&mut *out, &link.target).expect("a string takes all");
            out.push_str(&format!("\"{}>", link.attributes));
        }
        Hole::LinkEnd(_) => out.push_str("</a>"),
        Hole::Image(number) => {
            markdown::write_image(&rendered.links[number], &rendered.links[number].target, out)
        }
        Hole::Wikilink(number) | Hole::Embed(number) => {
            assert!(matches!(
                rendered.links[number].kind,
                LinkKind::Wiki | LinkKind::Embed
            ));
            out.push_str("WIKI");
        }
        Hole::Scope => {}
        Hole::Notes => out.push('#'),
    });
    html
}

/// Takes away what Passdown adds on purpose: heading ids and anchors, the frame around code and tables, lazy loading.
fn plain(html: &str) -> String {
    let mut plain = html
        .replace("<figure class=\"code\">", "")
        .replace("</figure>", "")
        .replace(" tabindex=\"0\"", "")
        .replace(" loading=\"lazy\"", "")
        .replace("<div class=\"table-box\"><table>", "<table>")
        .replace("</table></div>", "</table>");
    for (start, end) in [("<figcaption", "</figcaption>"), ("<a class=\"anchor\"", "</a>")] {
        while let Some(at) = plain.find(start) {
            let stop = plain[at..].find(end).expect("it is closed") + at + end.len();
            plain.replace_range(at..stop, "");
        }
    }
    for level in 1..=6 {
        let open = format!("<h{level} id=\"");
        while let Some(at) = plain.find(&open) {
            let stop = plain[at..].find('>').expect("it is closed") + at;
            plain.replace_range(at..stop, &format!("<h{level}"));
        }
    }
    uncolour(&plain)
}

fn uncolour(html: &str) -> String {
    let mut out = html.to_owned();
    for class in [
        "k", "s", "n", "c", "f", "t", "v", "m", "x", "g", "h", "di", "dd", "e",
    ] {
        let open = format!("<span class=\"{class}\">");
        while let Some(at) = out.find(&open) {
            let stop = out[at..].find("</span>").expect("it is closed") + at;
            out.replace_range(stop..stop + 7, "");
            out.replace_range(at..at + open.len(), "");
        }
    }
    out
}

/// What the specification's HTML and ours may differ in without meaning anything.
fn fold(html: &str) -> String {
    let tags = html
        .replace("/>", ">")
        .replace(" >", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&gt;", ">");
    tags.lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        .replace("<li>\n", "<li>")
        .replace("\n</li>", "</li>")
}

fn differing(file: &str) -> BTreeMap<u32, (String, String, String)> {
    let mut differing = BTreeMap::new();
    for Example {
        example,
        markdown,
        html: expected,
    } in examples(file)
    {
        let text = Text::new("example.md", markdown.as_str());
        // A given title that no example has keeps every heading in the body.
        let rendered = markdown::render(&text, 0, Title::Given("\u{0}"), Options::default(), &[]);
        let ours = fold(&plain(&html(&rendered)));
        if ours != fold(&expected) {
            differing.insert(example, (markdown, fold(&expected), ours));
        }
    }
    differing
}

#[test]
fn survey() {
    for file in ["commonmark.json", "gfm.json"] {
        let differing = differing(file);
        println!("== {file}: {}", differing.len());
        for (number, (markdown, expected, ours)) in differing {
            println!("--- {number}\n{markdown}\n- expected\n{expected}\n- ours\n{ours}");
        }
    }
}
