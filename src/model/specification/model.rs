//! The specification that an engine runs.

use std::collections::BTreeMap;

use super::{Chain, Event};
use crate::model::levers::{Lever, LeverValues};
use crate::model::parameter::Parameter;
use crate::model::structure::{PERIODS, REPLICATES, STAFF, UNITS, WINDOW};

/// How the types of staff are spread over units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Composition {
    /// Every unit has the same shares of types (largest remainders).
    Quota,
    /// Types are drawn per agent, so that units also differ by chance in hiring.
    Random,
}

/// How vision labels are spread over leaders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisionLabels {
    /// Each leader draws one of 20 places on a circle.
    Local,
    /// All leaders share one place.
    Uniform,
    /// Each leader draws one as under `Local`, and contents are then exchanged between places: a test
    /// of whether contents matter.
    Permuted,
}

/// Who moves the levers over time, besides the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Nobody.
    Fixed,
    /// The leader tightens control when distrusting (equation 15).
    Adaptive,
    /// The leader tries changes of levers once a year and keeps those that help.
    Local,
}

impl Composition {
    /// Names in a scenario file, in the order of the variants, with their meaning.
    pub const NAMES: [(&'static str, &'static str); 2] = [
        ("quota", "every unit has the same shares of types (largest remainders)"),
        ("random", "types are drawn per agent, so that units differ by chance in hiring"),
    ];
    /// Every variant.
    pub const ALL: [Self; 2] = [Self::Quota, Self::Random];

    /// Name in a scenario file.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

impl VisionLabels {
    /// Names in a scenario file, in the order of the variants, with their meaning.
    pub const NAMES: [(&'static str, &'static str); 3] = [
        ("local", "each leader has a vision of their own, one of 20 points on a circle"),
        ("uniform", "one vision for all units"),
        ("permuted", "as local, with the contents of visions exchanged"),
    ];
    /// Every variant.
    pub const ALL: [Self; 3] = [Self::Local, Self::Uniform, Self::Permuted];

    /// Name in a scenario file.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

impl Policy {
    /// Names in a scenario file, in the order of the variants, with their meaning.
    pub const NAMES: [(&'static str, &'static str); 3] = [
        ("fixed", "levers stay where the regime and the schedule put them"),
        ("adaptive", "the leader tightens control when distrusting (equation 15)"),
        (
            "local",
            "the leader tries a change of one lever every 12 periods and keeps it if output rises",
        ),
    ];
    /// Every variant.
    pub const ALL: [Self; 3] = [Self::Fixed, Self::Adaptive, Self::Local];

    /// Name in a scenario file.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// Whether a parameter stands in the groups of units: levers and sizes, which have no value of their own.
pub fn is_of_groups(key: &str) -> bool {
    key.starts_with("levers.") || key == UNITS.key || key == STAFF.key
}

/// Units that share size and starting levers.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Name, shown in tables.
    pub name: String,
    /// Number of units, at least 1.
    pub units: u32,
    /// Agents per unit, at least 1.
    pub staff: u32,
    /// The levers in the first period.
    pub levers: LeverValues,
}

impl Group {
    /// The value of a parameter that stands in the groups.
    fn value(&self, parameter: &Parameter) -> f64 {
        match parameter.key {
            key if key == STAFF.key => f64::from(self.staff),
            key if key == UNITS.key => f64::from(self.units),
            key => {
                let lever = Lever::find(key.trim_start_matches("levers."));
                self.levers[lever.expect("a lever stands in the groups") as usize]
            }
        }
    }
}

/// What a specification is made of; see [`SpecBuilder::build`].
#[derive(Debug, Clone, PartialEq)]
pub struct SpecBuilder {
    /// Values that differ from the default, by parameter key.
    pub values: BTreeMap<&'static str, f64>,
    /// How types are spread over units.
    pub composition: Composition,
    /// How vision labels are spread over leaders.
    pub labels: VisionLabels,
    /// Who moves the levers.
    pub policy: Policy,
    /// The managers between the top and the leaders of units; none where levers reach units as they are set.
    pub chain: Option<Chain>,
    /// The groups of units, at least one.
    pub groups: Vec<Group>,
    /// Scheduled changes, in the order of the file.
    pub schedule: Vec<Event>,
    /// Seed of all random numbers.
    pub seed: u64,
}

/// The validated meaning of one treatment of a scenario; immutable.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelSpec(SpecBuilder);

impl SpecBuilder {
    /// Makes the specification; what no value is given for has its default.
    ///
    /// The values must lie in the ranges of their parameters: checking, with messages for people, is
    /// the business of the scenario module.
    ///
    /// # Panics
    /// When there is no group, or a value is given for what stands in the groups.
    pub fn build(self) -> ModelSpec {
        assert!(!self.groups.is_empty(), "a specification has at least one group of units");
        let misplaced = self.values.keys().find(|key| is_of_groups(key));
        assert_eq!(misplaced, None, "stands in the groups");
        ModelSpec(self)
    }
}

impl ModelSpec {
    /// A builder of the same specification: to make another one that differs in little.
    pub fn to_builder(&self) -> SpecBuilder {
        self.0.clone()
    }

