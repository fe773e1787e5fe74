//! Corrections of a word that no page holds.

use super::reader::{Fault, Reader};
use super::score::{FAR, NEAR};
use super::terms::is_block;

/// So many corrections of a word are searched for.
const MOST: usize = 4;

/// The nearest words of the lexicon, each with how surely it is meant; the first is the likeliest.
pub(super) fn corrections(reader: &Reader<'_>, word: &str) -> Result<Vec<(String, f64)>, Fault> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 || letters.iter().any(|letter| is_block(*letter)) {
        return Ok(Vec::new());
    }
    let most = if letters.len() >= 8 { 2 } else { 1 };
    // A slip in the first letter is the rarest, so its words are looked at only then.
    for letter in [letters[0], letters[1]] {
        let mut near: Vec<(usize, u8, String)> = Vec::new();
        for (known, pages) in reader.lexicon(letter)? {
            let other: Vec<char> = known.chars().collect();
            if let Some(distance) = distance(&letters, &other, most) {
                near.push((distance, pages, known));
            }
        }
        let least = near.iter().map(|(distance, ..)| *distance).min();
        near.retain(|(distance, ..)| Some(*distance) == least);
        near.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
        near.truncate(MOST);
        if !near.is_empty() {
            let weight = |distance| if distance <= 1 { NEAR } else { FAR };
            return Ok(near
                .into_iter()
                .map(|(distance, _, word)| (word, weight(distance)))
                .collect());
        }
    }
    Ok(Vec::new())
}

/// How many letters must be changed, put in, left out or exchanged with their neighbour, if at most `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for row in 1..=a.len() {
        let mut here = vec![row; b.len() + 1];
        for column in 1..=b.len() {
            let changed = last[column - 1] + usize::from(a[row - 1] != b[column - 1]);
            here[column] = changed.min(last[column] + 1).min(here[column - 1] + 1);
            let is_exchange =
                row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1];
            if is_exchange {
                here[column] = here[column].min(before[column - 2] + 1);
            }
        }
        if here.iter().all(|distance| *distance > most) {
            return None;
        }
        before = std::mem::replace(&mut last, here);
    }
    Some(last[b.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances() {
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        for (a, b, expected) in [
            ("licence", "licence", Some(0)),
            ("lisence", "licence", Some(1)),
            ("licnece", "licence", Some(1)),
            ("licens", "licence", Some(2)),
            ("lice", "licence", None),
            ("xyzabc", "licence", None),
        ] {
            assert_eq!(distance(&chars(a), &chars(b), 2), expected, "{a} {b}");
        }
        assert_eq!(distance(&chars("licens"), &chars("licence"), 1), None);
    }
}
