//! Sensitivity: which factors of a sweep move an outcome, by how much, and how sure that is.
//!
//! The way of an analysis: the design of a sweep gives a [`Space`] of positions; the runs give [`Outputs`] for
//! an outcome; [`analyse`] makes indices of them, each with its interval and with what noise alone would give.
//!
//! Must not know: files, figures, the command line.

mod analysis;
mod convergence;
mod outputs;
mod over_time;
mod space;
mod task;

pub use analysis::{Analysis, Finding, Options, analyse};
pub use convergence::{Convergence, NARROW, Step};
pub use outputs::{Outcome, Outputs, Time};
pub use over_time::{Moment, over_time};
pub use space::{DESIGNS, Kind, Space};

#[cfg(test)]
mod tests;
