//! Elementary effects: the change of an output along the steps of a trajectory that move one factor each.

/// The step of a trajectory that moves a factor, or a group of factors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// The step, counted from 0.
    step: usize,
    /// By how much; the mean size for several factors, which may move in opposite directions.
    by: f64,
    /// Whether several factors move.
    several: bool,
}

/// The steps of a trajectory, by group; none for a group that does not move. `positions` holds the points by
/// factor, `groups` the group of each factor.
pub fn moves(positions: &[Vec<f64>], groups: &[usize]) -> Vec<Option<Move>> {
    let mut found = vec![None; groups.iter().max().map_or(0, |last| last + 1)];
    for (step, points) in positions.windows(2).enumerate() {
        let by: Vec<f64> = points[1].iter().zip(&points[0]).map(|(to, from)| to - from).collect();
        let Some(moved) = by.iter().position(|by| *by != 0.0) else { continue };
        let group = groups[moved];
        let own = || by.iter().zip(groups).filter(|(_, of)| **of == group).map(|(by, _)| by.abs());
        let n = own().count();
        let by = if n == 1 { by[moved] } else { own().sum::<f64>() / n as f64 };
        found[group] = Some(Move { step, by, several: n > 1 });
    }
    found
}

impl Move {
    /// The elementary effect: the change of the output for each unit of position (Morris 1991); of several
    /// factors its size (Campolongo, Cariboni & Saltelli 2007). `outputs` are those of the trajectory.
    pub fn effect(&self, outputs: &[f64]) -> f64 {
        let change = self.change(|point| outputs[point]);
        if self.several { change.abs() } else { change }
    }

    /// The change for each unit of position of what `output` gives for the points of the trajectory.
    pub fn change(&self, output: impl Fn(usize) -> f64) -> f64 {
        (output(self.step + 1) - output(self.step)) / self.by
    }
}

/// What the elementary effects of a factor have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elementary {
    /// Their mean, μ: the direction of the effect. Effects of opposite signs cancel out.
    pub mean: f64,
    /// The mean of their sizes, μ* (Campolongo, Cariboni & Saltelli 2007): how much the factor matters.
    pub mean_size: f64,
    /// Their standard deviation (n − 1), σ: how much the effect depends on where the other factors are, and on
    /// where the factor is. NaN for fewer than two.
    pub deviation: f64,
}

impl Elementary {
    /// Of some effects; NaN for none.
    pub fn of(effects: &[f64]) -> Self {
        let n = effects.len() as f64;
        let mean = effects.iter().sum::<f64>() / n;
        let squares: f64 = effects.iter().map(|effect| (effect - mean).powi(2)).sum();
        Self {
            mean,
            mean_size: effects.iter().map(|effect| effect.abs()).sum::<f64>() / n,
            deviation: if n < 2.0 { f64::NAN } else { (squares / (n - 1.0)).sqrt() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A trajectory that moves the factors in their order, up or down by two thirds.
    fn trajectory(start: &[f64], function: impl Fn(&[f64]) -> f64) -> (Vec<Vec<f64>>, Vec<f64>) {
        let mut points = vec![start.to_vec()];
        for factor in 0..start.len() {
            let mut next = points[factor].clone();
            next[factor] += if next[factor] < 0.5 { 2.0 / 3.0 } else { -2.0 / 3.0 };
            points.push(next);
        }
        let outputs = points.iter().map(|point| function(point)).collect();
        (points, outputs)
    }

    #[test]
    fn effects_of_a_linear_function_are_its_slopes() {
        let linear = |x: &[f64]| 3.0 * x[0] - 2.0 * x[1] + 7.0;
        let mut all = vec![Vec::new(); 3];
        for start in [[0.0, 1.0, 0.0], [1.0, 1.0, 1.0 / 3.0], [1.0 / 3.0, 0.0, 1.0]] {
            let (points, outputs) = trajectory(&start, linear);
            let moves = moves(&points, &[0, 1, 2]).into_iter().flatten();
            all.iter_mut().zip(moves).for_each(|(of, moved)| of.push(moved.effect(&outputs)));
        }
        for (effects, slope) in all.iter().zip([3.0, -2.0, 0.0]) {
            let found = Elementary::of(effects);
            assert!((found.mean - slope).abs() < 1e-12 && found.deviation < 1e-12);
            assert!((found.mean_size - f64::abs(slope)).abs() < 1e-12);
        }
    }

    #[test]
    fn effects_that_cancel_out_have_a_size() {
        let found = Elementary::of(&[1.0, -1.0, 3.0, -3.0]);
        assert_eq!((found.mean, found.mean_size), (0.0, 2.0));
        assert!((found.deviation - (20.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!(Elementary::of(&[1.0]).deviation.is_nan());
    }

    #[test]
    fn factors_of_a_group_move_together_and_one_that_stays_has_no_effect() {
        let points = [vec![0.0, 1.0, 0.5], vec![0.5, 0.5, 0.5], vec![0.5, 0.5, 0.5]];
        let moves = moves(&points, &[0, 0, 1]);
        assert_eq!(moves[0].unwrap().effect(&[1.0, 0.0, 0.0]), 2.0);
        assert_eq!(moves[1], None);
    }
}
