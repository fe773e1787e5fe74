//! Questions: who asks in a whole sentence seldom uses the page's own words, so it counts as well what a page is
//! about as a whole, whichever of its sections says so; and a page that puts the very question answers it.

use super::rank::{Seen, Word};
use super::score::{ANSWER, NEARLY, TOPIC_ALIAS, TOPIC_DESCRIPTION, TOPIC_HEADING, TOPIC_TITLE};

/// How much a page of such a length is about the words.
pub(super) fn topic(words: &[Word<'_>], seen: &[Seen], length: f64) -> f64 {
    let own = words.iter().zip(seen).filter(|(word, _)| word.parts.is_none());
    own.fold(0.0, |sum, (word, seen)| sum + word.topic * about(seen, length))
}

/// How much a page is about one word: more, the fewer words its title and its text have besides.
fn about(seen: &Seen, length: f64) -> f64 {
    let title = TOPIC_TITLE * seen.title.weight / f64::from(seen.title.words.max(1)).sqrt();
    let mut sections: Vec<_> = seen.sections.iter().collect();
    sections.sort_unstable_by_key(|section| section.section);
    let text = sections.iter().fold(0.0, |sum, here| {
        sum + (here.body + TOPIC_HEADING * here.heading.weight)
    });
    title + TOPIC_ALIAS * seen.alias() + TOPIC_DESCRIPTION * seen.description + (text / length).sqrt()
}

/// What a title, alias or heading adds that is nearly the question itself; `all` is how much the question says.
pub(super) fn answer(all: f64, exactness: f64) -> f64 {
    ANSWER * all * ((exactness - NEARLY) / (1.0 - NEARLY)).max(0.0)
}
