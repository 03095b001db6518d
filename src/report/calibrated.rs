//! The figures and tables of a calibration.

use serde::Serialize;
use serde_json::json;

use super::pages::render;
use super::{Axis, Figure, Layer, Legend, Panel, Style, intervals};
use crate::ground::numbers::{per_cent, trimmed};
use crate::scenario::people::{WEIGHT, tells_of_people};
use crate::study::calibration::coverage::Coverage;
use crate::study::calibration::{
    Calibration, Generation, Particle, Target, effective_size, predicted, prior_quantiles,
    weighted_mean, weighted_quantiles,
};
use crate::study::sweep::design::Position;
use crate::study::sweep::{Factor, FactorValue};

/// Bars of a histogram.
const BARS: usize = 20;

/// The posterior of every numeric factor beside its prior.
pub fn posterior(calibration: &Calibration, last: &Generation, caption: &str) -> Figure {
    let factors = calibration.sweep.factors.iter().enumerate();
    let panels: Vec<Panel> = factors
        .filter(|(_, factor)| !factor.is_named())
        .map(|(place, factor)| {
            let ends = prior_quantiles(factor, [0.0, 0.5, 1.0]);
            let prior: Vec<(f64, f64)> = (0..1000)
                .filter_map(|step| {
                    let share = (f64::from(step) + 0.5) / 1000.0;
                    Some((factor.value(Position::Share(share)).number()?, 1.0))
                })
                .collect();
            let layer = |values: &[(f64, f64)], style| Layer::Curve {
                points: histogram(values, ends[0], ends[2]),
                style,
            };
            Panel {
                title: factor.key.clone(),
                x: Axis { label: "value".to_owned(), ..Axis::default() },
                y: Axis {
                    label: "density".to_owned(),
                    at_least: Some((0.0, 0.0)),
                    ..Axis::default()
                },
                layers: vec![
                    layer(&prior, Style::ink()),
                    layer(&calibration.marginal(last, place), Style::series(0)),
                ],
                ..Panel::default()
            }
        })
        .collect();
    let columns = panels.len().clamp(1, 3);
    let entry = |name: &str, style| Legend { name: name.to_owned(), style };
    Figure {
        title: "Prior and posterior of each parameter".to_owned(),
        subtitle: format!(
            "{} particles; effective sample size {:.0}.",
            last.particles.len(),
            effective_size(last)
        ),
        caption: caption.to_owned(),
        panels,
        columns,
        legend: vec![entry("prior", Style::ink()), entry("posterior", Style::series(0))],
    }
}

/// A histogram as steps: densities over equal parts of a range.
fn histogram(values: &[(f64, f64)], low: f64, high: f64) -> Vec<(f64, f64)> {
    let width = (high - low) / BARS as f64;
    let total: f64 = values.iter().map(|value| value.1).sum();
    let mut bars = [0.0; BARS];
    for (value, weight) in values {
        let place = ((value - low) / width).clamp(0.0, BARS as f64 - 1.0) as usize;
        bars[place] += weight / total / width;
    }
    let step = |(place, height): (usize, &f64)| {
        let left = low + width * place as f64;
        [(left, *height), (left + width, *height)]
    };
    bars.iter().enumerate().flat_map(step).collect()
}

/// The posterior predictive check: what is predicted for each target, in standard errors from the
/// published number.
pub fn predictions(calibration: &Calibration, last: &Generation, caption: &str) -> Figure {
    let row = |(place, target): (usize, &Target)| {
        // Distances beyond what can be read are shown at the edge.
        let far = |found: f64| ((found - target.observed) / target.error).clamp(-EDGE, EDGE);
        let name = format!("{} ({})", target.from, place + 1);
        (name, predicted(last, place).map(far), usize::from(target.held_out))
    };
    let rows = calibration.targets.iter().enumerate().map(row).collect();
    let x = Axis {
        label: "distance from the published number (standard errors)".to_owned(),
        at_least: Some((-3.0, 3.0)),
        ..Axis::default()
    };
    let subtitle = "Posterior predictive intervals of 90 %, in standard errors from the published number; targets are numbered as in the table of the summary.";
    intervals::figure(
        ["Posterior predictive check", subtitle, caption].map(str::to_owned),
        intervals::panel(rows, x),
        &["fitted", "held out"],
    )
}

/// Most standard errors that a figure shows.
const EDGE: f64 = 10.0;

/// What the page says of a factor.
#[derive(Serialize)]
struct FactorRow {
    key: String,
    prior: String,
    mean: String,
    posterior: String,
    nearest: String,
}

/// What the page says of a target.
#[derive(Serialize)]
struct TargetRow {
    number: usize,
    name: String,
    published: String,
    error: String,
    predicted: String,
    held_out: bool,
    near: bool,
}

/// What the page says of how often intervals hold known truths.
#[derive(Serialize)]
struct CoverageRow {
    key: String,
    held: [String; 3],
    width: String,
    p: String,
}

