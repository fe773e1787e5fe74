//! The exit code of the command line, and nothing else.

use std::process::ExitCode;

/// A build makes many small values on many threads, which this allocator does far faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    passdown::cli::main()
}
