//! Efforts and what they cost.

use super::{Metric, Observed};
use crate::ground::lanes::{LANES, WideRow};

/// Effort on measured work, `x`.
pub static MEASURED_EFFORT: Metric = Metric {
    name: "measured_effort",
    symbol: "x",
    summary: "Mean effort on measured work.",
    unit: "effort",
    range: (0.0, 1.0),
    equation: "7",
    measure: |seen| seen.mean(&seen.block.agents.measured_effort),
};

/// Effort on unmeasured co-operative work, `q`.
pub static COOPERATION: Metric = Metric {
    name: "cooperation",
    symbol: "q",
    summary: "Mean effort on unmeasured co-operative work.",
    unit: "effort",
    range: (0.0, 1.0),
    equation: "7",
    measure: |seen| seen.block.flows.cooperation,
};

/// Whether the unit is co-operative, `q̄ ≥ 0.5`.
pub static COOPERATIVE: Metric = Metric {
    name: "cooperative",
    symbol: "q̄ ≥ 0.5",
    summary: "Whether the unit is co-operative (1) or in the social trap (0); its mean is the share of co-operative units.",
    unit: "share of units",
    range: (0.0, 1.0),
    equation: "7",
    measure: |seen| seen.block.flows.cooperation.map(|q| if q >= 0.5 { 1.0 } else { 0.0 }),
};

/// Gaming, `g`.
pub static GAMING: Metric = Metric {
    name: "gaming",
    symbol: "g",
    summary: "Mean gaming of the measure.",
    unit: "output per agent",
    range: (0.0, 1.0),
    equation: "8",
    measure: |seen| seen.mean(&seen.block.agents.gaming),
};

/// Effort cost, the bracket of equation 7.
pub static EFFORT_COST: Metric = Metric {
    name: "effort_cost",
    symbol: "",
    summary: "Cost of effort to staff, in units of output.",
    unit: "output per agent",
    range: (0.0, 2.0),
    equation: "7",
    measure: |seen| *seen.effort_cost(),
};

impl Observed<'_> {
    /// What effort costs each unit's staff on average, computed once.
    pub(super) fn effort_cost(&self) -> &WideRow {
        self.effort_cost.get_or_init(|| {
            let agents = &self.block.agents;
            let (measured, cooperation) = (&agents.measured_effort, &agents.cooperation);
            self.mean_of(
                #[inline(always)]
                |agent| {
                    let mut cost = [0.0; LANES];
                    for lane in 0..LANES {
                        let (x, q) = (measured[agent][lane], cooperation[agent][lane]);
                        cost[lane] = self.rules.effort.cost(x, q);
                    }
                    cost
                },
            )
        })
    }
}