/// The page of a calibration (Markdown): its parameters, then its targets, then how often intervals hold
/// what they should where the truth is known.
pub fn summary(
    calibration: &Calibration,
    last: &Generation,
    coverage: Option<&[Coverage]>,
) -> String {
    let distance = |particle: &Particle| format!("{:.2}", particle.distance);
    let factors = 0..calibration.sweep.factors.len();
    let targets: Vec<TargetRow> =
        (0..calibration.targets.len()).map(|index| target_row(calibration, last, index)).collect();
    let near = |held_out: bool| {
        let own = || targets.iter().filter(|target| target.held_out == held_out);
        format!("{} of {}", own().filter(|target| target.near).count(), own().count())
    };
    let data = json!({
        "generations": last.number + 1,
        "population": calibration.settings.population,
        "kept": last.particles.len(),
        "accepted": per_cent(last.accepted, 0),
        "best": last.particles.first().map(distance),
        "farthest": last.particles.last().map(distance),
        "factors": factors.map(|index| factor_row(calibration, last, index)).collect::<Vec<_>>(),
        "fitted_near": near(false),
        "held_out_near": near(true),
        "targets": targets,
        "likelihood": calibration.likelihood,
        "size": format!("{:.0}", effective_size(last)),
        "truths": coverage.map(|all| all[0].truths),
        "coverage": coverage.map(|all| coverage_rows(calibration, all)),
    });
    render("calibration.md", data)
}

fn coverage_rows(calibration: &Calibration, coverage: &[Coverage]) -> Vec<CoverageRow> {
    let row = |(factor, found): (&Factor, &Coverage)| CoverageRow {
        key: factor.key.clone(),
        held: found.held.map(|share| per_cent(share, 0)),
        width: per_cent(found.width, 0),
        p: format!("{:.2}", found.p_of_ranks),
    };
    calibration.sweep.factors.iter().zip(coverage).map(row).collect()
}

fn factor_row(calibration: &Calibration, last: &Generation, index: usize) -> FactorRow {
    let factor = &calibration.sweep.factors[index];
    let nearest = calibration.values(&last.particles[0].position);
    let shown = |value: &FactorValue| value.number().map_or(value.shown(), |v| trimmed(v, 4));
    let nearest = nearest.get(index).map_or(String::new(), shown);
    let key = factor.key.clone();
    if factor.is_named() {
        let [prior, mean, posterior] = Default::default();
        return FactorRow { key, prior, mean, posterior, nearest };
    }
    let [low, _, high] = prior_quantiles(factor, [0.05, 0.5, 0.95]);
    let values = calibration.marginal(last, index);
    let [from, to] = weighted_quantiles(&values, [0.05, 0.95]);
    FactorRow {
        key,
        prior: format!("{low:.4} to {high:.4}"),
        mean: format!("{:.4}", weighted_mean(&values)),
        posterior: format!("{from:.4} to {to:.4}"),
        nearest,
    }
}

fn target_row(calibration: &Calibration, last: &Generation, index: usize) -> TargetRow {
    let target = &calibration.targets[index];
    let [low, middle, high] = predicted(last, index);
    TargetRow {
        number: index + 1,
        name: format!("{}: {}", target.from, target.what),
        published: trimmed(target.observed, 4),
        error: target.error.to_string(),
        predicted: format!("{middle:.4} ({low:.4} to {high:.4})"),
        held_out: target.held_out,
        near: (middle - target.observed).abs() <= 2.0 * target.error,
    }
}

/// Particles with a smaller share of all weight than this are left out of a sample of people, where most
/// of a sample of the prior would weigh next to nothing.
const LEAST_SHARE: f64 = 1e-4;

/// The particles as a sample of people ([`crate::scenario::people`]): the factors that tell of people, with
/// weights. None where no factor does.
pub fn people(calibration: &Calibration, last: &Generation) -> Option<Vec<u8>> {
    let factors = &calibration.sweep.factors;
    let of_people: Vec<usize> = (0..factors.len())
        .filter(|place| !factors[*place].is_named() && tells_of_people(&factors[*place].key))
        .collect();
    if of_people.is_empty() {
        return None;
    }
    let keys = of_people.iter().map(|place| factors[*place].key.as_str());
    let header = std::iter::once(WEIGHT).chain(keys);
    let total: f64 = last.particles.iter().map(|particle| particle.weight).sum();
    let counts = |particle: &&Particle| {
        calibration.likelihood.is_none() || particle.weight >= LEAST_SHARE * total
    };
    let row = |particle: &Particle| {
        let values = calibration.values(&particle.position);
        let mut row = vec![(particle.weight / total).to_string()];
        row.extend(of_people.iter().map(|place| values[*place].shown()));
        row
    };
    Some(super::table::table(header, last.particles.iter().filter(counts).map(row)))
}

/// The posterior as a table (CSV): a line a particle, with its weight and the values of the factors.
pub fn table(calibration: &Calibration, last: &Generation) -> Vec<u8> {
    let keys = calibration.sweep.factors.iter().map(|factor| factor.key.as_str());
    let header = ["weight", "distance"].into_iter().chain(keys);
    let total: f64 = last.particles.iter().map(|particle| particle.weight).sum();
    let row = |particle: &Particle| {
        let mut row = vec![(particle.weight / total).to_string(), particle.distance.to_string()];
        row.extend(calibration.values(&particle.position).iter().map(|value| value.shown()));
        row
    };
    super::table::table(header, last.particles.iter().map(row))
}
