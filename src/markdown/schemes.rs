//! Which addresses a page may lead to.

/// What kind of address a link's target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// No scheme: a path or fragment of this site.
    Inside,
    /// Another place, by a scheme that is safe to follow.
    Outside,
    /// A scheme that could run a script or that nobody knows.
    Unsafe,
}

/// Schemes that only ever lead somewhere, and run nothing.
const SAFE: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "ssh", "git", "file", "smb", "irc",
    "ircs", "xmpp", "matrix", "geo", "magnet", "news", "webcal", "rdp", "vnc", "slack", "msteams", "zoommtg",
    "vscode", "obsidian", "onenote", "urn", "doi",
];

/// Reads a target's scheme as a browser does, which drops control characters and white space first.
pub fn scheme(target: &str) -> Scheme {
    let seen: String = target
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take(64)
        .collect();
    if seen.starts_with("//") || seen.starts_with("\\\\") {
        return Scheme::Outside;
    }
    let Some((name, _)) = seen
        .split_once([':', '/', '?', '#', '\\'])
        .filter(|(name, _)| seen.as_bytes().get(name.len()) == Some(&b':') && !name.is_empty())
    else {
        return Scheme::Inside;
    };
    let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    match is_scheme {
        // `C:\notes` and `c:/notes` are paths on somebody's disk, which no reader has.
        true if SAFE.iter().any(|safe| safe.eq_ignore_ascii_case(name)) => Scheme::Outside,
        true => Scheme::Unsafe,
        false => Scheme::Inside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_as_browsers_do() {
        for (target, expected) in [
            ("a/b.md", Scheme::Inside),
            ("#x:y", Scheme::Inside),
            ("a?b:c", Scheme::Inside),
            ("10:30.md", Scheme::Inside),
            ("./a:b.md", Scheme::Inside),
            ("HTTPS://x", Scheme::Outside),
            ("//host/x", Scheme::Outside),
            ("mailto:a@b.c", Scheme::Outside),
            ("javascript:alert(1)", Scheme::Unsafe),
            ("java\nscript:alert(1)", Scheme::Unsafe),
            (" \u{1}javascript:alert(1)", Scheme::Unsafe),
            ("data:text/html,x", Scheme::Unsafe),
            ("vbscript:x", Scheme::Unsafe),
        ] {
            assert_eq!(scheme(target), expected, "{target:?}");
        }
    }
}
