//! What the replicates of one treatment gave.

use super::Spread;
use crate::metrics::{Metric, Recorder, SectorMeans};
use crate::spec::ModelSpec;

/// Units of the first replicate whose curves are kept for figures.
const LINES: usize = 60;

/// What one unit of one replicate gave, per metric.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitOutcome {
    /// Replicate, counted from 0.
    pub replicate: u32,
    /// Unit, counted from 0.
    pub unit: u32,
    /// Mean over the outcome window; missing values left out.
    pub window: Vec<f64>,
    /// Value in the last period.
    pub end: Vec<f64>,
}

/// Everything that the replicates of one treatment gave, gathered in the order of the replicates.
#[derive(Debug, Clone)]
pub struct TreatmentResult {
    metrics: Vec<&'static Metric>,
    periods: usize,
    window: usize,
    staff: Vec<f64>,
    /// By metric, period and replicate.
    sector_means: Vec<Vec<f64>>,
    /// By metric and period: sums over replicates of the spread over units, and their number.
    unit_spreads: Vec<(Spread, f64)>,
    units: Vec<UnitOutcome>,
    /// By metric: the curves of the first replicate's first units.
    lines: Vec<Vec<Vec<f64>>>,
}

impl TreatmentResult {
    /// Room for the results of a specification.
    pub fn new(spec: &ModelSpec, metrics: &[&'static Metric]) -> Self {
        let periods = spec.periods() as usize;
        let cells = metrics.len() * periods;
        let nothing = Spread { mean: 0.0, sd: 0.0, quantiles: [0.0; 5] };
        let staff: Vec<f64> = spec
            .groups()
            .iter()
            .flat_map(|group| std::iter::repeat_n(f64::from(group.staff), group.units as usize))
            .collect();
        let line = vec![Vec::with_capacity(periods); staff.len().min(LINES)];
        Self {
            metrics: metrics.to_vec(),
            periods,
            window: spec.window() as usize,
            sector_means: vec![Vec::new(); cells],
            unit_spreads: vec![(nothing, 0.0); cells],
            units: Vec::new(),
            lines: vec![line; metrics.len()],
            staff,
        }
    }

    /// The results of a specification of which only the means over units were kept: no unit and no
    /// spread between units.
    pub fn of_means(spec: &ModelSpec, metrics: &[&'static Metric], means: &SectorMeans) -> Self {
        let mut result = Self::new(spec, metrics);
        result.lines.iter_mut().for_each(Vec::clear);
        for replicate in means.replicates() {
            for metric in 0..metrics.len() {
                for period in 0..result.periods {
                    let mean = means.mean(replicate, period, metric);
                    result.sector_means[metric * result.periods + period].push(mean);
                }
            }
        }
        result
    }

    /// Adds what some replicates recorded; they must come in order.
    pub fn add(&mut self, recorder: &Recorder) {
        let mut sorted = Vec::with_capacity(self.staff.len());
        for replicate in recorder.replicates() {
            for metric in 0..self.metrics.len() {
                for period in 0..self.periods {
                    let values = recorder.units(period, metric, replicate);
                    let spread = Spread::of(values, &self.staff, &mut sorted);
                    self.add_spread(metric * self.periods + period, &spread);
                    if replicate == 0 {
                        for (line, value) in self.lines[metric].iter_mut().zip(values) {
                            line.push(*value);
                        }
                    }
                }
            }
            self.add_units(recorder, replicate);
        }
    }

    fn add_spread(&mut self, cell: usize, spread: &Spread) {
        self.sector_means[cell].push(spread.mean);
        if !spread.mean.is_nan() {
            let (sum, n) = &mut self.unit_spreads[cell];
            sum.mean += spread.mean;
            sum.sd += spread.sd;
            for (total, value) in sum.quantiles.iter_mut().zip(spread.quantiles) {
                *total += value;
            }
            *n += 1.0;
        }
    }

    fn add_units(&mut self, recorder: &Recorder, replicate: u32) {
        for unit in 0..self.staff.len() {
            let window = (0..self.metrics.len()).map(|metric| {
                let last = self.periods - self.window..self.periods;
                mean(last.map(|period| recorder.units(period, metric, replicate)[unit]))
            });
            let end = (0..self.metrics.len())
                .map(|metric| recorder.units(self.periods - 1, metric, replicate)[unit]);
            self.units.push(UnitOutcome {
                replicate,
                unit: unit as u32,
                window: window.collect(),
                end: end.collect(),
            });
        }
    }

    /// The recorded metrics, in the order of every table.
    pub fn metrics(&self) -> &[&'static Metric] {
        &self.metrics
    }

    /// The place of a metric among the recorded ones.
    pub fn metric(&self, name: &str) -> Option<usize> {
        self.metrics.iter().position(|metric| metric.name == name)
    }

    /// Number of periods.
    pub fn periods(&self) -> usize {
        self.periods
    }

    /// Number of last periods over which outcomes are means.
    pub fn window(&self) -> usize {
        self.window
    }

    /// The sector means of a metric in a period (counted from 0), one per replicate.
    pub fn sector_means(&self, metric: usize, period: usize) -> &[f64] {
        &self.sector_means[metric * self.periods + period]
    }

    /// The spread over units of a metric in a period, each number averaged over replicates.
    pub fn unit_spread(&self, metric: usize, period: usize) -> Spread {
        let (sum, n) = self.unit_spreads[metric * self.periods + period];
        Spread { mean: sum.mean / n, sd: sum.sd / n, quantiles: sum.quantiles.map(|q| q / n) }
    }

    /// The outcome of a metric: per replicate the sector mean averaged over the outcome window.
    pub fn outcomes(&self, metric: usize) -> Vec<f64> {
        let replicates = self.sector_means(metric, 0).len();
        let last = self.periods - self.window..self.periods;
        (0..replicates)
            .map(|r| mean(last.clone().map(|period| self.sector_means(metric, period)[r])))
            .collect()
    }

    /// What every unit of every replicate gave, replicates and units in order; empty where only means
    /// were kept.
    pub fn units(&self) -> &[UnitOutcome] {
        &self.units
    }

    /// The curves of the first replicate's first units for a metric, one value per period.
    pub fn lines(&self, metric: usize) -> &[Vec<f64>] {
        &self.lines[metric]
    }
}

/// The mean of the values that are not missing; NaN when all are.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    for value in values.filter(|value| !value.is_nan()) {
        sum += value;
        n += 1.0;
    }
    if n > 0.0 { sum / n } else { f64::NAN }
}
