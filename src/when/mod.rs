//! Floor 1: how often and how long, in words.
//!
//! Takes the words of a field; gives what they mean, or what is wrong with them and what was
//! probably meant. It must not know today, nor which page says it.

mod effort;
mod period;

pub use self::effort::Effort;
pub use self::period::Period;
