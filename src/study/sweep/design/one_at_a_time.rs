//! The base, and each factor's levels with all others at the base.

use super::{Design, Layout, Position};

/// `one-at-a-time`.
pub static ONE_AT_A_TIME: Design = Design {
    name: "one-at-a-time",
    summary: "The scenario as it is, then the values of each factor in turn while all others are unchanged.",
    source: "convention; it sees no interaction (Saltelli & Annoni 2010)",
    numbers: &[],
    needs_levels: true,
    needs_lists: false,
    needs_all_points: false,
    takes_groups: false,
    count: |levels, _| levels.iter().fold(1, |sum: u64, n| sum.saturating_add(*n)),
    lay_out: |request| Box::new(OneAtATime(request.levels.clone())),
};

struct OneAtATime(Vec<u64>);

impl Layout for OneAtATime {
    fn len(&self) -> u64 {
        1 + self.0.iter().sum::<u64>()
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        let first = 1 + self.0[..factor].iter().sum::<u64>();
        match point.checked_sub(first) {
            Some(level) if level < self.0[factor] => Position::Level(level),
            _ => Position::Base,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::laid_out;

    #[test]
    fn each_point_moves_one_factor_at_most() {
        let layout = laid_out(&ONE_AT_A_TIME, &[2, 3], &[]);
        let points: Vec<_> =
            (0..layout.len()).map(|p| [0, 1].map(|f| layout.position(p, f))).collect();
        let (base, level) = (Position::Base, Position::Level);
        let second = [0, 1, 2].map(|value| [base, level(value)]);
        let mut wanted = vec![[base, base], [level(0), base], [level(1), base]];
        wanted.extend(second);
        assert_eq!(points, wanted);
    }
}
