//! The only path arithmetic: source files below the content folder, and addresses below the site's root.
//!
//! Both kinds of path are relative, use `/`, and hold neither `.`, `..` nor an empty part. Nothing
//! here touches the disk, and neither type can name anything outside of its root.

use std::fmt;
use std::sync::Arc;

/// A file below the content folder, such as `processes/new-starter.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// The path, unless it climbs out of its root or is empty.
    pub fn new(path: &str) -> Option<Self> {
        normalise("", path)
            .filter(|path| !path.is_empty())
            .map(|path| Self(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder, without a trailing slash; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The last part without its extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }

    /// The whole path without its extension.
    pub fn without_extension(&self) -> &str {
        &self.0[..self.0.len() - (self.name().len() - self.stem().len())]
    }

    /// Whether the file is Markdown by its extension.
    pub fn is_markdown(&self) -> bool {
        let extension = &self.0[self.without_extension().len()..];
        extension.eq_ignore_ascii_case(".md") || extension.eq_ignore_ascii_case(".markdown")
    }

    /// The folders above, from the root downward, each as a path of its own: `a`, `a/b`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        let folder = self.folder();
        let ends = folder
            .match_indices('/')
            .map(|(at, _)| at)
            .chain((!folder.is_empty()).then_some(folder.len()));
        ends.map(|end| &folder[..end])
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a file is published below the site's root, unescaped, such as `processes/new starter.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(Arc<str>);

impl Url {
    /// The address, unless it climbs out of its root or is empty.
    pub fn new(path: &str) -> Option<Self> {
        SourcePath::new(path).map(|path| Self(path.0))
    }

    /// The address as an unescaped path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The escaped, relative reference by which a page at `from` names this address.
    ///
    /// It always names the file, so the same bytes work at a domain's root, below a folder and from disk.
    pub fn seen_from(&self, from: &Url) -> String {
        let shared = shared_folders(&from.0, &self.0);
        let up = from.0[shared..].matches('/').count();
        let mut reference = "../".repeat(up);
        let rest = &self.0[shared..];
        // A colon in the first part would read as a scheme.
        if up == 0 && rest.split('/').next().is_some_and(|part| part.contains(':')) {
            reference.push_str("./");
        }
        escape_path(rest, &mut reference);
        reference
    }

    /// The way from this page to the site's root: empty, or a row of `../`.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The address as compared by file systems that ignore case and Unicode form.
    pub fn folded(&self) -> String {
        use unicode_normalization::UnicodeNormalization;
        if self.0.is_ascii() {
            return self.0.to_ascii_lowercase();
        }
        self.0.nfkc().flat_map(char::to_lowercase).collect()
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Follows `path` from `folder`; a leading `/` starts at the root. `None` if it climbs out.
pub fn normalise(folder: &str, path: &str) -> Option<String> {
    let (folder, path) = match path.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, path),
    };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Percent-escapes what may not stand in the path of a reference.
pub fn escape_path(path: &str, into: &mut String) {
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'/'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b'!'
            | b'$'
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'='
            | b':'
            | b'@' => into.push(char::from(byte)),
            _ => {
                const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
                into.push('%');
                into.push(char::from(DIGITS[usize::from(byte >> 4)]));
                into.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}

/// Undoes percent-escapes; what is no valid escape, or no UTF-8, stays as it is.
pub fn unescape(reference: &str) -> String {
    if !reference.contains('%') {
        return reference.to_owned();
    }
    let bytes = reference.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%')
            .then(|| reference.get(at + 1..at + 3))
            .flatten()
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| reference.to_owned())
}

/// How many bytes of whole folders the two paths share.
fn shared_folders(a: &str, b: &str) -> usize {
    let equal = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    a.as_bytes()[..equal]
        .iter()
        .rposition(|byte| *byte == b'/')
        .map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(from: &str, to: &str) -> String {
        let url = |path| Url::new(path).expect("a test's paths are sound");
        url(to).seen_from(&url(from))
    }

    #[test]
    fn references_are_relative_and_escaped() {
        for (from, to, expected) in [
            ("index.html", "a/b.html", "a/b.html"),
            ("a/b.html", "index.html", "../index.html"),
            ("a/b.html", "a/c.html", "c.html"),
            ("a/b/c.html", "a/d/e.html", "../d/e.html"),
            ("ab/x.html", "a/x.html", "../a/x.html"),
            ("a/x.html", "a/50% ü?.html", "50%25%20%C3%BC%3F.html"),
            ("x.html", "a:b.html", "./a:b.html"),
            ("x.html", "x.html", "x.html"),
        ] {
            assert_eq!(reference(from, to), expected, "{from} to {to}");
        }
    }

    #[test]
    fn paths_never_leave_their_root() {
        assert_eq!(normalise("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(normalise("a/b", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(normalise("a", "../../etc/passwd"), None);
        assert_eq!(SourcePath::new("../x"), None);
        assert_eq!(Url::new("/"), None);
    }

    #[test]
    fn parts_of_a_path() {
        let path = SourcePath::new("a/b/x.y.MD").expect("sound");
        assert_eq!(
            (path.folder(), path.name(), path.stem()),
            ("a/b", "x.y.MD", "x.y")
        );
        assert_eq!(path.without_extension(), "a/b/x.y");
        assert!(path.is_markdown());
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(SourcePath::new("x.md").expect("sound").folders().count(), 0);
    }

    #[test]
    fn escapes_round_trip() {
        let mut escaped = String::new();
        escape_path("a b/%41?ü", &mut escaped);
        assert_eq!(unescape(&escaped), "a b/%41?ü");
        assert_eq!(unescape("100%"), "100%");
        assert_eq!(unescape("%ff"), "%ff");
    }
}
