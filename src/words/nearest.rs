//! The nearest known word to a misspelt one.

/// The candidate within two edits of `word` (one for short words), nearest first; `None` if all are further.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let allowed = if word.chars().count() <= 4 { 1 } else { 2 };
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 8)
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_only_what_is_near() {
        assert_eq!(nearest("ownr", ["owner", "kind"]), Some("owner"));
        assert_eq!(nearest("Titel", ["title", "tags"]), Some("title"));
        assert_eq!(nearest("colour", ["owner", "kind"]), None);
        assert_eq!(nearest("a", ["bc"]), None);
    }
}
