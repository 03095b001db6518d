//! Staff leave, the distrustful sooner, and recruits are chosen.

use super::broken_words::BrokenWords;
use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::ground::random::{Generators, Purpose};
use crate::model::columns::Vacancy;
use crate::model::parameter::Parameter;
use crate::model::population::Recruiter;
use crate::model::specification::ModelSpec;
use crate::model::structure::{MIDDLE_DIFFICULTY, START_BELIEF};

const SOURCE: &str =
    "SOU 2018:38 §2.8, pp. 53–54; Dirks & Ferrin 2002 (trust and intention to leave)";

/// Base rate of leaving.
pub static EXIT: Parameter = PARAMETERS[0];
/// Candidates per vacancy.
pub static CANDIDATES: Parameter = PARAMETERS[1];
/// Error in judging candidates.
pub static JUDGEMENT_NOISE: Parameter = PARAMETERS[2];
/// Trust at which staff leave at the base rate.
pub static USUAL_TRUST: Parameter = PARAMETERS[3];
/// How far recruits take over the belief of a colleague.
pub static COLLEAGUE: Parameter = PARAMETERS[4];

const PARAMETERS: [Parameter; 5] = [
    Parameter::new("staff_turnover.exit", 0.0, 0.0, 1.0)
        .symbol("h_x")
        .summary("Probability of leaving in a period at the usual trust; it falls with trust.")
        .unit("probability per period")
        .neutral(0.0)
        .plausible(0.005, 0.03, "month")
        .source("staff", SOURCE),
    Parameter::new("staff_turnover.candidates", 1.0, 1.0, 1_000.0)
        .symbol("n_c")
        .whole()
        .summary("Candidates per vacancy, of whom the best is taken.")
        .unit("persons")
        .neutral(1.0)
        .needs(&["staff_turnover.exit"])
        .plausible(1.0, 5.0, "from no choice to a choice of five applicants")
        .source("staff", SOURCE),
    Parameter::new("staff_turnover.judgement_noise", 0.75, 0.0, 100.0)
        .symbol("e_c")
        .summary("Standard deviation of the error in judging a candidate's co-operation.")
        .unit("effort")
        .needs(&["staff_turnover.exit"])
        .plausible(0.4, 1.5, "half to double the default: no source gives a value")
        .source("staff", "model assumption"),
    Parameter::new("staff_turnover.usual_trust", 0.5, 0.0, 1.0)
        .symbol("T_x")
        .summary("Trust in the leader at which staff leave at the base rate: below it they leave sooner, above it later.")
        .plausible(0.3, 0.7, "around the mean of trust; unknown")
        .needs(&["staff_turnover.exit"])
        .source("staff", SOURCE),
    Parameter::new("staff_turnover.colleague", 0.5, 0.0, 1.0)
        .symbol("w_B")
        .summary("How far a recruit takes over the belief of a colleague rather than the scenario's mean starting belief.")
        .unit("weight")
        .plausible(0.0, 1.0, "unknown")
        .needs(&["staff_turnover.exit"])
        .source("staff", "model assumption"),
];

/// The numbers of staff turnover.
#[derive(Debug, Clone, Copy)]
pub struct StaffTurnover {
    exit: f32,
    candidates: u32,
    judgement_noise: f64,
    usual_trust: f32,
    colleague: f32,
    mean_start: f32,
    middle_difficulty: f32,
}

impl Rule for StaffTurnover {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "staff_turnover",
        summary: "Staff leave, the distrustful sooner; a recruit is the best of some candidates by motivation, reciprocity and nearness to the vision, as far as that can be judged.",
        equation: "exit with probability clamp(h_x (1 + T_x − T)), more in a period of broken words (23); recruit: of n_c candidates the one with the highest mu0 + rho + e_c z − distance(o, label); B starts at (1 − w_B) mean start + w_B a colleague's B",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("staff_turnover.exit", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            exit: spec.value(&EXIT) as f32,
            candidates: spec.value(&CANDIDATES) as u32,
            judgement_noise: spec.value(&JUDGEMENT_NOISE),
            usual_trust: spec.value(&USUAL_TRUST) as f32,
            colleague: spec.value(&COLLEAGUE) as f32,
            mean_start: spec.value(&START_BELIEF) as f32,
            middle_difficulty: spec.value(&MIDDLE_DIFFICULTY) as f32,
        }
    }
}

