//! What field studies say of whole organisations.

use super::{Comparison, Experiment, Kind, Run};
use crate::engine::observe::{Recorder, find_metric};
use crate::engine::{Engine, Observer};
use crate::ground::statistics::{correlation, mean};
use crate::model::levers::Lever;
use crate::model::mechanisms::{PeriodContext, Rules};
use crate::model::specification::{Change, Event, ModelSpec, Target};
use crate::study::runs::record;

/// Meta-analyses of trust and performance, of unit differences, of changes of leaders; Region Skåne.
pub static ORGANISATIONS: Experiment = Experiment {
    name: "organisations",
    summary: "Trust and results go together; units differ, lastingly, with a populated middle; a change of leader costs little; measured results react more than true ones.",
    source: "De Jong, Dirks & Gillespie 2016; climate studies; Bartanen, Grissom & Rogers 2019; SOU 2018:38 ch. 5 (field studies)",
    kind: Kind::Experiment,
    fitted: &[],
    sample: 0.0,
    run: organisations,
};

/// Replicates.
const REPLICATES: u32 = 8;
/// Share of the variance of pupils' results that lies between schools: what a standard deviation of
/// units is worth in standard deviations of clients (High School and Beyond, 0.18).
const SCHOOL_SHARE: f64 = 0.18;

fn organisations(run: &Run) -> Vec<Comparison> {
    let spec = with_luck(run.organisation, run);
    let replicates = run.plays(REPLICATES);
    let metrics = ["trust", "true_output", "cooperation", "measured_output"].map(known);
    let engine = Engine::new(&spec);
    let seen = record(&engine, &metrics, 0..replicates);
    let last = spec.periods() as usize;
    let over = |metric: usize, from: usize, to: usize| unit_means(&seen, &spec, metric, from, to);
    let (trust, output) = (over(0, last - 12, last), over(1, last - 12, last));
    let together = mean_correlation(&trust, &output);
    let earlier = over(1, last - 48, last - 36);
    let co_operation: Vec<f64> = over(2, last - 12, last).concat();
    let middle = co_operation.iter().filter(|q| (0.25..0.75).contains(*q)).count() as f64
        / co_operation.len() as f64;
    let mut found = vec![
        Comparison::between("correlation of unit trust and results", (0.2, 0.4), together)
            .with_error(0.05),
        Comparison::between(
            "unit share of the variance of trust",
            (0.05, 0.15),
            trust_share(&engine, replicates),
        )
        .with_error(0.025)
        .unverified("no study is named"),
        Comparison::between(
            "correlation of units' results over three years",
            (0.5, 1.0),
            mean_correlation(&earlier, &output),
        )
        .unverified("no study is named"),
        Comparison::between("share of units in the middle", (0.2, 1.0), middle)
            .unverified("the report gives no number"),
    ];
    found.extend(leader_change(&spec, replicates));
    found.extend(activity_pay(&spec, replicates));
    found
}

fn known(name: &str) -> &'static crate::engine::observe::Metric {
    find_metric(name).unwrap_or_else(|| panic!("there is no metric {name}"))
}

/// The specification with the random numbers of this run.
fn with_luck(spec: &ModelSpec, run: &Run) -> ModelSpec {
    let mut parts = spec.to_builder();
    parts.seed = run.draws.seed();
    parts.build()
}

/// By replicate: each unit's mean of a metric over periods `from..to`.
fn unit_means(
    seen: &Recorder,
    spec: &ModelSpec,
    metric: usize,
    from: usize,
    to: usize,
) -> Vec<Vec<f64>> {
    seen.replicates()
        .map(|replicate| {
            let of = |unit: usize| {
                let values: Vec<f64> =
                    (from..to).map(|period| seen.units(period, metric, replicate)[unit]).collect();
                mean(&values)
            };
            (0..spec.n_units() as usize).map(of).collect()
        })
        .collect()
}

/// The mean over replicates of the correlation over units.
fn mean_correlation(x: &[Vec<f64>], y: &[Vec<f64>]) -> f64 {
    let all: Vec<f64> =
        x.iter().zip(y).map(|(x, y)| correlation(x, y)).filter(|value| value.is_finite()).collect();
    mean(&all)
}

/// Sees the trust of every agent in the last period.
struct LastTrust {
    period: u32,
    /// By unit: number of staff, mean, and sum of squared deviations.
    units: Vec<(f64, f64, f64)>,
}

impl Observer for LastTrust {
    fn observe(&mut self, context: &PeriodContext, _: &Rules) {
        if context.period != self.period {
            return;
        }
        for (lane, place) in context.block.places.iter().enumerate() {
            if place.spare {
                continue;
            }
            let staff = context.block.staff[lane] as usize;
            let trust: Vec<f64> = context.block.agents.trust[..staff]
                .iter()
                .map(|row| f64::from(row[lane]))
                .collect();
            let centre = mean(&trust);
            let squares = trust.iter().map(|value| (value - centre) * (value - centre)).sum();
            self.units.push((staff as f64, centre, squares));
        }
    }
}

