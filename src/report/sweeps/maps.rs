//! Maps over two factors: of a metric, or of what is best where.

use std::path::Path;

use super::axis::Places;
use super::curves::shown;
use super::data::{Groups, Rows, Sample};
use super::{factor_label, factor_name, figure, is_log, metric, words};
use crate::metrics::Metric;
use crate::report::figure::{Axis, Cell, Figure, Fill, Layer, Legend, Panel, Scale, Style};
use crate::store::sweep::Record;
use crate::sweep::Wish;

/// Most panels side by side.
pub const MOST: usize = 12;
/// Most things of which one is best.
pub const MOST_BEST: usize = 8;
/// The metric whose rest is the share of units in the trap.
const COOPERATIVE: &str = "cooperative";

/// The figure of maps, and its table.
pub fn draw(folder: &Path, record: &Record, wish: &Wish) -> Result<(Figure, Vec<u8>), String> {
    let definition = metric(&wish.metric)?;
    let y = wish.y.as_deref().unwrap_or_default();
    let mut wanted = vec![wish.x.as_str(), y];
    wanted.extend([&wish.by, &wish.best].into_iter().flatten().map(String::as_str));
    let trap = wish.best.is_some() && wish.by.is_none() && wish.metric != COOPERATIVE;
    let trap = trap && record.metrics.iter().any(|name| name == COOPERATIVE);
    let mut metrics = vec![definition.name];
    metrics.extend(trap.then_some(COOPERATIVE));
    let rows = Rows::read(folder, record, &wanted, &metrics)?;
    let map = Map {
        record,
        wish,
        x: Places::new(rows.numbers(&wish.x)?, is_log(record, &wish.x)),
        y: Places::new(rows.numbers(y)?, is_log(record, y)),
        panels: rows.groups(wish.by.as_ref(), MOST)?,
        best: rows.groups(wish.best.as_ref(), MOST_BEST)?,
    };
    let samples = rows.samples(definition.name, |row| map.cell(row), map.n_cells())?;
    let trapped = match trap {
        true => Some(rows.samples(COOPERATIVE, |row| map.cell(row), map.n_cells())?),
        false => None,
    };
    let mut figure = if wish.best.is_some() {
        map.phases(definition, &samples, trapped.as_deref())
    } else {
        map.heat(definition, &samples)
    };
    let tipping = super::tipping::curve(record, wish)?;
    if !tipping.is_empty() {
        for panel in &mut figure.panels {
            panel.layers.push(tipping.layer());
        }
        figure.legend.push(tipping.legend());
    }
    Ok((figure, map.table(&samples)?))
}

/// The cells of a map.
struct Map<'a> {
    record: &'a Record,
    wish: &'a Wish,
    x: Places,
    y: Places,
    panels: Groups,
    best: Groups,
}

