//! Specifications for tests: small builders and a strategy for random valid ones.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tillit::model::catalogue::parameters;
use tillit::model::levers::{Lever, LeverValues, REGIMES, find_regime};
use tillit::model::specification::{
    Chain, Change, Composition, Event, Group, ModelSpec, Policy, ShiftedState, SiteDatum,
    SpecBuilder, Target, VisionLabels,
};

/// The default sector under a regime, to be changed field by field.
pub fn parts(regime: &str) -> SpecBuilder {
    let levers = find_regime(regime).unwrap().levers();
    SpecBuilder {
        values: BTreeMap::new(),
        composition: Composition::Quota,
        labels: VisionLabels::Local,
        policy: Policy::Fixed,
        chain: None,
        groups: vec![group("all", 50, 20, levers)],
        schedule: vec![],
        seed: 1,
    }
}

/// A group of units.
pub fn group(name: &str, units: u32, staff: u32, levers: LeverValues) -> Group {
    Group { name: name.to_owned(), units, staff, levers }
}

/// A scheduled change of a lever.
pub fn set(period: u32, target: Target, lever: Lever, to: f64, over: u32) -> Event {
    Event { period, target, change: Change::Lever { lever, to, over }, anchor: 1.0 }
}

/// A scheduled shift of a state.
pub fn shift(period: u32, target: Target, state: ShiftedState, by: f64) -> Event {
    Event { period, target, change: Change::Shift { state, by }, anchor: 1.0 }
}

fn any_levers() -> impl Strategy<Value = LeverValues> {
    let levers = Lever::ALL.map(|lever| {
        let range = lever.definition().range;
        prop_oneof![
            Just(lever.definition().default),
            Just(range.low),
            range.low..=range.high.min(2.0),
        ]
    });
    (0..REGIMES.len(), levers, any::<[bool; 11]>()).prop_map(|(regime, levers, keep)| {
        let mut values = REGIMES[regime].levers();
        for index in 0..values.len() {
            if !keep[index] {
                values[index] = levers[index];
            }
        }
        values
    })
}

fn any_groups() -> impl Strategy<Value = Vec<Group>> {
    let one = (1..9_u32, prop_oneof![1..6_u32, 18..23_u32, 30..70_u32], any_levers());
    prop::collection::vec(one, 1..4).prop_map(|groups| {
        let competition = groups[0].2[Lever::Competition as usize];
        (0..)
            .zip(groups)
            .map(|(index, (units, staff, mut levers))| {
                levers[Lever::Competition as usize] = competition;
                group(&format!("g{index}"), units, staff, levers)
            })
            .collect()
    })
}

fn any_target() -> impl Strategy<Value = Target> {
    prop_oneof![
        Just(Target::All),
        Just(Target::Unit(0)),
        Just(Target::Group(0)),
        (0.0..=1.0).prop_map(Target::Share),
    ]
}

fn any_event() -> impl Strategy<Value = Event> {
    let lever = (any_target(), 1..20_u32, 0..11_usize, 0.0..=1.0, 1..8_u32).prop_map(
        |(target, period, lever, share, over)| {
            let lever = Lever::ALL[lever];
            let target = if lever.is_sector_wide() { Target::All } else { target };
            let range = lever.definition().range;
            set(period, target, lever, range.low + share * (range.high.min(2.0) - range.low), over)
        },
    );
    let state = (any_target(), 1..20_u32, 0..3_usize, -1.0..=1.0).prop_map(
        |(target, period, state, by)| shift(period, target, ShiftedState::ALL[state], by),
    );
    let jolt = (any_target(), 1..20_u32, 0.0..3.0).prop_map(|(target, period, size)| Event {
        period,
        target,
        change: Change::Jolt { size },
        anchor: 1.0,
    });
    let anchor = prop_oneof![Just(1.0), 0.0..1.0];
    (prop_oneof![2 => lever, 2 => state, 1 => jolt], anchor)
        .prop_map(|(event, anchor)| Event { anchor, ..event })
}

