//! Latin hypercube sampling: each factor's range is cut into as many equal strata as there are
//! points, and each stratum holds one point.

use super::random::uniform;
use super::{AS_MANY_AS_TOLD, Design, Layout, POINTS, Position, Request};
use crate::ground::random::{Address, Draws, Purpose};

/// `latin-hypercube`.
pub static LATIN_HYPERCUBE: Design = Design {
    name: "latin-hypercube",
    summary: "Random points, each in a stratum of its own for every factor.",
    source: "McKay, Beckman & Conover 1979",
    numbers: &[POINTS],
    needs_levels: false,
    needs_lists: false,
    needs_all_points: false,
    takes_groups: false,
    count: AS_MANY_AS_TOLD,
    lay_out: |request| Box::new(LatinHypercube::new(request)),
};

struct LatinHypercube {
    /// By factor: the stratum of each point.
    strata: Vec<Vec<u32>>,
    draws: Draws,
}

impl LatinHypercube {
    fn new(request: &Request) -> Self {
        let points = u32::try_from(request.numbers[0]).unwrap_or(u32::MAX);
        let shuffled = |factor: usize| {
            let mut strata: Vec<u32> = (0..points).collect();
            // Fisher and Yates, with one address draw for each exchange.
            for last in (1..strata.len()).rev() {
                let purpose = Purpose::Shuffle;
                let (unit, agent) = (last as u32, factor as u32);
                let address = Address { replicate: 0, unit, purpose, period: 0, agent };
                let other = (request.draws.uniform_at(address) * (last + 1) as f64) as usize;
                strata.swap(last, other);
            }
            strata
        };
        let strata = (0..request.n_factors()).map(shuffled).collect();
        Self { strata, draws: request.draws }
    }
}

impl Layout for LatinHypercube {
    fn len(&self) -> u64 {
        self.strata.first().map_or(0, Vec::len) as u64
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        let strata = &self.strata[factor];
        let stratum = f64::from(strata[point as usize]);
        Position::Share((stratum + uniform(&self.draws, point, factor)) / strata.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::{laid_out, shares};

    #[test]
    fn every_stratum_holds_one_point() {
        for n in [1, 2, 7, 1000] {
            let points = shares(&*laid_out(&LATIN_HYPERCUBE, &[1, 1, 1], &[n]), 3);
            for factor in 0..3 {
                let mut strata: Vec<u64> =
                    points.iter().map(|point| (point[factor] * n as f64) as u64).collect();
                strata.sort_unstable();
                assert_eq!(strata, (0..n).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn factors_are_shuffled_apart() {
        // The correlation of two random permutations of 1000 has a standard deviation of 0.032.
        let points = shares(&*laid_out(&LATIN_HYPERCUBE, &[1, 1], &[1000]), 2);
        let product: f64 = points.iter().map(|p| (p[0] - 0.5) * (p[1] - 0.5)).sum();
        assert!((product * 12.0 / 1000.0).abs() < 0.16, "{product}");
    }
}
