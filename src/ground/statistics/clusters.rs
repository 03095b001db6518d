//! Means over runs of which some share their random numbers.
//!
//! Runs of different points with the same seed and replicate share their random numbers, and so do the
//! treatments of a point. They are one *cluster*; only clusters are independent of each other.

use super::summary::Summary;
use super::support::{Basis, Support};

/// A number that a run gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// What the run shares its random numbers with.
    pub cluster: u64,
    /// The point, by the values of its factors: runs of one cluster at one point and treatment are the
    /// same run.
    pub point: u64,
    /// The treatment.
    pub treatment: u32,
    /// The number.
    pub value: f64,
}

/// A mean over points, with what each cluster adds to it.
///
/// Where clusters reach over several points, every point and treatment has the same weight, however many
/// replicates it has; the error is that of the deviations of whole clusters (for equally many replicates:
/// Student's t over the means within each replicate). Where no cluster reaches over points, each is one
/// value of an independent sample.
#[derive(Debug, Clone, Default)]
pub struct Estimate {
    mean: f64,
    runs: usize,
    points: usize,
    /// Clusters in the order of their keys.
    clusters: Vec<Cluster>,
}

#[derive(Debug, Clone, Copy)]
struct Cluster {
    key: u64,
    /// Its share of the mean.
    weight: f64,
    /// By how much its own deviation moved the mean, freed of the bias of small samples.
    pull: f64,
}

impl Estimate {
    /// The estimate from some observations, none of them NaN. Repeated runs count once.
    pub fn of(observations: &[Observation]) -> Self {
        let mut all = observations.to_vec();
        all.sort_by_key(|o| (o.point, o.treatment, o.cluster));
        all.dedup_by_key(|o| (o.point, o.treatment, o.cluster));
        let points = all.chunk_by(|a, b| a.point == b.point).count();
        let runs = all.len();
        let mut pulls = if reaches_over_points(&all) { over_points(&all) } else { alone(&all) };
        let mean = pulls.iter().map(|(_, weight, value, _)| weight * value).sum::<f64>()
            / pulls.iter().map(|(_, weight, ..)| weight).sum::<f64>();
        pulls.sort_by_key(|(key, ..)| *key);
        let clusters = pulls
            .chunk_by(|a, b| a.0 == b.0)
            .map(|own| Cluster {
                key: own[0].0,
                weight: own.iter().map(|(_, weight, ..)| weight).sum(),
                pull: own.iter().map(|(.., pull)| pull).sum(),
            })
            .collect();
        Self { mean, runs, points, clusters }
    }

    /// The mean; NaN without observations.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Number of runs, each counted once.
    pub fn runs(&self) -> usize {
        self.runs
    }

    /// Number of points with different values of their factors.
    pub fn points(&self) -> usize {
        self.points
    }

    /// Number of independent values.
    pub fn replicates(&self) -> usize {
        self.clusters.len()
    }

    /// The mean with its interval; none (NaN) for fewer than two clusters.
    pub fn summary(&self, support: Support, confidence: f64) -> Summary {
        summary(self.basis(), support, confidence)
    }

    /// The difference to another mean (this less that) with its interval: clusters that are in both are
    /// compared with themselves. `support` is that of the values.
    pub fn difference(&self, other: &Self, support: Support, confidence: f64) -> Summary {
        let (a, b) = (self.basis(), other.basis());
        let pair = |cluster: &Cluster| {
            let found = other.clusters.binary_search_by_key(&cluster.key, |other| other.key);
            found.ok().map(|place| other.clusters[place])
        };
        let shared = self.clusters.iter().filter(|cluster| pair(cluster).is_some()).count();
        let own = self.clusters.iter().map(|own| own.pull - pair(own).map_or(0.0, |o| o.pull));
        let ours = |key: u64| self.clusters.binary_search_by_key(&key, |own| own.key).is_ok();
        let others = other.clusters.iter().filter(|cluster| !ours(cluster.key));
        let squares = own.chain(others.map(|cluster| cluster.pull)).map(|pull| pull * pull);
        let (v, w) = (a.error * a.error, b.error * b.error);
        let degrees = match shared {
            // Welch's approximation.
            0 if v + w > 0.0 => (v + w).powi(2) / (v * v / a.degrees + w * w / b.degrees),
            _ => a.degrees.min(b.degrees),
        };
        let basis = Basis {
            mean: a.mean - b.mean,
            error: squares.sum::<f64>().sqrt(),
            degrees,
            n: a.n.min(b.n),
        };
        summary(basis, support.of_difference(), confidence)
    }

    fn basis(&self) -> Basis {
        let n = self.clusters.len() as f64;
        let sum: f64 = self.clusters.iter().map(|cluster| cluster.weight).sum();
        let squares: f64 = self.clusters.iter().map(|c| (c.weight / sum).powi(2)).sum();
        // As many clusters of equal weight would know as much.
        let equal = 1.0 / squares;
        let equal = if (equal - n).abs() < 1e-9 * n { n } else { equal };
        let error = self.clusters.iter().map(|c| c.pull * c.pull).sum::<f64>().sqrt();
        let degrees = if self.clusters.len() < 2 { f64::NAN } else { equal - 1.0 };
        Basis { mean: self.mean, error, degrees, n: equal }
    }
}

fn summary(basis: Basis, support: Support, confidence: f64) -> Summary {
    let (low, high) = support.interval(basis, confidence);
    let sd = if low.is_nan() { f64::NAN } else { basis.error * basis.n.sqrt() };
    Summary { mean: basis.mean, low, high, sd }
}

