//! Means over each manager's units, in the order of the units whatever the layout.

use std::ops::Range;

use crate::ground::lanes::LANES;
use crate::model::columns::{Below, Block, N_BELOW};
use crate::model::levers::Lever;
use crate::model::mechanisms::{broken_words, leader_learning, managers_time};
use crate::model::specification::{Chain, ModelSpec};

/// Sums over a manager's units, by [`Below`], and their number.
type Sums = ([f64; N_BELOW], u32);

/// Collects what the units of some sectors mean to the managers above them, and gives back the means.
#[derive(Debug)]
pub struct ManagerMeans {
    first_replicate: u32,
    /// The first manager of each level below that of leaders, in the list of a sector.
    first: Vec<usize>,
    n_managers: usize,
    /// By replicate, level and manager.
    sums: Vec<Sums>,
}

impl ManagerMeans {
    /// Room for some replicates; no managers where there are no tiers.
    pub fn new(spec: &ModelSpec, replicates: Range<u32>) -> Self {
        let tiers = |chain: &Chain| chain.managers.clone();
        let managers = spec.chain().map(tiers).unwrap_or_default();
        let (mut first, mut n_managers) = (Vec::new(), 0);
        if !managers.is_empty() {
            for managers in std::iter::once(1).chain(managers) {
                first.push(n_managers);
                n_managers += managers as usize;
            }
        }
        let sums = vec![([0.0; N_BELOW], 0); n_managers * replicates.len()];
        Self { first_replicate: replicates.start, first, n_managers, sums }
    }

    /// Forgets the period before.
    pub fn clear(&mut self) {
        self.sums.fill(([0.0; N_BELOW], 0));
    }

    /// Adds the units of a block. Blocks must come in order; the units of each group then do too.
    pub fn add(&mut self, block: &Block) {
        for level in 0..self.first.len() {
            for lane in (0..LANES).filter(|lane| !block.places[*lane].spare) {
                let values = values(block, level, lane);
                let (sums, number) = self.of(block, level, lane);
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += f64::from(value));
                *number += 1;
            }
        }
    }

    /// Gives a block the means of its units' managers.
    pub fn give(&self, block: &mut Block) {
        for level in 0..self.first.len() {
            for lane in 0..LANES {
                let (sums, number) = self.sums[self.index(block, level, lane)];
                for (row, sum) in block.chain[level].below.iter_mut().zip(sums) {
                    row[lane] = (sum / f64::from(number)) as f32;
                }
            }
        }
    }

    fn of(&mut self, block: &Block, level: usize, lane: usize) -> (&mut [f64; N_BELOW], &mut u32) {
        let index = self.index(block, level, lane);
        let (sums, number) = &mut self.sums[index];
        (sums, number)
    }

    fn index(&self, block: &Block, level: usize, lane: usize) -> usize {
        let sector = (block.places[lane].replicate - self.first_replicate) as usize;
        let manager = block.chain[level].manager[lane] as usize;
        sector * self.n_managers + self.first[level] + manager
    }
}

/// What a unit means to its manager at a level, in the order of [`Below`].
fn values(block: &Block, level: usize, lane: usize) -> [f32; N_BELOW] {
    let own = &block.chain[level].levers;
    let above = |lever| if level == 0 { 0.0 } else { block.chain[level - 1].levers[lever][lane] };
    let mut values = [0.0; N_BELOW];
    values[Below::Reached as usize] = leader_learning::reached(block, lane);
    values[Below::Checks as usize] = own[Lever::Monitoring][lane];
    values[Below::ChecksAbove as usize] = above(Lever::Monitoring);
    values[Below::SupportAbove as usize] = above(Lever::Support);
    values[Below::DialogueAbove as usize] = above(Lever::Dialogue);
    values[Below::Discretion as usize] = own[Lever::Discretion][lane];
    values[Below::Attention as usize] = managers_time::attention(&block.chain[level + 1], lane);
    values[Below::BrokenWords as usize] = broken_words::felt(block.units.broken_words[lane]);
    values
}
