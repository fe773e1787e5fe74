//! Front matter in, fields and findings out.

use super::*;
use crate::words::diagnostic::Severity;
use proptest::prelude::*;

/// Fields, extras and findings in one line each.
fn show(matter: &FrontMatter, found: &[Diagnostic]) -> String {
    let mut out: Vec<String> = matter
        .entries()
        .map(|(name, entry)| format!("{name}={}", value(entry)))
        .collect();
    out.extend(matter.extra.iter().map(|(name, json)| format!("+{name}={json}")));
    if matter.audience_unreadable() {
        out.push("unreadable".to_owned());
    }
    out.extend(found.iter().map(|found| {
        let place = found.place.as_ref().expect("every finding has a place");
        let sign = match found.severity {
            Severity::Note => "~",
            Severity::Warning => "?",
            Severity::Error | Severity::Blocking => "!",
        };
        format!("{sign}{} {}:{}", found.rule, place.line, place.column)
    }));
    out.join("; ")
}

fn value(entry: &Entry) -> String {
    match &entry.value {
        Value::Text(text) => text.clone(),
        Value::Texts(texts) => {
            let texts: Vec<_> = texts.iter().map(|item| item.text.as_str()).collect();
            format!("[{}]", texts.join("|"))
        }
        Value::Flag(flag) => flag.to_string(),
        Value::Integer(integer) => integer.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Any(json) => json.to_string(),
    }
}

fn block(inside: &str) -> Text {
    Text::new("a.md", format!("---\n{inside}\n---\nbody"))
}

#[track_caller]
fn check(inside: &str, expected: &str) {
    let (matter, body, found) = read(&block(inside));
    assert_eq!(show(&matter, &found), expected, "{inside:?}\n{found:#?}");
    assert_eq!(body, inside.len() + 9, "{inside:?}");
}

#[track_caller]
fn check_all(cases: &[(&str, &str)]) {
    for (inside, expected) in cases {
        check(inside, expected);
    }
}

#[test]
fn texts_stay_as_written() {
    check_all(&[
        ("title: 2024", "title=2024"),
        (
            "title: x\n\t\nowner: y\n \t \nhow: |\n \t\n  z",
            "how=[z]; owner=[y]; title=x",
        ),
        ("title: 1.10 # really", "title=1.10"),
        ("title: 012", "title=012"),
        ("title: no", "title=no"),
        ("title: True", "title=True"),
        ("title: 0x1F", "title=0x1F"),
        ("title: 'it''s # fine'", "title=it's # fine"),
        ("title: \"a\\tb\"", "title=a\tb"),
        ("title: a\n  b", "title=a b"),
        ("title: >\n  a\n  b\n", "title=a b"),
        ("title: null", ""),
        ("title: ~", ""),
        ("title:", ""),
        ("title: ''", ""),
        ("title: 'null'", "title=null"),
        ("title: [x]", "title=x"),
        ("title: [1.10]", "title=1.10"),
        ("tags: [1.10, 2024, no]", "tags=[1.10|2024|no]"),
        ("title: 2024-01-02", "title=2024-01-02"),
        ("", ""),
        ("# only a comment", ""),
        ("title: a\u{2028}b", "title=a   b"),
    ]);
}

