//! A fraction of the two-level factorial design round the scenario as it is.

use super::{Design, Layout, Position};

/// `around`.
pub static AROUND: Design = Design {
    name: "around",
    summary: "The scenario as it is, then each factor low or high in a fraction of all combinations that separates main effects from interactions of two factors.",
    source: "two-level fractional factorial design of resolution IV; Box & Hunter 1961",
    numbers: &[],
    needs_levels: false,
    needs_lists: false,
    needs_all_points: true,
    takes_groups: false,
    count: |levels, _| 1 + 2 * (levels.len() as u64).next_power_of_two(),
    lay_out: |request| Box::new(Around::new(request.n_factors())),
};

/// Each factor's generator is a number with its highest bit set, and stands high in the rows that
/// share an odd number of bits with it. The sum of two generators is then never a generator, so no
/// main effect is mixed with an effect of two factors.
struct Around {
    highest: u64,
}

impl Around {
    fn new(factors: usize) -> Self {
        Self { highest: (factors as u64).next_power_of_two() }
    }
}

impl Layout for Around {
    fn len(&self) -> u64 {
        1 + 2 * self.highest
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        match point.checked_sub(1) {
            None => Position::Base,
            Some(row) => {
                let shared = row & (self.highest | factor as u64);
                Position::Share(f64::from(shared.count_ones() % 2))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::laid_out;

    /// The signs of the rows: −1 low, 1 high.
    fn signs(factors: usize) -> Vec<Vec<f64>> {
        let layout = laid_out(&AROUND, &vec![2; factors], &[]);
        assert!((0..factors).all(|f| layout.position(0, f) == Position::Base));
        let sign = |point, factor| match layout.position(point, factor) {
            Position::Share(share) => 2.0 * share - 1.0,
            other => panic!("{other:?}"),
        };
        (1..layout.len()).map(|p| (0..factors).map(|f| sign(p, f)).collect()).collect()
    }

    #[test]
    fn main_effects_are_balanced_and_clear_of_effects_of_two() {
        for factors in [1, 2, 3, 4, 5, 8, 9, 16] {
            let rows = signs(factors);
            let sum = |of: &dyn Fn(&[f64]) -> f64| rows.iter().map(|row| of(row)).sum::<f64>();
            for a in 0..factors {
                assert_eq!(sum(&|row| row[a]), 0.0);
                for b in 0..a {
                    assert_eq!(sum(&|row| row[a] * row[b]), 0.0);
                    for c in (0..factors).filter(|c| *c != a && *c != b) {
                        assert_eq!(sum(&|row| row[a] * row[b] * row[c]), 0.0, "{a} {b} {c}");
                    }
                }
            }
        }
        assert_eq!(signs(8).len(), 16);
    }
}
