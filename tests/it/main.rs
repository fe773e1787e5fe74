//! The one binary of integration tests: the library as its users meet it.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests look at the world themselves, and say what they had to skip"
)]

mod command_line;
mod conformance;
mod init;
#[cfg(unix)]
mod killed;
#[cfg(unix)]
mod publish;
#[cfg(unix)]
mod publish_world;
#[cfg(unix)]
mod recovery;
#[cfg(unix)]
mod safety;
mod secrets;
mod serve;
#[cfg(unix)]
mod spec;