/// No chain in half of all cases, or one of up to four tiers over so many units, with any site data.
fn any_chain(units: u32) -> impl Strategy<Value = Option<Chain>> {
    let tiers = prop::collection::vec(1..=units, 0..4);
    let site = prop::collection::vec(0.0..=1.0, 20);
    prop::option::of((tiers, site, any::<bool>())).prop_map(|chain| {
        let (mut tiers, site, usual) = chain?;
        tiers.sort_unstable();
        let levels = tiers.len() + 1;
        let mut chain = Chain::new(tiers);
        if !usual {
            for (datum, values) in SiteDatum::ALL.iter().zip(site.chunks(5)) {
                chain.site[*datum as usize] = values[..levels].to_vec();
            }
        }
        Some(chain)
    })
}

/// Random values for some parameters: at the default, at an end, or anywhere in a sensible range.
fn any_values() -> impl Strategy<Value = BTreeMap<&'static str, f64>> {
    let free: Vec<_> = parameters()
        .iter()
        .filter(|p| {
            !["run.", "organisation.units", "organisation.staff", "levers."]
                .iter()
                .any(|start| p.key.starts_with(start))
                && !p.key.ends_with(".share")
        })
        .collect();
    let picks = prop::collection::vec((0..free.len(), 0.0..=1.0_f64), 0..25);
    (picks, 1..25_u32, any::<[bool; 6]>()).prop_map(move |(picks, periods, active)| {
        let mut values: BTreeMap<_, _> = picks
            .into_iter()
            .map(|(index, share)| {
                let p = free[index];
                let (low, high) = (p.range.low, p.range.high.min(p.default.abs() * 3.0 + 1.0));
                let value = low.max(-2.0) + share * (high - low.max(-2.0));
                (p.key, if p.range.whole { value.round().max(1.0) } else { value })
            })
            .collect();
        values.insert("run.periods", f64::from(periods));
        values.insert("run.replicates", 2.0);
        if active[0] {
            values.insert("staff_turnover.exit", 0.1);
        }
        if active[1] {
            values.insert("leader_turnover.hazard", 0.15);
        }
        if active[2] {
            values.insert("local_trials.interval", 3.0);
        }
        if active[3] {
            values.insert("forgiveness.error_rate", 0.2);
        }
        if active[4] {
            values.insert("reciprocity.wear", 0.1);
        }
        if active[5] {
            // Every part of the decision at its neutral value.
            values.extend([
                ("conformity.weight", 0.0),
                ("payoffs.weight", 0.0),
                ("assurance.weight", 0.0),
                ("decision_noise.sd", 0.0),
                ("negative_reciprocity.weight", 0.0),
                ("peer_punishment.power", 0.0),
                ("voice.harm", 0.0),
            ]);
        }
        values
    })
}

/// The parts of any valid specification of a small sector over a few periods.
pub fn any_parts() -> impl Strategy<Value = SpecBuilder> {
    let names = (any::<bool>(), any::<bool>(), 0..3_usize, any::<u64>());
    let schedule = prop::collection::vec(any_event(), 0..5);
    let structure = any_groups().prop_flat_map(|groups| {
        let units = groups.iter().map(|group| group.units).sum();
        (Just(groups), any_chain(units))
    });
    (any_values(), structure, schedule, names).prop_map(
        |(values, (groups, chain), schedule, (random, uniform, policy, seed))| SpecBuilder {
            values,
            composition: if random { Composition::Random } else { Composition::Quota },
            labels: if uniform { VisionLabels::Uniform } else { VisionLabels::Local },
            // In a chain the top sets the levers.
            policy: if chain.is_some() { Policy::Fixed } else { Policy::ALL[policy] },
            chain,
            groups,
            schedule,
            seed,
        },
    )
}

/// Any valid specification of a small sector over a few periods.
pub fn any_spec() -> impl Strategy<Value = ModelSpec> {
    any_parts().prop_map(SpecBuilder::build)
}
