//! Replicates side by side on the threads of the current rayon pool.

use rayon::prelude::*;

use super::{TreatmentResult, record};
use crate::engine::Engine;
use crate::metrics::Metric;
use crate::spec::ModelSpec;
use crate::world::LANES;

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

/// Replicates that run together so that their units fill the lanes: the fewest, at most 16, that
/// leave less than a twentieth of the lanes spare.
fn batch_size(spec: &ModelSpec) -> u32 {
    let spare = |replicates: u32| {
        let (mut lanes, mut units) = (0, 0);
        for group in spec.groups() {
            let filled = u64::from(group.units) * u64::from(replicates);
            units += filled;
            lanes += filled.next_multiple_of(LANES as u64);
        }
        1.0 - units as f64 / lanes as f64
    };
    (1..=16)
        .find(|replicates| spare(*replicates) < 0.05)
        .unwrap_or(16)
        .min(spec.replicates())
        .max(1)
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
