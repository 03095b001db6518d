//! From the chunks of a sweep to its tables and figures.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::time::Instant;

use super::figures;
use super::figures::Drawn;
use super::{dry, unwritten};
use crate::cli::failure::Failure;
use crate::store::disk;
use crate::store::sweep::{
    Counts, DESIGN, FigureRecord, Formats, RUNS, SERIES, SWEEP, Store, StoreError, SweepManifest,
    SweepState,
};
use crate::store::{FileRecord, MANIFEST, Machine, Program, left_out};
use crate::study::sweep::Sweep;

/// How the runs were made.
pub struct Made {
    /// When the work began, in UTC.
    pub started: jiff::Timestamp,
    /// Clock that was started with the work.
    pub clock: Instant,
    /// Threads.
    pub threads: usize,
}

/// What a finished sweep has come to.
pub struct Finished {
    /// What was found, in words.
    pub text: String,
    /// What is missing although it was asked for.
    pub lacking: Option<String>,
}

/// Makes the tables and figures of a sweep of which a whole table or all chunks are there.
///
/// # Errors
/// When something cannot be read or written, or when the tables do not hold what the plan says: the
/// manifest then stands as before.
pub fn finish(
    store: Store,
    sweep: &Sweep,
    formats: Formats,
    only: &[String],
    made: &Made,
) -> Result<Finished, Failure> {
    let failed = |error: StoreError| unwritten(&error);
    let state = SweepState::of(store.path(), store.record(), sweep);
    let formats = formats.and(state.listed);
    store.compact(sweep, formats, state.whole).map_err(failed)?;
    let counts = store.check_tables(sweep, formats).map_err(failed)?;
    let dropped = sweep.n_points() - counts.points;
    write_design(&store, sweep)?;
    let mut names = vec![SWEEP.to_owned(), DESIGN.to_owned()];
    let tables = [RUNS, SERIES].into_iter().take(1 + usize::from(store.record().series));
    names.extend(tables.flat_map(|table| formats.files(table)));
    let records = put_figures(&store, &counts, &mut names);
    let record_of = |name: &String| {
        let path = store.path().join(name);
        FileRecord::of_file(store.path(), name).map_err(|e| Failure::file("read", &path, &e))
    };
    let mut manifest = SweepManifest {
        format: 2,
        program: Program::current(),
        results_version: store.record().results_version,
        hash: store.record().hash.clone(),
        points: counts.points,
        dropped,
        runs: counts.runs,
        failed: counts.failed,
        command_line: crate::cli::job::command_line(),
        started: made.started.to_string(),
        seconds: made.clock.elapsed().as_secs_f64(),
        threads: made.threads,
        machine: Machine::current(),
        files: names.iter().map(record_of).collect::<Result<_, Failure>>()?,
        not_kept: Vec::new(),
        figures: Some(records),
    };
    manifest.not_kept = left_out(&manifest.files, only);
    manifest.agrees_with(store.record(), sweep).map_err(Failure::Failed)?;
    store.put(MANIFEST, manifest.to_json().as_bytes()).map_err(failed)?;
    for name in &manifest.not_kept {
        let path = store.path().join(name);
        disk::remove_file(&path)?;
    }
    store.clear_chunks().map_err(failed)?;
    let text = summary(sweep, &store, &manifest, &names);
    Ok(Finished { text, lacking: lacking(&manifest) })
}

/// What a finished sweep lacks although it was asked for: every run, or a figure.
pub fn lacking(manifest: &SweepManifest) -> Option<String> {
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
fn put_figures(store: &Store, counts: &Counts, names: &mut Vec<String>) -> Vec<FigureRecord> {
    if counts.failed == counts.runs {
        let mut records = figures::undrawn(store.record());
        records.iter_mut().for_each(|figure| figure.missing = Some("all runs failed".to_owned()));
        return records;
    }
    let Drawn { files, mut records } = figures::draw(store.path(), store.record());
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
fn write_design(store: &Store, sweep: &Sweep) -> Result<(), Failure> {
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
    store.put_with(DESIGN, write).map_err(|error| unwritten(&error))
}

fn summary(sweep: &Sweep, store: &Store, manifest: &SweepManifest, names: &[String]) -> String {
    let mut text = dry::heading(sweep);
    let folder = store.path().display();
    let _ = write!(text, "{} points, {} runs", manifest.points, manifest.runs);
    if manifest.dropped > 0 {
        let _ = write!(text, "; {} points break a condition and were left out", manifest.dropped);
    }
    if manifest.failed > 0 {
        let _ = write!(text, "; {} runs failed (see the column `stop`)", manifest.failed);
    }
    let _ = writeln!(text, "\nwritten to {folder}");
    for name in names.iter().filter(|name| name.ends_with(".svg")) {
        let _ = writeln!(text, "  {name}");
    }
    let all_failed = manifest.failed == manifest.runs;
    let left_out = manifest.figures.iter().flatten();
    for figure in left_out.filter(|figure| !figure.asked && figure.missing.is_some() && !all_failed)
    {
        let _ = writeln!(text, "note: {}", told(figure));
    }
    if let Some(look) = sweep.scenario.look_for.first() {
        let _ = writeln!(text, "look for: {look}");
    }
    text
}
