//! The managers between the top and the leaders of units.

use crate::model::parameter::Parameter;

/// Most tiers of managers between the top and the leaders of units.
pub const MOST_TIERS: usize = 4;

/// Managers between the top and the leaders of units, and what a site's levels are like.
///
/// Level 0 is the top, 1 to J are the tiers of managers, J + 1 the leaders of units.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Number of managers at each tier, from the top down; empty where leaders report to the top.
    pub managers: Vec<u32>,
    /// What is known of the levels: for each of [`SiteDatum::ALL`] a value for each level that has it.
    pub site: [Vec<f64>; SiteDatum::ALL.len()],
}

/// What a site's levels differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteDatum {
    /// Share of working time that administration takes.
    Administration,
    /// Pressure to add checks.
    Pressure,
    /// Trust in the superior at the start, `U`.
    TrustInSuperior,
    /// Trust in those below at the start, `P`: of the top and of managers.
    TrustInSubordinates,
}

impl SiteDatum {
    /// Every datum, in the order in which they are kept.
    pub const ALL: [Self; 4] =
        [Self::Administration, Self::Pressure, Self::TrustInSuperior, Self::TrustInSubordinates];

    /// What it is, its range, and the value of every level where a file is silent.
    pub fn definition(self) -> &'static Parameter {
        &DEFINITIONS[self as usize]
    }

    /// Its name in a scenario file.
    pub fn name(self) -> &'static str {
        self.definition().key.trim_start_matches("site.")
    }

    /// Whether it may change in a run.
    pub fn may_change(self) -> bool {
        matches!(self, Self::Administration | Self::Pressure)
    }

    /// The first level that has it.
    pub fn first_level(self) -> usize {
        usize::from(self != Self::TrustInSubordinates)
    }
}

/// The definitions of what a site's levels differ in.
static DEFINITIONS: [Parameter; 4] = [
    Parameter::new("site.administration", 0.3, 0.0, 1.0)
        .summary("Share of the working time of managers at each tier, and of leaders last, that administration takes.")
        .unit("share of working time")
        .source("21", "SOU 2018:38 §7.4"),
    Parameter::new("site.pressure", 0.0, 0.0, 1.0)
        .summary("Pressure on managers at each tier, and on leaders last, to add checks of their own.")
        .source("20, 22", "SOU 2018:38 ch. 12"),
    Parameter::new("site.trust_in_superior", 0.5, 0.0, 1.0)
        .summary("Trust of managers at each tier, and of leaders last, in their superior at the start.")
        .source("22", "model assumption"),
    Parameter::new("site.trust_in_subordinates", 0.6, 0.0, 1.0)
        .summary("Trust of the top first, and of managers at each tier, in those below at the start.")
        .source("22", "model assumption"),
];

impl Chain {
    /// A chain of some tiers whose levels are as usual.
    pub fn new(managers: Vec<u32>) -> Self {
        let levels = managers.len() + 1;
        let usual = |datum: SiteDatum| vec![datum.definition().default; levels];
        Self { managers, site: SiteDatum::ALL.map(usual) }
    }

    /// The value of a datum at a level; that of the level next to it where this one has none.
    pub fn datum(&self, datum: SiteDatum, level: usize) -> f64 {
        let values = &self.site[datum as usize];
        values[level.saturating_sub(datum.first_level()).min(values.len() - 1)]
    }

    /// Number of levels from the top to the leaders of units.
    pub fn levels(&self) -> usize {
        self.managers.len() + 2
    }

    /// The manager of a unit (of so many) at a level, all counted from 0: blocks as equal as can be, of units
    /// under the lowest tier and of managers under each higher one.
    pub fn manager(&self, level: usize, unit: u32, n_units: u32) -> u32 {
        let (mut number, mut of) = (unit, n_units);
        for tier in self.managers[level.saturating_sub(1).min(self.managers.len())..].iter().rev() {
            number = (u64::from(number) * u64::from(*tier) / u64::from(of)) as u32;
            of = *tier;
        }
        if level == 0 { 0 } else { number }
    }

    /// How many managers, or units under the lowest tier, report to a manager at a level below the leaders'.
    pub fn reports(&self, level: usize, manager: u32, n_units: u32) -> u32 {
        let own = if level == 0 { 1 } else { self.managers[level - 1] };
        let below = u64::from(self.managers.get(level).copied().unwrap_or(n_units));
        let first = |number: u64| (number * below).div_ceil(u64::from(own));
        (first(u64::from(manager) + 1) - first(manager.into())) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn managers_have_blocks_as_equal_as_can_be_inside_each_other() {
        let chain = Chain::new(vec![3, 8]);
        for n_units in [8, 17, 40] {
            for level in [1, 2] {
                let of = |unit| chain.manager(level, unit, n_units);
                let found: Vec<u32> = (0..n_units).map(of).collect();
                assert!(found.is_sorted() && found[0] == 0);
                assert_eq!(found[n_units as usize - 1] + 1, chain.managers[level - 1]);
            }
            for manager in 0..8 {
                let units = (0..n_units).filter(|u| chain.manager(2, *u, n_units) == manager);
                assert_eq!(units.count() as u32, chain.reports(2, manager, n_units));
            }
            let seniors: u32 = (0..3).map(|manager| chain.reports(1, manager, n_units)).sum();
            assert_eq!((seniors, chain.reports(0, 0, n_units)), (8, 3));
            // Who shares a manager shares the manager above.
            let pair = |unit| (chain.manager(2, unit, n_units), chain.manager(1, unit, n_units));
            for unit in 1..n_units {
                let (one, other) = (pair(unit - 1), pair(unit));
                assert!(one.0 != other.0 || one.1 == other.1);
            }
            assert_eq!((chain.manager(0, 7, n_units), chain.manager(3, 7, n_units)), (0, 7));
        }
    }

    #[test]
    fn a_level_without_a_datum_has_that_of_the_next_one() {
        let mut chain = Chain::new(vec![2]);
        chain.site[SiteDatum::Administration as usize] = vec![0.1, 0.2];
        chain.site[SiteDatum::TrustInSubordinates as usize] = vec![0.7, 0.8];
        let of = |datum, level| chain.datum(datum, level);
        assert_eq!(of(SiteDatum::Administration, 2), 0.2);
        assert_eq!(of(SiteDatum::Administration, 1), 0.1);
        assert_eq!(of(SiteDatum::TrustInSubordinates, 0), 0.7);
        assert_eq!(of(SiteDatum::TrustInSubordinates, 2), 0.8);
    }
}
