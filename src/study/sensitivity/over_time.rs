//! Indices in each period.

use super::analysis::whole_rows;
use super::outputs::Outputs;
use super::space::{Kind, Space};
use super::task::{Distances, Effects, Task, Variance};
use crate::ground::executor;
use crate::ground::statistics::sensitivity::Densities;

/// The main index of all factors in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The period, counted from 1.
    pub period: u32,
    /// By group, or of a sample by factor: the main index; NaN where outputs do not vary.
    pub values: Vec<f64>,
    /// Rows that were used, and rows that were left out.
    pub rows: (usize, usize),
    /// Standard deviation between points.
    pub spread: f64,
    /// Share of the variance between points that comes from random numbers; NaN for single replicates.
    pub noise_share: f64,
}

/// The main index in each period, without intervals.
pub fn over_time(space: &Space, periods: &[(u32, Outputs)]) -> Vec<Moment> {
    executor::map(periods, |(period, outputs)| moment(space, *period, outputs))
}

fn moment(space: &Space, period: u32, outputs: &Outputs) -> Moment {
    let (rows, dropped) = whole_rows(space, outputs);
    let points: Vec<usize> =
        rows.iter().flat_map(|start| *start..start + space.row_length()).collect();
    let (noise_share, spread) = outputs.noise_share(&points);
    let values = match rows.is_empty() || spread == 0.0 {
        true => vec![f64::NAN; space.units().len()],
        false => main_indices(space, outputs, &rows),
    };
    Moment { period, values, rows: (rows.len(), dropped), spread, noise_share }
}

fn main_indices(space: &Space, outputs: &Outputs, rows: &[usize]) -> Vec<f64> {
    let (method, index, _) = space.kind.main_index();
    let main = |task: &dyn Task| {
        let all: Vec<usize> = (0..task.n_rows()).collect();
        let found = task.labels().into_iter().zip(task.indices(&all));
        let own = found.filter(|(label, _)| (label.method, label.index) == (method, index));
        own.map(|(_, value)| value).collect::<Vec<f64>>()
    };
    match space.kind {
        Kind::Trajectories => main(&Effects::new(space, outputs, rows)),
        Kind::Crossed { .. } => main(&Variance::new(space, outputs, rows)),
        Kind::Sample => {
            let values: Vec<f64> = rows.iter().map(|point| outputs.mean(*point)).collect();
            let densities = Densities::new(&values, Densities::span(&values));
            let of = |factor: usize| {
                let places = rows.iter().map(|point| space.positions[*point][factor]).collect();
                main(&Distances::new(&space.factors[factor], places, &values, &densities))
            };
            (0..space.factors.len()).flat_map(of).collect()
        }
    }
}
