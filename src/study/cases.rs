//! The patterns of a case: what its source says must be found, replicate by replicate, and the control in
//! which it must not be found.
//!
//! A pattern is a list of comparisons ([`Pattern`]), all of which must hold in a replicate. Treatments share
//! their random numbers, so that differences between them are paired. Must not know: files, tables.

use crate::engine::observe::{Metric, Recorder, find_metric};
use crate::engine::{Engine, Observer};
use crate::ground::executor;
use crate::model::specification::ModelSpec;
use crate::scenario::{
    AT_END, BEFORE, Comparison, Pattern, Quantity, Right, Scenario, Taken, Treatment,
};

/// Way below which a half-time is not taken: what hardly moves has none.
const SMALLEST_WAY: f64 = 0.03;

/// What came of a comparison: both sides in each replicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Sides {
    /// The left side, by replicate.
    pub left: Vec<f64>,
    /// The right side with its factor, by replicate.
    pub right: Vec<f64>,
}

/// What came of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The pattern.
    pub pattern: Pattern,
    /// By comparison: both sides.
    pub sides: Vec<Sides>,
    /// By comparison: both sides under the control.
    pub control_sides: Vec<Sides>,
    /// Share of replicates in which all comparisons hold.
    pub share: f64,
    /// The same under the control.
    pub control_share: f64,
}

/// What may be said of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Found, and not under the control.
    Found,
    /// Not found.
    NotFound,
    /// Found, but under the control too: it shows nothing.
    ControlToo,
}

impl Verdict {
    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::NotFound => "not found",
            Self::ControlToo => "found under the control too",
        }
    }
}

impl Found {
    /// What may be said.
    pub fn verdict(&self) -> Verdict {
        if self.share < self.pattern.share {
            Verdict::NotFound
        } else if self.control_share > self.pattern.control_share {
            Verdict::ControlToo
        } else {
            Verdict::Found
        }
    }
}

/// Runs what the patterns of a scenario need, and judges them. `done` is told how many replicates have
/// ended, from any thread; the result is the same for any number of threads.
pub fn judge(scenario: &Scenario, done: &(dyn Fn(u32) + Sync)) -> Vec<Found> {
    let runs = Runs::of(scenario, done);
    scenario.patterns.iter().map(|pattern| runs.judge(pattern)).collect()
}

/// The treatments of a scenario that its patterns speak of.
pub fn treatments_needed(scenario: &Scenario) -> Vec<&Treatment> {
    let all = || scenario.patterns.iter().flat_map(quantities);
    let asked = |name: &str| {
        all().any(|of| of.treatment == name || of.minus.as_deref() == Some(name))
            || scenario.patterns.iter().any(|p| p.control.iter().any(|(_, to)| to == name))
    };
    scenario.treatments.iter().filter(|treatment| asked(&treatment.name)).collect()
}

/// The quantities of a pattern.
fn quantities(pattern: &Pattern) -> impl Iterator<Item = &Quantity> {
    pattern.comparisons.iter().flat_map(|Comparison { left, right, .. }| {
        let right = match right {
            Right::Quantity(_, right) => Some(right),
            Right::Number(_) => None,
        };
        std::iter::once(left).chain(right)
    })
}

/// What the treatments gave.
struct Runs<'a> {
    metrics: Vec<&'static Metric>,
    /// By treatment that was run: its records, each of some replicates in order.
    records: Vec<(&'a Treatment, Vec<Recorder>)>,
}

impl<'a> Runs<'a> {
    fn of(scenario: &'a Scenario, done: &(dyn Fn(u32) + Sync)) -> Self {
        let mut metrics: Vec<&'static Metric> = Vec::new();
        for quantity in scenario.patterns.iter().flat_map(quantities) {
            let metric = find_metric(quantity.metric).expect("metrics of patterns are checked");
            if metrics.iter().all(|other| other.name != metric.name) {
                metrics.push(metric);
            }
        }
        let run = |treatment: &'a Treatment| (treatment, records(&treatment.spec, &metrics, done));
        let records = treatments_needed(scenario).into_iter().map(run).collect();
        Self { metrics, records }
    }

