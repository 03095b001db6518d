//! What can be recorded of the levels of a chain: levers as they stand at each, time and load of managers, and
//! trust upwards and downwards.
//!
//! Each is a family of metrics, one for every level from the top to staff. They are recorded where a scenario
//! has tiers, so that the tables of others stay as they are.

use super::{Metric, Observed};
use crate::ground::lanes::{LANES, Row, WideRow};
use crate::model::columns::LevelColumns;
use crate::model::levers::Lever;
use crate::model::specification::MOST_TIERS;

/// Number of levels that metrics tell apart: the top, tiers of managers, the leaders of units, and staff.
pub const N_LEVELS: usize = MOST_TIERS + 3;
const LEADERS: usize = MOST_TIERS + 1;
const STAFF: usize = MOST_TIERS + 2;

/// Names of the levels in tables, from the top down.
pub const LEVEL_NAMES: [&str; N_LEVELS] =
    ["top", "tier_1", "tier_2", "tier_3", "tier_4", "leaders", "staff"];

/// Metrics of one kind, one for each level.
#[derive(Debug)]
pub struct LevelMetric {
    /// Name of the family in scenario files and tables.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub summary: &'static str,
    /// Short name in figures.
    pub heading: &'static str,
    /// Levels that have it, as indices of [`LEVEL_NAMES`].
    pub levels: std::ops::RangeInclusive<usize>,
    /// The metric of each level.
    pub at: [Metric; N_LEVELS],
}

macro_rules! level_metrics {
    ($($constant:ident: $name:literal, $symbol:literal, $unit:literal, $most:expr, $equation:literal,
        $levels:expr, $measure:ident $(::<[$lever:expr]>)?, $heading:literal, $summary:literal;)*) => {
        $(static $constant: LevelMetric = LevelMetric {
            name: $name,
            summary: $summary,
            heading: $heading,
            levels: $levels,
            at: [
                level_metrics!(@one $name, "top", $symbol, $unit, $most, $equation, $summary, $measure::<$({ $lever as usize },)? 0>),
                level_metrics!(@one $name, "tier_1", $symbol, $unit, $most, $equation, $summary, $measure::<$({ $lever as usize },)? 1>),
                level_metrics!(@one $name, "tier_2", $symbol, $unit, $most, $equation, $summary, $measure::<$({ $lever as usize },)? 2>),
                level_metrics!(@one $name, "tier_3", $symbol, $unit, $most, $equation, $summary, $measure::<$({ $lever as usize },)? 3>),
                level_metrics!(@one $name, "tier_4", $symbol, $unit, $most, $equation, $summary, $measure::<$({ $lever as usize },)? 4>),
                level_metrics!(@one $name, "leaders", $symbol, $unit, $most, $equation, $summary, $measure::<$({ $lever as usize },)? 5>),
                level_metrics!(@one $name, "staff", $symbol, $unit, $most, $equation, $summary, $measure::<$({ $lever as usize },)? 6>),
            ],
        };)*

        /// Every family of metrics, in the order of tables. A new one is one more entry.
        pub static LEVEL_METRICS: &[&LevelMetric] = &[$(&$constant),*];
    };
    (@one $name:literal, $level:literal, $symbol:literal, $unit:literal, $most:expr, $equation:literal, $summary:literal, $measure:expr) => {
        Metric {
            name: concat!($name, "_", $level),
            symbol: $symbol,
            summary: $summary,
            unit: $unit,
            range: (0.0, $most),
            equation: $equation,
            measure: $measure,
        }
    };
}

level_metrics! {
    TRUST_UP: "trust_up_from", "U", "trust", 1.0, "22", 1..=STAFF, trust_up,
        "trust upwards", "Trust of a level in the one above: of managers and leaders in their superior, of staff in their leader.";
    TRUST_DOWN: "trust_down_from", "P", "trust", 1.0, "22", 0..=LEADERS, trust_down,
        "trust downwards", "Trust of a level in those below.";
    TIME: "time_of", "time", "share of what is wanted", 1.0, "21", 1..=LEADERS, time,
        "time for those below", "Share of the time that those below ask of a manager or leader which they get.";
    LOAD: "load_of", "load", "load", 1.0, "21", 1..=LEADERS, load,
        "load", "Load of managers or leaders: 0 where there is time to spare, 1 where all is taken.";
    MONITORING: "monitoring_at", "m", "probability per period", 1.0, "20", 0..=STAFF, lever::<[Lever::Monitoring]>,
        "monitoring", "Monitoring as it stands at a level, or as staff meet it.";
    DIALOGUE: "dialogue_at", "δ", "share of decisions", 1.0, "20", 0..=STAFF, lever::<[Lever::Dialogue]>,
        "dialogue", "Dialogue as it stands at a level, or as staff meet it.";
    SUPPORT: "support_at", "σ", "share of need met", 1.0, "20", 0..=STAFF, lever::<[Lever::Support]>,
        "support", "Support as it stands at a level, or as staff meet it.";
    VISION: "vision_at", "ν", "share of the most that is possible", 1.0, "20", 0..=STAFF, lever::<[Lever::Vision]>,
        "work on a vision", "Work on a vision as it stands at a level, or as staff meet it.";
    PAY: "pay_at", "b", "output per unit of measured work", 5.0, "20", 0..=STAFF, lever::<[Lever::Pay]>,
        "pay", "Pay for results as it stands at a level, or as staff meet it.";
    DISCRETION: "discretion_at", "ϑ", "share of decisions", 1.0, "20", 0..=STAFF, lever::<[Lever::Discretion]>,
        "room for action", "Room for action as it stands at a level, or as staff meet it.";
}

