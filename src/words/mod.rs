//! Floor 0: the words that every other floor speaks.
//!
//! Takes and gives plain values: digests, paths, places in a text, diagnostics, memo tables.
//! It must not know what a page, a site or a theme is.

pub mod address;
pub mod audience;
pub mod day;
pub mod diagnostic;
pub mod digest;
pub mod memo;
pub mod nearest;
pub mod path;
pub mod slug;
pub mod text;
pub mod words_of;
