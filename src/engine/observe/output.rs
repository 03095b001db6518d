//! Output: true, measured, the gap between them, and net welfare.

use super::{Metric, Observed};
use crate::ground::lanes::{LANES, WideRow};

/// True output, `Y`.
pub static TRUE_OUTPUT: Metric = Metric {
    name: "true_output",
    symbol: "Y",
    summary: "What clients receive: the value of both kinds of effort, which depends on co-operation.",
    unit: "output per agent",
    range: (0.0, 1.5),
    equation: "10",
    measure: |seen| seen.block.flows.true_output,
};

/// Measured output, `Ŷ`.
pub static MEASURED_OUTPUT: Metric = Metric {
    name: "measured_output",
    symbol: "Ŷ",
    summary: "What the principal measures: measured work, gaming and leniency.",
    unit: "output per agent",
    range: (0.0, 3.5),
    equation: "11",
    measure: |seen| seen.block.flows.measured_output,
};

/// The Goodhart gap, `Ŷ − Y`.
pub static GOODHART_GAP: Metric = Metric {
    name: "goodhart_gap",
    symbol: "Ŷ − Y",
    summary: "Measured minus true output: by how much the measure overstates.",
    unit: "output per agent",
    range: (-1.5, 3.5),
    equation: "10, 11",
    measure: |seen| {
        let flows = &seen.block.flows;
        difference(&flows.measured_output, &flows.true_output)
    },
};

/// Net welfare, `W = g_w Y − c_w times the effort cost`.
pub static WELFARE: Metric = Metric {
    name: "welfare",
    symbol: "W",
    summary: "True output at what a full gift brings others, minus effort at what it costs oneself: the two numbers that move people. Pay is a transfer, and the working time for steering is already in true output.",
    unit: "output per agent",
    range: (-20.0, 15.0),
    equation: "7, 10",
    measure: |seen: &Observed| {
        let payoffs = &seen.rules.payoffs;
        let (worth, loss) = (f64::from(payoffs.gain_of_others), f64::from(payoffs.own_loss));
        let (output, cost) = (&seen.block.flows.true_output, seen.effort_cost());
        difference(&output.map(|y| worth * y), &cost.map(|c| loss * c))
    },
};

fn difference(left: &WideRow, right: &WideRow) -> WideRow {
    let mut result = *left;
    for lane in 0..LANES {
        result[lane] -= right[lane];
    }
    result
}
