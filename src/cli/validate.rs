//! `tillit validate`: compares the simulation with published experiments and exact results.

use super::arguments::ValidateOptions;
use super::failure::Failure;
use super::output::print;
use super::terminal::Terminal;
use crate::workflow::Validation;

/// Runs experiments and prints their table; exit code 1 when one does not hold.
pub fn main(options: &ValidateOptions) -> Result<(), Failure> {
    let ValidateOptions { experiments, people, seed, quiet, .. } = options;
    let validation = Validation::new(experiments, people.as_deref(), *seed)?;
    let found = validation.run(options.out.as_deref(), &Terminal { quiet: *quiet })?;
    print(&found.in_words(options.all))?;
    let failed = "some comparisons fail; they are marked ✗ above";
    if found.holds() { Ok(()) } else { Err(Failure::Failed(failed.to_owned())) }
}
