//! Whole tasks, from a scenario to a folder of results with tables, figures and a manifest.
//!
//! Must not know: the command line.

mod run;

pub use run::{Ran, run};
