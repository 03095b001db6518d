//! Beliefs about colleagues: learnt from what the others are seen to do.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::smaller;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// Noise of perception.
pub static NOISE: Parameter = PARAMETERS[0];
/// Contact with colleagues.
pub static CONTACT: Parameter = PARAMETERS[1];
/// Rate of drift without contact.
pub static DRIFT: Parameter = PARAMETERS[2];
/// Share of measured effort in what is seen as giving.
pub static ATTRIBUTION: Parameter = PARAMETERS[3];
/// How far a felt vision lifts beliefs.
pub static VISION: Parameter = PARAMETERS[4];

const PARAMETERS: [Parameter; 5] = [
    Parameter::new("belief.noise", 0.1, 0.0, 2.0)
        .symbol("e_B")
        .summary("Standard deviation of the noise in perceiving colleagues' efforts.")
        .unit("effort")
        .neutral(0.0)
        .plausible(0.02, 0.2, "perception")
        .source("14", "model assumption"),
    Parameter::new("belief.contact", 1.0, 0.0, 1.0)
        .symbol("ξ")
        .summary("Contact with colleagues; less than 1 is lonely work, in which beliefs drift to the propensity to trust.")
        .unit("share")
        .neutral(1.0)
        .plausible(0.3, 1.0, "from lonely work, such as home care, to work in view of each other")
        .source("14", "SOU 2018:38 §2.5, p. 47"),
    Parameter::new("belief.drift", 0.1, 0.0, 1.0)
        .symbol("r_ξ")
        .summary("Rate at which beliefs drift to the propensity to trust when there is no contact at all.")
        .unit("share per period")
        .neutral(0.0)
        .needs(&["belief.contact"])
        .plausible(0.05, 0.2, "half to double the default: no source gives a value")
        .source("14", "model assumption"),
    Parameter::new("belief.attribution", 0.2, 0.0, 1.0)
        .symbol("α")
        .summary("Weight of measured effort in what is seen as giving; the rest is unmeasured co-operation.")
        .unit("share")
        .neutral(0.0)
        .plausible(0.0, 0.5, "attribution")
        .source("14", "model assumption"),
    Parameter::new("belief.vision", 0.3, 0.0, 5.0)
        .symbol("v_B")
        .summary("How far a fully felt vision makes staff believe that all co-operate.")
        .unit("weight")
        .neutral(0.0)
        .plausible(0.0, 0.6, "cheap talk adds 8–25 points of efficiency")
        .source("14", "SOU 2018:38 §2.8, pp. 51–52"),
];

/// The numbers of belief learning.
#[derive(Debug, Clone, Copy)]
pub struct Belief {
    noise: f32,
    contact: f32,
    drift: f32,
    attribution: f32,
    vision: f32,
}

impl Rule for Belief {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "belief",
        summary: "Beliefs move towards what one's contacts are seen to give, lifted by a felt vision and blurred by noise; with little contact they drift to the propensity to trust.",
        equation: "(14) B moves at rate η ξ to (1 − u) obs + u + e_B z, u = min(1, v_B V), obs = the contacts' mean of α x + (1 − α) q; then B drifts to p at rate r_ξ (1 − ξ)",
        source: "Fischbacher & Gächter 2010; SOU 2018:38 §2.5, §2.7, §2.8",
        parameters: &PARAMETERS,
        off: &[("belief.noise", 0.0), ("belief.vision", 0.0), ("belief.contact", 1.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            noise: spec.value(&NOISE) as f32,
            contact: spec.value(&CONTACT) as f32,
            drift: (spec.value(&DRIFT) * (1.0 - spec.value(&CONTACT))) as f32,
            attribution: spec.value(&ATTRIBUTION) as f32,
            vision: spec.value(&VISION) as f32,
        }
    }
}

impl Step for Belief {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let (rule, learning) = (*self, rules.learning);
        let block = &mut *context.block;
        let noise = &mut context.scratch.noise[..];
        block.streams.belief.fill_normals(&block.staff, noise);
        // A single agent sees nobody: the rate at which it learns from others is 0.
        let mut rate: Row = [0.0; LANES];
        for lane in 0..LANES {
            let sees = block.staff[lane] > 1;
            rate[lane] = if sees { rules.learning.rate * self.contact } else { 0.0 };
        }
        let agents = &mut block.agents;
        for (agent, belief) in agents.belief.iter_mut().enumerate() {
            let seen = &context.scratch.seen_gift[agent];
            let (felt, propensity) = (&agents.felt_vision[agent], &agents.trust_propensity[agent]);
            let z = &noise[agent];
            let mut row = *belief;
            for lane in 0..LANES {
                let lift = smaller(rule.vision * felt[lane], 1.0);
                let target = (1.0 - lift) * seen[lane] + lift + rule.noise * z[lane];
                let learnt = learning.moved(row[lane], target, rate[lane]);
                row[lane] = learnt + rule.drift * (propensity[lane] - learnt);
            }
            *belief = row;
        }
    }
}

impl Belief {
    /// What colleagues see of a person's efforts: `α x + (1 − α) q`.
    #[inline(always)]
    pub fn seen(&self, measured: f32, cooperation: f32) -> f32 {
        self.attribution * measured + (1.0 - self.attribution) * cooperation
    }
}
