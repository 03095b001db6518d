//! The only place where time passes.
//!
//! The engine runs the phases of [`PHASES`] on blocks of units, period
//! by period, and shows every finished period to an [`Observer`]. It reads no file, no clock and
//! no environment, prints nothing and cannot fail.
//!
//! Where units touch each other (they compete for funds, or have managers in common), all blocks pass a
//! period together, with the means of the sector and of managers taken between `produce` and `settle`. Where they do not, a block runs all its
//! periods before the next one is set up; the numbers are the same either way.

mod chain;
mod layout;
pub mod observe;
mod parts;
mod sector;
mod size;
pub mod trace;

use std::ops::Range;

use crate::ground::lanes::LANES;
use crate::model::columns::{Block, UnitAddress};
use crate::model::mechanisms::{PHASES, PeriodContext, Phase, Rules, SectorLuck};
use crate::model::population::World;
use crate::model::specification::ModelSpec;

use crate::ground::lanes::{InstructionSet, Kernel};
pub use parts::{Executor, Sequential, Worker};
pub use size::bytes_of_run;

use chain::ManagerMeans;
use layout::Layout;
use sector::SectorMeans;

/// Sees every block at the end of every period; it can change nothing.
pub trait Observer: Send {
    /// Called in the phase `observe`, blocks and periods in order.
    fn observe(&mut self, context: &PeriodContext, rules: &Rules);

    /// Called before each phase of a block, for those who measure where time goes.
    fn enters(&mut self, _phase: &Phase) {}
}

/// An observer that looks away.
impl Observer for () {
    fn observe(&mut self, _: &PeriodContext, _: &Rules) {}
}

/// Someone else's observer.
impl Observer for &mut dyn Observer {
    fn observe(&mut self, context: &PeriodContext, rules: &Rules) {
        (**self).observe(context, rules);
    }

    fn enters(&mut self, phase: &Phase) {
        (**self).enters(phase);
    }
}

/// A specification made ready to run; it keeps the specification, and can be kept itself.
#[derive(Debug)]
pub struct Engine {
    world: World,
    rules: Rules,
    instruction_set: InstructionSet,
}

impl Engine {
    /// Makes a specification ready to run.
    pub fn new(spec: &ModelSpec) -> Self {
        Self::with(spec, InstructionSet::widest())
    }

    /// Makes a specification ready to run on a given instruction set, which changes no number.
    pub fn with(spec: &ModelSpec, instruction_set: InstructionSet) -> Self {
        Self { world: World::new(spec), rules: Rules::resolve(spec), instruction_set }
    }

    /// The rules with their numbers.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The scenario's people and random numbers.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Runs some replicates (counted from 0) from the start to the last period. Which replicates
    /// run together never changes a number.
    pub fn run(&self, replicates: Range<u32>, observer: &mut dyn Observer) {
        self.run_on_workers(
            replicates,
            &Sequential,
            &mut [Worker::new(observer)],
            usize::MAX,
            &mut |_| (),
        );
    }

    /// Runs some replicates in parts side by side, which changes no number either.
    ///
    /// Where units do not compete, each part takes `stretch` blocks at a time through all periods;
    /// where they do, the parts share all blocks and pass every period together. Each time,
    /// `gather` is given the parts: what their observers saw since the last time is then complete,
    /// and part after part it is in the order of the blocks.
    ///
    /// There must be at least one part, and `stretch` at least 1.
    pub fn run_on_workers<O: Observer>(
        &self,
        replicates: Range<u32>,
        executor: &impl Executor,
        parts: &mut [Worker<O>],
        stretch: usize,
        gather: &mut dyn FnMut(&mut [Worker<O>]),
    ) {
        let sectors: Vec<_> = replicates
            .clone()
            .map(|replicate| {
                self.instruction_set.run(SectorDraws { world: &self.world, replicate })
            })
            .collect();
        parts.iter_mut().for_each(Worker::clear);
        let layout = Layout::new(self.world.spec(), replicates.clone());
        let run = Run { engine: self, sectors: &sectors, replicates, layout };
        if self.world.spec().is_coupled() {
            run.together(executor, parts, gather);
        } else {
            run.one_by_one(executor, parts, stretch, gather);
        }
    }
}

/// What chance decides for a whole sector.
struct SectorDraws<'a> {
    world: &'a World,
    replicate: u32,
}

impl Kernel for SectorDraws<'_> {
    type Output = SectorLuck;

    #[inline(always)]
    fn run(self) -> SectorLuck {
        SectorLuck::new(self.world, self.replicate)
    }
}

/// Setting up a block.
struct Start<'a> {
    world: &'a World,
    instruction_set: InstructionSet,
    block: &'a mut Block,
    places: [UnitAddress; LANES],
}

