//! Sensitivity: the tables, the figures and the words of an analysis.

mod figures;
mod tables;
mod words;

use super::sweeps::factor_name;
use super::{DrawError, File, files_at};
use crate::engine::observe::find_metric;
use crate::model::catalogue::Language;
use crate::scenario::Width;
use crate::study::sensitivity::{Analysis, Moment, Outcome, Space};
use crate::study::sweep::Sweep;

pub use words::summary;

/// What was found, for tables, figures and words.
pub struct Sensitivities<'a> {
    /// The sweep.
    pub sweep: &'a Sweep,
    /// Where its points lie.
    pub space: &'a Space,
    /// Hash of the sweep.
    pub hash: &'a str,
    /// By outcome.
    pub analyses: &'a [Analysis],
    /// By outcome of the window: the main index in each period; empty where the sweep keeps no series.
    pub over_time: &'a [(Outcome, Vec<Moment>)],
}

/// The tables and figures of an analysis.
///
/// # Errors
/// When a figure cannot be drawn.
pub fn files(found: &Sensitivities, width: Width) -> Result<Vec<File>, DrawError> {
    let mut files = vec![
        ("sensitivity.csv".to_owned(), tables::indices(found)),
        ("convergence.csv".to_owned(), tables::convergence(found)),
    ];
    if !found.over_time.is_empty() {
        files.push(("over-time.csv".to_owned(), tables::over_time(found)));
    }
    for (name, figure) in figures::all(found) {
        files.extend(files_at(&name, &figure, width)?);
    }
    Ok(files)
}

/// The names of the files of an analysis, before it is made.
pub fn file_names(metrics: &[&str], is_screening: bool, series: bool) -> Vec<String> {
    let mut names = vec!["sensitivity.csv".to_owned(), "convergence.csv".to_owned()];
    names.extend(series.then(|| "over-time.csv".to_owned()));
    let kinds = ["indices", "convergence"].into_iter();
    let kinds = kinds.chain(is_screening.then_some("effects")).chain(series.then_some("over-time"));
    for kind in kinds {
        for metric in metrics {
            let name = figures::file_name(kind, metric);
            names.extend(["svg", "png"].map(|ending| format!("{name}.{ending}")));
        }
    }
    names
}

/// The label of a metric.
fn metric_words(name: &str) -> String {
    find_metric(name).map_or(name.to_owned(), |m| m.label(Language::default()).into_owned())
}

/// A factor, a group or a pair in words.
fn unit_words(unit: &str) -> String {
    unit.split(" & ").map(factor_name).collect::<Vec<String>>().join(" & ")
}
