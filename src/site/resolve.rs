//! Where each link of a page leads, and what is wrong with those that lead nowhere.

use std::collections::BTreeMap;

use super::lookup::Lookup;
use super::names::{self, Named};
use super::paths::{self, Led};
use super::relations::{self, Related};
use super::{Destination, Page, PageId, Target};
use crate::document::Document;
use crate::markdown::{Link, LinkKind, github_slug};
use crate::words::diagnostic::{Diagnostic, Place, Severity};
use crate::words::nearest::nearest;
use crate::words::path::{escape_path, unescape};

/// What a page's references come to.
pub(super) struct Answer {
    pub(super) targets: Vec<Target>,
    pub(super) relations: BTreeMap<&'static str, Vec<Related>>,
    pub(super) wanted: Vec<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Resolves every reference of one page.
pub(super) fn page(lookup: &Lookup<'_>, id: PageId) -> Answer {
    let page = &lookup.site.pages[id];
    let mut resolver = Resolver {
        lookup,
        id,
        page,
        document: &page.document,
        wanted: Vec::new(),
        diagnostics: Vec::new(),
        told_of_templates: false,
    };
    let targets = page
        .document
        .links
        .iter()
        .map(|link| resolver.target(link))
        .collect();
    let relations = relations::of(lookup, page);
    Answer {
        targets,
        relations,
        wanted: resolver.wanted,
        diagnostics: resolver.diagnostics,
    }
}

struct Resolver<'a> {
    lookup: &'a Lookup<'a>,
    id: PageId,
    page: &'a Page,
    document: &'a Document,
    wanted: Vec<String>,
    diagnostics: Vec<Diagnostic>,
    told_of_templates: bool,
}

