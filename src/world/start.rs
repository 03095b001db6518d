//! The world at period 0, and the people who join it later.

use rand::RngExt;
use rand_distr::weighted::WeightedIndex;
use rand_distr::{Distribution, Open01};

use super::{Address, Block, Draws, LABELS, LANES, Leader, Place, Purpose, leader_of};
use crate::maths::normal::{TruncatedNormal, inverse_cumulative};
use crate::spec::{
    Composition, ModelSpec, SHARES, START_BELIEF, START_BELIEF_AGENT_SD, START_BELIEF_UNIT_SD,
    START_CREDIBILITY, START_LEADER_TRUST, StaffType, Trait,
};

/// Traits of one person, drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Person {
    kind: StaffType,
    /// Values in the order of [`Trait::ALL`].
    traits: [f64; Trait::ALL.len()],
    orientation: f64,
}

impl Person {
    fn get(&self, quality: Trait) -> f64 {
        self.traits[quality as usize]
    }
}

/// What is needed to set up units and to draw people, resolved once per specification.
#[derive(Debug, Clone)]
pub struct World<'a> {
    spec: &'a ModelSpec,
    draws: Draws,
    traits: [[TruncatedNormal; Trait::ALL.len()]; StaffType::ALL.len()],
    shares: [f64; StaffType::ALL.len()],
    types: WeightedIndex<f64>,
}

impl<'a> World<'a> {
    /// The world of a specification.
    pub fn new(spec: &'a ModelSpec) -> Self {
        let traits = StaffType::ALL.map(|kind| {
            Trait::ALL.map(|quality| {
                let (mean, sd) = quality.parameters(kind);
                let (low, high) = quality.limits();
                TruncatedNormal::new(spec.value(mean), spec.value(sd), low, high)
            })
        });
        let shares = [0, 1, 2].map(|index| spec.value(&SHARES[index]));
        let types = WeightedIndex::new(shares).expect("the shares sum to one");
        Self { spec, draws: Draws::new(spec.seed()), traits, shares, types }
    }

    /// The specification.
    pub fn spec(&self) -> &'a ModelSpec {
        self.spec
    }

    /// The source of random numbers.
    pub fn draws(&self) -> &Draws {
        &self.draws
    }

    /// A block of units as they are before the first period.
    #[inline(always)]
    pub fn block(&self, places: [Place; LANES]) -> Block {
        let staff = places.map(|place| self.spec.groups()[place.group as usize].staff);
        let mut block = Block::empty(&self.draws, places, staff);
        for lane in 0..LANES {
            self.fill_unit(&mut block, lane);
            self.fill_staff(&mut block, lane);
        }
        block
    }

    #[inline(always)]
    fn fill_unit(&self, block: &mut Block, lane: usize) {
        let Place { replicate, unit, group, .. } = block.places[lane];
        let units = &mut block.units;
        let levers = self.spec.groups()[group as usize].levers;
        for (row, value) in units.levers.0.iter_mut().zip(levers) {
            row[lane] = value as f32;
        }
        let Leader { competence, label } = leader_of(self.spec, &self.draws, replicate, unit, 0);
        units.competence[lane] = competence;
        units.label[lane] = label;
        units.credibility[lane] = self.spec.value(&START_CREDIBILITY) as f32;
        units.leader_trust[lane] = self.spec.value(&START_LEADER_TRUST) as f32;
    }

    #[inline(always)]
    fn fill_staff(&self, block: &mut Block, lane: usize) {
        let Place { replicate, unit, .. } = block.places[lane];
        let staff = block.staff[lane];
        let kinds = self.kinds(replicate, unit, staff);
        let unit_belief = self.starting_belief_of_unit(replicate, unit);
        for agent in 0..block.rows() {
            // Rows beyond the staff are filled too, so that every value is finite.
            let kind = kinds[agent % kinds.len()];
            let index = agent as u32;
            let at = Address { replicate, unit, purpose: Purpose::Traits, period: 0, agent: index };
            let person = self.person(kind, &mut self.draws.at(at));
            set_person(block, agent, lane, &person);
            let belief = unit_belief + self.starting_belief_of_agent(replicate, unit, index);
            block.agents.belief[agent][lane] = belief.clamp(0.0, 1.0) as f32;
            block.agents.difficulty[agent][lane] = 0.5;
        }
    }

    /// The types of a unit's staff, in agent order.
    fn kinds(&self, replicate: u32, unit: u32, staff: u32) -> Vec<StaffType> {
        match self.spec.composition() {
            Composition::Quota => largest_remainders(&self.shares, staff)
                .into_iter()
                .zip(StaffType::ALL)
                .flat_map(|(count, kind)| std::iter::repeat_n(kind, count as usize))
                .collect(),
            Composition::Random => (0..staff)
                .map(|agent| {
                    let purpose = Purpose::Types;
                    let address = Address { replicate, unit, purpose, period: 0, agent };
                    self.random_kind(&mut self.draws.at(address))
                })
                .collect(),
        }
    }

    fn random_kind(&self, generator: &mut impl rand::Rng) -> StaffType {
        StaffType::ALL[self.types.sample(generator)]
    }

    #[inline(always)]
    fn person(&self, kind: StaffType, generator: &mut impl rand::Rng) -> Person {
        let uniforms = [(); Trait::ALL.len()].map(|()| generator.sample(Open01));
        let traits = TruncatedNormal::values_at(&self.traits[kind as usize], uniforms);
        Person { kind, traits, orientation: generator.sample::<f64, _>(Open01) }
    }

    fn starting_belief_of_unit(&self, replicate: u32, unit: u32) -> f64 {
        let z = self.belief_normal(replicate, unit, 0);
        self.spec.value(&START_BELIEF) + self.spec.value(&START_BELIEF_UNIT_SD) * z
    }

    fn starting_belief_of_agent(&self, replicate: u32, unit: u32, agent: u32) -> f64 {
        self.spec.value(&START_BELIEF_AGENT_SD) * self.belief_normal(replicate, unit, agent + 1)
    }

    #[inline(always)]
    fn belief_normal(&self, replicate: u32, unit: u32, agent: u32) -> f64 {
        let purpose = Purpose::StartingBelief;
        let address = Address { replicate, unit, purpose, period: 0, agent };
        inverse_cumulative(self.draws.uniform_at(address))
    }
}

