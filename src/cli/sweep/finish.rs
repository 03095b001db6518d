//! From the chunks of a sweep to its tables and figures.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use super::{dry, tell, unwritten};
use crate::cli::failure::Failure;
use crate::report::{self, sweeps};
use crate::store::sweep::{
    Counts, DESIGN, Formats, RUNS, SERIES, SWEEP, Store, StoreError, SweepManifest,
};
use crate::store::{FileRecord, MANIFEST, Machine, Program, left_out};
use crate::sweep::Sweep;

/// How the runs were made.
pub struct Made {
    /// When the work began, in UTC.
    pub started: jiff::Timestamp,
    /// Clock that was started with the work.
    pub clock: Instant,
    /// Threads.
    pub threads: usize,
}

/// Whether the tables of all runs stand there as they were written.
pub fn has_runs(store: &Store) -> bool {
    let Ok(manifest) = SweepManifest::read(store.path()) else { return false };
    let damaged = manifest.damaged(store.path());
    let is_there = |name: &str| {
        manifest.files.iter().any(|file| file.name == name) && !damaged.iter().any(|d| d == name)
    };
    is_there(RUNS) && (!store.record().series || is_there(SERIES))
}

/// Whether a sweep was finished, with all files as they were written and in the formats that are
/// wanted. What is damaged is told.
pub fn is_whole(store: &Store, formats: Formats, quiet: bool) -> Result<bool, Failure> {
    if !store.has_manifest() {
        return Ok(false);
    }
    let manifest = SweepManifest::read(store.path()).map_err(|error| unwritten(&error))?;
    let damaged = manifest.damaged(store.path());
    for name in &damaged {
        tell(quiet, &format!("{} is damaged and is made again", store.path().join(name).display()));
    }
    let has = |name: &str| manifest.files.iter().any(|file| file.name == name);
    let wanted = (!formats.parquet || has(RUNS)) && (!formats.csv || has("runs.csv"));
    Ok(damaged.is_empty() && wanted)
}

/// Makes the tables and figures of a sweep of which all chunks are there; what was found, in words.
pub fn finish(
    store: Store,
    sweep: &Sweep,
    formats: Formats,
    only: &[String],
    made: &Made,
) -> Result<String, Failure> {
    let failed = |error: StoreError| unwritten(&error);
    let counts = store.compact(formats).map_err(failed)?;
    let kept = write_design(&store, sweep)?;
    let drawn = figures(&store)?;
    for (name, bytes) in &drawn {
        store.put(name, bytes).map_err(failed)?;
    }
    let mut names = vec![SWEEP.to_owned(), DESIGN.to_owned()];
    for (wanted, ending) in [(formats.parquet, "parquet"), (formats.csv, "csv")] {
        let tables = [RUNS, SERIES].iter().take(1 + usize::from(store.record().series));
        names.extend(tables.filter(|_| wanted).map(|table| table.replace("parquet", ending)));
    }
    names.extend(drawn.iter().map(|(name, _)| name.clone()));
    let files = names.iter().map(|name| file_record(store.path(), name));
    let mut manifest = SweepManifest {
        format: 2,
        program: Program::current(),
        results_version: store.record().results_version,
        hash: store.record().hash.clone(),
        points: kept,
        dropped: sweep.n_points() - kept,
        runs: counts.runs,
        failed: counts.failed,
        command_line: std::env::args().collect(),
        started: made.started.to_string(),
        seconds: made.clock.elapsed().as_secs_f64(),
        threads: made.threads,
        machine: Machine::current(),
        files: files.collect::<Result<_, Failure>>()?,
        not_kept: Vec::new(),
    };
    manifest.not_kept = left_out(&manifest.files, only);
    for name in &manifest.not_kept {
        let path = store.path().join(name);
        fs::remove_file(&path).map_err(|error| Failure::file("remove", &path, &error))?;
    }
    store.put(MANIFEST, manifest.to_json().as_bytes()).map_err(failed)?;
    store.clear_chunks().map_err(failed)?;
    Ok(summary(sweep, &store, &manifest, &counts, &drawn))
}

fn file_record(folder: &Path, name: &str) -> Result<FileRecord, Failure> {
    let path = folder.join(name);
    let bytes = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
    Ok(FileRecord::of(name, &bytes))
}

/// Writes the table of points; the number of points that meet the conditions.
fn write_design(store: &Store, sweep: &Sweep) -> Result<u64, Failure> {
    let path = store.path().join(DESIGN);
    let failed = |error: &dyn std::fmt::Display| Failure::file("write", &path, error);
    let mut kept = 0;
    let write = |sink: &mut dyn Write| -> std::io::Result<()> {
        let mut table = csv::Writer::from_writer(BufWriter::new(sink));
        let keys = sweep.factors.iter().map(|factor| factor.key.as_str());
        table.write_record(std::iter::once("point").chain(keys))?;
        for point in (0..sweep.n_points()).filter_map(|number| sweep.point(number)) {
            let number = (point.number + 1).to_string();
            let values = point.values.iter().map(|value| value.shown());
            table.write_record(std::iter::once(number).chain(values))?;
            kept += 1;
        }
        table.flush()
    };
    store.put_with(DESIGN, write).map_err(|error| failed(&error))?;
    Ok(kept)
}

/// The figures that the sweep asks for, or those that its factors suggest.
fn figures(store: &Store) -> Result<Vec<report::File>, Failure> {
    let record = store.record();
    let wishes = record.figures.clone().unwrap_or_else(|| sweeps::suggested(record));
    let mut all = Vec::new();
    for wish in wishes {
        all.extend(sweeps::draw(store.path(), record, &wish).map_err(Failure::Failed)?);
    }
    Ok(all)
}

fn summary(
    sweep: &Sweep,
    store: &Store,
    manifest: &SweepManifest,
    counts: &Counts,
    drawn: &[report::File],
) -> String {
    let mut text = dry::heading(sweep);
    let folder = store.path().display();
    let _ = write!(text, "{} points, {} runs", counts.points, counts.runs);
    if manifest.dropped > 0 {
        let _ = write!(text, "; {} points break a condition and were left out", manifest.dropped);
    }
    if counts.failed > 0 {
        let _ = write!(text, "; {} runs failed (see the column stop)", counts.failed);
    }
    let _ = writeln!(text, "\nwritten to {folder}");
    for (name, _) in drawn.iter().filter(|(name, _)| name.ends_with(".svg")) {
        let _ = writeln!(text, "  {name}");
    }
    if let Some(look) = sweep.scenario.look_for.first() {
        let _ = writeln!(text, "look for: {look}");
    }
    text
}
