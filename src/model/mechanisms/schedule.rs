//! Scheduled changes: reforms, pilots and shocks, before everything else in a period.

use super::broken_words::BrokenWords;
use super::{Mechanism, PeriodContext, Rule, Rules, Step};
use crate::ground::lanes::LANES;
use crate::ground::maths::clamp01;
use crate::ground::random::{Address, Purpose};
use crate::model::columns::{Block, UnitAddress};
use crate::model::levers::Lever;
use crate::model::population::World;
use crate::model::specification::{Change, Event, ModelSpec, ShiftedState, SiteDatum, Target};

/// The events of a schedule.
#[derive(Debug, Clone)]
pub struct Schedule {
    events: Vec<Event>,
    breaks_words: bool,
}

impl Rule for Schedule {
    const MECHANISM: &'static Mechanism = &Mechanism {
        name: "schedule",
        summary: "Set a lever, ramp it over some periods, shift a state once, upset units, or change a site, for one unit, a group, a share or all.",
        equation: "lead: lever ← lever + (target − lever) / periods left; state ← clamp(state + shift)",
        source: "design of pilots, reforms and shocks",
        parameters: &[],
        off: &[],
    };

    fn resolve(spec: &ModelSpec) -> Self {
        Self { events: spec.schedule().to_vec(), breaks_words: spec.breaks_words() }
    }
}

impl Step for Schedule {
    #[inline(always)]
    fn apply(&self, rules: &Rules, context: &mut PeriodContext) {
        if self.breaks_words {
            context.block.flows.upset = [0.0; LANES];
        }
        for (index, event) in self.events.iter().enumerate() {
            if (event.period..=event.last_period()).contains(&context.period) {
                for lane in 0..LANES {
                    if addresses(event, index, context, lane) {
                        act(event, &rules.broken_words, context, lane);
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

fn act(event: &Event, broken: &BrokenWords, context: &mut PeriodContext, lane: usize) {
    let unheard = (1.0 - event.anchor) as f32;
    let period = context.period;
    let block = &mut *context.block;
    match &event.change {
        Change::Lever { lever, to, .. } => {
            let left = event.last_period() - period + 1;
            let value = set_by_the_top(block, *lever, lane);
            let (old, to) = (*value, *to as f32);
            *value = if left == 1 { to } else { old + (to - old) / left as f32 };
            let moved = (*value - old).abs();
            block.flows.upset[lane] += unheard * (broken.lever * moved);
        }
        Change::Jolt { size } => block.flows.upset[lane] += unheard * *size as f32,
        Change::Site { datum, to } => {
            for (level, value) in block.chain.iter_mut().skip(1).zip(to) {
                match datum {
                    SiteDatum::Administration => level.administration[lane] = *value as f32,
                    SiteDatum::Pressure => level.pressure[lane] = *value as f32,
                    SiteDatum::TrustInSuperior => level.trust_up[lane] = *value as f32,
                    SiteDatum::TrustInSubordinates => level.trust_down[lane] = *value as f32,
                }
            }
        }
        Change::Shift { state, by } => {
            let shift = |value: &mut f32| *value = clamp01(*value + *by as f32);
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

/// A lever as the top has set it for a unit, which is what staff meet where there is no chain.
fn set_by_the_top(block: &mut Block, lever: Lever, lane: usize) -> &mut f32 {
    match block.chain.first_mut() {
        Some(top) => &mut top.levers[lever][lane],
        None => &mut block.units.levers[lever][lane],
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
