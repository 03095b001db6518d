//! The sweeps of an audit: its space as a sweep, which can be run, kept, resumed and made again as any other.

use super::claim::Claim;
use super::space::Space;
use crate::scenario::people::PeopleSample;
use crate::scenario::{Change, ChangedValue, Diagnostics, Source};
use crate::study::sweep;
use crate::study::sweep::{Point, Sweep};

/// The sweep of every audit, over which its space is laid. Each point has random numbers of its own, which
/// the treatments share.
const SWEEP: &str = "format = 1
scenario = \"scenario.toml\"
[sweep]
random_numbers = \"independent\"
figures = []
";

/// Bits of a seed that a design takes.
const MOST_SEED: u64 = u64::MAX >> 11;

/// Which people the points of a sweep have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum People {
    /// Those of the assumptions.
    Assumed,
    /// Each of a sample, with the scenario's other numbers.
    Sampled,
    /// Drawn from the sample, with the assumptions of the point for all else.
    Both,
}

/// What the sweeps of an audit are made from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its space.
    pub space: &'a Space,
    /// Name and text of the scenario.
    pub document: &'a (String, String),
    /// Changes laid over it.
    pub changes: &'a [Change],
    /// Number of points.
    pub points: u64,
    /// Replicates of each treatment at each point.
    pub replicates: u32,
    /// Seed of the design.
    pub seed: u64,
    /// The sample of people, if there is one.
    pub sample: Option<&'a PeopleSample>,
}

impl People {
    /// Its name in folders and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assumed => "assumptions",
            Self::Sampled => "people",
            Self::Both => "both",
        }
    }
}

impl Request<'_> {
    /// The sweep of a space: a low-discrepancy sample of the assumptions, the sets of people, or both; and the
    /// changes by which it is made.
    ///
    /// # Errors
    /// The mistakes of the scenario with what varies.
    pub fn sweep(&self, people: People) -> Result<(Sweep, Vec<Change>), Diagnostics> {
        match people {
            People::Assumed => self.sampled(),
            People::Sampled | People::Both => self.listed(people),
        }
    }

    /// As many points of a low-discrepancy sequence as are asked for, those that break a condition not
    /// counted.
    fn sampled(&self) -> Result<(Sweep, Vec<Change>), Diagnostics> {
        let mut designed = self.points;
        loop {
            let (sweep, changes) = self.read(self.sample_of(designed))?;
            let meets = |number: &u64| sweep.point(*number).is_some();
            let Some(last) = (0..designed).filter(meets).nth(self.points as usize - 1) else {
                designed += designed / 4 + 8;
                continue;
            };
            let is_exact = last + 1 == designed;
            return if is_exact {
                Ok((sweep, changes))
            } else {
                self.read(self.sample_of(last + 1))
            };
        }
    }

    /// So many points of a sample of the assumptions.
    fn sample_of(&self, designed: u64) -> Vec<Change> {
        let mut changes = vec![
            Change::new("sweep.design", "sobol"),
            Change::new("sweep.points", designed),
            Change::new("sweep.seed", self.seed & MOST_SEED),
            Change::new("sweep.when", self.space.conditions()),
        ];
        changes.extend(self.space.free().map(|assumption| {
            let ends = [("from", assumption.low.into()), ("to", assumption.high.into())];
            factor(assumption.parameter.key, ChangedValue::table(ends))
        }));
        changes
    }

    /// The points of a space with people, listed.
    fn listed(&self, people: People) -> Result<(Sweep, Vec<Change>), Diagnostics> {
        let Some(sample) = self.sample else { return self.sampled() };
        let mut changes = vec![Change::new("sweep.design", "list")];
        let mut whom: Vec<usize> = sample.distinct().into_iter().map(|(set, _)| set).collect();
        if people == People::Both {
            let (sweep, _) = self.sampled()?;
            let points: Vec<Point> =
                (0..sweep.n_points()).filter_map(|number| sweep.point(number)).collect();
            for (column, of) in sweep.factors.iter().enumerate() {
                let value = |point: &Point| ChangedValue::from(&point.values[column]);
                changes
                    .push(factor(&of.key, ChangedValue::List(points.iter().map(value).collect())));
            }
            whom = drawn(sample, points.len());
        }
        for (column, key) in sample.keys().iter().enumerate() {
            let values: Vec<f64> = whom.iter().map(|set| sample.values(*set)[column]).collect();
            changes.push(factor(key, values.into()));
        }
        self.read(changes)
    }

    fn read(&self, space: Vec<Change>) -> Result<(Sweep, Vec<Change>), Diagnostics> {
        let source = Source { name: &self.claim.name, bytes: SWEEP.as_bytes() };
        let (_, scenario) = self.document;
        let load = |named: &str| Ok((named.to_owned(), scenario.clone().into_bytes()));
        let changes = self.changes_with(space);
        Ok((sweep::read(&source, &changes, &load)?, changes))
    }

    /// The changes with a space laid over. Types of staff are drawn: rounding them to the same whole numbers
    /// everywhere would hide how much hangs on their shares.
    fn changes_with(&self, space: Vec<Change>) -> Vec<Change> {
        let Claim { metric, higher, lower, .. } = self.claim;
        let mut changes = self.changes.to_vec();
        changes.extend([
            Change::new("organisation.composition", "random"),
            Change::new("sweep.replicates", self.replicates),
            Change::new("sweep.metrics", [metric.name]),
            Change::new("sweep.treatments", [higher.as_str(), lower.as_str()]),
        ]);
        changes.extend(space);
        changes
    }
}

/// A number that a sweep varies.
fn factor(key: &str, values: ChangedValue) -> Change {
    Change::new(&format!("sweep.factors.{key}"), values)
}

/// Whom of a sample each of some points has: by its number in the radical inverse of base 2, so that all come
/// as often as they weigh, whatever the assumptions of the point are.
pub fn drawn(sample: &PeopleSample, points: usize) -> Vec<usize> {
    let by_weight = sample.by_weight();
    let whom = |point: usize| {
        let share = f64::from((point as u32).reverse_bits()) / 2f64.powi(32);
        by_weight[(share * by_weight.len() as f64) as usize]
    };
    (0..points).map(whom).collect()
}
