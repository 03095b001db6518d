//! What steering costs in time and money.

use super::{Metric, widened};
use crate::ground::lanes::{LANES, WideRow};
use crate::model::levers::Lever;

/// Working time used by steering, `1 − τ`.
pub static STEERING_TIME: Metric = Metric {
    name: "steering_time",
    symbol: "1 − τ",
    summary: "Working time spent on checks, dialogue, work on a vision and support.",
    unit: "share of working time",
    range: (0.0, 1.0),
    equation: "9",
    measure: |seen| widened(&seen.block.flows.working_time).map(|left| 1.0 - left),
};

/// Bonus paid on own measured work.
pub static PAY: Metric = Metric {
    name: "pay",
    symbol: "b mean(a c x + g)",
    summary: "Bonus paid on own measured work.",
    unit: "output per agent",
    range: (0.0, 15.0),
    equation: "6, 11",
    measure: |seen| paid(&seen.block.units.levers[Lever::Pay], &seen.block.flows.counted_work),
};

/// Bonus paid on the unit's output.
pub static TEAM_PAY: Metric = Metric {
    name: "team_pay",
    symbol: "team_pay mean(a c x + g)",
    summary: "Bonus paid on the unit's output, shared equally.",
    unit: "output per agent",
    range: (0.0, 300.0),
    equation: "7, 11",
    measure: |seen| paid(&seen.block.units.levers[Lever::TeamPay], &seen.block.flows.counted_work),
};

fn paid(rate: &[f32; LANES], work: &WideRow) -> WideRow {
    let mut result = *work;
    for lane in 0..LANES {
        result[lane] *= f64::from(rate[lane]);
    }
    result
}
