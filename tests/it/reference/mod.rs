//! The engine against a slow, plain model that shares nothing with it but the draws, the elementary
//! functions and the specification: every number must agree bit for bit.

mod chain;
mod model;
mod people;

use proptest::prelude::*;
use tillit::engine::{Engine, Observer};
use tillit::model::columns::Block;
use tillit::model::levers::Lever;
use tillit::model::mechanisms::{PeriodContext, Rules};
use tillit::model::specification::{
    Chain, Change, Composition, Event, ModelSpec, Policy, ShiftedState, SiteDatum, Target,
    VisionLabels,
};

use crate::specs::{any_spec, group, parts, set, shift};
use model::Sector;

/// Names of what is compared per agent and per unit.
const AGENT: [&str; 12] = [
    "belief",
    "trust",
    "motivation",
    "felt_vision",
    "difficulty",
    "inflation",
    "measured_effort",
    "cooperation",
    "reciprocity_left",
    "threat_for_less",
    "threat_for_more",
    "gaming",
];
const UNIT: [&str; 11] = [
    "monitoring",
    "credibility",
    "leader_trust",
    "leniency",
    "funding",
    "true_output",
    "measured_output",
    "problems",
    "reputation",
    "pay lever",
    "broken words",
];

/// The bits of one unit in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    period: u32,
    replicate: u32,
    unit: u32,
    values: Vec<f64>,
    /// The leader's levers, time, load and trust upwards; time, load and trust of each manager above.
    chain: Vec<f64>,
    agents: Vec<[f32; AGENT.len()]>,
}

/// Takes snapshots of the engine.
#[derive(Default)]
struct Snapshots(Vec<Snapshot>);

impl Observer for Snapshots {
    fn observe(&mut self, context: &PeriodContext, _: &Rules) {
        let block = &context.block;
        for (lane, place) in block.places.iter().enumerate().filter(|(_, place)| !place.spare) {
            let (units, flows, agents) = (&block.units, &block.flows, &block.agents);
            let values = vec![
                f64::from(units.levers[Lever::Monitoring][lane]),
                f64::from(units.credibility[lane]),
                f64::from(units.leader_trust[lane]),
                f64::from(units.leniency[lane]),
                f64::from(units.funding[lane]),
                flows.true_output[lane],
                flows.measured_output[lane],
                f64::from(units.problems[lane]),
                block.sector.reputation[lane],
                f64::from(units.levers[Lever::Pay][lane]),
                f64::from(units.broken_words[lane]),
            ];
            let agent = |agent: usize| {
                [
                    &agents.belief,
                    &agents.trust,
                    &agents.motivation,
                    &agents.felt_vision,
                    &agents.difficulty,
                    &agents.inflation,
                    &agents.measured_effort,
                    &agents.cooperation,
                    &agents.reciprocity_left,
                    &agents.threat_for_less,
                    &agents.threat_for_more,
                    &agents.gaming,
                ]
                .map(|column| column[agent][lane])
            };
            self.0.push(Snapshot {
                period: context.period,
                replicate: place.replicate,
                unit: place.unit,
                values,
                chain: of_chain(block, lane),
                agents: (0..block.staff[lane] as usize).map(agent).collect(),
            });
        }
    }
}

/// What is compared of the levels above a unit.
fn of_chain(block: &Block, lane: usize) -> Vec<f64> {
    let Some((leader, above)) = block.chain.split_last() else { return Vec::new() };
    let mut values: Vec<f32> = leader.levers.0.iter().map(|row| row[lane]).collect();
    values.extend([leader.time[lane], leader.load[lane], leader.trust_up[lane]]);
    for level in &above[1..] {
        values.extend(
            [&level.time, &level.load, &level.trust_up, &level.trust_down].map(|r| r[lane]),
        );
    }
    values.into_iter().map(f64::from).collect()
}

/// Runs both models and names the first number that differs.
fn compare(spec: &ModelSpec) -> Result<(), String> {
    let mut engine = Snapshots::default();
    Engine::new(spec).run(0..spec.replicates(), &mut engine);
    engine.0.sort_by_key(|s| (s.replicate, s.period, s.unit));
    let mut reference = Vec::new();
    for replicate in 0..spec.replicates() {
        let mut sector = Sector::new(spec, replicate);
        for period in 1..=spec.periods() {
            sector.pass(period);
            reference.extend(sector.snapshots(period));
        }
    }
    if engine.0.len() != reference.len() {
        return Err(format!("{} against {} snapshots", engine.0.len(), reference.len()));
    }
    for (found, wanted) in engine.0.iter().zip(&reference) {
        first_difference(found, wanted)?;
    }
    Ok(())
}

