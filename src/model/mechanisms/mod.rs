//! The rules of the model, one file each.
//!
//! A file holds a rule's sentence, equation, source and neutral value ([`Mechanism`]), its
//! parameters, the numbers it needs resolved once per run ([`Rule`]) and, where it acts in a phase
//! of its own, a batch function over a block of units ([`Step`]). Adding a rule is one new file and
//! one line in the list at the end of this file; help, schema, documentation and the test battery
//! follow from the list.
//!
//! Invariants: a rule keeps no state outside the columns, draws nothing but from the block's
//! streams or from addresses, and reads only what the phases before it wrote.

mod registry;

use crate::ground::lanes::InstructionSet;
use crate::model::columns::{Block, Scratch};
use crate::model::parameter::Parameter;
use crate::model::population::{LabelShares, World};
use crate::model::specification::ModelSpec;

pub use registry::{MECHANISMS, PHASES, Phase, Rules, find_mechanism};

pub mod adaptive_control;
pub mod assurance;
pub mod belief;
pub mod broken_words;
pub mod capacity;
pub mod conformity;
pub mod contacts;
pub mod credibility;
pub mod crowding_out;
pub mod decision;
pub mod decision_noise;
pub mod drive;
pub mod effort;
pub mod felt_vision;
pub mod forgiveness;
pub mod funding;
pub mod gaming;
pub mod leader_learning;
pub mod leader_member_exchange;
pub mod leader_turnover;
pub mod learning;
pub mod leniency;
pub mod local_trials;
pub mod managers_time;
pub mod misreporting;
pub mod negative_reciprocity;
pub mod output;
pub mod payoffs;
pub mod peer_punishment;
pub mod perceived_control;
pub mod prices;
pub mod ratchet;
pub mod reciprocity;
pub mod relation;
pub mod reputation;
pub mod schedule;
pub mod staff_turnover;
pub mod task_difficulty;
pub mod translation;
pub mod trust;
pub mod voice;
pub mod working_time;

/// What a rule says about itself; the one source of help texts and documentation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mechanism {
    /// Name, also the name of its file and usually of its table in a scenario.
    pub name: &'static str,
    /// The rule in one sentence.
    pub summary: &'static str,
    /// The formula, with the number it has in the ODD text.
    pub equation: &'static str,
    /// Papers, and sections of SOU 2018:38.
    pub source: &'static str,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// Values that switch it off, by parameter key; empty when it cannot be switched off by itself.
    pub off: &'static [(&'static str, f64)],
}

/// The numbers that a rule needs, resolved once per run.
pub trait Rule: Sized {
    /// What the rule says about itself.
    const MECHANISM: &'static Mechanism;

    /// Takes its numbers from a specification.
    fn resolve(spec: &ModelSpec) -> Self;
}

/// A rule that acts on a block of units in one phase of every period.
pub trait Step: Rule {
    /// Acts once. `rules` gives the formulas of the other rules.
    fn apply(&self, rules: &Rules, context: &mut PeriodContext);
}

/// One period of one block: all that a step may see and change.
#[derive(Debug)]
pub struct PeriodContext<'a> {
    /// The scenario's people and random numbers.
    pub world: &'a World,
    /// What is known of the sectors before the run, by replicate from `first_replicate`.
    pub sectors: &'a [SectorLuck],
    /// The replicate of the first entry of `sectors`.
    pub first_replicate: u32,
    /// The units.
    pub block: &'a mut Block,
    /// Columns that live within a phase.
    pub scratch: &'a mut Scratch,
    /// The period, counted from 1.
    pub period: u32,
    /// How loops over lanes are compiled; changes no number.
    pub instruction_set: InstructionSet,
}

impl PeriodContext<'_> {
    /// What is known of the sector of a lane's unit.
    pub fn sector(&self, lane: usize) -> &SectorLuck {
        &self.sectors[(self.block.places[lane].replicate - self.first_replicate) as usize]
    }
}

/// What chance decides for a whole sector before the run: it depends on nothing that happens.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorLuck {
    /// How common each vision label is in each period.
    pub labels: LabelShares,
    /// For each scheduled event that addresses a share: the largest address-hash it reaches.
    pub cut_offs: Vec<Option<u64>>,
}

impl SectorLuck {
    /// The random numbers of a replicate.
    #[inline(always)]
    pub fn new(world: &World, replicate: u32) -> Self {
        Self {
            labels: LabelShares::new(world.spec(), world.leaders(), world.draws(), replicate),
            cut_offs: schedule::cut_offs(world, replicate),
        }
    }
}
