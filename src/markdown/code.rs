//! Blocks of code: a figure with a bar, colours, marked lines, and files shown in a page.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::body::{Body, escape_attribute};
use super::events::Placed;
use super::writer::Writer;
use super::{highlight, includes, info};
use crate::words::diagnostic::Diagnostic;
use crate::words::words_of::word_count;

const ANOTHER_FILE: &str = "name a file of the project that is not private, from this page's folder or with a leading `/` from the content folder";
const ANOTHER_REGION: &str =
    "write this line into the file, above what shall be shown, or leave out the part after `#`";

/// The language of diagrams, which a script draws; without it they are shown as the code that they are.
const DIAGRAM: &str = "mermaid";

impl Writer<'_> {
    /// Writes a block of code from the events inside it.
    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind<'_>,
        inside: Vec<Placed<'_>>,
        range: Range<usize>,
    ) {
        let info = match kind {
            CodeBlockKind::Fenced(line) => info::read(line),
            CodeBlockKind::Indented => info::Info::default(),
        };
        let code = match &info.file {
            Some(file) => self.included(file, &range),
            None => text_of(inside),
        };
        self.out.fresh_line();
        if info.language == "math" {
            self.out.push("<p>");
            self.display(&code, &range);
            return self.out.push("</p>\n");
        }
        self.words += word_count(&code);
        self.diagrams |= info.language == DIAGRAM;
        write_figure(&info, &code, &mut self.out);
    }

    /// The text of a file that a block asks to show; where there is none, a finding.
    fn included(&mut self, wanted: &str, range: &Range<usize>) -> String {
        let (_, region) = includes::split(wanted);
        let text = match self.includes.iter().find(|include| include.wanted == wanted) {
            Some(include) => include.text.clone(),
            None => Err("nobody looked for it".to_owned()),
        };
        let cut = text
            .map_err(|why| (why, ANOTHER_FILE))
            .and_then(|text| match region {
                Some(name) => includes::region(&text, name)
                    .ok_or_else(|| (format!("the file has no line `region {name}`"), ANOTHER_REGION)),
                None => Ok(text.to_string()),
            });
        cut.unwrap_or_else(|(why, help)| {
            let span = self.find_in(range, wanted);
            let message = format!("`{wanted}` cannot be shown");
            let finding = Diagnostic::error("broken-include", self.place(span), message);
            self.diagnostics.push(finding.label(why).help(help));
            String::new()
        })
    }
}

fn text_of(inside: Vec<Placed<'_>>) -> String {
    let mut texts = inside.into_iter().filter_map(|(event, _)| match event {
        Event::Text(text) => Some(text),
        _ => None,
    });
    // Nearly every block is one run of text, which then need not be copied.
    let mut code = texts
        .next()
        .map(pulldown_cmark::CowStr::into_string)
        .unwrap_or_default();
    texts.for_each(|text| code.push_str(&text));
    code
}

fn write_figure(info: &info::Info, code: &str, out: &mut Body) {
    out.push(match &*info.language {
        DIAGRAM => "<figure class=\"code diagram\">",
        _ => "<figure class=\"code\">",
    });
    if info.title.is_some() || !info.language.is_empty() {
        out.push("<figcaption class=\"code-bar\">");
        if let Some(title) = &info.title {
            out.push("<span class=\"code-title\">");
            out.push_text(title);
            out.push("</span>");
        }
        if !info.language.is_empty() {
            out.push("<span class=\"code-lang\">");
            out.push_text(&info.language);
            out.push("</span>");
        }
        out.push("</figcaption>");
    }
    out.push("<pre tabindex=\"0\"><code");
    let mut html = String::with_capacity(code.len() * 2);
    if !info.language.is_empty() {
        html.push_str(" class=\"language-");
        escape_attribute(&info.language, &mut html);
        html.push('"');
    }
    html.push('>');
    write_lines(info, code, &mut html);
    out.push(&html);
    out.push("</code></pre></figure>\n");
}

/// Writes the code; line by line only where lines are marked.
fn write_lines(info: &info::Info, code: &str, html: &mut String) {
    let tokens = if info.language.is_empty() {
        Vec::new()
    } else {
        highlight::tokens(&info.language, code)
    };
    if info.marked.is_empty() {
        highlight::write(code, 0..code.len(), &tokens, html);
        return;
    }
    let mut start = 0;
    for (number, line) in (1..).zip(code.split_inclusive('\n')) {
        let marked = info
            .marked
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&number));
        html.push_str(if marked {
            "<span class=\"line line-on\">"
        } else {
            "<span class=\"line\">"
        });
        highlight::write(code, start..start + line.len(), &tokens, html);
        html.push_str("</span>");
        start += line.len();
    }
}
