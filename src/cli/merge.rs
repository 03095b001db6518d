//! `tillit merge`: puts the shards of a sweep together.

use std::path::Path;
use std::time::Instant;

use super::arguments::MergeOptions;
use super::describe::print;
use super::failure::Failure;
use super::sweep::{Made, finish, folder_name, refused, unwritten};
use crate::store::sweep::{Store, merge};

/// Checks that the shards are the whole of one sweep, takes over their chunks and makes the tables
/// and figures that one machine would have made.
pub fn main(options: &MergeOptions) -> Result<(), Failure> {
    let made = Made { started: jiff::Timestamp::now(), clock: Instant::now(), threads: 1 };
    let (record, files) = merge(&options.shards).map_err(|faults| {
        Failure::Mistake(format!(
            "these are not the whole of one sweep:\n   {}",
            faults.join("\n   ")
        ))
    })?;
    let sweep = record.sweep().map_err(Failure::Mistake)?;
    let folder = options.out.clone().unwrap_or_else(|| {
        let beside = options.shards[0].parent().unwrap_or(Path::new(""));
        beside.join(folder_name(&record))
    });
    let (mut store, _) = Store::open(&folder, record).map_err(|error| refused(&folder, error))?;
    store.take_all(&files).map_err(|error| unwritten(&error))?;
    let text = finish(store, &sweep, options.format.formats(), &[], &made)?;
    if options.quiet { Ok(()) } else { print(&text) }
}
