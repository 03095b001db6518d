//! `tillit sensitivity`: which factors of a sweep move its outcomes, and how sure that is.

use super::arguments::SensitivityOptions;
use super::failure::Failure;
use super::open::overrides_of;
use super::output::print;
use super::terminal::Terminal;
use super::threads;
use crate::study::sensitivity::Options;
use crate::workflow::Sensitivity;

/// Runs a sweep, or what of it is missing, analyses it, and says what was found.
pub fn main(options: &SensitivityOptions) -> Result<(), Failure> {
    let SensitivityOptions { file, out, metric, resamples, only, quiet, .. } = options;
    let analysis = Options { resamples: *resamples };
    let changes = overrides_of(file);
    let sensitivity = Sensitivity::new(&file.file, &changes, out.as_deref(), metric, analysis)?;
    let terminal = Terminal { quiet: *quiet };
    let finished = threads::on(options.threads, || Ok(sensitivity.run(only, &terminal)?))?;
    if *quiet { Ok(()) } else { print(&finished.words) }
}
