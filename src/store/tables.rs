//! The tables of a results folder, as CSV text with the same bytes everywhere.

use std::io::{self, Write};

use crate::engine::observe::{LEVEL_NAMES, Metric, level_of};
use crate::engine::trace::{AGENT_VALUES, Tracer};
use crate::ground::numbers::{exact, push_single};
use crate::ground::statistics;
use crate::scenario::Treatment;
use crate::study::assumptions::OverAssumptions;
use crate::study::runs::{CONFIDENCE, QUANTILES, TreatmentResult, UnitOutcome, UnitSink};

/// A treatment's name and what it gave.
type Named<'a> = (&'a str, &'a TreatmentResult);

/// Builds CSV text from rows of fields.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(header: &[String]) -> Self {
        let mut table = Self(csv::Writer::from_writer(Vec::new()));
        table.row(header);
        table
    }

    fn row(&mut self, fields: &[String]) {
        self.0.write_record(fields).expect("rows of a table have the same number of fields");
    }

    fn finish(self) -> Vec<u8> {
        self.0.into_inner().expect("writing to memory cannot fail")
    }
}

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn quantile_names(prefix: &str) -> impl Iterator<Item = String> {
    QUANTILES.iter().map(move |p| format!("{prefix}_q{:02}", (p * 100.0).round()))
}

/// Writes `series.csv`: treatment × period × metric. `mean` is the mean over replicates of the sector
/// mean with its interval; `replicate_*` tells how sector means differ between replicates, `unit_*` how
/// units differ within a sector (averaged over replicates). `every` thins the periods; the last one
/// is always there.
///
/// # Errors
/// When it cannot be written.
pub fn write_series(results: &[Named], every: usize, to: impl Write) -> io::Result<()> {
    let mut names = header(&["treatment", "period", "metric", "mean", "mean_low", "mean_high"]);
    names.push("replicate_sd".to_owned());
    names.extend(quantile_names("replicate"));
    names.push("unit_sd".to_owned());
    names.extend(quantile_names("unit"));
    let mut table = csv::Writer::from_writer(to);
    table.write_record(&names)?;
    for (treatment, result) in results {
        for period in 0..result.periods() {
            if (period + 1) % every != 0 && period + 1 != result.periods() {
                continue;
            }
            for (metric, definition) in result.metrics().iter().enumerate() {
                let across = result.across(metric, period);
                let units = result.unit_spread(metric, period);
                let statistics::Summary { mean, low, high, sd } = across.summary;
                let mut row = header(&[treatment, &(period + 1).to_string(), definition.name]);
                row.extend([mean, low, high, sd].map(exact));
                row.extend(across.quantiles.into_iter().map(exact));
                row.push(exact(units.sd));
                row.extend(units.quantiles.map(exact));
                table.write_record(&row)?;
            }
        }
    }
    table.flush()
}

/// `levels.csv`: treatment × period × metric × level, of what was recorded of the levels of a chain: the mean
/// over replicates of the mean over units, with its interval. None where nothing of levels was recorded.
/// `every` thins the periods as in `series.csv`.
pub fn levels_table(results: &[Named], every: usize) -> Option<Vec<u8>> {
    let mut table = Table::new(&header(&[
        "treatment",
        "period",
        "metric",
        "level",
        "mean",
        "mean_low",
        "mean_high",
    ]));
    let mut is_empty = true;
    for (treatment, result) in results {
        let of_levels = result.metrics().iter().enumerate();
        let of_levels: Vec<_> =
            of_levels.filter_map(|(index, metric)| Some((index, level_of(metric)?))).collect();
        is_empty &= of_levels.is_empty();
        let kept =
            |period: &usize| (period + 1).is_multiple_of(every) || period + 1 == result.periods();
        for period in (0..result.periods()).filter(kept) {
            for (index, (family, level)) in &of_levels {
                let statistics::Summary { mean, low, high, .. } =
                    result.across(*index, period).summary;
                let period = (period + 1).to_string();
                let mut row = header(&[treatment, &period, family.name, LEVEL_NAMES[*level]]);
                row.extend([mean, low, high].map(exact));
                table.row(&row);
            }
        }
    }
    (!is_empty).then(|| table.finish())
}

