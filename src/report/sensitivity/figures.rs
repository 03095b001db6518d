//! The figures of an analysis: for each metric the indices with their intervals, how they settle, elementary
//! effects by name, and indices over time.

use super::{Sensitivities, metric_words, unit_words};
use crate::report::figure::{Axis, Cell, Figure, Fill, Layer, Legend, Panel, Scale, Style};
use crate::report::outcomes::titled;
use crate::study::sensitivity::{Analysis, Finding, Kind, Moment, Outcome, Time};

/// Most factors of a figure of lines.
const MOST_LINES: usize = 4;
/// Share of the variance from random numbers above which an index says little.
const UNCERTAIN: f64 = 0.5;

/// The name of a figure's files, without ending.
pub fn file_name(kind: &str, metric: &str) -> String {
    format!("{kind}-{}", metric.replace('_', "-"))
}

/// All figures, with the names of their files.
pub fn all(found: &Sensitivities) -> Vec<(String, Figure)> {
    let mut metrics: Vec<&str> = Vec::new();
    for analysis in found.analyses.iter().filter(|analysis| !analysis.findings.is_empty()) {
        if !metrics.contains(&analysis.outcome.metric.as_str()) {
            metrics.push(&analysis.outcome.metric);
        }
    }
    let of = |metric: &&str| {
        let own: Vec<&Analysis> = found
            .analyses
            .iter()
            .filter(|a| a.outcome.metric == **metric && a.outcome.time == Time::Window)
            .filter(|analysis| !analysis.findings.is_empty())
            .collect();
        let kinds: [(&str, Option<Figure>); 4] = [
            ("indices", indices(found, metric, &own)),
            ("convergence", convergence(found, metric, &own)),
            ("effects", effects(found, metric, &own)),
            ("over-time", over_time(found, metric)),
        ];
        kinds.map(|(kind, figure)| Some((file_name(kind, metric), figure?)))
    };
    metrics.iter().flat_map(of).flatten().collect()
}

/// A figure without panels.
fn figure(found: &Sensitivities, metric: &str, what: &str, subtitle: &str) -> Figure {
    let title = format!("{}, {what}", metric_words(metric));
    Figure {
        title: titled(&found.sweep.scenario.title, &title),
        subtitle: subtitle.to_owned(),
        caption: format!(
            "tillit {}, design {}, {} points, sweep {}",
            env!("CARGO_PKG_VERSION"),
            found.sweep.design.name,
            found.space.points.len(),
            &found.hash[..12]
        ),
        panels: Vec::new(),
        columns: 3,
        legend: Vec::new(),
    }
}

/// The units in the order of the last outcome's main index, the largest first.
fn order(own: &[&Analysis]) -> Vec<String> {
    let last = own.last().map(|analysis| analysis.ranked()).unwrap_or_default();
    last.iter().map(|finding| finding.unit.clone()).collect()
}

/// The indices that are shown beside each other, with their names.
fn shown(kind: Kind) -> &'static [(&'static str, &'static str, &'static str)] {
    match kind {
        Kind::Trajectories => &[("morris", "mu_star", "mean size of elementary effects, μ*")],
        Kind::Crossed { .. } => &[
            ("sobol", "total", "with all interactions (total)"),
            ("sobol", "first", "alone (first order)"),
        ],
        Kind::Sample => &[("delta", "delta", "delta"), ("pawn", "median", "PAWN (median)")],
    }
}

/// One panel for each treatment and difference: indices with their intervals.
fn indices(found: &Sensitivities, metric: &str, own: &[&Analysis]) -> Option<Figure> {
    let kind = own.first()?.kind;
    let subtitle = match kind {
        Kind::Trajectories => {
            "Markers: mean size of the change for a move over the whole range; bars: 95 % intervals. Dashed: what random numbers alone would give."
        }
        Kind::Crossed { .. } => {
            "Markers: share of the variance over the space of factors; bars: 95 % intervals. Dashed: what random numbers alone would give in total."
        }
        Kind::Sample => {
            "Markers: how far the distribution moves when the factor is known; bars: 95 % intervals. Dashed: what a factor without effect stays below in 19 of 20 samples."
        }
    };
    let mut figure = figure(found, metric, "what moves it", subtitle);
    let order = order(own);
    for analysis in own {
        figure.panels.push(index_panel(analysis, &order));
    }
    if shown(kind).len() > 1 {
        let entry = |(series, of): (usize, &(&str, &str, &str))| Legend {
            name: of.2.to_owned(),
            style: Style::series(series),
        };
        figure.legend = shown(kind).iter().enumerate().map(entry).collect();
    }
    figure.columns = figure.panels.len().min(3);
    Some(figure)
}

