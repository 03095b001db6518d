//! Response curves: a metric over one factor.

use super::axis::Places;
use super::data::{Groups, Rows, Treatments};
use super::{SweepResults, factor_label, factor_name, figure, is_log, legend, metric, words};
use crate::engine::observe::Metric;
use crate::ground::numbers::exact;
use crate::ground::statistics::{Estimate, Support};
use crate::report::figure::{Axis, Figure, Layer, Panel, Style};
use crate::report::outcomes::{axis_label, spread};
use crate::store::sweep::Record;
use crate::study::runs::CONFIDENCE;
use crate::study::sweep::{TREATMENT, Wish};

/// Most curves, and most panels.
pub const MOST: usize = 12;

/// The figure of response curves, and its table.
pub fn draw(results: SweepResults, wish: &Wish) -> Result<(Figure, Vec<u8>), String> {
    let definition = metric(&wish.metric)?;
    let rows = Rows::read(results, wish, &[definition.name])?;
    let curves = Curves::new(&rows, results.record, wish, definition)?;
    Ok((curves.figure(&rows), curves.table()?))
}

/// The means of curves.
pub struct Curves<'a> {
    record: &'a Record,
    wish: &'a Wish,
    definition: &'static Metric,
    how: Treatments,
    /// What the curves of a panel are the values of.
    by: Option<String>,
    places: Places,
    /// Curves of a panel.
    groups: Groups,
    /// Panels: treatments, where the curves are values of a factor.
    panels: Groups,
    support: Support,
    samples: Vec<Estimate>,
}

impl<'a> Curves<'a> {
    /// The curves that some rows give.
    pub fn new(
        rows: &Rows,
        record: &'a Record,
        wish: &'a Wish,
        definition: &'static Metric,
    ) -> Result<Self, String> {
        let how = Treatments::of(record, wish);
        let places = Places::new(rows.numbers(&wish.x)?, is_log(record, &wish.x));
        let treatment = TREATMENT.to_owned();
        let (by, panels) = match (&wish.by, how) {
            (None, Treatments::Apart) => (Some(&treatment), None),
            (Some(by), Treatments::Apart) if by != TREATMENT => (Some(by), Some(&treatment)),
            (by, _) => (by.as_ref(), None),
        };
        let groups = rows.groups(by, MOST)?;
        let panels = rows.groups(panels, MOST)?;
        let (n, curves) = (places.len(), groups.names.len());
        let cell = |row: usize| {
            let [panel, group, place] =
                [panels.of[row], groups.of[row], places.of[row]].map(|index| index as usize);
            let there = panel < panels.names.len() && group < curves;
            there.then(|| (panel * curves + group) * n + place)
        };
        let cells = panels.names.len() * curves * n;
        let (samples, support) = match how {
            Treatments::Difference => (
                rows.differences(definition.name, cell, cells)?,
                rows.support(definition).of_difference(),
            ),
            _ => (rows.samples(definition.name, cell, cells)?, rows.support(definition)),
        };
        let by = by.cloned();
        Ok(Self { record, wish, definition, how, by, places, groups, panels, support, samples })
    }

    /// The cells of a curve.
    fn curve(&self, panel: usize, group: usize) -> &[Estimate] {
        let n = self.places.len();
        let first = (panel * self.groups.names.len() + group) * n;
        &self.samples[first..first + n]
    }

    fn figure(&self, rows: &Rows) -> Figure {
        let (record, wish) = (self.record, self.wish);
        let over = factor_name(&wish.x);
        let bands = spread(self.groups.names.len());
        let (what, subtitle) = match &wish.difference {
            Some([a, b]) => (
                format!("difference of {} by {over}", words(self.definition)),
                format!(
                    "Lines: mean of {a} minus {b} with common random numbers; {bands}: 95 % intervals."
                ),
            ),
            None => (
                format!("{} by {over}", words(self.definition)),
                format!("Lines: means; {bands}: their 95 % intervals."),
            ),
        };
        let mut figure = figure(record, &what, &subtitle);
        for part in self.told(rows) {
            figure.caption += &format!(", {part}");
        }
        for (panel, name) in self.panels.names.iter().enumerate() {
            figure.panels.push(self.panel(panel, name));
        }
        if self.groups.names.len() > 1 {
            figure.legend = legend(record, self.by.as_ref(), &self.groups.names);
        }
        figure.columns = if self.panels.names.len() == 1 { 1 } else { 2 };
        figure
    }

