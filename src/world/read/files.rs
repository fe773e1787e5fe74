//! Files as they were read, so that the next reading looks only into those that differ.
//!
//! Takes a file's place and name; gives what it holds. What is remembered counts only while the file system
//! says that the file is the same and has been so for a while: a stamp has the clock's coarseness, and a file
//! changed twice within it would look unchanged.

use std::collections::HashMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::markdown::includes;
use crate::words::diagnostic::Diagnostic;
use crate::words::text::Text;
use crate::world::git;

/// No file system's clock is coarser than this.
const COARSEST: Duration = Duration::from_secs(3);

/// What an earlier reading found.
#[derive(Debug, Default)]
pub struct Files {
    known: HashMap<PathBuf, Arc<Read>>,
    /// What git told of them.
    pub(super) history: git::Known,
}

/// One file, read.
#[derive(Debug)]
pub(super) struct Read {
    /// The file as people name it.
    name: Arc<str>,
    /// The file as it was just before it was read; `None` if that may not be enough to know it again.
    stamp: Option<Stamp>,
    pub(super) holds: Holds,
    /// What is wrong with it.
    pub(super) finding: Option<Diagnostic>,
}

/// What a file holds.
#[derive(Debug)]
pub(super) enum Holds {
    /// Markdown, and the files that it asks to show.
    Page(Arc<Text>, Vec<String>),
    /// Anything else; as text too, if it is one.
    Other(Arc<[u8]>, Option<Arc<Text>>),
}

/// What changes whenever a file is written or replaced.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: SystemTime,
    /// Device, file number and time of the last change of any kind, where the system has them.
    identity: [u64; 4],
}

impl Files {
    /// What a file holds; from memory if it is still the one that was read. `false` stands for a file that is no
    /// page.
    pub(super) fn read(&self, file: &Path, name: Arc<str>, is_page: bool) -> std::io::Result<Arc<Read>> {
        let stamp = file.metadata().ok().and_then(|data| Stamp::of(&data));
        if let Some(known) = self.known.get(file)
            && stamp.is_some()
            && known.stamp == stamp
            && known.name == name
        {
            return Ok(Arc::clone(known));
        }
        let bytes = std::fs::read(file)?;
        let (holds, finding) = match is_page {
            true => page(&name, bytes),
            false => (other(&name, bytes), None),
        };
        Ok(Arc::new(Read {
            name,
            stamp,
            holds,
            finding,
        }))
    }

    /// Remembers just these.
    pub(super) fn remember(&mut self, read: Vec<(PathBuf, Arc<Read>)>) {
        self.known = read.into_iter().collect();
    }
}

impl Stamp {
    fn of(data: &Metadata) -> Option<Self> {
        let modified = data.modified().ok()?;
        let settled = SystemTime::now().checked_sub(COARSEST)?;
        (modified < settled).then(|| Self {
            length: data.len(),
            modified,
            identity: identity(data),
        })
    }
}

#[cfg(unix)]
fn identity(data: &Metadata) -> [u64; 4] {
    use std::os::unix::fs::MetadataExt;
    let changed = [data.ctime(), data.ctime_nsec()].map(i64::cast_unsigned);
    [data.dev(), data.ino(), changed[0], changed[1]]
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> [u64; 4] {
    [0; 4]
}

/// A Markdown file's text. What is no UTF-8 is replaced and told; a zero, which no page may hold, is replaced.
fn page(name: &Arc<str>, bytes: Vec<u8>) -> (Holds, Option<Diagnostic>) {
    let (content, wrong) = match String::from_utf8(bytes) {
        Ok(content) => (content, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
                Some(at..at + 1),
            )
        }
    };
    let text = Arc::new(Text::new(Arc::clone(name), without_zeros(content)));
    let finding = wrong.map(|at| {
        Diagnostic::error("not-utf8", text.place(at), "this file is not UTF-8")
            .help("save it as UTF-8 in your editor; until then some letters are shown as `\u{fffd}`")
    });
    let wanted = includes::wanted(&text.content);
    (Holds::Page(text, wanted), finding)
}

fn other(name: &Arc<str>, bytes: Vec<u8>) -> Holds {
    match String::from_utf8(bytes) {
        Ok(content) => {
            let text = Text::new(Arc::clone(name), content);
            Holds::Other(Arc::clone(&text.content).into(), Some(Arc::new(text)))
        }
        Err(error) => Holds::Other(error.into_bytes().into(), None),
    }
}

/// The text with a mark in place of each zero, as CommonMark asks.
pub(super) fn without_zeros(content: String) -> String {
    match memchr::memchr(0, content.as_bytes()) {
        Some(_) => content.replace('\0', "\u{fffd}"),
        None => content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(read: &Read) -> &str {
        match &read.holds {
            Holds::Page(text, _) => &text.content,
            Holds::Other(..) => "",
        }
    }

    #[test]
    fn a_file_is_read_again_only_if_it_differs() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.md");
        let old = SystemTime::now() - Duration::from_secs(60);
        let write = |words: &str, at: SystemTime| {
            std::fs::write(&file, words).expect("written");
            let open = std::fs::File::options().append(true).open(&file).expect("opened");
            open.set_modified(at).expect("stamped");
        };
        let mut files = Files::default();
        let read = |files: &mut Files| {
            let read = files.read(&file, "a.md".into(), true).expect("read");
            files.remember(vec![(file.clone(), Arc::clone(&read))]);
            read
        };
        write("one", old);
        let first = read(&mut files);
        assert!(Arc::ptr_eq(&first, &read(&mut files)), "nothing differs");
        write("two", old);
        assert_eq!(text(&read(&mut files)), "two", "as long, and stamped as old");
        write("six", SystemTime::now());
        let young = read(&mut files);
        assert!(!Arc::ptr_eq(&young, &read(&mut files)), "too young to be sure");
    }
}