#[test]
fn keys_find_their_fields() {
    check_all(&[
        ("Title: x\nOWNER: y", "owner=[y]; title=x"),
        (
            "summary: x\nlast-reviewed-on: 2024-01-02",
            "description=x; reviewed=2024-01-02",
        ),
        ("'title': x", "title=x"),
        ("\"ti\\x74le\": x", "title=x"),
        ("{title: x, tags: [a, b]}", "tags=[a|b]; title=x"),
        ("  title: x\n  owner: y", "owner=[y]; title=x"),
        (
            "title: x\nlayout: y\nmenu: {main: {weight: 1}}",
            "title=x; +layout=\"y\"; +menu={\"main\":{\"weight\":1}}",
        ),
        ("ownr: x", "+ownr=\"x\"; ?unknown-key 2:1"),
        ("redirect_from:\n  - /a\n  - /b", "aliases=[/a|/b]"),
        ("1: x\ntrue: y\n1.10: z", "+1=\"x\"; +1.10=\"z\"; +true=\"y\""),
        ("? [a, b]\n: c", "+[\"a\",\"b\"]=\"c\""),
        ("? title\n: c", "title=c"),
        (
            "taxonomies:\n  tags: [a, b]\n  teams: [c]",
            "tags=[a|b]; +taxonomies={\"teams\":[\"c\"]}",
        ),
        ("taxonomies: {tags: [a]}", "tags=[a]"),
        ("extra:\n  owner: x\n  y: 1\ny: 2", "+owner=\"x\"; +y=2"),
        ("extra: x", "+extra=\"x\""),
        (
            "primary_reviewers: [a, b, c]",
            "backup=[b|c]; owner=[a]; +primary_reviewers=[\"a\",\"b\",\"c\"]",
        ),
        (
            "owner: x\nprimary_reviewers: a, b",
            "backup=[b]; owner=[x]; +primary_reviewers=\"a, b\"",
        ),
    ]);
}

#[test]
fn duplicates_are_told_and_settled() {
    check_all(&[
        ("title: a\ntitle: b", "title=a; !duplicate-key 3:1"),
        ("Title: a\ntitle: b", "title=a; !duplicate-key 3:1"),
        ("x: a\nx: b", "+x=\"a\"; !duplicate-key 3:1"),
        (
            "summary: a\ndescription: b",
            "description=b; +summary=\"a\"; ?duplicate-field 2:1",
        ),
        ("description:\nsummary: a", "description=a"),
        (
            "audience: public\naudience: private",
            "unreadable; !duplicate-key 3:1",
        ),
        (
            "x:\n  a: 1\n  a: 2\ntitle: b",
            "title=b; !broken-front-matter 3:3",
        ),
    ]);
    let (_, _, found) = read(&block("title: a\ntitle: b"));
    assert_eq!(found[0].also[0].0.line, 2);
}

#[test]
fn shapes() {
    check_all(&[
        ("owner: olivia, priya", "owner=[olivia|priya]"),
        (
            "owner: [olivia]\nbackup:\n- priya\n- jon",
            "backup=[priya|jon]; owner=[olivia]",
        ),
        ("how: \"Restart, then drain\"", "how=[Restart, then drain]"),
        (
            "how: [[New starter]]\nsystems: ['[[a]]', [[b]]]",
            "how=[New starter]; systems=[a|b]",
        ),
        ("tags: a, b,", "tags=[a|b]"),
        ("aliases: /a, b", "aliases=[/a, b]"),
        ("owner: []\nbackup: {}\ntags: [~, '']", ""),
        ("owner: {name: x}", "+owner={\"name\":\"x\"}; !bad-value 2:8"),
        ("title:\n  a: b", "+title={\"a\":\"b\"}; !bad-value 3:3"),
        ("title: [a, b]", "+title=[\"a\",\"b\"]; !bad-value 2:8"),
        (
            "questions:\n  - How do I: this?\n  - And that?",
            "questions=[How do I: this?|And that?]; !bad-value 3:5",
        ),
        ("draft: true\nweight: -3", "draft=true; weight=-3"),
        ("draft: yes", "draft=true; !bad-flag 2:8"),
        ("draft: flase", "draft=false; !bad-flag 2:8"),
        ("draft: maybe", "+draft=\"maybe\"; !bad-flag 2:8"),
        ("weight: heavy", "+weight=\"heavy\"; !bad-number 2:9"),
        ("weight: 1.5", "+weight=1.5; !bad-number 2:9"),
        ("weight: '10'", "weight=10"),
        (
            "date: 2024-01-02T10:00:00Z\nlastmod: 2024-01-02 10:00",
            "date=2024-01-02; lastmod=2024-01-02",
        ),
        ("reviewed: 02.01.2024", "+reviewed=\"02.01.2024\"; !bad-date 2:11"),
        ("reviewed: [a, b]", "+reviewed=[\"a\",\"b\"]; !bad-date 2:11"),
        (
            "status: Archived\nimportance: HIGH",
            "importance=high; status=archived",
        ),
        ("status: actve", "+status=\"actve\"; !bad-word 2:9"),
        ("skills: {slurm: 3}", "skills={\"slurm\":3}"),
        (
            "x: 18446744073709551615\ny: .nan\nz: 1.5",
            "+x=18446744073709551615; +y=\".nan\"; +z=1.5",
        ),
    ]);
}

