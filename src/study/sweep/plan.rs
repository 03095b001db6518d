//! How the points of a sweep are cut into chunks, the pieces in which it is run and kept.

use std::ops::Range;

use super::Sweep;
use crate::model::specification::ModelSpec;

/// Most points of a design.
pub const MOST_POINTS: u64 = 10_000_000;

/// Agent-periods that a chunk has at least, while it holds more than one point: less than a tenth of
/// a second of one core's work, next to which writing it is little.
const LEAST: u64 = 10_000_000;
/// Agent-periods that a chunk has at most: about a third of a second, all that an interruption loses.
const MOST: u64 = 50_000_000;
/// Most rows of a chunk.
const MOST_ROWS: u64 = 50_000;
/// Chunks that there are at least, as far as they have work enough, so that many machines can share
/// them.
const AT_LEAST: u64 = 256;
/// Chunks that there are at most, so that folders stay easy to list.
const AT_MOST: u64 = 20_000;

/// Agent-periods of a point, or of a batch of its replicates, that are run on all threads at once;
/// smaller points are run side by side.
pub(super) const LARGE: u64 = 4_000_000_000;

/// Agent-periods of a point, about: factors may make points larger or smaller.
fn cost(sweep: &Sweep) -> u64 {
    let replicates = u64::from(sweep.replicates.fewest());
    let cost = |spec: &ModelSpec| {
        spec.n_agents().saturating_mul(u64::from(spec.periods())).saturating_mul(replicates)
    };
    let treatments = &sweep.scenario.treatments;
    treatments.iter().map(|t| cost(&t.spec)).fold(1, u64::saturating_add)
}

/// The chunks of a sweep. They depend on the sweep alone, not on the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    points: u64,
    chunk_points: u64,
}

impl Plan {
    /// The chunks of a sweep.
    pub fn new(sweep: &Sweep) -> Self {
        let rows = u64::from(sweep.replicates.fewest()) * sweep.scenario.treatments.len() as u64;
        Self::of(sweep.n_points(), cost(sweep), rows)
    }

    /// Whether a point of the sweep is so large that it is run on all threads at once.
    pub fn is_large(&self, sweep: &Sweep) -> bool {
        cost(sweep) >= LARGE
    }

    /// The chunks of so many points with so many agent-periods and rows each.
    fn of(points: u64, cost: u64, rows: u64) -> Self {
        let (least, most) = (LEAST / cost, (MOST / cost).min(MOST_ROWS / rows.max(1)));
        let many = (points / AT_LEAST).max(least);
        let chunk_points = many.min(most).max(points.div_ceil(AT_MOST)).max(1);
        Self { points, chunk_points }
    }

    /// Number of chunks.
    pub fn n_chunks(&self) -> u64 {
        self.points.div_ceil(self.chunk_points)
    }

    /// The chunk that holds a point, counted from 0.
    pub fn chunk_of(&self, point: u64) -> u64 {
        point / self.chunk_points
    }

    /// The points of a chunk, those that break a condition included.
    pub fn points(&self, chunk: u64) -> Range<u64> {
        let start = chunk * self.chunk_points;
        start..(start + self.chunk_points).min(self.points)
    }

    /// The number of points of a chunk, those that break a condition included.
    pub fn size(&self, chunk: u64) -> u64 {
        let points = self.points(chunk);
        points.end - points.start
    }

    /// The chunks of a shard: every n-th, so that dear regions of a design are shared out.
    pub fn of_shard(&self, shard: Option<Shard>) -> impl Iterator<Item = u64> + Clone + use<> {
        let Shard { index, of } = shard.unwrap_or(Shard { index: 1, of: 1 });
        (0..self.n_chunks()).skip(index as usize - 1).step_by(of as usize)
    }
}

/// A fixed part of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Shard {
    /// Which part, counted from 1.
    pub index: u32,
    /// Of how many.
    pub of: u32,
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(index, of)| {
            Some(Self { index: index.trim().parse().ok()?, of: of.trim().parse().ok()? })
        });
        parts
            .filter(|shard| (1..=shard.of).contains(&shard.index))
            .ok_or_else(|| "a shard is written i/n, from 1/n to n/n, for instance 2/16".to_owned())
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_hold_every_point_once_and_shards_every_chunk() {
        for (points, cost, rows) in
            [(1, 1, 1), (7, 1_000_000_000, 20), (100_000, 10_000, 3), (10_000_000, 1, 1)]
        {
            let plan = Plan::of(points, cost, rows);
            let ends: Vec<u64> = (0..plan.n_chunks()).map(|chunk| plan.points(chunk).end).collect();
            let starts: Vec<u64> =
                (0..plan.n_chunks()).map(|chunk| plan.points(chunk).start).collect();
            assert_eq!(starts[0], 0);
            assert_eq!(starts[1..], ends[..ends.len() - 1]);
            assert_eq!(ends.last(), Some(&points));
            assert!(plan.n_chunks() <= AT_MOST);
            assert!(plan.n_chunks() >= (points * cost / MOST).min(points));
            for of in [1, 3, 16] {
                let shard = |index| plan.of_shard(Some(Shard { index, of }));
                let mut all: Vec<u64> = (1..=of).flat_map(shard).collect();
                all.sort_unstable();
                assert!(all.into_iter().eq(plan.of_shard(None)));
            }
        }
    }

    #[test]
    fn shards_are_read() {
        assert_eq!("2/16".parse(), Ok(Shard { index: 2, of: 16 }));
        for wrong in ["0/3", "4/3", "2", "a/b", "1/0"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
