//! States of staff, leader and sector.

use super::{Metric, widened};
use crate::ground::lanes::LANES;
use crate::model::levers::Lever;

/// Belief about colleagues, `B`.
pub static BELIEF: Metric = Metric {
    name: "belief",
    symbol: "B",
    summary: "Mean belief about colleagues' co-operation: trust among staff.",
    unit: "effort",
    range: (0.0, 1.0),
    equation: "14",
    measure: |seen| seen.mean(&seen.block.agents.belief),
};

/// Trust in the leader, `T`.
pub static TRUST: Metric = Metric {
    name: "trust",
    symbol: "T",
    summary: "Mean trust of staff in their leader.",
    unit: "trust",
    range: (0.0, 1.0),
    equation: "14",
    measure: |seen| seen.mean(&seen.block.agents.trust),
};

/// The leader's trust in staff, `P`.
pub static LEADER_TRUST: Metric = Metric {
    name: "leader_trust",
    symbol: "P",
    summary: "The leader's trust in staff.",
    unit: "trust",
    range: (0.0, 1.0),
    equation: "15",
    measure: |seen| widened(&seen.block.units.leader_trust),
};

/// Motivation, `mu`.
pub static MOTIVATION: Metric = Metric {
    name: "motivation",
    symbol: "mu",
    summary: "Mean own motivation of staff.",
    unit: "effort",
    range: (0.0, 1.0),
    equation: "14",
    measure: |seen| seen.mean(&seen.block.agents.motivation),
};

/// Felt vision, `V`.
pub static FELT_VISION: Metric = Metric {
    name: "felt_vision",
    symbol: "V",
    summary: "How strongly staff feel the leader's vision.",
    unit: "share of the most that is possible",
    range: (0.0, 1.0),
    equation: "13",
    measure: |seen| seen.mean(&seen.block.agents.felt_vision),
};

/// Credibility of the vision, `K`.
pub static CREDIBILITY: Metric = Metric {
    name: "credibility",
    symbol: "K",
    summary: "Credibility of the leader's vision.",
    unit: "credibility",
    range: (0.0, 1.0),
    equation: "13",
    measure: |seen| widened(&seen.block.units.credibility),
};

/// Perceived control, `C`.
pub static PERCEIVED_CONTROL: Metric = Metric {
    name: "perceived_control",
    symbol: "C",
    summary: "How controlled staff feel, on average.",
    unit: "control",
    range: (0.0, 1.0),
    equation: "14",
    measure: |seen| widened(&seen.block.flows.perceived_control),
};

/// Monitoring, `m`.
pub static MONITORING: Metric = Metric {
    name: "monitoring",
    symbol: "m",
    summary: "Probability that measured effort is checked.",
    unit: "probability per period",
    range: (0.0, 1.0),
    equation: "15",
    measure: |seen| widened(&seen.block.units.levers[Lever::Monitoring]),
};

/// Leniency, `L`.
pub static LENIENCY: Metric = Metric {
    name: "leniency",
    symbol: "L",
    summary: "How far the unit has lowered its standards to raise measured output.",
    unit: "output per agent",
    range: (0.0, 1.0),
    equation: "12",
    measure: |seen| widened(&seen.block.units.leniency),
};

/// Reputation, `R`.
pub static REPUTATION: Metric = Metric {
    name: "reputation",
    symbol: "R",
    summary: "The sector's common reputation.",
    unit: "share of full reputation",
    range: (0.0, 1.0),
    equation: "12",
    measure: |seen| seen.block.sector.reputation,
};

/// Funding, `f`.
pub static FUNDING: Metric = Metric {
    name: "funding",
    symbol: "f",
    summary: "Funds for the next period; 1 is a full share of the budget.",
    unit: "shares of the budget",
    range: (0.0, f64::INFINITY),
    equation: "12",
    measure: |seen| widened(&seen.block.units.funding),
};

/// Turnover.
pub static TURNOVER: Metric = Metric {
    name: "turnover",
    symbol: "",
    summary: "Share of staff who left in the period.",
    unit: "share of staff per period",
    range: (0.0, 1.0),
    equation: "staff",
    measure: |seen| {
        let mut share = [0.0; LANES];
        for lane in 0..LANES {
            let leavers = seen.block.flows.leavers[lane];
            share[lane] = f64::from(leavers) / f64::from(seen.block.staff[lane]);
        }
        share
    },
};
