//! Floor 6: the only floor that touches the world: disk, clock, network, terminal.
//!
//! Takes what the pure floors made and carries it out. It must not know how a page is made.
#![expect(clippy::disallowed_methods, reason = "floor 6 is where the world is touched")]

pub mod changes;
pub mod edit;
pub mod git;
pub mod progress;
pub mod publish;
pub mod read;
pub mod serve;
pub mod terminal;
pub mod watch;
