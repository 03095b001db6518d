//! True and measured output.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::{LANES, Row};
use crate::model::columns::StaffSum;
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

const SOURCE: &str = "SOU 2018:38 §2.7, pp. 50–51, §2.8; Holmström & Milgrom 1991";

/// Share of output that needs co-operation.
pub static COMPLEMENTARITY: Parameter = PARAMETERS[0];
/// Share of true value in measured work.
pub static MEASURABILITY: Parameter = PARAMETERS[1];
/// Noise with which the principal sees output.
pub static NOISE: Parameter = PARAMETERS[2];

const PARAMETERS: [Parameter; 3] = [
    Parameter::new("output.complementarity", 0.5, 0.0, 1.0)
        .symbol("φ")
        .summary("Share of true output that comes about only where nearly all co-operate.")
        .unit("share of output")
        .neutral(0.0)
        .plausible(0.0, 0.8, "majority to nearly all; unknown")
        .source("10", SOURCE),
    Parameter::new("organisation.measurability", 0.4, 0.0, 1.0)
        .symbol("ω")
        .summary("Share of true value that lies in measured work.")
        .unit("share of value")
        .plausible(0.2, 0.9, "task")
        .source("10", SOURCE),
    Parameter::new("output.noise", 0.05, 0.0, 2.0)
        .symbol("e_Y")
        .summary("Standard deviation of the noise with which the principal sees measured output.")
        .unit("output")
        .neutral(0.0)
        .plausible(0.025, 0.1, "half to double the default: no source gives a value")
        .source("11", "model assumption"),
];

/// The numbers of output.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    complementarity: f32,
    measurability: f32,
    noise: f32,
}

impl Rule for Output {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "output",
        summary: "True output needs both kinds of effort and nearly everyone's co-operation; measured output counts measured work, gaming and leniency.",
        equation: "(10) Y = [(1 − φ) + φ F(q̄)] mean(a c (ω x + (1 − ω) q)); (11) Ŷ = mean(a c x + g) + L, seen as Ŷ + e_Y z",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("output.complementarity", 0.0), ("output.noise", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            complementarity: spec.value(&COMPLEMENTARITY) as f32,
            measurability: spec.value(&MEASURABILITY) as f32,
            noise: spec.value(&NOISE) as f32,
        }
    }
}

impl Step for Output {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let block = &mut *context.block;
        let (agents, flows) = (&block.agents, &mut block.flows);
        let staff = &block.staff;
        let (mut value, mut counted) = (StaffSum::new(staff), StaffSum::new(staff));
        let (mut cooperation, mut scruples) = (StaffSum::new(staff), StaffSum::new(staff));
        for (agent, capacity) in context.scratch.capacity.iter().enumerate() {
            let (x, q) = (&agents.measured_effort[agent], &agents.cooperation[agent]);
            let (ability, gaming) = (&agents.ability[agent], &agents.gaming[agent]);
            let (honesty, trust) = (&agents.honesty[agent], &agents.trust[agent]);
            let (mut worth, mut count): (Row, Row) = ([0.0; LANES], [0.0; LANES]);
            let mut scruple: Row = [0.0; LANES];
            for lane in 0..LANES {
                let yield_of_effort = ability[lane] * capacity[lane];
                worth[lane] = yield_of_effort * self.worth(x[lane], q[lane]);
                count[lane] = yield_of_effort * x[lane] + gaming[lane];
                scruple[lane] = honesty[lane] * trust[lane];
            }
            value.add(agent, &worth);
            counted.add(agent, &count);
            cooperation.add(agent, q);
            scruples.add(agent, &scruple);
        }
        (flows.cooperation, flows.scruples) = (cooperation.mean(), scruples.mean());
        let (value, counted) = (value.mean(), counted.mean());
        flows.counted_work = counted;
        let (z, _) = block.streams.measurement.next_normal_pair();
        for lane in 0..LANES {
            let assured = rules.assurance.at(flows.cooperation[lane] as f32);
            let together = (1.0 - self.complementarity) + self.complementarity * assured;
            flows.true_output[lane] = f64::from(together) * value[lane];
            flows.measured_output[lane] = counted[lane] + f64::from(block.units.leniency[lane]);
            let seen = flows.measured_output[lane] as f32 + self.noise * z[lane];
            flows.seen_output[lane] = seen;
            block.units.seen_output[lane] += f64::from(seen);
        }
    }
}

impl Output {
    /// Share of output that needs co-operation, `φ`.
    #[inline(always)]
    pub fn complementarity(&self) -> f32 {
        self.complementarity
    }

    /// True value of efforts before ability, capacity and co-operation: `ω x + (1 − ω) q`.
    #[inline(always)]
    pub fn worth(&self, measured: f32, cooperation: f32) -> f32 {
        self.measurability * measured + (1.0 - self.measurability) * cooperation
    }
}
