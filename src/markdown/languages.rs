//! The languages that code is coloured for, and the names that people write for them.

use std::sync::LazyLock;

use arborium::advanced::{CompiledGrammar, GrammarConfig};

/// A language and its grammar, which is compiled when it is first asked for.
pub(super) struct Language {
    names: &'static [&'static str],
    grammar: LazyLock<Option<CompiledGrammar>>,
}

/// The number and grammar of a language, by any of its names.
pub(super) fn find(name: &str) -> Option<(usize, &'static CompiledGrammar)> {
    let is_called = |language: &Language| {
        language
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    let number = LANGUAGES.iter().position(is_called)?;
    Some((number, LANGUAGES[number].grammar.as_ref()?))
}

/// Makes the table. Languages within languages are left plain: looking for them would cost every block a second query.
macro_rules! languages {
    ($($module:ident: $($name:literal)+;)+) => {
        static LANGUAGES: [Language; [$(stringify!($module)),+].len()] = [$(Language {
            names: &[$($name),+],
            grammar: LazyLock::new(|| {
                CompiledGrammar::new(GrammarConfig {
                    language: arborium::$module::language().into(),
                    highlights_query: &arborium::$module::HIGHLIGHTS_QUERY,
                    injections_query: "",
                    locals_query: "",
                })
                .ok()
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
