//! The arithmetic of relevance. Both readers must come to the same numbers, so nothing here is left to a library:
//! additions, multiplications, divisions and square roots, in one order.

/// What the parts of a score weigh; measured on real handbooks with questions whose answers are known.
#[derive(Clone, Debug)]
pub struct Weights {
    /// A word in the title.
    pub title: f64,
    pub alias: f64,
    pub heading: f64,
    pub description: f64,
    pub tag: f64,
    pub body: f64,
    pub elsewhere: f64,
    pub k1: f64,
    pub b: f64,
    pub coverage_base: f64,
    pub heading_exact: f64,
    pub second: f64,
    pub title_exact: f64,
    pub title_cover: f64,
    pub alias_exact: f64,
    pub stem: f64,
    pub prefix: f64,
    pub written: f64,
    pub together: f64,
    pub question_word: f64,
    pub common_word: f64,
    pub near: f64,
    pub far: f64,
    pub deprecated: f64,
    pub power: f64,
    pub open_cover: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            title: 6.0,
            alias: 5.0,
            heading: 3.0,
            description: 1.2,
            tag: 1.0,
            body: 1.0,
            elsewhere: 0.35,
            k1: 1.2,
            b: 0.5,
            coverage_base: 0.8,
            heading_exact: 0.6,
            second: 0.15,
            title_exact: 0.9,
            title_cover: 0.0,
            alias_exact: 0.9,
            stem: 0.85,
            prefix: 0.7,
            written: 1.5,
            together: 0.6,
            question_word: 0.25,
            common_word: 0.5,
            near: 0.55,
            far: 0.3,
            deprecated: 0.8,
            power: 2.5,
            open_cover: 0.7,
        }
    }
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
    const STEPS: [f64; 4] = [1.0, 1.189_207_115_002_721, std::f64::consts::SQRT_2, 1.681_792_830_507_429];
    let whole = 1u64 << (code >> 2);
    whole as f64 * STEPS[usize::from(code & 3)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_and_lengths() {
        for x in [1.0, 1.5, 2.0, 3.0, 10.0, 1000.0, 123_456.0f64] {
            assert!((lg(x) - x.log2()).abs() < 0.01, "{x}: {}", lg(x));
        }
        assert_eq!((lg(0.0), lg(1.0), lg(8.0)), (0.0, 0.0, 3.0));
        assert!(lg(f64::INFINITY).is_infinite() && length(255) > 1e19);
        for words in [1u32, 7, 300, 20_000] {
            let ratio = length(length_code(words)) / f64::from(words);
            assert!((0.8..=1.01).contains(&ratio), "{words}: {ratio}");
        }
    }
}