/// The family and the level of a metric that belongs to a level.
pub fn level_of(metric: &Metric) -> Option<(&'static LevelMetric, usize)> {
    LEVEL_METRICS.iter().find_map(|family| {
        let level = family.at.iter().position(|own| own.name == metric.name)?;
        Some((*family, level))
    })
}

/// The metrics of levels that a chain of so many tiers has, families and levels in order.
pub fn metrics_of_levels(tiers: usize) -> impl Iterator<Item = &'static Metric> {
    let exists = move |level: &usize| *level <= tiers || *level >= LEADERS;
    LEVEL_METRICS
        .iter()
        .flat_map(move |family| family.levels.clone().filter(exists).map(|level| &family.at[level]))
}

/// A level of the chain; none where there is no such tier.
fn level<'a>(seen: &'a Observed, level: usize) -> Option<&'a LevelColumns> {
    let chain = &seen.block.chain;
    match level {
        0 => chain.first(),
        LEADERS => chain.last(),
        tier => chain.get(tier).filter(|_| tier + 1 < chain.len()),
    }
}

/// A row of a level in the precision of metrics; missing where there is no such level.
fn row(row: Option<&Row>) -> WideRow {
    row.map_or([f64::NAN; LANES], |row| row.map(f64::from))
}

/// Whether managers and leaders follow their superiors: not where leaders report to the top.
fn has_managers(seen: &Observed) -> bool {
    seen.block.chain.len() > 2
}

fn trust_up<const LEVEL: usize>(seen: &Observed) -> WideRow {
    if LEVEL == STAFF {
        return seen.mean(&seen.block.agents.trust);
    }
    let own = level(seen, LEVEL).filter(|_| has_managers(seen) && LEVEL > 0);
    row(own.map(|own| &own.trust_up))
}

fn trust_down<const LEVEL: usize>(seen: &Observed) -> WideRow {
    if LEVEL == LEADERS {
        return seen.block.units.leader_trust.map(f64::from);
    }
    let own = level(seen, LEVEL).filter(|_| has_managers(seen) && LEVEL < LEADERS);
    row(own.map(|own| &own.trust_down))
}

fn time<const LEVEL: usize>(seen: &Observed) -> WideRow {
    row(level(seen, LEVEL).filter(|_| (1..=LEADERS).contains(&LEVEL)).map(|own| &own.time))
}

fn load<const LEVEL: usize>(seen: &Observed) -> WideRow {
    row(level(seen, LEVEL).filter(|_| (1..=LEADERS).contains(&LEVEL)).map(|own| &own.load))
}

/// A lever as it stands at a level; without a chain top, leaders and staff have the same.
fn lever<const LEVER: usize, const LEVEL: usize>(seen: &Observed) -> WideRow {
    let met = &seen.block.units.levers.0[LEVER];
    let no_chain = seen.block.chain.is_empty() && (LEVEL == 0 || LEVEL == LEADERS);
    if LEVEL == STAFF || no_chain {
        return row(Some(met));
    }
    row(level(seen, LEVEL).map(|own| &own.levers.0[LEVER]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_of_a_level_has_its_name_and_is_found_again() {
        for family in LEVEL_METRICS {
            for (level, metric) in family.at.iter().enumerate() {
                assert_eq!(metric.name, format!("{}_{}", family.name, LEVEL_NAMES[level]));
                let (found, at) = level_of(metric).unwrap();
                assert!(std::ptr::eq(found, *family) && at == level);
            }
        }
        let none = metrics_of_levels(0).filter(|metric| metric.name.contains("tier")).count();
        assert_eq!((none, metrics_of_levels(MOST_TIERS).count()), (0, 10 * N_LEVELS - 1 - 1 - 4));
    }
}
