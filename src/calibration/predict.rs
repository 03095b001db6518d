//! What a scenario with certain numbers gives for each target.

use super::targets::{Origin, Target};
use crate::engine::Engine;
use crate::metrics::Metric;
use crate::runs::{TreatmentResult, record};
use crate::scenario::Treatment;
use crate::spec::ModelSpec;
use crate::statistics;
use crate::validation::{Comparison, Experiment, Run};
use crate::world::Draws;

/// The simulated counterpart of every target; NaN where there is none. `effort` is the share of an
/// experiment's plays.
pub fn predict(targets: &[Target], treatments: &[Treatment], seed: u64, effort: f64) -> Vec<f64> {
    let spec = &treatments[0].spec;
    let run = Run { people: spec, organisation: spec, draws: Draws::new(seed), effort };
    let mut played: Vec<(&'static str, Vec<Comparison>)> = Vec::new();
    let mut ran: Vec<Option<TreatmentResult>> = vec![None; treatments.len()];
    let one = |target: &Target| match target.origin {
        Origin::Experiment(experiment) => {
            let comparisons = comparisons(&mut played, experiment, &run);
            let found = comparisons.iter().find(|comparison| comparison.what == target.what);
            found.map_or(f64::NAN, |comparison| comparison.found)
        }
        Origin::Treatment(place, metric) => {
            let result = ran[place]
                .get_or_insert_with(|| result(&treatments[place].spec, place, targets, seed));
            let index = result.metric(metric.name).unwrap_or(0);
            let (periods, window) = (result.periods(), result.window());
            let values: Vec<f64> = (periods - window..periods)
                .flat_map(|period| result.sector_means(index, period).to_vec())
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

/// The runs of a treatment, with what its targets ask for.
fn result(spec: &ModelSpec, place: usize, targets: &[Target], seed: u64) -> TreatmentResult {
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
    let mut parts = spec.to_parts();
    parts.seed = seed;
    let spec = ModelSpec::new(parts);
    let engine = Engine::new(&spec);
    let mut result = TreatmentResult::new(&spec, &metrics);
    result.add(&record(&engine, &metrics, 0..spec.replicates()));
    result
}

/// The distance from the targets that are fitted: the root of the mean squared distance in standard
/// errors; infinite where something is missing.
pub fn distance(targets: &[Target], found: &[f64]) -> f64 {
    let squares: Vec<f64> = targets
        .iter()
        .zip(found)
        .filter(|(target, _)| !target.held_out)
        .map(|(target, found)| ((found - target.observed) / target.error).powi(2))
        .collect();
    let mean = statistics::mean(&squares);
    if mean.is_nan() { f64::INFINITY } else { mean.sqrt() }
}