    /// The value of a parameter.
    ///
    /// # Panics
    /// When the parameter stands in the groups ([`is_of_groups`]) and they differ in it.
    pub fn value(&self, parameter: &Parameter) -> f64 {
        self.common_value(parameter)
            .unwrap_or_else(|| panic!("{} differs between groups of units", parameter.key))
    }

    /// The value of a parameter; none when it stands in the groups and they differ in it. The number of
    /// units is that of the sector.
    pub fn common_value(&self, parameter: &Parameter) -> Option<f64> {
        if parameter.key == UNITS.key {
            return Some(f64::from(self.n_units()));
        }
        if !is_of_groups(parameter.key) {
            return Some(self.0.values.get(parameter.key).copied().unwrap_or(parameter.default));
        }
        let first = self.0.groups[0].value(parameter);
        self.0.groups.iter().all(|group| group.value(parameter) == first).then_some(first)
    }

    /// The value of a parameter, in the first group where it stands in the groups.
    pub fn first_value(&self, parameter: &Parameter) -> f64 {
        self.common_value(parameter).unwrap_or_else(|| self.0.groups[0].value(parameter))
    }

    /// Number of periods.
    pub fn periods(&self) -> u32 {
        self.value(&PERIODS) as u32
    }

    /// Number of replicates.
    pub fn replicates(&self) -> u32 {
        self.value(&REPLICATES) as u32
    }

    /// Number of last periods over which outcomes are means, at most all.
    pub fn window(&self) -> u32 {
        (self.value(&WINDOW) as u32).min(self.periods())
    }

    /// How types are spread over units.
    pub fn composition(&self) -> Composition {
        self.0.composition
    }

    /// How vision labels are spread over leaders.
    pub fn labels(&self) -> VisionLabels {
        self.0.labels
    }

    /// Who moves the levers.
    pub fn policy(&self) -> Policy {
        self.0.policy
    }

    /// The managers between the top and the leaders of units.
    pub fn chain(&self) -> Option<&Chain> {
        self.0.chain.as_ref()
    }

    /// Whether a scheduled change is made over the heads of some of those affected.
    pub fn breaks_words(&self) -> bool {
        self.0.schedule.iter().any(Event::breaks_words)
    }

    /// The groups of units.
    pub fn groups(&self) -> &[Group] {
        &self.0.groups
    }

    /// Scheduled changes in the order of the file.
    pub fn schedule(&self) -> &[Event] {
        &self.0.schedule
    }

    /// Seed of all random numbers.
    pub fn seed(&self) -> u64 {
        self.0.seed
    }

    /// Number of units in the sector.
    pub fn n_units(&self) -> u32 {
        self.0.groups.iter().map(|group| group.units).sum()
    }

    /// Number of agents in the sector.
    pub fn n_agents(&self) -> u64 {
        self.0.groups.iter().map(|group| u64::from(group.units) * u64::from(group.staff)).sum()
    }

    /// The group of a unit (counted from 0): its index and its data.
    ///
    /// # Panics
    /// When there is no such unit.
    pub fn group_of(&self, unit: u32) -> (u32, &Group) {
        let mut first = 0;
        for (index, group) in self.0.groups.iter().enumerate() {
            if unit - first < group.units {
                return (index as u32, group);
            }
            first += group.units;
        }
        panic!("there is no unit {unit}");
    }

    /// Whether units ever touch each other: through managers whom they share, or through the sector's budget
    /// and reputation. If not, leniency stays 0, reputation 1, and each unit can be run by itself.
    pub fn is_coupled(&self) -> bool {
        if self.chain().is_some_and(|chain| !chain.managers.is_empty()) {
            return true;
        }
        let competes = |lever: Lever, value: f64| lever == Lever::Competition && value > 0.0;
        let from_start = self.0.groups.iter().any(|g| g.levers[Lever::Competition as usize] > 0.0);
        let scheduled = self.0.schedule.iter().any(|event| match event.change {
            super::Change::Lever { lever, to, .. } => competes(lever, to),
            _ => false,
        });
        from_start || scheduled
    }
}

/// A small sector with everything switched on, for the unit tests of other modules.
#[cfg(test)]
pub fn default_spec_for_tests() -> ModelSpec {
    let mut levers = crate::model::levers::find_regime("trust").expect("a regime").levers();
    levers[Lever::Pay as usize] = 0.2;
    let values = [
        ("run.periods", 15.0),
        ("run.replicates", 9.0),
        ("staff_turnover.exit", 0.02),
        ("leader_turnover.hazard", 0.05),
    ];
    let builder = SpecBuilder {
        values: values.into(),
        composition: Composition::Random,
        labels: VisionLabels::Local,
        policy: Policy::Adaptive,
        chain: None,
        groups: vec![Group { name: "all".to_owned(), units: 7, staff: 9, levers }],
        schedule: vec![],
        seed: 11,
    };
    builder.build()
}
