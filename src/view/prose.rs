//! A page's body with every hole filled: links written as this page must write them, other pages shown within it.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::markdown::body::{escape_attribute, escape_href, escape_text};
use crate::markdown::{Hole, Label, Link, LinkKind, write_image};
use crate::site::{Destination, PageId, Site, Target};
use crate::wording::Words;
use crate::words::path::Url;

/// Pages shown within pages go no deeper than this.
const DEEPEST: usize = 16;
/// One page shows no more other pages than this.
const MOST: usize = 200;

/// A body and what belongs into its holes. The HTML is made when it is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Prose {
    document: Option<Arc<Document>>,
    range: Range<usize>,
    scope: String,
    notes: String,
    fills: Vec<Fill>,
}

/// What belongs into a link's holes.
#[derive(Clone, Debug, PartialEq, Hash)]
enum Fill {
    /// What stands before and after the words of a link.
    Around(String, &'static str),
    /// The whole of it.
    Whole(String),
    /// The name of a page that nobody has written; its words may follow in the body.
    Wanted(Option<String>),
    /// Another page's body, with the link that names it.
    Embed { from: String, prose: Box<Prose> },
}

impl Hash for Prose {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The document's digest stands for all of its body.
        self.document.as_ref().map(|document| document.digest).hash(state);
        (&self.range, &self.scope, &self.notes, &self.fills).hash(state);
    }
}

impl Prose {
    /// A body without anything in it, for generated pages.
    pub fn empty() -> Self {
        Self {
            document: None,
            range: 0..0,
            scope: String::new(),
            notes: String::new(),
            fills: Vec::new(),
        }
    }

    /// The HTML, in the words of a language.
    pub fn html(&self, words: &Words) -> String {
        let mut html = String::with_capacity(self.range.len() + self.range.len() / 8);
        self.write(words, &mut html);
        html
    }

    /// Whether it shows a diagram, by itself or as part of a page within it.
    pub fn has_diagrams(&self) -> bool {
        let within = |fill: &Fill| matches!(fill, Fill::Embed { prose, .. } if prose.has_diagrams());
        self.document.as_ref().is_some_and(|document| document.diagrams) || self.fills.iter().any(within)
    }

    fn write(&self, words: &Words, into: &mut String) {
        let Some(document) = &self.document else { return };
        document
            .body
            .fill(self.range.clone(), into, |hole, into| match hole {
                Hole::Scope => into.push_str(&self.scope),
                Hole::Notes => into.push_str(&self.notes),
                Hole::LinkStart(link) | Hole::Wikilink(link) | Hole::Image(link) | Hole::Embed(link) => {
                    self.fills[link].open(words, into);
                }
                Hole::LinkEnd(link) => {
                    into.push_str(self.fills[link].close());
                }
                Hole::Label(label) => escape_attribute(words.label(label), into),
            });
    }
}

impl Fill {
    fn open(&self, words: &Words, into: &mut String) {
        match self {
            Self::Around(open, _) => into.push_str(open),
            Self::Whole(whole) => into.push_str(whole),
            Self::Wanted(name) => {
                into.push_str("<span class=\"wanted\" title=\"");
                escape_attribute(words.label(Label::Wanted), into);
                into.push_str("\">");
                if let Some(name) = name {
                    escape_text(name, into);
                    into.push_str("</span>");
                }
            }
            Self::Embed { from, prose } => {
                let (before, after) = words.label(Label::From).split_once("{page}").unwrap_or_default();
                into.push_str("<div class=\"embed\"><p class=\"embed-from\">");
                escape_text(before, into);
                into.push_str(from);
                escape_text(after, into);
                into.push_str("</p>\n");
                prose.write(words, into);
                into.push_str("</div>\n");
            }
        }
    }

    fn close(&self) -> &'static str {
        match self {
            Self::Around(_, close) => close,
            Self::Wanted(_) => "</span>",
            Self::Whole(_) | Self::Embed { .. } => "",
        }
    }
}

/// The body of a page, as that page shows it.
pub(super) fn of(site: &Site, page: PageId) -> Prose {
    let mut filler = Filler {
        site,
        from: &site.pages[page].url,
        open: vec![page],
        shown: 0,
    };
    let document = &site.pages[page].document;
    filler.prose(page, 0..document.body.html().len(), String::new(), "#".to_owned())
}

struct Filler<'a> {
    site: &'a Site,
    /// The page on which all of it will stand.
    from: &'a Url,
    /// The pages whose bodies are being filled, outermost first.
    open: Vec<PageId>,
    /// How many pages are shown so far.
    shown: usize,
}

