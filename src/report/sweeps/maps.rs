//! Maps over two factors: of a metric, or of what is best where.

use super::axis::Places;
use super::data::{Groups, Rows, Treatments};
use super::{SweepResults, factor_label, factor_name, figure, is_log, metric, words};
use crate::engine::observe::Metric;
use crate::ground::numbers::exact;
use crate::ground::statistics::{Estimate, Support};
use crate::report::figure::{Axis, Cell, Figure, Fill, Layer, Legend, Panel, Scale, Style};
use crate::store::sweep::Record;
use crate::study::runs::CONFIDENCE;
use crate::study::sweep::{TREATMENT, Wish};

/// Most panels side by side.
pub const MOST: usize = 12;
/// Most things of which one is best.
pub const MOST_BEST: usize = 8;
/// The metric whose rest is the share of units in the trap.
const COOPERATIVE: &str = "cooperative";

/// The figure of maps, and its table.
pub fn draw(results: SweepResults, wish: &Wish) -> Result<(Figure, Vec<u8>), String> {
    let record = results.record;
    let definition = metric(&wish.metric)?;
    let trap = wish.best.is_some() && wish.by.is_none() && wish.metric != COOPERATIVE;
    let trap = trap && record.metrics.iter().any(|name| name == COOPERATIVE);
    let mut metrics = vec![definition.name];
    metrics.extend(trap.then_some(COOPERATIVE));
    let rows = Rows::read(results, wish, &metrics)?;
    let map = Map::new(&rows, record, wish, definition)?;
    let trapped = match trap {
        true => Some(rows.samples(COOPERATIVE, |row| map.cell(row), map.n_cells())?),
        false => None,
    };
    let mut figure = if wish.best.is_some() {
        map.phases(definition, trapped.as_deref())
    } else {
        map.heat(definition)
    };
    for part in map.told(&rows) {
        figure.caption += &format!(", {part}");
    }
    let tipping = super::tipping::curve(results.sweep, wish);
    if !tipping.is_empty() {
        for panel in &mut figure.panels {
            panel.layers.push(tipping.layer());
        }
        figure.legend.push(tipping.legend());
    }
    Ok((figure, map.table()?))
}

/// The cells of a map.
pub struct Map<'a> {
    record: &'a Record,
    wish: &'a Wish,
    how: Treatments,
    x: Places,
    y: Places,
    panels: Groups,
    /// What the groups of the panels are, for the table; none for a single panel.
    by: Vec<&'a str>,
    best: Groups,
    support: Support,
    samples: Vec<Estimate>,
}

impl<'a> Map<'a> {
    /// The map that some rows give.
    pub fn new(
        rows: &Rows,
        record: &'a Record,
        wish: &'a Wish,
        definition: &'static Metric,
    ) -> Result<Self, String> {
        let how = Treatments::of(record, wish);
        let y = wish.y.as_deref().unwrap_or_default();
        let mut by: Vec<&str> = wish.by.as_deref().into_iter().collect();
        let named = by.contains(&TREATMENT) || wish.best.as_deref() == Some(TREATMENT);
        by.extend((how == Treatments::Apart && !named).then_some(TREATMENT));
        let mut panels = Groups::one(rows.len());
        for key in &by {
            panels = panels.and(&rows.groups(Some(&(*key).to_owned()), MOST)?);
        }
        if panels.names.len() > MOST {
            let n = panels.names.len();
            return Err(format!("the map has {n} panels; a figure shows at most {MOST}"));
        }
        let mut map = Self {
            record,
            wish,
            how,
            x: Places::new(rows.numbers(&wish.x)?, is_log(record, &wish.x)),
            y: Places::new(rows.numbers(y)?, is_log(record, y)),
            panels,
            by,
            best: rows.groups(wish.best.as_ref(), MOST_BEST)?,
            support: rows.support(definition),
            samples: Vec::new(),
        };
        let (cell, n) = (|row: usize| map.cell(row), map.n_cells());
        let samples = match how {
            Treatments::Difference => rows.differences(definition.name, cell, n)?,
            _ => rows.samples(definition.name, cell, n)?,
        };
        map.samples = samples;
        if how == Treatments::Difference {
            map.support = map.support.of_difference();
        }
        Ok(map)
    }

    /// What the caption says of treatments and of what is pooled.
    fn told(&self, rows: &Rows) -> Vec<String> {
        let mut told = Vec::new();
        if self.how == Treatments::Single && self.record.treatments.len() > 1 {
            let names = self.wish.shown_treatments(self.record.treatment_names());
            told.push(format!("treatment {}", names.join(", ")));
        }
        told.push(rows.pooled_in_words(self.wish, self.how, &self.samples));
        told.retain(|part| !part.is_empty());
        told
    }

    fn n_cells(&self) -> usize {
        self.panels.names.len() * self.best.names.len() * self.x.len() * self.y.len()
    }

