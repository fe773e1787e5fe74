//! Runs git so that it only reads, asks nobody, and ends.
//!
//! What a repository's own configuration names is never run: no pager, no signature check, no file system
//! monitor, no transport that would fetch what a partial clone left out.

use std::ffi::OsString;
use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// What comes before the name of each command.
const ALWAYS: [&str; 10] = [
    "--no-pager",
    "--no-optional-locks",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
    "-c",
    "protocol.allow=never",
];
/// Variables of git's own that say where git is and what it trusts; others could send it to another repository.
const KEPT: [&str; 4] = [
    "GIT_CONFIG",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
];
/// More than this is not read; it would be a history of some million changes.
const MOST: u64 = 1 << 30;

/// A folder to ask git about.
#[derive(Debug)]
pub(super) struct Git {
    pub(super) folder: PathBuf,
    pub(super) deadline: Instant,
}

/// Why git told nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// There is no such program.
    Absent,
    /// It was stopped.
    TooSlow,
    /// It failed, with these words.
    Said(String),
}

impl Git {
    /// The commits that changed Markdown below the folder, newest first, each with what it changed.
    pub(super) fn log(&self) -> Result<Vec<u8>, Failure> {
        let arguments = [
            "log",
            "-z",
            "--date-order",
            "--raw",
            "--no-abbrev",
            "--find-renames=100%",
            "--relative",
            "--no-follow",
            "--no-color",
            "--date=short",
            "--format=%H %ad",
            "--",
            ":(icase)*.md",
            ":(icase)*.markdown",
        ];
        self.ask(&arguments, Vec::new(), |out| {
            let mut told = Vec::new();
            out.take(MOST).read_to_end(&mut told)?;
            Ok(told)
        })
    }

    /// Runs a command with this input; `read` makes something of its output while it comes.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        arguments: &[&str],
        input: Vec<u8>,
        read: impl FnOnce(&mut BufReader<ChildStdout>) -> io::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let mut child = self
            .command(arguments)
            .spawn()
            .map_err(|error| match error.kind() {
                ErrorKind::NotFound => Failure::Absent,
                _ => Failure::Said(error.to_string()),
            })?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        // The threads are left behind if something that git started keeps their pipes open.
        std::thread::spawn(move || stdin.map(|mut pipe| pipe.write_all(&input)));
        let words = beside(move || {
            let mut words = Vec::new();
            let read = stderr.map(|pipe| pipe.take(1 << 16).read_to_end(&mut words));
            read.is_some()
                .then(|| String::from_utf8_lossy(&words).trim().to_owned())
        });
        let answer = beside(move || read(&mut BufReader::with_capacity(1 << 16, stdout?)).ok());
        let answer = answer.recv_timeout(self.left());
        let status = self.end(&mut child);
        match (answer, status) {
            (Ok(Some(answer)), Some(status)) if status.success() => Ok(answer),
            (Ok(_), Some(_)) => Err(Failure::Said(
                words.recv_timeout(self.left()).ok().flatten().unwrap_or_default(),
            )),
            _ => Err(Failure::TooSlow),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(ALWAYS).args(arguments);
        for (name, _) in std::env::vars_os().filter(|(name, _)| is_unsafe(name)) {
            command.env_remove(name);
        }
        command
            .env("LC_ALL", "C")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Waits for the program, but not for ever.
    fn end(&self, child: &mut Child) -> Option<ExitStatus> {
        let mut pause = Duration::from_micros(200);
        loop {
            if let Ok(Some(status)) = child.try_wait() {
                return Some(status);
            }
            if self.left().is_zero() {
                // It may have ended by itself just now.
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        }
    }
}

fn is_unsafe(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("GIT_") && !KEPT.iter().any(|kept| name.starts_with(kept))
}

fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Receiver<T> {
    let (done, answer) = mpsc::channel();
    std::thread::spawn(move || {
        // Nobody listens any more after the deadline.
        let _ = done.send(work());
    });
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_is_stopped_when_it_takes_too_long() {
        let git = Git {
            folder: ".".into(),
            deadline: Instant::now() + Duration::from_millis(300),
        };
        let began = Instant::now();
        // What git starts holds the pipes open after git itself is gone.
        let answer = git.ask(&["-c", "alias.nap=!sleep 30", "nap"], Vec::new(), |out| {
            out.read_to_string(&mut String::new())
        });
        assert_eq!(answer, Err(Failure::TooSlow));
        assert!(began.elapsed() < Duration::from_secs(15));
    }
}