/// Writes `units.csv`: treatment × replicate × unit; for every metric its mean over the outcome window
/// and its value at the end (`*_end`), in single precision.
pub struct UnitsTable<W: Write> {
    to: W,
    /// Name of the treatment, as a field of a table.
    treatment: Vec<u8>,
    /// Name of each group, as a field of a table, and the number of the unit after its last one.
    groups: Vec<(Vec<u8>, u32)>,
    /// The line that is being written.
    line: Vec<u8>,
}

impl<W: Write> UnitsTable<W> {
    /// Begins the table of some metrics.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(metrics: &[&'static Metric], mut to: W) -> io::Result<Self> {
        let mut names = header(&["treatment", "replicate", "unit", "group"]);
        names.extend(metrics.iter().map(|metric| metric.name.to_owned()));
        names.extend(metrics.iter().map(|metric| format!("{}_end", metric.name)));
        to.write_all(&Table::new(&names).finish())?;
        Ok(Self { to, treatment: Vec::new(), groups: Vec::new(), line: Vec::new() })
    }

    /// The units that follow are those of a treatment.
    pub fn begin(&mut self, treatment: &Treatment) {
        self.treatment = field(&treatment.name);
        let mut next = 0;
        let groups = treatment.spec.groups().iter().map(|group| {
            next += group.units;
            (field(&group.name), next)
        });
        self.groups = groups.collect();
    }

    /// Ends the table; what it was written to.
    pub fn finish(self) -> W {
        self.to
    }
}

impl<W: Write> UnitSink for UnitsTable<W> {
    fn take(&mut self, unit: &UnitOutcome) -> io::Result<()> {
        let Self { to, treatment, groups, line } = self;
        line.clear();
        line.extend_from_slice(treatment);
        write!(line, ",{},{},", unit.replicate + 1, unit.unit + 1)?;
        if let Some((group, _)) = groups.iter().find(|(_, end)| unit.unit < *end) {
            line.extend_from_slice(group);
        }
        for value in unit.window.iter().chain(&unit.end) {
            line.push(b',');
            push_single(line, *value as f32);
        }
        line.push(b'\n');
        to.write_all(line)
    }
}

/// A text as a field of a table, in quotation marks where it needs them.
fn field(text: &str) -> Vec<u8> {
    // Beside another field, so that an empty one needs no quotation marks.
    let mut line = Table::new(&header(&[text, ""])).finish();
    line.truncate(line.len() - ",\n".len());
    line
}

/// `summary.csv`: treatment × metric; the outcome (mean over the last periods) with its interval
/// over replicates, its standard deviation over replicates, that between the units of a sector (of their
/// outcomes, averaged over replicates: what `units.csv` gives), and the end value.
pub fn summary_table(results: &[Named]) -> Vec<u8> {
    let mut table = Table::new(&header(&[
        "treatment",
        "metric",
        "unit",
        "mean",
        "low",
        "high",
        "replicate_sd",
        "unit_sd",
        "end",
        "replicates",
    ]));
    for (treatment, result) in results {
        for (metric, definition) in result.metrics().iter().enumerate() {
            let outcomes = statistics::present(result.outcomes(metric));
            let support = definition.support(result.n_units());
            let across = statistics::Summary::within(&outcomes, support, CONFIDENCE);
            let end = result.across(metric, result.periods() - 1).summary.mean;
            let mut row = header(&[treatment, definition.name, definition.unit]);
            row.extend([across.mean, across.low, across.high, across.sd].map(exact));
            row.push(exact(result.outcome_unit_sd(metric)));
            row.push(exact(end));
            row.push(outcomes.len().to_string());
            table.row(&row);
        }
    }
    table.finish()
}

