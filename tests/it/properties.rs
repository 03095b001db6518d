//! Properties that every valid scenario must have.

use proptest::prelude::*;
use tillit::engine::observe::METRICS;
use tillit::engine::{Engine, Observer};
use tillit::model::catalogue::{STRUCTURES, find_parameter, parameters};
use tillit::model::columns::Block;
use tillit::model::levers::Lever;
use tillit::model::mechanisms::{MECHANISMS, PeriodContext, Rules};
use tillit::model::parameter::Parameter;
use tillit::model::specification::{
    Chain, Change, Event, ModelSpec, Policy, SiteDatum, SpecBuilder, Target,
};
use tillit::study::runs::record;

use crate::specs::{any_spec, group, parts, set};

/// Calls a function on every block of every period.
struct Look<F: FnMut(u32, &Block) + Send>(F);

impl<F: FnMut(u32, &Block) + Send> Observer for Look<F> {
    fn observe(&mut self, context: &PeriodContext, _: &Rules) {
        (self.0)(context.period, context.block);
    }
}

/// Runs a specification and calls a function on every block of every period.
pub fn look(spec: &ModelSpec, seen: impl FnMut(u32, &Block) + Send) {
    Engine::new(spec).run(0..spec.replicates(), &mut Look(seen));
}

/// Whether every column of a block is finite and in its range; if not, which is not.
fn out_of_range(block: &Block) -> Option<String> {
    for (name, column, low, high) in block.agents.columns() {
        for (agent, row) in column.iter().enumerate() {
            if let Some(value) = row.iter().find(|v| !(v.is_finite() && **v >= low && **v <= high))
            {
                return Some(format!("{name} of agent {agent} is {value}"));
            }
        }
    }
    let units = &block.units;
    let rows = [
        ("credibility", &units.credibility),
        ("leader_trust", &units.leader_trust),
        ("leniency", &units.leniency),
        ("competence", &units.competence),
        ("stake", &block.flows.stake),
        ("effective_standard", &block.flows.effective_standard),
        ("working_time", &block.flows.working_time),
        ("perceived_control", &block.flows.perceived_control),
    ];
    for (name, row) in rows {
        if let Some(value) = row.iter().find(|v| !(0.0..=1.0).contains(*v)) {
            return Some(format!("{name} is {value}"));
        }
    }
    for (lever, row) in Lever::ALL.iter().zip(&units.levers.0) {
        let range = lever.definition().range;
        if let Some(value) = row.iter().find(|v| !range.contains(f64::from(**v))) {
            return Some(format!("{} is {value}", lever.name()));
        }
    }
    if let Some(value) = units.broken_words.iter().find(|z| !(z.is_finite() && **z >= 0.0)) {
        return Some(format!("broken words are {value}"));
    }
    for level in &block.chain {
        let shares =
            [&level.time, &level.load, &level.trust_up, &level.trust_down, &level.competence];
        if let Some(value) = shares.into_iter().flatten().find(|v| !(0.0..=1.0).contains(*v)) {
            return Some(format!("a share of a level is {value}"));
        }
        for (lever, row) in Lever::ALL.iter().zip(&level.levers.0) {
            let range = lever.definition().range;
            if let Some(value) = row.iter().find(|v| !range.contains(f64::from(**v))) {
                return Some(format!("{} of a level is {value}", lever.name()));
            }
        }
    }
    let funding = units.funding.iter().find(|f| !(f.is_finite() && **f >= 0.0));
    funding.map(|value| format!("funding is {value}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_column_stays_finite_and_in_its_range(spec in any_spec()) {
        let mut wrong = None;
        look(&spec, |period, block| {
            if wrong.is_none() {
                wrong = out_of_range(block).map(|what| format!("period {period}: {what}"));
            }
        });
        prop_assert_eq!(wrong, None);
    }

    #[test]
    fn every_metric_stays_in_its_range(spec in any_spec()) {
        let recorder = record(&Engine::new(&spec), &METRICS, 0..spec.replicates());
        for period in 0..spec.periods() as usize {
            for (index, metric) in METRICS.iter().enumerate() {
                for value in recorder.units(period, index, 1) {
                    // Rounding of single precision may lie a hair outside.
                    let (low, high) = (metric.range.0 - 1e-5, metric.range.1 * (1.0 + 1e-5));
                    let missing = metric.name == "report_accuracy" && value.is_nan();
                    let inside = (low..=high).contains(value);
                    prop_assert!(missing || inside, "{} is {value}", metric.name);
                }
            }
        }
    }

    #[test]
    fn replicates_are_the_same_together_and_alone(spec in any_spec()) {
        let engine = Engine::new(&spec);
        let together = record(&engine, &METRICS, 0..2);
        let alone = record(&engine, &METRICS, 1..2);
        for period in 0..spec.periods() as usize {
            for metric in 0..METRICS.len() {
                let (a, b) = (together.units(period, metric, 1), alone.units(period, metric, 1));
                let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
                prop_assert_eq!(bits(a), bits(b), "{} in period {}", METRICS[metric].name, period);
            }
        }
    }
}

/// A small sector with everything switched on.
fn lively() -> SpecBuilder {
    let mut p = parts("trust");
    p.groups[0].units = 6;
    p.groups[0].levers[Lever::Pay as usize] = 0.5;
    p.groups[0].levers[Lever::Ratchet as usize] = 0.3;
    p.groups[0].levers[Lever::Competition as usize] = 0.7;
    p.groups[0].levers[Lever::Monitoring as usize] = 0.3;
    p.values = [
        ("run.periods", 20.0),
        ("run.replicates", 1.0),
        ("staff_turnover.exit", 0.05),
        ("leader_turnover.hazard", 0.1),
        ("forgiveness.error_rate", 0.1),
        ("reciprocity.wear", 0.05),
    ]
    .into();
    p
}

/// A lively sector with one mechanism switched off.
fn without(name: &str) -> ModelSpec {
    let mechanism = MECHANISMS.iter().find(|m| m.name == name).unwrap();
    let mut p = lively();
    for (key, value) in mechanism.off {
        match Lever::ALL.into_iter().find(|lever| lever.definition().key == *key) {
            Some(lever) => p.groups[0].levers[lever as usize] = *value,
            None => drop(p.values.insert(key, *value)),
        }
    }
    p.build()
}

/// What "off" means in effect, for every mechanism that can be switched off: true where it holds
/// exactly in a block.
type Holds = fn(u32, &Block) -> bool;

fn all(column: &[tillit::ground::lanes::Row], value: f32) -> bool {
    column.iter().flatten().all(|v| *v == value)
}

const OFF: [(&str, Holds); 14] = [
    ("reciprocity", |_, b| all(&b.agents.reciprocity, 0.0)),
    ("peer_punishment", |_, b| all(&b.agents.threat_for_less, 0.0)),
    ("leader_member_exchange", |_, b| all(&b.agents.relation, 0.0)),
    ("misreporting", |_, b| all(&b.agents.inflation, 0.0)),
    ("gaming", |_, b| all(&b.agents.gaming, 0.0)),
    ("working_time", |_, b| b.flows.working_time.iter().all(|v| *v == 1.0)),
    ("leniency", |_, b| b.units.leniency.iter().all(|v| *v == 0.0)),
    ("reputation", |_, b| b.sector.reputation.iter().all(|v| *v == 1.0)),
    ("credibility", |_, b| {
        // A new leader starts at 0.2 as well.
        b.units.credibility.iter().all(|v| *v == 0.2)
    }),
    ("felt_vision", |_, b| all(&b.agents.felt_vision, 0.0)),
    ("perceived_control", |_, b| b.flows.perceived_control.iter().all(|v| *v == 0.0)),
    ("crowding_out", |_, b| {
        // Recruits start at their baseline, and nobody leaves it.
        b.agents.motivation == b.agents.baseline_motivation
    }),
    ("leader_turnover", |period, b| b.units.tenure.iter().all(|t| *t == period)),
    ("staff_turnover", |_, b| b.flows.leavers.iter().all(|n| *n == 0)),
];

#[test]
fn neutral_values_switch_mechanisms_off_exactly() {
    for (name, holds) in OFF {
        let spec = without(name);
        look(&spec, |period, block| assert!(holds(period, block), "{name}, period {period}"));
        // The check can fail: with everything on it does not hold throughout.
        let mut always = true;
        look(&lively().build(), |period, block| always &= holds(period, block));
        assert!(!always, "{name}: holds even when switched on");
    }
}

/// Every metric of every unit and period, bit by bit.
fn bits(spec: &ModelSpec) -> Vec<u64> {
    let recorder = record(&Engine::new(spec), &METRICS, 0..1);
    let moments = (0..spec.periods() as usize)
        .flat_map(|period| (0..METRICS.len()).map(move |metric| (period, metric)));
    moments
        .flat_map(|(period, metric)| recorder.units(period, metric, 0))
        .map(|value| value.to_bits())
        .collect()
}

/// Forgiveness leaves nothing in the columns that is its own, so "off" means: all numbers are those
/// of a run without it, both when nobody errs and when errors have no effect.
#[test]
fn errors_that_do_not_happen_or_have_no_effect_change_nothing() {
    let effects = ["forgiveness.cost", "forgiveness.withdrawal", "forgiveness.blame"];
    let errors = |rate: f64, effect: f64| {
        let mut p = lively();
        p.values.insert("forgiveness.error_rate", rate);
        p.values.extend(effects.map(|key| (key, effect)));
        bits(&p.build())
    };
    let never = bits(&without("forgiveness"));
    assert!(errors(0.0, 1.0) == never && errors(1.0, 0.0) == never);
    assert!(errors(0.1, 1.0) != never, "holds even when switched on");
}

/// Gives a sector managers, and a change over the heads of many.
fn give_structure(p: &mut SpecBuilder) {
    p.policy = Policy::Fixed;
    let mut chain = Chain::new(vec![2, 3]);
    // Managers have no time to spare.
    chain.site[SiteDatum::Administration as usize] = vec![0.6; 3];
    p.chain = Some(chain);
    p.groups[0].levers[Lever::Discretion as usize] = 0.5;
    p.schedule = vec![Event { anchor: 0.2, ..set(4, Target::All, Lever::Pay, 0.1, 3) }];
}

/// A chain whose levels pass everything on at once and whole changes no number of the units.
#[test]
fn a_chain_of_neutral_numbers_changes_nothing() {
    let bits_of = |tiers: Option<Vec<u32>>, neutral: bool| {
        let mut p = lively();
        p.schedule = vec![set(5, Target::Share(0.5), Lever::Monitoring, 0.05, 4)];
        p.schedule.push(set(7, Target::All, Lever::Support, 0.9, 1));
        p.chain = tiers.map(Chain::new);
        for name in ["translation", "managers_time"].iter().filter(|_| neutral) {
            p.values
                .extend(MECHANISMS.iter().find(|m| m.name == *name).unwrap().off.iter().copied());
        }
        bits(&p.build())
    };
    let without = bits_of(None, false);
    for tiers in [vec![], vec![1], vec![2, 5]] {
        assert!(bits_of(Some(tiers.clone()), true) == without, "{tiers:?}");
        // The check can fail.
        assert!(bits_of(Some(tiers.clone()), false) != without || tiers.is_empty(), "{tiers:?}");
    }
}

/// Who is heard before a change loses no trust by it.
#[test]
fn changes_that_are_anchored_break_no_words() {
    let changed = |anchor: f64| {
        let mut p = lively();
        p.schedule = vec![Event { anchor, ..set(5, Target::All, Lever::Support, 0.9, 4) }];
        p.schedule.push(Event {
            change: Change::Jolt { size: 1.0 },
            anchor,
            ..set(6, Target::Unit(2), Lever::Pay, 0.0, 1)
        });
        p.build()
    };
    let mut without = lively();
    without.schedule = vec![set(5, Target::All, Lever::Support, 0.9, 4)];
    assert!(bits(&changed(1.0)) == bits(&without.build()));
    assert!(bits(&changed(0.9)) != bits(&changed(1.0)));
    let mut upset = 0.0_f64;
    look(&changed(0.5), |period, block| {
        let unit = block.places.iter().position(|place| place.unit == 2).unwrap();
        if period == 6 {
            // A quarter of the way from 0.8 to 0.9 and half of the jolt.
            upset = f64::from(block.flows.upset[unit]);
        }
    });
    assert!((upset - (0.5 * 0.3 * 0.025 + 0.5)).abs() < 1e-6, "{upset}");
}

/// What the canonical text of a specification leaves out has no effect: the numbers that need another
/// one do nothing while that one is neutral, and something when it is not.
#[test]
fn numbers_that_need_another_one_act_only_with_it() {
    let needy = |parameter: &&&Parameter| {
        !parameter.needs.is_empty() && !parameter.key.starts_with("levers.")
    };
    for parameter in parameters().iter().filter(needy) {
        let other =
            if parameter.default == parameter.range.low { 3.0 } else { parameter.range.low };
        let with = |value: f64, needed: Option<f64>| {
            let mut p = lively();
            p.policy = Policy::Adaptive;
            for key in parameter.needs {
                if STRUCTURES.contains(key) {
                    if needed.is_some() {
                        give_structure(&mut p);
                    }
                    continue;
                }
                let neutral = find_parameter(key).unwrap().neutral.unwrap();
                p.values.insert(key, needed.unwrap_or(neutral));
            }
            p.values.insert(parameter.key, value);
            // Candidates are told apart by what is seen of them.
            if parameter.key == "staff_turnover.judgement_noise" {
                p.values.insert("staff_turnover.candidates", 3.0);
            }
            p.build()
        };
        let (one, two) = (with(parameter.default, None), with(other, None));
        assert_eq!(one.hash(), two.hash(), "{}", parameter.key);
        assert!(bits(&one) == bits(&two), "{} acts by itself", parameter.key);
        let (one, two) = (with(parameter.default, Some(0.3)), with(other, Some(0.3)));
        assert_ne!(one.hash(), two.hash(), "{}", parameter.key);
        assert!(bits(&one) != bits(&two), "{} never acts", parameter.key);
    }
}

/// How many agents erred, by unit and period. Support helps nobody here and nobody games, so that
/// all have the capacity 0.97 that steering leaves them, and an error takes `1 − strictness` of it.
fn errors(strictness: f64, rate: f64) -> Vec<f64> {
    let mut p = parts("laissez-faire");
    p.values = [
        ("run.periods", 20.0),
        ("run.replicates", 1.0),
        ("capacity.difficulty_cost", 0.0),
        ("forgiveness.cost", 1.0),
        ("voice.harm", 0.0),
        ("forgiveness.strictness", strictness),
        ("forgiveness.error_rate", rate),
    ]
    .into();
    let spec = p.build();
    let mut counts = Vec::new();
    look(&spec, |_, block| {
        let lost = block.flows.capacity.map(|capacity| 1.0 - capacity / 0.97);
        counts.extend(lost.map(|lost| (lost * 20.0 / (1.0 - strictness)).round()));
    });
    counts
}

#[test]
fn who_errs_is_luck_whatever_the_leader_and_the_more_err_the_higher_the_rate() {
    let forgiving = errors(0.0, 0.1);
    assert!(forgiving == errors(0.5, 0.1) && forgiving == errors(0.9, 0.1));
    let (seldom, often) = (errors(0.0, 0.05), errors(0.0, 0.3));
    assert!(seldom.iter().zip(&forgiving).all(|(few, more)| few <= more));
    assert!(forgiving.iter().zip(&often).all(|(few, more)| few <= more));
    assert!(seldom.contains(&1.0) && seldom != forgiving && forgiving != often);
}

#[test]
fn without_noise_units_that_start_alike_stay_alike() {
    let mut p = lively();
    p.values.extend(
        [
            "start.belief_unit_sd",
            "start.belief_agent_sd",
            "start.leader_competence.sd",
            "task_difficulty.noise",
            "belief.noise",
            "decision_noise.sd",
            "leader_member_exchange.sd",
            "trust.noise",
            "output.noise",
            "staff_turnover.exit",
            "leader_turnover.hazard",
            "forgiveness.error_rate",
        ]
        .map(|key| (key, 0.0)),
    );
    for kind in tillit::model::traits::StaffType::ALL {
        for quality in tillit::model::traits::Trait::ALL {
            p.values.insert(quality.parameters(kind).1.key, 0.0);
        }
    }
    // Types sit on other seats in each unit: all are of one type here.
    for (kind, share) in
        [("self_interested", 0.0), ("conditional_cooperator", 1.0), ("intrinsic", 0.0)]
    {
        let key = format!("staff.types.{kind}.share");
        p.values.insert(find_parameter(&key).unwrap().key, share);
    }
    // A vision fits people differently: nobody works on one here.
    p.groups[0].levers[Lever::Vision as usize] = 0.0;
    let spec = p.build();
    let recorder = record(&Engine::new(&spec), &METRICS, 0..1);
    for metric in 0..METRICS.len() {
        let units = recorder.units(19, metric, 0);
        assert!(
            units.iter().all(|v| v.to_bits() == units[0].to_bits()),
            "{}",
            METRICS[metric].name
        );
    }
}

fn difficulties(spec: &ModelSpec) -> Vec<u32> {
    let mut all = Vec::new();
    look(spec, |_, block| {
        all.extend(block.agents.difficulty.iter().flatten().map(|d| d.to_bits()));
    });
    all
}

#[test]
fn treatments_share_their_luck() {
    let mut p = lively();
    p.values.insert("staff_turnover.exit", 0.0);
    let base = p.clone().build();
    p.groups[0].levers[Lever::Pay as usize] = 0.0;
    p.groups[0].levers[Lever::Support as usize] = 0.1;
    let other = p.build();
    assert_eq!(difficulties(&base), difficulties(&other));
}

#[test]
fn a_longer_run_begins_like_a_shorter_one() {
    let short = lively().build();
    let mut p = lively();
    p.values.insert("run.periods", 40.0);
    let long = p.build();
    let (a, b) =
        (record(&Engine::new(&short), &METRICS, 0..1), record(&Engine::new(&long), &METRICS, 0..1));
    for metric in 0..METRICS.len() {
        let same = a.units(19, metric, 0).iter().zip(b.units(19, metric, 0));
        assert!(
            same.into_iter().all(|(a, b)| a.to_bits() == b.to_bits()),
            "{}",
            METRICS[metric].name
        );
    }
}

#[test]
fn competition_that_never_comes_changes_nothing() {
    let mut p = lively();
    p.groups[0].levers[Lever::Competition as usize] = 0.0;
    let alone = p.clone().build();
    p.values.insert("run.periods", 21.0);
    p.schedule.push(set(21, Target::All, Lever::Competition, 0.5, 1));
    let coupled = p.build();
    assert!(coupled.is_coupled() && !alone.is_coupled());
    let (a, b) = (
        record(&Engine::new(&alone), &METRICS, 0..1),
        record(&Engine::new(&coupled), &METRICS, 0..1),
    );
    for period in 0..20 {
        for metric in 0..METRICS.len() {
            let same = a.units(period, metric, 0).iter().zip(b.units(period, metric, 0));
            assert!(same.into_iter().all(|(a, b)| a.to_bits() == b.to_bits()));
        }
    }
}

#[test]
fn a_group_does_not_feel_the_size_of_another() {
    let with = |staff| {
        let mut p = lively();
        let mut levers = p.groups[0].levers;
        levers[Lever::Competition as usize] = 0.0;
        p.groups = vec![group("a", 3, staff, levers), group("b", 4, 17, levers)];
        p.build()
    };
    let (small, large) = (with(2), with(41));
    let (a, b) = (
        record(&Engine::new(&small), &METRICS, 0..1),
        record(&Engine::new(&large), &METRICS, 0..1),
    );
    for metric in 0..METRICS.len() {
        assert_eq!(
            a.units(19, metric, 0)[3..].iter().map(|v| v.to_bits()).collect::<Vec<_>>(),
            b.units(19, metric, 0)[3..].iter().map(|v| v.to_bits()).collect::<Vec<_>>(),
            "{}",
            METRICS[metric].name
        );
    }
}

#[test]
fn looking_changes_nothing() {
    let spec = lively().build();
    let mut last = None;
    look(&spec, |_, block| last = Some(block.clone()));
    let recorder = record(&Engine::new(&spec), &METRICS[..1], 0..1);
    let unit = last.as_ref().map(|block| block.places[0].unit as usize).unwrap();
    let seen = last.map(|block| block.flows.true_output[0]).unwrap();
    assert_eq!(seen.to_bits(), recorder.units(19, 0, 0)[unit].to_bits());
}

#[test]
fn the_order_of_agents_does_not_change_distributions() {
    // Under the quota agents stand in order of type; drawn at random with the same expected shares
    // they stand in any order. With the reciprocity and the motivation of all types made equal the
    // two differ in order only, so mean outcomes must agree: 40 replicates, difference of means
    // within five standard errors (false alarm below 1e-6).
    let outcome = |composition, seed| {
        let mut p = parts("laissez-faire");
        p.composition = composition;
        p.seed = seed;
        p.groups[0].units = 10;
        for kind in ["self_interested", "conditional_cooperator", "intrinsic"] {
            for (key, value) in [
                ("baseline_motivation.mean", 0.1),
                ("reciprocity.mean", 0.6),
                ("honesty.mean", 0.4),
            ] {
                let key = format!("staff.types.{kind}.{key}");
                p.values.insert(tillit::model::catalogue::find_parameter(&key).unwrap().key, value);
            }
        }
        p.values.extend([("run.periods", 24.0), ("run.replicates", 40.0)]);
        let spec = p.build();
        let result = tillit::study::runs::parallel::run(&spec, &METRICS[..1], &mut (), &|_| ());
        result.outcomes(0).to_vec()
    };
    let a = outcome(tillit::model::specification::Composition::Quota, 1);
    let b = outcome(tillit::model::specification::Composition::Random, 2);
    let summary = |v: &[f64]| tillit::ground::statistics::Summary::of(v, 0.95);
    let (a, b) = (summary(&a), summary(&b));
    let error = ((a.sd * a.sd + b.sd * b.sd) / 40.0).sqrt();
    assert!((a.mean - b.mean).abs() < 5.0 * error, "{a:?} against {b:?}");
}
