//! `tillit verify`: makes the results of a folder again from its own record, and compares.

use std::path::Path;

use super::arguments::{OutputOptions, VerifyOptions};
use super::failure::Failure;
use super::open::Opened;
use super::output::print;
use super::{calibrate, hypotheses, interrupt, job, sweep, trace, validate};
use crate::store::verify::{Stored, Unverifiable};
use crate::store::{Inputs, disk};

/// Makes the results of a folder again, in a place of its own, and compares every listed file and the
/// fields of the manifest.
pub fn main(options: &VerifyOptions) -> Result<(), Failure> {
    let stored = Stored::read(&options.folder).map_err(|reason| match reason {
        Unverifiable::NotResults(text) => Failure::Mistake(text),
        Unverifiable::OtherVersion(text) => Failure::Failed(text),
    })?;
    let pool = sweep::pool(options.threads)?;
    let place = disk::scratch()?;
    let target = place.path().join("again");
    interrupt::discards(place.path());
    pool.install(|| again(&stored, &target, options)).map_err(|why| damaged(&stored, why))?;
    let report = stored.compare(&target).map_err(Failure::Failed)?;
    let text = report.in_words(&stored);
    if report.differing.is_empty() { print(&text) } else { Err(Failure::Failed(text)) }
}

/// Makes the results of a folder again.
fn again(stored: &Stored, target: &Path, options: &VerifyOptions) -> Result<(), Failure> {
    match stored.kind() {
        "sweep" => return sweep::again(stored, target),
        "calibration" => return calibrate::again(stored, target),
        _ => {}
    }
    let manifest = stored.manifest().map_err(Failure::Mistake)?;
    match &manifest.inputs {
        Inputs::Run(inputs) | Inputs::Compare(inputs) => {
            let opened = Opened::again(&manifest.name, inputs)?;
            job::make(&opened, target, &whole(options)).map(|_| ())
        }
        Inputs::Trace(inputs) => trace::again(&manifest.name, inputs, target),
        Inputs::Validation(inputs) => validate::again(inputs, target),
        Inputs::Hypotheses(inputs) => hypotheses::again(inputs, target),
        Inputs::Sweep | Inputs::Calibration => Ok(()),
    }
}

/// How a run is made of which nothing is left out.
fn whole(options: &VerifyOptions) -> OutputOptions {
    OutputOptions {
        out: None,
        keep: false,
        threads: options.threads,
        quiet: false,
        json: false,
        width: None,
        profile: false,
        only: Vec::new(),
    }
}

/// Results that cannot be made again because their record was changed are results that differ.
fn damaged(stored: &Stored, why: Failure) -> Failure {
    let damage = stored.damage();
    match why {
        Failure::Mistake(text) | Failure::Failed(text) if !damage.is_empty() => {
            Failure::Failed(format!(
                "{}: results differ\n  {}\n  they cannot be reproduced: {text}",
                stored.folder().display(),
                damage.join("\n  ")
            ))
        }
        Failure::Interrupted(_) => {
            Failure::Interrupted("interrupted; nothing was verified".to_owned())
        }
        other => other,
    }
}
