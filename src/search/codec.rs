//! The numbers and texts that index files are made of.
//!
//! Writing cannot fail. Reading takes bytes of unknown origin: it never panics, and never takes more steps than
//! there are bytes.

/// An index file is not as it should be, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damaged(pub(super) &'static str);

/// The most pages that an index can have; a damaged file may claim any number.
pub(super) const MOST_PAGES: u32 = 1 << 22;

/// Appends a number, seven bits a byte.
pub(super) fn put_number(mut number: u32, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}

/// Appends a count or a length.
pub(super) fn put_count(count: usize, into: &mut Vec<u8>) {
    put_number(
        u32::try_from(count).expect("an index holds far fewer than 2³² of anything"),
        into,
    );
}

/// Appends a text behind its length.
pub(super) fn put_text(text: &str, into: &mut Vec<u8>) {
    put_count(text.len(), into);
    into.extend_from_slice(text.as_bytes());
}

/// Appends a text as what it adds to the one before.
pub(super) fn put_front_coded(before: &[u8], text: &[u8], into: &mut Vec<u8>) {
    let shared = before.iter().zip(text).take_while(|(a, b)| a == b).count();
    put_count(shared, into);
    put_count(text.len() - shared, into);
    into.extend_from_slice(&text[shared..]);
}

/// Appends rising page numbers.
pub(super) fn put_pages(pages: &[u32], into: &mut Vec<u8>) {
    put_count(pages.len(), into);
    let mut before = 0;
    for page in pages {
        put_number(page - before, into);
        before = *page;
    }
}

/// Bytes that are read from front to back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn byte(&mut self) -> Result<u8, Damaged> {
        let (first, rest) = self.0.split_first().ok_or(ENDS)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'b [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(ENDS)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn number(&mut self) -> Result<u32, Damaged> {
        let mut number: u32 = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            let bits = u32::from(byte & 0x7f);
            if shift == 28 && byte > 0x0f {
                break;
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged("a number is too large"))
    }

    /// A count of things that take at least a byte each, so that no file can claim more than it holds.
    pub(super) fn count(&mut self) -> Result<usize, Damaged> {
        let count = self.number()? as usize;
        if count > self.0.len() {
            return Err(ENDS);
        }
        Ok(count)
    }

    pub(super) fn text(&mut self) -> Result<&'b str, Damaged> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Damaged("a text is not UTF-8"))
    }

    /// Turns `last` into the text that follows it in a front-coded list.
    pub(super) fn front_coded(&mut self, last: &mut Vec<u8>) -> Result<(), Damaged> {
        let shared = self.number()? as usize;
        if shared > last.len() {
            return Err(Damaged("a term shares more than there is"));
        }
        let length = self.count()?;
        last.truncate(shared);
        last.extend_from_slice(self.take(length)?);
        Ok(())
    }

    /// Rising page numbers below `limit`.
    pub(super) fn pages(&mut self, limit: u32) -> Result<Vec<u32>, Damaged> {
        let count = self.count()?;
        let mut pages = Vec::with_capacity(count);
        let mut page = 0u32;
        for _ in 0..count {
            page = later(page, self.number()?, limit)?;
            pages.push(page);
        }
        Ok(pages)
    }
}

const ENDS: Damaged = Damaged("it ends too early");

/// The number so far behind another, if it is below `limit`.
pub(super) fn later(number: u32, distance: u32, limit: u32) -> Result<u32, Damaged> {
    let sum = number.checked_add(distance).filter(|sum| *sum < limit);
    sum.ok_or(Damaged("a number points past the end"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers: Vec<u32>) {
            let mut bytes = Vec::new();
            numbers.iter().for_each(|number| put_number(*number, &mut bytes));
            let mut read = Bytes(&bytes);
            for number in numbers {
                prop_assert_eq!(read.number(), Ok(number));
            }
            prop_assert!(read.is_empty());
        }

        #[test]
        fn terms_and_pages_come_back(terms: Vec<String>, mut pages in proptest::collection::vec(0..9999u32, 0..50)) {
            pages.sort_unstable();
            pages.dedup();
            let mut bytes = Vec::new();
            let mut before = "";
            for term in &terms {
                put_front_coded(before.as_bytes(), term.as_bytes(), &mut bytes);
                before = term;
            }
            put_pages(&pages, &mut bytes);
            let (mut read, mut last) = (Bytes(&bytes), Vec::new());
            for term in &terms {
                read.front_coded(&mut last).expect("it was just written");
                prop_assert_eq!(&last, term.as_bytes());
            }
            prop_assert_eq!(read.pages(9999), Ok(pages));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let mut last = Vec::new();
            let _ = Bytes(&bytes).front_coded(&mut last);
            let _ = Bytes(&bytes).pages(100);
            let _ = Bytes(&bytes).text();
        }
    }
}
