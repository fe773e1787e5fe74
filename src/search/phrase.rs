//! Phrases: which terms follow each other, and where.

use super::analyse::fingerprint;
use super::codec::{Bytes, Damaged};
use super::reader::{Fault, Reader, fault};

/// The pages on which a word seems to follow another.
pub(super) fn pages(reader: &Reader<'_>, first: &str, next: &str) -> Result<Vec<u32>, Fault> {
    let Some(place) = reader.root.followers.place(first) else {
        return Ok(Vec::new());
    };
    let rows = reader.rows("x", &reader.root.followers, place)?;
    let Some(posting) = rows.posting(first) else {
        return Ok(Vec::new());
    };
    let found = following(posting, fingerprint(next), reader.root.pages());
    found.map_err(|why| fault(&reader.name(place), why))
}

fn following(posting: &[u8], wanted: u16, limit: u32) -> Result<Vec<u32>, Damaged> {
    let mut rest = Bytes(posting);
    while !rest.is_empty() {
        let here = u16::from_le_bytes([rest.byte()?, rest.byte()?]);
        let pages = rest.pages(limit)?;
        if here == wanted {
            return Ok(pages);
        }
    }
    Ok(Vec::new())
}
