//! What goes wrong, as exceptions of Python.

use pyo3::exceptions::{PyKeyboardInterrupt, PyMemoryError};
use pyo3::prelude::*;
use tillit::ground::numbers::bytes;
use tillit::scenario::Diagnostics;
use tillit::scenario::Mistake;
use tillit::study::StudyError;
use tillit::workflow::{ErrorKind, TaskError};

/// Why something could not be done.
pub(crate) enum Problem {
    /// A scenario or sweep has mistakes.
    Scenario(Box<Diagnostics>),
    /// What was asked for has a mistake.
    Request(String),
    /// What was asked for could not be carried out.
    Failure(String),
    /// It would take too much memory.
    Memory(String),
    /// Someone asked to stop.
    Interruption,
}

impl From<Diagnostics> for Problem {
    fn from(found: Diagnostics) -> Self {
        Self::Scenario(Box::new(found))
    }
}

impl From<TaskError> for Problem {
    fn from(error: TaskError) -> Self {
        match error {
            TaskError::Scenario(found) => found.into(),
            TaskError::TooLarge(large) => Self::Memory(format!(
                "this would need up to {} of memory, more than the {} that it may use: {}",
                bytes(large.needed),
                bytes(large.limit),
                large.help
            )),
            other => match other.kind() {
                ErrorKind::Mistake => Self::Request(other.to_string()),
                ErrorKind::Failure => Self::Failure(other.to_string()),
                ErrorKind::Interruption => Self::Interruption,
            },
        }
    }
}

impl From<StudyError> for Problem {
    fn from(error: StudyError) -> Self {
        match error {
            StudyError::Threads(_) => Self::Failure(error.to_string()),
            _ => Self::Request(error.to_string()),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::Failure(error.to_string())
    }
}

impl From<Problem> for PyErr {
    fn from(problem: Problem) -> Self {
        Python::attach(|py| raised(py, problem).unwrap_or_else(|error| error))
    }
}

/// The exception of a problem.
fn raised(py: Python<'_>, problem: Problem) -> PyResult<PyErr> {
    let of = |name: &str, text: String| {
        let class = py.import("tillit._errors")?.getattr(name)?;
        Ok(PyErr::from_value(class.call1((text,))?))
    };
    match problem {
        Problem::Scenario(found) => of_mistakes(py, &found),
        Problem::Request(text) => of("RequestError", text),
        Problem::Failure(text) => of("FailedError", text),
        Problem::Memory(text) => Ok(PyMemoryError::new_err(text)),
        Problem::Interruption => Ok(PyKeyboardInterrupt::new_err(())),
    }
}

fn of_mistakes(py: Python<'_>, found: &Diagnostics) -> PyResult<PyErr> {
    let errors = py.import("tillit._errors")?;
    let class = errors.getattr("Mistake")?;
    let one = |mistake: Mistake| {
        let Mistake { message, key, allowed, range, nearest, help, place } = mistake;
        let (line, column) = place.unzip();
        class.call1((message, key, allowed, range, nearest, help, line, column))
    };
    let mistakes = found.mistakes().into_iter().map(one).collect::<PyResult<Vec<_>>>()?;
    let error = errors.getattr("ScenarioError")?.call1((found.to_string(), mistakes))?;
    Ok(PyErr::from_value(error))
}
