//! The languages that code is coloured for, and the names that people write for them.

use std::sync::LazyLock;

use arborium::tree_sitter::{self, CaptureQuantifier, Query};
use arborium_theme::highlights::{ThemeSlot, capture_to_slot};

/// The class of code within a string: it stands out by having no colour.
pub(super) const PLAIN: &str = "";

/// A language and its grammar, which is made ready when it is first asked for.
struct Language {
    names: &'static [&'static str],
    grammar: LazyLock<Option<Grammar>>,
}

/// What it takes to colour a language: the tables of its parser, the query that names nodes, the class of each name.
pub(super) struct Grammar {
    pub(super) language: tree_sitter::Language,
    pub(super) query: Query,
    pub(super) classes: Vec<Option<&'static str>>,
}

impl Grammar {
    /// Patterns that name nothing coloured are switched off: what they find would only be thrown away.
    fn new(language: tree_sitter::Language, highlights: &str) -> Option<Grammar> {
        let mut query = Query::new(&language, highlights).ok()?;
        let names = query.capture_names().iter();
        let classes: Vec<_> = names.map(|name| class_of(capture_to_slot(name))).collect();
        for pattern in 0..query.pattern_count() {
            let mut names = query.capture_quantifiers(pattern).iter().zip(&classes);
            if !names.any(|(times, class)| *times != CaptureQuantifier::Zero && class.is_some()) {
                query.disable_pattern(pattern);
            }
        }
        Some(Grammar {
            language,
            query,
            classes,
        })
    }
}

/// The class that a theme styles; operators, punctuation and plain variables are the ground that the rest stands out from.
fn class_of(slot: ThemeSlot) -> Option<&'static str> {
    Some(match slot {
        ThemeSlot::Keyword => "k",
        ThemeSlot::String => "s",
        ThemeSlot::Number => "n",
        ThemeSlot::Comment => "c",
        ThemeSlot::Function => "f",
        ThemeSlot::Type | ThemeSlot::Constructor | ThemeSlot::Namespace => "t",
        ThemeSlot::Property | ThemeSlot::Label => "v",
        ThemeSlot::Macro | ThemeSlot::Attribute => "m",
        ThemeSlot::Constant => "x",
        ThemeSlot::Tag => "g",
        ThemeSlot::Title | ThemeSlot::Strong => "h",
        ThemeSlot::DiffAdd => "di",
        ThemeSlot::DiffDelete => "dd",
        ThemeSlot::Error => "e",
        ThemeSlot::Embedded => PLAIN,
        _ => return None,
    })
}

/// The number and grammar of a language, by any of its names.
pub(super) fn find(name: &str) -> Option<&'static Grammar> {
    let is_called = |language: &Language| {
        language
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    LANGUAGES
        .iter()
        .find(|language| is_called(language))?
        .grammar
        .as_ref()
}

/// Makes the table. Languages within languages are left plain: looking for them would cost every block a second query.
macro_rules! languages {
    ($($module:ident: $($name:literal)+;)+) => {
        static LANGUAGES: [Language; [$(stringify!($module)),+].len()] = [$(Language {
            names: &[$($name),+],
            grammar: LazyLock::new(|| {
                Grammar::new(arborium::$module::language().into(), &arborium::$module::HIGHLIGHTS_QUERY)
            }),
        }),+];
    };
}

languages! {
    lang_bash: "bash" "sh" "shell" "zsh" "console" "terminal" "shell-session" "shellscript";
    lang_c: "c" "h";
    lang_cpp: "cpp" "c++" "cc" "cxx" "hpp";
    lang_css: "css";
    lang_diff: "diff" "patch";
    lang_dockerfile: "dockerfile" "docker" "containerfile";
    lang_go: "go" "golang";
    lang_html: "html" "htm" "xhtml";
    lang_ini: "ini" "conf" "cfg" "properties" "systemd" "editorconfig";
    lang_java: "java";
    lang_javascript: "javascript" "js" "jsx" "mjs" "cjs" "node";
    lang_json: "json" "jsonc" "json5";
    lang_lua: "lua";
    lang_make: "make" "makefile" "mk";
    lang_markdown: "markdown" "md";
    lang_powershell: "powershell" "ps1" "pwsh" "posh" "ps";
    lang_python: "python" "py" "python3" "py3";
    lang_r: "r" "rscript";
    lang_ruby: "ruby" "rb";
    lang_rust: "rust" "rs";
    lang_sql: "sql" "postgresql" "postgres" "mysql" "sqlite" "psql";
    lang_toml: "toml";
    lang_typescript: "typescript" "ts" "tsx";
    lang_xml: "xml" "svg" "xsd" "xsl";
    lang_yaml: "yaml" "yml";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grammar_compiles_and_no_name_is_given_twice() {
        let mut names: Vec<&str> = LANGUAGES
            .iter()
            .flat_map(|language| language.names)
            .copied()
            .collect();
        for name in &names {
            assert!(find(name).is_some(), "{name}");
        }
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
    }
}
