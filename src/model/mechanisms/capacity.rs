//! Capacity: what an hour of effort yields, given time, gaming, difficulty, support and funds.

use super::misreporting::reported_difficulty;
use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::smaller;
use crate::model::columns::StaffSum;
use crate::model::levers::Lever;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Time that gaming takes.
pub static GAMING_TIME: Parameter = PARAMETERS[0];
/// What a hard task without help costs.
pub static DIFFICULTY_COST: Parameter = PARAMETERS[1];
/// What is left of capacity without funds.
pub static WITHOUT_FUNDS: Parameter = PARAMETERS[2];

const PARAMETERS: [Parameter; 3] = [
    Parameter::new("capacity.gaming_time", 0.3, 0.0, 1.0)
        .symbol("t_g")
        .summary("Working time that full gaming takes.")
        .unit("share of working time")
        .neutral(0.0)
        .plausible(0.0, 0.6, "fairness")
        .source("9", "SOU 2018:38 §5.2 (time spent on coding)"),
    Parameter::new("capacity.difficulty_cost", 0.5, 0.0, 1.0)
        .symbol("c_D")
        .summary("Share of capacity that the hardest task without help costs.")
        .unit("share of capacity")
        .neutral(0.0)
        .plausible(0.25, 0.75, "a quarter to three quarters of capacity: no source gives a value")
        .source("9", "SOU 2018:38 §3.3 (support close to the work)"),
    Parameter::new("capacity.without_funds", 0.5, 0.0, 1.0)
        .symbol("c_f")
        .summary("Share of capacity that is left to a unit without any funding.")
        .unit("share of capacity")
        .neutral(1.0)
        .plausible(0.2, 0.9, "unknown")
        .source("9", "model assumption"),
];

/// The numbers of capacity.
#[derive(Debug, Clone, Copy)]
pub struct Capacity {
    gaming_time: f32,
    difficulty_cost: f32,
    without_funds: f32,
}

impl Rule for Capacity {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "capacity",
        summary: "Hard tasks lower what effort yields unless support helps; support follows reported difficulty, so those who inflate draw it to themselves.",
        equation: "(9) c = τ (1 − t_g g) (1 − c_D D (1 − help)) (c_f + (1 − c_f) min(1, f)) × what problems leave (18), help = min(1, σ D̂ / mean D̂)",
        source: "SOU 2018:38 §3.3, §5.2",
        parameters: &PARAMETERS,
        off: &[("capacity.gaming_time", 0.0), ("capacity.difficulty_cost", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            gaming_time: spec.value(&GAMING_TIME) as f32,
            difficulty_cost: spec.value(&DIFFICULTY_COST) as f32,
            without_funds: spec.value(&WITHOUT_FUNDS) as f32,
        }
    }
}

impl Step for Capacity {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let support = &block.units.levers[Lever::Support];
        let mut per_reported: Row = [0.0; LANES];
        let mut common: Row = [0.0; LANES];
        for lane in 0..LANES {
            let mean = block.flows.reported_difficulty[lane];
            // Where nobody reports any difficulty, everyone has the same share of the help.
            per_reported[lane] = if mean > 0.0 { support[lane] / mean } else { f32::MAX };
            let funds = self.without_funds
                + (1.0 - self.without_funds) * block.units.funding[lane].min(1.0);
            let left = rules.voice.capacity(block.units.problems[lane]);
            common[lane] = block.flows.working_time[lane] * funds * left;
        }
        let agents = &block.agents;
        let mut sum = StaffSum::new(&block.staff);
        for (agent, capacity) in context.scratch.capacity.iter_mut().enumerate() {
            let (difficulty, inflation) = (&agents.difficulty[agent], &agents.inflation[agent]);
            let gaming = &agents.gaming[agent];
            let mut row: Row = [0.0; LANES];
            for lane in 0..LANES {
                let reported = reported_difficulty(difficulty[lane], inflation[lane]);
                let wanted = if per_reported[lane] < f32::MAX {
                    per_reported[lane] * reported
                } else {
                    support[lane]
                };
                let unhelped = 1.0 - smaller(wanted, 1.0);
                let ease = 1.0 - self.difficulty_cost * difficulty[lane] * unhelped;
                let honest_time = 1.0 - self.gaming_time * gaming[lane];
                row[lane] = common[lane] * honest_time * ease;
            }
            sum.add(agent, &row);
            *capacity = row;
        }
        block.flows.capacity = sum.mean();
    }
}
