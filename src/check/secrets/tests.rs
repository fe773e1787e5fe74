//! Credentials are put together at run time, so that this file holds none.

use super::*;
use crate::words::diagnostic::Severity;

const DIGITS: &str = "0123456789";
const HEX: &str = "0123456789abcdef";
const LARGE: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ234567";
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BASE62: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/// What an age key is written in.
const BECH32: &str = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

/// So many characters of an alphabet that look random, and are the same each time.
fn random(length: usize, alphabet: &str) -> String {
    let mut state = 0x2545_f491_4f6c_dd1d_u64 ^ (length as u64) << 20;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let letter = (state >> 33) as usize % alphabet.len();
        alphabet.as_bytes()[letter] as char
    };
    (0..length).map(|_| next()).collect()
}

fn base62(length: usize) -> String {
    random(length, BASE62)
}

fn base64url(text: &str) -> String {
    let alphabet = format!(
        "{}-_",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    );
    let bits: String = text.bytes().map(|byte| format!("{byte:08b}")).collect();
    let digit = |six: &[u8]| {
        let six = format!("{:0<6}", String::from_utf8_lossy(six));
        let index = usize::from_str_radix(&six, 2).expect("these are bits");
        alphabet.as_bytes()[index] as char
    };
    bits.as_bytes().chunks(6).map(digit).collect()
}

fn web_token(header: &str, claims: &str) -> String {
    [base64url(header), base64url(claims), base62(43)].join(".")
}