    /// The cell of a row.
    fn cell(&self, row: usize) -> Option<usize> {
        let [panel, best] = [self.panels.of[row], self.best.of[row]].map(|group| group as usize);
        let there = panel < self.panels.names.len() && best < self.best.names.len();
        there.then(|| self.at(panel, self.x.of[row] as usize, self.y.of[row] as usize, best))
    }

    fn mean(&self, panel: usize, x: usize, y: usize, best: usize) -> f64 {
        self.samples[self.at(panel, x, y, best)].mean()
    }

    fn at(&self, panel: usize, x: usize, y: usize, best: usize) -> usize {
        ((panel * self.x.len() + x) * self.y.len() + y) * self.best.names.len() + best
    }

    fn panel(&self, title: &str, cells: Vec<Cell>, scale: Option<Scale>) -> Panel {
        let axis = |key: &str| Axis {
            label: factor_label(self.record, key),
            log: is_log(self.record, key),
            ..Axis::default()
        };
        Panel {
            title: title.to_owned(),
            x: axis(&self.wish.x),
            y: axis(self.wish.y.as_deref().unwrap_or_default()),
            layers: vec![Layer::Cells(cells)],
            scale,
            ..Panel::default()
        }
    }

    /// Cells of one panel, filled and hatched as told.
    fn cells(&self, fill: impl Fn(usize, usize) -> (Fill, bool)) -> Vec<Cell> {
        let places = (0..self.x.len()).flat_map(|x| (0..self.y.len()).map(move |y| (x, y)));
        places
            .map(|(x, y)| {
                let (fill, hatched) = fill(x, y);
                Cell { x: self.x.ends[x], y: self.y.ends[y], fill, hatched }
            })
            .collect()
    }

    /// A metric as colours, one panel per group.
    fn heat(&self, definition: &Metric) -> Figure {
        let [x, y] = [self.wish.x.as_str(), self.y_name()].map(factor_name);
        let (what, subtitle) = match &self.wish.difference {
            Some([a, b]) => (
                format!("difference of {} by {x} and {y}", words(definition)),
                format!("Colours: mean of {a} minus {b} with common random numbers."),
            ),
            None => (
                format!("{} by {x} and {y}", words(definition)),
                "Colours: mean of each cell.".to_owned(),
            ),
        };
        let mut figure = figure(self.record, &what, &subtitle);
        let mean = |panel, x, y| self.mean(panel, x, y, 0);
        let all = self.samples.iter().map(Estimate::mean);
        let scale = match self.how {
            Treatments::Difference => symmetric(all),
            _ => scale(definition, all),
        };
        for (panel, name) in self.panels.names.iter().enumerate() {
            let cells = self.cells(|x, y| (share(mean(panel, x, y), &scale), false));
            figure.panels.push(self.panel(name, cells, Some(scale.clone())));
        }
        if self.panels.names.len() == 1 {
            figure.columns = 1;
        }
        figure
    }

    fn y_name(&self) -> &str {
        self.wish.y.as_deref().unwrap_or_default()
    }

    /// What is best where; for a single panel also how good it is and how many units are in the trap.
    fn phases(&self, definition: &Metric, cooperative: Option<&[Estimate]>) -> Figure {
        let of = self.wish.best.as_deref().unwrap_or_default();
        let what = format!("which {} has the highest {}", factor_name(of), words(definition));
        let mut figure = figure(
            self.record,
            &what,
            "Colours: highest mean; hatched: another one may be as good (the 95 % interval of the difference, paired by replicate, includes 0).",
        );
        for (panel, name) in self.panels.names.iter().enumerate() {
            let title = if name.is_empty() { "Best" } else { name };
            let cells = self.cells(|x, y| match self.winner(panel, x, y) {
                Some((best, sure)) => (Fill::Series(self.series(best)), !sure),
                None => (Fill::Missing, false),
            });
            figure.panels.push(self.panel(title, cells, None));
        }
        if self.panels.names.len() == 1 {
            let best = |x, y| self.winner(0, x, y).map(|(best, _)| best);
            let value = |of: &[Estimate], x, y| {
                best(x, y).map_or(f64::NAN, |best| of[self.at(0, x, y, best)].mean())
            };
            let places = || (0..self.x.len()).flat_map(|x| (0..self.y.len()).map(move |y| (x, y)));
            let colours = scale(definition, places().map(|(x, y)| value(&self.samples, x, y)));
            let cells = self.cells(|x, y| (share(value(&self.samples, x, y), &colours), false));
            let title = format!("{} of the best", crate::report::outcomes::heading(definition));
            figure.panels.push(self.panel(&title, cells, Some(colours)));
            if let Some(cooperative) = cooperative {
                let colours = Scale { label: "share".to_owned(), low: 0.0, high: 1.0 };
                let cells =
                    self.cells(|x, y| (share(1.0 - value(cooperative, x, y), &colours), false));
                let title = "Units in the trap, under the best";
                figure.panels.push(self.panel(title, cells, Some(colours)));
            }
        }
        figure.legend = self.legend();
        figure
    }

    /// The series of what may be best: a treatment has its colour in all figures.
    fn series(&self, best: usize) -> usize {
        super::series(self.record, self.wish.best.as_ref(), &self.best.names[best], best)
    }

