//! Prices: what steering costs, and what work is worth, in hours and money.
//!
//! Prices move nobody: they count afterwards. None is 0 without saying so; whoever knows the prices of an
//! organisation writes them into its scenario.

use super::{Mechanism, Rule};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str =
    "model assumption in Swedish kronor, rounded: to be replaced by the prices of the organisation";

/// Worth of output.
pub static OUTPUT: Parameter = PARAMETERS[0];
/// Share of bonuses that is paid beside wages.
pub static BONUS_ON_TOP: Parameter = PARAMETERS[1];
/// Labour cost.
pub static WAGE: Parameter = PARAMETERS[2];
/// Working hours.
pub static HOURS: Parameter = PARAMETERS[3];
/// Marginal cost of public funds.
pub static PUBLIC_FUNDS: Parameter = PARAMETERS[4];
/// Hours of those who check.
pub static CHECKING_HOURS: Parameter = PARAMETERS[5];
/// Cost of replacing somebody.
pub static REPLACEMENT: Parameter = PARAMETERS[6];

const PARAMETERS: [Parameter; 7] = [
    Parameter::new("prices.output", 100_000.0, 0.0, 1e9)
        .symbol("p_Y")
        .summary("What one unit of true output is worth to clients: the work of one agent in a month who gives all, where all co-operate. Bonuses are paid at the same price.")
        .unit("money per unit of output")
        .plausible(60_000.0, 200_000.0, "national accounts value public services at their cost: an output of a half for the cost of an agent's month gives the default; clients may value it at twice as much")
        .source("19", SOURCE),
    Parameter::new("prices.bonus_on_top", 1.0, 0.0, 1.0)
        .symbol("s_b")
        .summary("Share of bonuses that is paid on top of wages; the rest is taken from them.")
        .unit("share of bonuses")
        .neutral(0.0)
        .plausible(0.0, 1.0, "from wages that are cut by as much to bonuses that nothing is cut for")
        .source("19", "model assumption"),
    Parameter::new("prices.wage", 52_000.0, 0.0, 1e9)
        .symbol("p_w")
        .summary("What an agent costs in a month, with employer's contributions.")
        .unit("money per agent and month")
        .plausible(40_000.0, 80_000.0, "from assistants to specialists; no statistics of wages were used")
        .source("19", SOURCE),
    Parameter::new("prices.hours", 160.0, 1.0, 744.0)
        .symbol("h_w")
        .summary("Working hours of an agent in a month.")
        .unit("hours per agent and month")
        .plausible(130.0, 173.0, "from hours worked, less absence, to all hours of a full-time post of 40 a week")
        .source("19", SOURCE),
    Parameter::new("prices.public_funds", 1.3, 1.0, 10.0)
        .symbol("p_f")
        .summary("What it costs society to raise one unit of public money.")
        .unit("money per unit of money")
        .neutral(1.0)
        .plausible(1.0, 1.5, "from no cost of taxes to half as much again; 1.3 is used in appraisals of Swedish public investment")
        .source("19", SOURCE),
    Parameter::new("prices.checking_hours", 8.0, 0.0, 744.0)
        .symbol("h_i")
        .summary("Hours of inspectors for each agent and month under full checks, beside the time of staff.")
        .unit("hours per agent and month")
        .neutral(0.0)
        .plausible(2.0, 20.0, "from half an hour to five hours a week; no source gives a value")
        .source("19", "model assumption"),
    Parameter::new("prices.replacement", 3.0, 0.0, 100.0)
        .symbol("p_x")
        .summary("What it costs to replace an agent who leaves, in monthly labour costs: recruiting and learning the work.")
        .unit("months of labour cost")
        .neutral(0.0)
        .plausible(1.0, 9.0, "from simple work to specialists; about a fifth of a year's pay in most case studies (Boushey & Glynn 2012)")
        .source("19", SOURCE),
];

/// The prices.
#[derive(Debug, Clone, Copy)]
pub struct Prices {
    output: f64,
    bonus_on_top: f64,
    wage: f64,
    hours: f64,
    public_funds: f64,
    checking_hours: f64,
    replacement: f64,
}

/// What is bought and made in a period, for each agent.
#[derive(Debug, Clone, Copy)]
pub struct Quantities {
    /// Bonuses of all kinds, in units of output.
    pub bonuses: f64,
    /// Monitoring, in `[0,1]`.
    pub monitoring: f64,
    /// Share of staff who left.
    pub turnover: f64,
    /// True output.
    pub output: f64,
}

impl Rule for Prices {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "prices",
        summary: "Hours and money: what steering costs beside wages, and what output is worth less all costs.",
        equation: "(19) hours of staff h_w (1 − τ), of inspectors h_i m; spending E = s_b p_Y (bonuses) + h_i m p_w / h_w + p_x p_w (share who left); net value p_Y Y − p_f (p_w + E)",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            output: spec.value(&OUTPUT),
            bonus_on_top: spec.value(&BONUS_ON_TOP),
            wage: spec.value(&WAGE),
            hours: spec.value(&HOURS),
            public_funds: spec.value(&PUBLIC_FUNDS),
            checking_hours: spec.value(&CHECKING_HOURS),
            replacement: spec.value(&REPLACEMENT),
        }
    }
}

impl Prices {
    /// Hours that staff spend on steering, of each agent and month, from the share of working time.
    pub fn steering_hours(&self, share: f64) -> f64 {
        self.hours * share
    }

    /// Hours of inspectors, for each agent and month.
    pub fn checking_hours(&self, monitoring: f64) -> f64 {
        self.checking_hours * monitoring
    }

    /// Money spent on steering and turnover beside wages, for each agent and month.
    pub fn spending(&self, bought: Quantities) -> f64 {
        let inspectors = self.checking_hours(bought.monitoring) * self.wage / self.hours;
        let replacing = self.replacement * self.wage * bought.turnover;
        self.bonus_on_top * self.output * bought.bonuses + inspectors + replacing
    }

    /// What output is worth to clients less what it costs taxpayers, for each agent and month.
    pub fn net_value(&self, bought: Quantities) -> f64 {
        self.output * bought.output - self.public_funds * (self.wage + self.spending(bought))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_counted_as_by_hand() {
        let prices = Prices {
            output: 100.0,
            bonus_on_top: 0.5,
            wage: 50.0,
            hours: 10.0,
            public_funds: 1.2,
            checking_hours: 2.0,
            replacement: 3.0,
        };
        let bought = Quantities { bonuses: 0.2, monitoring: 0.5, turnover: 0.02, output: 0.8 };
        // Half of bonuses of 20, one hour of an inspector at 5, a fiftieth of 150.
        assert!((prices.spending(bought) - 18.0).abs() < 1e-12);
        assert!((prices.net_value(bought) - (80.0 - 1.2 * 68.0)).abs() < 1e-12);
        assert!((prices.steering_hours(0.25) - 2.5).abs() < 1e-12);
    }
}
