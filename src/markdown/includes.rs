//! Files shown in a page: which ones a text asks for, and the region of a file that is meant.

use super::info;

/// The files that a Markdown text asks for, as written, each once.
///
/// This looks at lines only, so it may name a file that turns out not to be asked for.
pub fn wanted(markdown: &str) -> Vec<String> {
    if !markdown.contains("file=") {
        return Vec::new();
    }
    let mut files: Vec<String> = markdown
        .lines()
        .filter_map(|line| {
            let line = line
                .trim_start_matches([' ', '\t', '>', '-', '*', '+', '.', ')'])
                .trim_start_matches(|c: char| c.is_ascii_digit() || ". )".contains(c));
            let info = line.strip_prefix("```").or_else(|| line.strip_prefix("~~~"))?;
            info::read(info.trim_start_matches(['`', '~'])).file
        })
        .collect();
    files.sort();
    files.dedup();
    files
}

/// Splits `path#region`.
pub fn split(wanted: &str) -> (&str, Option<&str>) {
    match wanted.split_once('#') {
        Some((path, region)) if !region.is_empty() => (path, Some(region)),
        _ => (wanted.trim_end_matches('#'), None),
    }
}

/// The lines between `region NAME` and `endregion NAME`, less the indentation that they share.
///
/// mdBook's `ANCHOR: NAME` and `ANCHOR_END: NAME` work too. `None` if there is no such region.
pub fn region(text: &str, name: &str) -> Option<String> {
    let starts = |line: &str| marks(line, &["region", "ANCHOR:"], name);
    let ends = |line: &str| marks(line, &["endregion", "ANCHOR_END:"], name);
    let inside: Vec<&str> = text
        .lines()
        .skip_while(|line| !starts(line))
        .skip(1)
        .take_while(|line| !ends(line))
        .collect();
    if !text.lines().any(starts) {
        return None;
    }
    let shared = inside
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    Some(
        inside
            .iter()
            .map(|line| format!("{}\n", line.get(shared..).unwrap_or_default()))
            .collect(),
    )
}

/// Whether a line holds one of the words followed by the name, and no longer name.
fn marks(line: &str, words: &[&str], name: &str) -> bool {
    let mut parts = line
        .split([' ', '\t', '#', '/', '*', '-', '<', '!', ';', '>'])
        .filter(|part| !part.is_empty());
    let found = parts.any(|part| words.contains(&part));
    found && line.trim_end_matches([' ', '*', '/', '-', '>']).ends_with(name) && {
        let before = line.trim_end_matches([' ', '*', '/', '-', '>']).len() - name.len();
        line[..before].ends_with([' ', '\t'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_files_that_fences_name() {
        let markdown = "```sh file=a.sh#x\n```\n> - ~~~ file=b.py\ntext file=c\n1. ```sh file=a.sh#x\n";
        assert_eq!(wanted(markdown), ["a.sh#x", "b.py"]);
        assert_eq!(split("a.sh#x"), ("a.sh", Some("x")));
        assert_eq!(split("a.sh#"), ("a.sh", None));
    }

    #[test]
    fn cuts_regions_out() {
        let text = "a\n  # region check\n    one\n      two\n  # endregion check\nb\n# region checks\nno\n";
        assert_eq!(region(text, "check").as_deref(), Some("one\n  two\n"));
        assert_eq!(
            region("// ANCHOR: x\ny\n// ANCHOR_END: x\n", "x").as_deref(),
            Some("y\n")
        );
        assert_eq!(region("<!-- region x -->\ny\n", "x").as_deref(), Some("y\n"));
        assert_eq!(region(text, "missing"), None);
    }
}
