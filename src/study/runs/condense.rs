//! What replicates recorded, condensed by whoever ran them, so that little is left to be gathered.

use std::ops::Range;

use super::gather::{LINES, SHOWN_BY_UNIT};
use super::spread::Spread;
use super::spreads::Spreads;
use crate::engine::Engine;
use crate::engine::observe::{Metric, Recorder};
use crate::model::specification::{Group, ModelSpec};

/// What some replicates gave.
#[derive(Debug, Clone, Default)]
pub struct Condensed {
    pub(super) replicates: Range<u32>,
    /// By replicate, metric and period.
    pub(super) spreads: Vec<Spread>,
    /// By replicate, unit and metric: the mean over the outcome window.
    pub(super) windows: Vec<f64>,
    /// By replicate, unit and metric: the value in the last period.
    pub(super) ends: Vec<f64>,
    /// By metric: the curves of the first replicate's first units, where it is among these.
    pub(super) lines: Vec<Vec<Vec<f64>>>,
}

/// Runs replicates of one specification and condenses what they record, again and again in the same memory.
#[derive(Debug)]
pub struct Condenser {
    recorder: Recorder,
    spreads: Spreads,
    metrics: Vec<&'static Metric>,
    units: usize,
    periods: usize,
    window: usize,
    condensed: Condensed,
}

impl Condenser {
    /// For the metrics of every unit of a specification.
    pub fn new(spec: &ModelSpec, metrics: &[&'static Metric]) -> Self {
        Self {
            recorder: Recorder::new(spec, metrics, 0..0),
            spreads: Spreads::new(staff(spec)),
            metrics: metrics.to_vec(),
            units: spec.n_units() as usize,
            periods: spec.periods() as usize,
            window: spec.window() as usize,
            condensed: Condensed::default(),
        }
    }

    /// Most bytes that it takes for each replicate, and besides.
    pub fn bytes(periods: u64, n_metrics: u64, units: u64) -> (u64, u64) {
        let spreads = periods.saturating_mul(n_metrics).saturating_mul(size_of::<Spread>() as u64);
        let outcomes = n_metrics.saturating_mul(units).saturating_mul(16);
        let record = Recorder::bytes_of_replicate(periods, n_metrics, units);
        (record.saturating_add(spreads).saturating_add(outcomes), Spreads::bytes(units))
    }

    /// Runs some replicates of an engine made from the specification, or from one that differs from it in
    /// numbers of people only.
    pub fn run(&mut self, engine: &Engine, replicates: Range<u32>) {
        engine.run(replicates.clone(), self.record(replicates));
        self.condense();
    }

    /// What records some replicates.
    pub(super) fn record(&mut self, replicates: Range<u32>) -> &mut Recorder {
        self.recorder.begin(replicates);
        &mut self.recorder
    }

    /// Condenses what was recorded.
    pub(super) fn condense(&mut self) {
        let replicates = self.recorder.replicates();
        let Condensed { spreads, windows, ends, lines, .. } = &mut self.condensed;
        spreads.clear();
        lines.clear();
        windows.clear();
        ends.clear();
        for replicate in replicates.clone() {
            self.spreads.take(self.recorder.replicate(replicate), &mut self.condensed.spreads);
            self.take_outcomes(replicate);
        }
        if replicates.start == 0 {
            self.keep_lines();
        }
        self.condensed.replicates = replicates;
    }

    /// What was condensed of the replicates run last.
    pub fn condensed(&self) -> &Condensed {
        &self.condensed
    }

    /// The outcomes of all units of a replicate, and their last values.
    fn take_outcomes(&mut self, replicate: u32) {
        let Self { recorder, metrics, units, periods, window, condensed, .. } = self;
        let first = condensed.windows.len();
        condensed.windows.resize(first + *units * metrics.len(), 0.0);
        condensed.ends.resize(first + *units * metrics.len(), 0.0);
        let (mut sums, mut counts) = (vec![0.0; *units], vec![0.0; *units]);
        for metric in 0..metrics.len() {
            sums.fill(0.0);
            counts.fill(0.0);
            for period in *periods - *window..*periods {
                let values = recorder.units(period, metric, replicate);
                for ((sum, n), value) in sums.iter_mut().zip(&mut counts).zip(values) {
                    let missing = value.is_nan();
                    *sum += if missing { 0.0 } else { *value };
                    *n += if missing { 0.0 } else { 1.0 };
                }
            }
            let ends = recorder.units(*periods - 1, metric, replicate);
            for unit in 0..*units {
                let index = first + unit * metrics.len() + metric;
                let (sum, n) = (sums[unit], counts[unit]);
                condensed.windows[index] = if n > 0.0 { sum / n } else { f64::NAN };
                condensed.ends[index] = ends[unit];
            }
        }
    }

    /// The curves of the first units.
    fn keep_lines(&mut self) {
        self.condensed.lines = vec![Vec::new(); self.metrics.len()];
        for (metric, lines) in self.condensed.lines.iter_mut().enumerate() {
            if SHOWN_BY_UNIT.contains(&self.metrics[metric].name) {
                let value = |period, unit: usize| self.recorder.units(period, metric, 0)[unit];
                let line = |unit| (0..self.periods).map(|period| value(period, unit)).collect();
                *lines = (0..self.units.min(LINES)).map(line).collect();
            }
        }
    }
}

/// Staff of every unit.
fn staff(spec: &ModelSpec) -> Vec<f64> {
    let of_group =
        |group: &Group| std::iter::repeat_n(f64::from(group.staff), group.units as usize);
    spec.groups().iter().flat_map(of_group).collect()
}
