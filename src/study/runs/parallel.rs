//! Replicates side by side, on threads where there are some.

use std::io;
use std::ops::Range;

use super::{
    Condenser, Gathering, ReplicateMeans, STRETCH, TreatmentResult, UnitSink, sector_means,
    sector_means_alone,
};
use crate::engine::observe::{Metric, Recorder, SectorMeans, SectorRecorder, Tally};
use crate::engine::{Engine, Executor, Worker};
use crate::ground::executor;
use crate::ground::lanes::LANES;
use crate::model::specification::ModelSpec;

/// Blocks of a sector that is never run beside other replicates, to spare memory.
const LARGE: usize = 1_000;
/// Parts of a sector whose blocks are shared out, per thread.
pub const PARTS: usize = 4;
/// Bytes of what is seen of a sector's blocks before it is added; above, one thread runs all its blocks
/// and adds at once.
const MOST_SEEN: u64 = 128 << 20;
/// Bytes of records that wait to be gathered, as far as every thread has a batch.
const RECORDED: u64 = 32 << 20;
/// Bytes of the records of one batch, as far as it has more than one replicate.
const MOST_RECORDED: u64 = 128 << 20;

/// The threads of the current pool.
#[derive(Debug, Clone, Copy)]
pub struct Threads;

impl Executor for Threads {
    fn each<T: Send>(&self, parts: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
        executor::each(parts, work);
    }
}