impl Filler<'_> {
    fn prose(&mut self, page: PageId, range: Range<usize>, scope: String, notes: String) -> Prose {
        let site = self.site;
        let page = &site.pages[page];
        let fills = page
            .document
            .links
            .iter()
            .zip(&page.targets)
            .map(|(link, target)| self.fill(link, target))
            .collect();
        Prose {
            document: Some(Arc::clone(&page.document)),
            range,
            scope,
            notes,
            fills,
        }
    }

    fn fill(&mut self, link: &Link, target: &Target) -> Fill {
        match (link.kind, target) {
            (LinkKind::Embed, Target::Inside { to, tail }) => self.embed(link, *to, tail),
            (
                LinkKind::Image,
                Target::Inside {
                    to: to @ Destination::Asset(_),
                    tail,
                },
            ) => Fill::Whole(picture(link, &self.href(*to, tail))),
            (LinkKind::Image, Target::Inside { to, tail }) => {
                Fill::Whole(self.whole_link(*to, tail, "", &link.label))
            }
            (LinkKind::Image, Target::Nowhere) => Fill::Whole(picture(link, &link.target)),
            (LinkKind::Image | LinkKind::Embed, _) => Fill::Whole(escaped(&link.label)),
            (LinkKind::Path | LinkKind::Wiki, Target::Inside { to, tail }) if link.label.is_empty() => {
                Fill::Around(open_link(&self.href(*to, tail), &link.attributes), "</a>")
            }
            (_, Target::Inside { to, tail }) => {
                let words = self.site.words(link, target);
                Fill::Whole(self.whole_link(*to, tail, &link.attributes, &words))
            }
            (_, Target::Wanted) => Fill::Wanted(Some(link.label.clone()).filter(|label| !label.is_empty())),
            // A name is no address: nobody has looked whether it would run a script.
            (LinkKind::Wiki, Target::Nowhere) | (_, Target::Hidden) if link.label.is_empty() => {
                Fill::Around(String::new(), "")
            }
            (LinkKind::Wiki, Target::Nowhere) | (_, Target::Hidden) => Fill::Whole(escaped(&link.label)),
            (_, Target::Nowhere) => Fill::Around(open_link(&link.target, &link.attributes), "</a>"),
        }
    }

    fn href(&self, to: Destination, tail: &str) -> String {
        let url = self.site.url(to);
        // Within one page the fragment alone will do, and the browser need not look up the file.
        if url == self.from && tail.starts_with('#') {
            return tail.to_owned();
        }
        url.seen_from(self.from) + tail
    }

    fn whole_link(&self, to: Destination, tail: &str, attributes: &str, words: &str) -> String {
        format!(
            "{}{}</a>",
            open_link(&self.href(to, tail), attributes),
            escaped(words)
        )
    }

    fn embed(&mut self, link: &Link, to: Destination, tail: &str) -> Fill {
        let Destination::Page(page) = to else {
            return Fill::Whole(match to {
                Destination::Asset(_) if is_picture(self.site.url(to)) => picture(link, &self.href(to, tail)),
                _ => self.whole_link(to, tail, "", self.site.title(to)),
            });
        };
        let from = self.whole_link(to, tail, "", self.site.title(to));
        if self.open.contains(&page) || self.open.len() > DEEPEST || self.shown >= MOST {
            return Fill::Whole(format!("<p>{from}</p>\n"));
        }
        self.shown += 1;
        let scope = format!("e{}-", self.shown);
        let whole = 0..self.site.pages[page].document.body.html().len();
        let (range, notes) = match section(&self.site.pages[page].document, tail) {
            // A part of a page leaves its footnotes where they are.
            Some(part) => (part, format!("{}#", self.href(to, ""))),
            None => (whole, format!("#{scope}")),
        };
        self.open.push(page);
        let prose = Box::new(self.prose(page, range, scope, notes));
        self.open.pop();
        Fill::Embed { from, prose }
    }
}

/// The part of a body below the heading that a fragment names, with the heading.
fn section(document: &Document, tail: &str) -> Option<Range<usize>> {
    let id = crate::words::path::unescape(tail.strip_prefix('#')?);
    let mut headings = document.headings.iter().skip_while(|heading| heading.id != id);
    let first = headings.next()?;
    let end = headings
        .filter(|next| next.level <= first.level)
        .find_map(|next| next.at);
    let notes = document.body.html().rfind("<section class=\"notes\"");
    Some(first.at?..end.or(notes).unwrap_or(document.body.html().len()))
}

fn is_picture(url: &Url) -> bool {
    let extension = url
        .as_str()
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico"].contains(&&*extension)
}

fn picture(link: &Link, src: &str) -> String {
    let mut html = String::new();
    write_image(link, src, &mut html);
    html
}

fn open_link(href: &str, attributes: &str) -> String {
    let mut html = String::from("<a href=\"");
    // What the site writes is escaped already; what an author wrote is not, and escaping twice does no harm.
    escape_href(href, &mut html);
    html.push('"');
    html.push_str(attributes);
    html.push('>');
    html
}

fn escaped(words: &str) -> String {
    let mut html = String::new();
    escape_text(words, &mut html);
    html
}
