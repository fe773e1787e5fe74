//! What is read, and that nothing can make the reader panic.
//!
//! What is said of which mistake stands in `tests/library/config-*.md`.

use proptest::prelude::*;

use super::*;
use crate::words::diagnostic::Severity;

fn file(toml: &str) -> Text {
    Text::new("book.toml", toml)
}

fn pairs(environment: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    environment.iter().map(owned).collect()
}

/// The findings as `rule line:column`, with a `!` in front of those that block.
fn said(found: &[Diagnostic]) -> Vec<String> {
    let one = |finding: &Diagnostic| {
        let mark = if finding.severity == Severity::Blocking {
            "!"
        } else {
            ""
        };
        let place = finding.place.as_ref().expect("every finding has a place");
        format!("{mark}{} {}:{}", finding.rule, place.line, place.column)
    };
    found.iter().map(one).collect()
}

fn check_variables(environment: &[(&str, &str)], expected: &[&str]) {
    let (_, found) = read(None, &pairs(environment));
    assert_eq!(said(&found), expected, "{environment:?}\n{found:#?}");
}

/// Reads a file that must be without fault.
fn sound(toml: &str) -> Config {
    let (config, found) = read(Some(&file(toml)), &[]);
    assert!(found.is_empty(), "{toml}\n{found:#?}");
    config
}

#[test]
fn nothing_asked_is_the_defaults() {
    assert_eq!(read(None, &[]), (Config::default(), Vec::new()));
    assert_eq!(sound(""), Config::default());
    assert_eq!(
        sound("[book]\n[output.html.search]\n[extra]\n"),
        Config::default()
    );
}

#[test]
fn keys_of_other_generators_are_understood() {
    let config =
        sound("base_url = 'https://a.example/b'\ntitle = 'T'\ndescription = 'D'\ndefault_language = 'de'\n");
    assert_eq!(config.html.site_url.as_deref(), Some("https://a.example/b/"));
    assert_eq!(
        (config.book.title.as_deref(), &*config.book.language),
        (Some("T"), "de")
    );
    assert!(
        sound("[output.html]\ncurly-quotes = true\n")
            .html
            .smart_punctuation
    );
    assert_eq!(
        sound("[output.html]\npreferred-dark-theme = 'navy'\n")
            .html
            .preferred_dark_theme,
        "dark"
    );
}

#[test]
fn a_wrong_value_leaves_the_default_and_its_neighbours_alone() {
    let (config, found) = read(
        Some(&file("[build]\nthreads = 'x'\nas-of = 2026-01-31\n[nonsense]\n")),
        &[],
    );
    assert_eq!(said(&found), ["bad-config-value 2:11", "unknown-config-key 4:2"]);
    assert_eq!(config.build.threads, None);
    assert_eq!(config.build.as_of, Some(jiff::civil::date(2026, 1, 31)));
}

#[test]
fn values_are_tidied() {
    let config = sound(
        "book.src = './docs/'\nbook.authors = 'Olivia'\nbuild.build_dir = '../out'\nbuild.ignore = ['a/**', '*.{x,y}']\n\
         [output.html]\nsite-url = 'HTTP://localhost:3000'\ncname = 'Team.Example'\n\
         [output.html.redirect]\n'/old_page.html' = 'new.html'\n[check]\nbroken_link = 'allow'\n\
         [kinds.quick_note]\n[extra]\nwhen = 2026-01-31\nmany = [1, { a = inf }]\n[[extra.links]]\nto = 'x'\n",
    );
    assert_eq!((&*config.book.src, &*config.build.build_dir), ("docs", "../out"));
    assert_eq!(config.book.authors, ["Olivia"]);
    assert_eq!(config.html.site_url.as_deref(), Some("HTTP://localhost:3000/"));
    assert_eq!(config.html.cname.as_deref(), Some("team.example"));
    assert_eq!(config.html.redirect["/old_page.html"], "new.html");
    assert_eq!(config.check["broken-link"], Level::Allow);
    assert_eq!(config.kinds["quick_note"], KindTable::default());
    let extra = serde_json::json!({"when": "2026-01-31", "many": [1, {"a": "inf"}], "links": [{"to": "x"}]});
    assert_eq!(Value::Object(config.extra), extra);
    assert_eq!(sound("book.src = '.'").book.src, ".");
}

