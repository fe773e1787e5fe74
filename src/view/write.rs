//! Where a page that is missing can be written, worked out from where pages are edited.
//!
//! Must know nothing of a site: two texts of book.toml go in, an address comes out.

/// The address for a new page, from the address for editing one; `{path}` stays, now for the path
/// below the content folder.
///
/// The two large hosts edit only what exists and have another address for what does not.
/// Everywhere else the address for editing is the best guess.
pub fn address(edit: &str, src: &str) -> String {
    let below = match src {
        "" | "." => "{path}".to_owned(),
        src => format!("{src}/{{path}}"),
    };
    let hosts = [
        ("/-/edit/", "/-/new/", "file_name"),
        ("/edit/", "/new/", "filename"),
    ];
    let is_known = edit.contains("/-/edit/") || edit.starts_with("https://github.com/");
    let asked = hosts
        .iter()
        .filter(|_| is_known)
        .find_map(|(edits, makes, name)| {
            let (project, rest) = edit.split_once(edits)?;
            let (branch, folder) = rest.strip_suffix("{path}")?.split_once('/')?;
            Some(format!("{project}{makes}{branch}?{name}={folder}{below}"))
        });
    asked.unwrap_or_else(|| edit.replace("{path}", &below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_hosts_have_an_address_for_new_files() {
        for (edit, src, expected) in [
            (
                "https://github.com/o/r/edit/main/{path}",
                "content",
                "https://github.com/o/r/new/main?filename=content/{path}",
            ),
            (
                "https://github.com/o/r/edit/main/handbook/{path}",
                ".",
                "https://github.com/o/r/new/main?filename=handbook/{path}",
            ),
            (
                "https://git.example.org/o/r/-/edit/main/{path}",
                "docs/src",
                "https://git.example.org/o/r/-/new/main?file_name=docs/src/{path}",
            ),
            (
                "https://example.org/edit/main/{path}",
                "content",
                "https://example.org/edit/main/content/{path}",
            ),
            (
                "https://github.com/o/r/edit/main/{path}#top",
                "",
                "https://github.com/o/r/edit/main/{path}#top",
            ),
        ] {
            assert_eq!(address(edit, src), expected);
        }
    }
}
