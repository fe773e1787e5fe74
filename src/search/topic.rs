//! Questions: who asks in a whole sentence seldom uses the page's own words, so it counts as well what a page is
//! about as a whole, by its names and its description; and a page that puts the very question answers it.

use super::rank::{Seen, Word, most, own};
use super::score::{ANSWER, NEARLY, TOPIC_ALIAS, TOPIC_DESCRIPTION, TOPIC_TAG, TOPIC_TITLE};

/// How much a page is about the words: what it is about of each, times the share of them that it has at all.
pub(super) fn topic(words: &[Word<'_>], seen: &[Seen]) -> f64 {
    let (mut said, mut had, mut all) = (0.0, 0.0, 0.0);
    for (place, word) in own(words) {
        said += word.topic * about(words, seen, place);
        had += word.topic * most(words, seen, place, |seen| seen.cover);
        all += word.topic;
    }
    if all > 0.0 { said * had / all } else { 0.0 }
}

/// How much a page is about one word: more, the fewer words its title has besides.
fn about(words: &[Word<'_>], seen: &[Seen], place: usize) -> f64 {
    let most = |of: fn(&Seen) -> f64| most(words, seen, place, of);
    let length = most(|seen| f64::from(seen.title.words)).max(1.0);
    TOPIC_TITLE * most(|seen| seen.title.weight) / length.sqrt()
        + TOPIC_DESCRIPTION * most(|seen| seen.description)
        + TOPIC_TAG * seen[place].tag
        + TOPIC_ALIAS * seen[place].alias()
}

/// What a title, alias or heading adds that is nearly the question itself; `all` is how much the question says.
pub(super) fn answer(all: f64, exactness: f64) -> f64 {
    ANSWER * all * ((exactness - NEARLY) / (1.0 - NEARLY)).max(0.0)
}
