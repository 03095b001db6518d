//! `tillit cases`: what the sources of cases say must be found, and whether it is.

use super::arguments::CasesOptions;
use super::failure::Failure;
use super::output::print;
use super::terminal::Terminal;
use super::threads;
use crate::workflow::Cases;

/// Judges the patterns of all files together, and prints what was found.
pub fn main(options: &CasesOptions) -> Result<(), Failure> {
    let cases = Cases::read(&options.files)?;
    let terminal = Terminal { quiet: options.quiet };
    let run = || Ok(cases.run(options.out.as_deref(), &terminal)?);
    let found = threads::on(options.threads, run)?;
    print(&found.in_words())
}
