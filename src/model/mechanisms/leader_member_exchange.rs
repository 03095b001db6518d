//! Leader–member exchange: how an agent and its leader get on, for as long as both stay.

use super::{Mechanism, Rule};
use crate::model::parameter::Parameter;
pub use crate::model::population::RELATION_SD;
use crate::model::population::Relations;
use crate::model::specification::ModelSpec;

const PARAMETERS: [Parameter; 1] = [RELATION_SD];

/// How agents and leaders get on.
#[derive(Debug, Clone, Copy)]
pub struct LeaderMemberExchange {
    /// How relations are drawn.
    pub relations: Relations,
}

impl Rule for LeaderMemberExchange {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "leader_member_exchange",
        summary: "Some members of a unit get on with the leader better than others, until one of them leaves.",
        equation: "(14) the target of T gains r, r = σ_r z, drawn anew with a new leader and for a recruit",
        source: RELATION_SD.source,
        parameters: &PARAMETERS,
        off: &[("leader_member_exchange.sd", 0.0)],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { relations: Relations::of(spec) }
    }
}
