//! The figures of paired differences: what a treatment changes, compared with the first.

use super::figure::{Axis, Figure, Layer, Panel, Style};
use super::intervals;
use super::outcomes::{OUTCOMES, View, axis_label, heading, spread, time_panel};
use super::schedule::{explained, spans};
use crate::ground::statistics::{Summary, Support};
use crate::study::assumptions::OverAssumptions;
use crate::study::runs::CONFIDENCE;
use crate::study::runs::TreatmentResult;

/// The difference of a treatment from the first, replicate by replicate: they share their random
/// numbers, so that the replicate is the pair. Missing values are left out.
fn paired(values: &[f64], base: &[f64], support: Support) -> Summary {
    let differences = values.iter().zip(base).map(|(value, base)| value - base);
    let differences: Vec<f64> = differences.filter(|difference| !difference.is_nan()).collect();
    Summary::within(&differences, support, CONFIDENCE)
}

/// The metrics of the figures, with their places among the recorded ones.
fn metrics(result: &TreatmentResult) -> impl Iterator<Item = usize> {
    OUTCOMES.into_iter().filter_map(|name| result.metric(name))
}

/// One panel per metric, one row per treatment: mean paired difference of outcomes with its interval.
pub fn forest(view: &View) -> Option<Figure> {
    let ((_, base), others) =
        view.results.split_first().filter(|(_, others)| !others.is_empty())?;
    let shown = view.shown_rows();
    let subtitle = format!(
        "Each treatment minus “{}”, by replicate with common random numbers. Markers: mean difference of outcomes; lines with ends: 95 % intervals of simulation noise.{}{}",
        view.titles[0],
        pale_bars(view.assumptions),
        view.left_out(shown)
    );
    let mut figure = view.figure("effects of the treatments", &subtitle);
    for metric in metrics(base) {
        let definition = base.metrics()[metric];
        let outcomes = base.outcomes(metric);
        let support = definition.support(base.n_units()).of_difference();
        let rows = others.iter().enumerate().take(shown - 1).map(|(place, (_, result))| {
            let found = paired(result.outcomes(metric), outcomes, support);
            let title = view.titles[place + 1].to_owned();
            (title, [found.low, found.mean, found.high], place + 1)
        });
        let x = Axis {
            label: format!("difference ({})", axis_label(definition)),
            at_least: Some((0.0, 0.0)),
            ..Axis::default()
        };
        let mut panel = Panel { title: heading(definition), ..intervals::panel(rows.collect(), x) };
        // Below the intervals, above the line at zero.
        panel.layers.splice(1..1, ranges(view, definition.name, shown));
        figure.panels.push(panel);
    }
    (!figure.panels.is_empty()).then_some(figure)
}

/// What the pale bars show; empty where there are none.
fn pale_bars(assumptions: Option<&OverAssumptions>) -> String {
    let Some(found) = assumptions else { return String::new() };
    format!(
        " Pale bars: where the middle 90 % of {} points over the plausible ranges of {} numbers lie.",
        found.points,
        found.n_numbers()
    )
}

/// The ranges of a metric over the assumptions, one bar below each interval.
fn ranges(view: &View, metric: &str, shown: usize) -> Vec<Layer> {
    let Some(found) = view.assumptions else { return Vec::new() };
    let bar = |treatment: usize| {
        let range = found.ranging(treatment, metric)?.difference;
        let y = (shown - 1 - treatment) as f64;
        let (values, style) = ((range.low, range.high), Style::series(treatment));
        Some(Layer::Range { values, y, style })
    };
    (1..shown).filter_map(bar).collect()
}

/// One panel per metric: the mean paired difference in every period with its interval.
pub fn over_time(view: &View) -> Option<Figure> {
    let ((_, base), others) =
        view.results.split_first().filter(|(_, others)| !others.is_empty())?;
    let shown = view.shown_curves();
    let subtitle = format!(
        "Each treatment minus “{}”, by replicate with common random numbers. Lines: mean difference; {}: 95 % intervals, period by period.{}{}",
        view.titles[0],
        spread(shown - 1),
        explained(view.specs),
        view.left_out(shown)
    );
    let mut figure = view.figure("effects of the treatments over time", &subtitle);
    for metric in metrics(base) {
        let definition = base.metrics()[metric];
        let mut panel = time_panel(&heading(definition), definition);
        panel.y.at_least = Some((0.0, 0.0));
        panel.spans = spans(view.specs, 0..shown);
        let last = base.periods().max(1) as f64;
        let zero = vec![(1.0, 0.0), (last, 0.0)];
        panel.layers.push(Layer::Curve { points: zero, style: Style::rule() });
        let (mut bands, mut curves) = (Vec::new(), Vec::new());
        for (place, (_, result)) in others.iter().enumerate().take(shown - 1) {
            let style = Style::series(place + 1);
            let found = differences(result, metric, result.periods().min(base.periods()));
            let band = found.iter().map(|(x, of)| (*x, of.low, of.high)).collect();
            let curve = found.iter().map(|(x, of)| (*x, of.mean)).collect();
            bands.push(Layer::Band { points: band, style });
            curves.push(Layer::Curve { points: curve, style });
        }
        panel.layers.extend(bands.into_iter().chain(curves));
        figure.panels.push(panel);
    }
    figure.legend = view.legend(1..shown);
    (!figure.panels.is_empty()).then_some(figure)
}

