//! The figures of a run.

use super::figure::{Axis, Figure, Layer, Legend, Panel, Style};
use super::{DrawError, File, files};
use crate::metrics::Metric;
use crate::runs::{TreatmentResult, UnitOutcome};
use crate::scenario::{FigureKind, Scenario};
use crate::spec::ModelSpec;
use crate::statistics;

/// A treatment's name and what it gave.
type Named<'a> = (&'a str, &'a TreatmentResult);

/// The metrics of the figure of outcome curves, as far as they were recorded.
const OUTCOMES: [&str; 6] =
    ["true_output", "measured_output", "cooperative", "belief", "trust", "information"];
/// Most panels of one treatment each.
const MOST_PANELS: usize = 12;
/// Most dots in a row of a distribution.
const MOST_DOTS: usize = 400;

/// All figures that a scenario asks for.
///
/// # Errors
/// When a figure cannot be drawn.
pub fn figures_of(
    scenario: &Scenario,
    results: &[Named],
    hash: &str,
) -> Result<Vec<File>, DrawError> {
    let titles: Vec<&str> = scenario.treatments.iter().map(|t| t.title.as_str()).collect();
    let specs: Vec<&ModelSpec> = scenario.treatments.iter().map(|t| &t.spec).collect();
    let view = View { title: &scenario.title, titles: &titles, specs: &specs, results, hash };
    let mut all = Vec::new();
    for kind in &scenario.figures {
        let figure = match kind {
            FigureKind::Outcomes => view.outcomes(),
            FigureKind::Units => view.units(),
            FigureKind::Distribution => view.distribution(),
            FigureKind::Goodhart => view.goodhart(),
        };
        if let Some(figure) = figure {
            all.extend(files(kind.name(), &figure)?);
        }
    }
    Ok(all)
}

/// What the figures of a run are made from.
struct View<'a> {
    title: &'a str,
    titles: &'a [&'a str],
    specs: &'a [&'a ModelSpec],
    results: &'a [Named<'a>],
    hash: &'a str,
}

impl View<'_> {
    fn figure(&self, what: &str, subtitle: &str) -> Figure {
        let title = if self.title.is_empty() {
            what.to_owned()
        } else {
            format!("{}: {}", self.title.split(':').next().unwrap_or(self.title), what)
        };
        let spec = self.specs[0];
        Figure {
            title,
            subtitle: subtitle.to_owned(),
            caption: format!(
                "tillit {}, {} replicates, seed {}, specification {}",
                env!("CARGO_PKG_VERSION"),
                spec.replicates(),
                spec.seed(),
                &self.hash[..12]
            ),
            panels: Vec::new(),
            columns: 3,
            legend: Vec::new(),
        }
    }

    fn legend(&self) -> Vec<Legend> {
        let entry = |(series, name): (usize, &&str)| Legend {
            name: (*name).to_owned(),
            style: Style::series(series),
        };
        self.titles.iter().enumerate().map(entry).collect()
    }

    /// Periods in which a scheduled change begins, under any treatment.
    fn marks(&self, specs: &[&ModelSpec]) -> Vec<f64> {
        let mut periods: Vec<u32> = specs
            .iter()
            .flat_map(|spec| spec.schedule().iter().map(|event| event.period))
            .collect();
        periods.sort_unstable();
        periods.dedup();
        periods.into_iter().map(f64::from).collect()
    }

    /// Outcome curves of all treatments, with bands over replicates.
    fn outcomes(&self) -> Option<Figure> {
        let mut figure = self.figure(
            "outcomes over time",
            "Lines: mean over replicates; bands: 90 % of replicates; dotted upright lines: scheduled changes.",
        );
        for name in OUTCOMES {
            let Some(metric) = self.results[0].1.metric(name) else { continue };
            let definition = self.results[0].1.metrics()[metric];
            let mut panel = time_panel(&heading(definition), definition);
            panel.marks = self.marks(self.specs);
            for (series, (_, result)) in self.results.iter().enumerate() {
                let style = Style::series(series);
                panel.layers.push(Layer::Band { points: replicate_band(result, metric), style });
            }
            for (series, (_, result)) in self.results.iter().enumerate() {
                let style = Style::series(series);
                panel.layers.push(Layer::Curve { points: mean_curve(result, metric), style });
            }
            figure.panels.push(panel);
        }
        figure.legend = self.legend();
        (!figure.panels.is_empty()).then_some(figure)
    }

    /// Single units of the first replicate as thin lines, one panel per treatment.
    fn units(&self) -> Option<Figure> {
        let metric = self.results[0].1.metric("cooperation")?;
        self.results[0].1.units().first()?;
        let mut figure = self.figure(
            "co-operation of single units",
            "Thin lines: units of the first replicate; thick line: mean over all replicates. Below 0.5 a unit is in the trap.",
        );
        for (series, (_, result)) in self.results.iter().enumerate().take(MOST_PANELS) {
            let definition = result.metrics()[metric];
            let mut panel = time_panel(self.titles[series], definition);
            panel.marks = self.marks(&self.specs[series..=series]);
            for line in result.lines(metric) {
                let points = (1..).map(f64::from).zip(line.iter().copied()).collect();
                panel.layers.push(Layer::Curve { points, style: Style::thin(series) });
            }
            let points = mean_curve(result, metric);
            panel.layers.push(Layer::Curve { points, style: Style::ink() });
            figure.panels.push(panel);
        }
        Some(figure)
    }

    /// How units are spread at the end, one row per treatment.
    fn distribution(&self) -> Option<Figure> {
        let mut figure = self.figure(
            "units at the end",
            "Dots: units (mean of the last periods); ring: mean of all units; bar: middle half of all units.",
        );
        figure.columns = 1;
        let metric = self.results[0].1.metric("true_output")?;
        self.results[0].1.units().first()?;
        let definition = self.results[0].1.metrics()[metric];
        let mut panel = Panel {
            title: heading(definition),
            x: Axis {
                label: axis_label(definition),
                at_least: Some((0.0, 0.0)),
                ..Axis::default()
            },
            y: Axis {
                names: self.titles.iter().rev().map(|title| (*title).to_owned()).collect(),
                ..Axis::default()
            },
            ..Panel::default()
        };
        for (series, (_, result)) in self.results.iter().enumerate() {
            let row = (self.titles.len() - 1 - series) as f64;
            panel.layers.extend(row_of_units(result.units(), metric, row, series));
        }
        figure.panels.push(panel);
        Some(figure)
    }

    /// Measured and true output of each treatment, with the gap between them.
    fn goodhart(&self) -> Option<Figure> {
        let result = self.results[0].1;
        let (measured, true_output) =
            (result.metric("measured_output")?, result.metric("true_output")?);
        let mut figure = self.figure(
            "measured and true output",
            "Lines: means over replicates; shaded: the gap by which the measure flatters (or, where true output is higher, misses).",
        );
        let (blue, red) = (Style::series(0), Style::series(1));
        for (index, (_, result)) in self.results.iter().enumerate().take(MOST_PANELS) {
            let mut panel = time_panel(self.titles[index], result.metrics()[true_output]);
            panel.y.label = "output per agent".to_owned();
            panel.marks = self.marks(&self.specs[index..=index]);
            let (upper, lower) = (mean_curve(result, measured), mean_curve(result, true_output));
            let gap = upper.iter().zip(&lower).map(|(m, t)| (m.0, t.1, m.1)).collect();
            panel.layers.push(Layer::Band { points: gap, style: red });
            panel.layers.push(Layer::Curve { points: upper, style: red });
            panel.layers.push(Layer::Curve { points: lower, style: blue });
            figure.panels.push(panel);
        }
        let highest = figure.panels.iter().map(|p| p.ranges().1.1).fold(0.0, f64::max);
        figure.panels.iter_mut().for_each(|p| p.y.at_least = Some((0.0, highest)));
        figure.legend = vec![
            Legend { name: "measured output".to_owned(), style: red },
            Legend { name: "true output".to_owned(), style: blue },
        ];
        Some(figure)
    }
}

