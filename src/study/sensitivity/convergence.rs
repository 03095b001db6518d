//! How indices settle as the sample grows.

use super::analysis::{Finding, generator};
use super::space::{Kind, Space};
use super::task::Task;
use crate::ground::statistics::sensitivity::{bootstrap, normal_interval, percentile_interval};
use crate::study::runs::CONFIDENCE;

/// Shares of the sample that are looked at, in eighths.
const EIGHTHS: [usize; 5] = [1, 2, 4, 6, 8];
/// Fewest rows of a share.
const FEWEST: usize = 4;
/// Widest interval of indices that have converged, as a share of the variance or of the largest μ* (Sarrazin,
/// Pianosi & Wagener 2016).
pub const NARROW: f64 = 0.05;

/// An index from the first part of a sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The factor or group.
    pub unit: String,
    /// Rows that were used.
    pub rows: usize,
    /// Value, and the ends of its interval.
    pub value: (f64, f64, f64),
}

/// How the main index of all factors settles as the sample grows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Convergence {
    /// By size of the sample and factor.
    pub steps: Vec<Step>,
}

impl Convergence {
    /// The main index of a task from growing parts of its rows.
    pub(super) fn of(task: &dyn Task, space: &Space, resamples: u32) -> Self {
        let (method, index, _) = space.kind.main_index();
        let labels = task.labels();
        let is_main =
            |place: &usize| (labels[*place].method, labels[*place].index) == (method, index);
        let places: Vec<usize> = (0..labels.len()).filter(is_main).collect();
        let mut steps = Vec::new();
        for eighths in EIGHTHS {
            let n = task.n_rows() * eighths / 8;
            if n < FEWEST {
                continue;
            }
            let rows: Vec<usize> = (0..n).collect();
            let values = task.indices(&rows);
            let mut draws = generator(space, 0, eighths as u32, 0);
            let drawn = bootstrap(n, resamples, &mut draws, |rows| task.indices(rows));
            for place in &places {
                let (value, drawn) = (values[*place], &drawn[*place]);
                let (low, high) = match space.kind {
                    Kind::Sample => normal_interval(value, drawn, CONFIDENCE),
                    _ => percentile_interval(drawn, CONFIDENCE),
                };
                let unit = labels[*place].unit.clone();
                steps.push(Step { unit, rows: n, value: (value, low, high) });
            }
        }
        Self { steps }
    }

    /// That of several factors, each by itself.
    pub(super) fn together(all: Vec<Self>) -> Self {
        let mut steps: Vec<Step> = all.into_iter().flat_map(|one| one.steps).collect();
        steps.sort_by_key(|step| step.rows);
        Self { steps }
    }

    /// The widest interval of an analysis' main index: as it is for shares, relative to the largest for effects.
    pub fn widest(findings: &[&Finding], kind: Kind) -> f64 {
        let width = findings.iter().map(|f| f.high - f.low).fold(0.0, f64::max);
        let largest = findings.iter().map(|f| f.value).fold(0.0, f64::max);
        if kind == Kind::Trajectories { width / largest } else { width }
    }

    /// Whether the order of the factors whose index is at least a twentieth of the largest is the same as with
    /// half of the sample; none when half is too small.
    pub fn keeps_order(&self) -> Option<bool> {
        let most = self.steps.iter().map(|step| step.rows).max()?;
        let half = self.steps.iter().map(|step| step.rows).find(|rows| *rows == most / 2)?;
        let ranked = |rows: usize| {
            let mut own: Vec<&Step> = self.steps.iter().filter(|s| s.rows == rows).collect();
            own.sort_by(|a, b| b.value.0.total_cmp(&a.value.0));
            own
        };
        let all = ranked(most);
        let is_large = |step: &&&Step| step.value.0 >= 0.05 * all[0].value.0;
        let n = all.iter().filter(is_large).count();
        let names = |of: &[&Step]| of[..n].iter().map(|s| s.unit.clone()).collect::<Vec<_>>();
        Some(names(&all) == names(&ranked(half)))
    }
}
