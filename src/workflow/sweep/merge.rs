//! The shards of a sweep, put together.

use std::path::{Path, PathBuf};

use super::finish::finish;
use super::{FinishedSweep, folder_name, open};
use crate::store;
use crate::store::Clock;
use crate::store::sweep::{Formats, Merged, SweepState};
use crate::study::memory::of_tables_of_sweep;
use crate::study::sweep::Sweep;
use crate::workflow::folder::recover_beside;
use crate::workflow::{TaskError, Watcher, memory};

/// Shards that are the whole of one sweep.
pub struct Shards {
    merged: Merged,
    /// The folder of the whole, unless another is named: beside the first shard.
    folder: PathBuf,
}

impl Shards {
    /// Checks that some folders hold the whole of one sweep.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn read(folders: &[PathBuf]) -> Result<Self, TaskError> {
        let merged = store::sweep::merge(folders).map_err(TaskError::Shards)?;
        let beside = folders[0].parent().unwrap_or(Path::new(""));
        let folder = beside.join(folder_name(&merged.record));
        Ok(Self { merged, folder })
    }

    /// The folder of the whole, unless another is named: beside the first shard.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The sweep.
    pub fn sweep(&self) -> &Sweep {
        &self.merged.sweep
    }
}

/// Takes over the chunks of shards into a folder and makes the tables and figures that one machine would
/// have made.
///
/// # Errors
/// When it needs too much memory, the folder holds something else, or something cannot be read or written.
pub fn merge(
    shards: &Shards,
    folder: &Path,
    formats: Formats,
    watcher: &dyn Watcher,
) -> Result<FinishedSweep, TaskError> {
    let clock = Clock::start();
    let Merged { record, sweep, files } = &shards.merged;
    memory::check(of_tables_of_sweep(sweep), memory::TABLES, watcher)?;
    recover_beside(folder, watcher);
    let mut store = open(folder, record.clone(), sweep, watcher)?;
    if !SweepState::of(folder, store.record(), sweep).has_tables() {
        store.take_all(files, sweep)?;
    }
    finish(store, sweep, formats, &[], (&clock, 1))
}
