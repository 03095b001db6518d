//! The people of the laboratory: persons with the traits of the organisation model's staff, who
//! decide and learn by its rules, one at a time.

use rand::{Rng, RngExt};

pub use super::person::{Person, Steering};
use crate::ground::maths::normal::{TruncatedNormal, inverse_cumulative};
use crate::model::mechanisms::decision::{Decision, Situation, Task};
use crate::model::mechanisms::trust::SeenLeader;
use crate::model::mechanisms::{Rules, belief, peer_punishment};
use crate::model::population::mean_reciprocity;
use crate::model::specification::ModelSpec;
use crate::model::structure::{START_BELIEF, START_BELIEF_AGENT_SD};
use crate::model::traits::{DEAD_ZONE, SHARES, StaffType, Trait, shown};

/// Who people are and by which rules they decide and learn: those of the organisation model, with
/// the numbers of one specification.
#[derive(Debug, Clone)]
pub struct Population {
    shares: [f64; StaffType::ALL.len()],
    traits: [[TruncatedNormal; Trait::ALL.len()]; StaffType::ALL.len()],
    start: (f64, f64),
    dead_zone: f64,
    message: f32,
    rebuke_rate: f64,
    mean_reciprocity: f64,
    rules: Rules,
    decision: Decision,
}

impl Population {
    /// The people and rules of a specification.
    pub fn new(spec: &ModelSpec) -> Self {
        let rules = Rules::resolve(spec);
        let distribution = |kind, quality: Trait| {
            let (mean, sd) = quality.parameters(kind);
            let (low, high) = quality.limits();
            TruncatedNormal::new(spec.value(mean), spec.value(sd), low, high)
        };
        Self {
            shares: [0, 1, 2].map(|index| spec.value(&SHARES[index])),
            traits: StaffType::ALL
                .map(|kind| Trait::ALL.map(|quality| distribution(kind, quality))),
            start: (spec.value(&START_BELIEF), spec.value(&START_BELIEF_AGENT_SD)),
            dead_zone: spec.value(DEAD_ZONE),
            message: spec.value(&belief::VISION) as f32,
            rebuke_rate: spec.value(&peer_punishment::PUNISHMENT_RATE),
            mean_reciprocity: mean_reciprocity(spec),
            decision: Decision::in_organisation(&rules),
            rules,
        }
    }

    /// The same people where they begin with other beliefs: mean and standard deviation before
    /// truncation to `[0,1]`. What people expect of each other before they have met belongs to a
    /// place, not to a person.
    pub fn starting_with(mut self, belief: (f64, f64)) -> Self {
        self.start = belief;
        self
    }

    /// The same people where a share, in `[0,1]`, is selfish; the other types keep their proportion.
    pub fn with_selfish(mut self, share: f64) -> Self {
        let [_, conditional, intrinsic] = self.shares;
        let others = conditional + intrinsic;
        let of_others = |own: f64| if others > 0.0 { own / others } else { 0.5 };
        let left = 1.0 - share;
        self.shares = [share, left * of_others(conditional), left * of_others(intrinsic)];
        self
    }

    /// Draws a person.
    pub fn person(&self, generator: &mut impl Rng) -> Person {
        let mut share = || share(generator);
        let [first, second, _] = self.shares;
        let of_type = share();
        let place = usize::from(of_type >= first) + usize::from(of_type >= first + second);
        let mut value =
            |of: &TruncatedNormal| of.value_of(inverse_cumulative(of.share_at(share())));
        let mut drawn = self.traits[place].each_ref().map(&mut value);
        let reaction = &mut drawn[Trait::ControlAversion as usize];
        *reaction = shown(*reaction, self.dead_zone);
        let traits = drawn.map(|value| value as f32);
        let (mean, sd) = self.start;
        let belief = value(&TruncatedNormal::new(mean, sd, 0.0, 1.0)) as f32;
        let place_in_foresight = share() as f32;
        let motivation = traits[Trait::BaselineMotivation as usize];
        let kind = StaffType::ALL[place];
        Person {
            kind,
            traits,
            belief,
            trust: 0.5,
            motivation,
            control: 0.0,
            leader_trust: 1.0,
            vision: 0.0,
            threat: (0.0, 0.0),
            reciprocity_left: 1.0,
            foresight: self.rules.ratchet.foresight_of(place_in_foresight),
        }
    }