    fn judge(&self, pattern: &Pattern) -> Found {
        let sides = |names: &[(String, String)]| -> Vec<Sides> {
            pattern.comparisons.iter().map(|comparison| self.sides(comparison, names)).collect()
        };
        let (found, under_control) = (sides(&[]), sides(&pattern.control));
        Found {
            pattern: pattern.clone(),
            share: share(pattern, &found),
            control_share: share(pattern, &under_control),
            sides: found,
            control_sides: under_control,
        }
    }

    /// Both sides of a comparison, with some treatments in place of others.
    fn sides(&self, comparison: &Comparison, names: &[(String, String)]) -> Sides {
        let left = self.values(&comparison.left, names);
        let right = match &comparison.right {
            Right::Number(number) => vec![*number; left.len()],
            Right::Quantity(times, right) => {
                self.values(right, names).into_iter().map(|value| times * value).collect()
            }
        };
        Sides { left, right }
    }

    /// A quantity in every replicate.
    fn values(&self, quantity: &Quantity, names: &[(String, String)]) -> Vec<f64> {
        let stands_for = |name: &str| {
            let other = names.iter().find(|(from, _)| from == name);
            other.map_or(name, |(_, to)| to.as_str()).to_owned()
        };
        let own = self.curves(quantity, &stands_for(&quantity.treatment));
        let Some(minus) = &quantity.minus else {
            return own.iter().map(|curve| taken(quantity, curve)).collect();
        };
        let other = self.curves(quantity, &stands_for(minus));
        let difference = |(own, other): (&Vec<f64>, &Vec<f64>)| {
            let curve: Vec<f64> = own.iter().zip(other).map(|(a, b)| a - b).collect();
            taken(quantity, &curve)
        };
        own.iter().zip(&other).map(difference).collect()
    }

    /// The means over units, weighted by staff, by replicate and period.
    fn curves(&self, quantity: &Quantity, name: &str) -> Vec<Vec<f64>> {
        let found = self.records.iter().find(|(treatment, _)| treatment.name == name);
        let (treatment, records) = found.expect("treatments of patterns are checked");
        let metric = self.metrics.iter().position(|metric| metric.name == quantity.metric);
        let metric = metric.expect("all metrics of patterns are recorded");
        let weights = weights(&treatment.spec, quantity.group.as_deref());
        let curve = |record: &Recorder, replicate: u32| {
            let mean = |period| weighted_mean(record.units(period, metric, replicate), &weights);
            (0..treatment.spec.periods() as usize).map(mean).collect()
        };
        let all = records.iter().flat_map(|record| record.replicates().map(move |r| (record, r)));
        all.map(|(record, replicate)| curve(record, replicate)).collect()
    }
}

