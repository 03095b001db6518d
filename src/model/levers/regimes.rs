//! The named regimes: points in the space of levers.

use super::{Lever, LeverValues};

/// A named point in the space of levers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regime {
    /// Name in a scenario file.
    pub name: &'static str,
    /// What the regime stands for.
    pub summary: &'static str,
    /// Where its idea comes from.
    pub source: &'static str,
    /// The levers that differ from laissez-faire.
    pub changes: &'static [(Lever, f64)],
}

impl Regime {
    /// The value of every lever under this regime.
    pub fn levers(&self) -> LeverValues {
        let mut values = Lever::ALL.map(|lever| lever.definition().default);
        for (lever, value) in self.changes {
            values[*lever as usize] = *value;
        }
        values
    }
}

/// All named regimes. A new one is one more entry; `tillit list`, the schema and the tests follow.
pub static REGIMES: [Regime; 4] = [
    Regime {
        name: "laissez-faire",
        summary: "No bonus, no checks, no shared mission: staff are left alone with some support.",
        source: "the point of comparison",
        changes: &[],
    },
    Regime {
        name: "incentive",
        summary: "A bonus on measured work whose targets follow results.",
        source: "the incentive school (SOU 2018:38 §2.6)",
        changes: &[(Lever::Pay, 0.4), (Lever::Ratchet, 0.2)],
    },
    Regime {
        name: "control",
        summary: "Measured effort is checked half of the time, and effort below the standard is sanctioned.",
        source: "hierarchy and audit (SOU 2018:38 §2.8, ch. 16)",
        changes: &[(Lever::Monitoring, 0.5)],
    },
    Regime {
        name: "trust",
        summary: "Few checks, agreed with staff; support close to the work; a mission of the unit's own.",
        source: "the organisation school (SOU 2018:38 §2.6, §2.8, §3.3)",
        changes: &[
            (Lever::Monitoring, 0.05),
            (Lever::Dialogue, 0.8),
            (Lever::Support, 0.8),
            (Lever::Vision, 0.7),
        ],
    },
];

/// The regime with this name.
pub fn find_regime(name: &str) -> Option<&'static Regime> {
    REGIMES.iter().find(|regime| regime.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_regime_is_inside_the_levers_ranges() {
        for regime in &REGIMES {
            for (lever, value) in Lever::ALL.iter().zip(regime.levers()) {
                assert!(lever.definition().range.contains(value), "{} {value}", regime.name);
            }
            assert!(std::ptr::eq(find_regime(regime.name).unwrap(), regime));
        }
        assert!(find_regime("trus").is_none());
    }
}
