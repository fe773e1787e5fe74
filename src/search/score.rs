//! The arithmetic of relevance. Both readers must come to the same numbers, so nothing here is left to a library:
//! additions, multiplications, divisions and square roots, in one order.

/// What a place where a word stands weighs.
pub(super) const TITLE: f64 = 12.0;
pub(super) const ALIAS: f64 = 5.0;
pub(super) const HEADING: f64 = 3.0;
pub(super) const TAG: f64 = 1.0;
pub(super) const DESCRIPTION: f64 = 0.72;
pub(super) const BODY: f64 = 1.0;
/// The same in another section of the page.
pub(super) const ELSEWHERE: f64 = 0.35;

/// How soon more of a word stops to count, and how much a long page loses by its length.
pub(super) const K1: f64 = 1.2;
pub(super) const B: f64 = 0.5;

/// What remains of a section's score that answers nothing, and what the second-best section adds.
pub(super) const COVERAGE: f64 = 0.8;
pub(super) const SECOND: f64 = 0.15;

/// What a heading, title, or alias adds that says just what the query says.
pub(super) const HEADING_EXACT: f64 = 0.75;
pub(super) const TITLE_EXACT: f64 = 1.125;
pub(super) const ALIAS_EXACT: f64 = 0.9;

/// How surely a word means a near form, a word that it begins, or one that it misspells by one letter or by two.
pub(super) const STEM: f64 = 0.85;
pub(super) const PREFIX: f64 = 0.7;
pub(super) const NEAR: f64 = 0.55;
pub(super) const FAR: f64 = 0.3;
/// How fully at least a word is answered by one that it begins.
pub(super) const PREFIX_COVER: f64 = 0.85;

/// What words written as one weigh, where the query writes them so and where it does not.
pub(super) const WRITTEN: f64 = 1.8;
pub(super) const TOGETHER: f64 = 0.5;

/// The same in a question, which a page answers as a whole: a word counts alike in any section, and length hardly.
pub(super) const QUESTION_ELSEWHERE: f64 = 1.0;
pub(super) const QUESTION_B: f64 = 0.1;

/// What the topic of a page weighs in the answer to a question: a word by itself, and each place where it stands.
pub(super) const TOPIC_WORD: f64 = 1.5;
pub(super) const TOPIC_TITLE: f64 = 6.0;
pub(super) const TOPIC_DESCRIPTION: f64 = 1.8;
pub(super) const TOPIC_TAG: f64 = 1.5;
pub(super) const TOPIC_ALIAS: f64 = 0.75;
/// How exactly a title, alias or heading must be the question to be its answer, and what that adds.
pub(super) const NEARLY: f64 = 0.85;
pub(super) const ANSWER: f64 = 6.0;

/// How much of a word counts that only asks, and of one that very many pages hold.
pub(super) const ASKING: f64 = 0.25;
pub(super) const COMMON: f64 = 0.625;

/// What remains of the score of a deprecated or overdue page.
pub(super) const DEMOTED: f64 = 0.8;

/// Words that ask, and say little of what is asked for; sorted.
const ASKING_WORDS: &[&str] = &[
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could",
    "did", "do", "does", "don", "for", "from", "get", "give", "had", "has", "have", "how", "i", "if", "in",
    "into", "is", "it", "its", "make", "me", "my", "need", "of", "on", "or", "our", "please", "should", "so",
    "some", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "use", "used", "using", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom",
    "whose", "why", "will", "with", "would", "you", "your",
];

/// Whether a word only asks.
pub(super) fn only_asks(word: &str) -> bool {
    ASKING_WORDS.binary_search(&word).is_ok()
}

/// The logarithm to base 2, as both readers compute it: to about a hundredth. 0 below 1.
pub(super) fn lg(x: f64) -> f64 {
    let (mut exponent, mut rest) = (0.0, x);
    while rest >= 2.0 && exponent < 64.0 {
        rest /= 2.0;
        exponent += 1.0;
    }
    let over = if rest > 1.0 { rest - 1.0 } else { 0.0 };
    exponent + over + 0.34375 * over * (1.0 - over)
}

/// How much a term says that so many of all pages hold.
pub(super) fn idf(holding: u32, pages: u32) -> f64 {
    lg((f64::from(pages) + 1.0) / (f64::from(holding) + 0.5))
}

/// The number of pages in the spelling lexicon, coarsely.
pub(super) fn lg_byte(pages: usize) -> u8 {
    (8.0 * lg(pages as f64)) as u8
}

/// The length of a page's text in a byte: four steps for each doubling.
pub(super) fn length_code(words: u32) -> u8 {
    (4.0 * lg(f64::from(words))) as u8
}

/// How many words a length code stands for.
pub(super) fn length(code: u8) -> f64 {
    const STEPS: [f64; 4] = [
        1.0,
        1.189_207_115_002_721,
        std::f64::consts::SQRT_2,
        1.681_792_830_507_429,
    ];
    let whole = 1u64 << (code >> 2);
    whole as f64 * STEPS[usize::from(code & 3)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_words_are_found() {
        assert!(ASKING_WORDS.is_sorted());
        assert!(only_asks("how") && only_asks("a") && !only_asks("licence"));
    }

    #[test]
    fn logarithms_and_lengths() {
        for x in [1.0, 1.5, 2.0, 3.0, 10.0, 1000.0, 123_456.0f64] {
            assert!((lg(x) - x.log2()).abs() < 0.01, "{x}: {}", lg(x));
        }
        assert_eq!((lg(0.0), lg(1.0), lg(8.0)), (0.0, 0.0, 3.0));
        assert!(length(255) > 1e19);
        for words in [1u32, 7, 300, 20_000] {
            let ratio = length(length_code(words)) / f64::from(words);
            assert!((0.8..=1.01).contains(&ratio), "{words}: {ratio}");
        }
    }
}