    /// The share of the endowment, or of effort, that a person gives (equations 5 and 7, without pay
    /// and checks): its drive with the noise of this decision, at most 1.
    pub fn contribution(&self, person: &Person, task: &Task, generator: &mut impl Rng) -> f32 {
        self.drive_of(person, task, self.mood(generator)).min(1.0)
    }

    /// The share that a person says it would give, who does not stray from what it would like; also the
    /// probability with which one gives who can only give all or nothing.
    pub fn intention(&self, person: &Person, task: &Task) -> f32 {
        self.drive_of(person, task, 0.0).min(1.0)
    }

    /// A standard normal for the noise of a decision.
    pub fn mood(&self, generator: &mut impl Rng) -> f32 {
        inverse_cumulative(share(generator)) as f32
    }

    /// A person's drive at a task, at least 0: the decision of the organisation's staff, with a standard
    /// normal for its noise.
    pub fn drive_of(&self, person: &Person, task: &Task, noise: f32) -> f32 {
        let [drive] = self.decision.at(task).drive(&Situation {
            motivation: &[person.motivation],
            baseline_motivation: &[person.value(Trait::BaselineMotivation)],
            reciprocity: &[person.value(Trait::Reciprocity)],
            reciprocity_left: &[person.reciprocity_left],
            belief: &[person.belief],
            leader_reciprocity: &[person.value(Trait::LeaderReciprocity)],
            trust: &[person.trust],
            felt_vision: &[person.vision],
            control_aversion: &[person.value(Trait::ControlAversion)],
            control: &[person.control],
            leader_trust: &[person.leader_trust],
            threat_for_less: &[person.threat.0],
            threat_for_more: &[person.threat.1],
            noise: &[noise],
        });
        drive
    }

    /// The efforts on paid or checked work and on other work (equation 7) of a person with some drive,
    /// under marginal pay, an expected penalty per unit below a standard, and that standard.
    pub fn effort(&self, drive: f32, (pay, penalty, standard): (f32, f32, f32)) -> (f32, f32) {
        self.rules.effort.choice(drive, pay, penalty, standard)
    }

    /// How a person feels who is steered so: checks and pay are felt as control, which moves
    /// motivation (equation 14) and trust in the principal. It is a first impression: trust and
    /// motivation are where they go at once.
    pub fn steered(&self, person: &Person, steering: &Steering) -> Person {
        let control = self.felt_control(steering);
        let baseline = person.value(Trait::BaselineMotivation);
        let aversion = person.value(Trait::ControlAversion);
        Person {
            trust: self.trust_in(person, steering),
            motivation: self.rules.crowding_out.target(baseline, aversion, control),
            control,
            leader_trust: steering.leader_trust,
            ..*person
        }
    }

    /// A period under the control that a person feels: its motivation moves (equation 14).
    pub fn live_under_control(&self, person: &mut Person) {
        let baseline = person.value(Trait::BaselineMotivation);
        let aversion = person.value(Trait::ControlAversion);
        person.motivation =
            self.rules.crowding_out.moved(person.motivation, baseline, aversion, person.control);
    }

    /// How controlling steering is felt to be, in `[0,1]`.
    pub fn felt_control(&self, steering: &Steering) -> f32 {
        self.rules.perceived_control.of(steering.monitoring, steering.pay, steering.dialogue)
    }

    /// Where trust in a principal who steers so goes.
    fn trust_in(&self, person: &Person, steering: &Steering) -> f32 {
        let seen = self.rules.trust.in_seen(&SeenLeader {
            competence: steering.competence,
            support: steering.support,
            control: self.felt_control(steering),
            leader_trust: steering.leader_trust,
            credibility: steering.competence,
            ratchet: 0.0,
            pay: steering.pay,
        });
        self.rules.trust.target(seen, person.value(Trait::TrustPropensity))
    }

    /// A person before a principal who steers it so, at first sight. To be left free, or to have been
    /// given anything, is all the kindness there is: how much it was is in what would be a fair answer,
    /// and control that is felt as distrust takes away from reciprocity.
    pub fn before_principal(&self, person: &Person, steering: &Steering) -> Person {
        Person { belief: 1.0, ..self.steered(person, steering) }
    }

    /// What of a payment is left to one who foresees that a ratchet turns it into a higher demand
    /// (equation 6).
    pub fn foreseen(&self, pay: f32, ratchet: f32) -> f32 {
        self.rules.ratchet.effective_pay(pay, ratchet)
    }

