//! What is run.

use tillit::model::levers::{Lever, LeverValues, find_regime};
use tillit::model::specification::{
    Composition, Group, ModelSpec, Policy, SpecBuilder, VisionLabels,
};

/// Levers of a trusting sector that also pays and ratchets, so that no mechanism rests.
fn levers(competition: f64) -> LeverValues {
    let mut levers = find_regime("trust").expect("a regime").levers();
    levers[Lever::Pay as usize] = 0.2;
    levers[Lever::Ratchet as usize] = 0.2;
    levers[Lever::Competition as usize] = competition;
    levers
}

/// Groups of `units` units with `staff` agents, all mechanisms on; `competition` couples the units.
pub fn sector(groups: &[(u32, u32)], periods: u32, competition: f64) -> ModelSpec {
    let group = |(index, (units, staff)): (usize, &(u32, u32))| Group {
        name: format!("group {index}"),
        units: *units,
        staff: *staff,
        levers: levers(competition),
    };
    SpecBuilder {
        values: [
            ("run.periods", f64::from(periods)),
            ("staff_turnover.exit", 0.01),
            ("leader_turnover.hazard", 0.02),
        ]
        .into(),
        composition: Composition::Quota,
        labels: VisionLabels::Local,
        policy: Policy::Adaptive,
        chain: None,
        groups: groups.iter().enumerate().map(group).collect(),
        schedule: vec![],
        seed: 1,
    }
    .build()
}

/// The core model's usual size: 50 units of 20 agents.
pub fn usual(periods: u32, competition: f64) -> ModelSpec {
    sector(&[(50, 20)], periods, competition)
}

/// The staff of the Swedish public sector, 1.3 million (seed, chapter 2), in 60,000 units.
pub fn public_sector(periods: u32, competition: f64) -> ModelSpec {
    sector(&[(40_000, 22), (20_000, 21)], periods, competition)
}

/// A sector of about this many agents, units of 20.
pub fn of_size(agents: u64, periods: u32, competition: f64) -> ModelSpec {
    sector(&[((agents / 20) as u32, 20)], periods, competition)
}

/// Agents times periods of one replicate.
pub fn agent_periods(spec: &ModelSpec) -> f64 {
    spec.n_agents() as f64 * f64::from(spec.periods())
}
