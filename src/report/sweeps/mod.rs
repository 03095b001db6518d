//! The figures of sweeps: curves, maps, phase diagrams and paths, each with the table of what it
//! shows.

mod axis;
#[cfg(test)]
mod coverage;
mod curves;
mod data;
mod maps;
mod names;
mod paths;
mod tipping;

use std::path::Path;

use super::figure::{Figure, Legend, Style};
use super::outcomes::titled;
use super::{File, files_at};
use crate::engine::observe::{Metric, find_metric};
use crate::model::catalogue::Language;
use crate::scenario::Width;
use crate::store::sweep::Record;
use crate::study::sweep::{Sweep, TREATMENT, Wish};

/// A finished sweep whose figures are drawn.
#[derive(Clone, Copy)]
pub struct SweepResults<'a> {
    /// The folder of its tables.
    pub folder: &'a Path,
    /// Its record.
    pub record: &'a Record,
    /// The sweep of that record.
    pub sweep: &'a Sweep,
}

/// The figures that the factors of a sweep suggest: curves for one factor with numbers, a map for
/// two, with what holds names as curves or as what is best.
pub fn suggested(record: &Record) -> Vec<Wish> {
    let Some(metric) = record.metrics.first() else { return Vec::new() };
    let numbers: Vec<&String> =
        record.factors.iter().filter(|f| !f.named).map(|f| &f.key).collect();
    let mut groups: Vec<String> =
        record.factors.iter().filter(|f| f.named).map(|f| f.key.clone()).collect();
    if record.treatments.len() > 1 {
        groups.push(TREATMENT.to_owned());
    }
    let wish = |x: &String, y: Option<&String>, by: Option<String>, best: Option<String>| Wish {
        x: x.clone(),
        y: y.cloned(),
        metric: metric.clone(),
        by,
        best,
        ..Wish::default()
    };
    match (numbers.as_slice(), groups.as_slice()) {
        ([x], []) => vec![wish(x, None, None, None)],
        ([x], [by, ..]) => vec![wish(x, None, Some(by.clone()), None)],
        ([x, y], []) => vec![wish(x, Some(y), None, None)],
        ([x, y], [best]) => vec![wish(x, Some(y), None, Some(best.clone()))],
        ([x, y], [best, by, ..]) => vec![wish(x, Some(y), Some(by.clone()), Some(best.clone()))],
        ([x, y, by], []) => vec![wish(x, Some(y), Some((*by).clone()), None)],
        ([x, y, by], [best, ..]) => {
            vec![wish(x, Some(y), Some((*by).clone()), Some(best.clone()))]
        }
        // One response curve for each of many factors.
        (many, _) => many.iter().map(|x| wish(x, None, None, None)).collect(),
    }
}

/// The factors that tell the groups of a figure apart, each with the most values that it may have.
pub fn group_limits(wish: &Wish) -> Vec<(&str, usize)> {
    let most = match (wish.path, wish.y.is_some()) {
        (true, _) => paths::MOST,
        (false, true) => maps::MOST,
        (false, false) => curves::MOST,
    };
    let by = wish.by.as_deref().map(|key| (key, most));
    by.into_iter().chain(wish.best.as_deref().map(|key| (key, maps::MOST_BEST))).collect()
}

/// The names of the files of a figure.
pub fn file_names(record: &Record, wish: &Wish) -> [String; 3] {
    let name = names::file_name(record, wish);
    ["svg", "png", "csv"].map(|ending| format!("{name}.{ending}"))
}

/// Draws a figure of a finished sweep: SVG, PNG, and the table (CSV) of what it shows.
///
/// # Errors
/// What is wrong, in words: a table that cannot be read, or nothing to show.
pub fn draw(results: SweepResults, wish: &Wish, width: Width) -> Result<Vec<File>, String> {
    let (figure, table) = if wish.path {
        paths::draw(results, wish)?
    } else if wish.y.is_some() {
        maps::draw(results, wish)?
    } else {
        curves::draw(results, wish)?
    };
    let name = names::file_name(results.record, wish);
    let mut all =
        files_at(&name, &figure, width).map_err(|error| format!("cannot draw: {error}"))?;
    all.push((format!("{name}.csv"), table));
    Ok(all)
}

/// An empty figure of a sweep.
fn figure(record: &Record, what: &str, subtitle: &str) -> Figure {
    Figure {
        title: titled(&record.title, what),
        subtitle: subtitle.to_owned(),
        caption: format!(
            "tillit {}, {} points, replicates {}, sweep {}",
            env!("CARGO_PKG_VERSION"),
            record.points,
            record.settings.replicates.in_words(),
            &record.hash[..12]
        ),
        panels: Vec::new(),
        columns: 3,
        legend: Vec::new(),
    }
}

fn metric(name: &str) -> Result<&'static Metric, String> {
    find_metric(name).ok_or_else(|| format!("there is no metric {name}"))
}

/// A metric's label.
fn words(metric: &Metric) -> String {
    metric.label(Language::default()).into_owned()
}

/// The label of a factor's axis.
fn factor_label(record: &Record, key: &str) -> String {
    let unit = record.factors.iter().find(|factor| factor.key == key).map_or("", |f| &f.unit);
    match unit {
        "" => factor_name(key),
        unit => format!("{} ({unit})", factor_name(key)),
    }
}

/// The name of a factor in words: its key without the table that says little.
pub(super) fn factor_name(key: &str) -> String {
    let tables = ["levers.", "staff.types.", "staff.traits.", "organisation."];
    let short = tables.iter().find_map(|table| key.strip_prefix(table)).unwrap_or(key);
    short.trim_end_matches(".mean").replace(['_', '.'], " ")
}

fn is_log(record: &Record, key: &str) -> bool {
    record.factors.iter().any(|factor| factor.key == key && factor.log)
}

/// The legend of the values of a factor, or of treatments.
fn legend(record: &Record, key: Option<&String>, names: &[String]) -> Vec<Legend> {
    let entry = |(place, name): (usize, &String)| Legend {
        name: name.clone(),
        style: Style::series(series(record, key, name, place)),
    };
    names.iter().enumerate().map(entry).collect()
}

/// The number of a series: a treatment has that of its place in the scenario, and so the same colour
/// and marker in all figures; a value of a factor that of its place among the values.
fn series(record: &Record, key: Option<&String>, name: &str, place: usize) -> usize {
    let of_treatment = || record.treatments.iter().position(|treatment| treatment.name == name);
    let is_treatment = key.is_some_and(|key| key == TREATMENT);
    is_treatment.then(of_treatment).flatten().unwrap_or(place)
}
