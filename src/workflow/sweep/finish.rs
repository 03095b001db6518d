//! From the chunks of a sweep to its tables and figures.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::estimate::heading;
use super::figures;
use super::figures::Drawn;
use crate::report::sweeps;
use crate::report::sweeps::SweepResults;
use crate::store::disk;
use crate::store::disk::DiskError;
use crate::store::sweep::{
    Counts, DESIGN, FigureRecord, Formats, RUNS, Record, SERIES, SWEEP, Store, StoreError,
    SweepManifest, SweepState,
};
use crate::store::{Clock, FileRecord, MANIFEST, Program, left_out};
use crate::study::sweep::Sweep;
use crate::workflow::TaskError;
use crate::workflow::folder::command_line;

/// A sweep whose tables and figures stand in its folder.
#[derive(Debug)]
pub struct FinishedSweep {
    /// The folder.
    pub folder: PathBuf,
    /// The record of how it was made.
    pub manifest: SweepManifest,
    /// Whether it was finished before, so that nothing was done.
    pub was_finished: bool,
}

impl FinishedSweep {
    /// What is missing although it was asked for: every run, or a figure.
    pub fn lacking(&self) -> Option<String> {
        lacking(&self.manifest)
    }

    /// What was found, in words.
    pub fn in_words(&self, sweep: &Sweep) -> String {
        let (folder, manifest) = (self.folder.display(), &self.manifest);
        if self.was_finished {
            return format!("{folder} is complete already\n");
        }
        let mut text = heading(sweep);
        let _ = write!(text, "{} points, {} runs", manifest.points, manifest.runs);
        if manifest.dropped > 0 {
            let _ =
                write!(text, "; {} points break a condition and were left out", manifest.dropped);
        }
        if manifest.failed > 0 {
            let _ = write!(text, "; {} runs failed (see the column `stop`)", manifest.failed);
        }
        let _ = writeln!(text, "\nwritten to {folder}");
        for file in manifest.files.iter().filter(|file| file.name.ends_with(".svg")) {
            let _ = writeln!(text, "  {}", file.name);
        }
        let all_failed = manifest.failed == manifest.runs;
        let is_left_out = |figure: &&FigureRecord| !figure.asked && figure.missing.is_some();
        let left_out = manifest.figures.iter().flatten().filter(is_left_out);
        for figure in left_out.filter(|_| !all_failed) {
            let _ = writeln!(text, "note: {}", told(figure));
        }
        if let Some(look) = sweep.scenario.look_for.first() {
            let _ = writeln!(text, "look for: {look}");
        }
        text
    }
}

/// Makes the tables and figures of a sweep of which a whole table or all chunks are there.
///
/// # Errors
/// When something cannot be read or written, or when the tables do not hold what the plan says: the
/// manifest then stands as before.
pub(super) fn finish(
    mut store: Store,
    sweep: &Sweep,
    formats: Formats,
    only: &[String],
    (clock, threads): (&Clock, usize),
) -> Result<FinishedSweep, TaskError> {
    let folder = store.path().to_owned();
    let state = SweepState::of(&folder, store.record(), sweep);
    let formats = formats.and(state.listed);
    let own = outputs(store.record(), formats);
    let refused = |folder: &Path, error| TaskError::Open { folder: folder.to_owned(), error };
    store.claim(&own).map_err(|error| refused(&folder, error))?;
    store.compact(sweep, formats, state.whole)?;
    let counts = store.check_tables(sweep, formats)?;
    write_design(&store, sweep)?;
    let mut names = vec![SWEEP.to_owned(), DESIGN.to_owned()];
    let tables = [RUNS, SERIES].into_iter().take(1 + usize::from(store.record().series));
    names.extend(tables.flat_map(|table| formats.files(table)));
    let figures = put_figures(&store, sweep, &counts, &mut names);
    store.keep_claims(&own)?;
    let mut manifest = manifest(&store, sweep, &counts, (clock, threads));
    manifest.files = names.iter().map(|name| listed(&store, name)).collect::<Result<_, _>>()?;
    manifest.figures = Some(figures);
    manifest.not_kept = left_out(&manifest.files, only);
    manifest.agrees_with(store.record(), sweep).map_err(TaskError::Inconsistent)?;
    store.put(MANIFEST, manifest.to_json().as_bytes())?;
    for name in &manifest.not_kept {
        disk::remove_file(&store.path().join(name))?;
    }
    store.clear_chunks()?;
    Ok(FinishedSweep { folder, manifest, was_finished: false })
}

