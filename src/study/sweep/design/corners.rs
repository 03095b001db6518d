//! Every combination of the lowest and the highest value of each factor.

use super::{Design, Layout, Position};

/// `corners`.
pub static CORNERS: Design = Design {
    name: "corners",
    summary: "Every combination of the lowest and the highest value of each factor; the last factor changes fastest.",
    source: "two-level full factorial design; Fisher 1935",
    numbers: &[],
    needs_levels: false,
    needs_lists: false,
    needs_all_points: true,
    takes_groups: false,
    count: |levels, _| 1_u64.checked_shl(levels.len() as u32).unwrap_or(u64::MAX),
    lay_out: |request| Box::new(Corners(request.n_factors())),
};

struct Corners(usize);

impl Layout for Corners {
    fn len(&self) -> u64 {
        1 << self.0
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        Position::Step(point >> (self.0 - 1 - factor) & 1, 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::laid_out;

    /// What defines the design: over all points, every pair of factors takes each of its four
    /// combinations equally often, so that no effect is mixed with another.
    #[test]
    fn factors_are_orthogonal() {
        let layout = laid_out(&CORNERS, &[0, 0, 0, 0], &[]);
        assert_eq!(layout.len(), 16);
        let end = |point, factor| match layout.position(point, factor) {
            Position::Step(step, 2) => 2.0 * step as f64 - 1.0,
            other => panic!("{other:?}"),
        };
        for first in 0..4 {
            for second in 0..4 {
                let product = |point| end(point, first) * end(point, second);
                let sum: f64 = (0..16).map(product).sum();
                assert_eq!(sum, if first == second { 16.0 } else { 0.0 });
            }
        }
        assert_eq!([end(1, 2), end(1, 3)], [-1.0, 1.0]);
    }

    #[test]
    fn too_many_factors_are_not_counted_round() {
        assert_eq!((CORNERS.count)(&[0; 64], &[]), u64::MAX);
    }
}
