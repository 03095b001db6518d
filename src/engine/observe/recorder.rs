//! Keeps the metrics of every unit of some replicates.

use std::ops::Range;

use super::{Metric, Observed};
use crate::engine::Observer;
use crate::model::columns::UnitAddress;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::model::specification::ModelSpec;

/// The recorded metrics of some replicates: one number per period, metric, replicate and unit.
#[derive(Debug, Clone)]
pub struct Recorder {
    metrics: Vec<&'static Metric>,
    replicates: Range<u32>,
    n_units: usize,
    values: Vec<f64>,
}

impl Recorder {
    /// Room for these metrics of these replicates in every period.
    pub fn new(spec: &ModelSpec, metrics: &[&'static Metric], replicates: Range<u32>) -> Self {
        let n_units = spec.n_units() as usize;
        let n = spec.periods() as usize * metrics.len() * replicates.len() * n_units;
        Self { metrics: metrics.to_vec(), replicates, n_units, values: vec![f64::NAN; n] }
    }

    /// Bytes that each replicate takes.
    pub fn bytes_of_replicate(periods: u64, n_metrics: u64, units: u64) -> u64 {
        periods.saturating_mul(n_metrics).saturating_mul(units).saturating_mul(8)
    }

    /// The replicates that it keeps.
    pub fn replicates(&self) -> Range<u32> {
        self.replicates.clone()
    }

    /// The values of all units of a replicate for a metric (by its index) in a period, both
    /// counted from 0.
    pub fn units(&self, period: usize, metric: usize, replicate: u32) -> &[f64] {
        let start = self.index(period, metric, replicate);
        &self.values[start..start + self.n_units]
    }

    fn index(&self, period: usize, metric: usize, replicate: u32) -> usize {
        let row = period * self.metrics.len() + metric;
        let column = (replicate - self.replicates.start) as usize;
        (row * self.replicates.len() + column) * self.n_units
    }
}

impl Observer for Recorder {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        let seen = Observed::new(context, rules);
        let period = context.period as usize - 1;
        for metric in 0..self.metrics.len() {
            let row = (self.metrics[metric].measure)(&seen);
            let mut lane = 0;
            for places in context.block.places.chunk_by(is_next) {
                let (place, row) = (places[0], &row[lane..lane + places.len()]);
                lane += places.len();
                if !place.spare {
                    let start = self.index(period, metric, place.replicate) + place.unit as usize;
                    self.values[start..start + row.len()].copy_from_slice(row);
                }
            }
        }
    }
}

/// Whether the second place holds the unit after that of the first one.
fn is_next(first: &UnitAddress, second: &UnitAddress) -> bool {
    first.replicate == second.replicate && first.unit + 1 == second.unit && !second.spare
}
