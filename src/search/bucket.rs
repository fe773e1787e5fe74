//! Buckets: fixed ranges of terms, so that a change of one page merges few of them anew.

use std::ops::Range;
use std::sync::LazyLock;

/// Where the ranges of terms begin that start with an ASCII letter or digit, cut so that each holds about as much of
/// an English handbook.
const ASCII: &str = "0 1 17 2 21 3 4 5 7 9 a ac ad ag al an ap ar as at au b ba be bl bo br bu c ca ch cl cm co com comp \
    con conf cont cop cr cu d da de def dep des di dis do dr du e ed el em en env es ev ex exp f fa fe fi fl fo fr fu g \
    ge gi go gr h ha he ho i id im in ini ins int inv is it j k ke ku l la le li lo m ma me mi mo mu n na ne no nu o \
    of on op or ou p pa par pe ph pl po pr pro ps pu q r ra re ref rel rep res ret ro ru s sa sc se sec ser sh si so sp \
    st str su sy t ta te th ti to tr tu u un up us v va ve vi w we wi wo x y z";

/// Where the ranges of other scripts begin: by block, the Han and Hangul ones in slices.
const OTHERS: &str = "\u{80} \u{e0} \u{250} \u{370} \u{400} \u{430} \u{43a} \u{440} \u{450} \u{530} \u{600} \u{900} \u{e00} \
    \u{1100} \u{3040} \u{30a0} \u{3400} \u{4e00} \u{5200} \u{5600} \u{5a00} \u{5e00} \u{6200} \u{6600} \u{6a00} \u{6e00} \
    \u{7200} \u{7600} \u{7a00} \u{7e00} \u{8200} \u{8600} \u{8a00} \u{8e00} \u{9200} \u{9600} \u{9a00} \u{ac00} \u{b400} \
    \u{bc00} \u{c400} \u{cc00} \u{d400} \u{f900} \u{20000}";

/// Where each bucket begins, in order; the first takes what comes before it too.
static BOUNDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    ASCII
        .split_whitespace()
        .chain(OTHERS.split_whitespace())
        .collect()
});

/// For each first byte the bounds that begin with it.
static BY_BYTE: LazyLock<[Range<usize>; 256]> = LazyLock::new(|| {
    let before = |byte: usize| BOUNDS.partition_point(|bound| usize::from(bound.as_bytes()[0]) < byte);
    std::array::from_fn(|byte| before(byte)..before(byte + 1))
});

/// The bucket of a term: the larger the term, the larger its bucket.
pub(super) fn bucket(term: &str) -> u32 {
    let near = term
        .bytes()
        .next()
        .map_or(0..0, |byte| BY_BYTE[usize::from(byte)].clone());
    let behind = near.start + BOUNDS[near].partition_point(|bound| *bound <= term);
    u32::try_from(behind.saturating_sub(1)).expect("there are far fewer than 2³² buckets")
}

/// How many buckets there are.
pub(super) fn count() -> usize {
    BOUNDS.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_follow_the_order_of_terms() {
        assert!(BOUNDS.is_sorted(), "{:?}", *BOUNDS);
        for (term, bound) in [
            ("0.13.1", "0"),
            ("commit", "com"),
            ("zebra", "z"),
            ("日本", "\u{6200}"),
        ] {
            assert_eq!(BOUNDS[bucket(term) as usize], bound, "{term}");
        }
        assert_eq!((bucket("+"), bucket("\u{10ffff}")), (0, count() as u32 - 1));
    }
}
