//! The examples of the CommonMark and GFM specifications, against what Passdown writes.
//!
//! Both sides are read as a browser reads them, and compared as trees after what Passdown adds on
//! purpose is taken away. What still differs is wanted and listed with its reason; the test fails
//! when a listed example starts to agree, so that the lists stay true.

use std::collections::{BTreeMap, BTreeSet};

use markup5ever_rcdom::{Handle, NodeData};
use passdown::markdown::{self, Hole, Options, Rendered, Title};
use passdown::words::text::Text;

use crate::dom;

#[derive(serde::Deserialize)]
struct Example {
    example: u32,
    markdown: String,
    html: String,
}

/// The examples of CommonMark that Passdown answers otherwise, by reason.
const COMMONMARK: &[(&str, &[u32])] = &[
    (
        "an element that could do harm, or belongs to the theme, is dropped",
        &[172, 173, 174, 175, 178, 180],
    ),
    ("an attribute that pages have no need of is dropped", &[171, 618]),
    (
        "a comment is its author's note and dropped",
        &[179, 181, 185, 310, 311, 627, 628],
    ),
    (
        "instructions, declarations and CDATA are dropped",
        &[182, 184, 629, 630, 631],
    ),
    (
        "a tag of no known element is text: a placeholder such as `<your-name>`",
        &[150, 164, 203, 493, 526, 538, 615, 616, 617, 619, 625],
    ),
    (
        "a tag without an end is text, so that it hides nothing",
        &[156, 157, 158],
    ),
    (
        "raw tags are closed before the Markdown block around them ends",
        &[148],
    ),
    ("double brackets name a page", &[550, 561, 592]),
    ("a scheme that nobody knows makes no link", &[600, 601, 603]),
    ("bare addresses are links, as in GFM", &[604, 608, 610, 613, 614]),
];

/// The examples of GFM that Passdown answers otherwise, by reason.
const GFM: &[(&str, &[u32])] = &[
    (
        "an element that could do harm, or belongs to the theme, is dropped",
        &[140, 141, 142, 145, 147, 653],
    ),
    ("an attribute that pages have no need of is dropped", &[139, 635]),
    (
        "a comment is its author's note and dropped",
        &[146, 148, 152, 288, 289, 644],
    ),
    (
        "instructions, declarations and CDATA are dropped",
        &[149, 151, 647, 648, 649],
    ),
    (
        "a tag of no known element is text: a placeholder such as `<your-name>`",
        &[120, 133, 170, 500, 532, 544, 632, 633, 634, 636, 642],
    ),
    (
        "a tag without an end is text, so that it hides nothing",
        &[126, 127, 128],
    ),
    (
        "raw tags are closed before the Markdown block around them ends",
        &[118],
    ),
    ("double brackets name a page", &[556, 567, 598]),
    ("a scheme that nobody knows makes no link", &[606, 607, 609]),
    (
        "comments end as CommonMark 0.31 has them, and are dropped",
        &[645, 646],
    ),
    (
        "bare addresses are links everywhere, not only where the extension is on",
        &[610, 614, 616, 619, 620],
    ),
];

#[test]
fn commonmark() {
    check("commonmark.json", 655, COMMONMARK);
}

#[test]
fn gfm() {
    check("gfm.json", 671, GFM);
}

fn check(file: &str, count: usize, wanted: &[(&str, &[u32])]) {
    let examples: Vec<Example> = dom::suite(file);
    if examples.is_empty() {
        return;
    }
    assert_eq!(examples.len(), count, "{file} is the whole suite");
    let listed: BTreeSet<u32> = wanted.iter().flat_map(|(_, numbers)| *numbers).copied().collect();
    let mut faults = Vec::new();
    let mut agree = 0;
    for Example {
        example,
        markdown,
        html,
    } in examples
    {
        let (expected, ours) = (normal(&html), normal(&body(&markdown)));
        agree += usize::from(expected == ours);
        match (expected == ours, listed.contains(&example)) {
            (true, true) => faults.push(format!("--- {example} is listed as different, but agrees")),
            (false, false) => faults.push(format!(
                "--- {example} differs\n{markdown}\n- expected\n{expected}\n- ours\n{ours}"
            )),
            _ => {}
        }
    }
    println!(
        "{file}: {agree} of {count} agree; {} differ as wanted",
        listed.len()
    );
    assert!(
        faults.is_empty(),
        "{file}: {}\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn body(markdown: &str) -> String {
    let text = Text::new("example.md", markdown);
    // A given title that no example has keeps every heading in the body.
    let rendered = markdown::render(&text, 0, Title::Given("\u{0}"), Options::default(), &[]);
    filled(&rendered)
}

/// Fills a body's holes as the specification would: every link leads where it says.
pub(crate) fn filled(rendered: &Rendered) -> String {
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
            markdown::write_image(&rendered.links[number], &rendered.links[number].target, out);
        }
        Hole::Wikilink(_) => out.push_str("<a>WIKI</a>"),
        Hole::Embed(_) => out.push_str("<div>WIKI</div>"),
        Hole::Scope => {}
        Hole::Notes => out.push('#'),
        Hole::Label(label) => out.push_str(label.name()),
    });
    html
}