fn first_difference(found: &Snapshot, wanted: &Snapshot) -> Result<(), String> {
    let place =
        format!("period {}, replicate {}, unit {}", wanted.period, wanted.replicate, wanted.unit);
    for (agent, (a, b)) in found.agents.iter().zip(&wanted.agents).enumerate() {
        for (name, (a, b)) in AGENT.iter().zip(a.iter().zip(b)) {
            if a.to_bits() != b.to_bits() {
                return Err(format!("{place}, agent {agent}: {name} is {a}, reference {b}"));
            }
        }
    }
    for (name, (a, b)) in UNIT.iter().zip(found.values.iter().zip(&wanted.values)) {
        if a.to_bits() != b.to_bits() {
            return Err(format!("{place}: {name} is {a}, reference {b}"));
        }
    }
    for (index, (a, b)) in found.chain.iter().zip(&wanted.chain).enumerate() {
        if a.to_bits() != b.to_bits() {
            return Err(format!("{place}: value {index} of the chain is {a}, reference {b}"));
        }
    }
    if found.chain.len() != wanted.chain.len() {
        return Err(format!("{place}: the chains differ in length"));
    }
    let same = (found.period, found.replicate, found.unit)
        == (wanted.period, wanted.replicate, wanted.unit);
    if same { Ok(()) } else { Err(format!("{place}: the engine has another place")) }
}

#[test]
fn shipped_kinds_of_scenarios_agree_bit_for_bit() {
    for regime in ["laissez-faire", "incentive", "control", "trust"] {
        for policy in Policy::ALL {
            let mut p = parts(regime);
            p.policy = policy;
            p.values = [("run.periods", 30.0), ("run.replicates", 2.0)].into();
            p.values.insert("staff_turnover.exit", 0.03);
            p.values.insert("staff_turnover.candidates", 3.0);
            p.values.insert("leader_turnover.hazard", 0.05);
            p.values.insert("forgiveness.error_rate", 0.05);
            p.values.insert("reciprocity.wear", 0.03);
            p.groups[0].units = 9;
            compare(&p.build()).unwrap_or_else(|e| panic!("{regime}, {policy:?}: {e}"));
        }
    }
}

#[test]
fn competition_and_groups_of_odd_sizes_agree_bit_for_bit() {
    let mut p = parts("trust");
    let mut levers = p.groups[0].levers;
    levers[Lever::Competition as usize] = 0.5;
    p.groups =
        vec![group("one", 3, 1, levers), group("b", 2, 33, levers), group("c", 5, 64, levers)];
    p.values = [("run.periods", 25.0), ("run.replicates", 2.0), ("belief.contact", 0.6)].into();
    p.schedule = vec![
        set(5, Target::Share(0.4), Lever::Monitoring, 0.5, 6),
        set(9, Target::Unit(2), Lever::Pay, 0.7, 1),
        set(12, Target::All, Lever::Competition, 0.0, 4),
        shift(14, Target::Group(1), ShiftedState::Belief, -0.4),
        shift(15, Target::Share(0.5), ShiftedState::Trust, 0.3),
        shift(16, Target::All, ShiftedState::LeaderTrust, -0.5),
    ];
    compare(&p.clone().build()).unwrap();
    p.labels = VisionLabels::Permuted;
    compare(&p.clone().build()).unwrap();
    p.composition = Composition::Random;
    p.labels = VisionLabels::Uniform;
    p.policy = Policy::Adaptive;
    compare(&p.build()).unwrap();
}

#[test]
fn chains_of_any_height_agree_bit_for_bit() {
    for (managers, staff) in [(vec![], 9), (vec![1], 5), (vec![3, 7], 6), (vec![2, 2, 5], 4)] {
        let mut p = parts("trust");
        let mut other = p.groups[0].levers;
        other[Lever::Monitoring as usize] = 0.4;
        other[Lever::Discretion as usize] = 0.5;
        p.groups = vec![group("a", 6, staff, other), group("b", 5, 12, p.groups[0].levers)];
        p.values = [
            ("run.periods", 30.0),
            ("run.replicates", 3.0),
            ("staff_turnover.exit", 0.03),
            ("leader_turnover.hazard", 0.05),
        ]
        .into();
        let levels = managers.len() + 1;
        let mut chain = Chain::new(managers);
        chain.site[SiteDatum::Pressure as usize][0] = 0.2;
        chain.site[SiteDatum::TrustInSuperior as usize][0] = 0.3;
        p.chain = Some(chain);
        let unheard = |event: Event| Event { anchor: 0.3, ..event };
        let (datum, to) = (SiteDatum::Administration, vec![0.6; levels]);
        p.schedule = vec![
            unheard(set(4, Target::All, Lever::Monitoring, 0.1, 5)),
            set(6, Target::Group(1), Lever::Dialogue, 0.2, 1),
            unheard(Event {
                change: Change::Jolt { size: 1.5 },
                ..set(9, Target::Unit(2), Lever::Pay, 0.0, 1)
            }),
            Event {
                change: Change::Site { datum, to },
                ..set(15, Target::All, Lever::Pay, 0.0, 1)
            },
        ];
        compare(&p.build()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn any_valid_scenario_agrees_bit_for_bit(spec in any_spec()) {
        prop_assert_eq!(compare(&spec), Ok(()));
    }
}
