//! The store of a sweep: a folder to which chunks of runs are added as they end, and which is made
//! into tables when all are there.
//!
//! Whatever happens, the folder holds whole chunks only: a chunk is written under a temporary name
//! and moved into place, and its final name holds the hash of its bytes. So a run that is broken
//! off at any moment loses at most the chunks in flight, and a file that is torn or edited is
//! noticed.

mod compact;
mod folder;
mod manifest;
mod merge;
mod parquet;
mod read;
mod record;
mod schema;

pub use compact::{Counts, Formats};
pub use folder::{Checked, OpenError, Store, StoreError, read_record};
pub use manifest::SweepManifest;
pub use merge::merge;
pub use read::{Column, Table, read_columns};
pub use record::{FactorRecord, Record, SWEEP};

/// Name of the table of runs.
pub const RUNS: &str = "runs.parquet";
/// Name of the table of the series.
pub const SERIES: &str = "series.parquet";
/// Name of the table of points.
pub const DESIGN: &str = "design.csv";
