//! A look at how deeply a TOML text nests, before it is parsed.
//!
//! The parser bounds brackets and dotted names each, but not the two together: a few kilobytes can
//! nest tables so deeply that taking the tree apart overflows the stack, which nothing can catch.
//! Takes the text; gives the place where it is too deep. It must not know what is well-formed.

/// More tables within tables than any configuration needs.
const DEEPEST: usize = 64;

/// The byte at which the text nests too deeply, if it does.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut open, mut depth, mut dots, mut at) = (Vec::new(), 0, 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' | b'\'' => at = end_of_string(bytes, at) - 1,
            b'#' => at = end_of_line(bytes, at) - 1,
            b'.' => dots += 1,
            b',' | b'\n' => dots = 0,
            b'{' | b'[' => {
                open.push(dots + 1);
                depth += dots + 1;
                dots = 0;
            }
            b'}' | b']' => {
                depth -= open.pop().unwrap_or(0);
                dots = 0;
            }
            _ => {}
        }
        if depth + dots > DEEPEST {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Where the string that starts here ends: after its quotes, or with the line if it has none.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let many = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if many { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !many => return at,
            byte if byte == quote && !many => return at + 1,
            byte if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn end_of_line(bytes: &[u8], start: usize) -> usize {
    let length = bytes[start..].iter().position(|byte| *byte == b'\n');
    length.map_or(bytes.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn only_nesting_counts() {
        let dots = ".".repeat(500);
        for calm in [
            format!("a = \"{dots}\" # {dots}"),
            format!("a = '''\n{dots}'''\nb = \"\\\"{dots}\""),
            "a = [1.0, 2.0]\n".repeat(500),
            "a.b = { c.d = 1.5 }\n".repeat(500),
            format!("a = '{dots}"),
            "a = ]]]".to_owned(),
        ] {
            assert_eq!(too_deep(&calm), None, "{calm}");
        }
        assert_eq!(too_deep(&"[".repeat(500)), Some(64));
        assert!(too_deep(&"{a.a.a.a.a.a.a.a.a.a=".repeat(50)).is_some());
        assert!(too_deep(&format!("[x]\n{}", "a.".repeat(70))).is_some());
    }
}
