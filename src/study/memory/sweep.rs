//! What sweeps take, and what is made from them.

use super::process;
use super::run::running_means;
use crate::engine::bytes_of_run;
use crate::engine::observe::SectorMeans;
use crate::ground::executor;
use crate::model::specification::ModelSpec;
use crate::study::runs::parallel;
use crate::study::sweep::{Plan, Replicates, Sweep};

/// Points of which the largest is looked for; of more points, as many that are spread evenly.
const LOOKED_AT: u64 = 1_000;
/// Bytes that a row takes beside its numbers, while a chunk is kept and written.
const ROW: u64 = 160;
/// Bytes of a value of a factor, of which a copy goes to the table.
const VALUE: u64 = 64;
/// Rows of a table that are held before they are written.
const ROW_GROUP: u64 = 1 << 17;
/// Bytes of the code and the buffers of the tables' format.
const FORMAT: u64 = 8 << 20;
/// Bytes of the picture of a figure.
const FIGURE: u64 = 12 << 20;

/// The rows of the table of a sweep.
#[derive(Debug, Clone, Copy)]
struct Rows {
    /// Rows of the table of runs.
    runs: u64,
    /// Rows of the series; 0 when there is none.
    series: u64,
    factors: u64,
    metrics: u64,
}

/// What the largest points of a sweep take.
struct Largest {
    bytes: u64,
    runs: u64,
    series: u64,
}

impl Largest {
    /// Looks at points that are spread evenly; `bytes` tells what one takes.
    fn of(sweep: &Sweep, bytes: &dyn Fn(&[&ModelSpec]) -> u64) -> Self {
        let points = sweep.n_points();
        let looked_at = points.clamp(1, LOOKED_AT);
        let mut most = Self { bytes: 0, runs: 0, series: 0 };
        for index in 0..looked_at {
            let number = u128::from(index) * u128::from(points) / u128::from(looked_at);
            let treatments = sweep.point(number as u64).map(|point| sweep.treatments(&point));
            let Some(Ok(treatments)) = treatments else { continue };
            let specs: Vec<&ModelSpec> = treatments.iter().map(|t| &t.spec).collect();
            let (runs, series) = rows_of(sweep, &specs);
            most.bytes = most.bytes.max(bytes(&specs));
            (most.runs, most.series) = (most.runs.max(runs), most.series.max(series));
        }
        most
    }

    /// The rows of so many points.
    fn rows(&self, sweep: &Sweep, points: u64) -> Rows {
        Rows {
            runs: self.runs.saturating_mul(points),
            series: self.series.saturating_mul(points),
            factors: sweep.factors.len() as u64,
            metrics: sweep.metrics.len() as u64,
        }
    }
}

/// What running a sweep and making its tables and figures takes on the threads of the current rayon
/// pool.
pub fn of_sweep(sweep: &Sweep, plan: &Plan) -> u64 {
    let threads = executor::threads();
    let largest = Largest::of(sweep, &|specs| of_point(sweep, plan, specs));
    let workers = if plan.is_large(sweep) { 1 } else { threads as u64 };
    let workers = workers.min(plan.n_chunks());
    let chunk = in_memory(largest.rows(sweep, plan.points(0).end));
    let working = workers.saturating_mul(largest.bytes.saturating_add(chunk));
    let all = largest.rows(sweep, sweep.n_points());
    process(threads) + FORMAT.saturating_add(working.max(finishing(all)))
}

/// What the runs of a point take.
fn of_point(sweep: &Sweep, plan: &Plan, specs: &[&ModelSpec]) -> u64 {
    let threads = executor::threads();
    let n_metrics = sweep.metrics.len() as u64;
    let one = |spec: &ModelSpec| {
        let replicates = most_replicates(sweep, spec);
        let kept = if sweep.series.is_some() { spec.periods() } else { spec.window() };
        let means =
            SectorMeans::bytes_of_replicate(kept.into(), n_metrics).saturating_mul(replicates);
        let run = match plan.is_large(sweep) {
            true => running_means(spec, n_metrics, replicates, threads),
            false => bytes_of_run(spec, u64::from(parallel::batch_size(spec)).min(replicates), 1),
        };
        (2 * means, run)
    };
    let found: Vec<(u64, u64)> = specs.iter().map(|spec| one(spec)).collect();
    let means = found.iter().map(|(means, _)| *means).fold(0, u64::saturating_add);
    means.saturating_add(found.iter().map(|(_, run)| *run).max().unwrap_or(0))
}

