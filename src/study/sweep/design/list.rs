//! The values side by side: the first of each factor, the second of each, and so on.

use super::{Design, Layout, Position};

/// `list`.
pub static LIST: Design = Design {
    name: "list",
    summary: "The first values of all factors make the first point, the second values the second, and so on.",
    source: "convention",
    numbers: &[],
    needs_levels: false,
    needs_lists: true,
    needs_all_points: false,
    takes_groups: false,
    count: |levels, _| levels.iter().copied().min().unwrap_or(0),
    lay_out: |request| Box::new(List(request.levels.iter().copied().min().unwrap_or(0))),
};

struct List(u64);

impl Layout for List {
    fn len(&self) -> u64 {
        self.0
    }

    fn position(&self, point: u64, _: usize) -> Position {
        Position::Level(point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::laid_out;

    #[test]
    fn values_stand_side_by_side() {
        let layout = laid_out(&LIST, &[3, 3], &[]);
        assert_eq!(layout.len(), 3);
        assert!((0..3).all(|p| (0..2).all(|f| layout.position(p, f) == Position::Level(p))));
    }
}
