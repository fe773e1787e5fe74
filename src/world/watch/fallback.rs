//! Why folders are looked through again and again instead of being watched.
//!
//! Takes what the system says; gives words that name the setting to change. It must not know who looks.

use std::path::Path;
use std::time::Duration;

use notify::{Error, ErrorKind};

/// How often folders are looked through where the system tells nothing.
pub(super) const POLL: Duration = Duration::from_millis(400);

/// Why the bell went over to polling.
#[derive(Debug)]
pub struct Fallback(pub String);

impl Fallback {
    /// The system cannot watch, or not all.
    pub(super) fn of(error: &Error) -> Self {
        let many_files = |error: &std::io::Error| cfg!(unix) && error.raw_os_error() == Some(24);
        match &error.kind {
            ErrorKind::MaxFilesWatch => Self::because(
                "the system watches no more folders (the setting `fs.inotify.max_user_watches`)",
            ),
            ErrorKind::Io(error) if many_files(error) => {
                Self::because("too many programs watch folders (the setting `fs.inotify.max_user_instances`)")
            }
            _ => Self::because(&format!("the system cannot watch the folders ({error})")),
        }
    }

    /// The system would tell only of what this machine itself changes.
    pub(super) fn on_remote(folder: &Path) -> Option<Self> {
        let why = "the folders lie on a network file system, which does not tell of all changes";
        is_remote(folder).then(|| Self::because(why))
    }

    fn because(why: &str) -> Self {
        let often = POLL.as_millis();
        Self(format!(
            "{why}, so they are looked through every {often} ms, as with `--poll`"
        ))
    }
}

/// Whether nothing more will be told of some folder.
pub(super) fn is_final(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::MaxFilesWatch)
}

#[cfg(target_os = "linux")]
fn is_remote(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|found| REMOTE.contains(&(found.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_folder: &Path) -> bool {
    false
}

/// What Linux calls NFS, SMB (two versions), CIFS, AFS, Ceph, Plan 9 (drives of Windows seen from WSL) and
/// the shared folders of VirtualBox, from its `magic.h`.
#[cfg(target_os = "linux")]
const REMOTE: [u32; 8] = [
    0x6969,
    0x517b,
    0xfe53_4d42,
    0xff53_4d42,
    0x5346_414f,
    0x00c3_6400,
    0x0102_1997,
    0x786f_4256,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_the_setting() {
        for (error, words) in [
            (
                Error::new(ErrorKind::MaxFilesWatch),
                "fs.inotify.max_user_watches",
            ),
            #[cfg(unix)]
            (
                Error::io(std::io::Error::from_raw_os_error(24)),
                "fs.inotify.max_user_instances",
            ),
            (Error::generic("no such thing"), "no such thing"),
        ] {
            let Fallback(said) = Fallback::of(&error);
            assert!(
                said.contains(words) && said.ends_with("as with `--poll`"),
                "{said}"
            );
        }
    }

    #[test]
    fn a_folder_of_this_machine_is_watched() {
        assert!(Fallback::on_remote(Path::new("/proc")).is_none());
        assert!(Fallback::on_remote(Path::new("/nowhere at all")).is_none());
    }
}
