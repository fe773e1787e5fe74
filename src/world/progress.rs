//! How far a long step has come, for somebody who waits at a terminal.
//!
//! Takes the name of each step and counts; gives a moving line on standard error, and nothing at
//! all where standard error is no terminal. It must not know what the steps do.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the line moves.
const TICK: Duration = Duration::from_millis(100);
/// The line before and after a step has said how much there is to do.
const UNCOUNTED: &str = "{spinner} {msg}";
const COUNTED: &str = "{spinner} {msg} {pos}/{len}";

/// The steps of a build, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Files come from the disk.
    Reading,
    /// Each file is understood by itself.
    Understanding,
    /// The pages are related to each other.
    Linking,
    /// The site goes to the disk.
    Writing,
}

impl Step {
    /// The word that is shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Understanding => "understanding",
            Self::Linking => "linking",
            Self::Writing => "writing",
        }
    }
}

/// The line on the terminal; it is gone as soon as this value is.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// A line that shows nothing yet; `quiet` keeps it so.
    pub fn new(quiet: bool) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        Self(ProgressBar::with_draw_target(None, target))
    }

    /// Begins a step, of `count` things where that is known.
    pub fn step(&self, step: Step, count: Option<usize>) {
        let look = if count.is_some() { COUNTED } else { UNCOUNTED };
        let style = ProgressStyle::with_template(look).expect("both templates are sound");
        self.0.set_style(style);
        self.0.set_position(0);
        self.0.set_length(count.map_or(0, |count| count as u64));
        self.0.set_message(step.word());
        // A hidden line needs no thread to move it.
        if !self.0.is_hidden() {
            self.0.enable_steady_tick(TICK);
        }
    }

    /// Counts `done` more things of this step; threads may share the line.
    pub fn advance(&self, done: usize) {
        self.0.inc(done as u64);
    }

    /// Takes the line away, so that other lines can be written.
    pub fn clear(&self) {
        self.0.disable_steady_tick();
        self.0.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiet_line_counts_and_shows_nothing() {
        let progress = Progress::new(true);
        assert!(progress.0.is_hidden());
        progress.step(Step::Understanding, Some(3));
        progress.advance(2);
        assert_eq!((progress.0.position(), progress.0.length()), (2, Some(3)));
        assert_eq!(progress.0.message(), "understanding");
        progress.step(Step::Writing, None);
        assert_eq!(
            progress.0.position(),
            0,
            "each step counts from its own beginning"
        );
        progress.clear();
        progress.step(Step::Reading, None);
        assert!(!Step::Linking.word().is_empty() && progress.0.is_hidden());
    }
}
