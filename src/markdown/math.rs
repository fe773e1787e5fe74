//! Mathematics: LaTeX as MathML that a strict policy lets through.
//!
//! Takes a formula; gives elements of MathML without inline styles, or why it cannot be read. What a
//! formula may cost is bounded: its length here, the growth of its macros in the reader.

use std::ops::Range;

use html5ever::tokenizer::{Tag, TagKind, Token};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::mathml::push_mathml;
use pulldown_latex::{Event, Parser, ParserError, Storage};

use super::body::{escape_attribute, escape_text};
use super::html::tokens;
use super::writer::Writer;
use crate::words::diagnostic::Diagnostic;

/// Longer formulas are not read.
const LONGEST: usize = 4 * 1024;
/// Formulas of more parts than this are not written.
const MOST: usize = 4 * 1024;
/// Elements nested deeper than this are not written: browsers have limits too.
const DEEPEST: usize = 128;

const ELEMENTS: &[&str] = &[
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
    "ms",
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
    "none",
];

const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "class",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

impl Writer<'_> {
    /// Writes a formula within a line; what cannot be read stays as it was written, since it may be a price.
    pub(super) fn formula(&mut self, formula: &str, range: &Range<usize>) {
        match self.read(formula, false, range) {
            Some(html) => {
                self.words += 1;
                self.out.push(&html);
            }
            None => self.text(&format!("${formula}$")),
        }
    }

    /// Writes a formula that stands by itself. It can be scrolled where it is wider than the page.
    pub(super) fn display(&mut self, formula: &str, range: &Range<usize>) {
        match self.read(formula, true, range) {
            Some(html) => {
                self.words += 1;
                self.out.push("<span class=\"math-box\" tabindex=\"0\">");
                self.out.push(&html);
                self.out.push("</span>");
            }
            None => {
                self.out.push("<code>");
                self.out.push_text(formula.trim());
                self.out.push("</code>");
            }
        }
    }

    fn read(&mut self, formula: &str, by_itself: bool, range: &Range<usize>) -> Option<String> {
        mathml(formula, by_itself)
            .map_err(|why| {
                let message = "this formula cannot be read";
                let finding = Diagnostic::warning("bad-formula", self.place(range.clone()), message);
                let help = "mend it, or write `\\$` where a dollar sign is meant; until then the page shows its source";
                self.diagnostics.push(finding.label(why).help(help));
            })
            .ok()
    }
}

