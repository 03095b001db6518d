//! Keeps the metrics of every unit of some replicates.

use std::ops::Range;

use super::{Metric, Observed};
use crate::engine::Observer;
use crate::model::columns::UnitAddress;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::model::specification::ModelSpec;

/// The recorded metrics of some replicates: one number per replicate, metric, period and unit.
#[derive(Debug, Clone)]
pub struct Recorder {
    metrics: Vec<&'static Metric>,
    replicates: Range<u32>,
    n_units: usize,
    periods: usize,
    values: Vec<f64>,
}

impl Recorder {
    /// Room for these metrics of these replicates in every period.
    pub fn new(spec: &ModelSpec, metrics: &[&'static Metric], replicates: Range<u32>) -> Self {
        let (n_units, periods) = (spec.n_units() as usize, spec.periods() as usize);
        let metrics = metrics.to_vec();
        let mut recorder = Self { metrics, replicates: 0..0, n_units, periods, values: Vec::new() };
        recorder.begin(replicates);
        recorder
    }

    /// Makes room for other replicates of the same specification, in the memory it has.
    pub fn begin(&mut self, replicates: Range<u32>) {
        self.replicates = replicates;
        self.values.resize(self.replicates.len() * self.cells() * self.n_units, f64::NAN);
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

    /// All values of a replicate, by metric, period and unit.
    pub fn replicate(&self, replicate: u32) -> &[f64] {
        let start = self.index(0, 0, replicate);
        &self.values[start..start + self.cells() * self.n_units]
    }

    /// Metrics times periods.
    fn cells(&self) -> usize {
        self.metrics.len() * self.periods
    }

    fn index(&self, period: usize, metric: usize, replicate: u32) -> usize {
        let replicate = (replicate - self.replicates.start) as usize;
        (replicate * self.cells() + metric * self.periods + period) * self.n_units
    }
}

impl Observer for Recorder {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        let seen = Observed::new(context, rules);
        let period = context.period as usize - 1;
        let mut lane = 0;
        let runs = context.block.places.chunk_by(is_next).map(|places| {
            let lanes = lane..lane + places.len();
            lane = lanes.end;
            (places[0], lanes)
        });
        let runs: Vec<_> = runs.filter(|(place, _)| !place.spare).collect();
        for metric in 0..self.metrics.len() {
            let row = (self.metrics[metric].measure)(&seen);
            for (place, lanes) in &runs {
                let start = self.index(period, metric, place.replicate) + place.unit as usize;
                self.values[start..start + lanes.len()].copy_from_slice(&row[lanes.clone()]);
            }
        }
    }
}

/// Whether the second place holds the unit after that of the first one.
fn is_next(first: &UnitAddress, second: &UnitAddress) -> bool {
    first.replicate == second.replicate && first.unit + 1 == second.unit && !second.spare
}