impl Resolver<'_> {
    fn target(&mut self, link: &Link) -> Target {
        if link.target.contains("{{") || link.target.contains("{%") {
            return self.template(link);
        }
        match link.kind {
            LinkKind::Wiki | LinkKind::Embed => self.by_name(link),
            LinkKind::Path | LinkKind::Image => self.by_path(link),
        }
    }

    fn by_path(&mut self, link: &Link) -> Target {
        let end = link.target.find(['#', '?']).unwrap_or(link.target.len());
        let (path, tail) = link.target.split_at(end);
        if path.is_empty() && tail.is_empty() {
            let finding = Diagnostic::warning("empty-link", self.place(link), "this link leads nowhere");
            self.diagnostics
                .push(finding.help("write where it leads between the parentheses"));
            return Target::Nowhere;
        }
        if path.is_empty() {
            return self.inside(link, Destination::Page(self.id), tail);
        }
        match paths::follow(self.lookup, self.page, path) {
            Led::To(to) => self.inside(link, to, tail),
            Led::Hidden => Target::Hidden,
            Led::Nowhere(path) => self.nowhere(link, &path),
        }
    }

    fn nowhere(&mut self, link: &Link, path: &str) -> Target {
        // A path from the root may well be served by the same host beside this site.
        let severity = if link.target.starts_with('/') {
            Severity::Warning
        } else {
            Severity::Error
        };
        let (what, help) = match link.kind {
            LinkKind::Image => ("picture", "mend the path, or put the picture there"),
            _ if path.starts_with("..") => (
                "page or file",
                "a link cannot leave the content folder: bring the file in, or write a whole address",
            ),
            _ if link.target.starts_with('/') => (
                "page or file",
                "mend the path, write the page, or write the whole address of what is not part of this site",
            ),
            _ => (
                "page or file",
                "mend the path, write the page, or take the link away",
            ),
        };
        let finding = Diagnostic::new(
            severity,
            "broken-link",
            self.place(link),
            format!("there is no {what} `{path}`"),
        );
        self.diagnostics.push(match self.lookup.nearest_path(path) {
            Some(near) => finding
                .label(format!("did you mean `{near}`?"))
                .help(format!("write `/{near}`, or mend the path")),
            None => finding.help(help),
        });
        Target::Nowhere
    }

    fn by_name(&mut self, link: &Link) -> Target {
        let (name, heading) = link.target.split_once('#').unwrap_or((&link.target, ""));
        if name.trim().is_empty() {
            return self.heading(link, Destination::Page(self.id), heading);
        }
        match names::find(self.lookup, self.page, name) {
            Named::One(to) => self.heading(link, to, heading),
            Named::Several(to, others) => {
                self.ambiguous(link, to, &others);
                self.heading(link, to, heading)
            }
            Named::Hidden => Target::Hidden,
            Named::Nothing => self.wanted(link, name.trim()),
        }
    }

    fn wanted(&mut self, link: &Link, name: &str) -> Target {
        let first = !self.wanted.iter().any(|wanted| wanted == name);
        if first {
            self.wanted.push(name.to_owned());
            let titles = self.lookup.site.pages.iter().map(|page| page.title.as_str());
            let finding = Diagnostic::warning(
                "wanted-page",
                self.place(link),
                format!("nobody has written `{name}` yet"),
            );
            self.diagnostics.push(match nearest(name, titles) {
                Some(near) => finding.label(format!("did you mean `{near}`?")),
                None => finding.help(format!("write a page with the title `{name}`, or mend the name")),
            });
        }
        Target::Wanted
    }

    fn ambiguous(&mut self, link: &Link, chosen: Destination, others: &[Destination]) {
        let path = |to| names::path_of(self.lookup.site, to);
        let list: Vec<String> = others
            .iter()
            .take(3)
            .map(|to| format!("`{}`", path(*to)))
            .collect();
        let message = format!("`{}` could also mean {}", link.target, list.join(", "));
        let finding = Diagnostic::warning("ambiguous-link", self.place(link), message);
        self.diagnostics
            .push(finding.help(format!("it leads to `{}`; write a path to be sure", path(chosen))));
    }

    /// Finds the id of a heading that is named by its words or its id.
    fn heading(&mut self, link: &Link, to: Destination, heading: &str) -> Target {
        // `[[page#outer#inner]]` names a heading below another; ids are unique, so the last one will do.
        let heading = heading.rsplit('#').next().unwrap_or_default().trim();
        let Destination::Page(page) = to else {
            return Target::Inside {
                to,
                tail: String::new(),
            };
        };
        if heading.is_empty() {
            return Target::Inside {
                to,
                tail: String::new(),
            };
        }
        let document = &self.lookup.site.pages[page].document;
        let by_words = document
            .headings
            .iter()
            .find(|known| known.title.eq_ignore_ascii_case(heading));
        let id = by_words.map_or_else(|| github_slug(heading), |known| known.id.clone());
        let id = if document.anchors.contains(heading) {
            heading
        } else {
            &id
        };
        let mut tail = String::from("#");
        escape_path(id, &mut tail);
        self.inside(link, to, &tail)
    }

    /// A link to something that exists; its fragment is checked.
    fn inside(&mut self, link: &Link, to: Destination, tail: &str) -> Target {
        let fragment = tail.split_once('#').map_or("", |(_, fragment)| fragment);
        // What follows `:~:` is for the browser, which looks for words instead of an id.
        let id = unescape(fragment.split(":~:").next().unwrap_or_default());
        let is_page = !matches!(to, Destination::Asset(_));
        if is_page && !id.is_empty() && id != "top" && !self.has_anchor(to, &id) {
            self.missing_anchor(link, to, &id);
        }
        Target::Inside {
            to,
            tail: tail.to_owned(),
        }
    }

    fn has_anchor(&self, to: Destination, id: &str) -> bool {
        match to {
            Destination::Page(page) => self.lookup.site.pages[page].document.anchors.contains(id),
            Destination::Section(_) | Destination::Asset(_) => false,
        }
    }

    fn missing_anchor(&mut self, link: &Link, to: Destination, id: &str) {
        let title = self.lookup.site.title(to);
        let finding = Diagnostic::error(
            "missing-anchor",
            self.place(link),
            format!("`{title}` has no heading `#{id}`"),
        );
        let anchors = match to {
            Destination::Page(page) => Some(&self.lookup.site.pages[page].document.anchors),
            Destination::Section(_) | Destination::Asset(_) => None,
        };
        let near = anchors.and_then(|anchors| nearest(id, anchors.iter().map(String::as_str)));
        self.diagnostics.push(match near {
            Some(near) => finding.label(format!("did you mean `#{near}`?")),
            None => finding.help("mend the part after `#`, or give the heading this id with `{#…}`"),
        });
    }

    fn template(&mut self, link: &Link) -> Target {
        if !self.told_of_templates {
            self.told_of_templates = true;
            let finding = Diagnostic::new(
                Severity::Note,
                "foreign-template",
                self.place(link),
                "this link holds another generator's template",
            );
            self.diagnostics
                .push(finding.help("pages are never run through a template engine: write the path itself"));
        }
        Target::Nowhere
    }

    fn place(&self, link: &Link) -> Place {
        self.document.text.place(link.span.clone())
    }
}