    /// What the caption says of treatments and of what is pooled.
    fn told(&self, rows: &Rows) -> Vec<String> {
        let mut told = Vec::new();
        if self.how == Treatments::Single && self.record.treatments.len() > 1 {
            let names = self.wish.shown_treatments(self.record.treatment_names());
            told.push(format!("treatment {}", names.join(", ")));
        }
        told.push(rows.pooled_in_words(self.wish, self.how, &self.samples));
        if self.samples.iter().all(|sample| sample.replicates() < 2) {
            told.push("one replicate: no interval".to_owned());
        }
        told.retain(|part| !part.is_empty());
        told
    }

    fn panel(&self, panel: usize, name: &str) -> Panel {
        let share = self.definition.range == (0.0, 1.0);
        let at_least = match self.how {
            Treatments::Difference => (0.0, 0.0),
            _ => (0.0, if share { 1.0 } else { 0.0 }),
        };
        let mut drawn = Panel {
            title: name.to_owned(),
            x: Axis {
                label: factor_label(self.record, &self.wish.x),
                log: is_log(self.record, &self.wish.x),
                ..Axis::default()
            },
            y: Axis {
                label: format!("{} ({})", words(self.definition), axis_label(self.definition)),
                at_least: Some(at_least),
                ..Axis::default()
            },
            ..Panel::default()
        };
        if let (Treatments::Difference, Some(last)) = (self.how, self.places.ends.last()) {
            let points = vec![(self.places.ends[0].0, 0.0), (last.1, 0.0)];
            drawn.layers.push(Layer::Curve { points, style: Style::ink() });
        }
        for group in 0..self.groups.names.len() {
            let cells = self.curve(panel, group).iter().zip(&self.places.middles);
            let found = cells.filter(|(sample, _)| sample.runs() > 0);
            let found: Vec<_> =
                found.map(|(s, at)| (*at, s.summary(self.support, CONFIDENCE))).collect();
            let name = &self.groups.names[group];
            let style = Style::series(super::series(self.record, self.by.as_ref(), name, group));
            let points = found.iter().map(|(at, s)| (*at, s.low, s.high)).collect();
            drawn.layers.push(Layer::Band { points, style });
            let points = found.iter().map(|(at, s)| (*at, s.mean)).collect();
            drawn.layers.push(Layer::Curve { points, style });
        }
        drawn
    }

    /// The table of what the figure shows.
    pub fn table(&self) -> Result<Vec<u8>, String> {
        let mut table = csv::Writer::from_writer(Vec::new());
        let difference = self.wish.difference.as_ref().map(|[a, b]| format!("{a} - {b}"));
        let group = match (&self.wish.by, self.how) {
            (Some(by), _) => by.as_str(),
            (None, Treatments::Apart) => TREATMENT,
            (None, Treatments::Difference) => "difference",
            (None, _) => "group",
        };
        let panels = self.panels.names.len() > 1 || !self.panels.names[0].is_empty();
        let mut header: Vec<&str> = Vec::new();
        header.extend(panels.then_some(TREATMENT));
        header.extend([group, self.wish.x.as_str(), "mean", "low", "high", "runs", "replicates"]);
        table.write_record(&header).map_err(|error| error.to_string())?;
        for (panel, panel_name) in self.panels.values.iter().enumerate() {
            for (group, name) in self.groups.values.iter().enumerate() {
                for (place, sample) in self.curve(panel, group).iter().enumerate() {
                    if sample.runs() == 0 {
                        continue;
                    }
                    let found = sample.summary(self.support, CONFIDENCE);
                    let mut row: Vec<String> = Vec::new();
                    row.extend(panels.then(|| panel_name.clone()));
                    row.push(match (&difference, self.wish.by.is_none()) {
                        (Some(difference), true) => difference.clone(),
                        _ => name.clone(),
                    });
                    row.push(self.places.values[place].to_string());
                    row.extend([found.mean, found.low, found.high].map(exact));
                    row.extend([sample.runs(), sample.replicates()].map(|n| n.to_string()));
                    table.write_record(&row).map_err(|error| error.to_string())?;
                }
            }
        }
        table.into_inner().map_err(|error| error.to_string())
    }
}