/// Puts a person with its starting state (all but belief and difficulty) into an agent's place.
#[inline(always)]
fn set_person(block: &mut Block, agent: usize, lane: usize, person: &Person) {
    let agents = &mut block.agents;
    let propensity = person.get(Trait::TrustPropensity) as f32;
    let motivation = person.get(Trait::BaselineMotivation) as f32;
    agents.kind[agent][lane] = person.kind as u8;
    agents.baseline_motivation[agent][lane] = motivation;
    agents.motivation[agent][lane] = motivation;
    agents.reciprocity[agent][lane] = person.get(Trait::Reciprocity) as f32;
    agents.leader_reciprocity[agent][lane] = person.get(Trait::LeaderReciprocity) as f32;
    agents.honesty[agent][lane] = person.get(Trait::Honesty) as f32;
    agents.control_aversion[agent][lane] = person.get(Trait::ControlAversion) as f32;
    agents.trust_propensity[agent][lane] = propensity;
    agents.trust[agent][lane] = propensity;
    agents.ability[agent][lane] = person.get(Trait::Ability) as f32;
    agents.orientation[agent][lane] = person.orientation as f32;
    agents.felt_vision[agent][lane] = 0.0;
}

/// Draws recruits: the best of some candidates.
#[derive(Debug, Clone, Copy)]
pub struct Recruiter<'a> {
    /// Source of people.
    pub world: &'a World<'a>,
    /// Candidates per vacancy, at least 1.
    pub candidates: u32,
    /// Standard deviation of the error in judging a candidate.
    pub judgement_noise: f64,
}

impl Recruiter<'_> {
    /// Fills the place of an agent who left in a period (counted from 1): the candidate with the
    /// highest `mu0 + rho + noise − distance(o, label)`, types by the shares. The belief starts
    /// half-way between the scenario's mean starting belief and `colleague_belief`.
    #[inline(always)]
    pub fn recruit(
        &self,
        block: &mut Block,
        lane: usize,
        period: u32,
        agent: u32,
        colleague_belief: f32,
    ) {
        let Place { replicate, unit, .. } = block.places[lane];
        let address = Address { replicate, unit, purpose: Purpose::Candidates, period, agent };
        let mut generator = self.world.draws.at(address);
        let label = f64::from(block.units.label[lane]) / LABELS as f64;
        let mut best: Option<(f64, Person)> = None;
        for _ in 0..self.candidates {
            let kind = self.world.random_kind(&mut generator);
            let person = self.world.person(kind, &mut generator);
            let error = inverse_cumulative(generator.sample(Open01));
            let apart = (person.orientation - label).abs();
            let score = person.get(Trait::BaselineMotivation)
                + person.get(Trait::Reciprocity)
                + self.judgement_noise * error
                - apart.min(1.0 - apart);
            if best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, person));
            }
        }
        let (_, person) = best.expect("there is at least one candidate");
        set_person(block, agent as usize, lane, &person);
        let start = self.world.spec.value(&START_BELIEF) as f32;
        block.agents.belief[agent as usize][lane] = 0.5 * (start + colleague_belief);
        block.agents.difficulty[agent as usize][lane] = 0.5;
    }
}

/// Whole numbers with the given sum, as near to the shares as can be (Hamilton's method of largest
/// remainders; ties go to the earlier share). The shares must sum to 1.
pub fn largest_remainders(shares: &[f64; 3], total: u32) -> [u32; 3] {
    let exact = shares.map(|share| share * f64::from(total));
    // Rounding to nine decimals keeps 0.15 · 20 from being read as 2.999….
    let exact = exact.map(|value| (value * 1e9).round() / 1e9);
    let mut counts = exact.map(|value| value.floor() as u32);
    let mut order = [0, 1, 2];
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    let missing = total.saturating_sub(counts.iter().sum());
    for index in order.into_iter().cycle().take(missing as usize) {
        counts[index] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remainders_give_the_default_quota() {
        assert_eq!(largest_remainders(&[0.25, 0.60, 0.15], 20), [5, 12, 3]);
        assert_eq!(largest_remainders(&[0.25, 0.60, 0.15], 1), [0, 1, 0]);
        assert_eq!(largest_remainders(&[0.25, 0.60, 0.15], 6), [1, 4, 1]);
        assert_eq!(largest_remainders(&[1.0, 0.0, 0.0], 7), [7, 0, 0]);
    }
}
