//! Following one unit and its agents through a run.

use crate::engine::Observer;
use crate::engine::observe::{METRICS, Metric, Observed, metrics_of_levels};
use crate::model::columns::MOVING_COLUMNS;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::model::specification::ModelSpec;
use crate::model::traits::StaffType;

/// Names of what is kept of every agent, in the order of [`AgentRow::values`].
pub const AGENT_VALUES: [&str; MOVING_COLUMNS.len()] = MOVING_COLUMNS;

/// An agent in a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgentRow {
    /// Period, counted from 1.
    pub period: u32,
    /// Agent, counted from 0.
    pub agent: u32,
    /// Type of person.
    pub kind: StaffType,
    /// Values in the order of [`AGENT_VALUES`].
    pub values: [f32; AGENT_VALUES.len()],
}

/// Keeps every metric of one unit and the state of its agents, period by period.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracer {
    unit: u32,
    /// Tiers of managers above the unit; none without a chain.
    tiers: Option<usize>,
    /// Per period the value of every metric, in the order of [`Tracer::definitions`].
    pub metrics: Vec<Vec<f64>>,
    /// Per period and agent.
    pub agents: Vec<AgentRow>,
}

impl Tracer {
    /// Follows a unit (counted from 0) of the one replicate that is run, and the levels above it.
    pub fn new(unit: u32, spec: &ModelSpec) -> Self {
        let tiers = spec.chain().map(|chain| chain.managers.len());
        Self { unit, tiers, metrics: Vec::new(), agents: Vec::new() }
    }

    /// What is kept of the unit: every metric, and with a chain those of its levels.
    pub fn definitions(&self) -> impl Iterator<Item = &'static Metric> {
        METRICS.into_iter().chain(self.tiers.into_iter().flat_map(metrics_of_levels))
    }

    fn keep_agents(&mut self, context: &PeriodContext, lane: usize) {
        let columns = &context.block.agents;
        for agent in 0..context.block.staff[lane] as usize {
            let values = columns.moving().map(|column| column[agent][lane]);
            self.agents.push(AgentRow {
                period: context.period,
                agent: agent as u32,
                kind: StaffType::ALL[usize::from(columns.kind[agent][lane])],
                values,
            });
        }
    }
}

impl Observer for Tracer {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        let wanted =
            |place: &crate::model::columns::UnitAddress| place.unit == self.unit && !place.spare;
        let Some(lane) = context.block.places.iter().position(wanted) else { return };
        let seen = Observed::new(context, rules);
        let values = self.definitions().map(|metric| (metric.measure)(&seen)[lane]).collect();
        self.metrics.push(values);
        self.keep_agents(context, lane);
    }
}
