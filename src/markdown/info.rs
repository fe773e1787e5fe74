//! What the line that opens a fenced block of code says about it.
//!
//! `bash title="on lic01" {2,4-5} file=restart.sh#check`: a language, and in any order a title, the
//! lines to mark and a file to show. Other generators' words are passed over.

/// The opening line of a fenced block, understood.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Info {
    /// The language, lowercased; may be empty.
    pub(super) language: String,
    /// The title.
    pub(super) title: Option<String>,
    /// The lines to mark, from 1, each a first and a last.
    pub(super) marked: Vec<(usize, usize)>,
    /// The file to show, as written.
    pub(super) file: Option<String>,
}

/// Reads the words after a fence.
pub(super) fn read(line: &str) -> Info {
    let mut info = Info::default();
    for (number, word) in words(line).into_iter().enumerate() {
        if let Some(list) = word.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            read_braces(list, &mut info);
        } else if let Some((key, value)) = word.split_once('=') {
            read_pair(key, value, &mut info);
        } else if number == 0 {
            // `rust,ignore` as in mdBook, `{.python}` as in Pandoc.
            let name = word.split([',', '{']).next().unwrap_or_default();
            name.to_lowercase().clone_into(&mut info.language);
        }
    }
    info
}

fn read_braces(list: &str, info: &mut Info) {
    if let Some(language) = list.trim().strip_prefix('.') {
        let name = language.split_whitespace().next().unwrap_or_default();
        name.to_lowercase().clone_into(&mut info.language);
    } else if let Some(lines) = list.trim().strip_prefix("hl_lines=") {
        info.marked = ranges(lines);
    } else if list.chars().all(|c| c.is_ascii_digit() || "-, ".contains(c)) {
        info.marked = ranges(list);
    }
}

fn read_pair(key: &str, value: &str, info: &mut Info) {
    let value = value.trim_matches(['"', '\'']);
    match key {
        "title" | "name" | "filename" => info.title = Some(value.to_owned()),
        "file" => info.file = Some(value.to_owned()),
        "hl_lines" => info.marked = ranges(value),
        _ => {}
    }
}

/// Splits at spaces outside of quotes and braces.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut until = None;
    for c in line.trim().chars() {
        match (until, c) {
            (None, ' ' | '\t') => {
                words.push(String::new());
                continue;
            }
            (None, '"' | '\'') => until = Some(c),
            (None, '{') => until = Some('}'),
            (Some(end), c) if c == end => until = None,
            _ => {}
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Reads `2,4-5` or `2 4-5`.
fn ranges(list: &str) -> Vec<(usize, usize)> {
    list.split([',', ' ', '"', '[', ']'])
        .filter_map(|part| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_opening_line() {
        let info = read(r#"Bash title="on lic01 = x" {2,4-5} file=/a/b.sh#check"#);
        assert_eq!(info.language, "bash");
        assert_eq!(info.title.as_deref(), Some("on lic01 = x"));
        assert_eq!(info.marked, [(2, 2), (4, 5)]);
        assert_eq!(info.file.as_deref(), Some("/a/b.sh#check"));
        assert_eq!(read("rust,ignore").language, "rust");
        assert_eq!(read("py hl_lines=\"1 3-4\"").marked, [(1, 1), (3, 4)]);
        assert_eq!(read("rust{1,3}").language, "rust");
        assert_eq!(read("{.python .numberLines}").language, "python");
        assert_eq!(read(""), Info::default());
        assert_eq!(read("aa {99999999999999999999}").marked, []);
    }
}
