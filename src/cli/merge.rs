//! `tillit merge`: puts the shards of a sweep together.

use std::path::Path;
use std::time::Instant;

use super::arguments::MergeOptions;
use super::failure::Failure;
use super::job;
use super::memory;
use super::sweep::{Made, finish, folder_name, refused, tell_faults, unwritten};
use crate::store::sweep::{Merged, Store, SweepState, merge};
use crate::study::memory::of_tables_of_sweep;

/// Checks that the shards are the whole of one sweep, takes over their chunks and makes the tables
/// and figures that one machine would have made.
pub fn main(options: &MergeOptions) -> Result<(), Failure> {
    let made = Made { started: jiff::Timestamp::now(), clock: Instant::now(), threads: 1 };
    let Merged { record, sweep, files } = merge(&options.shards).map_err(|faults| {
        Failure::Mistake(format!(
            "these shards do not make up one whole sweep:\n   {}\n   help: the command that ran a shard runs its missing or damaged chunks again",
            faults.join("\n   ")
        ))
    })?;
    memory::check(of_tables_of_sweep(&sweep), memory::TABLES)?;
    let folder = options.out.clone().unwrap_or_else(|| {
        let beside = options.shards[0].parent().unwrap_or(Path::new(""));
        beside.join(folder_name(&record))
    });
    job::recover_beside(&folder);
    let opened = Store::open(&folder, record, &sweep);
    let (mut store, faults) = opened.map_err(|error| refused(&folder, error))?;
    tell_faults(&faults, options.quiet);
    if !SweepState::of(&folder, store.record(), &sweep).has_tables() {
        store.take_all(&files, &sweep).map_err(|error| unwritten(&error))?;
    }
    finish(store, &sweep, options.format.formats(), &[], &made)?.told(options.quiet)
}
