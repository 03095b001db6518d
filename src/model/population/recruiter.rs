//! Recruits: the best of some candidates for each vacancy.

use super::{LABELS, People, Persons, Relations};
use crate::ground::lanes::InstructionSet;
use crate::ground::lanes::{LANES, WideRow};
use crate::ground::maths::normal::inverse_cumulative_of;
use crate::ground::random::{Generators, Purpose};
use crate::model::columns::{Block, Vacancy};
use crate::model::traits::Trait;

/// Draws recruits.
#[derive(Debug, Clone, Copy)]
pub struct Recruiter<'a> {
    /// Who candidates are.
    pub people: &'a People,
    /// Candidates per vacancy, at least 1.
    pub candidates: u32,
    /// Standard deviation of the error in judging a candidate.
    pub judgement_noise: f64,
    /// Difficulty of the task with which recruits start, in `[0,1]`.
    pub difficulty: f32,
    /// Rebukes that recruits expect for giving less and for giving more: the custom of the place.
    pub custom: (f32, f32),
    /// How recruits and leaders get on.
    pub relations: Relations,
    /// How loops over candidates are compiled; changes no number.
    pub instruction_set: InstructionSet,
}

impl Recruiter<'_> {
    /// Fills the vacancies of a period (counted from 1): each with the candidate of the highest
    /// `mu0 + rho + noise − distance(o, label)`, types by the shares.
    #[inline(always)]
    pub fn fill(&self, block: &mut Block, period: u32, vacancies: &[Vacancy]) {
        for some in vacancies.chunks(LANES) {
            let persons = self.choose(block, period, some);
            for (place, vacancy) in some.iter().enumerate() {
                self.seat(block, period, vacancy, &persons, place);
            }
        }
    }

    /// The person chosen for each of up to [`LANES`] vacancies.
    #[inline(always)]
    fn choose(&self, block: &Block, period: u32, vacancies: &[Vacancy]) -> Persons {
        let (mut hashes, mut labels) = ([0; LANES], [0.0; LANES]);
        for (place, Vacancy { agent, lane, .. }) in vacancies.iter().enumerate() {
            hashes[place] = block.keys[*lane as usize].hash(Purpose::Candidates, period, *agent);
            labels[place] = f64::from(block.units.label[*lane as usize]) / LABELS as f64;
        }
        // Whole vectors: the places beyond the vacancies are drawn too, and read by nobody.
        let mut generators = Generators::seeded(&hashes, vacancies.len().next_multiple_of(8));
        let mut best = Persons::default();
        self.people.anybody(self.instruction_set, &mut generators, &mut best);
        if self.candidates > 1 {
            let mut next = Persons::default();
            let mut highest = self.scores(&best, &labels, &mut generators);
            for _ in 1..self.candidates {
                self.people.anybody(self.instruction_set, &mut generators, &mut next);
                let scores = self.scores(&next, &labels, &mut generators);
                keep_better(&mut best, &mut highest, &next, &scores);
            }
        }
        best
    }

    /// How good candidates look: their worth, an error of judgement, and the distance to the vision.
    #[inline(always)]
    fn scores(&self, persons: &Persons, labels: &WideRow, generators: &mut Generators) -> WideRow {
        let mut errors = generators.next_open();
        inverse_cumulative_of(&mut errors[..generators.n()]);
        let (motivation, reciprocity) =
            (persons.get(Trait::BaselineMotivation), persons.get(Trait::Reciprocity));
        let mut scores = [0.0; LANES];
        for place in 0..generators.n() {
            let apart = (persons.orientation[place] - labels[place]).abs();
            let worth = motivation[place] + reciprocity[place];
            scores[place] = worth + self.judgement_noise * errors[place] - apart.min(1.0 - apart);
        }
        scores
    }

    /// Puts a person with its starting state into the place of the one who left.
    #[inline(always)]
    fn seat(
        &self,
        block: &mut Block,
        period: u32,
        vacancy: &Vacancy,
        persons: &Persons,
        place: usize,
    ) {
        let (agent, lane) = (vacancy.agent as usize, vacancy.lane as usize);
        let value = |quality| persons.get(quality)[place] as f32;
        let agents = &mut block.agents;
        let motivation = value(Trait::BaselineMotivation);
        let propensity = value(Trait::TrustPropensity);
        agents.kind[agent][lane] = persons.kind[place];
        agents.baseline_motivation[agent][lane] = motivation;
        agents.motivation[agent][lane] = motivation;
        agents.reciprocity[agent][lane] = value(Trait::Reciprocity);
        agents.leader_reciprocity[agent][lane] = value(Trait::LeaderReciprocity);
        agents.honesty[agent][lane] = value(Trait::Honesty);
        agents.control_aversion[agent][lane] = value(Trait::ControlAversion);
        agents.trust_propensity[agent][lane] = propensity;
        agents.trust[agent][lane] = propensity;
        agents.ability[agent][lane] = value(Trait::Ability);
        agents.orientation[agent][lane] = persons.orientation[place] as f32;
        agents.felt_vision[agent][lane] = 0.0;
        agents.belief[agent][lane] = vacancy.belief;
        agents.difficulty[agent][lane] = self.difficulty;
        agents.reciprocity_left[agent][lane] = 1.0;
        (agents.threat_for_less[agent][lane], agents.threat_for_more[agent][lane]) = self.custom;
        let relation = self.relations.of_recruit(block.keys[lane], period, vacancy.agent);
        agents.relation[agent][lane] = relation;
    }
}

/// Keeps for each vacancy the person with the higher score, the earlier one at equal scores.
#[inline(always)]
fn keep_better(best: &mut Persons, highest: &mut WideRow, next: &Persons, scores: &WideRow) {
    for place in 0..LANES {
        if scores[place] > highest[place] {
            highest[place] = scores[place];
            best.kind[place] = next.kind[place];
            best.orientation[place] = next.orientation[place];
            for (kept, new) in best.traits.iter_mut().zip(&next.traits) {
                kept[place] = new[place];
            }
        }
    }
}
