//! A sweep into its folder: what of it is missing is run, then tables and figures are made.

mod estimate;
mod figures;
mod finish;
mod merge;
mod opened;
mod status;
mod unrunnable;
mod work;

use std::path::{Path, PathBuf};

pub use estimate::{Estimate, estimate};
pub use figures::wishes;
pub use finish::FinishedSweep;
pub use merge::{Shards, merge};
pub use opened::{OpenedSweep, folder_name};
pub use status::Status;
pub use unrunnable::Unrunnable;

use super::folder::recover_beside;
use super::{TaskError, Watcher, memory};
use crate::ground::executor::threads;
use crate::store::sweep::{
    Fault, FigureRecord, Formats, OpenError, RUNS, Record, Recorded, Store, SweepState, read_record,
};
use crate::store::verify::Stored;
use crate::store::{Clock, MANIFEST};
use crate::study::memory::of_figures_of_sweep;
use crate::study::sweep::{Shard, Sweep};
use finish::{finish, lacking};
use work::run_missing;

/// What of a sweep is to be made.
#[derive(Debug, Clone)]
pub struct SweepRequest<'a> {
    /// The part of it that is run; all without a word.
    pub shard: Option<Shard>,
    /// The formats of its tables.
    pub formats: Formats,
    /// Names or endings of the files that are kept; all when it is empty.
    pub only: &'a [String],
}

/// Runs a sweep, or what of it is missing, and makes its tables and figures; of a shard only the runs,
/// and then nothing is told.
///
/// # Errors
/// When it needs too much memory, the folder holds something else, something cannot be read or written,
/// or someone asks to stop: all chunks that were run are then kept.
pub fn run(
    opened: &OpenedSweep,
    request: &SweepRequest,
    folder: &Path,
    watcher: &dyn Watcher,
) -> Result<Option<FinishedSweep>, TaskError> {
    memory::check(opened.memory(), memory::SWEEP, watcher)?;
    recover_beside(folder, watcher);
    let sweep = &opened.sweep;
    let mut store = open(folder, opened.record(request.shard), sweep, watcher)?;
    let state = SweepState::of(folder, store.record(), sweep);
    if let Some(finished) = finished_before(&store, &state, request.formats, watcher) {
        store.clear_chunks()?;
        return Ok(Some(finished));
    }
    if request.shard.is_none() {
        let own = finish::outputs(store.record(), request.formats);
        let refused = |error| TaskError::Open { folder: folder.to_owned(), error };
        store.check_free(&own).map_err(refused)?;
    }
    let clock = Clock::start();
    if request.shard.is_some() || !state.has_tables() {
        run_missing(opened, &store, request.shard, watcher)?;
        store.count(sweep)?;
    }
    if request.shard.is_some() {
        return Ok(None);
    }
    let made = (&clock, threads());
    finish(store, sweep, request.formats, request.only, made).map(Some)
}

/// Opens the store of a sweep, and tells which files among its chunks are not used.
fn open(
    folder: &Path,
    record: Record,
    sweep: &Sweep,
    watcher: &dyn Watcher,
) -> Result<Store, TaskError> {
    let refused = |error: OpenError| TaskError::Open { folder: folder.to_owned(), error };
    let (store, faults) = Store::open(folder, record, sweep).map_err(refused)?;
    for Fault { file, reason, own } in faults {
        let file = file.display();
        watcher.note(&match own {
            true => format!("{file} is damaged and is run again: it {reason}"),
            false => format!("{file} is left alone and not used: it {reason}"),
        });
    }
    Ok(store)
}

/// A sweep that was finished before, with all files as they were written, in the formats that are
/// wanted; none when there is something to make. What is damaged is told.
fn finished_before(
    store: &Store,
    state: &SweepState,
    formats: Formats,
    watcher: &dyn Watcher,
) -> Option<FinishedSweep> {
    let folder = store.path();
    if store.record().shard.is_some() {
        return None;
    }
    if let Recorded::Damaged(fault) = &state.recorded {
        let path = folder.join(MANIFEST);
        watcher.note(&format!("{} is damaged and is written again: {fault}", path.display()));
    }
    for name in &state.damaged {
        watcher.note(&format!("{} is damaged and is written again", folder.join(name).display()));
    }
    let manifest = state.manifest().filter(|_| state.is_complete(formats))?;
    let drawn = |found: &Vec<FigureRecord>| {
        let wanted = figures::undrawn(store.record());
        let shows = |figure: &FigureRecord| (figure.shows.clone(), figure.asked);
        found.iter().map(shows).eq(wanted.iter().map(shows))
    };
    // What could not be drawn then may be drawn now.
    let may_be_drawn = lacking(manifest).is_some() && manifest.failed < manifest.runs;
    if !manifest.figures.as_ref().is_none_or(drawn) || may_be_drawn {
        return None;
    }
    let (folder, manifest) = (folder.to_owned(), manifest.clone());
    Some(FinishedSweep { folder, manifest, was_finished: true })
}

/// Makes the folder of a finished sweep again.
pub(super) fn again(
    stored: &Stored,
    target: &Path,
    watcher: &dyn Watcher,
) -> Result<(), TaskError> {
    let clock = Clock::start();
    let unreadable = |reason| TaskError::Record { folder: stored.folder().to_owned(), reason };
    let old = read_record(stored.folder()).map_err(|error| unreadable(error.to_string()))?;
    let opened = OpenedSweep::of_record(old).map_err(unreadable)?;
    memory::check(opened.memory(), memory::SWEEP, watcher)?;
    let mut store = open(target, opened.record(None), &opened.sweep, watcher)?;
    run_missing(&opened, &store, None, watcher)?;
    store.count(&opened.sweep)?;
    let csv = RUNS.replace("parquet", "csv");
    let formats = Formats { parquet: stored.lists(RUNS), csv: stored.lists(&csv) };
    let made = (&clock, threads());
    finish(store, &opened.sweep, formats, &[], made).map(|_| ())
}

/// The record of the sweep in a folder, and the sweep.
fn recorded(
    folder: &Path,
    read: impl Fn(&Record) -> Result<Sweep, String>,
) -> Result<(Record, Sweep), TaskError> {
    let to_owned = || PathBuf::from(folder);
    let record =
        read_record(folder).map_err(|error| TaskError::NotASweep { folder: to_owned(), error })?;
    let sweep = read(&record).map_err(|reason| TaskError::Record { folder: to_owned(), reason })?;
    Ok((record, sweep))
}

/// The record of the sweep in a folder, and the sweep, whose figures are to be drawn.
///
/// # Errors
/// When the folder is not that of a sweep, its sweep cannot be read, or figures need too much memory.
pub fn read_to_draw(folder: &Path, watcher: &dyn Watcher) -> Result<(Record, Sweep), TaskError> {
    let (record, sweep) = recorded(folder, Record::sweep)?;
    memory::check(of_figures_of_sweep(&sweep), memory::TABLES, watcher)?;
    Ok((record, sweep))
}
