//! A scenario into a folder of results: tables, figures and a manifest.

use std::path::Path;

use super::folder::{RUNS, begin, command_line, finish, recover_beside};
use super::tables::{TableSet, write_tables};
use super::{OpenedScenario, TaskError, Watcher, memory};
use crate::ground::executor::threads;
use crate::model::specification::ModelSpec;
use crate::report;
use crate::scenario::Scenario;
use crate::store;
use crate::store::disk;
use crate::store::disk::{DiskError, Folder, Listing};
use crate::store::{Clock, Inputs, MANIFEST, Manifest};
use crate::study::assumptions::{Look, OverAssumptions};
use crate::study::memory::of_run_with;
use crate::study::runs::TreatmentResult;

/// A scenario that was run into a folder.
#[derive(Debug)]
pub struct FinishedRun {
    /// The record of how it was made.
    pub manifest: Manifest,
    /// By treatment: what it gave.
    pub results: Vec<TreatmentResult>,
    /// How far that ranges over what is not known, if that was asked for.
    pub assumptions: Option<OverAssumptions>,
}

/// What of a run is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct RunRequest<'a> {
    /// How closely it is looked over what is not known about people and work; not at all without it.
    pub assumptions: Option<Look>,
    /// Names or endings of the files that are kept; all when it is empty.
    pub only: &'a [String],
}

/// Runs a scenario on the threads of the current pool and writes its results into a folder, which
/// appears whole or not at all.
///
/// # Errors
/// When it needs too much memory, something stands in the way, or something cannot be written.
pub fn run(
    opened: &OpenedScenario,
    request: &RunRequest,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<FinishedRun, TaskError> {
    let scenario = &opened.scenario;
    memory::check(of_run_with(scenario, request.assumptions), memory::RUN, watcher)?;
    let folder = begin(target, &RUNS, &names(scenario), watcher)?;
    let clock = Clock::start();
    let hash = opened.hash();
    let failed = |error| DiskError::failed("write", target, error);
    let TableSet { results, mut files } = tables(opened, &folder, watcher).map_err(failed)?;
    let assumptions = over_assumptions(opened, request.assumptions, watcher)?;
    for (name, content) in tables_of_assumptions(scenario, assumptions.as_ref()) {
        files.push(folder.write(name, &content)?);
    }
    let named = named(scenario, &results);
    let figures = report::figures_of(scenario, &named, assumptions.as_ref(), &hash);
    for (name, content) in figures.map_err(TaskError::drawing)? {
        files.push(folder.write(&name, &content)?);
    }
    let mut inputs = opened.inputs(specs(scenario));
    inputs.assumptions = request.assumptions;
    let inputs = match opened.regimes.is_empty() {
        true => Inputs::Run(inputs),
        false => Inputs::Compare(inputs),
    };
    let occasion = clock.occasion(command_line(), threads());
    let mut manifest = Manifest::new(opened.about(hash), inputs, occasion, files);
    manifest.keep_only(request.only);
    manifest.not_kept.iter().try_for_each(|name| folder.leave_out(name))?;
    folder.write(MANIFEST, manifest.to_json().as_bytes())?;
    finish(folder, watcher)?;
    Ok(FinishedRun { manifest, results, assumptions })
}

/// Looks over what is not known, if that is asked for.
fn over_assumptions(
    opened: &OpenedScenario,
    look: Option<Look>,
    watcher: &dyn Watcher,
) -> Result<Option<OverAssumptions>, TaskError> {
    let Some(look) = look else { return Ok(None) };
    let (scenario, sample) = (&opened.scenario, opened.sample()?);
    let total = OverAssumptions::n_points(scenario, look);
    let progress = watcher.progress(total, "points over what is not known");
    Ok(Some(OverAssumptions::of(scenario, sample.as_ref(), look, &|| progress.advance(1))))
}

/// The tables of what was found over what is not known.
fn tables_of_assumptions(
    scenario: &Scenario,
    found: Option<&OverAssumptions>,
) -> Vec<(&'static str, Vec<u8>)> {
    let Some(found) = found else { return Vec::new() };
    let names: Vec<&str> = scenario.treatments.iter().map(|t| t.name.as_str()).collect();
    vec![
        ("over_assumptions.csv", store::over_assumptions_table(&names, found)),
        ("assumptions.csv", report::audit::assumptions(&found.space)),
    ]
}

/// Every treatment's name with what it gave.
pub fn named<'a>(
    scenario: &'a Scenario,
    results: &'a [TreatmentResult],
) -> Vec<(&'a str, &'a TreatmentResult)> {
    scenario.treatments.iter().map(|treatment| treatment.name.as_str()).zip(results).collect()
}

/// Whether results of the same scenario and request stand in a folder, whole.
///
/// # Errors
/// When something else stands there, or results of which something is gone or was changed.
pub fn is_kept(
    opened: &OpenedScenario,
    assumptions: Option<Look>,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<bool, TaskError> {
    recover_beside(target, watcher);
    if !disk::exists(&target.join(MANIFEST)) {
        return Ok(false);
    }
    let refused = |reason: &str| {
        let help = "run it without --keep, or name another folder with --out";
        Err(DiskError::in_the_way(target, reason, help).into())
    };
    let Some(listing) = Listing::read(target) else {
        return refused("is not a results folder: its manifest was not written by tillit");
    };
    let text = disk::read_text(&target.join(MANIFEST), disk::RECORD_LIMIT)?;
    match Manifest::parse(&text) {
        Ok(manifest) if manifest.hash == opened.hash() => match &manifest.inputs {
            Inputs::Run(inputs) | Inputs::Compare(inputs) if inputs.assumptions == assumptions => {}
            _ => return refused("holds results that looked otherwise over what is not known"),
        },
        Ok(_) => return refused("holds the results of another specification"),
        Err(_) => return refused("holds results that are not those of a run"),
    }
    match listing.damaged(target).first() {
        None => Ok(true),
        Some(name) => refused(&format!("is incomplete: {name} is missing or was changed")),
    }
}

/// Runs every treatment; the tables go to a folder.
fn tables(
    opened: &OpenedScenario,
    folder: &Folder,
    watcher: &dyn Watcher,
) -> std::io::Result<TableSet> {
    let total = specs(&opened.scenario).map(|spec| u64::from(spec.replicates())).sum();
    let progress = watcher.progress(total, "replicates");
    write_tables(opened, folder, &|treatment, replicates| {
        progress.message(treatment);
        progress.advance(u64::from(replicates));
    })
}

/// The specifications of a scenario's treatments.
fn specs(scenario: &Scenario) -> impl Iterator<Item = &ModelSpec> {
    scenario.treatments.iter().map(|treatment| &treatment.spec)
}

/// The names that the files of a run can have.
fn names(scenario: &Scenario) -> Vec<String> {
    let tables = [
        "summary.csv",
        "series.csv",
        "units.csv",
        "levels.csv",
        "differences.csv",
        "over_assumptions.csv",
        "assumptions.csv",
    ];
    let figures = scenario.figures.iter().flat_map(|kind| {
        let name = kind.name();
        [format!("{name}.svg"), format!("{name}.png")]
    });
    tables.into_iter().map(str::to_owned).chain(figures).collect()
}
