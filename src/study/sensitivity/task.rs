//! The parts of an analysis, each of which is a function of rows that are drawn.

use super::outputs::Outputs;
use super::space::{Kind, Space};
use crate::ground::statistics::sensitivity::{
    Densities, Elementary, Move, Slices, moves, pairs, pawn, variance_indices,
};

/// Slices of a factor's range, as in SALib.
const SLICES: usize = 10;

/// What an index is called, and of what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The factor, the group, or a pair of them.
    pub unit: String,
    /// The method.
    pub method: &'static str,
    /// The index.
    pub index: &'static str,
}

/// Something that is computed from rows of a sample.
pub trait Task: Sync {
    /// Number of rows.
    fn n_rows(&self) -> usize;

    /// What it gives.
    fn labels(&self) -> Vec<Label>;

    /// The indices from some rows, in the order of the labels.
    fn indices(&self, rows: &[usize]) -> Vec<f64>;

    /// What each index would be by replicate noise alone; NaN where that has no meaning or is not known.
    fn noise(&self) -> Vec<f64>;

    /// The index from positions in a random order, where that is what tells noise.
    fn shuffled(&self, _order: &[usize]) -> Option<Vec<f64>> {
        None
    }
}

/// Elementary effects of all groups.
pub struct Effects<'a> {
    space: &'a Space,
    /// By trajectory and group.
    effects: Vec<Vec<f64>>,
    /// By group: the standard error of an effect, squared, on average.
    squared_errors: Vec<f64>,
}

impl<'a> Effects<'a> {
    /// Of the trajectories that begin at some points.
    pub fn new(space: &'a Space, outputs: &Outputs, rows: &[usize]) -> Self {
        let each = space.row_length();
        let steps: Vec<Vec<Option<Move>>> = rows
            .iter()
            .map(|start| moves(&space.positions[*start..start + each], &space.groups.of))
            .collect();
        let effect = |start: usize, step: &Option<Move>| {
            let values: Vec<f64> = (start..start + each).map(|point| outputs.mean(point)).collect();
            step.map_or(0.0, |step| step.effect(&values))
        };
        let error = |start: usize, step: &Option<Move>| {
            let points: Vec<usize> = (start..start + each).collect();
            let change = |step: &Move, run| step.change(|place| outputs.0[start + place][run]);
            step.map_or(0.0, |step| outputs.squared_error(&points, |run| change(&step, run)))
        };
        let both = || rows.iter().zip(&steps);
        let groups = 0..space.groups.names.len();
        Self {
            space,
            effects: both()
                .map(|(start, steps)| steps.iter().map(|step| effect(*start, step)).collect())
                .collect(),
            squared_errors: groups
                .map(|group| both().map(|(start, steps)| error(*start, &steps[group])).sum::<f64>())
                .map(|sum| sum / rows.len() as f64)
                .collect(),
        }
    }
}

impl Task for Effects<'_> {
    fn n_rows(&self) -> usize {
        self.effects.len()
    }

    fn labels(&self) -> Vec<Label> {
        let label = |unit: &String, index| Label { unit: unit.clone(), method: "morris", index };
        let names = self.space.units().iter();
        names.flat_map(|unit| ["mu_star", "mu", "sigma"].map(|index| label(unit, index))).collect()
    }

    fn indices(&self, rows: &[usize]) -> Vec<f64> {
        let of = |group: usize| {
            let own: Vec<f64> = rows.iter().map(|row| self.effects[*row][group]).collect();
            let found = Elementary::of(&own);
            let several = self.space.groups.of.iter().filter(|of| **of == group).count() > 1;
            // Effects of groups have no direction.
            let mean = if several { f64::NAN } else { found.mean };
            [found.mean_size, mean, found.deviation]
        };
        (0..self.space.units().len()).flat_map(of).collect()
    }

    /// The mean size of a normal error is √(2/π) of its standard deviation.
    fn noise(&self) -> Vec<f64> {
        let size = (2.0 / std::f64::consts::PI).sqrt();
        let of = |squared: &f64| [size * squared.sqrt(), f64::NAN, squared.sqrt()];
        self.squared_errors.iter().flat_map(of).collect()
    }
}

/// Indices of variance of all groups.
pub struct Variance<'a> {
    space: &'a Space,
    second_order: bool,
    rows: Vec<Vec<f64>>,
    /// By group: half the standard error of the change that it makes, squared, on average.
    squared_errors: Vec<f64>,
}

