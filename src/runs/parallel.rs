//! Replicates side by side on the threads of the current rayon pool.

use rayon::prelude::*;

use std::ops::Range;

use super::{TreatmentResult, record, sector_means};
use crate::engine::{Alone, Crew, Engine, Part};
use crate::metrics::{Metric, SectorMeans, Tally};
use crate::spec::ModelSpec;
use crate::world::LANES;

/// Blocks of a sector that is never run beside other replicates, to spare memory.
const LARGE: usize = 1_000;

/// The threads of the current rayon pool as a crew.
#[derive(Debug, Clone, Copy)]
pub struct Threads;

impl Crew for Threads {
    fn each<T: Send>(&self, parts: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
        parts.par_iter_mut().with_max_len(1).for_each(work);
    }
}

/// Runs all replicates of a specification. `done` is told how many replicates have ended, from any
/// thread. The result is the same for any number of threads.
pub fn run(
    spec: &ModelSpec,
    metrics: &[&'static Metric],
    done: &(dyn Fn(u32) + Sync),
) -> TreatmentResult {
    let engine = Engine::new(spec);
    let mut result = TreatmentResult::new(spec, metrics);
    let batch = batch_size(spec);
    let replicates = spec.replicates();
    // As many batches at a time as keep every thread busy; what they recorded is gathered in order
    // before the next ones start, so that memory does not grow with the number of replicates.
    let at_a_time = batch * 2 * rayon::current_num_threads() as u32;
    let mut start = 0;
    while start < replicates {
        let end = start.saturating_add(at_a_time).min(replicates);
        let firsts: Vec<u32> = (start..end).step_by(batch as usize).collect();
        let recorders: Vec<_> = firsts
            .into_par_iter()
            .map(|first| {
                let recorder = record(&engine, metrics, first..(first + batch).min(end));
                done(recorder.replicates().len() as u32);
                recorder
            })
            .collect();
        recorders.iter().for_each(|recorder| result.add(recorder));
        start = end;
    }
    result
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
    let (n, threads) = (metrics.len(), rayon::current_num_threads());
    let part = || Part::new(Tally::new(metrics));
    let n_blocks = spec.n_units() as usize / LANES;
    let none = replicates.start..replicates.start;
    let mut all = SectorMeans::new(spec, metrics.len(), none, first_period);
    let few = replicates.len() < 8 * threads;
    if n_blocks >= 8 * threads && (few || n_blocks > LARGE) {
        let mut parts: Vec<_> = std::iter::repeat_with(part).take(4 * threads).collect();
        for replicate in replicates {
            let only = replicate..replicate + 1;
            let parts = &mut parts;
            all.append(sector_means(engine, n, only, first_period, &Threads, parts));
            done(1);
        }
    } else {
        let batch = batch_size(spec);
        let firsts: Vec<u32> = replicates.clone().step_by(batch as usize).collect();
        let batches: Vec<_> = firsts
            .into_par_iter()
            .map_init(
                || [part()],
                |parts, first| {
                    let batch = first..(first + batch).min(replicates.end);
                    let crew = &Alone;
                    let means = sector_means(engine, n, batch.clone(), first_period, crew, parts);
                    done(batch.len() as u32);
                    means
                },
            )
            .collect();
        batches.into_iter().for_each(|batch| all.append(batch));
    }
    all
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

    #[test]
    fn threads_and_batches_change_nothing() {
        let spec = crate::spec::default_spec_for_tests();
        let metrics = crate::metrics::METRICS.to_vec();
        let on_threads = |n| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
            pool.install(|| run(&spec, &metrics, &|_| ()))
        };
        let text = |result: TreatmentResult| format!("{result:?}");
        let one = text(on_threads(1));
        assert_eq!(one, text(on_threads(2)));
        assert_eq!(one, text(on_threads(7)));
    }
}
