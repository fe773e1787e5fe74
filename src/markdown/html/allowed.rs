//! Which elements and attributes raw HTML may use. Everything that is not named here is not allowed.

/// What happens to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is written.
    Allowed,
    /// Its tags are dropped, and nobody need be told.
    Silent,
    /// Its tags are dropped, with a finding; so is its content where a browser would not show it as text.
    Forbidden {
        /// Whether the content goes too.
        with_content: bool,
    },
    /// No such element: it is text that looks like a tag.
    Unknown,
}

const ALLOWED: &[&str] = &[
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

const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

const SILENT: &[&str] = &[
    "picture", "source", "font", "html", "body", "nobr", "acronym", "main", "nav",
];

const WITH_CONTENT: &[&str] = &[
    "script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math", "title",
    "textarea", "select", "xmp", "noembed", "noframes", "head", "applet", "canvas",
];

const TAGS_ONLY: &[&str] = &[
    "form",
    "input",
    "button",
    "option",
    "optgroup",
    "fieldset",
    "legend",
    "label",
    "output",
    "progress",
    "meter",
    "datalist",
    "dialog",
    "menu",
    "slot",
    "video",
    "audio",
    "track",
    "param",
    "map",
    "area",
    "base",
    "link",
    "meta",
    "frame",
    "frameset",
    "marquee",
    "blink",
    "plaintext",
    "portal",
    "keygen",
    "isindex",
    "bgsound",
    "image",
    "search",
    "hgroup",
    "address",
    "data",
    "dir",
    "listing",
    "layer",
    "multicol",
    "spacer",
];

/// Attributes that every element may carry.
const GLOBAL: &[&str] = &["class", "dir", "lang", "title", "align", "role"];

/// Attributes that one element may carry.
const OWN: &[(&str, &[&str])] = &[
    ("a", &["rel", "target", "hreflang", "download"]),
    ("img", &["width", "height", "loading", "decoding"]),
    ("td", &["colspan", "rowspan", "headers", "valign"]),
    (
        "th",
        &["colspan", "rowspan", "headers", "scope", "abbr", "valign"],
    ),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("ol", &["start", "type", "reversed"]),
    ("li", &["value"]),
    ("details", &["open", "name"]),
    ("time", &["datetime"]),
    ("del", &["datetime"]),
    ("ins", &["datetime"]),
    ("table", &["border", "cellpadding", "cellspacing", "width"]),
];

/// What happens to the element of this lowercase name.
pub(super) fn verdict(name: &str) -> Verdict {
    let is_in = |list: &[&str]| list.contains(&name);
    match () {
        () if ALLOWED.binary_search(&name).is_ok() => Verdict::Allowed,
        () if is_in(SILENT) => Verdict::Silent,
        () if is_in(WITH_CONTENT) => Verdict::Forbidden { with_content: true },
        () if is_in(TAGS_ONLY) => Verdict::Forbidden { with_content: false },
        () => Verdict::Unknown,
    }
}

/// Whether an element never has content.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether an element may carry an attribute; ids and addresses are decided elsewhere.
pub(super) fn attribute(element: &str, name: &str) -> bool {
    GLOBAL.contains(&name)
        || name.starts_with("aria-")
        || OWN
            .iter()
            .any(|(owner, names)| *owner == element && names.contains(&name))
}

/// What a part of a list or table ends by its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// The first of these that is open within the list.
    Siblings(&'static [&'static str]),
    /// Everything within the innermost of these.
    AllWithin(&'static [&'static str]),
}

/// The elements of which one must be open around a part of a list or table, and what it ends; `None` for all else.
pub(super) fn belongs_to(name: &str) -> Option<(&'static [&'static str], Ends)> {
    let table: &[&str] = &["table"];
    Some(match name {
        "li" => (&["ul", "ol"], Ends::Siblings(&["li"])),
        "dt" | "dd" => (&["dl"], Ends::Siblings(&["dt", "dd"])),
        "td" | "th" => (
            table,
            Ends::AllWithin(&["tr", "tbody", "thead", "tfoot", "table"]),
        ),
        "tr" => (table, Ends::AllWithin(&["tbody", "thead", "tfoot", "table"])),
        "col" => (table, Ends::AllWithin(&["colgroup", "table"])),
        "caption" | "colgroup" | "tbody" | "tfoot" | "thead" => (table, Ends::AllWithin(table)),
        _ => return None,
    })
}

/// The elements that an opening tag closes, innermost first, if they are the ones open.
pub(super) fn closes(name: &str) -> &'static [&'static str] {
    match name {
        "a" => &["a"],
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &["p", "h1", "h2", "h3", "h4", "h5", "h6"],
        "blockquote" | "center" | "details" | "div" | "dl" | "figure" | "hr" | "ol" | "p" | "pre"
        | "section" | "table" | "ul" | "article" | "aside" | "header" | "footer" => &["p"],
        _ => &[],
    }
}

/// Whether an element is a heading, which no other heading can hold.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_apart() {
        assert!(ALLOWED.is_sorted());
        for name in ALLOWED {
            assert!(
                !SILENT.contains(name) && !WITH_CONTENT.contains(name) && !TAGS_ONLY.contains(name),
                "{name}"
            );
        }
        assert!(VOID.iter().all(|name| ALLOWED.contains(name)));
        assert!(OWN.iter().all(|(name, _)| ALLOWED.contains(name)));
    }
}
