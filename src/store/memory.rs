//! How much memory a run needs, told before it starts.

use crate::runs::QUANTILES;
use crate::scenario::{Detail, Record};
use crate::spec::ModelSpec;

/// Bytes of the columns of one agent: 17 values of 4 bytes and its type.
const AGENT: u64 = 17 * 4 + 1;

/// Bytes that the results of these treatments and the runs in flight on some threads will take; an
/// upper estimate.
pub fn estimated_bytes<'a>(
    specs: impl Iterator<Item = &'a ModelSpec>,
    record: &Record,
    threads: usize,
) -> u64 {
    let (mut kept, mut in_flight) = (0, 0);
    for spec in specs {
        let units = u64::from(spec.n_units());
        let (replicates, periods) = (u64::from(spec.replicates()), u64::from(spec.periods()));
        let metrics = record.metrics.len() as u64;
        let means = metrics * periods * replicates * 8;
        let spreads = metrics * periods * (2 + QUANTILES.len() as u64 + 1) * 8;
        let outcomes = match record.detail {
            Detail::Units => replicates * units * (metrics * 16 + 64),
            Detail::Means => means,
        };
        kept += means + spreads + outcomes;
        // Each thread has two batches of replicates whose records wait to be gathered.
        let batch = (64 / units.max(1) + 1).min(16).min(replicates);
        let records = match record.detail {
            Detail::Units => metrics * periods * units * 8 * batch,
            Detail::Means => 32 * 64 * periods * (metrics * 8 + 24),
        };
        let agents = if spec.is_coupled() { spec.n_agents() * batch } else { 64 * 1_000 };
        let at_a_time = (2 * threads as u64).min(replicates.div_ceil(batch));
        in_flight = in_flight.max(at_a_time * records + threads as u64 * agents * AGENT);
    }
    kept + in_flight
}

/// Bytes of memory that are free for new work, when the system tells.
pub fn available_bytes() -> Option<u64> {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    let free = system.available_memory();
    let limit = system.cgroup_limits().map_or(u64::MAX, |limits| limits.free_memory);
    (free > 0).then(|| free.min(limit))
}
