//! Gathering what replicates recorded, in their order, in memory that does not grow with the units.

use std::io;

use super::CONFIDENCE;
use super::columns::{Columns, GATHERED, SLICE, Scratch};
use super::condense::Condensed;
use super::distribution::UnitDistribution;
use super::result::{Across, TreatmentResult, mean};
use super::spread::{QUANTILES, Spread};
use crate::engine::observe::{Metric, SectorMeans};
use crate::ground::statistics;
use crate::ground::statistics::{Summary, Support};
use crate::model::specification::ModelSpec;

/// Units of the first replicate whose curves are kept for figures.
pub(super) const LINES: usize = 60;
/// The metrics of which figures show single units.
pub static SHOWN_BY_UNIT: [&str; 2] = ["cooperation", "true_output"];

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

/// Takes what every unit gave, replicates and units in order.
pub trait UnitSink {
    /// Takes what a unit gave.
    ///
    /// # Errors
    /// When it cannot be written.
    fn take(&mut self, unit: &UnitOutcome) -> io::Result<()>;
}

/// Nobody who wants units.
impl UnitSink for () {
    fn take(&mut self, _: &UnitOutcome) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps all units in memory.
impl UnitSink for Vec<UnitOutcome> {
    fn take(&mut self, unit: &UnitOutcome) -> io::Result<()> {
        self.push(unit.clone());
        Ok(())
    }
}

/// The sector means of all replicates of a treatment, kept outside of memory: by metric and period.
#[derive(Debug)]
pub struct ReplicateMeans {
    columns: Columns,
    n_metrics: usize,
    periods: usize,
}

/// Gathers what the replicates of one treatment gave.
#[derive(Debug)]
pub struct Gathering {
    means: ReplicateMeans,
    /// By unit of each replicate: the outcomes of the metrics that are shown by unit.
    units: Columns,
    shown: Vec<usize>,
    n_units: usize,
    /// By metric and period: sums over replicates of the spread over units, and their number.
    spreads: Vec<(Spread, f64)>,
    result: TreatmentResult,
    has_units: bool,
}

impl Gathering {
    /// Room for the results of a specification; the numbers of single replicates go to `scratch`.
    pub fn new(
        spec: &ModelSpec,
        metrics: &[&'static Metric],
        scratch: [Box<dyn Scratch>; 2],
    ) -> Self {
        let [means, units] = scratch;
        let (periods, n_metrics) = (spec.periods() as usize, metrics.len());
        let shown: Vec<usize> = SHOWN_BY_UNIT
            .iter()
            .filter_map(|name| metrics.iter().position(|metric| metric.name == *name))
            .collect();
        let columns = Columns::new(n_metrics * periods, means);
        Self {
            means: ReplicateMeans { columns, n_metrics, periods },
            units: Columns::new(shown.len(), units),
            shown,
            n_units: spec.n_units() as usize,
            spreads: Vec::new(),
            result: TreatmentResult::new(spec, metrics),
            has_units: false,
        }
    }

    /// Room for the results of a specification, all in memory.
    pub fn in_memory(spec: &ModelSpec, metrics: &[&'static Metric]) -> Self {
        let scratch = || -> Box<dyn Scratch> { Box::new(io::Cursor::new(Vec::new())) };
        Self::new(spec, metrics, [scratch(), scratch()])
    }

    /// Most bytes that gathering so many replicates takes beside what is kept of them
    /// ([`TreatmentResult::bytes`]): rows that are not yet written, and columns that are read back.
    pub fn bytes(periods: u64, n_metrics: u64, replicates: u64, units: u64) -> u64 {
        let row = 8 * periods.saturating_mul(n_metrics);
        let all = row.saturating_mul(replicates);
        let waiting = 2 * row.max(all.min(GATHERED as u64)).saturating_add(row);
        let columns = all.min((8 * replicates).max(SLICE as u64));
        let sorted = 8 * 2 * replicates;
        let by_unit = 16 * replicates.saturating_mul(units);
        let pieces = 3 * by_unit.min(GATHERED as u64) + (4 << 20);
        waiting.saturating_add(2 * columns).saturating_add(sorted + pieces)
    }

    /// Adds what some replicates gave; they must come in order. Every unit goes to `sink`.
    ///
    /// # Errors
    /// When something cannot be written, for instance on a full disk.
    pub fn add(&mut self, condensed: &Condensed, sink: &mut dyn UnitSink) -> io::Result<()> {
        self.has_units = true;
        let cells = self.means.n_metrics * self.means.periods;
        let nothing = Spread { mean: 0.0, sd: 0.0, quantiles: [0.0; 5] };
        self.spreads.resize(cells, (nothing, 0.0));
        if condensed.replicates.start == 0 {
            self.result.lines.clone_from(&condensed.lines);
        }
        let of_one = self.n_units * self.means.n_metrics;
        let outcomes = condensed.windows.chunks(of_one).zip(condensed.ends.chunks(of_one));
        let spreads = condensed.spreads.chunks(cells);
        for ((replicate, spreads), outcomes) in
            condensed.replicates.clone().zip(spreads).zip(outcomes)
        {
            self.spreads.iter_mut().zip(spreads).for_each(|(sum, own)| add_spread(sum, own));
            self.add_means_of_one(spreads.iter().map(|spread| spread.mean).collect())?;
            self.add_units(replicate, outcomes, sink)?;
        }
        Ok(())
    }

    /// Adds the sector means of some replicates, of which no unit was kept; they must come in order.
    ///
    /// # Errors
    /// When they cannot be written, for instance on a full disk.
    pub fn add_means(&mut self, means: &SectorMeans) -> io::Result<()> {
        let (n_metrics, periods) = (self.means.n_metrics, self.means.periods);
        for replicate in means.replicates() {
            let cells = (0..n_metrics).flat_map(|m| (0..periods).map(move |period| (m, period)));
            let row = cells.map(|(m, period)| means.mean(replicate, period, m)).collect();
            self.add_means_of_one(row)?;
        }
        Ok(())
    }

    /// Adds the sector means of a replicate, by metric and period.
    fn add_means_of_one(&mut self, means: Vec<f64>) -> io::Result<()> {
        let periods = self.means.periods;
        for (metric, outcomes) in self.result.outcomes.iter_mut().enumerate() {
            let end = (metric + 1) * periods;
            outcomes.push(mean(means[end - self.result.window..end].iter().copied()));
        }
        self.means.columns.push(means)
    }

    /// Adds the outcomes of all units of a replicate, and their last values, both by unit and metric.
    fn add_units(
        &mut self,
        replicate: u32,
        (windows, ends): (&[f64], &[f64]),
        sink: &mut dyn UnitSink,
    ) -> io::Result<()> {
        let n_metrics = self.means.n_metrics;
        let mut between = vec![Running::default(); n_metrics];
        let mut outcome = UnitOutcome { replicate, unit: 0, window: Vec::new(), end: Vec::new() };
        for (window, end) in windows.chunks(n_metrics).zip(ends.chunks(n_metrics)) {
            between.iter_mut().zip(window).for_each(|(own, value)| own.add(*value));
            if !self.shown.is_empty() {
                self.units.push(self.shown.iter().map(|metric| window[*metric]))?;
            }
            outcome.window.clear();
            outcome.window.extend_from_slice(window);
            outcome.end.clear();
            outcome.end.extend_from_slice(end);
            sink.take(&outcome)?;
            outcome.unit += 1;
        }
        for ((sum, n), own) in self.result.outcome_sds.iter_mut().zip(between) {
            if own.n > 0.0 {
                *sum += own.sd();
                *n += 1.0;
            }
        }
        Ok(())
    }

    /// The results, and the means of all replicates, with which other treatments can be compared. `base`
    /// are those of the treatment that this one is compared with.
    ///
    /// # Errors
    /// When what was written cannot be read back.
    pub fn finish(
        mut self,
        base: Option<&mut ReplicateMeans>,
    ) -> io::Result<(TreatmentResult, ReplicateMeans)> {
        let result = &mut self.result;
        result.spreads = self.spreads;
        for (column, metric) in self.shown.iter().enumerate() {
            if self.has_units {
                result.distributions[*metric] = UnitDistribution::of(&mut self.units, column)?;
            }
        }
        let cells = self.means.n_metrics * self.means.periods;
        result.across.reserve_exact(cells);
        let (periods, metrics) = (self.means.periods, result.metrics().to_vec());
        let units = result.n_units();
        self.means.columns.each(0..cells, &mut |cell, means| {
            let support = metrics[cell / periods].support(units);
            result.across.push(Across::of(means, support));
        })?;
        if let Some(base) = base {
            self.means.compare(base, result)?;
        }
        Ok((self.result, self.means))
    }
}

impl ReplicateMeans {
    /// The differences from another treatment, replicate by replicate.
    fn compare(&mut self, base: &mut Self, result: &mut TreatmentResult) -> io::Result<()> {
        let missing = Summary::of(&[], CONFIDENCE);
        result.differences = vec![missing; self.n_metrics * self.periods];
        let shared = self.periods.min(base.periods);
        for metric in 0..self.n_metrics.min(base.n_metrics) {
            let (first, beside) = (metric * self.periods, metric * base.periods);
            let offset = beside as isize - first as isize;
            let support = result.metrics()[metric].support(result.n_units()).of_difference();
            let see = &mut |cell: usize, own: &[f64], other: &[f64]| {
                let all: Vec<f64> = own.iter().zip(other).map(|(a, b)| a - b).collect();
                let all = statistics::present(&all);
                result.differences[cell] = Summary::within(&all, support, CONFIDENCE);
            };
            let columns = first..first + shared;
            self.columns.each_beside(columns, &mut base.columns, offset, see)?;
        }
        Ok(())
    }
}

/// Mean and squares of values that come one at a time (Welford 1962); missing ones are left out.
#[derive(Debug, Clone, Copy, Default)]
struct Running {
    n: f64,
    mean: f64,
    squares: f64,
}

impl Running {
    fn add(&mut self, value: f64) {
        if !value.is_nan() {
            self.n += 1.0;
            let off = value - self.mean;
            self.mean += off / self.n;
            self.squares += off * (value - self.mean);
        }
    }

    /// Standard deviation (n − 1); 0 for a single value.
    fn sd(&self) -> f64 {
        if self.n > 1.0 { (self.squares / (self.n - 1.0)).sqrt() } else { 0.0 }
    }
}

fn add_spread((sum, n): &mut (Spread, f64), spread: &Spread) {
    if !spread.mean.is_nan() {
        sum.mean += spread.mean;
        sum.sd += spread.sd;
        for (total, value) in sum.quantiles.iter_mut().zip(spread.quantiles) {
            *total += value;
        }
        *n += 1.0;
    }
}

impl Across {
    /// How the sector means of all replicates differ.
    fn of(means: &[f64], support: Support) -> Self {
        let means = statistics::present(means);
        Self {
            summary: Summary::within(&means, support, CONFIDENCE),
            quantiles: statistics::quantiles(&means, &QUANTILES),
        }
    }
}