impl Step for StaffTurnover {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        if self.exit > 0.0 {
            self.let_go(&rules.broken_words, context);
            // Recruits take up the beliefs as they were before the phase.
            self.look_around(context);
            let recruiter = Recruiter {
                people: context.world.people(),
                candidates: self.candidates,
                judgement_noise: self.judgement_noise,
                difficulty: self.middle_difficulty,
                custom: context.world.custom(),
                relations: rules.leader_member_exchange.relations,
                instruction_set: context.instruction_set,
            };
            recruiter.fill(context.block, context.period, &context.scratch.vacancies);
        }
    }
}

impl StaffTurnover {
    /// Finds who leaves, in agent order, all decided on the state before the phase.
    #[inline(always)]
    fn let_go(&self, broken_words: &BrokenWords, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let upset = broken_words.exit(&block.flows.upset);
        let (uniforms, vacancies) = (&mut context.scratch.noise, &mut context.scratch.vacancies);
        block.streams.exit.fill_uniforms(&block.staff, uniforms);
        let leavers = &mut block.flows.leavers;
        *leavers = [0; LANES];
        vacancies.clear();
        for (agent, uniform) in uniforms.iter().enumerate() {
            let trust = &block.agents.trust[agent];
            let mut leaves = [0_u8; LANES];
            for lane in 0..LANES {
                let usual = self.exit * ((1.0 + self.usual_trust) - trust[lane]);
                let hazard = clamp01(usual + upset[lane]);
                let present = (agent as u32) < block.staff[lane];
                leaves[lane] = u8::from(present & (uniform[lane] < hazard));
            }
            for lane in 0..LANES {
                leavers[lane] += u32::from(leaves[lane]);
            }
            let mut gone = mask(&leaves);
            while gone != 0 {
                let lane = gone.trailing_zeros();
                vacancies.push(Vacancy { agent: agent as u32, lane, belief: 0.0 });
                gone &= gone - 1;
            }
        }
    }

    /// Finds the belief with which each recruit starts: between the scenario's mean starting belief
    /// and that of a uniformly drawn other agent of the unit, or the mean itself where there is none.
    #[inline(always)]
    fn look_around(&self, context: &mut PeriodContext) {
        let block = &context.block;
        for some in context.scratch.vacancies.chunks_mut(LANES) {
            let (mut hashes, mut others) = ([0; LANES], [1; LANES]);
            for (place, Vacancy { agent, lane, .. }) in some.iter().enumerate() {
                let lane = *lane as usize;
                hashes[place] = block.keys[lane].hash(Purpose::Colleague, context.period, *agent);
                others[place] = (block.staff[lane] - 1).max(1);
            }
            let places = some.len().next_multiple_of(8);
            let drawn = Generators::seeded(&hashes, places).below(&others);
            for (place, vacancy) in some.iter_mut().enumerate() {
                let (agent, lane) = (vacancy.agent, vacancy.lane as usize);
                let colleague = drawn[place] + u32::from(drawn[place] >= agent);
                let seen = if block.staff[lane] > 1 {
                    block.agents.belief[colleague as usize][lane]
                } else {
                    self.mean_start
                };
                vacancy.belief = (1.0 - self.colleague) * self.mean_start + self.colleague * seen;
            }
        }
    }
}

/// One bit per lane, set where the byte is 1 and not where it is 0.
#[inline(always)]
fn mask(lanes: &[u8; LANES]) -> u64 {
    let mut mask = 0;
    for (index, eight) in lanes.as_chunks::<8>().0.iter().enumerate() {
        // The product brings the lowest bits of the eight bytes together in the highest byte.
        let bits = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask |= bits << (8 * index);
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mask_has_the_bits_of_the_lanes() {
        let chosen = |lane: usize| lane.is_multiple_of(3) || lane == 61;
        let lanes = std::array::from_fn(|lane| u8::from(chosen(lane)));
        for lane in 0..LANES {
            assert_eq!(mask(&lanes) >> lane & 1 == 1, chosen(lane), "lane {lane}");
        }
    }
}
