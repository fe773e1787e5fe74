//! A bell that rings when something in the watched folders may have changed.
//!
//! Takes folders; gives rings. What an event says is never believed: a ring only means "read again", so a
//! lost, doubled or merged event cannot lead to a wrong site. It must not know what is in the files.

mod fallback;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};

use notify::event::{Event, EventKind, ModifyKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

use self::fallback::{POLL, is_final};
use crate::words::digest::Digest;

pub use self::fallback::Fallback;

/// How long it must be quiet before files are read: longer than an editor needs between two halves of a save.
const QUIET: Duration = Duration::from_millis(30);
/// More rings than these are a storm, such as a checkout, which may falter for a moment.
const STORM: usize = 60;
/// How long it must be quiet after a storm.
const CALM: Duration = Duration::from_millis(250);
/// A storm that goes on for longer is answered in between.
const PATIENCE: Duration = Duration::from_secs(3);
/// The folders to watch, and whether with all that lies below.
pub type Folders = BTreeMap<PathBuf, Depth>;

/// How far down a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Only what lies in the folder itself.
    Flat,
    /// All that lies below.
    Deep,
}

/// Rings when files change.
#[derive(Debug)]
pub struct Bell {
    /// The project, below which hidden folders are passed over.
    root: PathBuf,
    /// The watcher's thread looks at it too.
    scope: Arc<Mutex<Scope>>,
    /// Whether a watched folder was moved or removed, and with it what told of it.
    lost: bool,
    rings: Receiver<Ring>,
    ringer: Sender<Ring>,
    way: Way,
}

/// What the bell listens to.
#[derive(Clone, Debug, Default)]
struct Scope {
    folders: Folders,
    /// What the program writes itself.
    own: PathBuf,
}

#[derive(Debug)]
enum Way {
    Told(RecommendedWatcher),
    Polling(Option<Digest>),
}

#[derive(Debug)]
enum Ring {
    Changed,
    /// A watched folder itself came or went.
    Lost,
    Failed(notify::Error),
}

impl Bell {
    /// A bell that watches nothing yet.
    pub fn new(root: &Path, poll: bool) -> (Self, Option<Fallback>) {
        let (ringer, rings) = mpsc::channel();
        let scope = Arc::new(Mutex::new(Scope::default()));
        let remote = || Fallback::on_remote(root).map_or(Ok(()), Err);
        let watcher = || told(root, &scope, &ringer).map_err(|error| Fallback::of(&error));
        let (way, fallback) = match poll {
            true => (Way::Polling(None), None),
            false => match remote().and_then(|()| watcher()) {
                Ok(watcher) => (Way::Told(watcher), None),
                Err(fallback) => (Way::Polling(None), Some(fallback)),
            },
        };
        let bell = Self {
            root: root.to_owned(),
            scope,
            lost: false,
            rings,
            ringer,
            way,
        };
        (bell, fallback)
    }

    /// Watches these folders and no others; what is written to `own` rings nothing.
    ///
    /// Call it before the files are read: what changes later rings.
    pub fn watch(&mut self, folders: Folders, own: &Path) -> Option<Fallback> {
        let folders: Folders = folders
            .into_iter()
            .filter(|(folder, _)| folder.is_dir())
            .collect();
        let next = Scope {
            folders: folders.clone(),
            own: own.to_owned(),
        };
        let mut old = std::mem::replace(&mut *locked(&self.scope), next).folders;
        let same = old == folders;
        let mut failed = None;
        if let Way::Told(watcher) = &mut self.way {
            let all = std::mem::take(&mut self.lost);
            old.retain(|folder, depth| {
                let keep = !all && folders.get(folder) == Some(depth);
                if !keep {
                    // A folder that is gone is watched no more anyway.
                    let _ = watcher.unwatch(folder);
                }
                keep
            });
            let new = folders.iter().filter(|(folder, _)| !old.contains_key(*folder));
            for (folder, depth) in new {
                let mode = match depth {
                    Depth::Flat => RecursiveMode::NonRecursive,
                    Depth::Deep => RecursiveMode::Recursive,
                };
                match watcher.watch(folder, mode) {
                    Ok(()) => {}
                    Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                    Err(error) => failed = Some(error),
                }
                // What lay in it before it was watched may not have been read yet.
                let _ = self.ringer.send(Ring::Changed);
            }
        }
        if !same && let Way::Polling(seen) = &mut self.way {
            *seen = None;
        }
        failed.map(|error: notify::Error| self.fall_back(&error))
    }

    /// Waits for a ring, and then until it is quiet.
    pub fn wait(&mut self) -> Option<Fallback> {
        let mut fallback = None;
        loop {
            let rung = match &self.way {
                Way::Told(_) => self.rings.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Way::Polling(_) => self.rings.recv_timeout(POLL),
            };
            match rung {
                Ok(Ring::Changed) => break,
                Ok(Ring::Lost) => {
                    self.lost = true;
                    break;
                }
                Ok(Ring::Failed(error)) => {
                    if is_final(&error) && matches!(self.way, Way::Told(_)) {
                        fallback = Some(self.fall_back(&error));
                    }
                    break;
                }
                Err(_) if self.differs() => break,
                Err(_) => {}
            }
        }
        self.settle();
        fallback
    }

