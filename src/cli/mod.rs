//! Floor 6: the commands, one file for each.
//!
//! Takes what was typed; calls the floors below. It must not know how they do their work.

pub mod init;