/// Most replicates of a point.
fn most_replicates(sweep: &Sweep, spec: &ModelSpec) -> u64 {
    match &sweep.replicates {
        Replicates::Fixed(replicates) => u64::from(*replicates),
        Replicates::Until(rule) => u64::from(rule.at_most.max(spec.replicates())),
    }
}

/// Rows of a point: runs, and those of the series.
fn rows_of(sweep: &Sweep, specs: &[&ModelSpec]) -> (u64, u64) {
    let runs: u64 = specs.iter().map(|spec| most_replicates(sweep, spec)).sum();
    let series = |spec: &&ModelSpec| match sweep.series {
        Some(every) => {
            let periods = u64::from(spec.periods() / every) + 1;
            most_replicates(sweep, spec).saturating_mul(periods)
        }
        None => 0,
    };
    (runs.max(1), specs.iter().map(series).sum())
}

/// What rows take that are kept and written.
fn in_memory(rows: Rows) -> u64 {
    let Rows { runs, series, factors, metrics } = rows;
    let run = factors.saturating_mul(VALUE) + 4 * 8 * metrics + ROW;
    let line = 4 * 8 * metrics + ROW;
    runs.saturating_mul(run).saturating_add(series.saturating_mul(line))
}

/// What making the tables and figures takes.
fn finishing(rows: Rows) -> u64 {
    let held = Rows { runs: rows.runs.min(ROW_GROUP), series: rows.series.min(ROW_GROUP), ..rows };
    in_memory(held).max(figures(rows))
}

/// What figures take: they read the columns that they need.
fn figures(rows: Rows) -> u64 {
    let Rows { runs, series, factors, .. } = rows;
    let columns = |rows: u64| rows.saturating_mul(12 * (factors + 4) + 64);
    FIGURE + columns(runs).max(columns(series))
}

/// What making the tables and figures of a sweep from its chunks takes (`merge`).
pub fn of_tables_of_sweep(sweep: &Sweep) -> u64 {
    let all = Largest::of(sweep, &|_| 0).rows(sweep, sweep.n_points());
    process(1) + FORMAT.saturating_add(finishing(all))
}

/// What drawing the figures of a finished sweep takes (`plot`).
pub fn of_figures_of_sweep(sweep: &Sweep) -> u64 {
    let all = Largest::of(sweep, &|_| 0).rows(sweep, sweep.n_points());
    process(1) + FORMAT.saturating_add(figures(all))
}

/// What a calibration takes, on the threads of the current rayon pool: a point of its sweep on each
/// thread, the games that it is compared with, and its parameter combinations.
pub fn of_calibration(sweep: &Sweep, population: usize, targets: usize) -> u64 {
    let (population, targets) = (population as u64, targets as u64);
    let threads = executor::threads();
    let specs = sweep.scenario.treatments.iter().map(|treatment| &treatment.spec);
    let one = |spec: &ModelSpec| {
        let means = SectorMeans::bytes_of_replicate(u64::from(spec.window()), targets);
        let replicates = u64::from(spec.replicates());
        bytes_of_run(spec, replicates, 1).saturating_add(means.saturating_mul(replicates))
    };
    let run = specs.map(one).fold(4 << 20, u64::saturating_add);
    let values = sweep.factors.len() as u64 + targets + 8;
    let kept = population.saturating_mul(8 * values).saturating_mul(4 + population / 64);
    process(threads).saturating_add(run.saturating_mul(threads as u64)).saturating_add(kept)
}