/// HTML in a form in which equal trees are equal texts, without what Passdown adds.
fn normal(html: &str) -> String {
    let mut normal = Normal::default();
    // A line end behind the last block would open again what the example left open.
    let (root, _whole) = dom::fragment(html.trim_end());
    for node in &*root.children.borrow() {
        normal.node(node, false);
    }
    normal.out.trim().to_owned()
}

/// Elements around which white space means nothing, as the specification's own test runner has them.
const BLOCKS: &[&str] = &[
    "article",
    "header",
    "aside",
    "hgroup",
    "blockquote",
    "hr",
    "iframe",
    "body",
    "li",
    "map",
    "button",
    "object",
    "canvas",
    "ol",
    "caption",
    "output",
    "col",
    "p",
    "colgroup",
    "pre",
    "dd",
    "progress",
    "div",
    "section",
    "dl",
    "table",
    "td",
    "dt",
    "tbody",
    "embed",
    "textarea",
    "fieldset",
    "tfoot",
    "figcaption",
    "th",
    "figure",
    "thead",
    "footer",
    "tr",
    "form",
    "ul",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "video",
    "script",
    "style",
];

#[derive(Default)]
struct Normal {
    out: String,
    /// Whether white space here follows other white space, or the border of a block.
    after_space: bool,
}

impl Normal {
    fn node(&mut self, node: &Handle, in_pre: bool) {
        match &node.data {
            NodeData::Text { contents } => self.text(&contents.borrow(), in_pre),
            NodeData::Comment { contents } => self.out.push_str(&format!("<!--{contents}-->")),
            NodeData::Element { .. } => self.element(node, in_pre),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, in_pre: bool) {
        for letter in text.chars() {
            let is_space = letter.is_ascii_whitespace() && !in_pre;
            match letter {
                _ if is_space && self.after_space => {}
                _ if is_space => self.out.push(' '),
                '<' => self.out.push_str("&lt;"),
                '&' => self.out.push_str("&amp;"),
                _ => self.out.push(letter),
            }
            self.after_space = is_space;
        }
    }

    fn border(&mut self, in_pre: bool) {
        if self.out.ends_with(' ') && !in_pre {
            self.out.pop();
        }
        self.after_space = true;
    }

    fn element(&mut self, node: &Handle, in_pre: bool) {
        let (name, attributes) = dom::tag(node).expect("it is an element");
        let class = attributes.iter().find(|(name, _)| name == "class");
        let class = class.map_or("", |(_, value)| value.as_str());
        let children = node.children.borrow();
        let all = |normal: &mut Self, in_pre: bool| {
            for child in &*children {
                normal.node(child, in_pre);
            }
        };
        match (name.as_str(), class) {
            // The frames around code and tables, the bar of code, and its colours.
            ("figure", "code") | ("div", "table-box") => return all(self, in_pre),
            ("figcaption", "code-bar") => return,
            ("span", _) if in_pre => return all(self, in_pre),
            // Passdown always writes a body, even of a table without rows.
            ("tbody", _) if dom::text(node).trim().is_empty() && children.len() < 2 => return,
            _ => {}
        }
        let is_block = BLOCKS.contains(&name.as_str());
        if is_block {
            self.border(in_pre);
        }
        self.out.push_str(&format!("<{name}"));
        for (key, value) in kept(&name, attributes) {
            self.out.push_str(&format!(" {key}={value:?}"));
        }
        self.out.push('>');
        let start = self.out.len();
        all(self, in_pre || name == "pre");
        if !in_pre && self.out[start..].trim().is_empty() {
            self.out.truncate(start);
        }
        if is_block {
            self.border(in_pre || name == "pre");
        } else if !dom::text(node).is_empty() {
            self.after_space = self.out.ends_with(' ');
        }
        self.out.push_str(&format!("</{name}>"));
        if is_block {
            self.after_space = true;
        }
    }
}

/// The attributes that mean something, in the order of their names.
fn kept(element: &str, attributes: Vec<(String, String)>) -> BTreeMap<String, String> {
    let mut kept: BTreeMap<String, String> = attributes.into_iter().collect();
    let is_heading = matches!(element, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let class = kept.get("class").cloned().unwrap_or_default();
    match element {
        _ if is_heading => drop(kept.remove("id")),
        "pre" => drop(kept.remove("tabindex")),
        "li" if class == "task" => drop(kept.remove("class")),
        "input" => drop(kept.remove("aria-label")),
        // Alignment is a class, so that no page needs an inline style.
        "th" | "td" if ["left", "center", "right"].contains(&class.as_str()) => {
            kept.remove("class");
            kept.insert("align".to_owned(), class);
        }
        "img" => {
            kept.remove("loading");
            kept.entry("alt".to_owned()).or_default();
        }
        _ => {}
    }
    // The specification's runner compares addresses without regard to how they are escaped.
    for key in ["href", "src"] {
        if let Some(address) = kept.get_mut(key) {
            *address = passdown::words::path::unescape(address);
        }
    }
    kept
}
