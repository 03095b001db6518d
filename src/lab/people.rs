//! The people of the laboratory: persons with the traits of the organisation model's staff, who
//! decide and learn by its rules, one at a time.

use rand::{Rng, RngExt};

use crate::maths::normal::{TruncatedNormal, inverse_cumulative};
use crate::mechanisms::assurance::{self, Assurance};
use crate::mechanisms::{
    Rule, belief, crowding_out::CrowdingOut, drive::Drive, learning::Learning,
    perceived_control::PerceivedControl, trust::Trust,
};
use crate::spec::{ModelSpec, SHARES, START_BELIEF, START_BELIEF_AGENT_SD, StaffType, Trait};

/// A person at play.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person {
    /// Type.
    pub kind: StaffType,
    /// Traits, in the order of [`Trait::ALL`].
    pub traits: [f32; Trait::ALL.len()],
    /// Belief about the others' mean contribution, as a share of the endowment.
    pub belief: f32,
    /// Trust in whoever leads, in `[0,1]`.
    pub trust: f32,
}

/// How a principal steers an agent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steering {
    /// Probability of a check, or 1 for a rule that leaves no choice.
    pub monitoring: f32,
    /// Effective pay for results.
    pub pay: f32,
    /// Support.
    pub support: f32,
    /// How far the principal is seen to trust the agent.
    pub leader_trust: f32,
    /// The principal's competence, and how far its words are believed.
    pub competence: f32,
}

impl Person {
    /// A trait.
    pub fn get(&self, quality: Trait) -> f32 {
        self.traits[quality as usize]
    }
}

/// Who people are and by which rules they decide and learn: those of the organisation model, with
/// the numbers of one specification.
#[derive(Debug, Clone)]
pub struct Core {
    shares: [f64; StaffType::ALL.len()],
    traits: [[TruncatedNormal; Trait::ALL.len()]; StaffType::ALL.len()],
    start: (f64, f64),
    drive: Drive,
    assurance: Assurance,
    critical_mass: f32,
    control: PerceivedControl,
    crowding_out: CrowdingOut,
    trust: Trust,
    learning: Learning,
    perception: f32,
}

impl Core {
    /// The people and rules of a specification.
    pub fn new(spec: &ModelSpec) -> Self {
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
            drive: Drive::resolve(spec),
            assurance: Assurance::resolve(spec),
            critical_mass: spec.value(&assurance::CRITICAL_MASS) as f32,
            control: PerceivedControl::resolve(spec),
            crowding_out: CrowdingOut::resolve(spec),
            trust: Trust::resolve(spec),
            learning: Learning::resolve(spec),
            perception: spec.value(&belief::NOISE) as f32,
        }
    }

    /// The same people where they begin with other beliefs: mean and standard deviation before
    /// truncation to `[0,1]`. What people expect of each other before they have met belongs to a
    /// place, not to a person.
    pub fn starting_with(mut self, belief: (f64, f64)) -> Self {
        self.start = belief;
        self
    }

    /// Draws a person.
    pub fn person(&self, generator: &mut impl Rng) -> Person {
        // The middle of a step: neither 0 nor 1, whose normals are infinite.
        let mut share =
            || (generator.random_range(0..1_u64 << 52) as f64 + 0.5) / (1_u64 << 52) as f64;
        let [first, second, _] = self.shares;
        let of_type = share();
        let place = usize::from(of_type >= first) + usize::from(of_type >= first + second);
        let mut value =
            |of: &TruncatedNormal| of.value_of(inverse_cumulative(of.share_at(share())));
        let traits = self.traits[place].each_ref().map(|of| value(of) as f32);
        let (mean, sd) = self.start;
        let belief = value(&TruncatedNormal::new(mean, sd, 0.0, 1.0)) as f32;
        Person { kind: StaffType::ALL[place], traits, belief, trust: 0.5 }
    }

    /// The share of the endowment, or of effort, that a person gives (equations 5 and 7, without pay,
    /// checks and vision): its drive, at most 1. `critical_mass` is the share of others' giving from
    /// which giving bears fruit, which brings in assurance (equation 4); none for a public good whose
    /// return is linear.
    pub fn gives(&self, person: &Person, critical_mass: Option<f32>) -> f32 {
        let own = person.get(Trait::BaselineMotivation);
        let assured = critical_mass.map_or(0.0, |mass| {
            self.assurance.weight * self.assurance.with_critical_mass(mass).at(person.belief)
        });
        let others = (person.get(Trait::Reciprocity), person.belief);
        let leader = (person.get(Trait::LeaderReciprocity), person.trust);
        self.drive.at((own, own), others, assured, leader, 0.0).min(1.0)
    }

    /// The share that a person gives to a principal who steers it so: checks and pay are felt as
    /// control, which moves motivation (equation 14) and trust in the principal, and with them the
    /// drive. It is a first impression: trust and motivation are where they go at once.
    pub fn gives_to_principal(&self, person: &Person, steering: &Steering) -> f32 {
        let control = self.control.of(steering.monitoring, steering.pay, 0.0);
        let benevolence =
            self.trust.benevolence_of(steering.support, control, steering.leader_trust);
        let integrity = self.trust.integrity_of(steering.competence, 0.0, steering.pay);
        let propensity = person.get(Trait::TrustPropensity);
        let trust = self.trust.target(steering.competence, benevolence, integrity, propensity);
        let baseline = person.get(Trait::BaselineMotivation);
        let aversion = person.get(Trait::ControlAversion);
        let motivation = self.crowding_out.target(baseline, aversion, control);
        let others = (person.get(Trait::Reciprocity), person.belief);
        let leader = (person.get(Trait::LeaderReciprocity), trust);
        self.drive.at((motivation, baseline), others, 0.0, leader, 0.0).min(1.0)
    }

    /// The critical mass of the model's own technology.
    pub fn critical_mass(&self) -> f32 {
        self.critical_mass
    }

    /// A person sees what the others gave on average, and learns (equation 14).
    pub fn sees(&self, person: &mut Person, others: f32, generator: &mut impl Rng) {
        let uniform = (generator.random_range(0..1_u64 << 52) as f64 + 0.5) / (1_u64 << 52) as f64;
        let target = others + self.perception * inverse_cumulative(uniform) as f32;
        person.belief = self.learning.moved(person.belief, target, self.learning.rate);
    }
}
