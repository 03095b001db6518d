//! The engine of tillit for Python: what the package `tillit` (in `python/tillit`) is made of.
//!
//! Here values and results are carried between the languages, work is done with the interpreter's lock
//! released, and everything else is the library's.

mod catalogue;
mod errors;
mod lab;
mod play;
mod results;
mod scenario;
mod science;
mod study;
mod table;
mod task;
mod values;

use pyo3::prelude::*;

/// The private module of the package.
#[pymodule]
mod _tillit {
    use std::ffi::OsString;

    use super::*;

    #[pymodule_export]
    use crate::catalogue::{explain, games, metrics, parameters};
    #[pymodule_export]
    use crate::lab::{Dilemma, People, Person};
    #[pymodule_export]
    use crate::play::play;
    #[pymodule_export]
    use crate::results::{RawResults, interval};
    #[pymodule_export]
    use crate::scenario::Scenario;
    #[pymodule_export]
    use crate::science::{audit, calibrate, hypotheses, sensitivity, validate};
    #[pymodule_export]
    use crate::study::{run, save, sweep, trace};
    #[pymodule_export]
    use crate::table::Table;

    /// Version of the program.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "Python's name of it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    /// The command `tillit` with these words, the name of the program first; its exit code.
    #[pyfunction]
    fn command(py: Python<'_>, words: Vec<OsString>) -> u8 {
        py.detach(|| tillit::cli::exit_code(words))
    }
}
