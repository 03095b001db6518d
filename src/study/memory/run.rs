//! What runs and traces take.

use super::process;
use crate::engine::bytes_of_run;
use crate::engine::observe::{METRICS, SectorMeans};
use crate::engine::trace::AgentRow;
use crate::ground::executor;
use crate::model::specification::ModelSpec;
use crate::scenario::{Detail, FigureKind, Scenario};
use crate::study::assumptions::{Look, OverAssumptions};
use crate::study::runs::{Condenser, Gathering, TreatmentResult, parallel};

/// Bytes of a point of a curve while a figure is drawn: its numbers, and its text in copies.
const POINT: u64 = 110;
/// Panels that a figure has at most.
const PANELS: u64 = 12;
/// Bytes of the picture and the text of a panel.
const PANEL: u64 = 2 << 20;
/// Single units that a figure shows.
const LINES: u64 = 60;
/// Bytes of the record of a treatment in a manifest, in copies.
const RECORD: u64 = 64 << 10;
/// Bytes of a number in a table.
const NUMBER: u64 = 12;

/// What running a scenario takes (`run`, `compare`, `verify` of their folders) on the threads of the
/// current rayon pool.
pub fn of_run(scenario: &Scenario) -> u64 {
    of_run_with(scenario, None)
}

/// The same where it is also looked over what is not known, after the treatments were run.
pub fn of_run_with(scenario: &Scenario, look: Option<Look>) -> u64 {
    let threads = executor::threads();
    let n_metrics = scenario.record.metrics.len() as u64;
    let (mut kept, mut running) = (0_u64, 0_u64);
    for treatment in &scenario.treatments {
        let spec = &treatment.spec;
        let (periods, units) = (u64::from(spec.periods()), u64::from(spec.n_units()));
        let replicates = u64::from(spec.replicates());
        let in_flight = match scenario.record.detail {
            Detail::Units => units_in_flight(spec, n_metrics, threads),
            Detail::Means => means_in_flight(spec, n_metrics, threads),
        };
        let shown = if scenario.record.detail == Detail::Units { units } else { 0 };
        let gathered = Gathering::bytes(periods, n_metrics, replicates, shown);
        running = running.max(in_flight.saturating_add(gathered) + 8 * units);
        let result = TreatmentResult::bytes(periods, n_metrics, replicates, shown);
        kept = kept.saturating_add(result).saturating_add(RECORD + spec_bytes(spec));
    }
    let drawn = figures(scenario);
    let looked = look.map_or(0, |look| OverAssumptions::bytes(scenario, look, threads));
    process(threads).saturating_add(kept).saturating_add(running.max(drawn).max(looked))
}

/// Bytes of a specification itself, in copies.
fn spec_bytes(spec: &ModelSpec) -> u64 {
    1_000 * (spec.groups().len() + spec.schedule().len()) as u64
}

/// What replicates take that run at the same time and keep every unit.
fn units_in_flight(spec: &ModelSpec, n_metrics: u64, threads: usize) -> u64 {
    let replicates = u64::from(spec.replicates());
    let (periods, units) = (u64::from(spec.periods()), u64::from(spec.n_units()));
    let found = parallel::InFlight::of_units(spec, n_metrics as usize);
    let together = u64::from(found.replicates()).min(replicates);
    let (of_replicate, besides) = Condenser::bytes(periods, n_metrics, units);
    let condensers = besides.saturating_mul(found.batches.into());
    let records = of_replicate.saturating_mul(together).saturating_add(condensers);
    let at_once = (threads as u64).min(together.div_ceil(u64::from(found.batch)));
    records.saturating_add(at_once.saturating_mul(bytes_of_run(spec, found.batch.into(), 1)))
}

/// What replicates take that run at the same time and keep means only.
fn means_in_flight(spec: &ModelSpec, n_metrics: u64, threads: usize) -> u64 {
    let replicates = u64::from(spec.replicates());
    let found = parallel::InFlight::of_means(spec, n_metrics as usize);
    let together = u64::from(found.replicates()).min(replicates);
    // Once in batches, once put together.
    let one = SectorMeans::bytes_of_replicate(u64::from(spec.periods()), n_metrics);
    let means = 2 * one.saturating_mul(together);
    means.saturating_add(running_means(spec, n_metrics, together, threads))
}

/// What running some replicates takes of which sector means are kept, the means left out.
pub(super) fn running_means(
    spec: &ModelSpec,
    n_metrics: u64,
    replicates: u64,
    threads: usize,
) -> u64 {
    if parallel::has_blocks_side_by_side(spec, n_metrics as usize, replicates as usize, 0) {
        let seen = parallel::seen_at_a_time(spec, n_metrics as usize, 0, threads);
        return seen.saturating_add(bytes_of_run(spec, 1, parallel::PARTS as u64 * threads as u64));
    }
    let batch = u64::from(parallel::batch_size(spec)).min(replicates).max(1);
    let at_once = (threads as u64).min(replicates.div_ceil(batch));
    at_once.saturating_mul(bytes_of_run(spec, batch, 1))
}

/// What the figures of a run take.
fn figures(scenario: &Scenario) -> u64 {
    let treatments = scenario.treatments.len() as u64;
    let specs = || scenario.treatments.iter().map(|treatment| &treatment.spec);
    let periods: u64 = specs().map(|spec| u64::from(spec.periods())).sum();
    let n_metrics = scenario.record.metrics.len() as u64;
    let has = |name: &str| scenario.record.metrics.iter().any(|metric| metric.name == name);
    let one = |kind: &FigureKind| {
        let (points, panels) = match kind {
            // One treatment differs from none.
            FigureKind::Differences | FigureKind::DifferencesOverTime if treatments < 2 => (0, 0),
            // A curve, and a band with two sides, in each panel.
            FigureKind::Differences => (6 * treatments, 6),
            FigureKind::Outcomes | FigureKind::DifferencesOverTime => {
                (n_metrics.min(6) * 3 * periods, 6)
            }
            FigureKind::Goodhart if has("measured_output") => (4 * periods, treatments),
            FigureKind::Units if scenario.record.detail == Detail::Units && has("cooperation") => {
                let lines = |spec: &ModelSpec| LINES.min(spec.n_units().into()) + 1;
                let all = specs().map(|spec| lines(spec) * u64::from(spec.periods()));
                (all.take(PANELS as usize).sum(), treatments)
            }
            FigureKind::Distribution => (400 * treatments, 2),
            _ => (0, 0),
        };
        POINT * points + PANEL * panels.min(PANELS)
    };
    scenario.figures.iter().map(one).sum()
}

/// What following one unit takes.
pub fn of_trace(spec: &ModelSpec, staff: u32) -> u64 {
    let periods = u64::from(spec.periods());
    let rows = periods.saturating_mul(u64::from(staff));
    let n_metrics = METRICS.len() as u64;
    let table = size_of::<AgentRow>() as u64 + 10 * NUMBER;
    let unit = periods.saturating_mul(n_metrics * (8 + 2 * 20) + 24);
    // Three of its values are drawn for each agent.
    let drawn = 3 * POINT / 2;
    process(1)
        .saturating_add(bytes_of_run(spec, 1, 1))
        .saturating_add(rows.saturating_mul(table + drawn))
        .saturating_add(unit)
        .saturating_add(6 * PANEL + RECORD + 6 * POINT * periods)
}
