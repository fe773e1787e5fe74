//! Nothing that a page says runs in its reader's browser.
//!
//! Every payload of a large suite stands in every place where a page can put it; the published pages are
//! read as a browser reads them and hold only what the theme adds and what raw HTML may use.

use std::sync::Arc;

use passdown::build::{self, Memo};
use passdown::output::Output;
use passdown::words::diagnostic::Severity;
use passdown::words::memo::Doubt;
use rayon::prelude::*;

use crate::dom::{self, Element};
use crate::{links, site};

/// The elements that a page's own text may show.
const CONTENT: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// The elements that formulas become.
const FORMULA: &[&str] = &[
    "math",
    "menclose",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "semantics",
];

/// The elements that the theme adds around it.
const THEME: &[&str] = &[
    "a", "article", "aside", "b", "body", "button", "circle", "code", "dd", "details", "dialog", "div", "dl",
    "dt", "footer", "h1", "h2", "head", "header", "html", "kbd", "li", "link", "main", "meta", "nav", "ol",
    "p", "path", "rect", "script", "section", "small", "span", "style", "summary", "svg", "symbol", "table",
    "tbody", "td", "text", "th", "thead", "time", "title", "tr", "ul", "use",
];

/// Attributes that a browser follows, or may.
const FOLLOWED: &[&str] = &[
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "data",
    "poster",
    "background",
    "cite",
    "ping",
    "longdesc",
    "lowsrc",
    "dynsrc",
    "srcset",
    "manifest",
    "codebase",
    "from",
    "to",
    "values",
];

/// Payloads of our own: the suite has tags for the most part, and few bare addresses.
const ADDRESSES: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert`1`",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&#10;script:alert(1)",
    "\u{1}javascript:alert(1)",
    "\u{a0}javascript:alert(1)",
    "javascript\\:alert(1)",
    "java\\script:alert(1)",
    "javascript://x/%0aalert(1)//{{",
    "javascript:alert(1)//{%",
    "javascript:alert(1)#x",
    "javascript:alert(1)?x",
    "./javascript:alert(1)",
    "//x.yz/javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "blob:null/1",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "\"><script>alert(1)</script>",
    "x' onerror='alert(1)",
    "x\" onfocus=\"alert(1)\" autofocus=\"",
];

/// Our own payloads and each so-manieth of the suite.
fn payloads(step: usize) -> Vec<String> {
    let suite = dom::suite::<String>("xss.json");
    let own = ADDRESSES.iter().map(|address| (*address).to_owned());
    own.chain(suite.into_iter().step_by(step)).collect()
}

type Written = fn(&str) -> String;

/// Every place where a page can put a text, with the page's Markdown for one payload.
const PLACES: &[(&str, Written)] = &[
    ("paragraph", |x| format!("{x}\n\nbefore {x} after\n\n")),
    // A quote ends what its payload leaves open, so that no payload hides the next.
    ("raw block", |x| {
        format!("> <div>\n> {x}\n> </div>\n\nword\n\n- {x}\n\n")
    }),
    ("raw attribute", |x| {
        format!(
            "> <a href=\"{x}\" title='{x}'>x</a>\n\n<img src={x} alt=\"{x}\">\n\n<b class=\"x\" {x}>y</b>\n\n"
        )
    }),
    ("link", |x| {
        format!("[words](<{x}>) [words]({x} \"{x}\") <{x}> [{x}](/x)\n\n[w]: <{x}> '{x}'\n\n[w]\n\n")
    }),
    ("picture", |x| {
        format!("![{x}](<{x}>) ![{x}](/x.png \"{x}\") ![[{x}]] ![[{x}|y]]\n\n")
    }),
    ("name", |x| {
        format!("[[{x}]] [[{x}|y]] [[y|{x}]] [[{x}#y]] [[{x}{{{{]] [[{x}{{{{|y]]\n\n")
    }),
    ("heading", |x| {
        format!("## {x}\n\n## y {{#{x}}}\n\n## z {{.{x}}}\n\n")
    }),
    ("code", |x| {
        format!("```{x}\n{x}\n```\n\n```rust title=\"{x}\" {{{x}}}\n{x}\n```\n\n`{x}`\n\n")
    }),
    ("table", |x| {
        format!("| {x} |\n|-|\n| {x} |\n\n{x}\n: {x}\n\nnote[^{x}]\n\n[^{x}]: {x}\n\n")
    }),
];

/// How many payloads stand on one page.
const ON_A_PAGE: usize = 64;

#[test]
fn no_payload_runs_in_a_body() {
    let payloads = payloads(1);
    let mut found = Vec::new();
    for (place, written) in PLACES {
        let pages = (0..).zip(payloads.chunks(ON_A_PAGE)).map(|(number, chunk)| {
            let text: String = chunk.iter().map(|payload| written(payload)).collect();
            (format!("{number}.md"), text)
        });
        found.extend(faults_of(place, pages.collect()));
    }
    assert_none(&found);
}

