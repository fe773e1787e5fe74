//! A light stem: near forms of an English word meet in it. It is only ever compared, never shown or stored.

/// The stem of a word; a word that is not of at least four ASCII letters is its own.
pub fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return stem;
    }
    plural(&mut stem);
    ending(&mut stem);
    cut(&mut stem, "ion", 5, |rest| rest.ends_with(['s', 't']));
    cut(&mut stem, "e", 4, |_| true);
    cut(&mut stem, "at", 5, |_| true);
    stem
}

fn plural(stem: &mut String) {
    const HISSES: [&str; 5] = ["s", "x", "z", "ch", "sh"];
    if cut(stem, "ies", 2, |_| true) {
        return stem.push('y');
    }
    let hisses = |rest: &str| HISSES.iter().any(|hiss| rest.ends_with(hiss));
    if !cut(stem, "es", 3, hisses) {
        cut(stem, "s", 3, |rest| !rest.ends_with(['s', 'u', 'i']));
    }
}

fn ending(stem: &mut String) {
    let has_vowel = |rest: &str| rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if !cut(stem, "ing", 3, has_vowel) && !cut(stem, "ed", 3, has_vowel) {
        cut(stem, "ment", 4, |_| true);
        return;
    }
    let mut letters = stem.bytes().rev();
    if let (Some(last), Some(before)) = (letters.next(), letters.next())
        && last == before
        && !b"lsz".contains(&last)
    {
        stem.pop();
    }
}

/// Takes an ending off where at least so many letters remain and `fits` holds for them; says whether it did.
fn cut(stem: &mut String, ending: &str, least: usize, fits: impl Fn(&str) -> bool) -> bool {
    let rest = stem
        .strip_suffix(ending)
        .filter(|rest| rest.len() >= least && fits(rest));
    let Some(length) = rest.map(str::len) else {
        return false;
    };
    stem.truncate(length);
    true
}