#[test]
fn fields_of_other_kinds_are_read_with_forgiveness() {
    check_all(&[
        ("state: california", "+state=\"california\"; ?bad-word 2:8"),
        (
            "kind: project\nstate: california",
            "kind=project; +state=\"california\"; !bad-word 3:8",
        ),
        ("state: On_Hold", "state=on-hold"),
        (
            "kind: decision\nstatus: superseded by ADR-0005",
            "kind=decision; status=superseded by ADR-0005",
        ),
        ("kind: ADR\nstatus: accepted", "kind=ADR; status=accepted"),
        ("status: accepted", "+status=\"accepted\"; !bad-word 2:9"),
        ("leaves: soon", "+leaves=\"soon\"; ?bad-date 2:9"),
    ]);
    let text = block("status: accepted");
    let (matter, _, found) = read_as(&text, &Kinds::built_in(), "decisions");
    assert_eq!((matter.text("status"), found), (Some("accepted"), Vec::new()));
}

#[test]
fn audiences_fail_closed() {
    check_all(&[
        ("audience: Private", "audience=private"),
        ("audience: [team]", "audience=team"),
        ("audience:", ""),
        (
            "audience: pubic",
            "+audience=\"pubic\"; unreadable; !unknown-audience 2:11",
        ),
        (
            "audience: [team, public]",
            "+audience=[\"team\",\"public\"]; unreadable; !unknown-audience 2:11",
        ),
        (
            "audiance: private",
            "+audiance=\"private\"; unreadable; !unknown-audience 2:1",
        ),
        ("\u{feff}audience: private", "audience=private"),
        (
            "title: x\n\u{feff}audience: private",
            "title=x; +\u{feff}audience=\"private\"; unreadable; !unknown-audience 3:1; !broken-front-matter 3:2",
        ),
        (
            "title: x\naudience:private",
            "title=x; unreadable; !broken-front-matter 3:1",
        ),
        (
            "title: \"x\naudience: private",
            "audience=private; title=x; !broken-front-matter 2:8",
        ),
        (
            "title: x\n  audience: private",
            "unreadable; !broken-front-matter 3:3",
        ),
        (
            "title:\n  audience: private",
            "+title={\"audience\":\"private\"}; unreadable; !bad-value 3:3",
        ),
        (
            "audience: \"private",
            "+audience=\"private\"; unreadable; !broken-front-matter 2:11",
        ),
        (
            "audience: *x",
            "+audience=\"*x\"; unreadable; !unsupported-yaml 2:11",
        ),
        (
            "x: y: z\naudience: team",
            "audience=team; +x=\"y: z\"; !broken-front-matter 2:4",
        ),
    ]);
}