    /// The names of what may be best; those that are so nowhere are told.
    fn legend(&self) -> Vec<Legend> {
        let mut wins = vec![false; self.best.names.len()];
        for panel in 0..self.panels.names.len() {
            for (x, y) in (0..self.x.len()).flat_map(|x| (0..self.y.len()).map(move |y| (x, y))) {
                if let Some((best, _)) = self.winner(panel, x, y) {
                    wins[best] = true;
                }
            }
        }
        let entry = |(series, name): (usize, &String)| Legend {
            name: if wins[series] { name.clone() } else { format!("{name} (nowhere best)") },
            style: Style::area(self.series(series)),
        };
        self.best.names.iter().enumerate().map(entry).collect()
    }

    /// The group with the highest mean in a cell, and whether it is surely above all others: the lower
    /// end of the interval of each difference lies above 0. One replicate is never sure.
    pub fn winner(&self, panel: usize, x: usize, y: usize) -> Option<(usize, bool)> {
        let sample = |best: usize| &self.samples[self.at(panel, x, y, best)];
        let there = (0..self.best.names.len()).filter(|best| sample(*best).runs() > 0);
        let there: Vec<usize> = there.collect();
        let higher = |a: &usize, b: &usize| sample(*b).mean() > sample(*a).mean();
        let best = there.iter().copied().reduce(|a, b| if higher(&a, &b) { b } else { a })?;
        let above = |other: &usize| {
            sample(best).difference(sample(*other), self.support, CONFIDENCE).low > 0.0
        };
        let sure = there.iter().filter(|other| **other != best).all(above);
        Some((best, sure))
    }

    /// The table of what the figure shows.
    pub fn table(&self) -> Result<Vec<u8>, String> {
        let mut table = csv::Writer::from_writer(Vec::new());
        let best = self.wish.best.as_deref();
        let mut header = vec![self.wish.x.as_str(), self.y_name()];
        header.extend(&self.by);
        header.extend(best);
        header.extend(["mean", "low", "high", "runs"]);
        header.extend(best.map(|_| "verdict"));
        header.push("replicates");
        table.write_record(&header).map_err(|error| error.to_string())?;
        for panel in 0..self.panels.names.len() {
            for (x, y) in (0..self.x.len()).flat_map(|x| (0..self.y.len()).map(move |y| (x, y))) {
                for row in self.lines(panel, x, y) {
                    table.write_record(&row).map_err(|error| error.to_string())?;
                }
            }
        }
        table.into_inner().map_err(|error| error.to_string())
    }

    /// The lines of the table for a place: one for each group of which one is best.
    fn lines(&self, panel: usize, x: usize, y: usize) -> Vec<Vec<String>> {
        let has_best = self.wish.best.is_some();
        let winner = if has_best { self.winner(panel, x, y) } else { None };
        let line = |group: usize| {
            let sample = &self.samples[self.at(panel, x, y, group)];
            let found = sample.summary(self.support, CONFIDENCE);
            let mut row = vec![self.x.values[x].to_string(), self.y.values[y].to_string()];
            row.extend(self.panels.parts[panel].iter().cloned());
            row.extend(has_best.then(|| self.best.values[group].clone()));
            row.extend([found.mean, found.low, found.high].map(exact));
            row.push(sample.runs().to_string());
            row.extend(has_best.then(|| verdict(winner, group).to_owned()));
            row.push(sample.replicates().to_string());
            (sample.runs() > 0).then_some(row)
        };
        (0..self.best.names.len()).filter_map(line).collect()
    }
}

fn verdict(winner: Option<(usize, bool)>, group: usize) -> &'static str {
    match winner {
        Some((best, true)) if best == group => "best",
        Some((best, false)) if best == group => "best, uncertain",
        _ => "",
    }
}

/// The scale of colours of a metric: its whole range where that is a share, or that of the values.
fn scale(definition: &Metric, values: impl Iterator<Item = f64>) -> Scale {
    let label = definition.unit.to_owned();
    let label = if label.len() > 18 { String::new() } else { label };
    let finite = values.filter(|value| value.is_finite());
    let (low, high) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    match definition.range {
        (0.0, 1.0) if definition.name != "true_output" => Scale { label, low: 0.0, high: 1.0 },
        _ if low < high => Scale { label, low, high },
        _ => Scale { label, low: low - 0.5, high: low + 0.5 },
    }
}

/// The scale of colours of differences: as far below 0 as above.
fn symmetric(values: impl Iterator<Item = f64>) -> Scale {
    let most = values.filter(|value| value.is_finite()).fold(0.0, |most: f64, v| most.max(v.abs()));
    let most = if most > 0.0 { most } else { 0.5 };
    Scale { label: "difference".to_owned(), low: -most, high: most }
}

fn share(value: f64, scale: &Scale) -> Fill {
    match value.is_finite() {
        true => Fill::Share((value - scale.low) / (scale.high - scale.low)),
        false => Fill::Missing,
    }
}
