//! Whole tasks, from files to folders of results with tables, figures and manifests: everything that the
//! program does, as functions with typed errors.
//!
//! Each task runs on the threads of the current pool. What a user is shown meanwhile, and how one asks a
//! task to stop, is the caller's ([`Watcher`]); nothing here prints.
//! Must not know: the command line.

mod audit;
mod calibrate;
mod cases;
mod error;
mod folder;
#[cfg(feature = "frontier")]
mod frontier;
mod hypotheses;
mod left_out;
mod memory;
mod opened;
mod people;
mod profile;
#[cfg(feature = "report")]
mod report;
mod run;
mod sensitivity;
#[cfg(feature = "cli")]
mod site;
pub mod sweep;
mod tables;
mod trace;
mod validate;
mod verify;
mod watcher;

pub use audit::{AuditRequest, FULL, OpenedAudit, QUICK};
pub use calibrate::{OpenedCalibration, calibrate};
pub use cases::{Cases, CasesResult};
pub use error::{ErrorKind, TaskError, UnknownName};
#[cfg(feature = "frontier")]
pub use frontier::{FrontierRequest, frontier, frontier_folder};
pub use hypotheses::{Register, RegisterResult};
pub use left_out::{LeftOut, LeftOutResult};
pub use memory::{TooLarge, check_laboratory};
pub use opened::{OpenedScenario, read_file};
pub use profile::{RunProfile, profile_run};
#[cfg(feature = "report")]
pub use report::{report, report_folder};
pub use run::{FinishedRun, RunRequest, is_kept, named, run};
pub use sensitivity::{ANALYSIS, FinishedSensitivity, Sensitivity};
#[cfg(feature = "cli")]
pub use site::{SITE, ServedSite, Site};
pub use trace::{Followed, trace};
pub use validate::{Validation, ValidationResult};
pub use verify::{Verification, verify};
pub use watcher::{Progress, Unwatched, Watcher};
