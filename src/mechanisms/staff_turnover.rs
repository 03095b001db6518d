//! Staff leave, the distrustful sooner, and recruits are chosen.

use rand::RngExt;

use super::{Mechanism, Moment, Rule, Rules, Step};
use crate::maths::clamp01;
use crate::spec::{ModelSpec, Parameter, START_BELIEF};
use crate::world::{Address, LANES, Purpose, Recruiter};

const SOURCE: &str = "seed 2.8 (lines 774–781); Dirks & Ferrin 2002 (trust and intention to leave)";

/// Base rate of leaving.
pub static EXIT: Parameter = PARAMETERS[0];
/// Candidates per vacancy.
pub static CANDIDATES: Parameter = PARAMETERS[1];
/// Error in judging candidates.
pub static JUDGEMENT_NOISE: Parameter = PARAMETERS[2];

const PARAMETERS: [Parameter; 3] = [
    Parameter::new("staff_turnover.exit", 0.0, 0.0, 1.0)
        .says("Probability of leaving in a period at a trust of one half; it falls with trust.")
        .unit("probability per period")
        .neutral(0.0)
        .plausible(0.005, 0.03, "month")
        .from("staff", SOURCE),
    Parameter::new("staff_turnover.candidates", 1.0, 1.0, 1_000.0)
        .whole()
        .says("Candidates per vacancy, of whom the best is taken.")
        .unit("persons")
        .neutral(1.0)
        .from("staff", SOURCE),
    Parameter::new("staff_turnover.judgement_noise", 0.75, 0.0, 100.0)
        .says("Standard deviation of the error in judging a candidate's co-operation.")
        .unit("effort")
        .from("staff", "model assumption"),
];

/// The numbers of staff turnover.
#[derive(Debug, Clone, Copy)]
pub struct StaffTurnover {
    exit: f32,
    candidates: u32,
    judgement_noise: f64,
    mean_start: f32,
}

impl Rule for StaffTurnover {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "staff_turnover",
        summary: "Staff leave, the distrustful sooner; a recruit is the best of some candidates by motivation, reciprocity and nearness to the vision, as far as that can be judged.",
        equation: "exit with probability clamp(exit (1.5 − T)); recruit: the highest mu0 + rho + 0.75 z − distance(o, label)",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("staff_turnover.exit", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            exit: spec.value(&EXIT) as f32,
            candidates: spec.value(&CANDIDATES) as u32,
            judgement_noise: spec.value(&JUDGEMENT_NOISE),
            mean_start: spec.value(&START_BELIEF) as f32,
        }
    }
}

impl Step for StaffTurnover {
    #[inline(always)]
    fn apply(&self, _: &Rules, moment: &mut Moment) {
        if self.exit > 0.0 {
            let leavers = self.leavers(moment);
            moment.block.flows.leavers = [0; LANES];
            // Recruits take up the beliefs as they were before the phase.
            let beliefs: Vec<f32> = leavers
                .iter()
                .map(|&(agent, lane)| self.colleague_belief(moment, agent, lane))
                .collect();
            let world = moment.world;
            let recruiter = Recruiter {
                world,
                candidates: self.candidates,
                judgement_noise: self.judgement_noise,
            };
            for ((agent, lane), belief) in leavers.into_iter().zip(beliefs) {
                recruiter.recruit(moment.block, lane, moment.period, agent as u32, belief);
                moment.block.flows.leavers[lane] += 1;
            }
        }
    }
}

impl StaffTurnover {
    /// Who leaves, as (agent, lane) in agent order, all decided on the state before the phase.
    #[inline(always)]
    fn leavers(&self, moment: &mut Moment) -> Vec<(usize, usize)> {
        let block = &mut *moment.block;
        let stream = &mut block.streams.exit;
        let mut leavers = Vec::new();
        let everyone = block.staff.iter().copied().min().unwrap_or(0) as usize;
        for (agent, trust) in block.agents.trust.iter().enumerate() {
            let before = (agent >= everyone).then(|| stream.clone());
            let uniform = stream.next_uniform();
            if let Some(before) = before {
                stream.undo_where(&before, |lane| agent >= block.staff[lane] as usize);
            }
            let mut leaves = [false; LANES];
            for lane in 0..LANES {
                leaves[lane] = uniform[lane] < clamp01(self.exit * (1.5 - trust[lane]))
                    && (agent as u32) < block.staff[lane];
            }
            if leaves.contains(&true) {
                leavers.extend((0..LANES).filter(|lane| leaves[*lane]).map(|lane| (agent, lane)));
            }
        }
        leavers
    }

    /// The belief of a uniformly drawn other agent of the unit; the mean start where there is none.
    fn colleague_belief(&self, moment: &Moment, agent: usize, lane: usize) -> f32 {
        let block = &moment.block;
        let place = block.places[lane];
        let others = block.staff[lane] - 1;
        if others == 0 {
            return self.mean_start;
        }
        let address = Address {
            replicate: place.replicate,
            unit: place.unit,
            purpose: Purpose::Colleague,
            period: moment.period,
            agent: agent as u32,
        };
        let drawn = moment.world.draws().at(address).random_range(0..others) as usize;
        let colleague = if drawn >= agent { drawn + 1 } else { drawn };
        block.agents.belief[colleague][lane]
    }
}
