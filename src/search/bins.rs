//! Things put into numbered bins, which takes two looks at each and no comparison.

/// Things by the number of their bin, those of each bin together and in the order in which they came.
pub(super) struct Bins<T> {
    /// Where those of each bin start, and at last where all end.
    starts: Vec<usize>,
    list: Vec<T>,
}

impl<T: Clone + Default> Bins<T> {
    /// Puts things, each with the number of its bin, into so many bins.
    pub(super) fn of(things: &[(u32, T)], bins: usize) -> Self {
        let mut starts = vec![0; bins + 1];
        for (bin, _) in things {
            starts[*bin as usize + 1] += 1;
        }
        for bin in 0..bins {
            starts[bin + 1] += starts[bin];
        }
        let (mut next, mut list) = (starts.clone(), vec![T::default(); things.len()]);
        for (bin, thing) in things {
            let place = &mut next[*bin as usize];
            list[*place] = thing.clone();
            *place += 1;
        }
        Self { starts, list }
    }

    /// What is in a bin.
    pub(super) fn bin(&self, number: usize) -> &[T] {
        &self.list[self.starts[number]..self.starts[number + 1]]
    }

    /// The same, to be put into another order.
    pub(super) fn bin_mut(&mut self, number: usize) -> &mut [T] {
        &mut self.list[self.starts[number]..self.starts[number + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_keep_their_order_in_a_bin() {
        let mut bins = Bins::of(&[(2, 'c'), (0, 'x'), (2, 'a'), (2, 'b')], 4);
        let all: Vec<String> = (0..4).map(|number| bins.bin(number).iter().collect()).collect();
        assert_eq!(all, ["x", "", "cab", ""]);
        bins.bin_mut(2).sort_unstable();
        assert_eq!(bins.bin(2), ['a', 'b', 'c']);
    }
}
