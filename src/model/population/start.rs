//! The world at period 0.

use super::{Leader, Leaders, People, Persons, Relations, custom, largest_remainders};
use crate::ground::lanes::InstructionSet;
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::normal::inverse_cumulative;
use crate::ground::maths::normal::inverse_cumulative_of;
use crate::ground::random::Address;
use crate::ground::random::{Draws, Generators, Purpose, UnitKey};
use crate::model::columns::{Block, LevelColumns, UnitAddress};
use crate::model::specification::{Chain, Composition, ModelSpec, SiteDatum};
use crate::model::structure::{
    COMPETENCE_MEAN, MIDDLE_DIFFICULTY, START_BELIEF, START_BELIEF_AGENT_SD, START_BELIEF_UNIT_SD,
    START_CREDIBILITY, START_LEADER_TRUST, START_PROBLEMS,
};
use crate::model::traits::Trait;

/// What is needed to set up units and to draw people, resolved once per specification.
#[derive(Debug, Clone)]
pub struct World {
    spec: ModelSpec,
    draws: Draws,
    people: People,
    leaders: Leaders,
    relations: Relations,
    custom: (f32, f32),
}

impl World {
    /// The world of a specification.
    pub fn new(spec: &ModelSpec) -> Self {
        let (people, leaders) = (People::new(spec), Leaders::new(spec));
        let (for_less, for_more) = custom(spec);
        Self {
            spec: spec.clone(),
            draws: Draws::new(spec.seed()),
            people,
            leaders,
            relations: Relations::of(spec),
            custom: (for_less as f32, for_more as f32),
        }
    }

    /// The specification.
    pub fn spec(&self) -> &ModelSpec {
        &self.spec
    }

    /// The source of random numbers.
    pub fn draws(&self) -> &Draws {
        &self.draws
    }

    /// Who people are.
    pub fn people(&self) -> &People {
        &self.people
    }

    /// Who leaders are.
    pub fn leaders(&self) -> &Leaders {
        &self.leaders
    }

    /// Rebukes that people expect for giving less and for giving more before they have met with any.
    pub fn custom(&self) -> (f32, f32) {
        self.custom
    }

    /// A block of units as they are before the first period.
    pub fn block(&self, places: [UnitAddress; LANES]) -> Block {
        let mut block = Block::default();
        self.fill(InstructionSet::widest(), &mut block, places);
        block
    }

    /// Makes a block hold these units as they are before the first period; its memory is used
    /// again.
    #[inline(always)]
    pub fn fill(&self, set: InstructionSet, block: &mut Block, places: [UnitAddress; LANES]) {
        let staff = places.map(|place| self.spec.groups()[place.group as usize].staff);
        block.clear(&self.draws, places, staff);
        block.units.credibility = [self.spec.value(&START_CREDIBILITY) as f32; LANES];
        block.units.leader_trust = [self.spec.value(&START_LEADER_TRUST) as f32; LANES];
        block.units.problems = [self.spec.value(&START_PROBLEMS) as f32; LANES];
        for lane in 0..LANES {
            self.fill_unit(block, lane);
        }
        if let Some(chain) = self.spec.chain() {
            self.fill_chain(chain, block);
        }
        self.fill_staff(set, block);
        self.fill_beliefs(block);
    }

    #[inline(always)]
    fn fill_unit(&self, block: &mut Block, lane: usize) {
        let UnitAddress { replicate, unit, group, .. } = block.places[lane];
        let units = &mut block.units;
        let levers = self.spec.groups()[group as usize].levers;
        for (row, value) in units.levers.0.iter_mut().zip(levers) {
            row[lane] = value as f32;
        }
        let Leader { competence, label } = self.leaders.leader(&self.draws, replicate, unit, 0);
        units.competence[lane] = competence;
        units.label[lane] = label;
    }

    /// The levels above the units: at each the levers that the top has set.
    fn fill_chain(&self, chain: &Chain, block: &mut Block) {
        for level in 0..chain.levels() {
            let mut columns = LevelColumns::start();
            columns.levers = block.units.levers.clone();
            let row = |datum: SiteDatum| {
                let has = level >= datum.first_level();
                [if has { chain.datum(datum, level) as f32 } else { 0.0 }; LANES]
            };
            columns.administration = row(SiteDatum::Administration);
            columns.pressure = row(SiteDatum::Pressure);
            columns.trust_up = row(SiteDatum::TrustInSuperior);
            columns.trust_down = row(SiteDatum::TrustInSubordinates);
            for lane in 0..LANES {
                let UnitAddress { replicate, unit, .. } = block.places[lane];
                let manager = chain.manager(level, unit, self.spec.n_units());
                columns.manager[lane] = manager;
                columns.competence[lane] = self.competence_of(replicate, level, manager);
                if level <= chain.managers.len() {
                    let reports = chain.reports(level, manager, self.spec.n_units());
                    columns.reports[lane] = reports as f32;
                }
            }
            block.chain.push(columns);
        }
    }

    /// The competence of a manager, drawn as that of leaders; the top has that of a usual leader.
    fn competence_of(&self, replicate: u32, level: usize, manager: u32) -> f32 {
        if level == 0 {
            return self.spec.value(&COMPETENCE_MEAN) as f32;
        }
        let purpose = Purpose::ManagerCompetence;
        let agent = level as u32;
        let address = Address { replicate, unit: manager, purpose, period: 0, agent };
        self.leaders.competence(inverse_cumulative(self.draws.uniform_at(address)))
    }

