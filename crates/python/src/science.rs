//! Whole tasks whose results stand in a folder: sensitivity, audits, hypotheses, validation, calibration.

use std::path::{Path, PathBuf};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use tillit::report;
use tillit::study::calibration::Settings;
use tillit::study::hypotheses::Size;
use tillit::study::sensitivity::Options;
use tillit::workflow::{
    self, AuditRequest, FULL, OpenedAudit, OpenedCalibration, QUICK, Register, Sensitivity,
    Validation,
};

use crate::errors::Problem;
use crate::scenario::Scenario;
use crate::study::Swept;
use crate::table::{Kinds, Table};
use crate::task::Asked;
use crate::values::changes;

/// Columns of stored tables that hold names or texts, also where they look like numbers.
const TEXTS: [&str; 4] = ["treatment", "against", "metric", "group"];

/// A folder of results: one that was named, or one that goes when its tables were read.
pub(crate) struct Place {
    path: PathBuf,
    passing: Option<tempfile::TempDir>,
}

impl Place {
    /// The folder that was named, or a passing one.
    pub(crate) fn new(named: Option<PathBuf>) -> Result<Self, Problem> {
        if let Some(path) = named {
            return Ok(Self { path, passing: None });
        }
        let folder = tempfile::tempdir()?;
        Ok(Self { path: folder.path().join("results"), passing: Some(folder) })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// What a task found: in words, whether it holds (where that can be said), the folder if one was named,
/// and its tables by name.
pub(crate) type Reported = (String, Option<bool>, Option<PathBuf>, Py<PyDict>);

/// Reads the tables of a folder.
pub(crate) fn reported(
    py: Python<'_>,
    place: Place,
    words: String,
    holds: Option<bool>,
) -> PyResult<Reported> {
    let tables = PyDict::new(py);
    let mut files: Vec<PathBuf> = std::fs::read_dir(place.path())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    files.sort();
    for file in files {
        let ending = file.extension().and_then(|ending| ending.to_str());
        let table = match ending {
            Some("csv") => {
                Table::of_csv(&std::fs::read(&file)?, &Kinds { texts: &TEXTS, wholes: &[] })?
            }
            Some("parquet") => Table::of_parquet(&file)?,
            _ => continue,
        };
        tables.set_item(file.file_stem().unwrap_or_default(), Py::new(py, table)?)?;
    }
    let folder = place.passing.is_none().then_some(place.path);
    // Of a passing folder nobody needs to know where its files stood.
    let tells_of_files = |line: &&str| line.starts_with("written to ") || line.ends_with(".svg");
    let words = match folder {
        Some(_) => words,
        None => words.lines().filter(|line| !tells_of_files(line)).collect::<Vec<_>>().join("\n"),
    };
    Ok((words, holds, folder, tables.unbind()))
}

/// Refuses a number that the command line would refuse too.
fn within<T: PartialOrd + std::fmt::Display>(name: &str, value: T, low: T, high: T) -> PyResult<T> {
    if value >= low && value <= high {
        return Ok(value);
    }
    Err(PyValueError::new_err(format!("{name} = {value}: from {low} to {high}")))
}

/// Which factors of a sweep move its outcomes, from the folder of the sweep.
#[pyfunction]
#[pyo3(signature = (folder, metrics, resamples, threads=None, progress=None))]
pub(crate) fn sensitivity<'py>(
    py: Python<'py>,
    folder: PathBuf,
    metrics: Vec<String>,
    resamples: u32,
    threads: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Reported> {
    let options = Options { resamples: within("resamples", resamples, 20, 100_000)? };
    let analysis =
        Sensitivity::new(&folder, &[], None, &metrics, options).map_err(Problem::from)?;
    let found = Asked { py, threads, progress }.run(|watch| Ok(analysis.run(&[], watch)?))?;
    reported(py, Place::new(Some(found.folder))?, found.words, None)
}

/// How much an audit runs.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Effort {
    quick: bool,
    points: Option<u64>,
    replicates: Option<u32>,
    ablation: bool,
    seed: u64,
}

/// Over which part of what is not known a claim of a scenario holds.
#[pyfunction]
#[pyo3(signature = (scenario, claim, smallest, effort, people=None, folder=None, threads=None, progress=None))]
#[expect(clippy::too_many_arguments, reason = "each is an argument of Python's")]
pub(crate) fn audit<'py>(
    py: Python<'py>,
    scenario: Bound<'py, Scenario>,
    claim: &str,
    smallest: f64,
    effort: Effort,
    people: Option<PathBuf>,
    folder: Option<PathBuf>,
    threads: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Reported> {
    let scenario = scenario.get();
    let mut size = if effort.quick { QUICK } else { FULL };
    size.points = within("points", effort.points.unwrap_or(size.points), 20, 1_000_000)?;
    let replicates = effort.replicates.unwrap_or(size.replicates);
    size.replicates = within("replicates", replicates, 2, 100_000)?;
    let smallest = within("smallest", smallest, 0.0, f64::MAX)?;
    if !effort.ablation {
        size.ablation_points = 0;
    }
    let changes = scenario.inner.changes();
    let opened = OpenedAudit::typed(scenario.stem(), scenario.document(), changes, claim, smallest);
    let mut opened = opened.map_err(Problem::from)?;
    if let Some(people) = people {
        opened = opened.over_people(&people).map_err(Problem::from)?;
    }
    let place = Place::new(folder)?;
    let request = AuditRequest { size, seed: effort.seed, only: Vec::new() };
    let words = Asked { py, threads, progress }.run(|watch| {
        let found = opened.run(&opened.claims()[0], &request, place.path(), watch)?;
        Ok(report::audit::in_words(&found))
    })?;
    reported(py, place, words, None)
}

/// Tests hypotheses of the register.
#[pyfunction]
#[pyo3(signature = (names, quick, replicates=None, seed=1, folder=None, threads=None, progress=None))]
#[expect(clippy::too_many_arguments, reason = "each is an argument of Python's")]
pub(crate) fn hypotheses<'py>(
    py: Python<'py>,
    names: Vec<String>,
    quick: bool,
    replicates: Option<u32>,
    seed: u64,
    folder: Option<PathBuf>,
    threads: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Reported> {
    let mut size = if quick { Size::QUICK } else { Size::FULL };
    size.replicates = within("replicates", replicates.unwrap_or(size.replicates), 2, 100_000)?;
    let register = Register::new(&names, size, seed).map_err(Problem::from)?;
    let place = Place::new(folder)?;
    let (words, holds) = Asked { py, threads, progress }.run(|watch| {
        let found = register.run(Some(place.path()), None, watch)?;
        Ok((found.in_words(), !found.has_faulty_control()))
    })?;
    reported(py, place, words, Some(holds))
}

/// Compares the simulation with published experiments.
#[pyfunction]
#[pyo3(signature = (names, people=None, seed=1, folder=None, threads=None, progress=None))]
pub(crate) fn validate<'py>(
    py: Python<'py>,
    names: Vec<String>,
    people: Option<PathBuf>,
    seed: u64,
    folder: Option<PathBuf>,
    threads: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Reported> {
    let validation = Validation::new(&names, people.as_deref(), seed).map_err(Problem::from)?;
    let place = Place::new(folder)?;
    let (words, holds) = Asked { py, threads, progress }.run(|watch| {
        let found = validation.run(Some(place.path()), watch)?;
        Ok((found.in_words(true), found.holds()))
    })?;
    reported(py, place, words, Some(holds))
}

/// How a calibration is run.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Population {
    population: usize,
    keep: f64,
    stop: f64,
    generations: u32,
    effort: f64,
    likelihood: Option<f64>,
    seed: u64,
}

