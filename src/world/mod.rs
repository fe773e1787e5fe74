//! Floor 6: the only floor that touches the world: disk, clock, network, terminal.
//!
//! Takes what the pure floors made and carries it out. It must not know how a page is made.

pub mod progress;
pub mod terminal;
