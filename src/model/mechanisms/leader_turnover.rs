//! Changes of leader: a new leader starts without credibility, and trust half begins anew.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::model::columns::UnitAddress;
use crate::model::parameter::Parameter;
pub use crate::model::population::HAZARD;
use crate::model::population::Relations;
use crate::model::specification::{ModelSpec, SiteDatum};
use crate::model::structure::{START_CREDIBILITY, START_LEADER_TRUST};

const SOURCE: &str = "SOU 2018:38 §2.5, p. 47";

/// How much of the trust in the old leader is lost.
pub static TRUST_LOSS: Parameter = PARAMETERS[1];

const PARAMETERS: [Parameter; 2] = [
    HAZARD,
    Parameter::new("leader_turnover.trust_loss", 0.5, 0.0, 1.0)
        .symbol("l_T")
        .summary("Share of the distance between trust in the leader and the propensity to trust that a change of leader takes away.")
        .unit("share of the distance")
        .neutral(0.0)
        .needs(&["leader_turnover.hazard"])
        .plausible(0.25, 1.0, "from a quarter to all: no source gives a value")
        .source("lead", SOURCE),
];

/// The consequences of a change of leader.
#[derive(Debug, Clone, Copy)]
pub struct LeaderTurnover {
    trust_loss: f32,
    credibility: f32,
    leader_trust: f32,
}

impl Rule for LeaderTurnover {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "leader_turnover",
        summary: "With a hazard the unit gets a new leader: new competence and label, credibility and the leader's trust start anew, and staff's trust halves its distance to their propensity, and relations begin anew.",
        equation: "lead: with probability h_A: new A and label, K and P as at the start, T ← T + l_T (p − T)",
        source: SOURCE,
        parameters: &PARAMETERS,
        off: &[("leader_turnover.hazard", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self {
            trust_loss: spec.value(&TRUST_LOSS) as f32,
            credibility: spec.value(&START_CREDIBILITY) as f32,
            leader_trust: spec.value(&START_LEADER_TRUST) as f32,
        }
    }
}

impl Step for LeaderTurnover {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        let leaders = context.world.leaders();
        for tenure in &mut context.block.units.tenure {
            *tenure += 1;
        }
        if leaders.ever_change() {
            let (number, changes) = leaders.changes(&context.block.keys, context.period);
            if number > 0 {
                for lane in (0..LANES).filter(|lane| changes[*lane] == 1) {
                    self.take_office(&rules.leader_member_exchange.relations, context, lane);
                }
            }
        }
        if leaders.ever_change() || context.period == 1 {
            for lane in 0..LANES {
                let label = context.block.units.label[lane];
                let share = context.sector(lane).labels.same_label(context.period, label);
                context.block.sector.same_label[lane] = share;
            }
        }
    }
}

impl LeaderTurnover {
    fn take_office(&self, relations: &Relations, context: &mut PeriodContext, lane: usize) {
        let period = context.period;
        let block = &mut *context.block;
        let UnitAddress { replicate, unit, .. } = block.places[lane];
        let (leaders, draws) = (context.world.leaders(), context.world.draws());
        let leader = leaders.leader(draws, replicate, unit, context.period);
        block.units.competence[lane] = leader.competence;
        block.units.label[lane] = leader.label;
        block.units.credibility[lane] = self.credibility;
        block.units.leader_trust[lane] = self.leader_trust;
        block.units.tenure[lane] = 0;
        if let (Some(chain), Some(own)) = (context.world.spec().chain(), block.chain.last_mut()) {
            let level = chain.levels() - 1;
            own.trust_up[lane] = chain.datum(SiteDatum::TrustInSuperior, level) as f32;
        }
        for (trust, propensity) in block.agents.trust.iter_mut().zip(&block.agents.trust_propensity)
        {
            trust[lane] += self.trust_loss * (propensity[lane] - trust[lane]);
        }
        for (agent, relation) in (0..).zip(&mut block.agents.relation) {
            relation[lane] = relations.to_new_leader(block.keys[lane], period, agent);
        }
    }
}