/// The share of the variance of agents' trust that lies between units (analysis of variance).
fn trust_share(engine: &Engine, replicates: u32) -> f64 {
    let mut last = LastTrust { period: engine.world().spec().periods(), units: Vec::new() };
    engine.run(0..replicates, &mut last);
    let units = last.units;
    let (k, n): (f64, f64) = (units.len() as f64, units.iter().map(|unit| unit.0).sum());
    let grand = units.iter().map(|unit| unit.0 * unit.1).sum::<f64>() / n;
    let between: f64 = units.iter().map(|unit| unit.0 * (unit.1 - grand).powi(2)).sum();
    let within = units.iter().map(|unit| unit.2).sum::<f64>() / (n - k);
    let size = (n - units.iter().map(|unit| unit.0 * unit.0).sum::<f64>() / n) / (k - 1.0);
    let tau = ((between / (k - 1.0) - within) / size).max(0.0);
    tau / (tau + within)
}

/// Sees in which periods units got new leaders.
#[derive(Default)]
struct Changes(Vec<(u32, u32, u32)>);

impl Observer for Changes {
    fn observe(&mut self, context: &PeriodContext, _: &Rules) {
        for (lane, place) in context.block.places.iter().enumerate() {
            if !place.spare && context.period > 1 && context.block.units.tenure[lane] == 0 {
                self.0.push((place.replicate, place.unit, context.period - 1));
            }
        }
    }
}

/// What changes of leaders cost, compared with the same units and random numbers where leaders stay.
fn leader_change(spec: &ModelSpec, replicates: u32) -> Vec<Comparison> {
    let mut parts = spec.to_builder();
    parts.values.insert("leader_turnover.hazard", 0.0);
    let steady = parts.build();
    let output = [known("true_output")];
    let (engine, other) = (Engine::new(spec), Engine::new(&steady));
    let (moving, staying) =
        (record(&engine, &output, 0..replicates), record(&other, &output, 0..replicates));
    let mut changes = Changes::default();
    engine.run(0..replicates, &mut changes);
    let periods = spec.periods() as usize;
    let sd: Vec<f64> = (0..replicates)
        .map(|r| crate::ground::statistics::Summary::of(staying.units(periods - 1, 0, r), 0.95).sd)
        .collect();
    // One standard deviation of units is worth so many of clients.
    let worth = SCHOOL_SHARE.sqrt() / mean(&sd).max(1e-9);
    let gap = |replicate: u32, unit: u32, period: usize| {
        moving.units(period, 0, replicate)[unit as usize]
            - staying.units(period, 0, replicate)[unit as usize]
    };
    let effect = |from: usize, to: usize| {
        let after: Vec<f64> = changes
            .0
            .iter()
            .filter(|(_, _, period)| *period >= 1 && *period as usize + to < periods)
            .map(|(replicate, unit, period)| {
                let before = gap(*replicate, *unit, *period as usize - 1);
                let later: Vec<f64> = (from..to)
                    .map(|month| gap(*replicate, *unit, *period as usize + month))
                    .collect();
                mean(&later) - before
            })
            .collect();
        worth * mean(&after)
    };
    vec![
        Comparison::between(
            "what a change of leader does in the first year (sd of clients' results)",
            (-0.05, 0.0),
            effect(0, 12),
        )
        .with_error(0.015),
        Comparison::is_so(
            "most of the loss is recovered after two years",
            effect(24, 36) >= 0.5 * effect(0, 12).min(0.0) - 0.005,
        ),
    ]
}

/// What happens when activity pay is removed and follow-up stays (Region Skåne 2012).
fn activity_pay(spec: &ModelSpec, replicates: u32) -> Vec<Comparison> {
    let reform = 61;
    let mut parts = spec.to_builder();
    for group in &mut parts.groups {
        group.levers[Lever::Pay as usize] = 0.4;
        group.levers[Lever::Ratchet as usize] = 0.2;
        group.levers[Lever::Monitoring as usize] = 0.2;
    }
    parts.schedule = [Lever::Pay, Lever::Ratchet]
        .map(|lever| {
            let change = Change::Lever { lever, to: 0.0, over: 1 };
            Event { period: reform, target: Target::All, change }
        })
        .to_vec();
    let spec = parts.build();
    let metrics = ["measured_output", "true_output", "gaming"].map(known);
    let seen = record(&Engine::new(&spec), &metrics, 0..replicates);
    let over = |metric: usize, from: usize, to: usize| {
        mean(&unit_means(&seen, &spec, metric, from, to).concat())
    };
    let (before, after) = (reform as usize - 1 - 12, reform as usize - 1 + 12);
    let change = |metric: usize| {
        let reform = reform as usize - 1;
        over(metric, reform, after) / over(metric, before, reform) - 1.0
    };
    vec![
        Comparison::is_so("Skåne: measured output falls when activity pay goes", change(0) < 0.0),
        Comparison::is_so(
            "Skåne: measured output falls more than true output",
            change(0) < change(1),
        )
        .unverified("the report gives no number"),
        Comparison::is_so("gaming goes with the pay", change(2) < 0.0)
            .unverified("the report gives no number"),
    ]
}
