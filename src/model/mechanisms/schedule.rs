//! Scheduled changes: reforms, pilots and shocks, before everything else in a period.

use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::ground::random::{Address, Purpose};
use crate::model::columns::UnitAddress;
use crate::model::population::World;
use crate::model::specification::{Change, Event, ModelSpec, ShiftedState, Target};

/// The events of a schedule.
#[derive(Debug, Clone)]
pub struct Schedule {
    events: Vec<Event>,
}

impl Rule for Schedule {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "schedule",
        summary: "Set a lever, ramp it over some periods, or shift a state once, for one unit, a group, a share or all.",
        equation: "lead: lever ← lever + (target − lever) / periods left; state ← clamp(state + shift)",
        source: "design of pilots, reforms and shocks",
        parameters: &[],
        off: &[],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { events: spec.schedule().to_vec() }
    }
}

impl Step for Schedule {
    #[inline(always)]
    fn apply(&self, _: &Rules, context: &mut PeriodContext) {
        for (index, event) in self.events.iter().enumerate() {
            if (event.period..=event.last_period()).contains(&context.period) {
                for lane in 0..LANES {
                    if addresses(event, index, context, lane) {
                        act(event, context, lane);
                    }
                }
            }
        }
    }
}

fn addresses(event: &Event, index: usize, context: &PeriodContext, lane: usize) -> bool {
    let UnitAddress { replicate, unit, group, .. } = context.block.places[lane];
    match event.target {
        Target::All => true,
        Target::Unit(only) => unit == only,
        Target::Group(only) => group == only,
        Target::Share(_) => {
            let reach = context.sector(lane).cut_offs[index];
            reach.is_some_and(|reach| rank_hash(context.world, replicate, unit) <= reach)
        }
    }
}

fn act(event: &Event, context: &mut PeriodContext, lane: usize) {
    let block = &mut *context.block;
    match event.change {
        Change::Lever { lever, to, .. } => {
            let left = event.last_period() - context.period + 1;
            let value = &mut block.units.levers[lever][lane];
            let to = to as f32;
            *value = if left == 1 { to } else { *value + (to - *value) / left as f32 };
        }
        Change::Shift { state, by } => {
            let shift = |value: &mut f32| *value = clamp01(*value + by as f32);
            match state {
                ShiftedState::Belief => {
                    block.agents.belief.iter_mut().for_each(|r| shift(&mut r[lane]))
                }
                ShiftedState::Trust => {
                    block.agents.trust.iter_mut().for_each(|r| shift(&mut r[lane]))
                }
                ShiftedState::LeaderTrust => shift(&mut block.units.leader_trust[lane]),
            }
        }
    }
}

/// The order in which units come under a scheduled share: the same for every event and treatment.
fn rank_hash(world: &World, replicate: u32, unit: u32) -> u64 {
    let purpose = Purpose::ScheduledShare;
    world.draws().hash(Address { replicate, unit, purpose, period: 0, agent: 0 })
}

/// For each event that addresses a share, the largest rank hash that it reaches in a replicate;
/// none where it reaches no unit.
pub fn cut_offs(world: &World, replicate: u32) -> Vec<Option<u64>> {
    let spec = world.spec();
    let mut ranks: Option<Vec<u64>> = None;
    let reach = |event: &Event| {
        let Target::Share(share) = event.target else { return None };
        let ranks = ranks.get_or_insert_with(|| {
            let mut all: Vec<_> =
                (0..spec.n_units()).map(|unit| rank_hash(world, replicate, unit)).collect();
            all.sort_unstable();
            all
        });
        let reached = (share * ranks.len() as f64).round() as usize;
        reached.checked_sub(1).map(|last| ranks[last])
    };
    spec.schedule().iter().map(reach).collect()
}
