//! Response curves: a metric over one factor.

use std::path::Path;

use super::axis::Places;
use super::data::Rows;
use super::{factor_label, factor_name, figure, is_log, legend, metric, words};
use crate::report::figure::{Axis, Figure, Layer, Panel, Style};
use crate::report::outcomes::{axis_label, spread};
use crate::store::sweep::Record;
use crate::sweep::Wish;

/// Most curves.
pub const MOST: usize = 12;

/// The figure of response curves, and its table.
pub fn draw(folder: &Path, record: &Record, wish: &Wish) -> Result<(Figure, Vec<u8>), String> {
    let definition = metric(&wish.metric)?;
    let mut wanted = vec![wish.x.as_str()];
    wanted.extend(wish.by.as_deref());
    let rows = Rows::read(folder, record, &wanted, &[definition.name])?;
    let log = is_log(record, &wish.x);
    let places = Places::new(rows.numbers(&wish.x)?, log);
    let groups = rows.groups(wish.by.as_ref(), MOST)?;
    let cell = |row: usize| groups.of[row] as usize * places.len() + places.of[row] as usize;
    let samples = rows.samples(definition.name, cell, groups.names.len() * places.len())?;
    let what = format!("{} by {}", words(definition), factor_name(&wish.x));
    let mut figure = figure(
        record,
        &what,
        &format!(
            "Lines: means over all runs at a value; {}: their 95 % intervals.",
            spread(groups.names.len())
        ),
    );
    let share = definition.range == (0.0, 1.0);
    let mut panel = Panel {
        x: Axis { label: factor_label(record, &wish.x), log, ..Axis::default() },
        y: Axis {
            label: format!("{} ({})", words(definition), axis_label(definition)),
            at_least: Some((0.0, if share { 1.0 } else { 0.0 })),
            ..Axis::default()
        },
        ..Panel::default()
    };
    let mut table = csv::Writer::from_writer(Vec::new());
    let header =
        [wish.by.as_deref().unwrap_or("group"), wish.x.as_str(), "mean", "low", "high", "runs"];
    table.write_record(header).map_err(|error| error.to_string())?;
    for (series, (name, samples)) in
        groups.names.iter().zip(samples.chunks(places.len())).enumerate()
    {
        let (mut curve, mut band) = (Vec::new(), Vec::new());
        for (place, sample) in samples.iter().enumerate() {
            if sample.values.is_empty() {
                continue;
            }
            let found = sample.summary();
            curve.push((places.middles[place], found.mean));
            band.push((places.middles[place], found.low, found.high));
            let numbers = [found.mean, found.low, found.high].map(shown);
            let [mean, low, high] = &numbers;
            let n = sample.values.len().to_string();
            let value = places.values[place].to_string();
            table.write_record([name, &value, mean, low, high, &n]).map_err(|e| e.to_string())?;
        }
        let style = Style::series(super::series(record, wish.by.as_ref(), name, series));
        panel.layers.push(Layer::Band { points: band, style });
        panel.layers.push(Layer::Curve { points: curve, style });
    }
    if groups.names.len() > 1 {
        figure.legend = legend(record, wish.by.as_ref(), &groups.names);
    }
    figure.columns = 1;
    figure.panels.push(panel);
    Ok((figure, table.into_inner().map_err(|error| error.to_string())?))
}

/// A number of a table; a missing one is empty.
pub fn shown(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}
