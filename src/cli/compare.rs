//! `tillit compare`: a scenario under several regimes.

use super::arguments::CompareOptions;
use super::failure::Failure;
use super::job;
use super::open::open;

/// Runs a scenario file under each regime with common random numbers.
pub fn main(options: &CompareOptions) -> Result<(), Failure> {
    let scenario = options.scenario.at_width(options.output.width.as_deref());
    job::run(&open(&scenario, &options.regimes)?, &options.output)
}
