//! The same bits on every instruction set of this machine. (Other machines: `.ci/same-bits`.)

use std::hash::{DefaultHasher, Hasher};

use proptest::prelude::*;
use tillit::engine::{Engine, Observer};
use tillit::ground::lanes::InstructionSet;
use tillit::ground::lanes::LANES;
use tillit::model::levers::Lever;
use tillit::model::mechanisms::{PeriodContext, Rules};
use tillit::model::specification::{ModelSpec, SpecBuilder};

use crate::fingerprint;
use crate::specs::{any_parts, group, parts};

/// Keeps a hash of every block in every period.
#[derive(Default)]
struct Hashes(Vec<(u32, u64)>);

impl Observer for Hashes {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        let mut hasher = DefaultHasher::new();
        hasher.write(&fingerprint::of(context, rules));
        self.0.push((context.period, hasher.finish()));
    }
}

fn hashes(spec: &ModelSpec, set: InstructionSet) -> Vec<(u32, u64)> {
    let mut hashes = Hashes::default();
    Engine::with(spec, set).run(0..spec.replicates(), &mut hashes);
    hashes.0
}

/// Runs on every instruction set and names the first period that differs.
fn compare(spec: &ModelSpec) -> Result<(), String> {
    let sets = InstructionSet::available();
    let first = hashes(spec, sets[0]);
    for set in &sets[1..] {
        let other = hashes(spec, *set);
        if first != other {
            let place = first.iter().zip(&other).position(|(a, b)| a != b);
            let period = place.map(|place| first[place].0);
            let (a, b) = (sets[0].name(), set.name());
            return Err(format!("{a} and {b} differ first in period {period:?}"));
        }
    }
    Ok(())
}

/// Puts units into a sector's groups in one of the ways that are hard for lanes.
fn in_shape(mut parts: SpecBuilder, shape: usize, size: u32, other_size: u32) -> SpecBuilder {
    let levers = parts.groups[0].levers;
    let lanes = LANES as u32;
    let units = |units: u32| vec![group("g0", units, size, levers)];
    parts.groups = match shape {
        0 => return parts,
        1 => units(1),
        2 => vec![group("g0", 1, 1, levers)],
        3 => vec![group("g0", lanes + 1, 1, levers)],
        4 => units(lanes - 1),
        5 => units(lanes),
        6 => units(lanes + 1),
        // Units of unequal sizes in one block, the small ones first or last.
        7 => [units(lanes - 5), vec![group("g1", 7, other_size, levers)]].concat(),
        _ => vec![group("g0", 3, other_size, levers), group("g1", lanes - 3, size, levers)],
    };
    parts.values.insert("run.replicates", 1.0);
    parts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_valid_scenario_gives_the_same_bits_on_every_instruction_set(
        parts in any_parts(), shape in 0..12_usize, size in 1..8_u32, other_size in 1..40_u32,
    ) {
        let shape = shape.saturating_sub(3);
        let spec = in_shape(parts, shape, size, other_size).build();
        prop_assert_eq!(compare(&spec), Ok(()));
    }
}

#[test]
fn every_hard_shape_gives_the_same_bits_under_every_regime() {
    for regime in ["laissez-faire", "incentive", "control", "trust"] {
        for (shape, competition) in (0..=8).flat_map(|shape| [(shape, 0.0), (shape, 0.5)]) {
            let mut p = parts(regime);
            p.groups[0].levers[Lever::Competition as usize] = competition;
            p.values = [("run.periods", 20.0), ("run.replicates", 2.0)].into();
            p.values.insert("staff_turnover.exit", 0.05);
            p.values.insert("leader_turnover.hazard", 0.05);
            let spec = in_shape(p, shape, 5, 21).build();
            compare(&spec).unwrap_or_else(|e| panic!("{regime}, shape {shape}: {e}"));
        }
    }
}