    /// What a token more now costs in some periods to come, per token of tax on a reference level that
    /// follows at a speed, as far as it is foreseen (equation 6).
    pub fn foreseen_within(&self, speed: f64, periods: usize) -> f64 {
        f64::from(self.rules.ratchet.lost_within(speed as f32, periods))
    }

    /// Rebukes by a fully reciprocal person for each unit that another gives less, where rebuking is as
    /// customary as it is at work.
    pub fn rebuke_rate(&self) -> f64 {
        self.rebuke_rate
    }

    /// Mean reciprocity of these people.
    pub fn mean_reciprocity(&self) -> f64 {
        self.mean_reciprocity
    }

    /// A person meets with rebukes, for each unit that it gave less than others and for each that it gave
    /// more, and learns to expect them (equation 16). None where nobody gave more, or less.
    pub fn receive_punishment(
        &self,
        person: &mut Person,
        (for_less, for_more): (Option<f32>, Option<f32>),
    ) {
        let rate = self.rules.learning.rate;
        let learn = |expected: &mut f32, met: Option<f32>| {
            *expected += met.map_or(0.0, |met| rate * (met - *expected));
        };
        learn(&mut person.threat.0, for_less);
        learn(&mut person.threat.1, for_more);
    }

    /// A message that a person feels (`vision`) lifts the belief that others follow it too (equation
    /// 14): its weight is that of the felt vision.
    pub fn hears_message(&self, person: &mut Person) {
        let weight = (self.message * person.vision).min(1.0);
        person.belief += weight * (1.0 - person.belief);
    }

    /// A person hears what others say they will give, and believes it as far as `credence`.
    pub fn hears(&self, person: &mut Person, announced: f32, credence: f32) {
        person.belief += credence * (announced - person.belief);
    }

    /// A person sees what others gave, exactly, and learns what to expect (equation 14).
    pub fn see(&self, person: &mut Person, others: f32) {
        let learning = &self.rules.learning;
        person.belief = learning.moved(person.belief, others, learning.rate);
    }

    /// A person who gave `own` sees what the others gave on average: it learns what to expect, and being
    /// exploited wears its reciprocity (equation 17).
    pub fn observe(&self, person: &mut Person, own: f32, others: f32) {
        self.see(person, others);
        person.reciprocity_left = self.rules.reciprocity.left(person.reciprocity_left, own, others);
    }
}

/// A number between 0 and 1: the middle of a step, never 0 or 1, whose normals are infinite.
fn share(generator: &mut impl Rng) -> f64 {
    (generator.random_range(0..1_u64 << 52) as f64 + 0.5) / (1_u64 << 52) as f64
}

