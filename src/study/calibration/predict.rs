//! What a scenario with certain numbers gives for each target.

use super::likelihood;
use super::targets::{Origin, Target};
use crate::engine::observe::{Metric, SectorMeans, SectorRecorder};
use crate::engine::{Engine, Worker};
use crate::ground::random::Draws;
use crate::ground::statistics;
use crate::model::specification::ModelSpec;
use crate::scenario::Treatment;
use crate::study::runs::sector_means_alone;
use crate::study::validation::{Comparison, Experiment, Run};

/// The simulated counterpart of every target; NaN where there is none. `effort` is the share of an
/// experiment's plays.
pub fn predict(targets: &[Target], treatments: &[Treatment], seed: u64, effort: f64) -> Vec<f64> {
    let spec = &treatments[0].spec;
    let run = Run { people: spec, organisation: spec, draws: Draws::new(seed), effort };
    let mut played: Vec<(&'static str, Vec<Comparison>)> = Vec::new();
    let mut ran: Vec<Option<Ran>> = treatments.iter().map(|_| None).collect();
    let one = |target: &Target| match target.origin {
        Origin::Experiment(experiment) => {
            let comparisons = comparisons(&mut played, experiment, &run);
            let found = comparisons.iter().find(|comparison| comparison.what == target.what);
            found.map_or(f64::NAN, |comparison| comparison.simulated)
        }
        Origin::Treatment(place, metric) => {
            let spec = &treatments[place].spec;
            let Ran { metrics, means } =
                ran[place].get_or_insert_with(|| Ran::new(spec, place, targets, seed));
            let index = metrics.iter().position(|known| known.name == metric.name).unwrap_or(0);
            let periods = first_period(spec) as usize..spec.periods() as usize;
            let values: Vec<f64> = periods
                .flat_map(|period| means.replicates().map(move |r| (r, period)))
                .map(|(replicate, period)| means.mean(replicate, period, index))
                .filter(|value| !value.is_nan())
                .collect();
            statistics::mean(&values)
        }
    };
    targets.iter().map(one).collect()
}

fn comparisons<'a>(
    played: &'a mut Vec<(&'static str, Vec<Comparison>)>,
    experiment: &Experiment,
    run: &Run,
) -> &'a [Comparison] {
    let place = played.iter().position(|(name, _)| *name == experiment.name);
    let place = place.unwrap_or_else(|| {
        played.push((experiment.name, (experiment.run)(run)));
        played.len() - 1
    });
    &played[place].1
}

/// What the runs of a treatment gave.
struct Ran {
    metrics: Vec<&'static Metric>,
    means: SectorMeans,
}

impl Ran {
    /// Runs a treatment and keeps what its targets ask for.
    fn new(spec: &ModelSpec, place: usize, targets: &[Target], seed: u64) -> Self {
        let mut metrics: Vec<&'static Metric> = Vec::new();
        for target in targets {
            match target.origin {
                Origin::Treatment(of, metric)
                    if of == place && !metrics.iter().any(|known| known.name == metric.name) =>
                {
                    metrics.push(metric);
                }
                _ => {}
            }
        }
        let mut parts = spec.to_builder();
        parts.seed = seed;
        let spec = parts.build();
        let mut part = Worker::new(SectorRecorder::new(&metrics));
        let all = 0..spec.replicates();
        let means = sector_means_alone(&Engine::new(&spec), all, first_period(&spec), &mut part);
        Self { metrics, means }
    }
}

/// The first period (counted from 0) that targets look at.
fn first_period(spec: &ModelSpec) -> u32 {
    spec.periods() - spec.window()
}

/// The distance from the targets that are fitted: the root of the mean squared distance in standard
/// errors; infinite where something is missing.
pub fn distance(targets: &[Target], found: &[f64]) -> f64 {
    let observed = targets.iter().map(|target| target.observed);
    let squares: Vec<f64> = likelihood::squares(targets, observed, found, 1.0).collect();
    let mean = statistics::mean(&squares);
    if mean.is_nan() { f64::INFINITY } else { mean.sqrt() }
}
