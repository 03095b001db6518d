//! The figures of a run.

use super::draw_panel::MOST_BANDS;
use super::figure::{Axis, Figure, Layer, Legend, Panel, Style};
use super::palette::N_SERIES;
use super::schedule::{explained, spans};
use super::{DrawError, File, differences, files_at, levels};
use crate::engine::observe::Metric;
use crate::model::catalogue::Language;
use crate::model::specification::ModelSpec;
use crate::scenario::{FigureKind, Scenario, Width};
use crate::study::assumptions::OverAssumptions;
use crate::study::runs::{TreatmentResult, UnitDistribution};

/// A treatment's name and its results.
pub type Named<'a> = (&'a str, &'a TreatmentResult);

/// The metrics of the figure of outcome curves, as far as they were recorded.
pub const OUTCOMES: [&str; 6] =
    ["true_output", "measured_output", "cooperative", "belief", "trust", "information"];
/// Most panels of one treatment each, rows of one treatment each, and curves in a panel; fewer fit on
/// a slide.
const MOST_PANELS: [usize; 2] = [12, 8];
const MOST_ROWS: [usize; 2] = [60, 12];
const MOST_CURVES: [usize; 2] = [N_SERIES, 16];

/// All figures that a scenario asks for; `assumptions` adds to differences how far they range over what is not
/// known.
///
/// # Errors
/// When a figure cannot be drawn.
pub fn figures_of(
    scenario: &Scenario,
    results: &[Named],
    assumptions: Option<&OverAssumptions>,
    hash: &str,
) -> Result<Vec<File>, DrawError> {
    let titles: Vec<&str> = scenario.treatments.iter().map(|t| t.title.as_str()).collect();
    let specs: Vec<&ModelSpec> = scenario.treatments.iter().map(|t| &t.spec).collect();
    let width = scenario.width;
    let view = View {
        title: &scenario.title,
        titles: &titles,
        specs: &specs,
        results,
        assumptions,
        hash,
        width,
    };
    let mut all = Vec::new();
    for kind in &scenario.figures {
        let figure = match kind {
            FigureKind::Outcomes => view.outcomes(),
            FigureKind::Differences => differences::forest(&view),
            FigureKind::DifferencesOverTime => differences::over_time(&view),
            FigureKind::Units => view.units(),
            FigureKind::Distribution => view.distribution(),
            FigureKind::Goodhart => view.goodhart(),
            FigureKind::Levels => levels::figure(&view),
        };
        if let Some(figure) = figure {
            all.extend(files_at(kind.name(), &figure, width)?);
        }
    }
    Ok(all)
}

/// What the figures of a run are made from.
pub struct View<'a> {
    /// Title of the scenario.
    pub title: &'a str,
    /// By treatment: its title.
    pub titles: &'a [&'a str],
    /// By treatment: its specification.
    pub specs: &'a [&'a ModelSpec],
    /// By treatment: its name and what it gave.
    pub results: &'a [Named<'a>],
    /// How far outcomes range over what is not known, if that was looked at.
    pub assumptions: Option<&'a OverAssumptions>,
    /// Hash of what was run.
    pub hash: &'a str,
    /// Width of figures.
    pub width: Width,
}

