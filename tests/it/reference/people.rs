//! People and leaders one at a time, with the library's generators.

use rand::{Rng, RngExt};
use rand_distr::weighted::WeightedIndex;
use rand_distr::{Distribution, Open01};

use tillit::ground::maths::normal::{TruncatedNormal, inverse_cumulative};
use tillit::ground::random::{Address, Draws, Purpose};
use tillit::model::catalogue::find_parameter;
use tillit::model::population::{LABELS, largest_remainders};
use tillit::model::specification::{Composition, ModelSpec};
use tillit::model::structure::{START_BELIEF, START_BELIEF_AGENT_SD, START_BELIEF_UNIT_SD};
use tillit::model::traits::{SHARES, StaffType, Trait};

/// A person as drawn.
pub struct Person {
    /// In the order of `Trait::ALL`.
    pub traits: [f64; Trait::ALL.len()],
    pub orientation: f64,
}

impl Person {
    pub fn get(&self, quality: Trait) -> f32 {
        self.traits[quality as usize] as f32
    }

    /// A person of a type: one uniform per trait and one for the orientation.
    pub fn draw(spec: &ModelSpec, kind: StaffType, generator: &mut impl Rng) -> Self {
        let traits = Trait::ALL.map(|quality| {
            let (mean, sd) = quality.parameters(kind);
            let (low, high) = quality.limits();
            let of = TruncatedNormal::new(spec.value(mean), spec.value(sd), low, high);
            let value = of.value_of(inverse_cumulative(of.share_at(generator.sample(Open01))));
            let dead =
                spec.value(find_parameter("staff.traits.control_aversion.dead_zone").unwrap());
            match quality {
                // Small reactions do not show.
                Trait::ControlAversion => value - value.clamp(-dead, dead),
                _ => value,
            }
        });
        Self { traits, orientation: generator.sample(Open01) }
    }
}

/// A type of person by the shares.
pub fn random_kind(spec: &ModelSpec, generator: &mut impl Rng) -> StaffType {
    let shares = [0, 1, 2].map(|index| spec.value(&SHARES[index]));
    StaffType::ALL[WeightedIndex::new(shares).unwrap().sample(generator)]
}

/// The best of some candidates for a vacancy.
pub fn recruit(spec: &ModelSpec, draws: &Draws, address: Address, label: u8) -> Person {
    let value = |key: &str| spec.value(find_parameter(key).unwrap());
    let candidates = value("staff_turnover.candidates") as usize;
    let noise = value("staff_turnover.judgement_noise");
    let mut generator = draws.at(Address { purpose: Purpose::Candidates, ..address });
    let mut best: Option<(f64, Person)> = None;
    for _ in 0..candidates {
        let kind = random_kind(spec, &mut generator);
        let person = Person::draw(spec, kind, &mut generator);
        let error = inverse_cumulative(generator.sample(Open01));
        let apart = (person.orientation - f64::from(label) / LABELS as f64).abs();
        let worth = person.traits[Trait::BaselineMotivation as usize]
            + person.traits[Trait::Reciprocity as usize];
        let score = worth + noise * error - apart.min(1.0 - apart);
        if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            best = Some((score, person));
        }
    }
    best.unwrap().1
}

/// A unit's staff at the start.
pub fn staff(spec: &ModelSpec, draws: &Draws, replicate: u32, unit: u32, n: u32) -> Vec<Person> {
    let shares = [0, 1, 2].map(|index| spec.value(&SHARES[index]));
    // Under the quota, one of the types that are not dealt yet, each place equally likely.
    let mut left = largest_remainders(&shares, n);
    let dealt: Vec<StaffType> = (0..n)
        .map(|agent| {
            let address = Address { replicate, unit, purpose: Purpose::Seat, period: 0, agent };
            let mut drawn = draws.uniform_at(address) * f64::from(left.iter().sum::<u32>());
            let mut kind = 0;
            while kind < 2 && drawn >= f64::from(left[kind]) {
                drawn -= f64::from(left[kind]);
                kind += 1;
            }
            left[kind] -= 1;
            StaffType::ALL[kind]
        })
        .collect();
    let kind = |agent: u32| match spec.composition() {
        Composition::Quota => dealt[agent as usize],
        Composition::Random => {
            let purpose = Purpose::Types;
            let address = Address { replicate, unit, purpose, period: 0, agent };
            random_kind(spec, &mut draws.at(address))
        }
    };
    let purpose = Purpose::Traits;
    let at = |agent| draws.at(Address { replicate, unit, purpose, period: 0, agent });
    (0..n).map(|agent| Person::draw(spec, kind(agent), &mut at(agent))).collect()
}

/// The beliefs of a unit's staff at the start.
pub fn starting_beliefs(
    spec: &ModelSpec,
    draws: &Draws,
    replicate: u32,
    unit: u32,
    n: u32,
) -> Vec<f32> {
    let purpose = Purpose::StartingBelief;
    let normal = |agent| {
        let address = Address { replicate, unit, purpose, period: 0, agent };
        inverse_cumulative(draws.uniform_at(address))
    };
    let shared = spec.value(&START_BELIEF) + spec.value(&START_BELIEF_UNIT_SD) * normal(0);
    let agent_sd = spec.value(&START_BELIEF_AGENT_SD);
    (1..=n).map(|index| (shared + agent_sd * normal(index)).clamp(0.0, 1.0) as f32).collect()
}