/// The paired difference in each of the first periods.
fn differences(result: &TreatmentResult, metric: usize, periods: usize) -> Vec<(f64, Summary)> {
    let found = (0..periods).filter_map(|period| result.difference(metric, period));
    (1..).map(f64::from).zip(found.copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::specification::ModelSpec;
    use crate::report::outcomes::Named;
    use crate::scenario::{Source, Width, read};
    use crate::store::differences_table;
    use crate::study::runs::parallel;

    /// Calls with the view of a scenario's results.
    fn with_view<T>(text: &str, f: impl Fn(&View) -> T) -> T {
        let scenario = read(&Source { name: "x.toml", bytes: text.as_bytes() }, &[]).unwrap();
        let specs: Vec<&ModelSpec> = scenario.treatments.iter().map(|t| &t.spec).collect();
        let results = parallel::run_all(&specs, &scenario.record.metrics);
        let titles: Vec<&str> = scenario.treatments.iter().map(|t| t.title.as_str()).collect();
        let results: Vec<Named> =
            scenario.treatments.iter().map(|t| t.name.as_str()).zip(&results).collect();
        let hash = "0123456789abcdef";
        let width = Width::Page;
        f(&View {
            title: "x",
            titles: &titles,
            specs: &specs,
            results: &results,
            assumptions: None,
            hash,
            width,
        })
    }

    const THREE: &str = "[organisation]\nunits = 3\nstaff = 5\n[run]\nperiods = 8\nwindow = 1\nreplicates = 6\n[treatments.alone]\n[treatments.checked]\nlevers.monitoring = 0.4\n[treatments.paid]\nlevers.pay = 0.3\n";

    #[test]
    fn what_is_drawn_is_what_the_table_says() {
        with_view(THREE, |view| {
            let figure = forest(view).unwrap();
            let table = differences_table(view.results);
            let rows: Vec<csv::StringRecord> =
                csv::Reader::from_reader(&table[..]).records().map(Result::unwrap).collect();
            let mut compared = 0;
            for (panel, name) in figure.panels.iter().zip(OUTCOMES) {
                let drawn = panel.layers.iter().filter_map(|layer| match layer {
                    Layer::Interval { values, style, .. } => Some((style.series, *values)),
                    _ => None,
                });
                for (series, (low, mean, high)) in drawn {
                    let treatment = view.results[series].0;
                    let row = rows.iter().find(|row| row[0] == *treatment && row[2] == *name);
                    let told = [3, 4, 5].map(|field| row.unwrap()[field].parse::<f64>().unwrap());
                    assert_eq!([mean, low, high], told, "{treatment} {name}");
                    compared += 1;
                }
            }
            assert_eq!(compared, 2 * OUTCOMES.len());
        });
    }

    #[test]
    fn the_last_period_over_time_is_the_outcome_of_a_window_of_one() {
        with_view(THREE, |view| {
            let (forest, curves) = (forest(view).unwrap(), over_time(view).unwrap());
            assert_eq!(curves.legend.len(), 2);
            for (panel, over_time) in forest.panels.iter().zip(&curves.panels) {
                for layer in &panel.layers {
                    let Layer::Interval { values: (low, mean, high), style, .. } = layer else {
                        continue;
                    };
                    let drawn = over_time.layers.iter();
                    let same = drawn.filter(|layer| match layer {
                        Layer::Curve { points, style: of } => {
                            of == style && points[7] == (8.0, *mean)
                        }
                        Layer::Band { points, style: of } => {
                            of == style && points[7] == (8.0, *low, *high)
                        }
                        _ => false,
                    });
                    assert_eq!(same.count(), 2, "{}", panel.title);
                }
            }
        });
    }

    #[test]
    fn a_single_treatment_has_no_differences() {
        let one = "[organisation]\nunits = 2\nstaff = 3\n[run]\nperiods = 2\nreplicates = 2\n";
        with_view(one, |view| assert!(forest(view).is_none() && over_time(view).is_none()));
    }
}
