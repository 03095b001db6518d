//! Hours and money at the prices of the scenario.

use super::{Metric, Observed, money, output, state};
use crate::ground::lanes::{LANES, WideRow};
use crate::model::mechanisms::prices::Quantities;

/// Hours of staff for steering.
pub static STEERING_HOURS: Metric = Metric {
    name: "steering_hours",
    symbol: "h_w (1 − τ)",
    summary: "Hours that staff spend on checks, dialogue, work on a vision and support.",
    unit: "hours per agent and month",
    range: (0.0, 744.0),
    equation: "19",
    measure: |seen| {
        let share = (money::STEERING_TIME.measure)(seen);
        share.map(|share| seen.rules.prices.steering_hours(share))
    },
};

/// Hours of inspectors.
pub static CHECKING_HOURS: Metric = Metric {
    name: "checking_hours",
    symbol: "h_i m",
    summary: "Hours that inspectors spend on checks.",
    unit: "hours per agent and month",
    range: (0.0, 744.0),
    equation: "19",
    measure: |seen| {
        let monitoring = (state::MONITORING.measure)(seen);
        monitoring.map(|monitoring| seen.rules.prices.checking_hours(monitoring))
    },
};

/// Money for steering and turnover.
pub static SPENDING: Metric = Metric {
    name: "spending",
    symbol: "E",
    summary: "Money spent beside wages: bonuses as far as they come on top, inspectors, and replacing those who leave.",
    unit: "money per agent and month",
    range: (0.0, f64::INFINITY),
    equation: "19",
    measure: |seen| bought(seen).map(|bought| seen.rules.prices.spending(bought)),
};

/// Worth of output less all costs.
pub static NET_VALUE: Metric = Metric {
    name: "net_value",
    symbol: "p_Y Y − p_f (p_w + E)",
    summary: "What true output is worth to clients, less wages and spending at what public money costs. What staff gain or lose is not in it: net welfare tells of them.",
    unit: "money per agent and month",
    range: (f64::NEG_INFINITY, f64::INFINITY),
    equation: "19",
    measure: |seen| bought(seen).map(|bought| seen.rules.prices.net_value(bought)),
};

/// The metrics that prices have an effect on.
pub static PRICED: [&Metric; 4] = [&STEERING_HOURS, &CHECKING_HOURS, &SPENDING, &NET_VALUE];

/// What is bought and made in each lane.
fn bought(seen: &Observed) -> [Quantities; LANES] {
    let row = |metric: &Metric| -> WideRow { (metric.measure)(seen) };
    let (pay, team_pay) = (row(&money::PAY), row(&money::TEAM_PAY));
    let (monitoring, turnover) = (row(&state::MONITORING), row(&state::TURNOVER));
    let output = row(&output::TRUE_OUTPUT);
    std::array::from_fn(|lane| Quantities {
        bonuses: pay[lane] + team_pay[lane],
        monitoring: monitoring[lane],
        turnover: turnover[lane],
        output: output[lane],
    })
}
