//! The only place where time passes.
//!
//! The engine runs the phases of [`PHASES`] on blocks of units, period
//! by period, and shows every finished period to an [`Observer`]. It reads no file, no clock and
//! no environment, prints nothing and cannot fail.
//!
//! Where units touch each other (they compete for funds), all blocks pass a period together, with
//! the sector's means taken between `produce` and `settle`. Where they do not, a block runs all its
//! periods before the next one is set up; the numbers are the same either way.

mod layout;
mod sector;

use std::ops::Range;

use crate::mechanisms::{Moment, PHASES, Phase, Rules, SectorLuck};
use crate::spec::ModelSpec;
use crate::world::{Block, LANES, Place, Scratch, World};

pub use crate::instruction_set::{InstructionSet, Work};

use layout::places;
use sector::SectorMeans;

/// Sees every block at the end of every period; it can change nothing.
pub trait Observer {
    /// Called in the phase `observe`, blocks and periods in order.
    fn observe(&mut self, moment: &Moment, rules: &Rules);

    /// Called before each phase of a block, for those who measure where time goes.
    fn enters(&mut self, _phase: &Phase) {}
}

/// An observer that looks away.
impl Observer for () {
    fn observe(&mut self, _: &Moment, _: &Rules) {}
}

/// A specification made ready to run.
#[derive(Debug)]
pub struct Engine<'a> {
    world: World<'a>,
    rules: Rules,
    instruction_set: InstructionSet,
}

impl<'a> Engine<'a> {
    /// Makes a specification ready to run.
    pub fn new(spec: &'a ModelSpec) -> Self {
        Self::with(spec, InstructionSet::widest())
    }

    /// Makes a specification ready to run on a given instruction set, which changes no number.
    pub fn with(spec: &'a ModelSpec, instruction_set: InstructionSet) -> Self {
        Self { world: World::new(spec), rules: Rules::resolve(spec), instruction_set }
    }

    /// The rules with their numbers.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The scenario's people and random numbers.
    pub fn world(&self) -> &World<'a> {
        &self.world
    }

    /// Runs some replicates (counted from 0) from the start to the last period. Which replicates
    /// run together never changes a number.
    pub fn run(&self, replicates: Range<u32>, observer: &mut dyn Observer) {
        let sectors: Vec<_> = replicates
            .clone()
            .map(|replicate| self.instruction_set.run(Luck { world: &self.world, replicate }))
            .collect();
        let run = Run { engine: self, sectors: &sectors, first_replicate: replicates.start };
        if self.world.spec().is_coupled() {
            run.together(replicates, observer);
        } else {
            run.one_by_one(replicates, observer);
        }
    }
}

/// What luck decides for a whole sector.
struct Luck<'a> {
    world: &'a World<'a>,
    replicate: u32,
}

impl Work for Luck<'_> {
    type Output = SectorLuck;

    #[inline(always)]
    fn run(self) -> SectorLuck {
        SectorLuck::new(self.world, self.replicate)
    }
}

/// Setting up a block.
struct Start<'a> {
    world: &'a World<'a>,
    instruction_set: InstructionSet,
    block: &'a mut Block,
    places: [Place; LANES],
}

impl Work for Start<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.world.fill(self.instruction_set, self.block, self.places);
    }
}

/// The replicates that run together.
struct Run<'a> {
    engine: &'a Engine<'a>,
    sectors: &'a [SectorLuck],
    first_replicate: u32,
}

impl Run<'_> {
    fn start(&self, block: &mut Block, places: [Place; LANES]) {
        let Engine { world, instruction_set, .. } = self.engine;
        let instruction_set = *instruction_set;
        instruction_set.run(Start { world, instruction_set, block, places });
    }

    /// Each block runs all its periods before the next one is set up.
    fn one_by_one(&self, replicates: Range<u32>, observer: &mut dyn Observer) {
        let world = &self.engine.world;
        let (mut block, mut scratch) = (Block::default(), Scratch::default());
        for places in places(world.spec(), replicates) {
            self.start(&mut block, places);
            scratch.fit(block.rows());
            for period in 1..=world.spec().periods() {
                self.phases(PHASES, &mut block, &mut scratch, period, observer);
            }
        }
    }

    /// All blocks pass each period together, with the sector's means taken before they settle.
    fn together(&self, replicates: Range<u32>, observer: &mut dyn Observer) {
        let world = &self.engine.world;
        let started = |places| {
            let mut block = Block::default();
            self.start(&mut block, places);
            block
        };
        let mut blocks: Vec<_> = places(world.spec(), replicates.clone()).map(started).collect();
        let mut scratch = Scratch::default();
        let mut means = SectorMeans::new(world.spec(), replicates);
        let settle = PHASES.iter().position(|phase| phase.name == "settle");
        let (before, after) = PHASES.split_at(settle.expect("there is a phase settle"));
        for period in 1..=world.spec().periods() {
            for block in &mut blocks {
                scratch.fit(block.rows());
                self.phases(before, block, &mut scratch, period, observer);
                means.take(block);
            }
            means.finish();
            for block in &mut blocks {
                scratch.fit(block.rows());
                means.give(block);
                self.phases(after, block, &mut scratch, period, observer);
            }
        }
    }

    fn phases(
        &self,
        phases: &[Phase],
        block: &mut Block,
        scratch: &mut Scratch,
        period: u32,
        observer: &mut dyn Observer,
    ) {
        let (world, sectors) = (&self.engine.world, self.sectors);
        let first_replicate = self.first_replicate;
        let instruction_set = self.engine.instruction_set;
        let mut moment =
            Moment { world, sectors, first_replicate, block, scratch, period, instruction_set };
        for phase in phases {
            observer.enters(phase);
            (phase.run)(&self.engine.rules, &mut moment);
        }
        if phases.last().is_some_and(|phase| phase.name == "observe") {
            observer.observe(&moment, &self.engine.rules);
        }
    }
}
