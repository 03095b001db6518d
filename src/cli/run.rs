//! `tillit run`: all treatments of a scenario.

use super::arguments::RunOptions;
use super::failure::Failure;
use super::job;
use super::open::open;

/// Runs a scenario file.
pub fn main(options: &RunOptions) -> Result<(), Failure> {
    job::run(&open(&options.scenario, &[])?, &options.output)
}
