//! The words of a run with boundaries inside: connectors, versions, scripts, camel case.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::fold::{fold, fold_block};
use super::runs::{is_connector, is_letter, tail};
use super::{LONGEST, Term};

/// A run of more pieces than this is a path or a sentence, which nobody types as one.
const MOST_PIECES: usize = 6;

/// The code points written without spaces between words, which are found by every two neighbours.
const BLOCKS: [(char, char); 14] = [
    ('\u{1100}', '\u{11ff}'),
    ('\u{2e80}', '\u{2fdf}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3021}', '\u{3029}'),
    ('\u{3040}', '\u{30ff}'),
    ('\u{3130}', '\u{318f}'),
    ('\u{31f0}', '\u{31ff}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{a960}', '\u{a97f}'),
    ('\u{ac00}', '\u{d7ff}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{ff66}', '\u{ff9f}'),
    ('\u{20000}', '\u{323af}'),
];

/// Whether a code point belongs to the block set.
pub(in crate::search) fn is_block(c: char) -> bool {
    c >= '\u{1100}' && BLOCKS.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// What stands between two connectors; a version spans several.
#[derive(Clone, Copy)]
struct Piece<'r> {
    text: &'r str,
    /// Where it starts in the run.
    start: usize,
    /// The connector in front of it.
    before: &'r str,
    tail: &'static str,
    is_version: bool,
}

impl Piece<'_> {
    fn is_joinable(&self) -> bool {
        !self.is_version && !self.text.contains(is_block)
    }
}

/// Gives every term of a run: its words, then its joined forms.
pub(super) fn each(run: &str, take: &mut impl FnMut(Term<'_>)) {
    let pieces = versions(run, &pieces(run));
    for piece in &pieces {
        words(piece, take);
    }
    let mut forms: Vec<String> = Vec::new();
    let camel =
        |piece: &&Piece<'_>| piece.tail.is_empty() && piece.is_joinable() && humps(piece.text).count() > 1;
    for piece in pieces.iter().filter(camel) {
        forms.push(joined(std::slice::from_ref(piece)));
    }
    let segments = || pieces.chunk_by(|_, next| !next.before.contains('/'));
    if segments().count() > 1 {
        forms.extend(segments().filter(|segment| segment.len() > 1).map(joined));
    }
    if (2..=MOST_PIECES).contains(&pieces.len()) {
        forms.push(joined(&pieces));
    }
    for (at, form) in forms.iter().enumerate() {
        if !form.is_empty() && form.chars().count() <= LONGEST && !forms[..at].contains(form) {
            take(Term::Joined(form));
        }
    }
}

/// The pieces of a run, without the tails of apostrophes.
fn pieces(run: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut before, mut rest) = ("", run);
    while !rest.is_empty() {
        let end = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let (text, behind) = rest.split_at(end);
        let length = behind.find(|c| !is_connector(c)).unwrap_or(behind.len());
        let (connector, next) = behind.split_at(length);
        let has_tail =
            next.is_empty() || connector == "++" || (connector.len() > 1 && connector.starts_with('#'));
        let is_dropped = matches!(before, "'" | "’") && text.chars().count() <= 2;
        if !is_dropped {
            pieces.push(Piece {
                text,
                start: run.len() - rest.len(),
                before,
                tail: if has_tail { tail(connector) } else { "" },
                is_version: false,
            });
        }
        (before, rest) = (connector, next);
    }
    pieces
}

/// Puts the pieces of each version together: digits behind lone dots, perhaps with a `v` in front.
fn versions<'r>(run: &'r str, pieces: &[Piece<'r>]) -> Vec<Piece<'r>> {
    let mut whole: Vec<Piece<'r>> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some(first) = pieces.get(at) {
        let digits = first.text.strip_prefix(['v', 'V']).unwrap_or(first.text);
        let more = match is_number(digits) && first.tail.is_empty() {
            true => pieces[at..]
                .windows(2)
                .take_while(|pair| goes_on(&pair[0], &pair[1]))
                .count(),
            false => 0,
        };
        let last = &pieces[at + more];
        let start = first.start + (first.text.len() - digits.len());
        whole.push(match more {
            0 => *first,
            _ => Piece {
                text: &run[start..last.start + last.text.len()],
                is_version: true,
                ..*first
            },
        });
        at += more + 1;
    }
    whole
}