/// `differences.csv`: every treatment against the first, paired by replicate (they share their
/// random numbers): mean difference of outcomes with its interval, and the share of replicates in which the
/// treatment is higher.
pub fn differences_table(results: &[Named]) -> Vec<u8> {
    let mut table = Table::new(&header(&[
        "treatment",
        "against",
        "metric",
        "mean_difference",
        "low",
        "high",
        "share_higher",
        "replicates",
    ]));
    let Some(((base_name, base), others)) = results.split_first() else { return table.finish() };
    for (treatment, result) in others {
        for (metric, definition) in result.metrics().iter().enumerate() {
            let differences: Vec<f64> = result
                .outcomes(metric)
                .iter()
                .zip(base.outcomes(metric))
                .map(|(value, other)| value - other)
                .filter(|difference| !difference.is_nan())
                .collect();
            let units = result.n_units().min(base.n_units());
            let support = definition.support(units).of_difference();
            let across = statistics::Summary::within(&differences, support, CONFIDENCE);
            let n = differences.len();
            let higher = differences.iter().filter(|d| **d > 0.0).count() as f64 / n as f64;
            let mut row = header(&[treatment, base_name, definition.name]);
            row.extend([across.mean, across.low, across.high, higher].map(exact));
            row.push(n.to_string());
            table.row(&row);
        }
    }
    table.finish()
}

/// `over_assumptions.csv`: treatment × metric over the points of what is not known: the middle nine tenths of
/// outcomes and of differences from the first treatment at the same point, and in which share of the points the
/// treatment is higher or lower than the first, or none is higher, with intervals of 95 %; and how much less it
/// has than the treatment that has most at the same point.
pub fn over_assumptions_table(names: &[&str], found: &OverAssumptions) -> Vec<u8> {
    let mut columns = header(&["treatment", "metric", "points", "low", "median", "high"]);
    let of_difference = ["low", "median", "high"].map(|end| format!("difference_{end}"));
    columns.extend(of_difference);
    for share in ["higher", "lower"] {
        columns.extend(["", "_low", "_high"].map(|end| format!("share_{share}{end}")));
    }
    columns.extend(header(&["share_highest", "share_highest_low", "share_highest_high"]));
    columns.extend(header(&["shortfall_mean", "shortfall_most"]));
    let mut table = Table::new(&columns);
    for (treatment, metrics) in names.iter().zip(&found.treatments) {
        for ranging in metrics {
            let points = ranging.points.to_string();
            let mut row = header(&[treatment, ranging.metric.name, &points]);
            for range in [ranging.outcome, ranging.difference] {
                row.extend([range.low, range.median, range.high].map(exact));
            }
            for share in [ranging.higher, ranging.lower, ranging.highest] {
                row.extend([share.share, share.low, share.high].map(exact));
            }
            row.extend(ranging.shortfall.map(exact));
            table.row(&row);
        }
    }
    table.finish()
}

/// `unit.csv` of a trace: every metric of the unit, one row per period.
pub fn trace_unit_table(tracer: &Tracer) -> Vec<u8> {
    let mut names = header(&["period"]);
    names.extend(tracer.definitions().map(|metric| metric.name.to_owned()));
    let mut table = Table::new(&names);
    for (period, values) in (1..).zip(&tracer.metrics) {
        let mut row = vec![u32::to_string(&period)];
        row.extend(values.iter().copied().map(exact));
        table.row(&row);
    }
    table.finish()
}

/// `agents.csv` of a trace: one row per period and agent.
pub fn trace_agents_table(tracer: &Tracer) -> Vec<u8> {
    let mut names = header(&["period", "agent", "type"]);
    names.extend(header(&AGENT_VALUES));
    let mut table = Table::new(&names);
    for agent in &tracer.agents {
        let mut row =
            header(&[&agent.period.to_string(), &(agent.agent + 1).to_string(), agent.kind.name()]);
        row.extend(agent.values.iter().map(f32::to_string));
        table.row(&row);
    }
    table.finish()
}
