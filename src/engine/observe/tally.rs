//! The means of metrics over the units of sectors, without keeping any unit.

use std::ops::Range;

use super::{Metric, Observed};
use crate::engine::Observer;
use crate::ground::lanes::{LANES, WideRow};
use crate::model::columns::UnitAddress;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::model::specification::ModelSpec;

/// Holds the metrics of the blocks that were seen until [`SectorMeans::add`] takes them.
#[derive(Debug, Clone)]
pub struct Tally {
    metrics: Vec<&'static Metric>,
    first_period: u32,
    seen: Vec<Seen>,
    /// By block seen, and metric.
    values: Vec<WideRow>,
}

/// A block at the end of a period.
#[derive(Debug, Clone, Copy)]
struct Seen {
    period: u32,
    places: [UnitAddress; LANES],
    staff: [u32; LANES],
}

impl Tally {
    /// Room for some metrics.
    pub fn new(metrics: &[&'static Metric]) -> Self {
        Self { metrics: metrics.to_vec(), first_period: 0, seen: Vec::new(), values: Vec::new() }
    }

    /// Bytes that a block takes until [`SectorMeans::add`] takes what was seen of it; a list that grows
    /// may have twice the room it needs.
    pub fn bytes_of_block(periods: u64, n_metrics: u64) -> u64 {
        let period = size_of::<Seen>() as u64 + n_metrics * size_of::<WideRow>() as u64;
        periods.saturating_mul(2 * period)
    }

    /// Looks away before a period (counted from 0), which spares time when only the last periods are
    /// asked for.
    pub fn look_from(&mut self, first_period: u32) {
        self.first_period = first_period;
    }
}

impl Observer for Tally {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        if context.period <= self.first_period {
            return;
        }
        let observed = Observed::new(context, rules);
        let (places, staff) = (context.block.places, context.block.staff);
        self.seen.push(Seen { period: context.period, places, staff });
        self.values.extend(self.metrics.iter().map(|metric| (metric.measure)(&observed)));
    }
}

/// The means of some metrics over the units of each replicate's sector, weighted by staff, in every
/// period, or in those from a first one on. A unit where a metric is missing is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorMeans {
    replicates: Range<u32>,
    n_metrics: usize,
    first_period: usize,
    periods: usize,
    /// By replicate, period and metric: the sum of weighted values, and of weights.
    sums: Vec<[f64; 2]>,
}

impl SectorMeans {
    /// Room for these replicates, from a period (counted from 0) on.
    pub fn new(
        spec: &ModelSpec,
        n_metrics: usize,
        replicates: Range<u32>,
        first_period: u32,
    ) -> Self {
        let (first_period, periods) = (first_period as usize, spec.periods() as usize);
        let n = replicates.len() * (periods - first_period) * n_metrics;
        Self { replicates, n_metrics, first_period, periods, sums: vec![[0.0; 2]; n] }
    }

    /// Takes what was seen out of a tally. Tallies must come in the order of their blocks; the sums
    /// are then taken in the order of the units.
    pub fn add(&mut self, tally: &mut Tally) {
        for (seen, rows) in tally.seen.iter().zip(tally.values.chunks_exact(self.n_metrics)) {
            self.add_block(seen.period, &seen.places, &seen.staff, rows);
        }
        tally.seen.clear();
        tally.values.clear();
    }

    /// Adds a block at the end of a period (counted from 1) that is kept; `rows` are its metrics.
    pub(super) fn add_block(
        &mut self,
        period: u32,
        places: &[UnitAddress; LANES],
        staff: &[u32; LANES],
        rows: &[WideRow],
    ) {
        let kept = self.periods - self.first_period;
        let period = period as usize - 1 - self.first_period;
        for lane in 0..LANES {
            let UnitAddress { replicate, spare, .. } = places[lane];
            if !spare {
                let replicate = (replicate - self.replicates.start) as usize;
                let first = (replicate * kept + period) * self.n_metrics;
                let staff = f64::from(staff[lane]);
                let sums = &mut self.sums[first..first + self.n_metrics];
                for (sum, row) in sums.iter_mut().zip(rows) {
                    if !row[lane].is_nan() {
                        *sum = [sum[0] + staff * row[lane], sum[1] + staff];
                    }
                }
            }
        }
    }

    /// Bytes that each replicate takes.
    pub fn bytes_of_replicate(periods: u64, n_metrics: u64) -> u64 {
        periods.saturating_mul(n_metrics).saturating_mul(size_of::<[f64; 2]>() as u64)
    }

    /// Puts the replicates that follow behind these.
    pub fn append(&mut self, next: Self) {
        assert_eq!(self.replicates.end, next.replicates.start, "replicates come in order");
        self.replicates.end = next.replicates.end;
        self.sums.extend(next.sums);
    }

    /// The replicates that it keeps.
    pub fn replicates(&self) -> Range<u32> {
        self.replicates.clone()
    }

    /// Number of periods that were run.
    pub fn periods(&self) -> usize {
        self.periods
    }

    /// The mean of a metric (by its index) in a kept period (counted from 0 at the start of the
    /// run); NaN where no unit has a value.
    pub fn mean(&self, replicate: u32, period: usize, metric: usize) -> f64 {
        let replicate = (replicate - self.replicates.start) as usize;
        let kept = self.periods - self.first_period;
        let index = (replicate * kept + period - self.first_period) * self.n_metrics + metric;
        let [sum, weights] = self.sums[index];
        sum / weights
    }

    /// The mean over the last periods of a metric's sector means, missing ones left out; NaN when all
    /// are.
    pub fn outcome(&self, replicate: u32, window: usize, metric: usize) -> f64 {
        let last = self.periods - window..self.periods;
        let means = last.map(|period| self.mean(replicate, period, metric));
        let (sum, n) = means
            .filter(|mean| !mean.is_nan())
            .fold((0.0, 0.0), |(sum, n), mean| (sum + mean, n + 1.0));
        if n > 0.0 { sum / n } else { f64::NAN }
    }
}
