//! Runs of a hypothesis: arms with common random numbers.

use std::cell::{Cell, RefCell};

use super::Size;
use crate::engine::Engine;
use crate::engine::observe::{Metric, Recorder, find_metric};
use crate::ground::executor;
use crate::ground::random::{Address, Draws, Purpose};
use crate::ground::statistics::mean;
use crate::model::specification::ModelSpec;
use crate::scenario::{Change, ChangedValue, Diagnostics, Scenario};
use crate::study::runs::record;

/// What is kept of every unit and period.
pub const KEPT: [&str; 14] = [
    "true_output",
    "measured_output",
    "cooperation",
    "measured_effort",
    "belief",
    "trust",
    "leader_trust",
    "motivation",
    "gaming",
    "information",
    "leniency",
    "reputation",
    "monitoring",
    "felt_vision",
];

/// The text of a scenario in which all is the default: units left alone.
pub const DEFAULT: &str = "format = 1\n";

/// Without the two mechanisms by which staff respond to what they believe of others.
pub const NO_RECIPROCITY: &str = "mechanisms.off = [\"reciprocity\", \"assurance\"]\n";

/// How the arms of one test are run.
#[derive(Debug)]
pub struct Arms {
    size: Size,
    seed: u64,
    /// Under a null the scenario of the first arm, which all others take.
    first: Option<RefCell<Option<Scenario>>>,
    count: Cell<u64>,
}

impl Arms {
    /// Arms with common random numbers.
    pub fn new(size: Size, seed: u64) -> Self {
        Self { size, seed, first: None, count: Cell::new(0) }
    }

    /// All arms are the first one, each with random numbers of its own: there is nothing to find.
    pub fn null(size: Size, seed: u64) -> Self {
        Self { first: Some(RefCell::new(None)), ..Self::new(size, seed) }
    }

    /// The specification of an arm: a scenario's text, in which all that is not said is the default, with
    /// changes laid over it.
    ///
    /// # Panics
    /// When the text or a change has mistakes: a mistake in this repository.
    pub fn spec(&self, text: &str, changes: &[Change]) -> ModelSpec {
        let number = self.count.get();
        self.count.set(number + 1);
        let read = || valid(valid(Scenario::from_toml(text)).with_all(changes.to_vec()));
        let (scenario, seed) = match &self.first {
            None => (read(), self.seed),
            Some(first) => {
                let scenario = first.borrow_mut().get_or_insert_with(read).clone();
                (scenario, own_seed(self.seed, number))
            }
        };
        let mut size = vec![
            Change::new("run.seed", seed),
            Change::new("run.replicates", self.size.replicates),
        ];
        // Groups say themselves how many units there are.
        if scenario.treatments[0].spec.groups().len() == 1 {
            size.push(Change::new("organisation.units", self.size.units));
        }
        valid(scenario.with_all(size)).treatments.swap_remove(0).spec
    }

    /// Runs an arm: a scenario's text with changes laid over it.
    pub fn arm(&self, text: &str, changes: &[Change]) -> Arm {
        Arm::run(self.spec(text, changes))
    }
}

fn valid(read: Result<Scenario, Diagnostics>) -> Scenario {
    read.unwrap_or_else(|mistakes| panic!("a hypothesis: {mistakes}"))
}

/// The seed of an arm that shares its random numbers with no other.
fn own_seed(seed: u64, arm: u64) -> u64 {
    let (purpose, replicate) = (Purpose::PointSeed, arm as u32);
    Draws::new(seed).hash(Address { replicate, unit: 0, purpose, period: 0, agent: 0 }) >> 11
}

/// What an arm gave.
#[derive(Debug)]
pub struct Arm {
    /// What was run.
    pub spec: ModelSpec,
    recorders: Vec<Recorder>,
}

impl Arm {
    /// Runs a specification on all threads.
    pub fn run(spec: ModelSpec) -> Self {
        const BATCH: u32 = 4;
        let metrics = KEPT.map(known);
        let firsts = (0..spec.replicates()).step_by(BATCH as usize);
        let engine = Engine::new(&spec);
        let recorders = executor::map(firsts, |first| {
            record(&engine, &metrics, first..(first + BATCH).min(spec.replicates()))
        });
        Self { spec, recorders }
    }

    /// Number of periods.
    pub fn periods(&self) -> usize {
        self.spec.periods() as usize
    }

    /// By replicate and unit: the mean of a metric over periods `from..to`, counted from 0.
    pub fn units(&self, metric: &str, from: usize, to: usize) -> Vec<Vec<f64>> {
        let index = KEPT.iter().position(|name| *name == metric);
        let index = index.unwrap_or_else(|| panic!("{metric} is not kept"));
        let units = self.spec.n_units() as usize;
        let of = |recorder: &Recorder, replicate: u32| {
            let mut sums = vec![0.0; units];
            for period in from..to {
                let values = recorder.units(period, index, replicate);
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            }
            sums.into_iter().map(|sum| sum / (to - from) as f64).collect()
        };
        self.recorders
            .iter()
            .flat_map(|recorder| {
                recorder.replicates().map(move |replicate| of(recorder, replicate))
            })
            .collect()
    }

    /// By replicate and unit: the mean over the last year.
    pub fn outcomes(&self, metric: &str) -> Vec<Vec<f64>> {
        self.units(metric, self.periods() - 12, self.periods())
    }

    /// By replicate: the mean over units in periods `from..to`.
    pub fn means_between(&self, metric: &str, from: usize, to: usize) -> Vec<f64> {
        self.units(metric, from, to).iter().map(|units| mean(units)).collect()
    }

    /// By replicate: the mean over units in the last year.
    pub fn means(&self, metric: &str) -> Vec<f64> {
        self.means_between(metric, self.periods() - 12, self.periods())
    }
}

fn known(name: &str) -> &'static Metric {
    find_metric(name).unwrap_or_else(|| panic!("there is no metric {name}"))
}

/// Staff of whom a share is self-interested, the others eight to two co-operators and intrinsically
/// motivated.
pub fn staff(self_interested: f64) -> [Change; 3] {
    let left = 1.0 - self_interested;
    [
        Change::new("staff.types.self_interested.share", self_interested),
        Change::new("staff.types.conditional_cooperator.share", 0.8 * left),
        Change::new("staff.types.intrinsic.share", 0.2 * left),
    ]
}

/// A schedule of events, each a period, what it does (`set` or `shift`), to what, and a number.
pub fn schedule<const N: usize>(events: [(u32, &str, &str, f64); N]) -> Change {
    let event = |(period, verb, what, value): (u32, &str, &str, f64)| {
        let done = ChangedValue::table([(what, value.into())]);
        ChangedValue::table([("period", period.into()), (verb, done)])
    };
    Change::new("schedule", events.map(event))
}

/// Differences of two lists, place by place.
pub fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// The negative of every number.
pub fn negative(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| -value).collect()
}

/// By replicate a number made of its units under two metrics.
pub fn by_units(x: &[Vec<f64>], y: &[Vec<f64>], of: impl Fn(&[f64], &[f64]) -> f64) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| of(x, y)).collect()
}
