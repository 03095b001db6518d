//! `tillit left-out`: published experiments predicted, each from the others.

use super::arguments::LeftOutOptions;
use super::failure::Failure;
use super::output::print;
use super::terminal::Terminal;
use super::threads;
use crate::study::left_out::Search;
use crate::workflow::LeftOut;
use crate::workflow::sweep::OpenedSweep;

/// Fits, predicts and prints the table.
pub fn main(options: &LeftOutOptions) -> Result<(), Failure> {
    let LeftOutOptions { file, overrides, without, evaluations, effort, repeat, .. } = options;
    let opened = OpenedSweep::read(file, overrides)?;
    let search = Search { evaluations: *evaluations, seed: repeat.seed };
    let left_out = LeftOut::new(opened, without, search, *effort)?;
    let terminal = Terminal { quiet: options.quiet };
    let run = || Ok(left_out.run(options.out.as_deref(), &terminal)?);
    let found = threads::on(repeat.threads, run)?;
    print(&found.document())
}
