//! Points drawn at random.

use super::{AS_MANY_AS_TOLD, Design, Layout, POINTS, Position};
use crate::ground::random::{Address, Draws, Purpose};

/// `random`.
pub static RANDOM: Design = Design {
    name: "random",
    summary: "Points drawn at random, independently of each other.",
    source: "Monte Carlo",
    numbers: &[POINTS],
    needs_levels: false,
    needs_lists: false,
    needs_all_points: false,
    takes_groups: false,
    count: AS_MANY_AS_TOLD,
    lay_out: |request| Box::new(Random { points: request.numbers[0], draws: request.draws }),
};

struct Random {
    points: u64,
    draws: Draws,
}

impl Layout for Random {
    fn len(&self) -> u64 {
        self.points
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        Position::Share(uniform(&self.draws, point, factor))
    }
}

/// A uniform in [0,1) that belongs to a point and a factor.
pub fn uniform(draws: &Draws, point: u64, factor: usize) -> f64 {
    let [low, high] = [point as u32, (point >> 32) as u32];
    let purpose = Purpose::Design;
    draws.uniform_at(Address {
        replicate: high,
        unit: low,
        purpose,
        period: 0,
        agent: factor as u32,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::{laid_out, shares};

    #[test]
    fn points_are_uniform_and_factors_do_not_go_together() {
        // 40,000 points: the standard error of a mean is 0.0014, of a correlation 0.005; five each.
        let points = shares(&*laid_out(&RANDOM, &[1, 1], &[40_000]), 2);
        let mean = |f: usize| points.iter().map(|p| p[f]).sum::<f64>() / 40_000.0;
        let product = points.iter().map(|p| (p[0] - 0.5) * (p[1] - 0.5)).sum::<f64>() / 40_000.0;
        assert!((mean(0) - 0.5).abs() < 0.0072 && (mean(1) - 0.5).abs() < 0.0072);
        assert!((product * 12.0).abs() < 0.025, "{product}");
    }
}