fn index_panel(analysis: &Analysis, order: &[String]) -> Panel {
    let indices = shown(analysis.kind);
    let label = match analysis.kind {
        Kind::Trajectories => indices[0].2,
        Kind::Crossed { .. } => "share of the variance",
        Kind::Sample => "distance of distributions",
    };
    let find = |unit: &str, (method, index): (&str, &str)| {
        let mut all = analysis.findings.iter();
        all.find(|f| f.unit == unit && f.method == method && f.index == index)
    };
    let mut layers = Vec::new();
    for (row, unit) in order.iter().rev().enumerate() {
        for (series, (method, index, _)) in indices.iter().enumerate() {
            let Some(Finding { value, low, high, noise, .. }) = find(unit, (method, index)) else {
                continue;
            };
            let apart = if indices.len() > 1 { 0.2 - 0.4 * series as f64 } else { 0.0 };
            let y = row as f64 + apart;
            if noise.is_finite() {
                let points = vec![(*noise, y - 0.2), (*noise, y + 0.2)];
                layers.push(Layer::Curve { points, style: Style::rule() });
            }
            let style = Style::series(series);
            layers.push(Layer::Interval { values: (*low, *value, *high), y, style });
        }
    }
    Panel {
        title: analysis.outcome.treatment.clone(),
        x: Axis { label: label.to_owned(), at_least: Some((0.0, 0.0)), ..Axis::default() },
        y: Axis {
            names: order.iter().rev().map(|unit| unit_words(unit)).collect(),
            ..Axis::default()
        },
        layers,
        ..Panel::default()
    }
}

/// One panel for each outcome: the main index of the largest factors as the sample grows.
fn convergence(found: &Sensitivities, metric: &str, own: &[&Analysis]) -> Option<Figure> {
    let (_, _, words) = own.first()?.kind.main_index();
    let units: Vec<String> = order(own).into_iter().take(MOST_LINES).collect();
    let left_out = match found.space.units().len() - units.len() {
        0 => String::new(),
        n => format!(" {n} smaller ones are left out."),
    };
    let subtitle = format!(
        "Lines: {words}, from the first part of the sample; spread: 95 % intervals.{left_out}"
    );
    let mut figure = figure(found, metric, "how its indices settle", &subtitle);
    for analysis in own {
        let steps = &analysis.convergence.as_ref()?.steps;
        let mut panel = Panel {
            title: analysis.outcome.treatment.clone(),
            x: Axis {
                label: analysis.kind.rows().to_owned(),
                at_least: Some((0.0, analysis.rows as f64)),
                ..Axis::default()
            },
            y: Axis { label: words.to_owned(), at_least: Some((0.0, 0.0)), ..Axis::default() },
            ..Panel::default()
        };
        for (series, unit) in units.iter().enumerate() {
            let own = || steps.iter().filter(|step| step.unit == *unit);
            let style = Style::series(series);
            let band = own().map(|step| (step.rows as f64, step.value.1, step.value.2)).collect();
            let curve = own().map(|step| (step.rows as f64, step.value.0)).collect();
            panel.layers.push(Layer::Band { points: band, style });
            panel.layers.push(Layer::Curve { points: curve, style });
        }
        figure.panels.push(panel);
    }
    let entry = |(series, unit): (usize, &String)| Legend {
        name: unit_words(unit),
        style: Style::series(series),
    };
    figure.legend = units.iter().enumerate().map(entry).collect();
    figure.columns = figure.panels.len().min(3);
    Some(figure)
}