/// For each row of the table, in its order: what stands before the value, the value, what stands after it.
fn positives() -> Vec<(String, String, &'static str)> {
    let row = |before: &str, parts: &[&str]| (before.to_owned(), parts.concat(), "");
    let key = |kind: &str| format!("{}BEGIN {kind}PRIVATE KEY-----\n", "-----");
    let account = r#"{"iss":"https://kubernetes","sub":"robot"}"#;
    vec![
        (key("RSA "), base62(64), "\n"),
        (
            format!("PuTTY-User-Key-{}-3: x\nPrivate-Lines: 14\n", "File"),
            base62(64),
            "\n",
        ),
        row("", &["AGE-SECRET", "-KEY-1", &random(58, BECH32)]),
        row("id ", &["AK", "IA", &random(16, LARGE)]),
        row("aws_secret_access_key = ", &[&base62(40)]),
        row("`", &["gh", "p_", &base62(36)]),
        row("", &["github", "_pat_", &base62(22), "_", &base62(59)]),
        row("", &["gl", "pat-", &base62(20)]),
        row("", &["xo", "xb-", &random(12, DIGITS), "-", &base62(24)]),
        row(
            "",
            &["xa", "pp-1-A0", "-", &random(13, DIGITS), "-", &random(64, HEX)],
        ),
        row(
            &["https://hooks.slack", ".com/services/"].concat(),
            &["T0", &base62(42)],
        ),
        row(
            &["https://discord.com/api", "/webhooks/"].concat(),
            &[&random(18, DIGITS), "/", &base62(68)],
        ),
        row(
            "DISCORD_TOKEN=",
            &["M", &base62(23), ".", &base62(6), ".", &base62(38)],
        ),
        row("the bot ", &[&random(10, DIGITS), ":A", "A", &base62(33)]),
        row("", &["sk_", "live_", &base62(24)]),
        row("key=", &["AI", "za", &base62(35)]),
        row("", &["GOC", "SPX-", &base62(28)]),
        row("", &["ya", "29.", &base62(60)]),
        row("AccountName=a;AccountKey=", &[&base62(86), "=="]),
        row("SharedAccessKey=", &[&base62(43), "="]),
        row("", &["S", "G.", &base62(22), ".", &base62(43)]),
        row("", &["S", "K", &random(32, HEX)]),
        row("", &["np", "m_", &base62(36)]),
        row("//registry.npmjs.org/:_authToken=", &[&base62(36)]),
        row("", &["py", "pi-AgEI", &base62(70)]),
        row("", &["ruby", "gems_", &random(48, HEX)]),
        row("", &["dckr", "_pat_", &base62(27)]),
        row("", &["dop", "_v1_", &random(64, HEX)]),
        row("", &["HR", "KU-", &base62(60)]),
        row("", &["h", "f_", &random(34, LETTERS)]),
        row("", &["sk-", "ant-api03-", &base62(93)]),
        row("", &["sk-", "proj-", &base62(60), "T3Blbk", "FJ", &base62(60)]),
        row("", &["sk-", "or-v1-", &random(64, HEX)]),
        row("", &["ke", "y-", &random(32, HEX)]),
        row("", &["shp", "at_", &random(32, HEX)]),
        row("", &["ATA", "TT3", &base62(180)]),
        row("", &["lin", "_api_", &base62(40)]),
        row("", &["nt", "n_", &random(11, DIGITS), &base62(35)]),
        row("", &["sec", "ret_", &base62(43)]),
        row("", &[&base62(14), ".atlas", "v1.", &base62(67)]),
        row("", &["hv", "s.", &base62(90)]),
        row("", &["da", "pi", &random(32, HEX)]),
        row("", &["gl", "sa_", &base62(32), "_", &random(8, HEX)]),
        row("", &["ts", "key-auth-", &base62(12), "-", &base62(32)]),
        row("", &["ops", "_eyJ", &base62(250)]),
        row("Bearer ", &[&web_token(r#"{"alg":"RS256","kid":"a"}"#, account)]),
        (
            ["postgres://app", ":"].concat(),
            "tR7vq2Lk9".to_owned(),
            "@db.corp.net/x",
        ),
        row("api_key: \"", &[&base62(32)]),
    ]
}

#[test]
fn each_row_finds_its_credential_and_never_shows_it() {
    assert_eq!(positives().len(), SECRETS.len());
    for (rule, (before, value, after)) in SECRETS.iter().zip(positives()) {
        let text = Text::new("a.md", format!("front\n\n{before}{value}{after}\nend\n"));
        let found = secrets(&text);
        assert_eq!(found.len(), 1, "{}: {}", rule.name, text.content);
        let message = format!("this looks like {}", rule.name);
        assert_eq!(
            (found[0].severity, found[0].rule, &*found[0].message),
            (Severity::Blocking, "secret", &*message)
        );
        let said = format!("{:?}", found[0]);
        for piece in value.as_bytes().windows(12.min(value.len())) {
            let piece = String::from_utf8_lossy(piece);
            assert!(!said.contains(&*piece), "{}: {said} shows {piece}", rule.name);
        }
        let place = found[0].place.as_ref().expect("it has a place");
        assert_eq!((place.line, place.width), (3, 1), "{}", rule.name);
    }
}

#[test]
fn placeholders_of_each_row_pass() {
    for (rule, (before, value, after)) in SECRETS.iter().zip(positives()) {
        let tail = value.len() / 2;
        let same: String = value
            .chars()
            .enumerate()
            .map(|(at, c)| if at < tail { c } else { 'x' })
            .collect();
        for false_value in [
            same,
            format!("{}EXAMPLE", &value[..value.len() - 7]),
            "<token>".into(),
            "${TOKEN}".into(),
        ] {
            let text = Text::new("a.md", format!("{before}{false_value}{after}"));
            assert!(secrets(&text).is_empty(), "{}: {}", rule.name, text.content);
        }
    }
}

#[test]
fn prose_code_and_samples_pass() {
    let john = r#"{"sub":"1234567890","name":"John Doe","iat":1516239022}"#;
    let unsigned = web_token(r#"{"typ":"JWT"}"#, r#"{"sub":"robot"}"#);
    for content in [
        ["AK", "IAIOSFODNN7EXAMPLE"].concat(),
        [
            "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/",
            "bPxRfiCYEXAMPLEKEY",
        ]
        .concat(),
        ["gh", "p_", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"].concat(),
        format!("{}BEGIN PRIVATE KEY-----\n...\n", "-----"),
        format!("{}BEGIN PUBLIC KEY-----\n{}\n", "-----", base62(64)),
        web_token(r#"{"alg":"HS256"}"#, john),
        unsigned,
        format!(
            "https://links.invalid/l/{}",
            web_token(r#"{"alg":"HS256"}"#, r#"{"a":1}"#)
        ),
        "https://user:password@host.tld and ftp://me:hunter22@files.tld".into(),
        "https://user:$TOKEN1@host.tld https://x:${T0KEN99}@host.tld https://a:<t0ken-here>@host.tld".into(),
        "postgres://app:tR7vq2Lk9@localhost/db, and http://a:tR7vq2Lk9@db.example.com".into(),
        "see https://host.tld:8443/a@b and git@github.com:team/repo.git at 10:30".into(),
        format!("task-{}", base62(40)),
        format!("commit {} and sha256:{}", random(40, HEX), random(64, HEX)),
        "password = \"correct horse battery staple\"".into(),
        "token: my_module.get_token_from_vault_2023".into(),
        "secretName: production-database-credentials-2".into(),
        "api_key = os.environ[\"SERVICE_API_KEY_2024\"]".into(),
        // A value that repeats no character is nobody's.
        format!(
            "refresh_token={}",
            ["vR8kLm2wQx9pT4nYc7bJf1s", "Hd6gK3aZe0uMoXiCBPwE"].concat()
        ),
        "The password is kept in the team's safe: ask Priya.".into(),
    ] {
        let found = secrets(&Text::new("a.md", content.as_str()));
        assert!(found.is_empty(), "{content}: {found:?}");
    }
}

#[test]
fn a_comment_lets_a_false_alarm_through_and_needs_a_reason() {
    let token = ["gh", "p_", &base62(36)].concat();
    let help = |content: String| secrets(&Text::new("a.md", content)).pop().map(|found| found.help);
    assert_eq!(
        help(format!("{token} <!-- passdown:allow secret: revoked in 2024 -->")),
        None
    );
    assert_eq!(
        help(format!("# passdown:allow secret: revoked in 2024\n{token}")),
        None
    );
    let without = help(format!("<!-- passdown:allow secret -->\n{token}")).flatten();
    assert!(without.is_some_and(|help| help.contains("gives no reason")));
    let plain = help(token).flatten();
    assert!(plain.is_some_and(|help| help.contains("replace the credential where it is used first")));
}

#[test]
fn two_on_one_line_hide_each_other() {
    let (first, second) = (
        ["gh", "p_", &base62(36)].concat(),
        ["AI", "za", &base62(35)].concat(),
    );
    let text = Text::new("a.md", format!("a {first} b {second} c"));
    let found = secrets(&text);
    let shown: Vec<_> = found
        .iter()
        .flat_map(|found| &found.place)
        .map(|place| (place.column, &*place.text))
        .collect();
    assert_eq!(shown, [(3, "a … b … c"), (46, "a … b … c")]);
}

#[test]
fn a_key_on_one_line_is_hidden_to_its_end() {
    let head = format!("{}BEGIN PRIVATE KEY-----", "-----");
    let content = format!(
        "\"key\": \"{head}\\n{}\\n{}\\n{}\"",
        base62(64),
        base62(63),
        base62(62)
    );
    let found = secrets(&Text::new("a.json", content));
    let shown = &found[0].place.as_ref().expect("it has a place").text;
    assert!(
        shown.starts_with("\"key\": \"---") && shown.chars().count() < 50,
        "{shown}"
    );
}

#[test]
fn the_table_can_be_searched() {
    for row in 0..SECRETS.len() {
        assert!(FINDER.pattern(row).as_str().starts_with(r"\A"), "it compiles");
    }
    let literals = || SECRETS.iter().flat_map(|rule| rule.literals);
    for (one, other) in literals().flat_map(|one| literals().map(move |other| (one, other))) {
        assert!(
            one == other || !one.starts_with(other),
            "`{one}` would hide behind `{other}`"
        );
    }
}
