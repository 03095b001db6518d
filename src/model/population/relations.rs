//! Relations between members of a unit and their leader.

use crate::ground::lanes::{LANES, Row};
use crate::ground::maths::normal::{inverse_cumulative, inverse_cumulative_of};
use crate::ground::random::{Purpose, UnitKey};
use crate::model::parameter::Parameter;
use crate::model::specification::ModelSpec;

/// How much relations differ: a parameter of the mechanism `leader_member_exchange`, which stands here
/// because everybody starts with a relation.
pub const RELATION_SD: Parameter = Parameter::new("leader_member_exchange.sd", 0.2, 0.0, 2.0)
    .symbol("σ_r")
    .summary("How much members of a unit differ in how they get on with their leader, which lasts until one of them leaves.")
    .unit("trust")
    .neutral(0.0)
    .plausible(0.15, 0.28, "unit share of the variance of trust of .05–.15")
    .source("14", "Graen & Uhl-Bien 1995 (leaders and members form relations that differ within a unit); size: unit share of the variance of trust");

/// How relations are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Relations {
    sd: f64,
}

impl Relations {
    /// The number of a specification.
    pub fn of(spec: &ModelSpec) -> Self {
        Self { sd: spec.value(&RELATION_SD) }
    }

    /// The relations of an agent of each unit at the start.
    #[inline(always)]
    pub fn at_start(&self, keys: &[UnitKey; LANES], agent: u32) -> Row {
        if self.sd == 0.0 {
            return [0.0; LANES];
        }
        let mut normals = [0.0; LANES];
        for lane in 0..LANES {
            normals[lane] = keys[lane].uniform(Purpose::Relation, 0, agent);
        }
        inverse_cumulative_of(&mut normals);
        normals.map(|z| (self.sd * z) as f32)
    }

    /// The relation of an agent to the leader who comes in a period.
    pub fn to_new_leader(&self, key: UnitKey, period: u32, agent: u32) -> f32 {
        self.drawn(key.uniform(Purpose::Relation, period, agent))
    }

    /// The relation to its leader of one who is hired in a period to a seat.
    pub fn of_recruit(&self, key: UnitKey, period: u32, seat: u32) -> f32 {
        self.drawn(key.uniform(Purpose::RecruitRelation, period, seat))
    }

    fn drawn(&self, uniform: f64) -> f32 {
        if self.sd == 0.0 { 0.0 } else { (self.sd * inverse_cumulative(uniform)) as f32 }
    }
}
