//! Whether a value of the right form is a credential, or only stands for one.
//!
//! Takes a value that matched a pattern; gives a yes or no. A doubt is a no: a false alarm that
//! blocks a build teaches people to switch the rule off. It must not know where the value stood.

use std::collections::BTreeSet;

use super::secret_rules::Proof;

/// Words that say that a value is none. All are lower case.
const TELLING: &[&str] = &[
    "example",
    "xxxx",
    "your",
    "placeholder",
    "changeme",
    "change-me",
    "change_me",
    "redacted",
    "dummy",
    "sample",
    "insert",
    "replace",
    "notreal",
    "not-real",
    "fake",
    "mock",
    "...",
    "***",
    // The Azure storage emulator's key, which is the same for everybody.
    "eby8vdm02xno",
];
/// Hosts that no credential leads to.
const NO_HOSTS: &[&str] = &[
    "localhost",
    "host",
    "hostname",
    "server",
    "domain",
    "127.0.0.1",
    "0.0.0.0",
];
/// Passwords that are words for a password.
const NO_PASSWORDS: &[&str] = &[
    "password", "passwd", "secret", "token", "hunter2", "letmein", "admin", "guest", "postgres", "qwerty",
];
/// The fewest bits for each character of a text that is called random.
const RANDOM: f64 = 3.0;
const VERY_RANDOM: f64 = 3.5;

/// Whether the value is a credential; `host` is where an address leads.
pub(super) fn is_real(proof: Proof, value: &str, host: &str) -> bool {
    match proof {
        Proof::Random => entropy(value) >= RANDOM && !is_placeholder(value),
        // Keys hold long runs of one letter, where zeros are encoded.
        Proof::Key => entropy(value) >= VERY_RANDOM && !says_so(value),
        Proof::WebToken => is_web_token(value) && !says_so(value),
        Proof::Password => is_password(value) && !is_no_host(host),
        Proof::Mixed => {
            is_mixed(value) && entropy(value) >= VERY_RANDOM && !is_placeholder(value) && !is_made_up(value)
        }
    }
}

fn is_placeholder(value: &str) -> bool {
    let is_run = has_run(value, 6, 0) || has_run(value, 6, 1) || has_run(value, 6, -1);
    is_run || says_so(value)
}

/// Whether a long value repeats hardly any character, as people make them up: chance repeats a third of them.
fn is_made_up(value: &str) -> bool {
    let distinct = value.bytes().collect::<BTreeSet<u8>>().len();
    value.len() >= 40 && distinct * 10 >= value.len() * 9
}

fn says_so(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    TELLING.iter().any(|word| value.contains(word))
}

/// Whether `length` characters follow each other at a distance of `step`: `aaaaaa`, `123456`, `fedcba`.
fn has_run(value: &str, length: usize, step: i16) -> bool {
    let mut run = 1;
    value.as_bytes().windows(2).any(|pair| {
        let follows = i16::from(pair[1]) - i16::from(pair[0]) == step;
        run = if follows { run + 1 } else { 1 };
        run >= length
    })
}

/// Shannon's entropy in bits for each byte.
fn entropy(value: &str) -> f64 {
    let mut counts = [0_u32; 256];
    value.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let total = value.len() as f64;
    let share = |count: u32| f64::from(count) / total;
    let some = counts.into_iter().filter(|count| *count > 0);
    some.map(|count| -share(count) * share(count).log2()).sum()
}

/// Large and small letters and several digits, changing too often for words in camel case.
fn is_mixed(value: &str) -> bool {
    let class = |byte: u8| match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let of = |wanted| value.bytes().filter(|byte| class(*byte) == wanted).count();
    let changes = value
        .as_bytes()
        .windows(2)
        .filter(|pair| class(pair[0]) != class(pair[1]))
        .count();
    let signs = of(3);
    of(0) >= 3 && of(1) >= 3 && of(2) >= 3 && signs * 5 <= value.len() && changes * 2 >= value.len()
}

fn is_password(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_variable = value.starts_with(['$', '%', '*']) || value.contains("${");
    let has = |test: fn(&u8) -> bool| value.as_bytes().iter().any(test);
    let is_guessed = NO_PASSWORDS.iter().any(|word| lower.contains(word)) || lower.contains("pass");
    let is_strong = has(u8::is_ascii_alphabetic) && has(u8::is_ascii_digit) && entropy(value) >= 2.5;
    is_strong && !is_guessed && !is_variable && !is_placeholder(value)
}

fn is_no_host(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let last = host.rsplit('.').next().unwrap_or_default();
    NO_HOSTS.contains(&&*host) || host.contains("example") || matches!(last, "test" | "invalid" | "localhost")
}

/// Whether the header says how the token is signed, and the claims are nobody's example.
fn is_web_token(value: &str) -> bool {
    let mut parts = value.split('.').map(decode);
    let header = parts.next().flatten().unwrap_or_default();
    let claims = parts.next().flatten().unwrap_or_default();
    let signed: Option<serde_json::Value> = serde_json::from_slice(&header).ok();
    let is_signed = signed.is_some_and(|header| header["alg"].is_string());
    let claims = String::from_utf8_lossy(&claims);
    is_signed && claims.contains('{') && !says_so(&claims) && !claims.contains("1234567890")
}

/// Decodes base64url without padding.
fn decode(part: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(part.len() * 3 / 4);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in part.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_entropy_and_mixture() {
        assert!(has_run("xaaaaaax", 6, 0) && has_run("a123456", 6, 1) && has_run("fedcba", 6, -1));
        assert!(!has_run("aaaaabbbbb", 6, 0) && !has_run("12345", 6, 1));
        assert!(entropy("aaaa") < 0.1 && (entropy("abcd") - 2.0).abs() < 0.001);
        assert!(
            !is_mixed("getSecretValueFromVault2023"),
            "words are no credential"
        );
        assert!(!is_mixed("ThisIsALongName1AndNumber2"));
        assert!(is_mixed("a8Kd02LsMz5qPw91XbRt"));
    }

    #[test]
    fn base64url() {
        assert_eq!(decode("eyJhIjoxfQ").as_deref(), Some(&br#"{"a":1}"#[..]));
        assert_eq!(decode("a+b"), None);
    }
}
