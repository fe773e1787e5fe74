//! Digests of whole values, so that equal inputs can be recognised without keeping them.

use std::hash::{Hash, Hasher};

/// 128 bits of a BLAKE3 hash: enough that two different inputs never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of raw bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::shorten(blake3::hash(bytes))
    }

    /// The digest of everything that a value's `Hash` feeds.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut feed = Feed::new();
        value.hash(&mut feed);
        Self::shorten(feed.finalize())
    }

    /// The digest as 32 hexadecimal digits.
    pub fn to_hex(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn shorten(hash: blake3::Hash) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        Self(short)
    }
}

/// Feeds a value's `Hash` into BLAKE3, which is fast on long runs and slow on the many short ones that
/// a derived `Hash` writes; so those are gathered first.
struct Feed {
    hasher: blake3::Hasher,
    gathered: Vec<u8>,
}

/// How many bytes are gathered before they are hashed.
const RUN: usize = 16 * 1024;

impl Feed {
    fn new() -> Self {
        Self {
            hasher: blake3::Hasher::new(),
            gathered: Vec::with_capacity(RUN),
        }
    }

    fn finalize(mut self) -> blake3::Hash {
        self.hasher.update(&self.gathered);
        self.hasher.finalize()
    }
}

impl Hasher for Feed {
    fn write(&mut self, bytes: &[u8]) {
        if self.gathered.len() + bytes.len() > RUN {
            self.hasher.update(&self.gathered);
            self.gathered.clear();
        }
        if bytes.len() > RUN {
            self.hasher.update(bytes);
        } else {
            self.gathered.extend_from_slice(bytes);
        }
    }

    /// Only the trait asks for this: the whole digest is read instead.
    fn finish(&self) -> u64 {
        let mut first = [0; 8];
        first.copy_from_slice(&blake3::hash(&self.gathered).as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_values_differ_and_equal_values_agree() {
        assert_eq!(Digest::of(&("a", 1)), Digest::of(&("a", 1)));
        assert_ne!(Digest::of(&("a", 1)), Digest::of(&("a", 2)));
        assert_ne!(Digest::of(&["ab", "c"]), Digest::of(&["a", "bc"]));
        assert_eq!(Digest::of_bytes(b"x").to_hex().len(), 32);
    }
}
