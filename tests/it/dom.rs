//! HTML as a browser reads it: the few helpers of all tests that look at pages.

use std::path::PathBuf;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The shared folder, or a line on the terminal that says why the test does less.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("PASSDOWN_SHARED").map(PathBuf::from);
    if folder.is_none() {
        println!("PASSDOWN_SHARED is not set: the shared suites are left out");
    }
    folder
}

/// One of the shared suites; nothing where there is no shared folder.
pub(crate) fn suite<T: serde::de::DeserializeOwned>(file: &str) -> Vec<T> {
    let Some(shared) = shared() else { return Vec::new() };
    let text = std::fs::read_to_string(shared.join("suites").join(file)).expect("the suite is there");
    serde_json::from_str(&text).expect("the suite is JSON")
}

/// A whole page.
pub(crate) fn page(html: &str) -> RcDom {
    parse_document(RcDom::default(), ParseOpts::default()).one(html)
}

/// A part of a page, as it stands inside an `article`: the nodes are the children of the one that is returned,
/// and live as long as the whole.
pub(crate) fn fragment(html: &str) -> (Handle, RcDom) {
    let context = QualName::new(None, ns!(html), local_name!("article"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html);
    let root = dom.document.children.borrow()[0].clone();
    (root, dom)
}

/// An element of a page.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The text within.
    pub(crate) text: String,
    /// Whether it stands in what somebody wrote, and not in what the theme adds.
    pub(crate) is_content: bool,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

/// Every element of a page in the order of the page.
pub(crate) fn elements(html: &str) -> Vec<Element> {
    let dom = page(html);
    let mut found = Vec::new();
    let mut open = vec![(dom.document.clone(), false)];
    while let Some((node, inside)) = open.pop() {
        let mut is_content = inside;
        if let NodeData::Element {
            template_contents, ..
        } = &node.data
        {
            let (name, attributes) = tag(&node).expect("it is an element");
            let is_article = name == "article"
                && attributes
                    .iter()
                    .any(|(name, value)| name == "class" && value == "prose");
            found.push(Element {
                text: text(&node),
                name,
                attributes,
                is_content,
            });
            is_content |= is_article;
            if let Some(template) = &*template_contents.borrow() {
                open.push((template.clone(), is_content));
            }
        }
        let children = node.children.borrow();
        open.extend(children.iter().rev().map(|child| (child.clone(), is_content)));
    }
    found
}

/// The name and the attributes of an element; `None` for any other node.
pub(crate) fn tag(node: &Handle) -> Option<(String, Vec<(String, String)>)> {
    let NodeData::Element { name, attrs, .. } = &node.data else {
        return None;
    };
    let attribute = |attribute: &html5ever::Attribute| {
        let prefix = attribute.name.prefix.as_ref().map(|prefix| format!("{prefix}:"));
        let name = format!("{}{}", prefix.unwrap_or_default(), attribute.name.local);
        (name, attribute.value.to_string())
    };
    let attributes = attrs.borrow().iter().map(attribute).collect();
    Some((name.local.to_string(), attributes))
}

/// All text below a node, with what stands for pictures.
pub(crate) fn text(node: &Handle) -> String {
    let mut words = String::new();
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        if let NodeData::Text { contents } = &node.data {
            words.push_str(&contents.borrow());
        }
        if let Some((_, attributes)) = tag(&node).filter(|(name, _)| name == "img") {
            let alt = attributes.iter().find(|(name, _)| name == "alt");
            words.push_str(alt.map_or("", |(_, alt)| alt));
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    words
}
