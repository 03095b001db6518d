//! Many runs of one specification, put together.
//!
//! Responsible for: running replicates ([`parallel`]) and gathering what they recorded into a
//! [`TreatmentResult`], in the order of the replicates whatever the threads.
//! Must not know: files, figures, the command line.

mod result;
mod spread;

#[cfg(feature = "cli")]
pub mod parallel;
#[cfg(feature = "cli")]
mod profile;

#[cfg(feature = "cli")]
pub use profile::{Profile, profile};
pub use result::{TreatmentResult, UnitOutcome};
pub use spread::{QUANTILES, Spread};

use std::ops::Range;

use crate::engine::Engine;
use crate::metrics::{Metric, Recorder};

/// Runs some replicates and keeps the metrics of every unit.
pub fn record(engine: &Engine, metrics: &[&'static Metric], replicates: Range<u32>) -> Recorder {
    let mut recorder = Recorder::new(engine.world().spec(), metrics, replicates.clone());
    engine.run(replicates, &mut recorder);
    recorder
}