#[test]
fn no_more_than_twenty_faults_of_syntax_are_told() {
    let expected: Vec<String> = (1..=20)
        .map(|line| format!("!unreadable-config {line}:5"))
        .collect();
    assert_eq!(said(&read(Some(&file(&"x = y\n".repeat(1000))), &[]).1), expected);
}

#[test]
fn what_may_be_secret_is_not_repeated() {
    let (_, found) = read(
        Some(&file("output.html.site-url = 'https://me:word@a.example/'")),
        &[],
    );
    let words = [
        Some(&found[0].message),
        Some(&found[0].label),
        found[0].help.as_ref(),
    ];
    assert!(words.into_iter().flatten().all(|words| !words.contains("word@")));
    let (_, found) = read(None, &pairs(&[("PASSDOWN_BUILD__TOKEN", "hush")]));
    assert_eq!(said(&found), ["unknown-config-key 1:1"]);
    assert!(!format!("{found:?}").contains("hush"));
}

#[test]
fn deep_nesting_is_refused_before_it_can_overflow_the_stack() {
    let nest = format!("{{{}=", vec!["a"; 60].join(".")).repeat(75);
    let (_, found) = read(Some(&file(&format!("[extra]\nx = {nest}"))), &[]);
    assert_eq!(said(&found), ["!unreadable-config 2:134"]);
    check_variables(&[("PASSDOWN_OUTPUT__HTML", &nest)], &["bad-config-value 1:23"]);
    check_variables(&[(&format!("PASSDOWN_EXTRA{}", "__A".repeat(50_000)), "1")], &[]);
}

#[test]
fn the_environment_goes_over_the_file() {
    let environment = pairs(&[
        ("PASSDOWN_BOOK__TITLE", "2026"),
        ("PASSDOWN_BOOK__DESCRIPTION", "'quoted'"),
        ("PASSDOWN_BOOK__AUTHORS", "['Olivia', 'Priya']"),
        ("PASSDOWN_BUILD__AUDIENCE", "public"),
        ("PASSDOWN_BUILD__THREADS", "4"),
        ("PASSDOWN_BUILD__AS_OF", "2026-01-31"),
        ("PASSDOWN_OUTPUT__HTML__SITE_URL", "https://a.example"),
        ("PASSDOWN_OUTPUT__HTML__SEARCH", "{ enable = false }"),
        ("PASSDOWN_CHECK__BROKEN_LINK", "warn"),
        ("PASSDOWN_EXTRA__MENU__TOP", "true"),
        ("PASSDOWN_SHARED", "not ours"),
        ("OTHER__NAME", "not ours"),
    ]);
    let toml = "[book]\ntitle = 'File'\n[extra]\nmenu = { top = false, bottom = 'b' }\n";
    let (config, found) = read(Some(&file(toml)), &environment);
    assert_eq!(said(&found), [""; 0]);
    assert_eq!(config.book.title.as_deref(), Some("2026"));
    assert_eq!(config.book.description.as_deref(), Some("quoted"));
    assert_eq!(config.book.authors, ["Olivia", "Priya"]);
    assert_eq!(
        (config.build.audience, config.build.threads),
        (Audience::Public, Some(4))
    );
    assert_eq!(config.build.as_of, Some(jiff::civil::date(2026, 1, 31)));
    assert_eq!(config.html.site_url.as_deref(), Some("https://a.example/"));
    assert!(!config.html.search.enable);
    assert_eq!(config.check["broken-link"], Level::Warn);
    assert_eq!(
        config.extra["menu"],
        serde_json::json!({"top": true, "bottom": "b"})
    );
}

