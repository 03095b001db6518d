//! Results made again from their own record, and compared.

use std::path::Path;

#[cfg(feature = "frontier")]
use super::frontier;
#[cfg(feature = "report")]
use super::report;
use super::{OpenedScenario, RunRequest, TaskError, Watcher};
use super::{audit, calibrate, cases, hypotheses, left_out, sensitivity, sweep, trace, validate};
use crate::store::verify::{Report, Stored};
use crate::store::{Inputs, disk};

/// What came of a comparison.
#[derive(Debug)]
pub struct Verification {
    stored: Stored,
    /// What agrees and what differs.
    pub report: Report,
}

impl Verification {
    /// Whether all that is there agrees.
    pub fn agrees(&self) -> bool {
        self.report.differing.is_empty()
    }

    /// What was found, in words.
    pub fn in_words(&self) -> String {
        self.report.in_words(&self.stored)
    }
}

/// Makes the results of a folder again, in a place of its own, and compares every listed file and the
/// fields of the manifest.
///
/// # Errors
/// When it is not a folder of results of this version, or cannot be made again.
pub fn verify(folder: &Path, watcher: &dyn Watcher) -> Result<Verification, TaskError> {
    let stored = Stored::read(folder)?;
    let place = disk::scratch()?;
    let target = place.path().join("again");
    watcher.discards(place.path());
    again(&stored, &target, watcher).map_err(|why| damaged(&stored, why))?;
    let report = stored.compare(&target).map_err(TaskError::Inconsistent)?;
    Ok(Verification { stored, report })
}

/// Makes the results of a folder again.
fn again(stored: &Stored, target: &Path, watcher: &dyn Watcher) -> Result<(), TaskError> {
    match stored.kind() {
        "sweep" => return sweep::again(stored, target, watcher),
        "calibration" => return calibrate::again(stored, target, watcher),
        _ => {}
    }
    let unreadable = |reason| TaskError::Record { folder: stored.folder().to_owned(), reason };
    let manifest = stored.manifest().map_err(unreadable)?;
    match &manifest.inputs {
        Inputs::Run(inputs) | Inputs::Compare(inputs) => {
            let opened = OpenedScenario::again(&manifest.name, inputs)?;
            let request = RunRequest { assumptions: inputs.assumptions, only: &[] };
            super::run(&opened, &request, target, watcher).map(|_| ())
        }
        Inputs::Trace(inputs) => trace::again(&manifest.name, inputs, target, watcher),
        Inputs::Validation(inputs) => validate::again(inputs, target, watcher),
        Inputs::Hypotheses(inputs) => hypotheses::again(inputs, target, watcher),
        Inputs::Audit(inputs) => audit::again(inputs, target, watcher),
        Inputs::Cases(inputs) => cases::again(inputs, target, watcher),
        Inputs::LeftOut(inputs) => left_out::again(&manifest.name, inputs, target, watcher),
        Inputs::Sensitivity(inputs) => sensitivity::again(&manifest.name, inputs, target, watcher),
        #[cfg(feature = "frontier")]
        Inputs::Frontier(inputs) => frontier::again(inputs, target, watcher),
        #[cfg(not(feature = "frontier"))]
        Inputs::Frontier(_) => {
            Err(unreadable("this program was built without the search for doses".to_owned()))
        }
        #[cfg(feature = "report")]
        Inputs::Report(inputs) => report::again(inputs, stored.folder(), target, watcher),
        #[cfg(not(feature = "report"))]
        Inputs::Report(_) => Err(unreadable("this program was built without reports".to_owned())),
        Inputs::Sweep | Inputs::Calibration => Ok(()),
    }
}

/// Results that cannot be made again because their record was changed are results that differ.
fn damaged(stored: &Stored, why: TaskError) -> TaskError {
    let damage = stored.damage();
    if damage.is_empty() || matches!(why, TaskError::Interrupted) {
        return why;
    }
    let (folder, reason) = (stored.folder().to_owned(), Box::new(why));
    TaskError::Damaged { folder, damage, reason }
}
