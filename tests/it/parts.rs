//! Means over units, blocks shared out to several parts, and parts used again change no number.

use proptest::prelude::*;
use rayon::ThreadPoolBuilder;
use tillit::engine::observe::{METRICS, Metric, SectorMeans, Tally};
use tillit::engine::{Engine, Sequential, Worker};
use tillit::model::specification::ModelSpec;
use tillit::study::runs::parallel::{Threads, means};
use tillit::study::runs::{Spread, record, sector_means};

use crate::specs::any_spec;

/// The means of every metric from the record of every unit.
fn from_units(spec: &ModelSpec, metrics: &[&'static Metric]) -> Vec<u64> {
    let recorder = record(&Engine::new(spec), metrics, 0..spec.replicates());
    let staff: Vec<f64> = spec
        .groups()
        .iter()
        .flat_map(|group| vec![f64::from(group.staff); group.units as usize])
        .collect();
    cells(spec, metrics.len(), |replicate, period, metric| {
        let units = recorder.units(period, metric, replicate);
        Spread::of(units, &staff, &mut Vec::new()).mean
    })
}

fn cells(spec: &ModelSpec, n_metrics: usize, value: impl Fn(u32, usize, usize) -> f64) -> Vec<u64> {
    let mut bits = Vec::new();
    for replicate in 0..spec.replicates() {
        for period in 0..spec.periods() as usize {
            for metric in 0..n_metrics {
                let value = value(replicate, period, metric);
                bits.push(if value.is_nan() { u64::MAX } else { value.to_bits() });
            }
        }
    }
    bits
}

fn bits_of(spec: &ModelSpec, n_metrics: usize, means: &SectorMeans) -> Vec<u64> {
    cells(spec, n_metrics, |replicate, period, metric| means.mean(replicate, period, metric))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn means_agree_with_the_record_of_units_however_blocks_are_shared(spec in any_spec()) {
        let metrics: Vec<_> = METRICS.to_vec();
        let n = metrics.len();
        let wanted = from_units(&spec, &metrics);
        let engine = Engine::new(&spec);
        let part = || Worker::new(Tally::new(&metrics));
        let all = 0..spec.replicates();
        for n_parts in [1, 2, 5] {
            let mut parts: Vec<_> = std::iter::repeat_with(part).take(n_parts).collect();
            for _ in 0..2 {
                let alone = sector_means(&engine, n, all.clone(), 0, &Sequential, &mut parts);
                prop_assert!(bits_of(&spec, n, &alone) == wanted, "{n_parts} parts");
                let executor = sector_means(&engine, n, all.clone(), 0, &Threads, &mut parts);
                prop_assert!(bits_of(&spec, n, &executor) == wanted, "{n_parts} parts on threads");
            }
        }
        let pool = ThreadPoolBuilder::new().num_threads(3).build().expect("threads");
        let side_by_side = pool.install(|| means(&engine, &metrics, all, 0, &|_| ()));
        prop_assert!(bits_of(&spec, n, &side_by_side) == wanted, "replicates side by side");
    }
}