/// Which values of a sweep's factors agree with published results.
#[pyfunction]
#[pyo3(signature = (swept, targets, settings, block=None, folder=None, threads=None, progress=None))]
#[expect(clippy::too_many_arguments, reason = "each is an argument of Python's")]
pub(crate) fn calibrate<'py>(
    py: Python<'py>,
    swept: Swept<'py>,
    targets: PathBuf,
    settings: Population,
    block: Option<Bound<'py, PyDict>>,
    folder: Option<PathBuf>,
    threads: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Reported> {
    let Population { population, keep, stop, generations, effort, likelihood, seed } = settings;
    let settings = Settings {
        population: within("population", population, 4, 1_000_000)?,
        keep: within("keep", keep, f64::MIN_POSITIVE, 1.0)?,
        stop: within("stop", stop, f64::MIN_POSITIVE, 1.0 - f64::EPSILON)?,
        generations: within("generations", generations, 1, 10_000)?,
        seed,
    };
    let effort = within("effort", effort, f64::MIN_POSITIVE, 1.0)?;
    let likelihood =
        likelihood.map(|scale| within("likelihood", scale, f64::MIN_POSITIVE, 1e6)).transpose()?;
    let opened = swept.opened(changes(None, block.as_ref())?)?;
    let opened = OpenedCalibration::new(opened, &targets, settings, effort, likelihood)
        .map_err(Problem::from)?;
    let place = Place::new(folder)?;
    let words = Asked { py, threads, progress }
        .run(|watch| Ok(workflow::calibrate(&opened, place.path(), watch)?))?;
    reported(py, place, words, None)
}
