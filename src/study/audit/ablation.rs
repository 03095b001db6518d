//! What carries a claim: the same points with mechanisms switched off, one, two, and in all orders.

use super::claim::Claim;
use super::effect::{Effect, Outcome, effect_of};
use crate::engine::observe::SectorRecorder;
use crate::engine::{Engine, Worker};
use crate::ground::executor;
use crate::ground::random::{Address, Draws, Purpose};
use crate::ground::statistics::{Summary, added_in_order, mean, shapley};
use crate::model::mechanisms::Mechanism;
use crate::scenario::Change;
use crate::study::runs::{CONFIDENCE, parallel, sector_means_alone};
use crate::study::sweep::{Point, Sweep};

/// Up to so many mechanisms every coalition is run.
const EXACT: usize = 5;
/// Mechanisms of which pairs are switched off: those that matter most by themselves.
const PAIRED: usize = 5;

/// How much is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Points at which mechanisms are switched off one by one and in pairs.
    pub points: usize,
    /// Orders in which mechanisms are let act, each at a point of its own; even.
    pub orders: usize,
    /// Replicates of each treatment.
    pub replicates: u32,
}

/// The claim without some mechanisms.
#[derive(Debug, Clone, PartialEq)]
pub struct Without {
    /// How much larger the effect is with them, point by point.
    pub carried: Summary,
    /// Share of points at which the claim still holds.
    pub holds: f64,
}

/// Two mechanisms switched off.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The two, by their place.
    pub of: [usize; 2],
    /// The claim without both.
    pub without: Without,
    /// How much more both carry together than each by itself: negative where one stands in for the other.
    pub together: Summary,
}

/// What a mechanism adds to the effect: the mean over all orders in which mechanisms come in (Shapley).
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The mechanism, by its place.
    pub mechanism: usize,
    /// What it adds.
    pub added: Summary,
}

/// What carries a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Ablation {
    /// The mechanisms that were switched off.
    pub mechanisms: Vec<&'static Mechanism>,
    /// With all of them, at the points of the ablation.
    pub with_all: Without,
    /// By mechanism: without it.
    pub without: Vec<Without>,
    /// Pairs of those that matter most.
    pub pairs: Vec<Pair>,
    /// By mechanism: its part of the effect.
    pub parts: Vec<Part>,
    /// The effect with none of them, and with all, at the points of the orders.
    pub whole: [Summary; 2],
    /// Whether every coalition was run, not a sample of orders.
    pub is_exact: bool,
    /// Points that could not be run without some mechanisms, and were left out.
    pub failed: usize,
}

/// What is run at a point.
struct Runner<'a> {
    sweep: &'a Sweep,
    claim: &'a Claim,
    mechanisms: &'a [&'static Mechanism],
    replicates: u32,
}

impl Runner<'_> {
    /// The effect at a point without some mechanisms; none where it cannot be run.
    fn effect(&self, point: &Point, off: &[bool]) -> Option<Effect> {
        let switched = self.mechanisms.iter().zip(off).filter(|(_, off)| **off);
        let values = switched.flat_map(|(mechanism, _)| mechanism.off);
        let changes: Vec<Change> = values.map(|(key, value)| Change::new(key, *value)).collect();
        let treatments = self.sweep.treatments_with(point, &changes).ok()?;
        let outcomes = |name: &str| -> Option<Vec<f64>> {
            let spec = &treatments.iter().find(|treatment| treatment.name == name)?.spec;
            let engine = Engine::new(spec);
            let mut worker = Worker::new(SectorRecorder::new(&self.sweep.metrics));
            let window = spec.window();
            let first = spec.periods() - window;
            let batch = parallel::batch_size(spec);
            let mut found = Vec::new();
            while (found.len() as u32) < self.replicates {
                let start = found.len() as u32;
                let range = start..(start + batch).min(self.replicates);
                let means = sector_means_alone(&engine, range.clone(), first, &mut worker);
                found.extend(range.map(|r| means.outcome(r, window as usize, 0)));
            }
            Some(found)
        };
        let (higher, lower) = (outcomes(&self.claim.higher)?, outcomes(&self.claim.lower)?);
        Some(effect_of(point.number, &higher, &lower, self.claim))
    }

    /// The mean difference, NaN where it cannot be run.
    fn worth(&self, point: &Point, off: &[bool]) -> f64 {
        self.effect(point, off).map_or(f64::NAN, |effect| effect.difference.mean)
    }
}

