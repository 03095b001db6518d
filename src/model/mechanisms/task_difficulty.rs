//! Tasks become easier or harder by chance.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;
use crate::model::structure::MIDDLE_DIFFICULTY;

const SOURCE: &str = "model assumption: a stationary process around the middle";

/// Persistence of difficulty.
pub static PERSISTENCE: Parameter = PARAMETERS[0];
/// Noise of difficulty.
pub static NOISE: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 3] = [
    Parameter::new("task_difficulty.persistence", 0.7, 0.0, 1.0)
        .symbol("r_D")
        .summary("Share of a task's distance from middle difficulty that lasts to the next period.")
        .unit("share per period")
        .plausible(
            0.4,
            0.9,
            "from tasks that change by the month to tasks that last: no source gives a value",
        )
        .source("1", SOURCE),
    Parameter::new("task_difficulty.noise", 0.2, 0.0, 2.0)
        .symbol("e_D")
        .summary("Standard deviation of the chance in difficulty.")
        .unit("difficulty")
        .neutral(0.0)
        .plausible(0.1, 0.4, "half to double the default: no source gives a value")
        .source("1", SOURCE),
    MIDDLE_DIFFICULTY,
];

/// The process of difficulty.
#[derive(Debug, Clone, Copy)]
pub struct TaskDifficulty {
    persistence: f32,
    noise: f32,
    middle: f32,
}

impl Rule for TaskDifficulty {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "task_difficulty",
        summary: "Each agent's task becomes easier or harder by chance, around middle difficulty.",
        equation: "(1) D ← clamp(D_m + r_D (D − D_m) + e_D z)",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("task_difficulty.noise", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            persistence: spec.value(&PERSISTENCE) as f32,
            noise: spec.value(&NOISE) as f32,
            middle: spec.value(&MIDDLE_DIFFICULTY) as f32,
        }
    }
}

impl Step for TaskDifficulty {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let noise = &mut context.scratch.noise[..];
        block.streams.difficulty.fill_normals(&block.staff, noise);
        for (difficulty, z) in block.agents.difficulty.iter_mut().zip(noise) {
            let mut next = *difficulty;
            for lane in 0..LANES {
                next[lane] = self.next(next[lane], z[lane]);
            }
            *difficulty = next;
        }
    }
}

impl TaskDifficulty {
    /// The difficulty after one period with standard normal `z`; in `[0,1]`.
    #[inline(always)]
    pub fn next(&self, difficulty: f32, z: f32) -> f32 {
        clamp01(self.middle + self.persistence * (difficulty - self.middle) + self.noise * z)
    }
}
