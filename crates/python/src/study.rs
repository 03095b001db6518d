//! Scenarios run: in memory, into a folder, one unit followed, and swept.

use std::path::{Path, PathBuf};

use pyo3::prelude::*;
use pyo3::types::PyDict;
use tillit::engine::Engine;
use tillit::engine::trace::Tracer;
use tillit::scenario::{Change, Source};
use tillit::store::sweep::Formats;
use tillit::store::{trace_agents_table, trace_unit_table};
use tillit::study::assumptions::Look;
use tillit::study::memory::{available_bytes, of_run, of_trace};
use tillit::study::sweep::{Plan, read};
use tillit::study::{Results, Study};
use tillit::workflow::sweep::{OpenedSweep, SweepRequest};
use tillit::workflow::{self, Followed, RunRequest, Watcher, read_file};

use crate::errors::Problem;
use crate::results::{RawResults, Units};
use crate::scenario::Scenario;
use crate::science::{Place, Reported, reported};
use crate::table::{Kinds, Table};
use crate::task::{Asked, Watch};
use crate::values::changes;

/// Refuses what needs more than most of the memory that is free.
fn check_memory(needed: u64, help: &str) -> Result<(), Problem> {
    match available_bytes().map(|free| free / 10 * 8).filter(|limit| needed > *limit) {
        None => Ok(()),
        Some(limit) => Err(Problem::Memory(format!(
            "this would need up to {} of memory, more than the {} that it may use: {help}",
            tillit::ground::numbers::bytes(needed),
            tillit::ground::numbers::bytes(limit)
        ))),
    }
}

/// Refuses a scenario that names other people, whom only a folder of results records.
fn check_people(scenario: &Scenario) -> Result<(), Problem> {
    match &scenario.inner.people {
        None => Ok(()),
        Some(people) => Err(Problem::Request(format!(
            "the scenario names other people (people = {people:?}), who are recorded in a folder: use save(), or leave `people` out"
        ))),
    }
}

/// Runs a scenario in memory, under its own treatments or under regimes.
#[pyfunction]
#[pyo3(signature = (scenario, regimes, units, threads=None, progress=None))]
pub(crate) fn run<'py>(
    py: Python<'py>,
    scenario: Bound<'py, Scenario>,
    regimes: Vec<String>,
    units: bool,
    threads: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<RawResults> {
    let scenario = scenario.get();
    check_people(scenario)?;
    let inner = scenario.under(&regimes)?;
    let more = if units { Units::bytes(&inner) } else { 0 };
    check_memory(
        of_run(&inner).saturating_add(more),
        "use fewer threads, fewer metrics (record.metrics), fewer periods, or units=False",
    )?;
    let (results, kept) = Asked { py, threads, progress }.run(|watch| {
        let total = inner.treatments.iter().map(|t| u64::from(t.spec.replicates())).sum();
        let bar = watch.progress(total, "replicates");
        let done = |ended: u32| bar.advance(ended.into());
        in_memory(&inner, units, &done)
    })?;
    let (every, metrics) = (inner.record.every as usize, inner.record.metrics.clone());
    Ok(RawResults { results, every, metrics, units: kept })
}

fn in_memory(
    scenario: &tillit::scenario::Scenario,
    units: bool,
    done: &(dyn Fn(u32) + Sync),
) -> Result<(Results, Option<Vec<Units>>), Problem> {
    let study = Study::new(scenario);
    if units {
        let mut kept = Units::of(scenario);
        let results = study.run_into(&mut kept, done)?;
        return Ok((results, Some(kept)));
    }
    Ok((study.run_into(&mut vec![(); scenario.treatments.len()], done)?, None))
}

/// Runs a scenario into a folder, as `tillit run` and `tillit compare` do; the folder.
#[pyfunction]
#[pyo3(signature = (scenario, regimes, folder=None, only=vec![], assumptions="quick", threads=None, progress=None))]
#[expect(clippy::too_many_arguments, reason = "each is an argument of the function in Python")]
pub(crate) fn save<'py>(
    py: Python<'py>,
    scenario: Bound<'py, Scenario>,
    regimes: Vec<String>,
    folder: Option<PathBuf>,
    only: Vec<String>,
    assumptions: &str,
    threads: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<PathBuf> {
    let assumptions = look(assumptions)?;
    let scenario = scenario.get();
    let mut opened = scenario.opened(&regimes);
    opened.scenario = scenario.under(&regimes)?;
    if let Some(people) = &scenario.inner.people {
        let beside =
            scenario.path.as_deref().and_then(Path::parent).map(|folder| folder.join(people));
        let found = beside.filter(|path| path.exists()).unwrap_or_else(|| PathBuf::from(people));
        opened = opened.over_people(&found).map_err(Problem::from)?;
    }
    let folder = folder.unwrap_or_else(|| opened.folder());
    Asked { py, threads, progress }.run(|watch| {
        workflow::run(&opened, &RunRequest { assumptions, only: &only }, &folder, watch)?;
        Ok(())
    })?;
    Ok(folder)
}

