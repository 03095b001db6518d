//! Which unit lies in which lane of which block.

use std::ops::Range;

use crate::spec::ModelSpec;
use crate::world::{LANES, Place};

/// The places of all blocks for some replicates: units of one group side by side, so that a block
/// has units of one size wherever it can; lanes left over at the end repeat the last unit as spare.
pub fn places(spec: &ModelSpec, replicates: Range<u32>) -> impl Iterator<Item = [Place; LANES]> {
    let groups = spec.groups();
    let firsts = groups.iter().scan(0, |next, group| {
        let first = *next;
        *next += group.units;
        Some(first)
    });
    let mut all = (0..).zip(firsts.zip(groups)).flat_map(move |(group, (first, data))| {
        replicates.clone().flat_map(move |replicate| {
            (first..first + data.units).map(move |unit| Place {
                replicate,
                unit,
                group,
                spare: false,
            })
        })
    });
    std::iter::from_fn(move || {
        let mut last = all.next()?;
        let mut block = [last; LANES];
        for place in &mut block[1..] {
            last = all.next().unwrap_or(Place { spare: true, ..last });
            *place = last;
        }
        Some(block)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Composition, Group, Parts, Policy, VisionLabels};

    #[test]
    fn every_unit_of_every_replicate_has_one_lane() {
        let group = |units| Group { name: String::new(), units, staff: 3, levers: [0.0; 10] };
        let spec = ModelSpec::new(Parts {
            values: Default::default(),
            composition: Composition::Quota,
            labels: VisionLabels::Local,
            policy: Policy::Fixed,
            groups: vec![group(5), group(70)],
            schedule: vec![],
            seed: 1,
        });
        let mut found: Vec<_> = places(&spec, 4..7)
            .flatten()
            .filter(|place| !place.spare)
            .map(|place| (place.replicate, place.unit, place.group))
            .collect();
        found.sort_unstable();
        let expected: Vec<_> =
            (4..7).flat_map(|r| (0..75).map(move |unit| (r, unit, u32::from(unit >= 5)))).collect();
        assert_eq!(found, expected);
    }
}