/// Runs all replicates of a specification and gathers what they gave, in memory. `done` is told how many
/// replicates have ended, from any thread. The result is the same for any number of threads.
pub fn run(
    spec: &ModelSpec,
    metrics: &[&'static Metric],
    units: &mut dyn UnitSink,
    done: &(dyn Fn(u32) + Sync),
) -> TreatmentResult {
    let mut gathering = Gathering::in_memory(spec, metrics);
    let gathered = stream(spec, metrics, &mut gathering, units, done);
    let (result, _) = gathered.and_then(|()| gathering.finish(None)).expect("memory does not fail");
    result
}

/// Runs all replicates of some specifications in memory, with their differences from the first one.
pub fn run_all(specs: &[&ModelSpec], metrics: &[&'static Metric]) -> Vec<TreatmentResult> {
    run_all_into(specs, metrics, &mut vec![(); specs.len()], &|_| ())
}

/// The same where every unit goes to the `units` of its specification, in the order of the specifications. `done` is told how
/// many replicates have ended, from any thread.
pub fn run_all_into(
    specs: &[&ModelSpec],
    metrics: &[&'static Metric],
    units: &mut [impl UnitSink],
    done: &(dyn Fn(u32) + Sync),
) -> Vec<TreatmentResult> {
    let mut base: Option<ReplicateMeans> = None;
    let mut results = Vec::with_capacity(specs.len());
    for (spec, units) in specs.iter().zip(units) {
        let mut gathering = Gathering::in_memory(spec, metrics);
        let gathered = stream(spec, metrics, &mut gathering, units, done);
        let finished = gathered.and_then(|()| gathering.finish(base.as_mut()));
        let (result, means) = finished.expect("memory does not fail");
        base.get_or_insert(means);
        results.push(result);
    }
    results
}

/// Runs all replicates of a specification; what they give is gathered in order as they end, and every
/// unit goes to `units`. `done` is told how many replicates have ended, from any thread. What is
/// gathered is the same for any number of threads.
///
/// # Errors
/// When what was gathered cannot be written.
pub fn stream(
    spec: &ModelSpec,
    metrics: &[&'static Metric],
    gathering: &mut Gathering,
    units: &mut dyn UnitSink,
    done: &(dyn Fn(u32) + Sync),
) -> io::Result<()> {
    let engine = Engine::new(spec);
    let InFlight { batch, batches } = InFlight::of_units(spec, metrics.len());
    let replicates = spec.replicates();
    let mut start = 0;
    let condenser = || Condenser::new(spec, metrics);
    let mut condensers: Vec<_> = std::iter::repeat_with(condenser).take(batches as usize).collect();
    // What some batches gave is gathered before the next ones start, so that memory does not grow
    // with the number of replicates.
    while start < replicates {
        let end = start.saturating_add(batch.saturating_mul(batches)).min(replicates);
        let ranges = (start..end).step_by(batch as usize).map(|from| from..(from + batch).min(end));
        let mut assigned: Vec<_> = condensers.iter_mut().zip(ranges).collect();
        executor::each(&mut assigned, |(condenser, range)| {
            condenser.run(&engine, range.clone());
            done(range.len() as u32);
        });
        let mut ran = assigned.iter();
        ran.try_for_each(|(condenser, _)| gathering.add(condenser.condensed(), units))?;
        start = end;
    }
    Ok(())
}

/// Runs all replicates of a specification; their sector means are gathered in order as they end. `done`
/// is told how many replicates have ended, from any thread. What is gathered is the same for any
/// number of threads.
///
/// # Errors
/// When what was gathered cannot be written.
pub fn stream_means(
    spec: &ModelSpec,
    metrics: &[&'static Metric],
    gathering: &mut Gathering,
    done: &(dyn Fn(u32) + Sync),
) -> io::Result<()> {
    let engine = Engine::new(spec);
    let at_a_time = InFlight::of_means(spec, metrics.len()).replicates();
    let mut start = 0;
    while start < spec.replicates() {
        let end = start.saturating_add(at_a_time).min(spec.replicates());
        gathering.add_means(&means(&engine, metrics, start..end, 0, done))?;
        start = end;
    }
    Ok(())
}

/// The sector means of some replicates, from a period (counted from 0) on: replicates side by side,
/// or the blocks of one sector after the other where sectors are large. `done` is told how many
/// replicates have ended, from any thread. The result is the same for any number of threads.
pub fn means(
    engine: &Engine,
    metrics: &[&'static Metric],
    replicates: Range<u32>,
    first_period: u32,
    done: &(dyn Fn(u32) + Sync),
) -> SectorMeans {
    let spec = engine.world().spec();
    let n = metrics.len();
    let none = replicates.start..replicates.start;
    let mut all = SectorMeans::new(spec, n, none, first_period);
    if has_blocks_side_by_side(spec, n, replicates.len(), first_period) {
        let part = || Worker::new(Tally::new(metrics));
        let n_parts = PARTS * executor::threads();
        let mut parts: Vec<_> = std::iter::repeat_with(part).take(n_parts).collect();
        for replicate in replicates {
            let only = replicate..replicate + 1;
            let parts = &mut parts;
            all.append(sector_means(engine, n, only, first_period, &Threads, parts));
            done(1);
        }
    } else {
        let batch = batch_size(spec);
        let worker = || Worker::new(SectorRecorder::new(metrics));
        let firsts = replicates.clone().step_by(batch as usize);
        let batches = executor::map_with(firsts, worker, |worker, first| {
            let batch = first..(first + batch).min(replicates.end);
            let means = sector_means_alone(engine, batch.clone(), first_period, worker);
            done(batch.len() as u32);
            means
        });
        batches.into_iter().for_each(|batch| all.append(batch));
    }
    all
}

/// Whether the blocks of one sector are shared out to the threads, rather than replicates: where a sector
/// has many and what is seen of them until it is added fits in little memory.
pub fn has_blocks_side_by_side(
    spec: &ModelSpec,
    n_metrics: usize,
    replicates: usize,
    first_period: u32,
) -> bool {
    let threads = executor::threads();
    let n_blocks = spec.n_units() as usize / LANES;
    let few = replicates < 8 * threads;
    let seen = seen_at_a_time(spec, n_metrics, first_period, threads);
    n_blocks >= 8 * threads && (few || n_blocks > LARGE) && seen <= MOST_SEEN
}

/// Bytes of what the parts of a sector see before it is added.
pub fn seen_at_a_time(
    spec: &ModelSpec,
    n_metrics: usize,
    first_period: u32,
    threads: usize,
) -> u64 {
    let kept = u64::from(spec.periods() - first_period);
    let n_blocks = u64::from(spec.n_units()).div_ceil(LANES as u64);
    // Where units compete, all blocks pass a period together.
    let (blocks, periods) = match spec.is_coupled() {
        true => (n_blocks, 1),
        false => (n_blocks.min((PARTS * STRETCH * threads) as u64), kept),
    };
    blocks.saturating_mul(Tally::bytes_of_block(periods, n_metrics as u64))
}

/// Replicates that run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InFlight {
    /// Replicates of a batch, which one thread runs.
    pub batch: u32,
    /// Batches that are gathered together.
    pub batches: u32,
}

impl InFlight {
    /// Where every unit is kept until its replicate is gathered: twice as many batches as threads, fewer
    /// where records are large, and smaller batches where they are very large.
    pub fn of_units(spec: &ModelSpec, n_metrics: usize) -> Self {
        let (periods, units) = (u64::from(spec.periods()), u64::from(spec.n_units()));
        let one = Recorder::bytes_of_replicate(periods, n_metrics as u64, units).max(1);
        let batch = u64::from(batch_size(spec)).min(MOST_RECORDED / one).max(1) as u32;
        let threads = executor::threads() as u64;
        let batches = (RECORDED / (one * u64::from(batch))).clamp(threads, 2 * threads) as u32;
        Self { batch, batches }
    }

    /// Where only means are kept until their replicate is gathered.
    pub fn of_means(spec: &ModelSpec, n_metrics: usize) -> Self {
        let one =
            SectorMeans::bytes_of_replicate(u64::from(spec.periods()), n_metrics as u64).max(1);
        let (batch, threads) = (batch_size(spec), executor::threads() as u64);
        let most = RECORDED / (one * u64::from(batch));
        Self { batch, batches: most.clamp(threads, 16 * threads) as u32 }
    }

    /// All of them.
    pub fn replicates(self) -> u32 {
        self.batch.saturating_mul(self.batches)
    }
}

/// Replicates that run together so that their units fill the lanes: of 1 to 32 the number that leaves
/// the smallest share of lanes spare, or a smaller one that is nearly as good.
pub fn batch_size(spec: &ModelSpec) -> u32 {
    let spare = |replicates: u32| {
        let (mut lanes, mut units) = (0, 0);
        for group in spec.groups() {
            let filled = u64::from(group.units) * u64::from(replicates);
            units += filled;
            lanes += filled.next_multiple_of(LANES as u64);
        }
        1.0 - units as f64 / lanes as f64
    };
    let least = (1..=32).map(spare).fold(1.0, f64::min);
    let good = (1..=32).find(|replicates| spare(*replicates) < least + 0.03);
    good.unwrap_or(32).min(spec.replicates()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::runs::UnitOutcome;

    #[test]
    fn threads_and_batches_change_nothing() {
        let spec = crate::model::specification::default_spec_for_tests();
        let metrics = crate::engine::observe::METRICS.to_vec();
        let on_threads = |n| {
            let mut units = Vec::new();
            let work = || run(&spec, &metrics, &mut units, &|_| ());
            let result = executor::on_threads(n, work).unwrap();
            (result, units)
        };
        let text = |result: (TreatmentResult, Vec<UnitOutcome>)| format!("{result:?}");
        let one = text(on_threads(1));
        assert_eq!(one, text(on_threads(2)));
        assert_eq!(one, text(on_threads(7)));
    }
}
