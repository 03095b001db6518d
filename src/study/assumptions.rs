//! How far the outcomes of a scenario range over what is not known about people and work.
//!
//! Replicates tell what chance does with one set of numbers. Here all treatments are run at points all over the
//! documented plausible ranges of these numbers (the space of an audit, [`Space`]), with common random numbers
//! at each point: the middle nine tenths of what is found stand beside every interval of replicates.
//!
//! Must not know: files on disk, the command line.

use serde::{Deserialize, Serialize};

use crate::engine::observe::{Metric, SectorRecorder};
use crate::engine::{Engine, Worker, bytes_of_run};
use crate::ground::executor;
use crate::ground::lanes::LANES;
use crate::ground::random::Draws;
use crate::ground::statistics::{Basis, Support, mean, present, quantiles};
use crate::model::specification::ModelSpec;
use crate::model::structure::{STAFF, UNITS};
use crate::scenario::people::PeopleSample;
use crate::scenario::{Change, Scenario};
use crate::study::audit::{Assumption, Kept, Share, Space, drawn};
use crate::study::runs::{CONFIDENCE, sector_means_alone};
use crate::study::sweep::design::Sobol;

/// The share of points between the ends of a range.
pub const MIDDLE: f64 = 0.9;
/// Agent-periods, empty lanes counted, that a quick look may take, and the fewest and most points it has.
const QUICK_WORK: u64 = 100_000_000;
const QUICK_POINTS: (u64, u64) = (64, 256);
/// Points of a full look.
const FULL_POINTS: u64 = 2_000;
/// Most replicates of a small sector at a point, which fill lanes that would be empty.
const MOST_REPLICATES: u32 = 8;
/// Seed of the points.
const SEED: u64 = 1;

/// How closely it is looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// Between 64 and 256 points, as many as take a second or two.
    Quick,
    /// 2,000 points.
    Full,
}

/// What outcomes are over the points: the middle nine tenths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// A twentieth of the points lie below; NaN where no point has a value.
    pub low: f64,
    /// Half of them lie below.
    pub median: f64,
    /// A twentieth of them lie above.
    pub high: f64,
}

/// A metric of a treatment over the points.
#[derive(Debug, Clone)]
pub struct Ranging {
    /// The metric; its mean over the outcome window counts.
    pub metric: &'static Metric,
    /// Points at which it has a value.
    pub points: usize,
    /// The outcome.
    pub outcome: Range,
    /// How much higher it is than under the first treatment.
    pub difference: Range,
    /// Share of points at which it is higher.
    pub higher: Share,
    /// Share of points at which it is lower.
    pub lower: Share,
    /// Share of points at which no treatment has more.
    pub highest: Share,
    /// How much less it is than under the treatment that has most at the same point: the mean over points,
    /// and the most.
    pub shortfall: [f64; 2],
}

/// The outcomes of a scenario over what is not known.
#[derive(Debug, Clone)]
pub struct OverAssumptions {
    /// How closely it was looked.
    pub look: Look,
    /// What varied.
    pub space: Space,
    /// Keys of people that were drawn from a sample.
    pub sampled: Vec<&'static str>,
    /// Points that were run.
    pub points: usize,
    /// Points that the scenario does not allow.
    pub failed: usize,
    /// Replicates of each treatment at each point.
    pub replicates: u32,
    /// By treatment, then by metric: the ranges. Under the first treatment differences are 0.
    pub treatments: Vec<Vec<Ranging>>,
    /// By point, then by treatment and by metric: the outcomes; NaN where one has no value.
    pub outcomes: Vec<Vec<Vec<f64>>>,
}

/// What is compared: the treatments of a scenario, or its first treatment under several doses.
struct Arms<'a> {
    scenario: &'a Scenario,
    doses: Option<&'a [Vec<Change>]>,
}

impl Arms<'_> {
    fn len(&self) -> usize {
        self.doses.map_or(self.scenario.treatments.len(), <[Vec<Change>]>::len)
    }

    /// The treatments that are ruled by the scenario.
    fn names(&self) -> Vec<&str> {
        let treatments = &self.scenario.treatments;
        let ruled = if self.doses.is_some() { &treatments[..1] } else { &treatments[..] };
        ruled.iter().map(|treatment| treatment.name.as_str()).collect()
    }

    /// The specification of each arm with some changes; none where the scenario does not allow them.
    fn with(&self, changes: &[Change]) -> Option<Vec<ModelSpec>> {
        let Some(doses) = self.doses else {
            let changed = self.scenario.with_all(changes.iter().cloned()).ok()?;
            return Some(changed.treatments.into_iter().map(|treatment| treatment.spec).collect());
        };
        let of = |dose: &Vec<Change>| {
            let all = changes.iter().chain(dose).cloned();
            self.scenario.with_all(all).ok()?.treatments.into_iter().next().map(|t| t.spec)
        };
        doses.iter().map(of).collect()
    }
}