#[test]
fn every_row_can_be_set_and_its_default_is_the_default() {
    for (path, wanted, default, doc) in reference() {
        assert!(!doc.is_empty() && !wanted.is_empty(), "{path}");
        let named = path.replace('*', "own");
        if !default.is_empty() {
            assert_eq!(
                sound(&format!("{named} = {default}")),
                Config::default(),
                "{path}"
            );
        }
        assert_ne!(
            sound(&format!("{named} = {}", example(wanted, default))),
            Config::default(),
            "{path}"
        );
        let snake = sound(&format!(
            "{} = {}",
            named.replace('-', "_"),
            example(wanted, default)
        ));
        assert_ne!(snake, Config::default(), "{path} in snake case");
        let variable = format!(
            "PASSDOWN_{}",
            named.replace('.', "__").replace('-', "_").to_uppercase()
        );
        let (config, found) = read(None, &pairs(&[(&variable, example(wanted, default))]));
        assert_eq!(
            (said(&found).len(), &config),
            (0, &sound(&format!("{named} = {}", example(wanted, default)))),
            "{variable}"
        );
    }
    for gate in keys::GATES {
        assert!(keys::KEYS.iter().any(|key| key.path == gate), "{gate} is a key");
    }
}

/// A value that no key has by default, for each thing that can be wanted.
fn example(wanted: &str, default: &str) -> &'static str {
    match wanted.split(" such as").next().unwrap_or_default() {
        "`true` or `false`" if default == "true" => "false",
        "`true` or `false`" => "true",
        "a date" => "2026-01-31",
        "a whole number from 1 to 256" | "a whole number from 1 to 1000" | "a whole number from 1 to 600" => {
            "7"
        }
        "a number from 0 to 1000" => "7.5",
        "`public`, `team` or `private`" | "`public` or `team`" => "'public'",
        "`auto`, `ltr` or `rtl`" => "'rtl'",
        "`auto`, `light` or `dark`" | "`light` or `dark`" => "'light'",
        "`deny`, `warn` or `allow`" => "'deny'",
        "a language tag" => "'pt-BR'",
        "an address" | "an address that contains `{path}`" => "'https://a.example/{path}'",
        "a host name" => "'a.example'",
        "a length of time" => "'6 months'",
        _ => "'something'",
    }
}

#[test]
fn names_in_check_are_compared_with_the_rules() {
    let toml = file("[check]\nbroken_link = 'deny'\nwantd-page = 'warn'\n");
    let environment = pairs(&[("PASSDOWN_CHECK__NO_SUCH", "deny")]);
    let found = unknown_rules(Some(&toml), &environment, &["broken-link", "wanted-page"]);
    assert_eq!(said(&found), ["unknown-check-rule 3:1", "unknown-check-rule 1:1"]);
    assert_eq!(found[0].label, "did you mean `wanted-page`?");
    assert!(unknown_rules(Some(&file("[check")), &[], &[]).is_empty());
}

/// Pieces of TOML, so that random text gets past the parser often enough.
const PIECES: &str = r"(book|build|audience|output|html|\.|=|\[|\]|\{|\}|'|,|\n| |a|1|é|kinds|extra|check|__|2026-01-31|true|#|\\|\PC){0,40}";

proptest! {
    #[test]
    fn arbitrary_text_never_panics(toml in prop_oneof![any::<String>(), PIECES]) {
        let (_, found) = read(Some(&file(&toml)), &[]);
        unknown_rules(Some(&file(&toml)), &[], &["x"]);
        prop_assert!(found.iter().all(|finding| finding.place.is_some()));
    }

    #[test]
    fn arbitrary_values_never_panic(
        row in 0..keys::KEYS.len(),
        value in prop_oneof![any::<String>(), PIECES, r#"(https?://)?[\PC/:@?\[\]%.-]{0,20}"#],
    ) {
        let path = keys::KEYS[row].path;
        let toml = format!("{} = {value:?}\n{path} = {value}", path.replace('*', "own"));
        read(Some(&file(&toml)), &[]);
        let name = format!("PASSDOWN_{}", path.replace('.', "__").replace('-', "_").to_uppercase());
        read(None, &[(name, value)]);
    }

    #[test]
    fn arbitrary_variables_never_panic(rest in any::<String>(), name in "PASSDOWN_[A-Z_é]{0,20}", value in PIECES) {
        read(None, &[(name, value.clone()), (format!("PASSDOWN_{rest}"), value.clone()), (format!("PASSDOWN_EXTRA__{rest}"), value)]);
    }
}
