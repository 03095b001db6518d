//! The drive to work: one's own motivation, reciprocity, assurance, the leader, the felt vision.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::{larger, smaller};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Weight of the felt vision.
pub static VISION: Parameter = PARAMETERS[0];

/// What self-interest takes off.
pub static DISCOUNT: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    Parameter::new("drive.vision", 0.15, 0.0, 5.0)
        .symbol("v_M")
        .summary("How much a fully felt vision adds to the drive of those who give weight to others.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.0, 0.3, "cheap talk adds 8–25 points of efficiency")
        .source("5", "SOU 2018:38 §2.8, pp. 51–52"),
    Parameter::new("drive.discount", 0.0, 0.0, 1.0)
        .symbol("d")
        .summary("What self-interest takes off the drive of those who have no concern for others, before anything is given.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.0, 0.2, "fits of public goods games in the laboratory")
        .source("5", "Fischbacher & Gächter 2010: imperfect conditional co-operation"),
];

/// The numbers of the drive.
#[derive(Debug, Clone, Copy)]
pub struct Drive {
    vision: f32,
    discount: f32,
}

impl Rule for Drive {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "drive",
        summary: "The drive to work grows with one's own motivation, the belief that others give, the assurance that nearly all do, trust in the leader, and the felt vision.",
        equation: "(5) M = max(0, mu + rho B + π ι F(B) + gamma (2T − 1) + v_M ι V − d (1 − ι)) before sanctions among colleagues, ι = min(1, mu0 + rho)",
        source: "Fischbacher & Gächter 2010 (slope 0.74); SOU 2018:38 §2.7, §2.8",
        parameters: &PARAMETERS,
        off: &[("drive.vision", 0.0), ("drive.discount", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { vision: spec.value(&VISION) as f32, discount: spec.value(&DISCOUNT) as f32 }
    }
}

impl Step for Drive {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &*context.block;
        let agents = &block.agents;
        let control = rules.perceived_control.row(block);
        for (agent, drive) in context.scratch.drive.iter_mut().enumerate() {
            let (belief, trust) = (&agents.belief[agent], &agents.trust[agent]);
            let (motivation, vision) = (&agents.motivation[agent], &agents.felt_vision[agent]);
            let baseline = &agents.baseline_motivation[agent];
            let mut reciprocity = agents.reciprocity[agent];
            if rules.negative_reciprocity.acts() {
                let (aversion, trusting) =
                    (&agents.control_aversion[agent], &block.units.leader_trust);
                for lane in 0..LANES {
                    reciprocity[lane] *= rules.negative_reciprocity.left(
                        aversion[lane],
                        control[lane],
                        trusting[lane],
                    );
                }
            }
            let to_leader = &agents.leader_reciprocity[agent];
            let mut row = rules.assurance.at_row(belief);
            for lane in 0..LANES {
                let assured = rules.assurance.weight * row[lane];
                let concern = Self::concern(baseline[lane], reciprocity[lane]);
                let own = (motivation[lane], concern);
                let others = (reciprocity[lane], belief[lane]);
                let leader = (to_leader[lane], trust[lane]);
                row[lane] = self.wish(own, others, assured, leader, vision[lane]);
            }
            if rules.conformity.acts() {
                for lane in 0..LANES {
                    row[lane] = rules.conformity.followed(row[lane], belief[lane]);
                }
            }
            for lane in 0..LANES {
                let concern = Self::concern(baseline[lane], reciprocity[lane]);
                row[lane] = self.after_self_interest(row[lane], concern, 1.0);
            }
            if rules.peer_sanction.acts() {
                for lane in 0..LANES {
                    row[lane] = rules.peer_sanction.answered(row[lane], belief[lane]);
                }
            }
            *drive = row;
        }
    }
}

impl Drive {
    /// Concern for others, `ι` in `[0,1]`.
    #[inline(always)]
    pub fn concern(baseline: f32, reciprocity: f32) -> f32 {
        smaller(baseline + reciprocity, 1.0)
    }

    /// What is left of a wish after self-interest, at least 0, which takes the more off the less
    /// concern one has for others; `multiple` tells how dear giving is, against the usual.
    #[inline(always)]
    pub fn after_self_interest(&self, wish: f32, concern: f32, multiple: f32) -> f32 {
        larger(wish - multiple * self.discount * (1.0 - concern), 0.0)
    }

    /// What one agent would like to do: own motivation and concern, reciprocity and the belief about
    /// others, the weighted assurance `π F(B)`, reciprocity to the leader and trust, and the felt vision.
    #[inline(always)]
    pub fn wish(
        &self,
        (motivation, concern): (f32, f32),
        (reciprocity, belief): (f32, f32),
        assured: f32,
        (to_leader, trust): (f32, f32),
        felt_vision: f32,
    ) -> f32 {
        motivation
            + reciprocity * belief
            + concern * assured
            + to_leader * (2.0 * trust - 1.0)
            + self.vision * concern * felt_vision
    }
}
