//! Results on disk: complete folders or none.
//!
//! Responsible for: reading and writing files ([`disk`]), a results folder's tables and its
//! [`Manifest`], and for comparing a folder with what the same scenario gives today.
//! Must not know: how numbers come about, or what the command line looks like.

mod calibration;
pub mod disk;
mod manifest;
pub mod sweep;
mod tables;
pub mod verify;

pub use calibration::{CALIBRATION, CalibrationFolder, Refused};
pub use disk::{Folder, NewFile};
pub use manifest::{
    About, AuditInputs, AuditSize, CHECKSUM, CasesInputs, Clock, Common, Document, FileRecord,
    FrontierInputs, HypothesesInputs, Inputs, LeftOutInputs, MANIFEST, Machine, Manifest,
    NOT_COMPARED, Occasion, Program, ReportInputs, ScenarioInputs, SensitivityInputs, TraceInputs,
    TreatmentRecord, ValidationInputs, checksum, compared, left_out, records,
};
pub use tables::{
    UnitsTable, differences_table, levels_table, over_assumptions_table, summary_table,
    trace_agents_table, trace_unit_table, write_series,
};

/// Raised whenever the same specification gives other numbers than before, so that old and new
/// results are never mixed. Every change of it has a line under "Changes results" in the changelog.
pub const RESULTS_VERSION: u32 = 4;
