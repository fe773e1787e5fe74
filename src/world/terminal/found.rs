//! What a search found, as lines of text: for people, or one JSON object a query for scripts.
//!
//! Names and texts come from pages that somebody else wrote; none of their control characters is passed on.

use std::fmt::Write as _;

use serde::Serialize;

use super::clean::clean;
use super::json::escape_hidden;
use crate::search::{Answer, Fault, Fragment, Hit, Reader};

/// The answer to one query.
#[derive(Serialize)]
struct Found<'a> {
    query: &'a str,
    corrections: &'a [(String, String)],
    total: usize,
    hits: Vec<FoundPage>,
}

#[derive(Serialize)]
struct FoundPage {
    source: String,
    url: String,
    section: String,
    score: f64,
    title: String,
    heading: String,
    excerpt: String,
}

/// The answer as one JSON object on one line.
pub fn json(reader: &Reader<'_>, query: &str, answer: &Answer) -> Result<String, Fault> {
    let hits: Result<Vec<FoundPage>, Fault> =
        answer.hits.iter().map(|hit| page(reader, answer, hit)).collect();
    let found = Found {
        query,
        corrections: &answer.corrections,
        total: answer.total,
        hits: hits?,
    };
    let json = serde_json::to_string(&found).expect("texts and numbers are always JSON");
    Ok(escape_hidden(&json))
}

fn page(reader: &Reader<'_>, answer: &Answer, hit: &Hit) -> Result<FoundPage, Fault> {
    let fragment = reader.fragment(hit.page, hit.section)?;
    let (id, heading, text) = fragment.section(hit.section).unwrap_or_default();
    Ok(FoundPage {
        section: id.to_owned(),
        score: hit.score,
        heading: heading.to_owned(),
        excerpt: answer.marker.excerpt(text).text,
        source: fragment.source.into_owned(),
        url: fragment.url.into_owned(),
        title: fragment.title.into_owned(),
    })
}

/// The answer for people: for each page its title, where it is, and the words that answer.
pub fn text(reader: &Reader<'_>, answer: &Answer) -> Result<String, Fault> {
    let mut text = String::new();
    for (from, to) in &answer.corrections {
        writeln!(
            text,
            "no page says `{}`; these say `{}`\n",
            clean(from),
            clean(to)
        )
        .expect("a string takes all");
    }
    for hit in &answer.hits {
        let fragment = reader.fragment(hit.page, hit.section)?;
        let (_, heading, words) = fragment.section(hit.section).unwrap_or_default();
        let about = fragment
            .kind
            .iter()
            .chain(&fragment.owner)
            .chain(&fragment.status);
        let about: Vec<&str> = about.map(|word| &**word).collect();
        let (title, about) = (clean(&fragment.title), clean(&about.join(", ")).into_owned());
        let about = if about.is_empty() {
            about
        } else {
            format!(" ({about})")
        };
        let heading = if heading.is_empty() {
            String::new()
        } else {
            format!(" › {heading}")
        };
        let excerpt = answer.marker.excerpt(words);
        let lines = format!(
            "{title}{}{about}\n  {}\n  {}\n\n",
            clean(&heading),
            clean(place(&fragment)),
            bold(&excerpt.text, &excerpt.marks)
        );
        text.push_str(&lines);
    }
    Ok(text)
}

/// Where a page is: its file or, if nobody wrote it, its address.
fn place<'f>(fragment: &'f Fragment<'_>) -> &'f str {
    match &*fragment.source {
        "" => &fragment.url,
        source => source,
    }
}

/// The text with its marks bold; where no terminal reads it, the stream leaves that out.
fn bold(text: &str, marks: &[std::ops::Range<usize>]) -> String {
    let mut shown = String::new();
    let mut written = 0;
    for mark in marks {
        shown.push_str(&clean(&text[written..mark.start]));
        write!(shown, "\u{1b}[1m{}\u{1b}[0m", clean(&text[mark.clone()])).expect("a string takes all");
        written = mark.end;
    }
    shown.push_str(&clean(&text[written..]));
    shown
}