    /// Rows beyond a unit's staff are filled too, so that every value is finite.
    #[inline(always)]
    fn fill_staff(&self, set: InstructionSet, block: &mut Block) {
        let mut quota = [[0; 3]; LANES];
        for lane in 0..LANES {
            let same = lane > 0 && block.staff[lane] == block.staff[lane - 1];
            quota[lane] = if same {
                quota[lane - 1]
            } else {
                largest_remainders(self.people.shares(), block.staff[lane])
            };
        }
        let difficulty = [self.spec.value(&MIDDLE_DIFFICULTY) as f32; LANES];
        let mut persons = Persons::default();
        for agent in 0..block.rows() {
            let index = agent as u32;
            persons.kind = match self.spec.composition() {
                Composition::Quota => dealt(&block.keys, &mut quota, index),
                Composition::Random => {
                    self.people.kinds(&mut generators(&block.keys, Purpose::Types, index))
                }
            };
            let mut generators = generators(&block.keys, Purpose::Traits, index);
            self.people.draw(set, &mut generators, &mut persons);
            let agents = &mut block.agents;
            agents.kind[agent] = persons.kind;
            agents.baseline_motivation[agent] = narrowed(persons.get(Trait::BaselineMotivation));
            agents.motivation[agent] = agents.baseline_motivation[agent];
            agents.reciprocity[agent] = narrowed(persons.get(Trait::Reciprocity));
            agents.leader_reciprocity[agent] = narrowed(persons.get(Trait::LeaderReciprocity));
            agents.honesty[agent] = narrowed(persons.get(Trait::Honesty));
            agents.control_aversion[agent] = narrowed(persons.get(Trait::ControlAversion));
            agents.trust_propensity[agent] = narrowed(persons.get(Trait::TrustPropensity));
            agents.trust[agent] = agents.trust_propensity[agent];
            agents.ability[agent] = narrowed(persons.get(Trait::Ability));
            agents.orientation[agent] = narrowed(&persons.orientation);
            agents.difficulty[agent] = difficulty;
            agents.reciprocity_left[agent] = [1.0; LANES];
            agents.relation[agent] = self.relations.at_start(&block.keys, index);
            agents.threat_for_less[agent] = [self.custom.0; LANES];
            agents.threat_for_more[agent] = [self.custom.1; LANES];
        }
    }

    /// Starting beliefs: a part that a unit's staff share and a part of each agent.
    #[inline(always)]
    fn fill_beliefs(&self, block: &mut Block) {
        let mean = self.spec.value(&START_BELIEF);
        let unit_sd = self.spec.value(&START_BELIEF_UNIT_SD);
        let agent_sd = self.spec.value(&START_BELIEF_AGENT_SD);
        let shared = belief_normals(&block.keys, 0);
        for (agent, belief) in block.agents.belief.iter_mut().enumerate() {
            let own = belief_normals(&block.keys, agent as u32 + 1);
            for lane in 0..LANES {
                let value = (mean + unit_sd * shared[lane]) + agent_sd * own[lane];
                belief[lane] = value.clamp(0.0, 1.0) as f32;
            }
        }
    }
}

/// The generators of an agent in every lane.
#[inline(always)]
fn generators(keys: &[UnitKey; LANES], purpose: Purpose, agent: u32) -> Generators {
    let mut hashes = [0; LANES];
    for lane in 0..LANES {
        hashes[lane] = keys[lane].hash(purpose, 0, agent);
    }
    Generators::seeded(&hashes, LANES)
}

/// The normals of starting beliefs: index 0 is the unit's, agents follow.
#[inline(always)]
fn belief_normals(keys: &[UnitKey; LANES], index: u32) -> [f64; LANES] {
    let mut normals = [0.0; LANES];
    for lane in 0..LANES {
        normals[lane] = keys[lane].uniform(Purpose::StartingBelief, 0, index);
    }
    inverse_cumulative_of(&mut normals);
    normals
}

/// The types of an agent in every lane where each unit has its quota of types, dealt to its seats at
/// random: one of those not yet dealt, each equally likely. `left` are the numbers not yet dealt; seats
/// beyond a unit's staff get the last type.
#[inline(always)]
fn dealt(keys: &[UnitKey; LANES], left: &mut [[u32; 3]; LANES], seat: u32) -> [u8; LANES] {
    let mut kinds = [0; LANES];
    for lane in 0..LANES {
        let [first, second, third] = left[lane];
        let uniform = keys[lane].uniform(Purpose::Seat, 0, seat);
        let drawn = uniform * f64::from(first + second + third);
        let kind =
            u8::from(drawn >= f64::from(first)) + u8::from(drawn >= f64::from(first + second));
        let number = &mut left[lane][usize::from(kind)];
        *number = number.saturating_sub(1);
        kinds[lane] = kind;
    }
    kinds
}

/// A row of agents in the precision of the columns.
#[inline(always)]
fn narrowed(values: &[f64; LANES]) -> Row {
    let mut row = [0.0; LANES];
    for lane in 0..LANES {
        row[lane] = values[lane] as f32;
    }
    row
}
