//! `tillit calibrate`: parameters of a scenario estimated from published results.

use super::arguments::CalibrateOptions;
use super::failure::Failure;
use super::output::print;
use super::terminal::Terminal;
use super::threads;
use crate::study::calibration::Settings;
use crate::workflow::sweep::OpenedSweep;
use crate::workflow::{OpenedCalibration, calibrate};

/// Calibrates, or resumes an interrupted calibration.
pub fn main(options: &CalibrateOptions) -> Result<(), Failure> {
    let opened = OpenedSweep::read(&options.file, &options.overrides)?;
    let settings = Settings {
        population: options.population,
        keep: options.keep,
        stop: options.stop,
        generations: options.generations,
        seed: options.repeat.seed,
    };
    let opened = OpenedCalibration::new(
        opened,
        &options.targets,
        settings,
        options.effort,
        options.likelihood,
    )?;
    let folder = options.out.clone().unwrap_or_else(|| opened.folder());
    let terminal = Terminal { quiet: options.quiet };
    let summary =
        threads::on(options.repeat.threads, || Ok(calibrate(&opened, &folder, &terminal)?))?;
    if options.quiet {
        return Ok(());
    }
    print(&format!("{summary}\nwrote {}\n", folder.display()))
}
