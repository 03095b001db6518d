//! The tables of a scenario: all its treatments, with the same random numbers.

use std::io::{self, BufWriter};

use super::OpenedScenario;
use super::run::named;
use crate::scenario::{Detail, Scenario};
use crate::store;
use crate::store::{FileRecord, Folder, NewFile, UnitsTable};
use crate::study::runs::{
    Gathering, ReplicateMeans, Scratch, TreatmentResult, UnitSink, parallel, stream_people,
};

/// What a scenario gave.
#[derive(Debug)]
pub(super) struct TableSet {
    /// By treatment.
    pub results: Vec<TreatmentResult>,
    /// The tables that were written.
    pub files: Vec<FileRecord>,
}

/// The table of units while it is being written.
type Units = UnitsTable<BufWriter<NewFile>>;

/// Runs all treatments of a scenario on the threads of the current pool and writes the tables into
/// a folder, that of units as replicates end. `done` is told the name of a treatment and how many of its
/// replicates have ended, from any thread. No byte depends on the number of threads.
///
/// # Errors
/// When something cannot be written, for instance on a full disk.
pub(super) fn write_tables(
    opened: &OpenedScenario,
    folder: &Folder,
    done: &(dyn Fn(&str, u32) + Sync),
) -> io::Result<TableSet> {
    let scenario = &opened.scenario;
    let metrics = &scenario.record.metrics;
    let mut units = match scenario.record.detail {
        Detail::Units => Some(Units::new(metrics, BufWriter::new(folder.create("units.csv")?))?),
        Detail::Means => None,
    };
    let mut results = Vec::new();
    let mut base: Option<ReplicateMeans> = None;
    for (place, treatment) in scenario.treatments.iter().enumerate() {
        if let Some(units) = &mut units {
            units.begin(treatment);
        }
        let done = |replicates| done(&treatment.name, replicates);
        let gathering = gather(opened, place, folder, &mut units, &done)?;
        let (result, means) = gathering.finish(base.as_mut())?;
        results.push(result);
        base.get_or_insert(means);
    }
    let files = write_rest(scenario, &results, folder, units)?;
    Ok(TableSet { results, files })
}

/// Runs all replicates of a treatment (by its place).
fn gather(
    opened: &OpenedScenario,
    treatment: usize,
    folder: &Folder,
    units: &mut Option<Units>,
    done: &(dyn Fn(u32) + Sync),
) -> io::Result<Gathering> {
    let scenario = &opened.scenario;
    let (spec, metrics) = (&scenario.treatments[treatment].spec, &scenario.record.metrics);
    let scratch = || folder.scratch().map(|file| Box::new(file) as Box<dyn Scratch>);
    let mut gathering = Gathering::new(spec, metrics, [scratch()?, scratch()?]);
    if let Some(people) = opened.people_of(treatment) {
        let sink = units.as_mut().map(|units| units as &mut dyn UnitSink);
        stream_people(people, metrics, &mut gathering, sink, done)?;
        return Ok(gathering);
    }
    match units {
        Some(units) => {
            let sink: &mut dyn UnitSink = units;
            parallel::stream(spec, metrics, &mut gathering, sink, done)?;
        }
        None => parallel::stream_means(spec, metrics, &mut gathering, done)?,
    }
    Ok(gathering)
}

/// Writes what remains of the tables, in the order in which a manifest lists them.
fn write_rest(
    scenario: &Scenario,
    results: &[TreatmentResult],
    folder: &Folder,
    units: Option<Units>,
) -> io::Result<Vec<FileRecord>> {
    let named = named(scenario, results);
    let mut files = vec![folder.write("summary.csv", &store::summary_table(&named))?];
    let mut series = BufWriter::new(folder.create("series.csv")?);
    store::write_series(&named, scenario.record.every as usize, &mut series)?;
    files.push(finish(series)?);
    if let Some(units) = units {
        files.push(finish(units.finish())?);
    }
    if let Some(levels) = store::levels_table(&named, scenario.record.every as usize) {
        files.push(folder.write("levels.csv", &levels)?);
    }
    if named.len() > 1 {
        files.push(folder.write("differences.csv", &store::differences_table(&named))?);
    }
    Ok(files)
}

/// Makes the tables that follow from the results, without keeping them.
pub(super) fn write_series_and_summaries(
    scenario: &Scenario,
    results: &[TreatmentResult],
) -> io::Result<()> {
    let named = named(scenario, results);
    store::summary_table(&named);
    store::write_series(&named, scenario.record.every as usize, io::sink())?;
    if named.len() > 1 {
        store::differences_table(&named);
    }
    Ok(())
}

fn finish(file: BufWriter<NewFile>) -> io::Result<FileRecord> {
    file.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
}
