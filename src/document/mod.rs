//! Floor 2: one file, understood by itself.
//!
//! Takes a text; gives what it says and what is wrong with it. It must not know any other page.

pub mod front_matter;
