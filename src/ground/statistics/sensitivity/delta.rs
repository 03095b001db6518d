//! The delta index: how much the density of an output changes when a factor is known.

use crate::ground::statistics::summary::mean;

/// Points of the grid on which densities are compared, as in SALib.
const GRID: usize = 100;
/// Most classes of a factor (Plischke, Borgonovo & Smith 2013).
const MOST_CLASSES: f64 = 48.0;

/// An output whose density is known, for the delta indices of many factors.
#[derive(Debug, Clone)]
pub struct Densities<'a> {
    outputs: &'a [f64],
    grid: Vec<f64>,
    /// Density of the output on the grid.
    all: Vec<f64>,
}

impl<'a> Densities<'a> {
    /// The density of an output, on a grid between the ends of `span`.
    pub fn new(outputs: &'a [f64], span: (f64, f64)) -> Self {
        let step = (span.1 - span.0) / (GRID - 1) as f64;
        let grid: Vec<f64> = (0..GRID).map(|place| span.0 + step * place as f64).collect();
        let all = density(outputs, &grid).unwrap_or_default();
        Self { outputs, grid, all }
    }

    /// The ends of some outputs.
    pub fn span(outputs: &[f64]) -> (f64, f64) {
        outputs.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), output| {
            (low.min(*output), high.max(*output))
        })
    }

    /// The index of a factor from the order of its positions ([`Self::order`]): half the mean distance
    /// between the density of the output and those in classes of the factor (Borgonovo 2007; equation 26 of
    /// Plischke, Borgonovo & Smith 2013). 0 where the output does not vary.
    ///
    /// It is not negative and lies above 0 by chance also where a factor has no effect. A class in which the
    /// output does not vary has the largest distance, 1; SALib leaves it out.
    pub fn delta(&self, order: &[usize]) -> f64 {
        if self.all.is_empty() {
            return 0.0;
        }
        let n = order.len();
        let classes = classes(n);
        let end = |class: usize| (class as f64 * n as f64 / classes as f64).floor() as usize;
        let distance = |class: usize| {
            let own = &order[end(class)..end(class + 1)];
            let values: Vec<f64> = own.iter().map(|place| self.outputs[*place]).collect();
            let gap = match density(&values, &self.grid) {
                None => 1.0,
                Some(density) => 0.5 * self.area_between(&density),
            };
            own.len() as f64 * gap
        };
        (0..classes).map(distance).sum::<f64>() / n as f64
    }

    /// The order of some positions: the places of the points from the lowest on; equal ones as they come.
    pub fn order(positions: &[f64]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..positions.len()).collect();
        order.sort_by(|a, b| positions[*a].total_cmp(&positions[*b]));
        order
    }

    /// The area between the density of all outputs and another (trapezoid rule).
    fn area_between(&self, other: &[f64]) -> f64 {
        let gaps: Vec<f64> = self.all.iter().zip(other).map(|(a, b)| (a - b).abs()).collect();
        let step = |(x, gap): (&[f64], &[f64])| 0.5 * (x[1] - x[0]) * (gap[0] + gap[1]);
        self.grid.windows(2).zip(gaps.windows(2)).map(step).sum()
    }
}

/// The number of classes of so many points (Plischke, Borgonovo & Smith 2013).
fn classes(n: usize) -> usize {
    let n = n as f64;
    let power = 2.0 / (7.0 + libm::tanh((1500.0 - n) / 500.0));
    libm::pow(n, power).ceil().min(MOST_CLASSES) as usize
}

/// A density by a normal kernel with the width of Silverman (1986); none where values do not vary.
fn density(values: &[f64], grid: &[f64]) -> Option<Vec<f64>> {
    let n = values.len() as f64;
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    if values.iter().all(|value| *value == values[0]) {
        return None;
    }
    let width = (squares / (n - 1.0)).sqrt() * libm::pow(0.75 * n, -0.2);
    let height = 1.0 / (n * width * (2.0 * std::f64::consts::PI).sqrt());
    let kernel = |at: f64, value: &f64| libm::exp(-0.5 * ((at - value) / width).powi(2));
    let at = |at: &f64| height * values.iter().map(|value| kernel(*at, value)).sum::<f64>();
    Some(grid.iter().map(at).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn densities_sum_to_one_and_classes_grow_with_the_sample() {
        let values: Vec<f64> = (0..200).map(|i| f64::from(i * i % 101)).collect();
        let grid: Vec<f64> = (0..400).map(|i| f64::from(i) - 150.0).collect();
        let sum: f64 = density(&values, &grid).unwrap().iter().sum();
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        assert!(density(&[2.0, 2.0], &grid).is_none());
        // 500 and 5,000 points: 500^(2/(7 + tanh 2)) = 4.8, 5000^(2/(7 + tanh −7)) = 17.1.
        assert_eq!((classes(500), classes(5000)), (5, 18));
    }

    #[test]
    fn an_output_that_does_not_vary_depends_on_nothing() {
        let outputs = [3.0; 40];
        let densities = Densities::new(&outputs, Densities::span(&outputs));
        assert_eq!(densities.delta(&(0..40).collect::<Vec<_>>()), 0.0);
    }
}
