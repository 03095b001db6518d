//! What a task does to giving: directions that hold for everybody, whoever one is and whatever one
//! believes.

use proptest::prelude::*;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;
use tillit::lab::contributions::ContributionGame;
use tillit::lab::payoff::Payoff;
use tillit::lab::people::{Person, Population};
use tillit::model::mechanisms::decision::Task;
use tillit::model::traits::Trait;

use crate::specs::parts;

/// People with the numbers of the model, but for some.
fn people(values: &[(&'static str, f64)]) -> Population {
    let mut p = parts("control");
    p.values.extend(values.iter().copied());
    Population::new(&p.build())
}

/// Anybody, in any state that giving depends on where nobody leads.
fn any_person() -> impl Strategy<Value = Person> {
    let share = 0.0..=1.0_f32;
    (share.clone(), 0.0..=1.2_f32, share.clone(), share.clone(), 0.0..=1.9_f32, any::<u64>())
        .prop_map(|(motivation, reciprocity, belief, reciprocity_left, foresight, seed)| {
            let mut person = people(&[]).person(&mut Xoshiro256PlusPlus::seed_from_u64(seed));
            person.traits[Trait::BaselineMotivation as usize] = motivation;
            person.traits[Trait::Reciprocity as usize] = reciprocity;
            Person { motivation, belief, reciprocity_left, foresight, ..person }
        })
}

/// Any task in which something is at stake.
fn any_task() -> impl Strategy<Value = Task> {
    let threshold = prop_oneof![Just(f32::INFINITY), 0.01..=1.5_f32];
    (0.01..=3.0_f32, 0.0..=3.0_f32, threshold, 1..10_u8, any::<bool>()).prop_map(
        |(own_loss, gain, threshold, others, same_position)| Task {
            threshold,
            others: f32::from(others),
            same_position,
            ..Task::gift(own_loss, gain)
        },
    )
}

/// A little more than what rounding in single precision may take.
const ROUNDING: f32 = 1e-5;

proptest! {
    #[test]
    fn more_gain_of_others_never_lowers_giving(
        person in any_person(),
        task in any_task(),
        more in 0.0..=3.0_f32,
    ) {
        let core = people(&[]);
        let richer = Task { gain_of_others: task.gain_of_others + more, ..task };
        let (with, without) = (core.intention(&person, &richer), core.intention(&person, &task));
        prop_assert!(with >= without - ROUNDING, "{with} {without}");
    }

    #[test]
    fn more_own_loss_never_raises_giving(
        person in any_person(),
        task in any_task(),
        more in 0.0..=3.0_f32,
    ) {
        let core = people(&[]);
        let dearer = Task { own_loss: task.own_loss + more, ..task };
        let (with, without) = (core.intention(&person, &dearer), core.intention(&person, &task));
        prop_assert!(with <= without + ROUNDING, "{with} {without}");
    }

    /// The usual stakes: where rebukes cost many times what is at stake, who gives more may leave the
    /// reach of rebukes altogether.
    #[test]
    fn more_threat_for_less_never_lowers_giving(
        person in any_person(),
        others in 1..10_u8,
        threshold in prop_oneof![Just(f32::INFINITY), 0.01..=1.5_f32],
        threat in (0.0..=1.0_f32, 0.0..=1.0_f32),
        more in 0.0..=1.0_f32,
    ) {
        let core = people(&[]);
        let task = Task { threshold, others: f32::from(others), ..Task::gift(0.6, 1.2) };
        let feared = Person { threat, ..person };
        let feared_more = Person { threat: (threat.0 + more, threat.1), ..person };
        let (with, without) = (core.intention(&feared_more, &task), core.intention(&feared, &task));
        prop_assert!(with >= without - ROUNDING, "{with} {without}");
    }

    #[test]
    fn more_threat_for_more_never_raises_giving(
        person in any_person(),
        threat in (0.0..=1.0_f32, 0.0..=1.0_f32),
        more in 0.0..=1.0_f32,
    ) {
        let core = people(&[]);
        let task = Task { others: 3.0, ..Task::gift(0.6, 1.2) };
        let feared = Person { threat, ..person };
        let feared_more = Person { threat: (threat.0, threat.1 + more), ..person };
        let (with, without) = (core.intention(&feared_more, &task), core.intention(&feared, &task));
        prop_assert!(with <= without + ROUNDING, "{with} {without}");
    }

    #[test]
    fn more_foresight_never_lowers_giving_among_partners(
        person in any_person(),
        members in 2..12_usize,
        marginal_return in 0.05..=0.95_f64,
        period in 1..=10_usize,
        further in 0.0..=1.0_f32,
    ) {
        let core = people(&[("decision_noise.sd", 0.0)]);
        let payoff = Payoff::Linear { endowment: 20.0, marginal_return };
        let game = ContributionGame {
            group_size: members,
            payoff,
            ..ContributionGame::usual(members, true)
        };
        let gives = |person: &Person| {
            game.contribution(&core, person, period, &mut Xoshiro256PlusPlus::seed_from_u64(1))
        };
        let ahead = Person { foresight: person.foresight + further, ..person };
        let (with, without) = (gives(&ahead), gives(&person));
        prop_assert!(with >= without - ROUNDING, "{with} {without}");
    }

    /// Who believes more of others gives more in any game among several, unless rebukes are feared.
    #[test]
    fn a_higher_belief_never_lowers_giving(
        person in any_person(),
        task in any_task(),
        more in 0.0..=1.0_f32,
    ) {
        let core = people(&[]);
        let trusting = Person { belief: (person.belief + more).min(1.0), ..person };
        let (with, without) = (core.intention(&trusting, &task), core.intention(&person, &task));
        prop_assert!(with >= without - ROUNDING, "{with} {without}");
    }
}