/// One panel for each outcome: the size of elementary effects against how they differ, by name.
fn effects(found: &Sensitivities, metric: &str, own: &[&Analysis]) -> Option<Figure> {
    if found.space.kind != Kind::Trajectories {
        return None;
    }
    let subtitle = "Right: factors that matter. Above the dashed line (σ = μ*): what they do depends on where they and the others are. Names for which there is no room are in the table.";
    let mut figure = figure(found, metric, "elementary effects", subtitle);
    for analysis in own {
        let ranked = analysis.ranked();
        let largest = ranked.first().map_or(0.0, |finding| finding.value);
        let deviation = |unit: &str| {
            let mut all = analysis.findings.iter();
            all.find(|f| f.unit == unit && f.index == "sigma").map_or(f64::NAN, |f| f.value)
        };
        let points = ranked
            .iter()
            .map(|finding| ((finding.value, deviation(&finding.unit)), unit_words(&finding.unit)))
            .collect();
        let rule = vec![(0.0, 0.0), (largest, largest)];
        figure.panels.push(Panel {
            title: analysis.outcome.treatment.clone(),
            x: Axis {
                label: "mean size, μ*".to_owned(),
                at_least: Some((0.0, 1.1 * largest)),
                ..Axis::default()
            },
            y: Axis {
                label: "standard deviation, σ".to_owned(),
                at_least: Some((0.0, 0.0)),
                ..Axis::default()
            },
            layers: vec![
                Layer::Curve { points: rule, style: Style::rule() },
                Layer::Marks { points, style: Style::series(0) },
            ],
            ..Panel::default()
        });
    }
    figure.columns = 1;
    (!figure.panels.is_empty()).then_some(figure)
}

/// One map for each outcome: the main index by factor and period.
fn over_time(found: &Sensitivities, metric: &str) -> Option<Figure> {
    let own: Vec<&(Outcome, Vec<Moment>)> =
        found.over_time.iter().filter(|(outcome, _)| outcome.metric == metric).collect();
    let (_, _, words) = found.space.kind.main_index();
    let subtitle = format!(
        "Colour: {words}, in the period where a cell ends. Hatched: random numbers make more than half of what differs between points."
    );
    let mut figure = figure(found, metric, "what moves it over time", &subtitle);
    let (_, last) = own.last()?;
    let mut order: Vec<usize> = (0..found.space.units().len()).collect();
    let sum =
        |unit: usize| last.iter().map(|m| m.values[unit]).filter(|v| !v.is_nan()).sum::<f64>();
    order.sort_by(|a, b| sum(*a).total_cmp(&sum(*b)));
    let values = own.iter().flat_map(|(_, moments)| moments).flat_map(|m| &m.values);
    let high = values.copied().filter(|value| value.is_finite()).fold(0.0, f64::max);
    if high == 0.0 {
        return None;
    }
    for (outcome, moments) in own {
        figure.panels.push(map(found, &outcome.treatment, moments, &order, (high, words)));
    }
    figure.columns = 1;
    Some(figure)
}

fn map(
    found: &Sensitivities,
    title: &str,
    moments: &[Moment],
    order: &[usize],
    (high, words): (f64, &str),
) -> Panel {
    let mut cells = Vec::new();
    let mut start = 0.0;
    for moment in moments {
        let end = f64::from(moment.period);
        for (row, unit) in order.iter().enumerate() {
            let (value, y) = (moment.values[*unit], row as f64);
            cells.push(Cell {
                x: (start, end),
                y: (y - 0.5, y + 0.5),
                fill: if value.is_nan() { Fill::Missing } else { Fill::Share(value / high) },
                hatched: moment.noise_share > UNCERTAIN,
            });
        }
        start = end;
    }
    let names = order.iter().map(|unit| unit_words(&found.space.units()[*unit])).collect();
    Panel {
        title: title.to_owned(),
        x: Axis { label: "period (month)".to_owned(), ..Axis::default() },
        y: Axis { names, ..Axis::default() },
        layers: vec![Layer::Cells(cells)],
        scale: Some(Scale { label: words.to_owned(), low: 0.0, high }),
        ..Panel::default()
    }
}
