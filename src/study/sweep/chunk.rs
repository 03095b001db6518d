//! Running the points of a chunk.

use std::ops::Range;

use super::plan::LARGE;
use super::replicates::{Replicates, Stop};
use super::{FactorValue, Point, Sweep};
use crate::engine::observe::{SectorMeans, SectorRecorder};
use crate::engine::{Engine, Worker};
use crate::model::specification::ModelSpec;
use crate::scenario::Treatment;
use crate::study::runs::{parallel, sector_means_alone};

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is whole; why there were no more replicates.
    Whole(Stop),
    /// The point could not be run, or gave no numbers; why.
    Failed(String),
}

/// The runs of a chunk, one row each, by columns. A point that could not be run has one row without
/// treatment, replicate and metrics.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// The points' numbers.
    pub points: Vec<u64>,
    /// By factor: its values.
    pub factors: Vec<Vec<FactorValue>>,
    /// The treatments, by their place in the scenario.
    pub treatments: Vec<Option<u32>>,
    /// The replicates, counted from 0.
    pub replicates: Vec<Option<u32>>,
    /// The seeds.
    pub seeds: Vec<u64>,
    /// By metric: its means over the outcome window; NaN where it has no meaning.
    pub metrics: Vec<Vec<f64>>,
    /// How each run ended.
    pub outcomes: Vec<Outcome>,
    /// The series, if it is kept.
    pub series: SeriesRows,
}

/// Rows of a series.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesRows {
    /// The points' numbers.
    pub points: Vec<u64>,
    /// The treatments, by their place in the scenario.
    pub treatments: Vec<u32>,
    /// The replicates, counted from 0.
    pub replicates: Vec<u32>,
    /// The periods, counted from 1.
    pub periods: Vec<u32>,
    /// By metric: its mean over units.
    pub metrics: Vec<Vec<f64>>,
}

impl Rows {
    /// Room for the runs of a sweep.
    pub fn new(sweep: &Sweep) -> Self {
        let metrics = vec![Vec::new(); sweep.metrics.len()];
        Self {
            factors: vec![Vec::new(); sweep.factors.len()],
            series: SeriesRows { metrics: metrics.clone(), ..SeriesRows::default() },
            metrics,
            ..Self::default()
        }
    }

    /// Number of runs.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is no run.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Number of runs that failed.
    pub fn n_failed(&self) -> usize {
        self.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Failed(_))).count()
    }

    fn push(&mut self, point: &Point, seed: u64, run: Option<(u32, u32)>, outcome: Outcome) {
        self.points.push(point.number);
        for (column, value) in self.factors.iter_mut().zip(&point.values) {
            column.push(value.clone());
        }
        self.treatments.push(run.map(|(treatment, _)| treatment));
        self.replicates.push(run.map(|(_, replicate)| replicate));
        self.seeds.push(seed);
        self.outcomes.push(outcome);
    }

    fn fail(&mut self, point: &Point, seed: u64, reason: String) {
        self.push(point, seed, None, Outcome::Failed(reason));
        self.metrics.iter_mut().for_each(|column| column.push(f64::NAN));
    }
}

/// Runs the points of a chunk, in their order. The rows depend on nothing but the sweep and the
/// points. `done` is told how many runs have ended, from any thread.
pub fn run_chunk(sweep: &Sweep, points: Range<u64>, done: &(dyn Fn(u32) + Sync)) -> Rows {
    let mut rows = Rows::new(sweep);
    let mut part = Worker::new(SectorRecorder::new(&sweep.metrics));
    for point in points.filter_map(|number| sweep.point(number)) {
        match sweep.treatments(&point) {
            Err(reason) => rows.fail(&point, sweep.seed_of(point.number), reason),
            Ok(treatments) => {
                PointRun::new(sweep, &treatments, &mut part).run(&point, &mut rows, done);
            }
        }
    }
    rows
}

/// A point being run.
struct PointRun<'a> {
    sweep: &'a Sweep,
    engines: Vec<Engine>,
    /// By treatment: the means of the replicates so far.
    means: Vec<SectorMeans>,
    part: &'a mut Worker<SectorRecorder>,
}

