//! `tillit run`: all treatments of a scenario.

use super::arguments::RunOptions;
use super::failure::Failure;
use super::job;
use super::open::open;

/// Runs a scenario file.
pub fn main(options: &RunOptions) -> Result<(), Failure> {
    let scenario = options.scenario.at_width(options.output.width.as_deref());
    job::run(&open(&scenario, &[])?, &options.output)
}
