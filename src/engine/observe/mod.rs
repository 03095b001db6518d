//! Columns to numbers: what can be recorded of a unit in a period.
//!
//! A [`Metric`] is one constant with a batch function over a block; the list [`METRICS`] registers
//! it, and help, schema, validation and tables follow. Must not know: files, replicates, time.

mod effort;
mod information;
mod levels;
mod money;
mod output;
mod prices;
mod recorder;
mod sector_recorder;
mod state;
mod tally;

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::ground::lanes::{InstructionSet, Kernel};
use crate::ground::lanes::{LANES, Row, WideRow};
use crate::ground::statistics::Support;
use crate::model::catalogue::{Kind, Language};
use crate::model::columns::{Block, StaffSum};
use crate::model::mechanisms::{PeriodContext, Rules};

pub use levels::{LEVEL_METRICS, LEVEL_NAMES, LevelMetric, N_LEVELS, level_of, metrics_of_levels};
pub use recorder::Recorder;
pub use sector_recorder::SectorRecorder;
pub use tally::{SectorMeans, Tally};

/// What can be recorded of a unit in a period.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Name in tables and scenario files.
    pub name: &'static str,
    /// Symbol in the equations; empty when it has none.
    pub symbol: &'static str,
    /// What it means, in one sentence.
    pub summary: &'static str,
    /// Unit of measurement.
    pub unit: &'static str,
    /// Smallest and largest possible value.
    pub range: (f64, f64),
    /// Number of the equation where it comes about.
    pub equation: &'static str,
    /// Takes it from a block: one value per lane; NaN where it has no meaning.
    pub measure: fn(&Observed) -> WideRow,
}

impl Metric {
    /// Its short name in a language: the words of headings, axes and tables.
    pub fn label(&self, language: Language) -> Cow<'static, str> {
        language.texts().label(Kind::Metric, self.name)
    }

    /// The same with a capital letter.
    pub fn heading(&self, language: Language) -> String {
        language.texts().heading(Kind::Metric, self.name)
    }

    /// Whether it is counted at prices, which nothing else depends on.
    pub fn is_priced(&self) -> bool {
        prices::PRICED.iter().any(|priced| priced.name == self.name)
    }

    /// What is known of the sector means of this metric, for intervals of means over them; `units` is
    /// the number of units of the sector.
    pub fn support(&self, units: f64) -> Support {
        // A unit co-operates or not: the mean over units is a proportion.
        if self.name == effort::COOPERATIVE.name {
            return Support::Share(units);
        }
        Support::Within(self.range.0, self.range.1)
    }
}

/// What a metric may see: a block at the end of a period.
#[derive(Debug, Clone)]
pub struct Observed<'a> {
    /// The units.
    pub block: &'a Block,
    /// The rules with their numbers.
    pub rules: &'a Rules,
    /// How loops over staff are compiled.
    pub instruction_set: InstructionSet,
    /// What several metrics are made of, once one of them asked for it.
    effort_cost: OnceCell<WideRow>,
}

impl<'a> Observed<'a> {
    /// What can be seen at the end of a period.
    pub fn new(context: &'a PeriodContext, rules: &'a Rules) -> Self {
        let (block, instruction_set) = (&*context.block, context.instruction_set);
        Self { block, rules, instruction_set, effort_cost: OnceCell::new() }
    }

    /// The mean of a column over each unit's staff.
    fn mean(&self, column: &[Row]) -> WideRow {
        self.instruction_set.run(ColumnMean { staff: &self.block.staff, column })
    }

    /// The mean over each unit's staff of rows computed per agent. `row` must be
    /// `#[inline(always)]`, so that it is compiled for the instruction set too.
    fn mean_of(&self, row: impl Fn(usize) -> Row) -> WideRow {
        let (staff, rows) = (&self.block.staff, self.block.rows());
        self.instruction_set.run(MeanOfRows { staff, rows, row })
    }
}

/// The mean of a column.
struct ColumnMean<'a> {
    staff: &'a [u32; LANES],
    column: &'a [Row],
}

impl Kernel for ColumnMean<'_> {
    type Output = WideRow;

    #[inline(always)]
    fn run(self) -> WideRow {
        StaffSum::of(self.staff, self.column).mean()
    }
}

/// The mean of computed rows.
struct MeanOfRows<'a, F> {
    staff: &'a [u32; LANES],
    rows: usize,
    row: F,
}

impl<F: Fn(usize) -> Row> Kernel for MeanOfRows<'_, F> {
    type Output = WideRow;

    #[inline(always)]
    fn run(self) -> WideRow {
        let mut sum = StaffSum::new(self.staff);
        for agent in 0..self.rows {
            sum.add(agent, &(self.row)(agent));
        }
        sum.mean()
    }
}

/// A row of unit state in the precision of metrics.
fn widened(row: &Row) -> WideRow {
    row.map(f64::from)
}

/// Every metric, in the order of tables. A new one is one more line.
pub static METRICS: [&Metric; 32] = [
    &output::TRUE_OUTPUT,
    &output::MEASURED_OUTPUT,
    &output::GOODHART_GAP,
    &output::WELFARE,
    &effort::COOPERATIVE,
    &effort::MEASURED_EFFORT,
    &effort::COOPERATION,
    &effort::GAMING,
    &effort::EFFORT_COST,
    &state::BELIEF,
    &state::TRUST,
    &state::LEADER_TRUST,
    &state::MOTIVATION,
    &state::FELT_VISION,
    &state::CREDIBILITY,
    &state::PERCEIVED_CONTROL,
    &state::MONITORING,
    &information::INFORMATION,
    &information::REPORT_ACCURACY,
    &information::PROBLEMS_TOLD,
    &information::PROBLEMS,
    &state::LENIENCY,
    &state::REPUTATION,
    &state::FUNDING,
    &state::TURNOVER,
    &money::STEERING_TIME,
    &money::PAY,
    &money::TEAM_PAY,
    &prices::STEERING_HOURS,
    &prices::CHECKING_HOURS,
    &prices::SPENDING,
    &prices::NET_VALUE,
];

/// The metric with this name, also one of a level of a chain.
pub fn find_metric(name: &str) -> Option<&'static Metric> {
    let of_levels = LEVEL_METRICS.iter().flat_map(|family| &family.at);
    METRICS.into_iter().chain(of_levels).find(|metric| metric.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_documented_and_unique() {
        for (index, m) in METRICS.iter().enumerate() {
            assert!(m.summary.ends_with('.') && !m.equation.is_empty(), "{}", m.name);
            assert!(m.range.0 < m.range.1, "{}", m.name);
            for language in Language::ALL {
                assert!(language.texts().has_label(Kind::Metric, m.name), "{}: no label", m.name);
            }
            assert!(METRICS[..index].iter().all(|other| other.name != m.name), "{}", m.name);
            assert!(std::ptr::eq(find_metric(m.name).unwrap(), *m));
        }
    }
}