/// The names of the files that a finished sweep has beside its record.
pub(super) fn outputs(record: &Record, formats: Formats) -> Vec<String> {
    let tables = [RUNS, SERIES].into_iter().take(1 + usize::from(record.series));
    let figures = figures::wishes(record);
    [DESIGN, MANIFEST]
        .map(str::to_owned)
        .into_iter()
        .chain(tables.flat_map(|table| formats.files(table)))
        .chain(figures.iter().flat_map(|wish| sweeps::file_names(record, wish)))
        .collect()
}

/// The manifest of a sweep before its files are listed.
fn manifest(
    store: &Store,
    sweep: &Sweep,
    counts: &Counts,
    (clock, threads): (&Clock, usize),
) -> SweepManifest {
    let occasion = clock.occasion(command_line(), threads);
    SweepManifest {
        format: 2,
        program: Program::current(),
        results_version: store.record().results_version,
        hash: store.record().hash.clone(),
        points: counts.points,
        dropped: sweep.n_points() - counts.points,
        runs: counts.runs,
        failed: counts.failed,
        command_line: occasion.command_line,
        started: occasion.started,
        seconds: occasion.seconds,
        threads: occasion.threads,
        machine: occasion.machine,
        files: Vec::new(),
        not_kept: Vec::new(),
        figures: None,
    }
}

/// The record of a file of the folder.
fn listed(store: &Store, name: &str) -> Result<FileRecord, TaskError> {
    let failed = |error| DiskError::failed("read", &store.path().join(name), error).into();
    FileRecord::of_file(store.path(), name).map_err(failed)
}

/// What a finished sweep lacks although it was asked for: every run, or a figure.
pub(super) fn lacking(manifest: &SweepManifest) -> Option<String> {
    if manifest.failed == manifest.runs {
        return Some(format!(
            "all {} runs failed (the column `stop` of the table says why), so there are no figures",
            manifest.runs
        ));
    }
    let missing: Vec<String> = manifest.missing_figures().map(told).collect();
    (!missing.is_empty()).then(|| format!("the tables are complete, but {}", missing.join("; ")))
}

/// A figure that is not there, in words.
fn told(figure: &FigureRecord) -> String {
    let FigureRecord { shows, missing, .. } = figure;
    format!("the figure {shows} is missing: {}", missing.as_deref().unwrap_or_default())
}

/// Draws and writes the figures, and adds the names of their files; where nothing was run there is
/// nothing to show.
fn put_figures(
    store: &Store,
    sweep: &Sweep,
    counts: &Counts,
    names: &mut Vec<String>,
) -> Vec<FigureRecord> {
    if counts.failed == counts.runs {
        let mut records = figures::undrawn(store.record());
        records.iter_mut().for_each(|figure| figure.missing = Some("all runs failed".to_owned()));
        return records;
    }
    let Drawn { files, mut records } =
        figures::draw(SweepResults { folder: store.path(), record: store.record(), sweep });
    for (figure, files) in records.iter_mut().zip(files) {
        for (name, bytes) in files {
            match store.put(&name, &bytes) {
                Ok(()) if names.contains(&name) => {}
                Ok(()) => names.push(name),
                Err(error) => figure.missing = Some(format!("cannot be written: {error}")),
            }
        }
    }
    records
}

/// Writes the table of points.
fn write_design(store: &Store, sweep: &Sweep) -> Result<(), StoreError> {
    let write = |sink: &mut dyn Write| -> std::io::Result<()> {
        let mut table = csv::Writer::from_writer(BufWriter::new(sink));
        let keys = sweep.factors.iter().map(|factor| factor.key.as_str());
        table.write_record(std::iter::once("point").chain(keys))?;
        for point in (0..sweep.n_points()).filter_map(|number| sweep.point(number)) {
            let number = (point.number + 1).to_string();
            let values = point.values.iter().map(|value| value.shown());
            table.write_record(std::iter::once(number).chain(values))?;
        }
        table.flush()
    };
    store.put_with(DESIGN, write)
}