impl OverAssumptions {
    /// Runs all treatments of a scenario over its assumptions, on the threads of the current pool. `sample` has
    /// people in place of their documented ranges. `done` is told of every point that has ended, from any
    /// thread. No number depends on threads.
    pub fn of(
        scenario: &Scenario,
        sample: Option<&PeopleSample>,
        look: Look,
        done: &(dyn Fn() + Sync),
    ) -> Self {
        Self::found(&Arms { scenario, doses: None }, sample, look, done)
    }

    /// The same of the first treatment of a scenario under several doses of its levers, in place of its
    /// treatments.
    pub fn of_doses(
        scenario: &Scenario,
        doses: &[Vec<Change>],
        look: Look,
        done: &(dyn Fn() + Sync),
    ) -> Self {
        Self::found(&Arms { scenario, doses: Some(doses) }, None, look, done)
    }

    fn found(
        arms: &Arms,
        sample: Option<&PeopleSample>,
        look: Look,
        done: &(dyn Fn() + Sync),
    ) -> Self {
        let sampled = sample.map_or(Vec::new(), |sample| sample.keys().to_vec());
        let space = Space::of(arms.scenario, &arms.names(), (&sizes(), &[]), &sampled);
        let size = Size::of(arms, look);
        let points = changes(&space, sample, size.points as usize);
        let places: Vec<usize> = (0..points.len()).collect();
        let found: Vec<Option<Vec<Vec<f64>>>> = executor::map(places, |place| {
            let first = place as u32 * size.replicates;
            let found = run(arms, &points[place], first..first + size.replicates);
            done();
            found
        });
        let all = found.len();
        let outcomes: Vec<Vec<Vec<f64>>> = found.into_iter().flatten().collect();
        let ranges = |place| ranges(&arms.scenario.record.metrics, &outcomes, place);
        let treatments = (0..arms.len()).map(ranges).collect();
        let (points, replicates) = (outcomes.len(), size.replicates);
        let failed = all - points;
        Self { look, space, sampled, points, failed, replicates, treatments, outcomes }
    }

    /// Bytes that a look takes on so many threads, beside what the process takes anyway: an engine on each, the
    /// outcomes, and what scenarios are read again from at each point (measured).
    pub fn bytes(scenario: &Scenario, look: Look, threads: usize) -> u64 {
        const READ_AGAIN: u64 = 75_000_000;
        let size = Size::of(&Arms { scenario, doses: None }, look);
        let specs = scenario.treatments.iter().map(|treatment| &treatment.spec);
        let engine = specs.map(|spec| bytes_of_run(spec, size.replicates.into(), 1)).max();
        let cells = scenario.treatments.len() as u64 * scenario.record.metrics.len() as u64;
        let outcomes = size.points.saturating_mul(8 * cells);
        let engines = engine.unwrap_or(0).saturating_mul(threads as u64);
        engines.saturating_add(engines / 4).saturating_add(outcomes).saturating_add(READ_AGAIN)
    }

    /// How many points will be run.
    pub fn n_points(scenario: &Scenario, look: Look) -> u64 {
        Size::of(&Arms { scenario, doses: None }, look).points
    }

    /// How many points will be run of so many doses.
    pub fn n_points_of_doses(scenario: &Scenario, doses: &[Vec<Change>], look: Look) -> u64 {
        Size::of(&Arms { scenario, doses: Some(doses) }, look).points
    }

    /// How many numbers varied, those of people that were drawn from a sample counted.
    pub fn n_numbers(&self) -> usize {
        self.space.assumptions.len() + self.sampled.len()
    }

    /// A metric of a treatment (by its place), by name; none when it was not recorded.
    pub fn ranging(&self, treatment: usize, metric: &str) -> Option<&Ranging> {
        self.treatments[treatment].iter().find(|ranging| ranging.metric.name == metric)
    }
}

/// The size of the organisation, which whoever runs a scenario knows.
fn sizes() -> [Kept; 2] {
    let reason = "the scenario says how large the organisation is";
    [&UNITS, &STAFF].map(|size| Kept { key: size.key, reason: reason.to_owned() })
}

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    points: u64,
    replicates: u32,
}

