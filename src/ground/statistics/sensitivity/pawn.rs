//! PAWN: how far the distribution of an output moves when a factor is known to lie in a slice of its range.

use crate::ground::statistics::summary::{mean, quantile_of_sorted};

/// The slices of a factor's range: by point the slice in which it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Slices {
    of: Vec<usize>,
    n: usize,
}

impl Slices {
    /// So many slices with about the same number of points each, between quantiles of the positions; a slice
    /// for each value where there are no more values than slices.
    pub fn of(positions: &[f64], slices: usize) -> Self {
        let mut sorted = positions.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut values = sorted.clone();
        values.dedup();
        let starts: Vec<f64> = match values.len() <= slices {
            true => values,
            false => (0..slices)
                .map(|slice| quantile_of_sorted(&sorted, slice as f64 / slices as f64))
                .collect(),
        };
        let slice = |position: &f64| starts.partition_point(|start| start <= position) - 1;
        Self { of: positions.iter().map(slice).collect(), n: starts.len() }
    }

    /// The same slices with points drawn from these, by their places.
    pub fn drawn(&self, places: &[usize]) -> Self {
        Self { of: places.iter().map(|place| self.of[*place]).collect(), n: self.n }
    }
}

/// The distances between the distribution of an output and those within the slices of a factor, each the
/// largest distance of distribution functions (Kolmogorov–Smirnov).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pawn {
    /// Their mean.
    pub mean: f64,
    /// Their median.
    pub median: f64,
    /// The largest.
    pub largest: f64,
}

/// PAWN indices from any sample (Pianosi & Wagener 2015, 2018). NaN for no points.
pub fn pawn(outputs: &[f64], slices: &Slices) -> Pawn {
    let mut order: Vec<usize> = (0..outputs.len()).collect();
    order.sort_unstable_by(|a, b| outputs[*a].total_cmp(&outputs[*b]));
    let mut sizes = vec![0_usize; slices.n];
    slices.of.iter().for_each(|slice| sizes[*slice] += 1);
    let (mut below, mut widest) = (vec![0_usize; slices.n], vec![0.0_f64; slices.n]);
    for (place, point) in order.iter().enumerate() {
        below[slices.of[*point]] += 1;
        // Distribution functions are compared where all equal outputs are counted.
        let is_last = order.get(place + 1).is_none_or(|next| outputs[*next] > outputs[*point]);
        if !is_last {
            continue;
        }
        let all = (place + 1) as f64 / outputs.len() as f64;
        for slice in (0..slices.n).filter(|slice| sizes[*slice] > 0) {
            let own = below[slice] as f64 / sizes[slice] as f64;
            widest[slice] = widest[slice].max((own - all).abs());
        }
    }
    let mut found: Vec<f64> =
        widest.into_iter().zip(sizes).filter(|(_, size)| *size > 0).map(|(gap, _)| gap).collect();
    found.sort_unstable_by(f64::total_cmp);
    Pawn {
        mean: mean(&found),
        median: quantile_of_sorted(&found, 0.5),
        largest: found.last().copied().unwrap_or(f64::NAN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of y = x a slice from a to b holds none of the outputs below a and all below b: its distance is the
    /// larger of a and 1 − b.
    #[test]
    fn the_distances_of_a_straight_line_are_known() {
        let x: Vec<f64> = (0..10_000).map(|i| (f64::from(i) + 0.5) / 10_000.0).collect();
        let found = pawn(&x, &Slices::of(&x, 10));
        assert!((found.mean - 0.7).abs() < 1e-3 && (found.median - 0.7).abs() < 1e-3);
        assert!((found.largest - 0.9).abs() < 1e-3);
    }

    #[test]
    fn a_slice_that_is_like_the_whole_has_no_distance() {
        let x: Vec<f64> = (0..100).map(|i| f64::from(i % 2)).collect();
        let y: Vec<f64> = (0..100).map(|i| f64::from(i / 2)).collect();
        let found = pawn(&y, &Slices::of(&x, 10));
        assert_eq!((found.mean, found.median, found.largest), (0.0, 0.0, 0.0));
    }

    #[test]
    fn few_values_have_a_slice_each() {
        let slices = Slices::of(&[0.1, 0.9, 0.1, 0.5], 10);
        assert_eq!((slices.n, slices.of.clone()), (3, vec![0, 2, 0, 1]));
        assert_eq!(slices.drawn(&[1, 1, 3]).of, [2, 2, 1]);
    }
}