impl<'a> PointRun<'a> {
    fn new(
        sweep: &'a Sweep,
        treatments: &[Treatment],
        part: &'a mut Worker<SectorRecorder>,
    ) -> Self {
        let engines: Vec<Engine> = treatments.iter().map(|t| Engine::new(&t.spec)).collect();
        let none = |engine: &Engine| {
            let spec = engine.world().spec();
            SectorMeans::new(spec, sweep.metrics.len(), 0..0, first_period(sweep, spec))
        };
        Self { sweep, means: engines.iter().map(none).collect(), engines, part }
    }

    fn run(&mut self, point: &Point, rows: &mut Rows, done: &(dyn Fn(u32) + Sync)) {
        let (replicates, stop) = match self.sweep.replicates {
            Replicates::Fixed(replicates) => {
                self.extend(replicates, done);
                (replicates, Stop::Fixed)
            }
            Replicates::Until(rule) => {
                let mut outcomes = vec![Vec::new(); self.engines.len()];
                let mut next = self.sweep.replicates.fewest();
                loop {
                    self.extend(next, done);
                    for (treatment, outcomes) in outcomes.iter_mut().enumerate() {
                        let so_far = outcomes.len() as u32;
                        outcomes.extend(
                            (so_far..next).map(|r| self.outcome(treatment, r, rule.metric)),
                        );
                    }
                    if let Some(found) = rule.stops_after(&outcomes) {
                        break found;
                    }
                    // Some more at a time, so that lanes are filled; those beyond the stop are not
                    // kept, so their number changes nothing.
                    let batch = parallel::batch_size(self.engines[0].world().spec());
                    next = next.saturating_add(batch.max(next / 8)).min(rule.at_most);
                }
            }
        };
        let seed = self.engines[0].world().spec().seed();
        for treatment in 0..self.engines.len() {
            for replicate in 0..replicates {
                self.keep(point, seed, treatment, replicate, stop, rows);
            }
        }
    }

    /// Runs every treatment up to so many replicates.
    fn extend(&mut self, replicates: u32, done: &(dyn Fn(u32) + Sync)) {
        for (engine, means) in self.engines.iter().zip(&mut self.means) {
            let (spec, metrics) = (engine.world().spec(), &self.sweep.metrics);
            let first_period = first_period(self.sweep, spec);
            let mut start = means.replicates().end;
            let left = u64::from(replicates - start);
            let work = left * spec.n_agents() * u64::from(spec.periods());
            if work >= LARGE {
                let more = parallel::means(engine, metrics, start..replicates, first_period, done);
                means.append(more);
                continue;
            }
            let batch = parallel::batch_size(spec);
            while start < replicates {
                let range = start..(start + batch).min(replicates);
                start = range.end;
                done(range.len() as u32);
                means.append(sector_means_alone(engine, range, first_period, self.part));
            }
        }
    }

    fn outcome(&self, treatment: usize, replicate: u32, metric: usize) -> f64 {
        let window = self.engines[treatment].world().spec().window() as usize;
        self.means[treatment].outcome(replicate, window, metric)
    }

    fn keep(
        &self,
        point: &Point,
        seed: u64,
        treatment: usize,
        replicate: u32,
        stop: Stop,
        rows: &mut Rows,
    ) {
        let n = self.sweep.metrics.len();
        let values: Vec<f64> = (0..n).map(|m| self.outcome(treatment, replicate, m)).collect();
        let outcome = match values.iter().position(|value| value.is_infinite()) {
            None => Outcome::Whole(stop),
            Some(metric) => {
                Outcome::Failed(format!("{} is not finite", self.sweep.metrics[metric].name))
            }
        };
        rows.push(point, seed, Some((treatment as u32, replicate)), outcome);
        for (column, value) in rows.metrics.iter_mut().zip(values) {
            column.push(if value.is_finite() { value } else { f64::NAN });
        }
        let Some(every) = self.sweep.series else { return };
        let means = &self.means[treatment];
        let last = means.periods();
        let series = &mut rows.series;
        for period in (0..last).filter(|p| (p + 1) % every as usize == 0 || p + 1 == last) {
            series.points.push(point.number);
            series.treatments.push(treatment as u32);
            series.replicates.push(replicate);
            series.periods.push(period as u32 + 1);
            for (metric, column) in series.metrics.iter_mut().enumerate() {
                column.push(means.mean(replicate, period, metric));
            }
        }
    }
}

/// The first period (counted from 0) that is looked at.
fn first_period(sweep: &Sweep, spec: &ModelSpec) -> u32 {
    if sweep.series.is_some() { 0 } else { spec.periods() - spec.window() }
}
