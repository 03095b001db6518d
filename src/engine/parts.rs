//! Blocks assigned out to those who work side by side.

use crate::model::columns::{Block, Scratch};

/// Those who work side by side on the parts of a run. Threads are none of the engine's business:
/// whoever has some brings a crew.
pub trait Executor: Sync {
    /// Does the work once for each part, in any order, and comes back when all is done.
    fn each<T: Send>(&self, parts: &mut [T], work: impl Fn(&mut T) + Sync + Send);
}

/// A crew of one: part after part, on the thread that asks.
#[derive(Debug, Clone, Copy)]
pub struct Sequential;

impl Executor for Sequential {
    fn each<T: Send>(&self, parts: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
        parts.iter_mut().for_each(work);
    }
}

/// The blocks that one of a crew works on and who watches them. Kept from run to run, its memory
/// is used again.
#[derive(Debug)]
pub struct Worker<O> {
    /// Sees the part's blocks.
    pub observer: O,
    pub(super) blocks: Vec<Block>,
    pub(super) in_use: usize,
    pub(super) scratch: Scratch,
}

impl<O> Worker<O> {
    /// A part without blocks.
    pub fn new(observer: O) -> Self {
        Self { observer, blocks: Vec::new(), in_use: 0, scratch: Scratch::default() }
    }

    /// Lets go of all blocks, but not of their memory.
    pub(super) fn clear(&mut self) {
        self.in_use = 0;
    }

    /// Makes the part hold these blocks: `fill` sets each up by its number, in the memory of
    /// whatever block was there before.
    pub(super) fn hold(
        &mut self,
        numbers: impl IntoIterator<Item = u64>,
        fill: impl Fn(&mut Block, u64),
    ) {
        self.clear();
        for number in numbers {
            if self.in_use == self.blocks.len() {
                self.blocks.push(Block::default());
            }
            fill(&mut self.blocks[self.in_use], number);
            self.in_use += 1;
        }
    }

    /// The blocks that it holds.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks[..self.in_use]
    }

    /// The blocks that it holds, to change.
    pub(super) fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        self.blocks[..self.in_use].iter_mut()
    }
}