impl<'a> Variance<'a> {
    /// Of the rows that begin at some points.
    pub fn new(space: &'a Space, outputs: &Outputs, starts: &[usize]) -> Self {
        let each = space.row_length();
        let row = |start: &usize| (*start..start + each).map(|point| outputs.mean(point)).collect();
        let error = |start: usize, group: usize| {
            let both = [start, start + 1 + group];
            let [own, other] = both.map(|point| &outputs.0[point]);
            outputs.squared_error(&both, |run| own[run] - other[run])
        };
        let mean = |group| starts.iter().map(|start| error(*start, group)).sum::<f64>();
        let groups = 0..space.groups.names.len();
        Self {
            space,
            second_order: space.kind == Kind::Crossed { second_order: true },
            rows: starts.iter().map(row).collect(),
            squared_errors: groups.map(|group| 0.5 * mean(group) / starts.len() as f64).collect(),
        }
    }

    fn all(&self, rows: &[usize]) -> crate::ground::statistics::sensitivity::VarianceIndices {
        let rows: Vec<&[f64]> = rows.iter().map(|row| self.rows[*row].as_slice()).collect();
        variance_indices(&rows, self.space.units().len(), self.second_order)
    }
}

impl Task for Variance<'_> {
    fn n_rows(&self) -> usize {
        self.rows.len()
    }

    fn labels(&self) -> Vec<Label> {
        let units = self.space.units();
        let label = |unit: String, index| Label { unit, method: "sobol", index };
        let single = ["total", "first", "first_janon"].into_iter();
        let mut labels: Vec<Label> =
            single.flat_map(|index| units.iter().map(move |u| label(u.clone(), index))).collect();
        if self.second_order {
            let pair = |(i, j): (usize, usize)| format!("{} & {}", units[i], units[j]);
            labels.extend(pairs(units.len()).map(|both| label(pair(both), "second")));
        }
        labels
    }

    fn indices(&self, rows: &[usize]) -> Vec<f64> {
        let found = self.all(rows);
        [found.total, found.first, found.first_janon, found.second].concat()
    }

    fn noise(&self) -> Vec<f64> {
        let everything: Vec<usize> = (0..self.rows.len()).collect();
        let variance = self.all(&everything).variance;
        let mut noise: Vec<f64> =
            self.squared_errors.iter().map(|error| error / variance).collect();
        noise.resize(self.labels().len(), f64::NAN);
        noise
    }
}

/// PAWN and delta of one factor, from any sample.
pub struct Distances<'a> {
    unit: &'a str,
    outputs: &'a [f64],
    positions: Vec<f64>,
    slices: Slices,
    whole: &'a Densities<'a>,
}

impl<'a> Distances<'a> {
    /// Of a factor with some positions, and outputs with their density.
    pub fn new(
        unit: &'a str,
        positions: Vec<f64>,
        outputs: &'a [f64],
        whole: &'a Densities<'a>,
    ) -> Self {
        let slices = Slices::of(&positions, SLICES);
        Self { unit, outputs, positions, slices, whole }
    }

    fn values(&self, outputs: &[f64], slices: &Slices, delta: f64) -> Vec<f64> {
        let found = pawn(outputs, slices);
        vec![delta, found.median, found.mean, found.largest]
    }
}

impl Task for Distances<'_> {
    fn n_rows(&self) -> usize {
        self.outputs.len()
    }

    fn labels(&self) -> Vec<Label> {
        let label = |(method, index)| Label { unit: self.unit.to_owned(), method, index };
        [("delta", "delta"), ("pawn", "median"), ("pawn", "mean"), ("pawn", "largest")]
            .map(label)
            .to_vec()
    }

    fn indices(&self, rows: &[usize]) -> Vec<f64> {
        let drawn: Vec<f64> = rows.iter().map(|row| self.outputs[*row]).collect();
        let positions: Vec<f64> = rows.iter().map(|row| self.positions[*row]).collect();
        let densities = Densities::new(&drawn, Densities::span(self.outputs));
        let delta = densities.delta(&Densities::order(&positions));
        self.values(&drawn, &self.slices.drawn(rows), delta)
    }

    fn noise(&self) -> Vec<f64> {
        vec![f64::NAN; self.labels().len()]
    }

    fn shuffled(&self, order: &[usize]) -> Option<Vec<f64>> {
        let delta = self.whole.delta(order);
        Some(self.values(self.outputs, &self.slices.drawn(order), delta))
    }
}
