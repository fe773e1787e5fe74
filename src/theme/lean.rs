//! Scripts without what only their readers need: comments that stand on lines of their own, indentation, empty lines.
//!
//! Takes and gives the text of a script. It knows no grammar, so it leaves a script alone in which a text may run on
//! from line to line: there, what looks like a comment or like indentation could be part of that text.

/// The script with the same meaning in fewer bytes.
pub(super) fn lean(script: &str) -> String {
    if script.lines().any(may_run_on) {
        return script.to_owned();
    }
    let mut lean = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines() {
        let code = match line.split_once("*/") {
            Some((_, code)) if is_comment => code,
            _ if is_comment => continue,
            _ => line,
        };
        let code = code.trim();
        let is_opened = opens_comment(code);
        is_comment = is_opened && !code.contains("*/");
        if !is_opened && !code.is_empty() && !is_remark(code) {
            lean.push_str(code);
            lean.push('\n');
        }
    }
    lean
}

/// Whether a text that begins on this line may go on in the next: quotes of a template that have no partner here, or a
/// line that is said to continue.
fn may_run_on(line: &str) -> bool {
    line.matches('`').count() % 2 == 1 || line.trim_end().ends_with('\\')
}

/// Whether a comment begins the line and nothing else can stand behind its end; one with `!` is to be kept.
fn opens_comment(line: &str) -> bool {
    let ends_within = line.find("*/").is_some_and(|end| end + 2 < line.len());
    line.starts_with("/*") && !line.starts_with("/*!") && !ends_within
}

fn is_remark(line: &str) -> bool {
    line.starts_with("//") && !line.contains("*/")
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn only_what_means_nothing_goes() {
        let script = "// What it is.\n\n(() => {\n  /** One line. */\n  /**\n   * Several.\n   */\n  /* x\n  y */ go();\n  const a = \"// no comment\"; // why\n    /* x */ run(a);\n  /*! kept */\n})();\n";
        assert_eq!(
            lean(script),
            "(() => {\ngo();\nconst a = \"// no comment\"; // why\n/* x */ run(a);\n/*! kept */\n})();\n"
        );
    }

    #[test]
    fn texts_over_several_lines_are_left_alone() {
        for script in ["const a = `\n  // text\n`;\n", "const a = \"x\\\n  // text\";\n"] {
            assert_eq!(lean(script), script);
        }
        assert_eq!(lean("  a(`b`);\n"), "a(`b`);\n");
    }
}
