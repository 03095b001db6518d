//! Many runs of one specification, put together.
//!
//! Responsible for: running replicates ([`parallel`]), condensing what they recorded where they were run
//! ([`Condenser`]), and gathering it ([`Gathering`]) into a [`TreatmentResult`], in the order of the replicates whatever the threads.
//! What grows with their number goes to a [`UnitSink`] and to [`Scratch`] files as replicates end, so
//! that memory does not grow.
//! Must not know: folders, figures, the command line.

mod columns;
mod condense;
mod distribution;
mod gather;
mod people;
mod result;
mod spread;
mod spreads;

pub mod parallel;
mod profile;

pub use columns::{Columns, GATHERED, SLICE, Scratch};
pub use condense::{Condensed, Condenser};
pub use distribution::UnitDistribution;
pub use gather::{Gathering, ReplicateMeans, SHOWN_BY_UNIT, UnitOutcome, UnitSink};
pub use people::{ByReplicate, stream_people};
pub use profile::{Profile, profile};
pub use result::{Across, TreatmentResult};
pub use spread::{QUANTILES, Spread};

use std::ops::Range;

use crate::engine::observe::{Metric, Recorder, SectorMeans, SectorRecorder, Tally};
use crate::engine::{Engine, Executor, Sequential, Worker};

/// Confidence of all intervals over replicates.
pub const CONFIDENCE: f64 = 0.95;
/// Blocks that a part takes at a time: few enough that what was seen stays small.
pub const STRETCH: usize = 4;

/// Runs some replicates and keeps the metrics of every unit.
pub fn record(engine: &Engine, metrics: &[&'static Metric], replicates: Range<u32>) -> Recorder {
    let mut recorder = Recorder::new(engine.world().spec(), metrics, replicates.clone());
    engine.run(replicates, &mut recorder);
    recorder
}

/// Runs some replicates on this thread and keeps the means over units only. Means are kept from a period
/// (counted from 0) on. The part can be used again for other runs with the same metrics.
pub fn sector_means_alone(
    engine: &Engine,
    replicates: Range<u32>,
    first_period: u32,
    part: &mut Worker<SectorRecorder>,
) -> SectorMeans {
    part.observer.begin(engine.world().spec(), replicates.clone(), first_period);
    let parts = std::slice::from_mut(part);
    engine.run_on_workers(replicates, &Sequential, parts, usize::MAX, &mut |_| ());
    part.observer.take()
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
    executor: &impl Executor,
    parts: &mut [Worker<Tally>],
) -> SectorMeans {
    let spec = engine.world().spec();
    let mut means = SectorMeans::new(spec, n_metrics, replicates.clone(), first_period);
    parts.iter_mut().for_each(|part| part.observer.look_from(first_period));
    engine.run_on_workers(replicates, executor, parts, STRETCH, &mut |parts| {
        parts.iter_mut().for_each(|part| means.add(&mut part.observer));
    });
    means
}
