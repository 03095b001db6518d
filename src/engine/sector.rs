//! The means over a sector's units, in the order of the units whatever the layout.

use std::ops::Range;

use crate::ground::lanes::LANES;
use crate::model::columns::Block;

/// Collects what the units of some sectors produced and gives back the sectors' means.
#[derive(Debug)]
pub struct SectorMeans {
    first_replicate: u32,
    /// By replicate: measured output and leniency weighted by staff, and staff; sums
    /// over the units.
    sectors: Vec<[f64; 3]>,
}

impl SectorMeans {
    /// Room for some replicates.
    pub fn new(replicates: Range<u32>) -> Self {
        Self { first_replicate: replicates.start, sectors: vec![[0.0; 3]; replicates.len()] }
    }

    /// Forgets the period before.
    pub fn clear(&mut self) {
        self.sectors.fill([0.0; 3]);
    }

    /// Adds the units of a block. Blocks must come in order; their units then do too.
    pub fn add(&mut self, block: &Block) {
        for lane in 0..LANES {
            let place = block.places[lane];
            if !place.spare {
                let staff = f64::from(block.staff[lane]);
                let sector = &mut self.sectors[(place.replicate - self.first_replicate) as usize];
                sector[0] += block.flows.measured_output[lane] * staff;
                sector[1] += f64::from(block.units.leniency[lane]) * staff;
                sector[2] += staff;
            }
        }
    }

    /// Gives a block the means of its units' sectors.
    pub fn give(&self, block: &mut Block) {
        for lane in 0..LANES {
            let sector = (block.places[lane].replicate - self.first_replicate) as usize;
            let [measured, leniency, staff] = self.sectors[sector];
            block.sector.measured_output[lane] = measured / staff;
            block.sector.leniency[lane] = leniency / staff;
        }
    }
}
