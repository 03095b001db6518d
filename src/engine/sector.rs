//! The means over a sector's units, in the order of the units whatever the layout.

use std::ops::Range;

use crate::spec::ModelSpec;
use crate::world::{Block, LANES};

/// Collects what the units of some sectors produced and gives back the sectors' means.
#[derive(Debug)]
pub struct SectorMeans {
    first_replicate: u32,
    staff: Vec<f64>,
    /// Measured output and leniency of each unit, by replicate and unit.
    units: Vec<[f64; 2]>,
    /// Their means, by replicate, weighted by staff.
    means: Vec<[f64; 2]>,
}

impl SectorMeans {
    /// Room for some replicates.
    pub fn new(spec: &ModelSpec, replicates: Range<u32>) -> Self {
        let staff: Vec<f64> = spec
            .groups()
            .iter()
            .flat_map(|group| std::iter::repeat_n(f64::from(group.staff), group.units as usize))
            .collect();
        let n = replicates.len();
        let units = vec![[0.0; 2]; n * staff.len()];
        Self { first_replicate: replicates.start, staff, units, means: vec![[0.0; 2]; n] }
    }

    /// Takes the values of a block's units.
    pub fn take(&mut self, block: &Block) {
        for lane in 0..LANES {
            let place = block.places[lane];
            let sector = (place.replicate - self.first_replicate) as usize;
            let measured = block.flows.measured_output[lane];
            let leniency = f64::from(block.units.leniency[lane]);
            self.units[sector * self.staff.len() + place.unit as usize] = [measured, leniency];
        }
    }

    /// Computes the means, in the order of the units.
    pub fn finish(&mut self) {
        let everyone: f64 = self.staff.iter().sum();
        for (mean, units) in self.means.iter_mut().zip(self.units.chunks(self.staff.len())) {
            let mut sums = [0.0; 2];
            for (values, staff) in units.iter().zip(&self.staff) {
                sums[0] += values[0] * staff;
                sums[1] += values[1] * staff;
            }
            *mean = sums.map(|sum| sum / everyone);
        }
    }

    /// Gives a block the means of its units' sectors.
    pub fn give(&self, block: &mut Block) {
        for lane in 0..LANES {
            let sector = (block.places[lane].replicate - self.first_replicate) as usize;
            let [measured, leniency] = self.means[sector];
            block.sector.measured_output[lane] = measured;
            block.sector.leniency[lane] = leniency;
        }
    }
}