/// Whether a piece is the next number of the version that the last one belongs to.
fn goes_on(last: &Piece<'_>, next: &Piece<'_>) -> bool {
    let is_next = next.start == last.start + last.text.len() + 1;
    is_next && next.before == "." && next.tail.is_empty() && is_number(next.text)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Gives the words of a piece.
fn words(piece: &Piece<'_>, take: &mut impl FnMut(Term<'_>)) {
    let mut buffer = String::new();
    if piece.is_version {
        return word(piece.text, take);
    }
    if !piece.tail.is_empty() {
        fold(piece.text, &mut buffer);
        if !buffer.is_empty() {
            buffer.push_str(piece.tail);
        }
        return word(&buffer, take);
    }
    let mut rest = piece.text;
    while let Some(first) = rest.chars().next() {
        let in_block = is_block(first);
        let end = rest.find(|c| is_block(c) != in_block).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        if in_block {
            neighbours(part, take);
        } else {
            for hump in humps(part) {
                buffer.clear();
                fold(hump, &mut buffer);
                word(&buffer, take);
            }
        }
        rest = behind;
    }
}

fn word(word: &str, take: &mut impl FnMut(Term<'_>)) {
    let end = word
        .char_indices()
        .nth(LONGEST)
        .map_or(word.len(), |(end, _)| end);
    if end > 0 {
        take(Term::Word(&word[..end]));
    }
}

/// Gives every two neighbours of a part of the block set.
fn neighbours(part: &str, take: &mut impl FnMut(Term<'_>)) {
    let letters = fold_block(part);
    if let [only] = letters[..] {
        take(Term::Word(only.encode_utf8(&mut [0; 4])));
    }
    for pair in letters.windows(2) {
        take(Term::Word(&pair.iter().collect::<String>()));
    }
}

/// The parts of a piece in camel case.
fn humps(piece: &str) -> impl Iterator<Item = &str> {
    let mut rest = piece;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (hump, behind) = rest.split_at(hump_length(rest));
        rest = behind;
        Some(hump)
    })
}

fn hump_length(piece: &str) -> usize {
    let mut behind = piece.char_indices().skip(1);
    let mut last = piece.chars().next().map(case);
    while let Some((at, letter)) = behind.next() {
        let here = case(letter);
        let mut next = behind.clone().map(|(_, letter)| case(letter));
        let splits = match last {
            Some(Case::Lower) => true,
            // `XMLHttp` ends before its H, but the plural `APIs` stays whole.
            Some(Case::Upper) => next.next() == Some(Case::Lower) && next.next() == Some(Case::Lower),
            _ => false,
        };
        if here == Case::Upper && splits {
            return at;
        }
        last = Some(here);
    }
    piece.len()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Upper,
    Lower,
    Neither,
}

fn case(letter: char) -> Case {
    match letter {
        'a'..='z' => Case::Lower,
        'A'..='Z' => Case::Upper,
        letter if letter.is_ascii() => Case::Neither,
        letter => match letter.general_category() {
            GeneralCategory::UppercaseLetter => Case::Upper,
            GeneralCategory::LowercaseLetter => Case::Lower,
            _ => Case::Neither,
        },
    }
}

/// Some pieces put together; empty where they cannot be.
fn joined(pieces: &[Piece<'_>]) -> String {
    let mut form = String::new();
    if pieces.iter().all(Piece::is_joinable) {
        for piece in pieces {
            fold(piece.text, &mut form);
        }
    }
    form
}