#[test]
fn no_payload_runs_in_front_matter() {
    // A page for each takes its time without optimisation.
    let step = if cfg!(debug_assertions) { 8 } else { 1 };
    let titles = payloads(step).into_iter().enumerate().map(|(number, payload)| {
        let quoted = serde_json::to_string(&payload).expect("a string is JSON");
        let text = format!(
            "---\ntitle: {quoted}\nlinkTitle: {quoted}\ndescription: {quoted}\nowner: {quoted}\nask: {quoted}\n\
             status: {quoted}\nquestions: [{quoted}]\nkind: {quoted}\nslug: \"s{number}\"\n---\n[[index]]\n"
        );
        (format!("{number}.md"), text)
    });
    let mut found = faults_of("title", titles.collect());
    let payloads = payloads(1);
    let lists = (0..).zip(payloads.chunks(ON_A_PAGE)).map(|(number, chunk)| {
        let list = serde_json::to_string(chunk).expect("strings are JSON");
        let aliases: Vec<String> = chunk.iter().map(|payload| format!("/{payload}")).collect();
        let aliases = serde_json::to_string(&aliases).expect("strings are JSON");
        let text = format!(
            "---\ntags: {list}\nquestions: {list}\nsystems: {list}\nbackup: {list}\naliases: {aliases}\n---\nx\n"
        );
        (format!("{number}.md"), text)
    });
    found.extend(faults_of("list", lists.collect()));
    assert_none(&found);
}

fn assert_none(faults: &[String]) {
    let first: Vec<_> = faults.iter().take(30).map(String::as_str).collect();
    assert!(faults.is_empty(), "{}\n{}", faults.len(), first.join("\n"));
}

/// Builds the pages and looks at each for what could run.
fn faults_of(place: &str, mut pages: Vec<(String, String)>) -> Vec<String> {
    pages.push(("index.md".to_owned(), "# Home\n".to_owned()));
    let count = pages.len();
    let (built, _) = build::build(&site::inputs(pages), Memo::default(), Doubt::No);
    let blocking = built
        .diagnostics
        .iter()
        .find(|finding| finding.severity == Severity::Blocking);
    assert_eq!(blocking, None, "{place}");
    assert_eq!(built.pages, count, "{place}: every page is built");
    let html: Vec<(String, Arc<[u8]>)> = built
        .outputs
        .into_iter()
        .filter(|(url, _)| url.as_str().ends_with(".html"))
        .map(|(url, Output(bytes))| (url.to_string(), bytes))
        .collect();
    let of_page = |(url, bytes): &(String, Arc<[u8]>)| {
        let html = std::str::from_utf8(bytes).expect("pages are UTF-8");
        let faults = faults(html).into_iter();
        faults
            .map(|fault| format!("{place}: {url}: {fault}"))
            .collect::<Vec<_>>()
    };
    html.par_iter().flat_map_iter(of_page).collect()
}

/// What could run on a page.
fn faults(html: &str) -> Vec<String> {
    let elements = dom::elements(html);
    let is_page = elements.iter().any(|element| element.name == "main");
    let is_alone = elements
        .iter()
        .any(|element| element.name == "title" && element.text.starts_with("Page not found"));
    let mut faults = Vec::new();
    for element in &elements {
        let known = if element.is_content { CONTENT } else { THEME };
        let name = element.name.as_str();
        let sound = match name {
            _ if element.is_content && FORMULA.contains(&name) => true,
            _ if !known.contains(&name) => false,
            "script" => is_own_script(element),
            "style" => is_alone && !element.is_content,
            "input" => element.get("type") == Some("checkbox"),
            _ => true,
        };
        if !sound || (is_page && links::refresh(element).is_some()) {
            faults.push(format!("{element:?}"));
        }
        for (name, value) in &element.attributes {
            let is_followed = FOLLOWED.contains(&name.as_str());
            let is_bad = name.starts_with("on")
                || ["style", "srcdoc"].contains(&name.as_str())
                || (is_followed && runs(value) && !(is_alone && value == "data:,"));
            if is_bad {
                faults.push(format!("<{}> has {name}={value:?}", element.name));
            }
        }
        if links::refresh(element).is_some_and(|(_, address)| runs(address)) {
            faults.push(format!("{element:?}"));
        }
    }
    faults
}

/// Whether it is one of the theme's own scripts.
fn is_own_script(element: &Element) -> bool {
    let src = element.get("src").unwrap_or_default().trim_start_matches("../");
    let own = [
        "scheme", "page", "diagrams", "home", "days", "duties", "reading", "tables",
    ]
    .map(|name| format!("js/{name}.js"));
    !element.is_content && element.text.is_empty() && own.iter().any(|script| script == src)
}

/// Whether a browser would run an address, or show what it holds.
fn runs(address: &str) -> bool {
    let seen: String = address
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !['\t', '\n', '\r'].contains(c))
        .collect::<String>()
        .to_lowercase();
    [
        "javascript:",
        "vbscript:",
        "data:",
        "livescript:",
        "mocha:",
        "blob:",
    ]
    .iter()
    .any(|scheme| seen.starts_with(scheme))
}

#[test]
fn payloads_that_run_are_found() {
    let page = |body: &str| format!("<!doctype html><main><article class=prose>{body}</article></main>");
    for (body, expected) in [
        ("<b>x</b><a href='java'>x</a><input type=checkbox>", 0),
        ("<script src='js/page.js'></script>", 1),
        ("<b onclick=x style=y>z</b>", 2),
        ("<a href=' java\tscript:x'>y</a>", 1),
        ("<a href='&#106;avascript:x'>y</a>", 1),
        ("<svg></svg><iframe srcdoc=x></iframe>", 3),
        ("<meta http-equiv=Refresh content='0; url=x'>", 1),
        ("<input type=text><template><u></u><video></video></template>", 3),
    ] {
        assert_eq!(
            faults(&page(body)).len(),
            expected,
            "{body}: {:?}",
            faults(&page(body))
        );
    }
}
