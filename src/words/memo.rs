//! Recall of earlier answers: a table from the digest of a whole input to the answer it gave.
//!
//! The function is a *pointer*, so it can capture nothing, and the input is hashed whole: an answer
//! can depend on nothing that its key does not hold. Each build returns a table of just what it
//! used, so nothing is ever invalidated or evicted.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;

use super::digest::Digest;

/// Answers of one stage, by the digest of the input that gave them.
#[derive(Debug)]
pub struct Table<O>(HashMap<Digest, Arc<O>>);

impl<O> Default for Table<O> {
    fn default() -> Self {
        Self(HashMap::new())
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
        .with_max_len(64)
        .map(|input| {
            let key = Digest::of(&input);
            match old.0.get(&key) {
                Some(answer) => {
                    assert!(
                        doubt == Doubt::No || **answer == f(&input),
                        "a recalled answer differs from a fresh one: the memo key is too narrow"
                    );
                    (key, Arc::clone(answer))
                }
                None => (key, Arc::new(f(&input))),
            }
        })
        .collect();
    let answers = answered.iter().map(|(_, answer)| Arc::clone(answer)).collect();
    (answers, Table(answered.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    static CALLS: AtomicUsize = AtomicUsize::new(0);

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
}
