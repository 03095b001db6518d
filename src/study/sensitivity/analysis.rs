//! Indices of an outcome, with their intervals.

use super::convergence::Convergence;
use super::outputs::{Outcome, Outputs};
use super::space::{Kind, Space};
use super::task::{Distances, Effects, Label, Task, Variance};
use crate::ground::executor;
use crate::ground::random::{Address, Draws, Purpose};
use crate::ground::statistics::quantiles;
use crate::ground::statistics::sensitivity::{
    Densities, bootstrap, normal_interval, percentile_interval, shuffled,
};
use crate::study::runs::CONFIDENCE;

/// Fewest rows from which anything is said.
const FEWEST: usize = 4;
/// Most draws for indices that compare densities, each of which costs much more than a mean.
const MOST_OF_DENSITIES: u32 = 100;

/// How an analysis is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How often rows are drawn again for intervals.
    pub resamples: u32,
}

/// An index with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The factor, the group, or a pair of them.
    pub unit: String,
    /// The method: `morris`, `sobol`, `pawn` or `delta`.
    pub method: &'static str,
    /// The index.
    pub index: &'static str,
    /// Its value.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
    /// What a factor without effect would have: by replicate noise, or of PAWN and delta at most in 19 of 20
    /// samples. NaN where that has no meaning or single replicates do not tell.
    pub noise: f64,
    /// Whether it can be told from what a factor without effect would have; none for indices that are not
    /// judged.
    pub is_clear: Option<bool>,
}

/// What an analysis found of an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// The outcome.
    pub outcome: Outcome,
    /// What its design allows to say.
    pub kind: Kind,
    /// The indices.
    pub findings: Vec<Finding>,
    /// Rows (trajectories, base rows, points) that were used.
    pub rows: usize,
    /// Rows that were left out because a run of theirs is missing.
    pub dropped: usize,
    /// Mean over the space.
    pub mean: f64,
    /// Share of the space in which it lies above 0.
    pub above: f64,
    /// Share of the variance between points that comes from random numbers; NaN for single replicates.
    pub noise_share: f64,
    /// Standard deviation between points.
    pub spread: f64,
    /// How the main index settles as the sample grows; none where nothing is said.
    pub convergence: Option<Convergence>,
}

impl Analysis {
    /// The findings of the main index, the largest first; those without a value are left out.
    pub fn ranked(&self) -> Vec<&Finding> {
        let mut found: Vec<&Finding> = self.main().filter(|f| !f.value.is_nan()).collect();
        found.sort_by(|a, b| b.value.total_cmp(&a.value));
        found
    }

    /// The findings of the main index, in the order of the factors.
    pub fn main(&self) -> impl Iterator<Item = &Finding> {
        let (method, index, _) = self.kind.main_index();
        self.findings.iter().filter(move |f| (f.method, f.index) == (method, index))
    }
}

/// The rows of a space of which every run is there, by their first points; and how many are left out.
pub(super) fn whole_rows(space: &Space, outputs: &Outputs) -> (Vec<usize>, usize) {
    let each = space.row_length();
    let is_whole = |start: &usize| (*start..start + each).all(|p| outputs.mean(p).is_finite());
    let all = (0..space.positions.len() / each).map(|row| row * each);
    let whole: Vec<usize> = all.clone().filter(is_whole).collect();
    let dropped = all.count() - whole.len();
    (whole, dropped)
}

/// Analyses an outcome. Rows with a missing run are left out whole. The draws are the same for every outcome,
/// so that indices of outcomes can be compared.
pub fn analyse(space: &Space, outcome: Outcome, outputs: &Outputs, options: Options) -> Analysis {
    let (rows, dropped) = whole_rows(space, outputs);
    let points: Vec<usize> =
        rows.iter().flat_map(|start| *start..start + space.row_length()).collect();
    let (noise_share, spread) = outputs.noise_share(&points);
    let (sample, values) = independent(space, outputs, &rows);
    let mut analysis = Analysis {
        outcome,
        kind: space.kind,
        findings: Vec::new(),
        rows: rows.len(),
        dropped,
        mean: values.iter().sum::<f64>() / values.len() as f64,
        above: values.iter().filter(|value| **value > 0.0).count() as f64 / values.len() as f64,
        noise_share,
        spread,
        convergence: None,
    };
    // A spread that rounding makes is none.
    let scale = points.iter().map(|point| outputs.mean(*point).abs()).fold(0.0, f64::max);
    if rows.len() < FEWEST || spread <= 1e-12 * scale {
        return analysis;
    }
    let main = |task: &dyn Task| {
        let found = findings(task, space, 0, options.resamples);
        (found, Convergence::of(task, space, options.resamples))
    };
    let densities = Densities::new(&values, Densities::span(&values));
    let distances = |factor: usize| {
        let positions = sample.iter().map(|point| space.positions[*point][factor]).collect();
        Distances::new(&space.factors[factor], positions, &values, &densities)
    };
    let few = options.resamples.min(MOST_OF_DENSITIES);
    let factors = || 0..space.factors.len();
    let of_density = |f: usize| findings(&distances(f), space, 1 + f as u32, few);
    let (found, convergence) = match space.kind {
        Kind::Trajectories => main(&Effects::new(space, outputs, &rows)),
        Kind::Crossed { .. } => main(&Variance::new(space, outputs, &rows)),
        Kind::Sample => {
            let steps = executor::map(factors(), |f| Convergence::of(&distances(f), space, few));
            (Vec::new(), Convergence::together(steps))
        }
    };
    analysis.findings = found;
    if space.kind != Kind::Trajectories {
        analysis.findings.extend(executor::map(factors(), of_density).concat());
    }
    analysis.convergence = Some(convergence);
    analysis
}

