//! The exit code of the command line, and nothing else.

fn main() {}
