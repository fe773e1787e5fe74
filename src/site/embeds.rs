//! Pages shown within pages: no page may hold itself, and no page may grow without bound.

use super::{Destination, PageId, Site, Target};
use crate::markdown::LinkKind;
use crate::words::diagnostic::Diagnostic;

/// How many pages one page may show in all, through as many others as it likes.
const MOST: usize = 200;

/// Finds pages that hold themselves, and pages that hold too much. What closes a circle becomes a plain link.
pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut found = Found {
        site,
        state: vec![State::Unseen; site.pages.len()],
        diagnostics,
    };
    for page in 0..site.pages.len() {
        found.visit(page);
    }
}

/// The embeds of a page: the number of the link, and the page that it shows.
pub(super) fn of(site: &Site, page: PageId) -> impl Iterator<Item = (usize, PageId)> {
    let page = &site.pages[page];
    page.document
        .links
        .iter()
        .zip(&page.targets)
        .enumerate()
        .filter_map(|(number, (link, target))| match target {
            Target::Inside {
                to: Destination::Page(to),
                ..
            } if link.kind == LinkKind::Embed => Some((number, *to)),
            _ => None,
        })
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Unseen,
    Open,
    /// How many pages it shows in all.
    Done(usize),
}

/// A page whose embeds are being walked.
struct Open {
    page: PageId,
    /// The embeds that are still to be walked, last first: the link's number, and the page shown.
    todo: Vec<(usize, PageId)>,
    /// How many pages it shows so far.
    shown: usize,
}

struct Found<'a> {
    site: &'a Site,
    state: Vec<State>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Found<'_> {
    /// Walks the embeds below a page without recursion, since their depth is the author's choice.
    fn visit(&mut self, start: PageId) {
        let mut path: Vec<Open> = Vec::new();
        self.enter(start, &mut path);
        while let Some(open) = path.last_mut() {
            let page = open.page;
            let Some((number, to)) = open.todo.pop() else {
                let shown = open.shown;
                path.pop();
                self.leave(page, shown);
                if let Some(above) = path.last_mut() {
                    above.shown = above.shown.saturating_add(shown + 1);
                }
                continue;
            };
            match self.state[to] {
                State::Done(inside) => open.shown = open.shown.saturating_add(inside + 1),
                State::Open => self.circle(page, number, to),
                State::Unseen => self.enter(to, &mut path),
            }
        }
    }

    fn enter(&mut self, page: PageId, path: &mut Vec<Open>) {
        if self.state[page] == State::Unseen {
            self.state[page] = State::Open;
            let mut todo: Vec<_> = of(self.site, page).collect();
            todo.reverse();
            path.push(Open { page, todo, shown: 0 });
        }
    }

    fn leave(&mut self, page: PageId, total: usize) {
        self.state[page] = State::Done(total);
        if let Some((number, _)) = of(self.site, page).next().filter(|_| total > MOST) {
            let message = format!("this page would show {total} other pages");
            self.report(
                "embed-too-large",
                page,
                number,
                message,
                format!("only the first {MOST} are shown; link to the others"),
            );
        }
    }

    fn circle(&mut self, page: PageId, number: usize, to: PageId) {
        let message = format!("`{}` would be shown within itself", self.site.pages[to].title);
        self.report(
            "embed-cycle",
            page,
            number,
            message,
            "it is a link here; take one of the `![[…]]` of the circle away".to_owned(),
        );
    }

    fn report(&mut self, rule: &'static str, page: PageId, number: usize, message: String, help: String) {
        let document = &self.site.pages[page].document;
        let place = document.text.place(document.links[number].span.clone());
        self.diagnostics
            .push(Diagnostic::error(rule, place, message).help(help));
    }
}
