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
    let is_word = |rest: &str| lost_e(rest) || rest.len() >= 3 && rest.contains(VOWELS);
    if !cut(stem, "ing", 2, is_word) && !cut(stem, "ed", 2, is_word) {
        cut(stem, "ment", 4, |_| true);
    } else if is_doubled(stem) {
        stem.pop();
    } else if lost_e(stem) {
        stem.push('e');
    }
}

const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

/// Whether a word has doubled its last letter, as `stopp` has and `add`, `fill` and `miss` have not.
fn is_doubled(word: &str) -> bool {
    let [.., before, last] = word.as_bytes() else {
        return false;
    };
    word.len() > 3 && before == last && !b"lsz".contains(last)
}

/// Whether a word is one short syllable, which has lost an `e`: `nam` and `us`, but not `runn`, `fix` or `show`.
fn lost_e(word: &str) -> bool {
    let start = word.trim_end_matches(|c| !VOWELS.contains(&c) && !"wx".contains(c));
    word.len() == start.len() + 1 && start.ends_with(VOWELS) && !start[..start.len() - 1].contains(VOWELS)
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
