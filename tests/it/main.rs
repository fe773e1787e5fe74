//! The one binary of integration tests: the library as its users meet it.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests look at the world themselves, and say what they had to skip"
)]

mod able;
mod calendars;
mod command_line;
mod conformance;
mod coverage;
mod dom;
mod floors;
mod history;
mod home;
mod hostile;
mod init;
mod injection;
mod language;
mod library;
mod links;
mod memo;
mod naughty;
mod project;
#[cfg(unix)]
mod publish;
mod search;
mod secrets;
mod serve;
mod site;
mod sources;
#[cfg(unix)]
mod spec;
mod suite;
mod theme;
mod view_fields;
mod when;
