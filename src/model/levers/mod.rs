//! The levers of steering, and the regimes as named points among them.
//!
//! Responsible for: what a lever is, its allowed values, and the named regimes as data.
//! Must not know: how a lever acts; that is the mechanisms' business. There is no code path for a
//! regime anywhere: a regime only fills levers.

mod regimes;

pub use regimes::{REGIMES, Regime, find_regime};

use crate::model::parameter::Parameter;

/// Number of levers.
pub const N_LEVERS: usize = Lever::ALL.len();

/// One value per lever, in the order of [`Lever::ALL`].
pub type LeverValues = [f64; N_LEVERS];

/// A lever: what a principal can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lever {
    /// Bonus per unit of own measured work.
    Pay,
    /// Bonus on the unit's output, shared equally.
    TeamPay,
    /// How much of this period's result moves the next target.
    Ratchet,
    /// Probability that measured effort is checked.
    Monitoring,
    /// Cost to an agent found below standard.
    Sanction,
    /// Required measured effort.
    Standard,
    /// Staff take part in designing targets and checks.
    Dialogue,
    /// Professional support close to the work.
    Support,
    /// The leader's work on a shared mission.
    Vision,
    /// Share of the budget won by relative measured output.
    Competition,
    /// Room to decide for oneself.
    Discretion,
}

impl Lever {
    /// Every lever, in the order in which values are stored.
    pub const ALL: [Lever; 11] = [
        Lever::Pay,
        Lever::TeamPay,
        Lever::Ratchet,
        Lever::Monitoring,
        Lever::Sanction,
        Lever::Standard,
        Lever::Dialogue,
        Lever::Support,
        Lever::Vision,
        Lever::Competition,
        Lever::Discretion,
    ];

    /// The lever's definition; its default is the value under laissez-faire.
    pub fn definition(self) -> &'static Parameter {
        &DEFINITIONS[self as usize]
    }

    /// The lever's name in a scenario file, e.g. `team_pay`.
    pub fn name(self) -> &'static str {
        self.definition().key.trim_start_matches("levers.")
    }

    /// The lever with this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lever| lever.name() == name)
    }

    /// Whether the lever holds for the whole sector and cannot differ between units.
    pub fn is_sector_wide(self) -> bool {
        self == Lever::Competition
    }
}

/// The definitions of all levers, in the order of [`Lever::ALL`].
pub static DEFINITIONS: [Parameter; N_LEVERS] = [
    Parameter::new("levers.pay", 0.0, 0.0, 5.0)
        .symbol("b")
        .summary("Bonus per unit of own measured work; what is paid is pay times the mean of ability × capacity × measured effort + gaming.")
        .unit("output per unit of measured work")
        .neutral(0.0)
        .source("6, 7, 8", "Holmström & Milgrom 1991; SOU 2018:38 §2.6"),
    Parameter::new("levers.team_pay", 0.0, 0.0, 100.0)
        .summary("Bonus on the unit's output, shared equally among its staff: the marginal return to one's own effort is team_pay / n.")
        .unit("output per unit of measured work")
        .neutral(0.0)
        .source("7, 8", "Holmström 1982"),
    Parameter::new("levers.ratchet", 0.0, 0.0, 1.0)
        .symbol("ϱ")
        .summary("How much of this period's result moves the next target. The target is a lump sum to the agent and is not simulated; equation 6 is its effect.")
        .unit("share of the result")
        .neutral(0.0)
        .source("2, 6, 14", "Weitzman 1980"),
    Parameter::new("levers.monitoring", 0.0, 0.0, 1.0)
        .symbol("m")
        .summary("Probability that measured effort is checked in a period.")
        .unit("probability per period")
        .neutral(0.0)
        .source("2, 3, 7, 8, 9, 14, 15", "SOU 2018:38 §2.8 (control), §5.2.3"),
    Parameter::new("levers.sanction", 1.0, 0.0, 10.0)
        .symbol("s")
        .summary("Cost to an agent per unit of effort by which a check finds it below the standard.")
        .unit("output per unit of missing effort")
        .neutral(0.0)
        .source("2, 7", "principal–agent theory (SOU 2018:38 §2.6)"),
    Parameter::new("levers.standard", 0.6, 0.0, 1.0)
        .symbol("x̄")
        .summary("Measured effort that is required of everyone, before inflated reports of difficulty slacken it.")
        .unit("effort")
        .source("7, 15", "principal–agent theory (SOU 2018:38 §2.6)"),
    Parameter::new("levers.dialogue", 0.0, 0.0, 1.0)
        .symbol("δ")
        .summary("How far staff take part in designing targets and checks.")
        .unit("share of decisions")
        .neutral(0.0)
        .source("2, 3, 9, 14", "SOU 2018:38 §17.2.2"),
    Parameter::new("levers.support", 0.3, 0.0, 1.0)
        .symbol("σ")
        .summary("Professional support close to the work; it eases difficult tasks and shows benevolence.")
        .unit("share of need met")
        .neutral(0.0)
        .source("9, 14", "SOU 2018:38 §3.3"),
    Parameter::new("levers.vision", 0.0, 0.0, 1.0)
        .symbol("ν")
        .summary("The leader's work on a shared mission.")
        .unit("share of the most that is possible")
        .neutral(0.0)
        .source("9, 13", "SOU 2018:38 §2.8"),
    Parameter::new("levers.competition", 0.0, 0.0, 1.0)
        .symbol("χ")
        .summary("Share of the budget won by relative measured output; one value for the whole sector.")
        .unit("share of the budget")
        .neutral(0.0)
        .source("12", "SOU 2018:38 §2.7 (race to the bottom)"),
    Parameter::new("levers.discretion", 0.0, 0.0, 1.0)
        .symbol("ϑ")
        .summary("Room for action: how much of the work units decide on themselves. Leaders welcome it, managers between them and the top give it up.")
        .unit("share of decisions")
        .neutral(0.0)
        .needs(&["tiers"])
        .source("20, 22", "SOU 2018:38 §7.4"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_stand_in_the_order_of_the_levers() {
        let names: Vec<_> = Lever::ALL.iter().map(|lever| lever.name()).collect();
        assert_eq!(
            names,
            [
                "pay",
                "team_pay",
                "ratchet",
                "monitoring",
                "sanction",
                "standard",
                "dialogue",
                "support",
                "vision",
                "competition",
                "discretion"
            ]
        );
        for lever in Lever::ALL {
            assert_eq!(Lever::find(lever.name()), Some(lever));
        }
    }
}
