//! What field studies say of whole organisations.

use super::{Comparison, Experiment, Kind, Run, SiteParameter, sampling, shape};
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
    site: &[
        SiteParameter::judged("checks (0.05)", "a light touch, as in schools"),
        SiteParameter::observed(
            "chance that a leader leaves (0.0167 a month)",
            "more than a fifth of principals leave in a year (Béteille, Kalogrides & Loeb 2012)",
        ),
        SiteParameter::judged(
            "Skåne: activity pay (0.4), ratchet (0.2), checks (0.2)",
            "the report gives no doses",
        ),
    ],
    sample: 0.0,
    run: organisations,
};

/// Replicates.
const REPLICATES: u32 = 8;
/// Share of the variance of pupils' results that lies between schools: what a standard deviation of
/// units is worth in standard deviations of clients (High School and Beyond, 0.18).
const SCHOOL_SHARE: f64 = 0.18;

/// The correlation of trust and performance over teams, and how many there were (De Jong, Dirks & Gillespie
/// 2016).
const TRUST_AND_RESULTS: f64 = 0.3;
const TEAMS: f64 = 7_763.0;

/// What a change of principal does to pupils' results in the next year, in their standard deviations; the
/// abstract tells no error (Bartanen, Grissom & Rogers 2019).
const CHANGE_OF_LEADER: f64 = -0.03;

/// What a change of leader must cost at least to be a loss, of which a recovery says something.
const LOSS: f64 = -0.005;

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
    let mut found = vec![
        Comparison::published(
            "correlation of unit trust and results",
            TRUST_AND_RESULTS,
            together,
            sampling::of_correlation(TRUST_AND_RESULTS, TEAMS),
        )
        .with_baseline("no relation", 0.0),
        Comparison::between(
            "unit share of the variance of trust",
            (0.05, 0.15),
            trust_share(&engine, replicates),
        )
        .unverified("no study is named"),
        Comparison::between(
            "correlation of units' results over three years",
            (0.5, 1.0),
            mean_correlation(&earlier, &output),
        )
        .unverified("no study is named"),
    ];
    found.extend(shape_of_co_operation(&co_operation));
    found.extend(leader_change(&spec, replicates));
    found.extend(activity_pay(&spec, replicates));
    found
}

/// Whether units come in two kinds, and whether most are of neither.
fn shape_of_co_operation(units: &[f64]) -> [Comparison; 2] {
    let modes = shape::modes(units);
    let (low, high) = (modes[0], modes[modes.len() - 1]);
    let two = modes.len() > 1 && high - low > 0.2;
    let middle = shape::between(units, (low, high));
    [
        Comparison::is_so("co-operation of units has two modes or more", two)
            .with_chance(0.5)
            .unverified("the report gives no distribution"),
        Comparison::between(
            "share of units in the middle half between the modes",
            (0.5, 1.0),
            middle,
        )
        .given(two, "there is one mode, and nothing to lie between")
        .with_baseline("uniform", 0.5)
        .unverified("the report gives no number"),
    ]
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
    let (first, later) = (effect(0, 12), effect(24, 36));
    vec![
        Comparison::between(
            "what a change of leader does in the first year (sd of clients' results)",
            (2.0 * CHANGE_OF_LEADER, LOSS),
            first,
        )
        .beside(CHANGE_OF_LEADER)
        .with_baseline("no effect", 0.0),
        Comparison::is_so("most of the loss is recovered after two years", later > 0.5 * first)
            .given(first < LOSS, "a change of leader costs nothing")
            .with_chance(0.5),
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
            Event { period: reform, target: Target::All, change, anchor: 1.0 }
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
    let [measured, real, gaming] = [0, 1, 2].map(change);
    let rows = vec![
        Comparison::is_so("Skåne: measured output falls when activity pay goes", measured < 0.0),
        Comparison::is_so("Skåne: measured output falls more than true output", measured < real)
            .given(measured < 0.0, "measured output does not fall")
            .unverified("the report gives no number"),
        Comparison::is_so("gaming goes with the pay", gaming < 0.0)
            .unverified("the report gives no number"),
    ];
    rows.into_iter().map(|row| row.with_chance(0.5)).collect()
}
