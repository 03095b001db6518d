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

use crate::engine::{Crew, Engine, Part};
use crate::metrics::{Metric, Recorder, SectorMeans, Tally};

/// Runs some replicates and keeps the metrics of every unit.
pub fn record(engine: &Engine, metrics: &[&'static Metric], replicates: Range<u32>) -> Recorder {
    let mut recorder = Recorder::new(engine.world().spec(), metrics, replicates.clone());
    engine.run(replicates, &mut recorder);
    recorder
}

/// Runs some replicates, their blocks shared out to a crew of as many as there are parts, and keeps
/// the means over units only: the memory needed does not grow with the number of units that do not
/// compete. Means are kept from a period (counted from 0) on. The parts can be used again for other
/// runs with the same metrics.
pub fn sector_means(
    engine: &Engine,
    n_metrics: usize,
    replicates: Range<u32>,
    first_period: u32,
    crew: &impl Crew,
    parts: &mut [Part<Tally>],
) -> SectorMeans {
    /// Blocks that a part takes at a time: few enough that what was seen stays small.
    const STRETCH: usize = 4;
    let spec = engine.world().spec();
    let mut means = SectorMeans::new(spec, n_metrics, replicates.clone(), first_period);
    parts.iter_mut().for_each(|part| part.observer.look_from(first_period));
    engine.run_in_parts(replicates, crew, parts, STRETCH, &mut |parts| {
        parts.iter_mut().for_each(|part| means.add(&mut part.observer));
    });
    means
}