/// The points of a space that are spread over it independently, and their outputs: all of a sample, and of another
/// design the first and the last of each row.
fn independent(space: &Space, outputs: &Outputs, rows: &[usize]) -> (Vec<usize>, Vec<f64>) {
    let last = space.row_length() - 1;
    let points: Vec<usize> = match space.kind {
        Kind::Sample => rows.to_vec(),
        _ => rows.iter().flat_map(|start| [*start, start + last]).collect(),
    };
    let values = points.iter().map(|point| outputs.mean(*point)).collect();
    (points, values)
}

/// The generator of some draws of a task.
pub(super) fn generator(
    space: &Space,
    unit: u32,
    period: u32,
    agent: u32,
) -> impl rand::Rng + use<> {
    let purpose = Purpose::Sensitivity;
    Draws::new(space.seed).at(Address { replicate: 0, unit, purpose, period, agent })
}

/// The findings of a task, whose draws are those of a unit.
fn findings(task: &dyn Task, space: &Space, unit: u32, resamples: u32) -> Vec<Finding> {
    let rows: Vec<usize> = (0..task.n_rows()).collect();
    let values = task.indices(&rows);
    let mut draws = generator(space, unit, 0, 0);
    let drawn = bootstrap(rows.len(), resamples, &mut draws, |rows| task.indices(rows));
    let by_chance = by_chance(task, space, unit, resamples);
    let noise = by_chance.clone().unwrap_or_else(|| task.noise());
    let mut found = Vec::new();
    for (place, Label { unit, method, index }) in task.labels().into_iter().enumerate() {
        let (value, noise) = (values[place], noise[place]);
        // Distances of drawn rows lie above those of the sample; their spread is what tells.
        let (low, high) = match by_chance {
            Some(_) => normal_interval(value, &drawn[place], CONFIDENCE),
            None => percentile_interval(&drawn[place], CONFIDENCE),
        };
        let is_clear = match (method, index) {
            ("pawn" | "delta", _) => Some(value > noise),
            ("morris", "mu_star") | ("sobol", "total") => Some(low > noise.max(0.0)),
            ("sobol", "first" | "first_janon" | "second") => Some(low > 0.0),
            _ => None,
        };
        found.push(Finding { unit, method, index, value, low, high, noise, is_clear });
        if (method, index) == ("delta", "delta") {
            found.push(without_bias(&found[found.len() - 1], &drawn[place]));
        }
    }
    found
}

/// The delta index less the bias that draws show (Plischke, Borgonovo & Smith 2013), as SALib gives it.
fn without_bias(raw: &Finding, drawn: &[f64]) -> Finding {
    let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
    let value = 2.0 * raw.value - mean;
    let (low, high) = normal_interval(value, drawn, CONFIDENCE);
    let (noise, is_clear) = (f64::NAN, None);
    Finding { index: "delta_unbiased", value, low, high, noise, is_clear, ..raw.clone() }
}

/// What at most a factor without effect has in 19 of 20 samples: positions in a random order tell nothing.
fn by_chance(task: &dyn Task, space: &Space, unit: u32, times: u32) -> Option<Vec<f64>> {
    let mut draws = generator(space, unit, 0, 1);
    let n = task.n_rows();
    let orders = (0..times).map(|_| task.shuffled(&shuffled(n, &mut draws)));
    let found: Vec<Vec<f64>> = orders.collect::<Option<_>>()?;
    let of = |place: usize| {
        let values: Vec<f64> = found.iter().map(|indices| indices[place]).collect();
        quantiles(&values, &[CONFIDENCE])[0]
    };
    Some((0..task.labels().len()).map(of).collect())
}
