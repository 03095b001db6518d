//! The drive to work: one's own motivation, reciprocity, assurance, the leader, the felt vision.

use super::{Mechanism, Moment, Rule, Rules, Step};
use crate::maths::{larger, smaller};
use crate::spec::{ModelSpec, Parameter};
use crate::world::LANES;

/// Weight of the felt vision.
pub static VISION: Parameter = PARAMETERS[0];

const PARAMETERS: [Parameter; 1] = [Parameter::new("drive.vision", 0.15, 0.0, 5.0)
    .says("How much a fully felt vision adds to the drive of those who give weight to others.")
    .unit("effort")
    .neutral(0.0)
    .plausible(0.0, 0.3, "cheap talk adds 8–25 points of efficiency")
    .from("5", "seed 2.8 (lines 694–715)")];

/// The numbers of the drive.
#[derive(Debug, Clone, Copy)]
pub struct Drive {
    vision: f32,
}

impl Rule for Drive {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "drive",
        summary: "The drive to work grows with one's own motivation, the belief that others give, the assurance that nearly all do, trust in the leader, and the felt vision.",
        equation: "(5) M = max(0, mu + rho B + π ι F(B) + gamma (2T − 1) + 0.15 ι V), ι = min(1, mu0 + rho)",
        source: "Fischbacher & Gächter 2010 (slope 0.74); seed 2.7, 2.8",
        parameters: &PARAMETERS,
        off: &[("drive.vision", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { vision: spec.value(&VISION) as f32 }
    }
}

impl Step for Drive {
    #[inline(always)]
    fn apply(&self, rules: &Rules, moment: &mut Moment) {
        let agents = &moment.block.agents;
        for (agent, drive) in moment.scratch.drive.iter_mut().enumerate() {
            let (belief, trust) = (&agents.belief[agent], &agents.trust[agent]);
            let (motivation, vision) = (&agents.motivation[agent], &agents.felt_vision[agent]);
            let baseline = &agents.baseline_motivation[agent];
            let reciprocity = &agents.reciprocity[agent];
            let to_leader = &agents.leader_reciprocity[agent];
            let mut row = rules.assurance.at_row(belief);
            for lane in 0..LANES {
                let concern = smaller(baseline[lane] + reciprocity[lane], 1.0);
                let assured = rules.assurance.weight * row[lane];
                let sum = motivation[lane]
                    + reciprocity[lane] * belief[lane]
                    + concern * assured
                    + to_leader[lane] * (2.0 * trust[lane] - 1.0)
                    + self.vision * concern * vision[lane];
                row[lane] = larger(sum, 0.0);
            }
            *drive = row;
        }
    }
}