/// A metric's name as a heading.
pub fn heading(metric: &Metric) -> String {
    let words = metric.name.replace('_', " ");
    let words = if metric.name == "cooperative" { "co-operative units".to_owned() } else { words };
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The label of an axis that shows a metric.
pub fn axis_label(metric: &Metric) -> String {
    metric.unit.to_owned()
}

/// An empty panel of a metric over time.
pub fn time_panel(title: &str, metric: &Metric) -> Panel {
    let (low, high) = metric.range;
    let at_least = if (low, high) == (0.0, 1.0) { Some((0.0, 1.0)) } else { Some((0.0, 0.0)) };
    Panel {
        title: title.to_owned(),
        x: Axis { label: "period (months)".to_owned(), ..Axis::default() },
        y: Axis { label: axis_label(metric), at_least, ..Axis::default() },
        ..Panel::default()
    }
}

fn mean_curve(result: &TreatmentResult, metric: usize) -> Vec<(f64, f64)> {
    let mean = |period| statistics::mean(&statistics::present(result.sector_means(metric, period)));
    (0..result.periods()).map(|period| (period as f64 + 1.0, mean(period))).collect()
}

fn replicate_band(result: &TreatmentResult, metric: usize) -> Vec<(f64, f64, f64)> {
    let point = |period| {
        let means = statistics::present(result.sector_means(metric, period));
        let [low, high] = statistics::quantiles(&means, &[0.05, 0.95]);
        (period as f64 + 1.0, low, high)
    };
    (0..result.periods()).map(point).collect()
}

/// A row of dots, the middle half and the mean of units.
fn row_of_units(units: &[UnitOutcome], metric: usize, row: f64, series: usize) -> Vec<Layer> {
    let values = statistics::present(&units.iter().map(|u| u.window[metric]).collect::<Vec<_>>());
    if values.is_empty() {
        return Vec::new();
    }
    // Spread over the row by the golden ratio, which never lines dots up.
    let place = |index: usize| row + 0.55 * ((index as f64 * 0.618_033_988_75).fract() - 0.5);
    let every = values.len().div_ceil(MOST_DOTS);
    let dots = values.iter().step_by(every).enumerate().map(|(i, v)| (*v, place(i))).collect();
    let [low, high] = statistics::quantiles(&values, &[0.25, 0.75]);
    let style = Style::series(series);
    vec![
        Layer::Dots { points: dots, style },
        Layer::Interval { values: (low, statistics::mean(&values), high), y: row, style },
    ]
}
