//! The figures and tables of a calibration.

use super::{Axis, Figure, Layer, Legend, Panel, Style, intervals};
use crate::study::calibration::{
    Calibration, Generation, Target, effective_size, predicted, prior_quantiles, weighted_mean,
    weighted_quantiles,
};
use crate::study::sweep::design::Position;

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

/// The tables in words (Markdown): numbers, then targets.
pub fn summary(calibration: &Calibration, last: &Generation) -> String {
    let best = &last.particles[0];
    let mut text = format!(
        "# Calibration\n\n{} generations of {} particles, of which {} are kept; the last brought in {:.0} % of its new\nones. Distance from the fitted targets, in standard errors: {:.2} at best, {:.2} at most.\n\n",
        last.number + 1,
        calibration.settings.population,
        last.particles.len(),
        100.0 * last.accepted,
        best.distance,
        last.particles.last().map_or(f64::NAN, |particle| particle.distance)
    );
    text += "| number | prior, 5–95 % | posterior mean | posterior, 5–95 % | nearest particle |\n|---|---|---|---|---|\n";
    for (place, factor) in calibration.sweep.factors.iter().enumerate() {
        let nearest = calibration.values(&best.position);
        let nearest = nearest
            .get(place)
            .map_or(String::new(), |value| value.number().map_or_else(|| value.shown(), shown));
        if factor.is_named() {
            text += &format!("| {} |  |  |  | {nearest} |\n", factor.key);
            continue;
        }
        let [low, _, high] = prior_quantiles(factor, [0.05, 0.5, 0.95]);
        let values = calibration.marginal(last, place);
        let [from, to] = weighted_quantiles(&values, [0.05, 0.95]);
        text += &format!(
            "| {} | {low:.4} to {high:.4} | {:.4} | {from:.4} to {to:.4} | {nearest} |\n",
            factor.key,
            weighted_mean(&values)
        );
    }
    text += "\n| | target | published | error | predicted, 5–95 % | | within 2 errors |\n|---|---|---|---|---|---|---|\n";
    for (place, target) in calibration.targets.iter().enumerate() {
        let [low, middle, high] = predicted(last, place);
        let near = (middle - target.observed).abs() <= 2.0 * target.error;
        text += &format!(
            "| {} | {}: {} | {} | {} | {middle:.4} ({low:.4} to {high:.4}) | {} | {} |\n",
            place + 1,
            target.from,
            target.what,
            shown(target.observed),
            target.error,
            if target.held_out { "held out" } else { "fitted" },
            if near { "yes" } else { "**no**" }
        );
    }
    let count = |held_out: bool| {
        let own = || calibration.targets.iter().enumerate().filter(|(_, t)| t.held_out == held_out);
        let near = own().filter(|(place, target)| {
            (predicted(last, *place)[1] - target.observed).abs() <= 2.0 * target.error
        });
        format!("{} of {}", near.count(), own().count())
    };
    text + &format!(
        "\nWithin two standard errors: {} of the fitted targets, {} of those held out.\n",
        count(false),
        count(true)
    )
}

/// A number with at most four decimals.
fn shown(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The posterior as a table (CSV): a line a particle, with its weight and the values of the factors.
pub fn table(calibration: &Calibration, last: &Generation) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let keys = calibration.sweep.factors.iter().map(|factor| factor.key.clone());
    let header: Vec<String> =
        ["weight".to_owned(), "distance".to_owned()].into_iter().chain(keys).collect();
    table.write_record(&header).expect("writing to memory cannot fail");
    let total: f64 = last.particles.iter().map(|particle| particle.weight).sum();
    for particle in &last.particles {
        let mut row = vec![(particle.weight / total).to_string(), particle.distance.to_string()];
        row.extend(calibration.values(&particle.position).iter().map(|value| value.shown()));
        table.write_record(&row).expect("rows have the same number of fields");
    }
    table.into_inner().expect("writing to memory cannot fail")
}