impl Kernel for Start<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.world.fill(self.instruction_set, self.block, self.places);
    }
}

/// The replicates that run together.
struct Run<'a> {
    engine: &'a Engine,
    sectors: &'a [SectorLuck],
    replicates: Range<u32>,
    layout: Layout,
}

impl Run<'_> {
    /// Each block runs all its periods before the next one is set up.
    fn one_by_one<O: Observer>(
        &self,
        executor: &impl Executor,
        parts: &mut [Worker<O>],
        stretch: usize,
        gather: &mut dyn FnMut(&mut [Worker<O>]),
    ) {
        let n_blocks = self.layout.len();
        let mut next = 0;
        while next < n_blocks {
            let mut assigned: Vec<_> = assign(parts, next..n_blocks, stretch as u64).collect();
            next = assigned.last().map_or(n_blocks, |(_, blocks)| blocks.end);
            executor.each(&mut assigned, |(part, blocks)| {
                for block in blocks.clone() {
                    self.start(part, [block]);
                    for period in 1..=self.engine.world.spec().periods() {
                        self.phases(PHASES, part, period);
                    }
                }
            });
            gather(parts);
        }
    }

    /// All blocks pass each period together, with the sector's means taken before they settle.
    fn together<O: Observer>(
        &self,
        executor: &impl Executor,
        parts: &mut [Worker<O>],
        gather: &mut dyn FnMut(&mut [Worker<O>]),
    ) {
        let n_blocks = self.layout.len();
        let stretch = n_blocks.div_ceil(parts.len() as u64);
        let mut assigned: Vec<_> = assign(parts, 0..n_blocks, stretch).collect();
        executor.each(&mut assigned, |(part, blocks)| self.start(part, blocks.clone()));
        let mut means = SectorMeans::new(self.replicates.clone());
        let mut managers = ManagerMeans::new(self.engine.world.spec(), self.replicates.clone());
        // Managers know their units before the first period.
        collect(parts, &mut means, &mut managers);
        parts.iter_mut().flat_map(Worker::blocks_mut).for_each(|block| managers.give(block));
        let settle = PHASES.iter().position(|phase| phase.name == "settle");
        let (before, after) = PHASES.split_at(settle.expect("there is a phase settle"));
        for period in 1..=self.engine.world.spec().periods() {
            executor.each(parts, |part| self.phases(before, part, period));
            collect(parts, &mut means, &mut managers);
            executor.each(parts, |part| {
                for block in part.blocks_mut() {
                    means.give(block);
                    managers.give(block);
                }
                self.phases(after, part, period);
            });
            gather(parts);
        }
    }

    /// Makes a part hold these blocks as they are before the first period.
    fn start<O>(&self, part: &mut Worker<O>, blocks: impl IntoIterator<Item = u64>) {
        let Engine { world, instruction_set, .. } = self.engine;
        part.hold(blocks, |block, number| {
            let places = self.layout.block(number);
            let instruction_set = *instruction_set;
            instruction_set.run(Start { world, instruction_set, block, places });
        });
    }

    /// Takes the blocks of a part through some phases of a period, one block after the other.
    fn phases<O: Observer>(&self, phases: &[Phase], part: &mut Worker<O>, period: u32) {
        let Engine { world, rules, instruction_set } = self.engine;
        let Worker { observer, blocks, in_use, scratch } = part;
        for block in &mut blocks[..*in_use] {
            scratch.fit(block.rows());
            let mut context = PeriodContext {
                world,
                sectors: self.sectors,
                first_replicate: self.replicates.start,
                block,
                scratch,
                period,
                instruction_set: *instruction_set,
            };
            for phase in phases {
                observer.enters(phase);
                (phase.run)(rules, &mut context);
            }
            if phases.last().is_some_and(|phase| phase.name == "observe") {
                observer.observe(&context, rules);
            }
        }
    }
}

/// Takes the means over the units of sectors and of managers, in the order of the blocks.
fn collect<O>(parts: &[Worker<O>], means: &mut SectorMeans, managers: &mut ManagerMeans) {
    means.clear();
    managers.clear();
    for block in parts.iter().flat_map(Worker::blocks) {
        means.add(block);
        managers.add(block);
    }
}

/// Assigns the blocks, at most `stretch` to each part; the parts that get none are left out.
fn assign<O>(
    parts: &mut [Worker<O>],
    blocks: Range<u64>,
    stretch: u64,
) -> impl Iterator<Item = (&mut Worker<O>, Range<u64>)> {
    let mut next = blocks.start;
    parts.iter_mut().map_while(move |part| {
        let first = next;
        next = first.saturating_add(stretch).min(blocks.end);
        (first < next).then_some((part, first..next))
    })
}
