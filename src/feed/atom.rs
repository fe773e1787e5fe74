//! `feed.xml`: what changed lately, as Atom (RFC 4287).

use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{FEED, Telling, absolute, xml};
use crate::site::PageId;
use crate::words::path::Url;

type Xml = Writer<Vec<u8>>;

/// The feed, if anything is known to have changed.
pub(super) fn feed(telling: &Telling<'_>, base: &str) -> Option<String> {
    let (newest, _) = telling.reports.changed.first()?;
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    write(&mut writer, telling, base, *newest).expect("writing to memory cannot fail");
    Some(String::from_utf8(writer.into_inner()).expect("made of texts") + "\n")
}

fn write(writer: &mut Xml, telling: &Telling<'_>, base: &str, newest: Date) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let feed = writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", telling.language));
    feed.write_inner_content(|writer| {
        let own = absolute(base, &Url::new(FEED).expect("a constant that is sound"));
        text(writer, "title", telling.title)?;
        if !telling.description.is_empty() {
            text(writer, "subtitle", telling.description)?;
        }
        text(writer, "id", base)?;
        link(writer, "alternate", base)?;
        link(writer, "self", &own)?;
        text(writer, "updated", &moment(newest))?;
        // Every feed must have an author; whoever committed a page need not want to be named.
        let author = writer.create_element("author");
        author.write_inner_content(|writer| text(writer, "name", telling.title))?;
        let mut changed = telling.reports.changed.iter();
        changed.try_for_each(|(day, page)| entry(writer, telling, base, *day, *page))
    })?;
    Ok(())
}

fn entry(writer: &mut Xml, telling: &Telling<'_>, base: &str, day: Date, page: PageId) -> io::Result<()> {
    let page = &telling.site.pages[page];
    let address = absolute(base, &page.url);
    let entry = writer.create_element("entry");
    entry.write_inner_content(|writer| {
        text(writer, "title", &page.title)?;
        text(writer, "id", &address)?;
        link(writer, "alternate", &address)?;
        text(writer, "updated", &moment(day))?;
        match page.document.front.text("description") {
            Some(summary) => text(writer, "summary", summary),
            None => Ok(()),
        }
    })?;
    Ok(())
}

fn text(writer: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    let words = xml(words);
    writer
        .create_element(name)
        .write_text_content(BytesText::new(&words))?;
    Ok(())
}

fn link(writer: &mut Xml, relation: &str, address: &str) -> io::Result<()> {
    let link = writer.create_element("link");
    link.with_attribute(("rel", relation))
        .with_attribute(("href", address))
        .write_empty()?;
    Ok(())
}

/// A day as Atom wants it: its noon, so that it is the same day nearly everywhere.
fn moment(day: Date) -> String {
    format!("{day}T12:00:00Z")
}