impl View<'_> {
    /// An empty figure of some treatments.
    pub fn figure(&self, what: &str, subtitle: &str) -> Figure {
        let title = titled(self.title, what);
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

    /// The legend of some treatments: each has its colour and marker in all figures.
    pub fn legend(&self, treatments: std::ops::Range<usize>) -> Vec<Legend> {
        let entry = |series: usize| Legend {
            name: self.titles[series].to_owned(),
            style: Style::series(series),
        };
        treatments.map(entry).collect()
    }

    /// How many treatments a figure shows as panels, as rows or as curves.
    pub fn shown(&self, most: [usize; 2]) -> usize {
        let most = if self.width == Width::Slide { most[1] } else { most[0] };
        self.titles.len().min(most)
    }

    /// How many treatments a figure shows as rows.
    pub fn shown_rows(&self) -> usize {
        self.shown(MOST_ROWS)
    }

    /// How many treatments a figure shows as curves.
    pub fn shown_curves(&self) -> usize {
        self.shown(MOST_CURVES)
    }

    /// A note on the treatments that a figure omits; empty when it shows all.
    pub fn left_out(&self, shown: usize) -> String {
        match self.titles.len() {
            all if all > shown => {
                format!(" Shown: the first {shown} of {all} treatments; the tables have all.")
            }
            _ => String::new(),
        }
    }

    /// Outcome curves of all treatments, with bands over replicates.
    fn outcomes(&self) -> Option<Figure> {
        let shown = self.shown_curves();
        let subtitle = format!(
            "Lines: mean over replicates; {}: 90 % of replicates.{}{}",
            spread(shown),
            explained(self.specs),
            self.left_out(shown)
        );
        let mut figure = self.figure("outcomes over time", &subtitle);
        for name in OUTCOMES {
            let Some(metric) = self.results[0].1.metric(name) else { continue };
            let definition = self.results[0].1.metrics()[metric];
            let mut panel = time_panel(&heading(definition), definition);
            panel.spans = spans(self.specs, 0..shown);
            for (series, (_, result)) in self.results.iter().enumerate().take(shown) {
                let style = Style::series(series);
                panel.layers.push(Layer::Band { points: replicate_band(result, metric), style });
            }
            for (series, (_, result)) in self.results.iter().enumerate().take(shown) {
                let style = Style::series(series);
                panel.layers.push(Layer::Curve { points: mean_curve(result, metric), style });
            }
            figure.panels.push(panel);
        }
        figure.legend = self.legend(0..shown);
        (!figure.panels.is_empty()).then_some(figure)
    }

    /// Single units of the first replicate as thin lines, one panel per treatment.
    fn units(&self) -> Option<Figure> {
        let metric = self.results[0].1.metric("cooperation")?;
        self.results[0].1.lines(metric).first()?;
        let shown = self.shown(MOST_PANELS);
        let subtitle = format!(
            "Thin lines: units of the first replicate; thick line: mean over all replicates. A unit below 0.5 is in the social trap.{}{}",
            explained(self.specs),
            self.left_out(shown)
        );
        let mut figure = self.figure("co-operation of units", &subtitle);
        for (series, (_, result)) in self.results.iter().enumerate().take(shown) {
            let definition = result.metrics()[metric];
            let mut panel = time_panel(self.titles[series], definition);
            panel.spans = spans(self.specs, series..series + 1);
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
        let metric = self.results[0].1.metric("true_output")?;
        self.results[0].1.distribution(metric)?;
        let shown = self.shown_rows();
        let subtitle = format!(
            "Dots: units (mean of the last periods); marker: mean of all units; bar: middle half of all units.{}",
            self.left_out(shown)
        );
        let mut figure = self.figure("units at the end", &subtitle);
        figure.columns = 1;
        let definition = self.results[0].1.metrics()[metric];
        let names = self.titles[..shown].iter().rev().map(|title| (*title).to_owned());
        let mut panel = Panel {
            title: heading(definition),
            x: Axis {
                label: axis_label(definition),
                at_least: Some((0.0, 0.0)),
                ..Axis::default()
            },
            y: Axis { names: names.collect(), ..Axis::default() },
            ..Panel::default()
        };
        for (series, (_, result)) in self.results.iter().enumerate().take(shown) {
            let row = (shown - 1 - series) as f64;
            let units = result.distribution(metric).into_iter();
            panel.layers.extend(units.flat_map(|units| row_of_units(units, row, series)));
        }
        figure.panels.push(panel);
        Some(figure)
    }

    /// Measured and true output of each treatment, with the gap between them.
    fn goodhart(&self) -> Option<Figure> {
        let result = self.results[0].1;
        let (measured, true_output) =
            (result.metric("measured_output")?, result.metric("true_output")?);
        let shown = self.shown(MOST_PANELS);
        let subtitle = format!(
            "Lines: means over replicates; shaded: the gap between measured and true output (Goodhart gap).{}{}",
            explained(self.specs),
            self.left_out(shown)
        );
        let mut figure = self.figure("measured and true output", &subtitle);
        let (solid, dashed) = (Style::ink(), Style::dashed());
        for (index, (_, result)) in self.results.iter().enumerate().take(shown) {
            let mut panel = time_panel(self.titles[index], result.metrics()[true_output]);
            panel.y.label = "output per agent".to_owned();
            panel.spans = spans(self.specs, index..index + 1);
            let (upper, lower) = (mean_curve(result, measured), mean_curve(result, true_output));
            let gap = upper.iter().zip(&lower).map(|(m, t)| (m.0, t.1, m.1)).collect();
            // The colour is the treatment's, as in every figure.
            panel.layers.push(Layer::Band { points: gap, style: Style::simulated(index) });
            panel.layers.push(Layer::Curve { points: upper, style: dashed });
            panel.layers.push(Layer::Curve { points: lower, style: solid });
            figure.panels.push(panel);
        }
        let highest = figure.panels.iter().map(|p| p.ranges().1.1).fold(0.0, f64::max);
        figure.panels.iter_mut().for_each(|p| p.y.at_least = Some((0.0, highest)));
        figure.legend = vec![
            Legend { name: "measured output".to_owned(), style: dashed },
            Legend { name: "true output".to_owned(), style: solid },
        ];
        Some(figure)
    }
}

/// What shows the spread of so many series in a panel.
pub fn spread(series: usize) -> &'static str {
    if series <= MOST_BANDS { "bands" } else { "bars at the markers" }
}

/// The title of a figure: that of the whole, and what the figure shows.
pub fn titled(title: &str, what: &str) -> String {
    if title.is_empty() { what.to_owned() } else { format!("{title}: {what}") }
}

/// A metric's label as a heading.
pub fn heading(metric: &Metric) -> String {
    metric.heading(Language::default())
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

/// The mean over replicates, period by period.
pub fn mean_curve(result: &TreatmentResult, metric: usize) -> Vec<(f64, f64)> {
    let point = |period| (period as f64 + 1.0, result.across(metric, period).summary.mean);
    (0..result.periods()).map(point).collect()
}

fn replicate_band(result: &TreatmentResult, metric: usize) -> Vec<(f64, f64, f64)> {
    let point = |period| {
        let [low, .., high] = result.across(metric, period).quantiles;
        (period as f64 + 1.0, low, high)
    };
    (0..result.periods()).map(point).collect()
}

/// A row of dots, the middle half and the mean of units.
fn row_of_units(units: &UnitDistribution, row: f64, series: usize) -> [Layer; 2] {
    // Spread over the row by the golden ratio, which never lines dots up.
    let place = |index: usize| row + 0.55 * ((index as f64 * 0.618_033_988_75).fract() - 0.5);
    let dots = units.some.iter().enumerate().map(|(i, v)| (*v, place(i))).collect();
    let style = Style::series(series);
    [
        Layer::Dots { points: dots, style },
        Layer::Interval { values: (units.low, units.mean, units.high), y: row, style },
    ]
}
