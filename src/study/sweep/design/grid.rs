//! Every combination of levels.

use super::{Design, Layout, Position};

/// `grid`.
pub static GRID: Design = Design {
    name: "grid",
    summary: "Every combination of the factors' values; the last factor changes fastest.",
    source: "full factorial design; Fisher 1935",
    numbers: &[],
    needs_levels: true,
    needs_lists: false,
    needs_all_points: false,
    takes_groups: false,
    count: |levels, _| levels.iter().fold(1, |product: u64, n| product.saturating_mul(*n)),
    lay_out: |request| Box::new(Grid(request.levels.clone())),
};

struct Grid(Vec<u64>);

impl Layout for Grid {
    fn len(&self) -> u64 {
        self.0.iter().product()
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        let faster = self.0[factor + 1..].iter().product::<u64>();
        Position::Level(point / faster % self.0[factor])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::laid_out;
    use std::collections::BTreeSet;

    #[test]
    fn every_combination_stands_once() {
        let layout = laid_out(&GRID, &[3, 1, 4], &[]);
        let level = |point, factor| match layout.position(point, factor) {
            Position::Level(level) => level,
            other => panic!("{other:?}"),
        };
        let points: BTreeSet<[u64; 3]> =
            (0..layout.len()).map(|p| [level(p, 0), level(p, 1), level(p, 2)]).collect();
        assert_eq!((layout.len(), points.len()), (12, 12));
        assert_eq!(points.iter().next_back(), Some(&[2, 0, 3]));
        assert_eq!([level(1, 0), level(1, 2)], [0, 1]);
    }

    #[test]
    fn too_many_points_are_not_counted_round() {
        assert_eq!((GRID.count)(&[1 << 40, 1 << 40], &[]), u64::MAX);
    }
}