/// Whether some cluster has runs at several points; observations are sorted by point.
fn reaches_over_points(all: &[Observation]) -> bool {
    let mut pairs: Vec<(u64, u64)> = all.iter().map(|o| (o.cluster, o.point)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.windows(2).any(|two| two[0].0 == two[1].0)
}

/// A cluster with its weight in the mean, its value and its pull.
type Pull = (u64, f64, f64, f64);

/// Clusters as an independent sample: the mean of each over its treatments.
fn alone(all: &[Observation]) -> Vec<Pull> {
    let mut all = all.to_vec();
    all.sort_by_key(|o| o.cluster);
    let means: Vec<(u64, f64)> = all
        .chunk_by(|a, b| a.cluster == b.cluster)
        .map(|own| (own[0].cluster, own.iter().map(|o| o.value).sum::<f64>() / own.len() as f64))
        .collect();
    deviations(&means, 1.0)
}

/// Clusters that reach over points: deviations from the mean of each point and treatment.
fn over_points(all: &[Observation]) -> Vec<Pull> {
    let cells: Vec<Vec<(u64, f64)>> = all
        .chunk_by(|a, b| (a.point, a.treatment) == (b.point, b.treatment))
        .map(|cell| cell.iter().map(|o| (o.cluster, o.value)).collect())
        .collect();
    let telling = cells.iter().filter(|cell| cell.len() > 1).count();
    // Points with a single run tell no spread; they are taken to vary as the others do.
    let larger = if telling == 0 { 1.0 } else { cells.len() as f64 / telling as f64 };
    let share = 1.0 / cells.len() as f64;
    cells
        .iter()
        .flat_map(|cell| deviations(cell, share))
        .map(|(key, weight, value, pull)| (key, weight, value, larger * pull))
        .collect()
}

/// The values of a sample with a share of the whole: by how much each pulls the mean.
fn deviations(values: &[(u64, f64)], share: f64) -> Vec<Pull> {
    let n = values.len() as f64;
    let mean = values.iter().map(|(_, value)| value).sum::<f64>() / n;
    let free = if values.len() > 1 { (n / (n - 1.0)).sqrt() } else { 0.0 };
    let pull =
        |(key, value): &(u64, f64)| (*key, share / n, *value, share / n * free * (value - mean));
    values.iter().map(pull).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observe(cluster: u64, point: u64, value: f64) -> Observation {
        Observation { cluster, point, treatment: 0, value }
    }

    #[test]
    fn replicates_that_share_their_random_numbers_are_the_unit() {
        let values = [[0.1, 0.3, 0.2, 0.5], [0.4, 0.9, 0.3, 0.6]];
        let all: Vec<Observation> = (0..2)
            .flat_map(|p| (0..4).map(move |r| observe(r, p, values[p as usize][r as usize])))
            .collect();
        let found = Estimate::of(&all);
        let means: Vec<f64> = (0..4).map(|r| 0.5 * (values[0][r] + values[1][r])).collect();
        let wanted = Summary::of(&means, 0.95);
        let summary = found.summary(Support::Real, 0.95);
        assert!((summary.low - wanted.low).abs() < 1e-12 && (summary.sd - wanted.sd).abs() < 1e-12);
        assert_eq!((found.runs(), found.replicates(), found.points()), (8, 4, 2));
        // The same runs a second time are no new evidence.
        let twice: Vec<Observation> = all.iter().chain(&all).copied().collect();
        assert_eq!(Estimate::of(&twice).summary(Support::Real, 0.95), summary);
    }

    #[test]
    fn independent_runs_each_count() {
        let all: Vec<Observation> = (0..6)
            .map(|run| observe(run, run / 3, [0.1, 0.4, 0.3, 0.2, 0.8, 0.5][run as usize]))
            .collect();
        let found = Estimate::of(&all);
        let wanted = Summary::of(&all.iter().map(|o| o.value).collect::<Vec<_>>(), 0.95);
        let summary = found.summary(Support::Real, 0.95);
        assert!((summary.low - wanted.low).abs() < 1e-12 && found.replicates() == 6);
    }

    #[test]
    fn differences_pair_clusters_and_otherwise_are_those_of_welch() {
        let (a, b) = ([1.0, 5.0, 9.0, 4.0], [1.5, 5.6, 9.4, 4.6]);
        let of = |values: &[f64], first: u64| {
            let each = values.iter().enumerate();
            Estimate::of(&each.map(|(r, v)| observe(first + r as u64, 0, *v)).collect::<Vec<_>>())
        };
        let paired = crate::ground::statistics::paired(&b, &a, 0.95);
        let found = of(&b, 0).difference(&of(&a, 0), Support::Real, 0.95);
        assert!((found.low - paired.interval.0).abs() < 1e-12 && found.low > 0.0);
        let welch = crate::ground::statistics::welch(&b, &a, 0.95);
        let found = of(&b, 10).difference(&of(&a, 0), Support::Real, 0.95);
        assert!((found.low - welch.interval.0).abs() < 1e-9 && found.low < 0.0);
    }

    #[test]
    fn unequal_and_single_replicates_are_heeded() {
        // A point with many replicates weighs as much as one with few.
        let mut all: Vec<Observation> =
            (0..3).map(|r| observe(r, 0, 1.0 + 0.1 * r as f64)).collect();
        all.extend((0..30).map(|r| observe(r, 1, 3.0 + 0.01 * r as f64)));
        let found = Estimate::of(&all);
        assert!((found.mean() - 0.5 * (1.1 + 3.145)).abs() < 1e-12);
        let summary = found.summary(Support::Real, 0.95);
        assert!(summary.low < found.mean() && found.mean() < summary.high);
        let one = Estimate::of(&[observe(0, 0, 1.0), observe(0, 1, 2.0)]);
        assert!(one.mean() == 1.5 && one.summary(Support::Real, 0.95).low.is_nan());
        assert!(Estimate::of(&[]).mean().is_nan());
    }
}