impl Size {
    fn of(arms: &Arms, look: Look) -> Self {
        let ruled = arms.names().len();
        let specs = || arms.scenario.treatments[..ruled].iter().map(|treatment| &treatment.spec);
        let units = specs().map(ModelSpec::n_units).max().unwrap_or(1);
        let replicates = (LANES as u32 / units.max(1)).clamp(1, MOST_REPLICATES);
        let each: u64 = specs().map(|spec| work(spec, replicates)).sum();
        let work = each * (arms.len() / ruled) as u64;
        let (fewest, most) = QUICK_POINTS;
        let points = match look {
            Look::Quick => (QUICK_WORK / work.max(1)).clamp(fewest, most),
            Look::Full => FULL_POINTS,
        };
        Self { points, replicates }
    }
}

/// Agent-periods of some replicates, empty lanes counted.
fn work(spec: &ModelSpec, replicates: u32) -> u64 {
    let lanes = (u64::from(spec.n_units()) * u64::from(replicates)).next_multiple_of(LANES as u64);
    let staff = spec.n_agents().div_ceil(u64::from(spec.n_units()).max(1));
    lanes * staff * u64::from(spec.periods())
}

/// What is laid over the scenario at each of some points: a low-discrepancy sequence over the space, and people
/// of the sample, each as often as it weighs.
fn changes(space: &Space, sample: Option<&PeopleSample>, points: usize) -> Vec<Vec<Change>> {
    let free: Vec<&Assumption> = space.free().collect();
    let sequence = Sobol::new(free.len(), &Draws::new(SEED));
    let at = |point: u64| -> Vec<(&'static str, f64)> {
        let value = |(dimension, assumption): (usize, &&Assumption)| {
            let share = sequence.share(point, dimension);
            (assumption.parameter.key, assumption.value_at(share))
        };
        free.iter().enumerate().map(value).collect()
    };
    let filled = |values: Vec<(&'static str, f64)>| space.filled(values);
    let whom = sample.map(|sample| drawn(sample, points));
    let laid = |(place, values): (usize, Vec<(&'static str, f64)>)| {
        let mut changes = vec![Change::new("organisation.composition", "random")];
        changes.extend(values.into_iter().map(|(key, value)| Change::new(key, value)));
        if let Some((sample, whom)) = sample.zip(whom.as_ref()) {
            let people = sample.keys().iter().zip(sample.values(whom[place]));
            changes.extend(people.map(|(key, value)| Change::new(key, *value)));
        }
        changes
    };
    (0..).map(at).filter_map(filled).take(points).enumerate().map(laid).collect()
}

/// Runs all arms at a point: by arm, then by metric, the mean outcome of some replicates.
fn run(arms: &Arms, changes: &[Change], replicates: std::ops::Range<u32>) -> Option<Vec<Vec<f64>>> {
    let metrics = &arms.scenario.record.metrics;
    let mut worker = Worker::new(SectorRecorder::new(metrics));
    let mut outcomes = |spec: &ModelSpec| -> Vec<f64> {
        let engine = Engine::new(spec);
        let window = spec.window();
        let first = spec.periods() - window;
        let means = sector_means_alone(&engine, replicates.clone(), first, &mut worker);
        let outcome = |metric: usize| {
            let all = replicates.clone().map(|r| means.outcome(r, window as usize, metric));
            mean(&present(&all.collect::<Vec<f64>>()))
        };
        (0..metrics.len()).map(outcome).collect()
    };
    Some(arms.with(changes)?.iter().map(&mut outcomes).collect())
}

/// The ranges of all metrics of a treatment.
fn ranges(metrics: &[&'static Metric], ran: &[Vec<Vec<f64>>], treatment: usize) -> Vec<Ranging> {
    let of = |(place, metric): (usize, &&'static Metric)| {
        let own = |point: &Vec<Vec<f64>>| point[treatment][place];
        let most =
            |point: &Vec<Vec<f64>>| point.iter().map(|of| of[place]).fold(f64::NAN, f64::max);
        let all = |value: &dyn Fn(&Vec<Vec<f64>>) -> f64| {
            present(&ran.iter().map(value).collect::<Vec<f64>>())
        };
        let outcomes = all(&own);
        let differences = all(&|point| own(point) - point[0][place]);
        let shortfalls = all(&|point| most(point) - own(point));
        Ranging {
            metric,
            points: outcomes.len(),
            outcome: Range::of(&outcomes),
            difference: Range::of(&differences),
            higher: share(&differences, |difference| difference > 0.0),
            lower: share(&differences, |difference| difference < 0.0),
            highest: share(&shortfalls, |shortfall| shortfall == 0.0),
            shortfall: [mean(&shortfalls), shortfalls.iter().copied().fold(f64::NAN, f64::max)],
        }
    };
    metrics.iter().enumerate().map(of).collect()
}

impl Range {
    fn of(values: &[f64]) -> Self {
        if values.is_empty() {
            return Self { low: f64::NAN, median: f64::NAN, high: f64::NAN };
        }
        let tail = 0.5 * (1.0 - MIDDLE);
        let [low, median, high] = quantiles(values, &[tail, 0.5, 1.0 - tail]);
        Self { low, median, high }
    }
}

/// The share of some values of which something is true, with Wilson's interval.
fn share(values: &[f64], is: impl Fn(f64) -> bool) -> Share {
    let n = values.len() as f64;
    let share = values.iter().filter(|value| is(**value)).count() as f64 / n;
    let error = (share * (1.0 - share) / n).sqrt();
    let basis = Basis { mean: share, error, degrees: n - 1.0, n };
    let (low, high) = Support::Share(1.0).interval(basis, CONFIDENCE);
    Share { share, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "[organisation]\nunits = 8\nstaff = 6\n[run]\nperiods = 6\nwindow = 2\nreplicates = 2\n[treatments.alone]\nregime = \"laissez-faire\"\n[treatments.same]\nregime = \"laissez-faire\"\n[treatments.helped]\nregime = \"laissez-faire\"\nlevers.support = 0.5\n";

    fn found(text: &str) -> OverAssumptions {
        OverAssumptions::of(&Scenario::from_toml(text).unwrap(), None, Look::Quick, &|| ())
    }

    #[test]
    fn equal_treatments_never_differ_and_no_point_is_lost() {
        let found = found(TWO);
        assert_eq!((found.points, found.failed, found.replicates), (256, 0, 8));
        for ranging in &found.treatments[1] {
            let Range { low, high, .. } = ranging.difference;
            assert!(low.is_nan() || (low, high) == (0.0, 0.0), "{}", ranging.metric.name);
            let shares = [ranging.higher.share, ranging.lower.share];
            assert!(shares.iter().all(|share| share.is_nan() || *share == 0.0));
        }
        // Equal treatments fall short by the same, and somewhere one of the three has most.
        for metric in ["true_output", "trust", "steering_time"] {
            let [alone, same, helped] =
                [0, 1, 2].map(|place| found.ranging(place, metric).unwrap());
            assert!(alone.shortfall == same.shortfall && alone.highest == same.highest);
            assert!(alone.highest.share + helped.highest.share >= 1.0, "{metric}");
            assert!(helped.shortfall[0] <= helped.shortfall[1] && helped.shortfall[0] >= 0.0);
        }
    }

    #[test]
    fn the_time_that_support_takes_ranges_as_its_price_does() {
        let found = found(TWO);
        let price = "working_time.support";
        let price = found.space.assumptions.iter().find(|a| a.parameter.key == price).unwrap();
        let ranging = found.ranging(2, "steering_time").unwrap();
        // Half of the support in place of the 0.3 that everybody has.
        let at = |share: f64| (0.5 - 0.3) * price.value_at(share);
        let Range { low, median, high } = ranging.difference;
        // Points at which the shares of types leave their ranges are not taken, so those that are fill a range
        // as unevenly as chance: two standard errors of the median of 256.
        for (value, share) in [(low, 0.05), (median, 0.5), (high, 0.95)] {
            assert!((value - at(share)).abs() < 0.06 * at(1.0), "{value} {share}");
        }
        assert_eq!((ranging.higher.share, ranging.lower.share), (1.0, 0.0));
    }

    #[test]
    fn the_size_of_the_organisation_and_what_treatments_set_stay() {
        let found = found(TWO);
        for key in [UNITS.key, STAFF.key, "levers.support"] {
            assert!(!found.space.varies(key), "{key}");
        }
        assert!(found.space.assumptions.len() > 50 && found.space.varies("assurance.weight"));
    }

    #[test]
    fn people_of_a_sample_take_the_place_of_their_ranges() {
        let sample = PeopleSample::read("conformity.weight\n0.3\n0.4\n").unwrap();
        let scenario = Scenario::from_toml(TWO).unwrap();
        let found = OverAssumptions::of(&scenario, Some(&sample), Look::Quick, &|| ());
        assert_eq!(found.sampled, ["conformity.weight"]);
        assert!(!found.space.varies("conformity.weight"));
        let of = |changes: &Vec<Change>| {
            changes.iter().any(|c| c.to_string() == "conformity.weight=0.3")
        };
        let laid = changes(&found.space, Some(&sample), 64);
        assert_eq!(laid.iter().filter(|changes| of(changes)).count(), 32);
    }
}
