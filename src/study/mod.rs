//! Studies as the program makes them: from a scenario to results, with their tables in a folder.
//!
//! Responsible for: running all treatments of a scenario and writing the tables as replicates end, so
//! that memory does not grow with their number; and how much memory a study takes ([`memory`]).
//! Must not know: the command line, figures.

pub mod memory;
mod run;

pub use run::{Ran, run};