#[test]
fn broken_lines_cost_only_themselves() {
    check_all(&[
        (
            "title: foo: bar\nowner: x",
            "owner=[x]; title=foo: bar; !broken-front-matter 2:8",
        ),
        (
            "owner: @bob\ntitle: x",
            "owner=[@bob]; title=x; !broken-front-matter 2:8",
        ),
        ("author: @bob", "+author=\"@bob\"; !broken-front-matter 2:9"),
        (
            "title: *Important* x",
            "title=*Important* x; !unsupported-yaml 2:8",
        ),
        (
            "title: !x y\nowner: z",
            "owner=[z]; title=!x y; !unsupported-yaml 2:8",
        ),
        (
            "x: &a b\ny: *a",
            "+x=\"&a b\"; +y=\"*a\"; !unsupported-yaml 2:4; !unsupported-yaml 3:4",
        ),
        ("tags:\n\t- a\ntitle: x", "title=x; !broken-front-matter 3:1"),
        (
            "title: \"x\nowner: y",
            "owner=[y]; title=x; !broken-front-matter 2:8",
        ),
        (
            "tags: [a, b\nowner: y",
            "owner=[y]; tags=[[a|b]; !broken-front-matter 2:7",
        ),
        ("title: 'it's'", "title=it's; !broken-front-matter 2:8"),
        ("title: [WIP] x", "title=[WIP] x; !broken-front-matter 2:8"),
        ("title: > 5 x", "title=> 5 x; !broken-front-matter 2:8"),
        ("title: \"a\\qb\"", "title=a\\qb; !broken-front-matter 2:10"),
        (
            "title: a\u{7}b\nowner: x",
            "owner=[x]; title=a\u{7}b; !broken-front-matter 2:9",
        ),
        (
            "title: x\nowner:y\nkind: duty",
            "kind=duty; title=x; !broken-front-matter 3:1",
        ),
        ("title: x\nsome words", "title=x; !broken-front-matter 3:1"),
        ("some words\ntitle: x", "title=x; !broken-front-matter 2:1"),
        (
            "reviewed: x: y\ntitle: z",
            "title=z; +reviewed=\"x: y\"; !broken-front-matter 2:11",
        ),
        (
            "é: ü: ö\ntitle: 'é' x",
            "title=é' x; +é=\"ü: ö\"; !broken-front-matter 2:4; !broken-front-matter 3:8",
        ),
    ]);
}

#[test]
fn findings_say_what_to_do() {
    for (inside, message, help) in [
        (
            "title: foo: bar",
            "the value holds a colon, so it reads as a second key",
            "put the value in quotes: `title: \"foo: bar\"`",
        ),
        (
            "owner: @bob",
            "a value cannot start with `@`",
            "put the value in quotes: `owner: \"@bob\"`",
        ),
        (
            "title: \"x",
            "this quote `\"` is never closed",
            "put `\"` at the end of the value",
        ),
        (
            "title: x\nowner:y",
            "this line is not `key: value`",
            "put a space behind the colon: `owner: y`",
        ),
        (
            "tags:\n\t- a",
            "a tab stands in the indentation",
            "indent with spaces",
        ),
        (
            "title: x\n  owner: y",
            "`owner` is indented below `title`, which has a value already",
            "start `owner:` in the same column as `title:`",
        ),
        (
            "title: a \"b\": c",
            "the value holds a colon, so it reads as a second key",
            "put the value in quotes: `title: 'a \"b\": c'`",
        ),
        ("ownr: x", "no field `ownr`", "did you mean `owner`?"),
        (
            "audience: pubic",
            "no audience `pubic`",
            "did you mean `public`? write one of `public`, `team`, `private`; until then the page is private",
        ),
        (
            "draft: yes",
            "`draft` is neither `true` nor `false`: `yes`",
            "write `true`",
        ),
        (
            "reviewed: 2024-02-30",
            "`2024-02-30` is not a date",
            "February has 29 days in 2024",
        ),
        (
            "x:\n  a: 1\n  a: 2",
            "the key `a` stands twice",
            "keep one of the two",
        ),
        (
            "<<: {a: b}",
            "`<<:` reads as a YAML merge key, which front matter cannot have",
            "write the keys out here",
        ),
    ] {
        let (_, _, found) = read(&block(inside));
        assert_eq!(found.len(), 1, "{inside:?} {found:#?}");
        assert_eq!(
            (found[0].message.as_str(), found[0].help.as_deref()),
            (message, Some(help)),
            "{inside:?}"
        );
    }
}

#[test]
fn questions_that_are_channels_are_hinted_at() {
    check_all(&[
        (
            "questions:\n  - How do I log in?\n  - Who?",
            "questions=[How do I log in?|Who?]",
        ),
        (
            "questions:\n  - travel\n  - How?\n",
            "questions=[How?]; +questions=[\"travel\",\"How?\"]; ~questions-are-channels 3:5",
        ),
        (
            "questions: ['#hpc', a@b.org]",
            "+questions=[\"#hpc\",\"a@b.org\"]; ~questions-are-channels 2:13",
        ),
        (
            "questions:\n  - text: Book\n    href: https://x.y",
            "+questions=[{\"href\":\"https://x.y\",\"text\":\"Book\"}]; ~questions-are-channels 3:3",
        ),
    ]);
}