/// Runs all replicates of a treatment, as many batches side by side as there are threads.
fn records(
    spec: &ModelSpec,
    metrics: &[&'static Metric],
    done: &(dyn Fn(u32) + Sync),
) -> Vec<Recorder> {
    let engine = Engine::new(spec);
    let n = spec.replicates();
    let batch = n.div_ceil(executor::threads() as u32).max(1);
    let ranges = (0..n).step_by(batch as usize).map(|first| first..(first + batch).min(n));
    let mut records: Vec<Recorder> =
        ranges.map(|range| Recorder::new(spec, metrics, range)).collect();
    executor::each(&mut records, |record| {
        let replicates = record.replicates();
        engine.run(replicates.clone(), record as &mut dyn Observer);
        done(replicates.len() as u32);
    });
    records
}

/// The staff of each unit of a group, or of all; 0 for others.
fn weights(spec: &ModelSpec, group: Option<&str>) -> Vec<f64> {
    let of_group = |own: &crate::model::specification::Group| {
        let counts = group.is_none_or(|name| name == own.name);
        let staff = if counts { f64::from(own.staff) } else { 0.0 };
        vec![staff; own.units as usize]
    };
    spec.groups().iter().flat_map(of_group).collect()
}

/// The weighted mean of the values that are there; missing where there are none.
fn weighted_mean(values: &[f64], weights: &[f64]) -> f64 {
    let there =
        values.iter().zip(weights).filter(|(value, weight)| !value.is_nan() && **weight > 0.0);
    let (sum, weight) = there.fold((0.0, 0.0), |(sum, all), (v, w)| (sum + v * w, all + w));
    sum / weight
}

/// What a quantity takes of a curve; missing where a value is.
fn taken(quantity: &Quantity, curve: &[f64]) -> f64 {
    let (first, last) = (quantity.periods.0 as usize - 1, quantity.periods.1 as usize);
    let mean = |from: usize, to: usize| curve[from..to].iter().sum::<f64>() / (to - from) as f64;
    match quantity.taken {
        Taken::Mean => mean(first, last),
        Taken::HalfTime => {
            let before = mean(first - BEFORE as usize, first);
            let end = mean(last.saturating_sub(AT_END as usize).max(first), last);
            let way = end - before;
            if !way.is_finite() || way.abs() < SMALLEST_WAY {
                return f64::NAN;
            }
            let gone = |value: &f64| (value - before) / way >= 0.5;
            let when = curve[first..last].iter().position(gone);
            when.map_or(f64::NAN, |periods| periods as f64)
        }
    }
}

/// The share of replicates in which all comparisons hold. Where a side is missing none does.
fn share(pattern: &Pattern, sides: &[Sides]) -> f64 {
    let n = sides.first().map_or(0, |sides| sides.left.len());
    let holds = |replicate: usize| {
        pattern.comparisons.iter().zip(sides).all(|(comparison, sides)| {
            sides.left[replicate] > sides.right[replicate] + comparison.margin
        })
    };
    (0..n).filter(|replicate| holds(*replicate)).count() as f64 / n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(taken: Taken, periods: (u32, u32)) -> Quantity {
        let (treatment, minus, group) = ("a".to_owned(), None, None);
        Quantity { metric: "trust", treatment, minus, periods, group, taken }
    }

    #[test]
    fn means_and_half_times_are_taken_by_hand() {
        let curve: Vec<f64> = (1..=30).map(|t| if t <= 10 { 0.2 } else { 0.8 }).collect();
        assert!((taken(&quantity(Taken::Mean, (9, 12)), &curve) - 0.5).abs() < 1e-12);
        // The step comes three periods after the change.
        assert_eq!(taken(&quantity(Taken::HalfTime, (8, 30)), &curve), 3.0);
        let flat = vec![0.4; 30];
        assert!(taken(&quantity(Taken::HalfTime, (8, 30)), &flat).is_nan());
    }

    #[test]
    fn a_pattern_holds_where_all_comparisons_do_and_nothing_is_missing() {
        let comparison = |margin| Comparison {
            left: quantity(Taken::Mean, (1, 2)),
            right: Right::Number(0.0),
            margin,
        };
        let pattern = Pattern {
            name: String::new(),
            claim: String::new(),
            source: String::new(),
            standing: crate::scenario::Standing::Emergent,
            reason: String::new(),
            comparisons: vec![comparison(0.0), comparison(0.1)],
            control: Vec::new(),
            share: 0.75,
            control_share: 0.25,
        };
        let sides = |left: [f64; 4]| Sides { left: left.to_vec(), right: vec![0.0; 4] };
        let both = [sides([0.2, 0.2, 0.2, -0.1]), sides([0.2, 0.1, f64::NAN, 0.3])];
        assert_eq!(share(&pattern, &both), 0.25);
        assert!((weighted_mean(&[1.0, f64::NAN, 3.0], &[1.0, 5.0, 3.0]) - 2.5).abs() < 1e-12);
        assert!(weighted_mean(&[f64::NAN], &[1.0]).is_nan());
    }
}