/// A formula as MathML, in the line or by itself.
pub(super) fn mathml(formula: &str, by_itself: bool) -> Result<String, String> {
    if formula.len() > LONGEST {
        return Err(format!("it is longer than {} KiB", LONGEST / 1024));
    }
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(formula, &storage) {
        events.push(event.map_err(|error| reason(&error))?);
        if events.len() > MOST {
            return Err("it has too many parts".to_owned());
        }
    }
    let config = RenderConfig {
        display_mode: if by_itself {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut raw = String::with_capacity(formula.len() * 16);
    let events = events.into_iter().map(Ok::<Event<'_>, ParserError>);
    push_mathml(&mut raw, events, config).map_err(|error| error.to_string())?;
    cleaned(&raw)
}

/// The reader's words in the style of our own.
fn reason(error: &ParserError) -> String {
    let said = error.to_string();
    let line = said.lines().next().unwrap_or_default();
    line.trim_start_matches("parsing error: ")
        .replace("unkown", "unknown")
}

/// Only elements and attributes of MathML, every element closed, colours as attributes instead of styles.
fn cleaned(raw: &str) -> Result<String, String> {
    let mut html = String::with_capacity(raw.len());
    let mut open: Vec<String> = Vec::new();
    for token in tokens(raw) {
        match token {
            Token::CharacterTokens(text) => escape_text(&text, &mut html),
            Token::TagToken(tag) if !ELEMENTS.contains(&&*tag.name) => {
                return Err(format!("it makes an element `{}`", tag.name));
            }
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => {
                if open.pop().as_deref() != Some(&*tag.name) {
                    return Err("its parts do not nest".to_owned());
                }
                html.push_str(&format!("</{}>", tag.name));
            }
            Token::TagToken(tag) => {
                open_tag(&tag, &mut html);
                if tag.self_closing {
                    html.push_str(&format!("</{}>", tag.name));
                } else {
                    open.push(tag.name.to_string());
                }
                if open.len() > DEEPEST {
                    return Err("it is nested too deep".to_owned());
                }
            }
            _ => {}
        }
    }
    if open.is_empty() {
        Ok(html)
    } else {
        Err("its parts do not nest".to_owned())
    }
}

fn open_tag(tag: &Tag, html: &mut String) {
    html.push_str(&format!("<{}", tag.name));
    for attribute in &tag.attrs {
        let (name, value) = (&*attribute.name.local, &*attribute.value);
        if name == "style" {
            value
                .split(';')
                .filter_map(declaration)
                .for_each(|(name, value)| push(name, &value, html));
        } else if ATTRIBUTES.contains(&name) {
            push(name, value, html);
        }
    }
    html.push('>');
}

/// A style as the attribute that says the same.
fn declaration(style: &str) -> Option<(&'static str, String)> {
    let (name, value) = style.split_once(':')?;
    let name = match name.trim() {
        "color" => "mathcolor",
        "background-color" => "mathbackground",
        _ => return None,
    };
    let parts = value
        .trim()
        .strip_prefix("rgb(")?
        .strip_suffix(')')?
        .split_whitespace();
    let parts = parts.map(|part| part.parse().ok()).collect::<Option<Vec<u8>>>()?;
    let [red, green, blue] = parts[..] else {
        return None;
    };
    Some((name, format!("#{red:02x}{green:02x}{blue:02x}")))
}

fn push(name: &str, value: &str, html: &mut String) {
    html.push_str(&format!(" {name}=\""));
    escape_attribute(value, html);
    html.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_elements() {
        let html = mathml("a^2 < \\frac{1}{2}", false).expect("it is sound");
        assert!(
            html.starts_with("<math display=\"inline\"><msup><mi>a</mi><mn>2</mn></msup>"),
            "{html}"
        );
        assert!(html.contains("&lt;") && html.ends_with("</math>"), "{html}");
        let html = mathml(
            "\\begin{pmatrix}1&2\\\\[1em]3&4\\end{pmatrix} \\color{red} x \\; \\! y",
            true,
        )
        .expect("sound");
        assert!(
            html.contains("display=\"block\"") && html.contains("mathcolor=\"#ff0000\""),
            "{html}"
        );
        assert!(!html.contains("style=\""), "{html}");
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (formula, why) in [
            ("\\frac{1", "unbalanced group"),
            ("\\nothing", "unknown primitive"),
            ("a_1_2", "subscript twice"),
            ("\\def\\a{\\a\\a}\\a", "recursion"),
        ] {
            let said = mathml(formula, false).expect_err(formula);
            assert!(said.contains(why), "{formula}: {said}");
        }
    }

    #[test]
    fn hostile_formulas_are_bounded() {
        let bomb = "\\def\\a{xxxxxxxxxx}\\def\\b{\\a\\a\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b\\b\\b\\b\\b}\\def\\d{\\c\\c\\c\\c\\c\\c\\c\\c}\\d\\d\\d\\d";
        for formula in [
            bomb.to_owned(),
            "{".repeat(4000),
            "{".repeat(1000) + "x" + &"}".repeat(1000),
            "\\sqrt".repeat(600) + " x",
            "x^".repeat(1500) + "x",
            "\\left(".repeat(500) + &"\\right)".repeat(500),
            "x".repeat(10_000),
            "\\text{</math><script>alert(1)</script>}".to_owned(),
            "\\unicode{<}".to_owned(),
        ] {
            if let Ok(html) = mathml(&formula, true) {
                assert!(
                    html.len() < 1 << 20 && !html.contains("<script"),
                    "{}",
                    &formula[..20]
                );
            }
        }
    }
}
