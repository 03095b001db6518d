//! Scenarios.

use std::path::PathBuf;

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};
use tillit::model::catalogue::find_parameter;
use tillit::scenario;
use tillit::scenario::{Change, Source};
use tillit::store::Document;
use tillit::workflow::{OpenedScenario, read_file};

use crate::errors::Problem;
use crate::values::{changes, keys, text_of};

/// An organisation and how it is steered, checked as a whole.
///
/// `Scenario(text)` reads the text of a scenario file, `Scenario.from_file(path)` a file, and keyword
/// arguments are its keys: `Scenario(regime="trust", organisation={"units": 20})`. With both, the keys are
/// laid over the text. A scenario never changes: `with_` gives another one.
///
/// Raises `ScenarioError` with all mistakes, each with key, range, nearest name, line and column.
/// `tillit.explain("levers.pay")` tells what a key means, `tillit.parameters()` lists all that hold numbers.
#[pyclass(frozen, module = "tillit")]
pub(crate) struct Scenario {
    pub inner: scenario::Scenario,
    /// How messages and results name it.
    pub name: String,
    /// Where it was read, for files that it names.
    pub path: Option<PathBuf>,
}

/// How messages name a scenario that comes from no file.
const UNNAMED: &str = "scenario";

#[pymethods]
impl Scenario {
    #[new]
    #[pyo3(signature = (text=None, /, **tables))]
    fn new(text: Option<&str>, tables: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        match (text, tables) {
            (Some(text), tables) => Self::read(UNNAMED, text, None, &changes(None, tables)?),
            (None, Some(tables)) => {
                Self::read(UNNAMED, &text_of(&keys(tables.as_any())?), None, &[])
            }
            // A scenario of nothing but defaults still has a text.
            (None, None) => Self::read(UNNAMED, "format = 1\n", None, &[]),
        }
    }

    /// The scenario of a file, with keys laid over it.
    #[classmethod]
    #[pyo3(signature = (path, /, **tables))]
    fn from_file(
        _class: &Bound<'_, PyType>,
        path: PathBuf,
        tables: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let bytes = read_file(&path).map_err(Problem::from)?;
        let shown = path.display().to_string();
        // What is no text is told with its place.
        let source = Source { name: &shown, bytes: &bytes };
        let inner = scenario::read(&source, &changes(None, tables)?).map_err(Problem::from)?;
        Ok(Self { inner, name: shown, path: Some(path) })
    }

    /// The same scenario with other values: `with_({"levers.pay": 0.4})` or `with_(levers={"pay": 0.4})`.
    /// They hold for all treatments.
    #[pyo3(signature = (changes=None, /, **tables))]
    fn with_(
        &self,
        changes: Option<&Bound<'_, PyAny>>,
        tables: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let inner = self.inner.with_all(self::changes(changes, tables)?).map_err(Problem::from)?;
        Ok(Self { inner, name: self.name.clone(), path: self.path.clone() })
    }

    /// The text from which it was read.
    #[getter]
    fn text(&self) -> &str {
        self.inner.text()
    }

    /// What was laid over the text, as it would be typed after `--set`.
    #[getter]
    fn changes(&self) -> Vec<String> {
        self.inner.changes().iter().map(Change::to_string).collect()
    }

    /// Title.
    #[getter]
    fn title(&self) -> &str {
        &self.inner.title
    }

    /// The question it asks.
    #[getter]
    fn question(&self) -> &str {
        &self.inner.question
    }

    /// Names of its treatments, which run side by side with common random numbers.
    #[getter]
    fn treatments(&self) -> Vec<String> {
        self.inner.treatments.iter().map(|treatment| treatment.name.clone()).collect()
    }

    /// Names of the metrics that it records.
    #[getter]
    fn metrics(&self) -> Vec<&'static str> {
        self.inner.record.metrics.iter().map(|metric| metric.name).collect()
    }

    /// The number at a key, such as "levers.pay", in a treatment (the first one unless it is named), also
    /// where the scenario is silent; None where groups of units differ.
    #[pyo3(signature = (key, treatment=None))]
    fn value(&self, key: &str, treatment: Option<&str>) -> PyResult<Option<f64>> {
        let parameter = find_parameter(key).ok_or_else(|| {
            PyKeyError::new_err(format!(
                "no number stands at {key:?}; tillit.parameters() lists all"
            ))
        })?;
        let opened = self.opened(&[]);
        let treatment = opened.treatment(treatment).map_err(Problem::from)?;
        Ok(treatment.spec.common_value(parameter))
    }

    /// Copies are pickled as their text, what lies over it and where it was read.
    fn __reduce__<'py>(slf: Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Parts)> {
        let this = slf.get();
        let rebuild = slf.get_type().getattr("_of_parts")?;
        let parts =
            (this.name.clone(), this.inner.text().to_owned(), this.changes(), this.path.clone());
        Ok((rebuild, parts))
    }

    #[classmethod]
    fn _of_parts(
        _class: &Bound<'_, PyType>,
        name: &str,
        text: &str,
        typed: Vec<String>,
        path: Option<PathBuf>,
    ) -> PyResult<Self> {
        let changes: Vec<Change> = typed.iter().map(|typed| Change::typed(typed)).collect();
        Self::read(name, text, path, &changes)
    }

    fn __repr__(&self) -> String {
        let shown = if self.inner.title.is_empty() { &self.name } else { &self.inner.title };
        format!("<Scenario {shown:?}: {}>", self.treatments().join(", "))
    }
}

/// What a scenario is made of again: name, text, changes, path.
type Parts = (String, String, Vec<String>, Option<PathBuf>);

impl Scenario {
    fn read(name: &str, text: &str, path: Option<PathBuf>, changes: &[Change]) -> PyResult<Self> {
        let source = Source { name, bytes: text.as_bytes() };
        let inner = scenario::read(&source, changes).map_err(Problem::from)?;
        Ok(Self { inner, name: name.to_owned(), path })
    }

    /// The scenario under regimes in place of its treatments; as it is when none is named.
    pub(crate) fn under(&self, regimes: &[String]) -> Result<scenario::Scenario, Problem> {
        if regimes.is_empty() {
            return Ok(self.inner.clone());
        }
        let names: Vec<&str> = regimes.iter().map(String::as_str).collect();
        let source = Source { name: &self.name, bytes: self.inner.text().as_bytes() };
        Ok(scenario::Scenario::under_regimes(&source, self.inner.changes(), &names)?)
    }

    /// The scenario as tasks of the library take it.
    pub(crate) fn opened(&self, regimes: &[String]) -> OpenedScenario {
        OpenedScenario {
            name: self.stem(),
            text: self.inner.text().to_owned(),
            overrides: self.inner.changes().to_vec(),
            regimes: regimes.to_vec(),
            scenario: self.inner.clone(),
            people: None,
        }
    }

    /// Its text under its name.
    pub(crate) fn document(&self) -> Document {
        Document { name: self.name.clone(), text: self.inner.text().to_owned() }
    }

    /// The name of its file without folder and ending.
    pub(crate) fn stem(&self) -> String {
        let stem = self.path.as_ref().and_then(|path| path.file_stem());
        stem.map_or_else(|| UNNAMED.to_owned(), |stem| stem.to_string_lossy().into_owned())
    }
}