/// Switches mechanisms off at points of a sweep: one, pairs of those that matter most, and in orders. `done`
/// is told of every effect that was found, from any thread.
pub fn ablate(
    sweep: &Sweep,
    claim: &Claim,
    mechanisms: &[&'static Mechanism],
    effort: Effort,
    done: &(dyn Fn() + Sync),
) -> Ablation {
    let runner = Runner { sweep, claim, mechanisms, replicates: effort.replicates };
    let n = mechanisms.len();
    let is_exact = n <= EXACT;
    let needed = effort.points.max(effort.orders);
    let points: Vec<Point> =
        (0..sweep.n_points()).filter_map(|number| sweep.point(number)).take(needed).collect();
    let few = &points[..effort.points.min(points.len())];
    let at_all = |off: &[bool]| -> Vec<Option<Effect>> {
        executor::map(few, |point| {
            let found = runner.effect(point, off);
            done();
            found
        })
    };
    let only = |those: &[usize]| -> Vec<bool> { (0..n).map(|m| those.contains(&m)).collect() };
    let with_all = at_all(&only(&[]));
    let singles: Vec<Vec<Option<Effect>>> = (0..n).map(|m| at_all(&only(&[m]))).collect();
    let without: Vec<Without> =
        singles.iter().map(|single| Without::of(&with_all, single)).collect();
    let pairs = pairs_of(&without)
        .into_iter()
        .map(|[a, b]| {
            let both = at_all(&only(&[a, b]));
            let together = together(&with_all, [&singles[a], &singles[b]], &both);
            Pair { of: [a, b], without: Without::of(&with_all, &both), together }
        })
        .collect();
    let (parts, whole) = match is_exact {
        true => exactly(&runner, few, n, done),
        false => by_orders(&runner, &points, effort.orders, done),
    };
    let failed =
        std::iter::once(&with_all).chain(&singles).flatten().filter(|e| e.is_none()).count();
    let mechanisms = mechanisms.to_vec();
    let with_all = Without::of(&with_all, &with_all);
    Ablation { mechanisms, with_all, without, pairs, parts, whole, is_exact, failed }
}

/// The pairs of the mechanisms that carry or hinder most by themselves.
fn pairs_of(without: &[Without]) -> Vec<[usize; 2]> {
    let mut order: Vec<usize> = (0..without.len()).collect();
    let size = |m: &usize| without[*m].carried.mean.abs();
    order.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    order.truncate(PAIRED);
    order.sort_unstable();
    let pairs = order
        .iter()
        .enumerate()
        .flat_map(|(place, a)| order[place + 1..].iter().map(|b| [*a, *b]).collect::<Vec<_>>());
    pairs.collect()
}

impl Without {
    fn of(with: &[Option<Effect>], without: &[Option<Effect>]) -> Self {
        let both = with.iter().zip(without).filter_map(|(a, b)| a.as_ref().zip(b.as_ref()));
        let difference = |(a, b): (&Effect, &Effect)| a.difference.mean - b.difference.mean;
        let carried: Vec<f64> = both.map(difference).filter(|value| !value.is_nan()).collect();
        let known = || without.iter().flatten();
        let holds = known().filter(|effect| effect.outcome == Outcome::Holds).count();
        Self {
            carried: Summary::of(&carried, CONFIDENCE),
            holds: holds as f64 / known().count() as f64,
        }
    }
}

/// How much more two carry together than each by itself.
fn together(
    with: &[Option<Effect>],
    singles: [&Vec<Option<Effect>>; 2],
    both: &[Option<Effect>],
) -> Summary {
    let mean = |effects: &[Option<Effect>], point: usize| {
        effects[point].as_ref().map_or(f64::NAN, |effect| effect.difference.mean)
    };
    let of = |point: usize| {
        let [a, b] = singles.map(|single| mean(with, point) - mean(single, point));
        mean(with, point) - mean(both, point) - a - b
    };
    let found: Vec<f64> = (0..with.len()).map(of).filter(|value| !value.is_nan()).collect();
    Summary::of(&found, CONFIDENCE)
}

/// What mechanisms add at a point, one by one, and the difference with none and with all of them.
type Row = (Vec<f64>, [f64; 2]);

/// Parts from every coalition at every point.
fn exactly(
    runner: &Runner,
    points: &[Point],
    n: usize,
    done: &(dyn Fn() + Sync),
) -> (Vec<Part>, [Summary; 2]) {
    let rows: Vec<Row> = executor::map(points, |point| {
        let worth = |coalition: usize| {
            let off: Vec<bool> = (0..n).map(|m| coalition >> m & 1 == 0).collect();
            let found = runner.worth(point, &off);
            done();
            found
        };
        let worth: Vec<f64> = (0..1 << n).map(worth).collect();
        (shapley(&worth), [worth[0], worth[(1 << n) - 1]])
    });
    summed(&rows, n)
}

/// Parts from orders, each at a point of its own; every second order is the one before turned round.
fn by_orders(
    runner: &Runner,
    points: &[Point],
    orders: usize,
    done: &(dyn Fn() + Sync),
) -> (Vec<Part>, [Summary; 2]) {
    let n = runner.mechanisms.len();
    let halves = (orders / 2).min(points.len()).max(1);
    let rows: Vec<Row> = executor::map(0..halves, |half| {
        let order = random_order(n, runner.sweep.seed, half as u32);
        let turned: Vec<usize> = order.iter().rev().copied().collect();
        // Both orders begin with none and end with all.
        let ends = [true, false].map(|off| runner.worth(&points[half], &vec![off; n]));
        let both = [order, turned].map(|order| {
            let mut off = vec![true; n];
            let mut worth = vec![ends[0]];
            for mechanism in &order[..n - 1] {
                off[*mechanism] = false;
                worth.push(runner.worth(&points[half], &off));
                done();
            }
            worth.push(ends[1]);
            done();
            added_in_order(&order, &worth)
        });
        (both[0].iter().zip(&both[1]).map(|(a, b)| mean(&[*a, *b])).collect(), ends)
    });
    summed(&rows, n)
}

/// Means over points with their intervals; points that lack a number are left out.
fn summed(rows: &[Row], n: usize) -> (Vec<Part>, [Summary; 2]) {
    let whole: Vec<&Row> =
        rows.iter().filter(|(added, _)| added.iter().all(|value| !value.is_nan())).collect();
    let of = |value: &dyn Fn(&Row) -> f64| {
        let values: Vec<f64> = whole.iter().map(|row| value(row)).collect();
        Summary::of(&values, CONFIDENCE)
    };
    let parts = (0..n).map(|m| Part { mechanism: m, added: of(&|row| row.0[m]) }).collect();
    (parts, [0, 1].map(|end| of(&|row| row.1[end])))
}

/// An order of n, by chance (Fisher & Yates).
fn random_order(n: usize, seed: u64, number: u32) -> Vec<usize> {
    let draws = Draws::new(seed);
    let mut order: Vec<usize> = (0..n).collect();
    for last in (1..n).rev() {
        let (unit, purpose) = (last as u32, Purpose::Order);
        let address = Address { replicate: number, unit, purpose, period: 0, agent: 0 };
        order.swap(last, (draws.uniform_at(address) * (last + 1) as f64) as usize);
    }
    order
}

impl Ablation {
    /// How many effects an ablation finds.
    pub fn steps(mechanisms: usize, effort: Effort) -> u64 {
        let few = mechanisms.min(PAIRED);
        let at_all = 1 + mechanisms + few * few.saturating_sub(1) / 2;
        let orders = match mechanisms <= EXACT {
            true => effort.points << mechanisms,
            false => effort.orders / 2 * 2 * mechanisms,
        };
        (at_all * effort.points + orders) as u64
    }
}
