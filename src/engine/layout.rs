//! Which unit lies in which lane of which block.

use std::ops::Range;

use crate::ground::lanes::LANES;
use crate::model::columns::UnitAddress;
use crate::model::specification::ModelSpec;

/// The blocks of some replicates: units of one group side by side, so that a block has units of
/// one size wherever it can; lanes left over at the end repeat the last unit as spare.
#[derive(Debug, Clone)]
pub struct Layout {
    first_replicate: u32,
    n_replicates: u64,
    /// Units of each group with the number of the first.
    groups: Vec<Range<u32>>,
    n_places: u64,
}

impl Layout {
    /// The layout of some replicates.
    pub fn new(spec: &ModelSpec, replicates: Range<u32>) -> Self {
        let mut next = 0;
        let groups = spec.groups().iter().map(|group| {
            let first = next;
            next += group.units;
            first..next
        });
        let groups: Vec<_> = groups.collect();
        let n_replicates = replicates.len() as u64;
        let n_places = n_replicates * u64::from(next);
        Self { first_replicate: replicates.start, n_replicates, groups, n_places }
    }

    /// Number of blocks.
    pub fn len(&self) -> u64 {
        self.n_places.div_ceil(LANES as u64)
    }

    /// The places of a block, counted from 0.
    pub fn block(&self, block: u64) -> [UnitAddress; LANES] {
        std::array::from_fn(|lane| {
            let place = block * LANES as u64 + lane as u64;
            let spare = place >= self.n_places;
            UnitAddress { spare, ..self.place(place.min(self.n_places - 1)) }
        })
    }

    /// A place by its number: groups, then replicates, then units.
    fn place(&self, mut number: u64) -> UnitAddress {
        for (group, units) in (0..).zip(&self.groups) {
            let in_group = units.len() as u64 * self.n_replicates;
            if number < in_group {
                let replicate = self.first_replicate + (number / units.len() as u64) as u32;
                let unit = units.start + (number % units.len() as u64) as u32;
                return UnitAddress { replicate, unit, group, spare: false };
            }
            number -= in_group;
        }
        unreachable!("the number of a unit address is below that of all addresses")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::specification::{Composition, Group, Policy, SpecBuilder, VisionLabels};

    #[test]
    fn every_unit_of_every_replicate_has_one_lane() {
        let group = |units| Group { name: String::new(), units, staff: 3, levers: [0.0; 11] };
        let spec = SpecBuilder {
            values: Default::default(),
            composition: Composition::Quota,
            labels: VisionLabels::Local,
            policy: Policy::Fixed,
            chain: None,
            groups: vec![group(5), group(70)],
            schedule: vec![],
            seed: 1,
        }
        .build();
        let layout = Layout::new(&spec, 4..7);
        let mut found: Vec<_> = (0..layout.len())
            .flat_map(|block| layout.block(block))
            .filter(|place| !place.spare)
            .map(|place| (place.replicate, place.unit, place.group))
            .collect();
        found.sort_unstable();
        let expected: Vec<_> =
            (4..7).flat_map(|r| (0..75).map(move |unit| (r, unit, u32::from(unit >= 5)))).collect();
        assert_eq!(found, expected);
    }
}
