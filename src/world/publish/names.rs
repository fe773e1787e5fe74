//! Whether every output can be written under its name, asked before anything is written.
//!
//! Takes the destination and the outputs; gives nothing or a refusal. It must not touch the disk.

use std::path::Path;

use super::refusal::Refusal;
use super::{in_place, manifest};
use crate::output::Outputs;

/// The longest file name of common file systems, in bytes.
const LONGEST_NAME: usize = 255;
/// The longest path that the system takes, in bytes, its closing zero included.
const LONGEST_PATH: usize = if cfg!(target_os = "linux") { 4096 } else { 1024 };
/// What the working folder's name may add to a path.
const STAGING_ADDS: usize = 300;

/// Refuses the first output whose name the system would refuse, or that we need ourselves.
pub(super) fn check(destination: &Path, outputs: &Outputs) -> Result<(), Refusal> {
    let room = LONGEST_PATH.saturating_sub(destination.as_os_str().len() + STAGING_ADDS);
    for url in outputs.keys() {
        let below_a_file = || ancestors(url.as_str()).find(|above| is_output(outputs, above));
        let why = objection(url.as_str(), room).or_else(|| {
            below_a_file().map(|above| format!("would lie in `{above}`, which is a file of the site"))
        });
        if let Some(why) = why {
            let name = url.as_str().to_owned();
            return Err(Refusal::BadName { name, why });
        }
    }
    Ok(())
}

/// The folders above an address, as paths.
fn ancestors(url: &str) -> impl Iterator<Item = &str> {
    url.match_indices('/').map(|(at, _)| &url[..at])
}

fn is_output(outputs: &Outputs, path: &str) -> bool {
    crate::words::path::Url::new(path).is_some_and(|url| outputs.contains_key(&url))
}

fn objection(url: &str, room: usize) -> Option<String> {
    let first = url.split('/').next().unwrap_or_default();
    if first == manifest::NAME || first == in_place::WORK {
        return Some("has a name that passdown needs for itself".to_owned());
    }
    if cfg!(not(windows)) && url.len() > room {
        return Some(format!(
            "has a path of {} bytes, too long for the system",
            url.len()
        ));
    }
    url.split('/').find_map(|part| {
        if part.len() > LONGEST_NAME {
            return Some(format!(
                "has a name of {} bytes, and no more than {LONGEST_NAME} can be",
                part.len()
            ));
        }
        if part.contains('\0') {
            return Some("has a zero byte in its name".to_owned());
        }
        (cfg!(windows) && refused_by_windows(part)).then(|| "has a name that Windows refuses".to_owned())
    })
}

/// Whether Windows refuses the name, or reads something else in it than a name.
fn refused_by_windows(part: &str) -> bool {
    let stem = part
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_uppercase();
    let numbered = |word: &str| stem.strip_prefix(word).is_some_and(|n| n.len() == 1 && n != "0");
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT");
    let sign = |c: char| c < ' ' || r#"<>:"\|?*"#.contains(c);
    device || part.contains(sign) || part.ends_with(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_before_writing() {
        let long = "x".repeat(256);
        let deep = "folder/".repeat(700) + "x.html";
        for (url, sound) in [
            ("a/b.html", true),
            ("a/.passdown-manifest", true),
            (".passdown-manifest", false),
            (".passdown-work/x", false),
            (long.as_str(), false),
            (&long[1..], true),
            (deep.as_str(), false),
            ("a\0b", false),
        ] {
            assert_eq!(
                objection(url, 3000).is_none(),
                sound,
                "{}",
                &url[..url.len().min(30)]
            );
        }
    }

    #[test]
    fn windows_names() {
        for (name, refused) in [
            ("con", true),
            ("Nul.html", true),
            ("com1.txt", true),
            ("com10", false),
            ("console.html", false),
            ("a:b", true),
            ("a\\b", true),
            ("x.", true),
            ("x ", true),
            (".x", false),
        ] {
            assert_eq!(refused_by_windows(name), refused, "{name}");
        }
    }
}