#[test]
fn blocks_that_are_no_yaml_or_not_closed() {
    for (text, expected, body) in [
        ("+++\ntitle = 'x'\n+++\nbody", "!toml-front-matter 1:1", "body"),
        (
            "+++\naudience = 'private'\n+++\nbody",
            "unreadable; !toml-front-matter 1:1",
            "body",
        ),
        (
            "---\ntitle: x\n\nbody",
            "title=x; !unclosed-front-matter 1:1",
            "\nbody",
        ),
        (
            "---\ntitle: x\n\naudience: private\n",
            "title=x; unreadable; !unclosed-front-matter 1:1",
            "\naudience: private\n",
        ),
        (
            "---\n- a\n- b\n---\nbody",
            "!front-matter-not-a-map 2:1",
            "---\n- a\n- b\n---\nbody",
        ),
        (
            "---\nwords\n---\nbody",
            "!front-matter-not-a-map 2:1",
            "---\nwords\n---\nbody",
        ),
        (
            "---\naudience:private\n---\n",
            "unreadable; !front-matter-not-a-map 2:1",
            "---\naudience:private\n---\n",
        ),
        (
            "\u{feff}---\r\ntitle: x\r\nowner: y\r\n...\r\nbody",
            "owner=[y]; title=x",
            "body",
        ),
        (
            "---\rtitle: x\rowner: @y\r---\rbody",
            "owner=[@y]; title=x; !broken-front-matter 1:21",
            "body",
        ),
        (
            "---\n* a\n* b\n---\nbody",
            "!front-matter-not-a-map 2:1",
            "---\n* a\n* b\n---\nbody",
        ),
        (
            "---\n@a\n---\nbody",
            "!front-matter-not-a-map 2:1",
            "---\n@a\n---\nbody",
        ),
        (
            "---\n{a: &b c}\n---\nbody",
            "!unsupported-yaml 2:5",
            "---\n{a: &b c}\n---\nbody",
        ),
        ("---\n---\n", "", ""),
        ("---\n\nwords\n", "", "---\n\nwords\n"),
    ] {
        let text = Text::new("a.md", text);
        let (matter, at, found) = read(&text);
        assert_eq!(show(&matter, &found), expected, "{:?} {found:#?}", text.content);
        assert_eq!(&text.content[at..], body, "{:?}", text.content);
    }
}

#[test]
fn limits() {
    let depth = format!("x: {}\ntitle: y", "[".repeat(10_000));
    check(&depth, "title=y; !front-matter-too-deep 2:36");
    let long = format!("title: y\nx: {}\naudience: team", "z".repeat(100_000));
    check(&long, "title=y; unreadable; !front-matter-too-large 3:1");
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: y";
    let (matter, _, found) = read(&block(bomb));
    assert_eq!((matter.text("title"), found.len()), (Some("y"), 3));
    let many: String = (0..3000).map(|n| format!("k{n}: {n}\n")).collect();
    assert_eq!(read(&block(&many)).0.extra.len(), 3000);
}

#[test]
fn spans_are_those_of_the_file() {
    let text = Text::new(
        "a.md",
        "\u{feff}---\r\nOwner: [é, \"ü\"] # c\r\ntags: a, b\r\n---\r\n",
    );
    let (matter, _, found) = read(&text);
    assert_eq!(found, []);
    let at = |range: Option<Range<usize>>| &text.content[range.expect("the field is there")];
    assert_eq!(at(matter.span("owner")), "[é, \"ü\"]");
    assert_eq!(at(matter.entry("owner").map(|entry| entry.key.clone())), "Owner");
    let items = |name| {
        matter
            .texts(name)
            .iter()
            .map(|item| at(Some(item.span.clone())))
            .collect::<Vec<_>>()
    };
    assert_eq!(items("owner"), ["é", "\"ü\""]);
    assert_eq!(items("tags"), ["a", "b"]);
    assert_eq!(at(matter.block.clone()).lines().count(), 2);
}