    /// Waits until nothing has rung for a moment.
    fn settle(&mut self) {
        let began = Instant::now();
        let mut rung = 0;
        while began.elapsed() < PATIENCE {
            let told = matches!(self.way, Way::Told(_));
            rung += 1;
            let quiet = if rung > STORM { CALM } else { QUIET };
            match (self.rings.recv_timeout(quiet), told) {
                (Ok(Ring::Failed(error)), _) if is_final(&error) => {
                    // It is told by the next wait.
                    let _ = self.ringer.send(Ring::Failed(error));
                    return;
                }
                (Ok(ring), _) => self.lost |= matches!(ring, Ring::Lost),
                (Err(_), true) => return,
                (Err(_), false) if !self.differs() => return,
                (Err(_), false) => {}
            }
        }
    }

    fn fall_back(&mut self, error: &notify::Error) -> Fallback {
        self.way = Way::Polling(None);
        Fallback::of(error)
    }

    /// Whether anything looks different from the last time: names, lengths and times.
    fn differs(&mut self) -> bool {
        let now = self.stamp();
        match &mut self.way {
            Way::Polling(seen) => seen.replace(now) != Some(now),
            Way::Told(_) => false,
        }
    }

    fn stamp(&self) -> Digest {
        let Scope { folders, own } = locked(&self.scope).clone();
        let mut seen = Vec::new();
        for (folder, depth) in &folders {
            let walk = WalkDir::new(folder)
                .max_depth(if *depth == Depth::Deep { usize::MAX } else { 1 })
                .follow_links(true)
                .sort_by_file_name();
            let entries = walk
                .into_iter()
                .filter_entry(|entry| entry.depth() == 0 || matters(entry.path(), &self.root, &own));
            for entry in entries.flatten().filter(|entry| entry.file_type().is_file()) {
                let meta = entry.metadata().ok();
                let time = meta.as_ref().and_then(|meta| meta.modified().ok());
                let time = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                seen.push((entry.into_path(), meta.map(|meta| meta.len()), time));
            }
        }
        Digest::of(&seen)
    }
}

fn locked(scope: &Mutex<Scope>) -> MutexGuard<'_, Scope> {
    scope.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told(root: &Path, scope: &Arc<Mutex<Scope>>, ringer: &Sender<Ring>) -> notify::Result<RecommendedWatcher> {
    let (root, scope, ringer) = (root.to_owned(), Arc::clone(scope), ringer.clone());
    notify::recommended_watcher(move |event: notify::Result<Event>| {
        let ring = match event {
            Ok(event) => {
                let scope = locked(&scope);
                let lost = event.paths.iter().any(|path| scope.folders.contains_key(path));
                let ring = if lost && !is_about_metadata(&event) {
                    Ring::Lost
                } else {
                    Ring::Changed
                };
                is_change(&event, &root, &scope.own).then_some(ring)
            }
            Err(error) => Some(Ring::Failed(error)),
        };
        if let Some(ring) = ring {
            // Nobody listens any more when the program ends.
            let _ = ringer.send(ring);
        }
    })
}

/// Whether only permissions or times changed.
fn is_about_metadata(event: &Event) -> bool {
    matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_)))
}

/// Whether an event may mean other bytes. Reading a file raises events too, and those must not ring.
fn is_change(event: &Event, root: &Path, own: &Path) -> bool {
    let kind = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    );
    let somewhere = event.paths.is_empty() || event.paths.iter().any(|path| matters(path, root, own));
    event.need_rescan() || (kind && somewhere)
}

/// Whether a path is neither hidden below the project nor written by ourselves.
fn matters(path: &Path, root: &Path, own: &Path) -> bool {
    let is_own = !own.as_os_str().is_empty() && path.starts_with(own);
    let below = path.strip_prefix(root).unwrap_or(path);
    let is_hidden = |part: &OsStr| part.as_encoded_bytes().starts_with(b".") && part != "..";
    let hidden = path.starts_with(root) && below.iter().any(is_hidden);
    !is_own && !hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, RemoveKind};

    #[test]
    fn only_changes_of_what_is_read_ring() {
        let (root, own) = (Path::new("/p"), Path::new("/p/public"));
        let rings = |kind: EventKind, path: &str| {
            is_change(&Event::new(kind).add_path(PathBuf::from(path)), root, own)
        };
        for kind in [
            EventKind::Create(CreateKind::Any),
            EventKind::Modify(ModifyKind::Any),
            EventKind::Remove(RemoveKind::Any),
        ] {
            assert!(rings(kind, "/p/content/a.md"));
            assert!(!rings(kind, "/p/public/a.html"));
            assert!(!rings(kind, "/p/.git/index"));
            assert!(!rings(kind, "/p/content/.a.md.swp"));
        }
        assert!(!rings(EventKind::Access(AccessKind::Any), "/p/content/a.md"));
    }

    #[test]
    fn a_hidden_folder_around_the_project_hides_nothing() {
        let (root, own) = (Path::new("/home/.wiki"), Path::new(""));
        assert!(matters(Path::new("/home/.wiki/a.md"), root, own));
        assert!(!matters(Path::new("/home/.wiki/.git/a"), root, own));
    }
}