/// The people of a scenario's text, for tests.
#[cfg(test)]
pub(super) fn core(text: &str) -> Population {
    let scenario = crate::scenario::Scenario::from_toml(text).unwrap();
    Population::new(&scenario.treatments[0].spec)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    fn someone(core: &Population) -> Person {
        let mut person = core.person(&mut Xoshiro256PlusPlus::seed_from_u64(1));
        person.traits[Trait::Reciprocity as usize] = 0.5;
        person.traits[Trait::LeaderReciprocity as usize] = 0.0;
        person.traits[Trait::BaselineMotivation as usize] = 0.1;
        Person { belief: 0.6, motivation: 0.1, ..person }
    }

    const NUMBERS: &str = "[conformity]\nweight = 0.5\n[payoffs]\nweight = 0.4\nothers = 0.5\n";

    fn close(found: f32, wanted: f32) {
        assert!((found - wanted).abs() < 1e-5, "{found} {wanted}");
    }

    #[test]
    fn drives_are_those_worked_out_by_hand() {
        let core = core(NUMBERS);
        let person = someone(&core);
        // Half of the wish, 0.1 + 0.5 · 0.6, and half of the belief; a concern of 0.6 weighs the gain of
        // others by 0.5 against a third of the stakes: 0.4 (0.6 · 0.5 − 1/3).
        let together = Task::gift(0.6, 1.2);
        close(core.intention(&person, &together), 0.486_667);
        // Alone the wish is not mixed.
        let alone = Task { same_position: false, ..together };
        close(core.intention(&person, &alone), 0.386_667);
        // At the threshold half of 1 − 0.6 fills the room that is left.
        close(core.intention(&person, &Task { threshold: 0.6, ..alone }), 0.509_333);
        // Who answers does not weigh own loss again.
        close(core.intention(&person, &Task::ANSWER), 0.4);
        // Half of reciprocity is left: 0.1 + 0.25 · 0.6.
        close(core.intention(&Person { reciprocity_left: 0.5, ..person }, &Task::ANSWER), 0.25);
        // Where it is best to do as the other does: 0.6, and a fifth of the room.
        close(core.intention(&person, &Task::matching(0.6, 1)), 0.68);
        // One standard deviation of the noise: 1.2 · 0.4 · 0.6.
        close(core.drive_of(&person, &Task::ANSWER, 1.0), 0.688);
    }

    #[test]
    fn threats_make_going_along_safer_and_giving_less_dearer() {
        let core = core(NUMBERS);
        let person = Person { threat: (0.9, 0.3), ..someone(&core) };
        let task = Task { same_position: false, ..Task::gift(0.6, 1.2) };
        // (0.6 + 0.3) / (0.9 + 0.3) by rebukes alone.
        let (threshold, without): (f64, f64) = (0.75, 0.386_666_667);
        let chance = 0.6_f64.powi(8) / (0.6_f64.powi(8) + threshold.powi(8));
        let drive = without + (1.0 - without) * (1.0 - threshold) * chance;
        let less = 1.0 / (1.0 + (-(drive - 0.6) / 0.15).exp());
        let wanted = drive + 0.4 / 1.8 * (0.9 * (1.0 - less) - 0.3 * less);
        close(core.intention(&person, &task), wanted as f32);
    }

    #[test]
    fn to_be_left_free_is_kind_and_distrust_is_answered() {
        let core = core(NUMBERS);
        let mut person = someone(&core);
        let answer = |person: &Person, steering: &Steering| {
            core.intention(&core.before_principal(person, steering), &Task::ANSWER)
        };
        let free = Steering { leader_trust: 1.0, ..Steering::PLAIN };
        close(answer(&person, &free), 0.6);
        // Control of 0.8 by one who trusts a quarter: 0.3 · 0.8 · 0.75 of reciprocity is withheld, and
        // 0.3 · 0.8 of motivation is gone.
        person.traits[Trait::ControlAversion as usize] = 0.3;
        let forced = Steering { monitoring: 1.0, leader_trust: 0.25, ..Steering::PLAIN };
        let controlled = core.before_principal(&person, &forced);
        close(controlled.control, 0.8);
        close(controlled.leader_trust, 0.25);
        close(answer(&person, &forced), 0.1 * 0.76 + 0.5 * 0.82);
        // Who likes control gives more.
        person.traits[Trait::ControlAversion as usize] = -0.5;
        close(answer(&person, &forced), 0.1 * 1.4 + 0.5 * 1.3);
    }

    #[test]
    fn messages_talk_sight_and_rebukes_move_what_they_should() {
        let text = "[belief]\nvision = 0.5\n[learning]\nrate = 0.5\n[reciprocity]\nwear = 0.2\n";
        let core = core(text);
        let mut person = Person { vision: 0.4, ..someone(&core) };
        core.hears_message(&mut person);
        // A fifth of the way from 0.6 to 1.
        close(person.belief, 0.68);
        core.hears(&mut person, 0.18, 0.5);
        close(person.belief, 0.43);
        core.see(&mut person, 0.83);
        close(person.belief, 0.63);
        // Half-way to what is seen; a fifth of the 0.7 that one gave more is worn off.
        core.observe(&mut person, 0.9, 0.2);
        close(person.belief, 0.415);
        close(person.reciprocity_left, 0.86);
        core.receive_punishment(&mut person, (Some(0.2), None));
        core.receive_punishment(&mut person, (None, Some(0.1)));
        assert_eq!(person.threat, (0.1, 0.05));
    }

    #[test]
    fn people_differ_in_foresight_as_widely_as_their_numbers_say() {
        let core = core("[ratchet]\nforesight = 0.8\nforesight_width = 0.5\n");
        let mut random = Xoshiro256PlusPlus::seed_from_u64(4);
        let all: Vec<f32> = (0..20_000).map(|_| core.person(&mut random).foresight).collect();
        assert!(all.iter().all(|foresight| (0.4..=1.2).contains(foresight)));
        // The mean of a uniform distribution over 0.8 has a standard error of 0.8 / √12 / 141.
        let mean = all.iter().sum::<f32>() / all.len() as f32;
        assert!((mean - 0.8).abs() < 4.0 * 0.0017, "{mean}");
    }
}
