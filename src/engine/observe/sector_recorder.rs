//! The means of metrics over the units of sectors, added up as blocks are seen.

use std::ops::Range;

use super::{Metric, Observed, SectorMeans};
use crate::engine::Observer;
use crate::ground::lanes::WideRow;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::model::specification::ModelSpec;

/// Adds up the means over the units of sectors. It must see all blocks of a period in their order, so it
/// serves where one thread runs them; [`Tally`](super::Tally) serves several.
#[derive(Debug, Clone)]
pub struct SectorRecorder {
    metrics: Vec<&'static Metric>,
    first_period: u32,
    means: Option<SectorMeans>,
    rows: Vec<WideRow>,
}

impl SectorRecorder {
    /// A recorder of some metrics, which keeps nothing before [`SectorRecorder::begin`].
    pub fn new(metrics: &[&'static Metric]) -> Self {
        Self { metrics: metrics.to_vec(), first_period: 0, means: None, rows: Vec::new() }
    }

    /// Begins to keep the means of some replicates from a period (counted from 0) on.
    pub fn begin(&mut self, spec: &ModelSpec, replicates: Range<u32>, first_period: u32) {
        self.first_period = first_period;
        self.means = Some(SectorMeans::new(spec, self.metrics.len(), replicates, first_period));
    }

    /// What was kept since [`SectorRecorder::begin`]; there must have been one.
    pub fn take(&mut self) -> SectorMeans {
        self.means.take().expect("means are taken once after they were begun")
    }
}

impl Observer for SectorRecorder {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        let Some(means) = &mut self.means else { return };
        if context.period > self.first_period {
            let observed = Observed::new(context, rules);
            self.rows.clear();
            self.rows.extend(self.metrics.iter().map(|metric| (metric.measure)(&observed)));
            let block = &context.block;
            means.add_block(context.period, &block.places, &block.staff, &self.rows);
        }
    }
}
