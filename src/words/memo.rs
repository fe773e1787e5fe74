//! Recall of earlier answers: a table from the digest of a whole input to the answer it gave.
//!
//! The function is a *pointer*, so it can capture nothing, and the input is hashed whole: an answer
//! can depend on nothing that its key does not hold. Each build returns a table of just what it
//! used, so nothing is ever invalidated or evicted.
//!
//! Where the input itself is dear to make, a *glance* may spare it: the digest of all that it is made from.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;

use super::digest::Digest;

/// Answers of one stage, by the digest of the input that gave them.
#[derive(Debug)]
pub struct Table<O> {
    answers: HashMap<Digest, Arc<O>>,
    /// The input's digest by its glance.
    glances: HashMap<Digest, Digest>,
}

impl<O> Default for Table<O> {
    fn default() -> Self {
        Self {
            answers: HashMap::new(),
            glances: HashMap::new(),
        }
    }
}

/// Whether every recalled answer is computed again and compared (`DOUBT=1`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doubt {
    /// Trust the table.
    #[default]
    No,
    /// Recompute on each recall, and panic where the two answers differ.
    Yes,
}

/// How many inputs one thread takes at once.
const AT_ONCE: usize = 64;

/// Answers `f` for every input, in the inputs' order, recalling what `old` already knows.
///
/// Inputs come one by one and are gone as soon as they are answered. Returns the answers and the
/// table of exactly the answers used.
///
/// # Panics
///
/// With [`Doubt::Yes`], when a recalled answer differs from a fresh one: then the input's `Hash`
/// leaves out something that `f` reads.
pub fn map<I, O>(
    old: &Table<O>,
    inputs: impl IndexedParallelIterator<Item = I>,
    f: fn(&I) -> O,
    doubt: Doubt,
) -> (Vec<Arc<O>>, Table<O>)
where
    I: Hash,
    O: Send + Sync + PartialEq,
{
    let answered: Vec<(Digest, Arc<O>)> = inputs
        .with_max_len(AT_ONCE)
        .map(|input| answer(old, &input, f, doubt))
        .collect();
    let answers = answered.iter().map(|(_, answer)| Arc::clone(answer)).collect();
    let table = Table {
        answers: answered.into_iter().collect(),
        glances: HashMap::new(),
    };
    (answers, table)
}

/// Like [`map`], but makes an input only if its glance is new.
///
/// # Panics
///
/// With [`Doubt::Yes`], also when an input differs from the one that was made at the same glance.
pub fn map_at_a_glance<I, O, M>(
    old: &Table<O>,
    inputs: impl IndexedParallelIterator<Item = (Digest, M)>,
    f: fn(&I) -> O,
    doubt: Doubt,
) -> (Vec<Arc<O>>, Table<O>)
where
    I: Hash,
    M: FnOnce() -> I,
    O: Send + Sync + PartialEq,
{
    let recall = |glance: &Digest| {
        let key = *old.glances.get(glance)?;
        Some((key, Arc::clone(old.answers.get(&key)?)))
    };
    let answered: Vec<(Digest, Digest, Arc<O>)> = inputs
        .with_max_len(AT_ONCE)
        .map(|(glance, make)| {
            let (key, answer) = match recall(&glance) {
                Some(known) if doubt == Doubt::No => known,
                Some((key, _)) => {
                    let made = answer(old, &make(), f, doubt);
                    assert!(
                        made.0 == key,
                        "an input differs at the same glance: the glance is too narrow"
                    );
                    made
                }
                None => answer(old, &make(), f, doubt),
            };
            (glance, key, answer)
        })
        .collect();
    let answers = answered.iter().map(|(_, _, answer)| Arc::clone(answer)).collect();
    let glances = answered.iter().map(|(glance, key, _)| (*glance, *key)).collect();
    let known = answered.into_iter().map(|(_, key, answer)| (key, answer));
    let table = Table {
        answers: known.collect(),
        glances,
    };
    (answers, table)
}

/// An input's digest and its answer.
fn answer<I: Hash, O: PartialEq>(
    old: &Table<O>,
    input: &I,
    f: fn(&I) -> O,
    doubt: Doubt,
) -> (Digest, Arc<O>) {
    let key = Digest::of(input);
    match old.answers.get(&key) {
        Some(answer) => {
            assert!(
                doubt == Doubt::No || **answer == f(input),
                "a recalled answer differs from a fresh one: the memo key is too narrow"
            );
            (key, Arc::clone(answer))
        }
        None => (key, Arc::new(f(input))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

    static CALLS: AtomicUsize = AtomicUsize::new(0);
    static MADE: AtomicU32 = AtomicU32::new(0);

    fn double(n: &u32) -> u32 {
        CALLS.fetch_add(1, Ordering::Relaxed);
        n * 2
    }

    #[test]
    fn recalls_what_it_knows_and_forgets_what_it_did_not_use() {
        let (first, table) = map(&Table::default(), vec![1, 2].into_par_iter(), double, Doubt::No);
        assert_eq!(first.iter().map(|n| **n).collect::<Vec<_>>(), [2, 4]);
        let before = CALLS.load(Ordering::Relaxed);
        let (_, table) = map(&table, vec![2].into_par_iter(), double, Doubt::No);
        assert_eq!(CALLS.load(Ordering::Relaxed), before, "2 was recalled");
        let (_, _) = map(&table, vec![1].into_par_iter(), double, Doubt::Yes);
        assert_eq!(CALLS.load(Ordering::Relaxed), before + 1, "1 was forgotten");
    }
    #[test]
    fn a_known_glance_spares_the_input() {
        let inputs = |numbers: [u32; 2]| {
            let numbers = numbers.into_par_iter();
            numbers.map(|n| {
                let make = move || {
                    MADE.fetch_add(1, Ordering::Relaxed);
                    n
                };
                (Digest::of(&n), make)
            })
        };
        let triple: fn(&u32) -> u32 = |n| n * 3;
        let (_, table) = map_at_a_glance(&Table::default(), inputs([1, 2]), triple, Doubt::No);
        assert_eq!(MADE.load(Ordering::Relaxed), 2);
        let (answers, table) = map_at_a_glance(&table, inputs([2, 3]), triple, Doubt::No);
        assert_eq!(answers.iter().map(|n| **n).collect::<Vec<_>>(), [6, 9]);
        assert_eq!(MADE.load(Ordering::Relaxed), 3, "2 was known");
        let narrow = [(Digest::of(&2), || 5)].into_par_iter();
        let doubted = std::panic::catch_unwind(|| map_at_a_glance(&table, narrow, triple, Doubt::Yes));
        assert!(doubted.is_err(), "another input at the same glance");
    }
}
