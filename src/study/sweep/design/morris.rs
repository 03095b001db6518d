//! Morris's elementary effects: walks through a grid in which each step moves one factor.

use super::{Design, Layout, Need, NeedKind, Position, Request};
use crate::ground::random::{Address, Draws, Purpose};

/// `morris`.
pub static MORRIS: Design = Design {
    name: "morris",
    summary: "Trajectories in which each step moves one factor by half its range or so; screens many factors with few runs.",
    source: "Morris 1991 (Technometrics 33:161–174)",
    numbers: &[
        Need {
            key: "trajectories",
            summary: "Number of trajectories.",
            least: 1,
            default: None,
            kind: NeedKind::Count,
        },
        Need {
            key: "grid_levels",
            summary: "Levels of the grid that trajectories run through; even. Listed factors run through their own values.",
            least: 2,
            default: Some(4),
            kind: NeedKind::Even,
        },
    ],
    needs_levels: false,
    needs_lists: false,
    needs_all_points: true,
    takes_groups: true,
    count: |levels, numbers| numbers[0].saturating_mul(levels.len() as u64 + 1),
    lay_out: |request| Box::new(Morris::new(request)),
};

struct Morris {
    trajectories: u64,
    grid_levels: u64,
    /// By factor: the number of its values, where they are listed.
    listed: Vec<Option<u64>>,
    /// By factor: the group with which it moves.
    groups: Vec<usize>,
    n_groups: usize,
    draws: Draws,
}

impl Morris {
    fn new(request: &Request) -> Self {
        let [trajectories, grid_levels] = [request.numbers[0], request.numbers[1]];
        let (groups, n_groups) = (request.groups.clone(), request.n_groups());
        let own = |(levels, listed): (&u64, &bool)| listed.then_some(*levels);
        let listed = request.levels.iter().zip(&request.listed).map(own).collect();
        Self { trajectories, grid_levels, listed, groups, n_groups, draws: request.draws }
    }

    fn uniform(&self, trajectory: u64, draw: u32, factor: usize) -> f64 {
        let [low, high] = [trajectory as u32, (trajectory >> 32) as u32];
        let purpose = Purpose::Design;
        let agent = factor as u32;
        self.draws.uniform_at(Address { replicate: high, unit: low, purpose, period: draw, agent })
    }

    /// The step, counted from 1, in which a trajectory moves a group: its rank in a random order.
    fn step_of(&self, trajectory: u64, group: usize) -> u64 {
        let key = |group| (self.uniform(trajectory, 1, group), group);
        let own = key(group);
        1 + (0..self.n_groups).filter(|other| key(*other) < own).count() as u64
    }
}

impl Layout for Morris {
    fn len(&self) -> u64 {
        self.trajectories * (self.n_groups as u64 + 1)
    }

    fn position(&self, point: u64, factor: usize) -> Position {
        let each = self.n_groups as u64 + 1;
        let (trajectory, step) = (point / each, point % each);
        let levels = self.listed[factor].unwrap_or(self.grid_levels);
        // A move by half the levels reaches each of an even number equally often. Of an odd number it
        // reaches each, the middle one more often.
        let half = levels / 2;
        // The lower end of the move, and whether it goes up or down.
        let low = (self.uniform(trajectory, 2, factor) * (levels - half) as f64) as u64;
        let upwards = self.uniform(trajectory, 3, factor) < 0.5;
        let moved = step >= self.step_of(trajectory, self.groups[factor]);
        let level = if moved == upwards { low + half } else { low };
        match self.listed[factor] {
            Some(_) => Position::Level(level),
            None => Position::Step(level, levels),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::design::tests::{laid_out, shares};

    #[test]
    fn each_trajectory_moves_each_factor_once_by_delta() {
        let (factors, levels) = (5, 6);
        let points = shares(&*laid_out(&MORRIS, &[1; 5], &[40, levels]), factors);
        assert_eq!(points.len(), 240);
        let delta = 3.0 / 5.0;
        let mut orders = std::collections::BTreeSet::new();
        for trajectory in points.chunks(factors + 1) {
            let mut order = Vec::new();
            for step in trajectory.windows(2) {
                let moved: Vec<_> = (0..factors).filter(|f| step[0][*f] != step[1][*f]).collect();
                assert_eq!(moved.len(), 1);
                let by = (step[1][moved[0]] - step[0][moved[0]]).abs();
                assert!((by - delta).abs() < 1e-12);
                order.push(moved[0]);
            }
            orders.insert(order.clone());
            order.sort_unstable();
            assert_eq!(order, [0, 1, 2, 3, 4]);
        }
        assert!(orders.len() > 20, "the order of factors differs");
        assert!(points.iter().flatten().all(|share| (0.0..=1.0).contains(share)));
    }

    #[test]
    fn factors_of_a_group_move_in_the_same_step() {
        let mut request = crate::study::sweep::design::tests::request(&[1; 4], &[10, 4]);
        request.groups = vec![0, 1, 0, 2];
        let points = shares(&*(MORRIS.lay_out)(&request), 4);
        assert_eq!(points.len(), 10 * 4);
        for trajectory in points.chunks(4) {
            for step in trajectory.windows(2) {
                let moved: Vec<_> = (0..4).filter(|f| step[0][*f] != step[1][*f]).collect();
                assert!([vec![0, 2], vec![1], vec![3]].contains(&moved), "{moved:?}");
            }
        }
    }

    #[test]
    fn listed_factors_run_all_their_values() {
        for levels in [1, 2, 3, 5, 7] {
            let mut request = crate::study::sweep::design::tests::request(&[levels, 4], &[60, 4]);
            request.listed = vec![true, false];
            let layout = (MORRIS.lay_out)(&request);
            let mut seen = vec![false; levels as usize];
            for point in 0..layout.len() {
                let Position::Level(level) = layout.position(point, 0) else { panic!() };
                seen[level as usize] = true;
            }
            assert!(seen.iter().all(|seen| *seen), "{levels}: {seen:?}");
        }
    }
}