/// A text made of what front matter is made of.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "---",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        ":",
        ": ",
        "- ",
        "title",
        "audience",
        "tags",
        "date",
        "questions",
        "taxonomies",
        "extra",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "\\",
        "#",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "?",
        "é",
        "\u{2028}",
        "\u{85}",
        "\u{feff}",
        "\u{0}",
        "2024-01-02",
        "1.5",
        "x",
        "<<",
        "%",
        "@",
        "...",
        "~",
    ]);
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn survives(content: &str) {
    let text = Text::new("a.md", content);
    let (matter, body, found) = read(&text);
    assert!(body <= content.len() && content.is_char_boundary(body));
    for (_, entry) in matter.entries() {
        assert!(content.get(entry.span.clone()).is_some() && content.get(entry.key.clone()).is_some());
        if let Value::Texts(items) = &entry.value {
            assert!(items.iter().all(|item| content.get(item.span.clone()).is_some()));
        }
    }
    assert!(
        found
            .iter()
            .all(|found| found.place.is_some() && !found.message.is_empty())
    );
    assert_eq!(read(&text), (matter, body, found), "reading twice gives the same");
}

proptest! {
    #[test]
    fn nothing_panics(content in any::<String>(), inside in hostile()) {
        survives(&content);
        survives(&inside);
        survives(&format!("---\n{inside}\n---\nbody"));
        survives(&format!("---\n{content}\n---\nbody"));
    }

    #[test]
    fn a_sound_audience_is_never_lost(inside in hostile()) {
        let (matter, body, _) = read(&block(&format!("{inside}\naudience: private")));
        let seen = matter.audience() == Some(Audience::Private) || matter.audience_unreadable();
        // Front matter that ends before the line, or begins behind it, leaves the line to the body.
        let ended = inside
            .split(['\n', '\r'])
            .any(|line| matches!(line.trim_end(), "---" | "..."));
        prop_assert!(seen || ended, "{inside:?} {body} {matter:?}");
    }
}

/// The YAML test suite, each of whose documents is tried as front matter.
mod suite {
    use super::*;

    /// Documents that the suite wants refused and that the parser takes. None of them hides an entry:
    /// lists and quotes that go on in the first column (9C9N, QB6E), a tab before the second line of
    /// a quote (DK95/01), blank lines deeper than a block text (S98Z), comments without a space in
    /// front (SU5Z, X4QW), and a tab in a blank line (Y79Y/000).
    const TAKEN: &[&str] = &["9C9N", "DK95/01", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y/000"];

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test reads the suite and the clock")]
    fn yaml_suite() {
        let Ok(shared) = std::env::var("PASSDOWN_SHARED") else {
            println!("PASSDOWN_SHARED is not set: the YAML suite is not run");
            return;
        };
        let json = std::fs::read_to_string(format!("{shared}/suites/yaml.json")).expect("the suite is there");
        let cases: Vec<serde_json::Value> = serde_json::from_str(&json).expect("the suite is JSON");
        let mut taken = Vec::new();
        for case in &cases {
            let word = |key: &str| case[key].as_str().unwrap_or_default();
            // The suite's own first `---` would close the block at once.
            let inside = word("yaml");
            let inside = inside.strip_prefix("---\n").unwrap_or(inside);
            let text = block(inside.trim_end_matches('\n'));
            let start = std::time::Instant::now();
            let (_, _, found) = read(&text);
            assert!(start.elapsed().as_secs() < 1, "{} takes too long", word("id"));
            survives(&text.content);
            survives(word("yaml"));
            if case["must_fail"] == true && !found.iter().any(|found| found.severity >= Severity::Error) {
                taken.push(word("id"));
            }
        }
        assert_eq!(cases.len(), 402);
        assert_eq!(taken, TAKEN);
    }
}
