//! What the replicates of one treatment gave.

use super::Spread;
use super::distribution::UnitDistribution;
use super::gather::LINES;
use crate::engine::observe::Metric;
use crate::ground::statistics::{Summary, least_squares};
use crate::model::specification::ModelSpec;

/// How the sector means of a metric in a period differ between replicates; missing ones are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Across {
    /// Mean over replicates with its interval ([`super::CONFIDENCE`]), and standard deviation.
    pub summary: Summary,
    /// The quantiles at [`super::QUANTILES`].
    pub quantiles: [f64; 5],
}

/// What the replicates of one treatment gave. Of single replicates only the outcomes are kept.
#[derive(Debug, Clone)]
pub struct TreatmentResult {
    metrics: Vec<&'static Metric>,
    periods: usize,
    pub(super) window: usize,
    /// By metric and replicate.
    pub(super) outcomes: Vec<Vec<f64>>,
    /// By metric and period.
    pub(super) across: Vec<Across>,
    /// By metric and period: sums over replicates of the spread over units, and their number; empty
    /// where only means were kept.
    pub(super) spreads: Vec<(Spread, f64)>,
    /// By metric and period: differences from the first treatment; empty for the first one.
    pub(super) differences: Vec<Summary>,
    /// By metric: the curves of the first replicate's first units.
    pub(super) lines: Vec<Vec<Vec<f64>>>,
    /// By metric: sum over replicates of the standard deviation between the outcomes of units, and their
    /// number.
    pub(super) outcome_sds: Vec<(f64, f64)>,
    /// Number of units of a sector.
    units: f64,
    /// By metric: how the units of all replicates are distributed.
    pub(super) distributions: Vec<Option<UnitDistribution>>,
}

impl TreatmentResult {
    /// Room for the results of a specification.
    pub(super) fn new(spec: &ModelSpec, metrics: &[&'static Metric]) -> Self {
        Self {
            metrics: metrics.to_vec(),
            periods: spec.periods() as usize,
            window: spec.window() as usize,
            outcomes: vec![Vec::new(); metrics.len()],
            across: Vec::new(),
            spreads: Vec::new(),
            differences: Vec::new(),
            lines: vec![Vec::new(); metrics.len()],
            outcome_sds: vec![(0.0, 0.0); metrics.len()],
            units: f64::from(spec.n_units()),
            distributions: vec![None; metrics.len()],
        }
    }

    /// Most bytes of the results of so many replicates.
    pub fn bytes(periods: u64, n_metrics: u64, replicates: u64, units: u64) -> u64 {
        let cell = size_of::<Across>() + size_of::<(Spread, f64)>() + size_of::<Summary>();
        let cells = periods.saturating_mul(n_metrics).saturating_mul(cell as u64);
        // A list that grows may have twice the room it needs.
        let outcomes = n_metrics.saturating_mul(replicates).saturating_mul(16);
        let lines = 2 * units.min(LINES as u64) * 8 * periods;
        cells.saturating_add(outcomes).saturating_add(lines)
    }

    /// The recorded metrics, in the order of every table.
    pub fn metrics(&self) -> &[&'static Metric] {
        &self.metrics
    }

    /// The index of a metric among the recorded ones.
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

    /// How the sector means of a metric (by its index) in a period (counted from 0) differ between
    /// replicates.
    pub fn across(&self, metric: usize, period: usize) -> &Across {
        &self.across[metric * self.periods + period]
    }

    /// The spread over units of a metric in a period, each number averaged over replicates; NaN where
    /// only means were kept.
    pub fn unit_spread(&self, metric: usize, period: usize) -> Spread {
        match self.spreads.get(metric * self.periods + period) {
            Some((sum, n)) => Spread {
                mean: sum.mean / n,
                sd: sum.sd / n,
                quantiles: sum.quantiles.map(|quantile| quantile / n),
            },
            None => Spread { mean: f64::NAN, sd: f64::NAN, quantiles: [f64::NAN; 5] },
        }
    }

    /// The standard deviation between units of their outcomes (means over the window), averaged over
    /// replicates; NaN where units were not kept.
    pub fn outcome_unit_sd(&self, metric: usize) -> f64 {
        let (sum, n) = self.outcome_sds[metric];
        sum / n
    }

    /// Number of units of a sector.
    pub fn n_units(&self) -> f64 {
        self.units
    }

    /// The outcome of a metric: per replicate the sector mean averaged over the outcome window.
    pub fn outcomes(&self, metric: usize) -> &[f64] {
        &self.outcomes[metric]
    }

    /// How far the mean over replicates of a metric moves within the outcome window: the slope of least
    /// squares over its periods, times their number; positive where it rises. NaN where values are missing or
    /// the window is a single period.
    pub fn movement(&self, metric: usize) -> f64 {
        let first = self.periods - self.window;
        let means: Vec<f64> =
            (first..self.periods).map(|period| self.across(metric, period).summary.mean).collect();
        slope(&means) * means.len() as f64
    }

    /// The difference of a metric's sector means from those of the first treatment in a period, paired
    /// by replicate: its mean with its interval and its standard deviation. `None` for the first
    /// treatment; NaN in periods that the first one does not have.
    pub fn difference(&self, metric: usize, period: usize) -> Option<&Summary> {
        self.differences.get(metric * self.periods + period)
    }

    /// The curves of the first replicate's first units for a metric, one value per period; empty for
    /// metrics that are not [`super::SHOWN_BY_UNIT`], and where only means were kept.
    pub fn lines(&self, metric: usize) -> &[Vec<f64>] {
        &self.lines[metric]
    }

    /// How the outcomes of a metric are distributed over the units of all replicates; `None` for metrics
    /// that are not [`super::SHOWN_BY_UNIT`], and where only means were kept.
    pub fn distribution(&self, metric: usize) -> Option<&UnitDistribution> {
        self.distributions[metric].as_ref()
    }
}

/// The slope of least squares of values over their places; NaN for a single one.
fn slope(values: &[f64]) -> f64 {
    let places: Vec<Vec<f64>> = (0..values.len()).map(|place| vec![place as f64]).collect();
    least_squares(&places, values).map_or(f64::NAN, |line| line[1])
}

/// The mean of the values that are not missing; NaN when all are.
pub(super) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    for value in values.filter(|value| !value.is_nan()) {
        sum += value;
        n += 1.0;
    }
    if n > 0.0 { sum / n } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_those_of_lines() {
        assert!((slope(&[1.0, 3.0, 5.0, 7.0]) - 2.0).abs() < 1e-12);
        // By hand: places −1, 0, 1; (−1·0 + 1·3) / 2.
        assert!((slope(&[0.0, 5.0, 3.0]) - 1.5).abs() < 1e-12);
        assert!(slope(&[1.0]).is_nan());
    }
}
