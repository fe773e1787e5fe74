//! Passdown turns a folder of Markdown into a searchable site that keeps a team working when
//! somebody leaves.
//!
//! ```text
//! Source --parse--> Document --link--> Site --view--> View --render--> Output
//!  bytes of         one file,          all pages,      exactly what     bytes of one
//!  one file         understood         related         a template sees  published file
//! ```
//!
//! The modules stand on floors, lowest first; imports run downward only. Everything below the top
//! floor is pure: no disk, clock, network or environment.

// Floor 0: the words.
pub mod words;

// Floor 1: the asking.
pub mod config;
pub mod fields;
pub mod history;
pub mod input;
pub mod kinds;
pub mod starting;
pub mod when;

// Floor 2: one file.
pub mod document;
pub mod markdown;
pub mod wording;

// Floor 3: the whole.
pub mod audience;
pub mod site;
pub mod team;

// Floor 4: readings.
pub mod check;
pub mod feed;
pub mod report;
pub mod search;
pub mod view;

// Floor 5: ink.
pub mod build;
pub mod output;
pub mod theme;

// Floor 6: the world.
pub mod cli;
pub mod world;