impl Map<'_> {
    fn n_cells(&self) -> usize {
        self.panels.names.len() * self.best.names.len() * self.x.len() * self.y.len()
    }

    /// The cell of a row.
    fn cell(&self, row: usize) -> usize {
        let [panel, best] = [self.panels.of[row], self.best.of[row]].map(|group| group as usize);
        self.at(panel, self.x.of[row] as usize, self.y.of[row] as usize, best)
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
    fn heat(&self, definition: &Metric, samples: &[Sample]) -> Figure {
        let [x, y] = [self.wish.x.as_str(), self.y_name()].map(factor_name);
        let what = format!("{} by {x} and {y}", words(definition));
        let mut figure = figure(self.record, &what, "Colours: means over all runs of a cell.");
        let mean = |panel, x, y| samples[self.at(panel, x, y, 0)].summary().mean;
        let all = samples.iter().map(|sample| sample.summary().mean);
        let scale = scale(definition, all);
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
    fn phases(
        &self,
        definition: &Metric,
        samples: &[Sample],
        cooperative: Option<&[Sample]>,
    ) -> Figure {
        let of = self.wish.best.as_deref().unwrap_or_default();
        let what = format!("which {} has the highest {}", factor_name(of), words(definition));
        let mut figure = figure(
            self.record,
            &what,
            "Colours: highest mean; hatched: the next best may be as good (95 % interval of the difference, paired by replicate).",
        );
        for (panel, name) in self.panels.names.iter().enumerate() {
            let title = if name.is_empty() { "Best" } else { name };
            let cells = self.cells(|x, y| match self.winner(samples, panel, x, y) {
                Some((best, sure)) => (Fill::Series(self.series(best)), !sure),
                None => (Fill::Missing, false),
            });
            figure.panels.push(self.panel(title, cells, None));
        }
        if self.panels.names.len() == 1 {
            let best = |x, y| self.winner(samples, 0, x, y).map(|(best, _)| best);
            let value = |of: &[Sample], x, y| {
                best(x, y).map_or(f64::NAN, |best| of[self.at(0, x, y, best)].summary().mean)
            };
            let places = || (0..self.x.len()).flat_map(|x| (0..self.y.len()).map(move |y| (x, y)));
            let colours = scale(definition, places().map(|(x, y)| value(samples, x, y)));
            let cells = self.cells(|x, y| (share(value(samples, x, y), &colours), false));
            let title = format!("{}, with the best", crate::report::outcomes::heading(definition));
            figure.panels.push(self.panel(&title, cells, Some(colours)));
            if let Some(cooperative) = cooperative {
                let colours = Scale { label: "share".to_owned(), low: 0.0, high: 1.0 };
                let cells =
                    self.cells(|x, y| (share(1.0 - value(cooperative, x, y), &colours), false));
                let title = "Units in the trap, with the best";
                figure.panels.push(self.panel(title, cells, Some(colours)));
            }
        }
        figure.legend = self.legend(samples);
        figure
    }

    /// The series of what may be best: a treatment has its colour in all figures.
    fn series(&self, best: usize) -> usize {
        super::series(self.record, self.wish.best.as_ref(), &self.best.names[best], best)
    }

    /// The names of what may be best; those that are so nowhere are told.
    fn legend(&self, samples: &[Sample]) -> Vec<Legend> {
        let mut wins = vec![false; self.best.names.len()];
        for panel in 0..self.panels.names.len() {
            for (x, y) in (0..self.x.len()).flat_map(|x| (0..self.y.len()).map(move |y| (x, y))) {
                if let Some((best, _)) = self.winner(samples, panel, x, y) {
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

    /// The group with the highest mean in a cell, and whether it is surely above the next.
    fn winner(
        &self,
        samples: &[Sample],
        panel: usize,
        x: usize,
        y: usize,
    ) -> Option<(usize, bool)> {
        let mut there: Vec<(usize, &Sample)> = (0..self.best.names.len())
            .map(|best| (best, &samples[self.at(panel, x, y, best)]))
            .filter(|(_, sample)| !sample.values.is_empty())
            .collect();
        let mean = |sample: &Sample| crate::statistics::mean(&sample.values);
        there.sort_by(|a, b| mean(b.1).total_cmp(&mean(a.1)));
        let (best, sample) = there.first()?;
        let sure = there.get(1).is_none_or(|(_, next)| sample.is_above(next));
        Some((*best, sure))
    }

    fn table(&self, samples: &[Sample]) -> Result<Vec<u8>, String> {
        let mut table = csv::Writer::from_writer(Vec::new());
        let mut header = vec![self.wish.x.as_str(), self.y_name()];
        header.extend([&self.wish.by, &self.wish.best].into_iter().flatten().map(String::as_str));
        let best = self.wish.best.is_some();
        header.extend(["mean", "low", "high", "runs"]);
        header.extend(best.then_some("verdict"));
        table.write_record(&header).map_err(|error| error.to_string())?;
        for panel in 0..self.panels.names.len() {
            for (x, y) in (0..self.x.len()).flat_map(|x| (0..self.y.len()).map(move |y| (x, y))) {
                let winner = self.winner(samples, panel, x, y);
                for group in 0..self.best.names.len() {
                    let sample = &samples[self.at(panel, x, y, group)];
                    if sample.values.is_empty() {
                        continue;
                    }
                    let found = sample.summary();
                    let mut row = vec![self.x.values[x].to_string(), self.y.values[y].to_string()];
                    row.extend(self.wish.by.as_ref().map(|_| self.panels.names[panel].clone()));
                    row.extend(best.then(|| self.best.names[group].clone()));
                    row.extend([found.mean, found.low, found.high].map(shown));
                    row.push(sample.values.len().to_string());
                    row.extend(best.then(|| verdict(winner, group).to_owned()));
                    table.write_record(&row).map_err(|error| error.to_string())?;
                }
            }
        }
        table.into_inner().map_err(|error| error.to_string())
    }
}

fn verdict(winner: Option<(usize, bool)>, group: usize) -> &'static str {
    match winner {
        Some((best, true)) if best == group => "best",
        Some((best, false)) if best == group => "best, not surely",
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

fn share(value: f64, scale: &Scale) -> Fill {
    match value.is_finite() {
        true => Fill::Share((value - scale.low) / (scale.high - scale.low)),
        false => Fill::Missing,
    }
}