/// How closely to look over what is not known, by its name.
fn look(typed: &str) -> Result<Option<Look>, Problem> {
    match typed {
        "off" => Ok(None),
        "quick" => Ok(Some(Look::Quick)),
        "full" => Ok(Some(Look::Full)),
        other => {
            let told = format!("assumptions cannot be `{other}`: it is `off`, `quick` or `full`");
            Err(Problem::Request(told))
        }
    }
}

/// Follows a unit of a replicate: every metric by period, and the state of its agents by period.
#[pyfunction]
#[pyo3(signature = (scenario, unit, replicate, treatment=None, progress=None))]
pub(crate) fn trace<'py>(
    py: Python<'py>,
    scenario: Bound<'py, Scenario>,
    unit: u32,
    replicate: u32,
    treatment: Option<&str>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<(Table, Table)> {
    let scenario = scenario.get();
    check_people(scenario)?;
    let opened = scenario.opened(&[]);
    // Refuses what the scenario does not have.
    Followed::new(&opened, treatment, unit, replicate).map_err(Problem::from)?;
    let spec = &opened.treatment(treatment).map_err(Problem::from)?.spec;
    let staff = spec.groups()[spec.group_of(unit - 1).0 as usize].staff;
    check_memory(of_trace(spec, staff), "follow a smaller unit, or fewer periods")?;
    let tracer = Asked { py, threads: None, progress }.run(|_| {
        let mut tracer = Tracer::new(unit - 1, spec);
        Engine::new(spec).run(replicate - 1..replicate, &mut tracer);
        Ok(tracer)
    })?;
    let periods =
        Table::of_csv(&trace_unit_table(&tracer), &Kinds { texts: &[], wholes: &["period"] })?;
    let agents = Table::of_csv(
        &trace_agents_table(&tracer),
        &Kinds { texts: &["type"], wholes: &["period", "agent"] },
    )?;
    Ok((periods, agents))
}

/// What is swept: a scenario with a block laid over it, or a file.
#[derive(FromPyObject)]
pub(crate) enum Swept<'py> {
    Scenario(Bound<'py, Scenario>),
    File(PathBuf),
}

impl Swept<'_> {
    /// The sweep, with changes laid over it.
    pub(crate) fn opened(&self, more: Vec<Change>) -> Result<OpenedSweep, Problem> {
        let scenario = match self {
            Self::File(path) => return Ok(OpenedSweep::read(path, &more)?),
            Self::Scenario(scenario) => scenario.get(),
        };
        check_people(scenario)?;
        let (name, text) = (&scenario.name, scenario.inner.text());
        let changes: Vec<Change> = scenario.inner.changes().iter().cloned().chain(more).collect();
        let folder = scenario.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let load = |named: &str| {
            let path = folder.join(named);
            // No other file is looked into, so that none of its lines comes up in a message.
            if !["toml", "csv"].iter().any(|ending| path.extension().is_some_and(|e| e == *ending))
            {
                return Err(format!("{} is neither a .toml nor a .csv file", path.display()));
            }
            let bytes = read_file(&path).map_err(|error| error.to_string())?;
            Ok((path.display().to_string(), bytes))
        };
        let sweep = read(&Source { name, bytes: text.as_bytes() }, &changes, &load)?;
        let plan = Plan::new(&sweep);
        let overrides = changes.iter().map(Change::to_string).collect();
        Ok(OpenedSweep { name: scenario.stem(), sweep, plan, overrides })
    }
}

/// Runs a sweep into a folder, or what of it is missing.
#[pyfunction]
#[pyo3(signature = (swept, block=None, folder=None, threads=None, progress=None))]
pub(crate) fn sweep<'py>(
    py: Python<'py>,
    swept: Swept<'py>,
    block: Option<Bound<'py, PyDict>>,
    folder: Option<PathBuf>,
    threads: Option<usize>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Reported> {
    let opened = swept.opened(changes(None, block.as_ref())?)?;
    opened.check_figures().map_err(Problem::from)?;
    let place = Place::new(folder)?;
    let work = |watch: &Watch| {
        let formats = Formats { parquet: true, csv: false };
        let request = SweepRequest { shard: None, formats, only: &[] };
        let finished = workflow::sweep::run(&opened, &request, place.path(), watch)?;
        let Some(finished) = finished else {
            return Err(Problem::Failure("the sweep gave nothing".to_owned()));
        };
        Ok((finished.in_words(&opened.sweep), Some(finished.lacking().is_none())))
    };
    let (words, holds) = Asked { py, threads, progress }.run(work)?;
    reported(py, place, words, holds)
}
