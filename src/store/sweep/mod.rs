//! The store of a sweep: a folder to which chunks of runs are added as they end, and which is made
//! into tables when all are there.
//!
//! Whatever happens, the folder holds whole chunks only: a chunk is written under a temporary name
//! and moved into place, and its final name holds the hash of its bytes. So a run that is interrupted
//! at any moment loses at most the chunks in flight, and a file that is torn or edited is
//! noticed.

mod check;
mod chunks;
mod compact;
mod folder;
mod manifest;
mod merge;
mod outputs;
mod parquet;
mod read;
mod record;
mod rows;
mod schema;
mod settings;
mod state;

pub use chunks::{Checked, Chunk, Fault};
pub use compact::{Counts, Formats};
pub use folder::{OpenError, Store, StoreError, is_busy, read_record};
pub use manifest::{FigureRecord, SweepManifest};
pub use merge::{Merged, merge};
pub use outputs::OUTPUTS;
pub use read::{Column, Table, check_tables, read_columns};
pub use record::{FactorRecord, Record, SWEEP};
pub use settings::{FactorSettings, RandomNumbers, ReplicatesSettings, Settings, ValuesSettings};
pub use state::{Recorded, SweepState};

/// Name of the table of runs.
pub const RUNS: &str = "runs.parquet";
/// Name of the table of the series.
pub const SERIES: &str = "series.parquet";
/// Name of the table of points.
pub const DESIGN: &str = "design.csv";
