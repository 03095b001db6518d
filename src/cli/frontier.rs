//! `tillit frontier`: the best dose of each family of steering under equal budgets.

use super::arguments::FrontierOptions;
use super::failure::Failure;
use super::open::open;
use super::output::print;
use super::terminal::Terminal;
use super::threads;
use crate::report::frontier::in_words;
use crate::study::frontier::{Budgets, Effort};
use crate::workflow;
use crate::workflow::FrontierRequest;

/// Looks for the best doses, and prints what was found.
pub fn main(options: &FrontierOptions) -> Result<(), Failure> {
    let opened = open(&options.scenario, &[])?;
    let seed = options.scenario.seed.unwrap_or(1);
    let replicates = opened.scenario.treatments[0].spec.replicates();
    let request = FrontierRequest {
        budgets: Budgets { hours: options.hours, money: options.money },
        effort: Effort { doses: options.doses, replicates, seed },
        assumptions: options.assumptions.look(),
        only: options.only.clone(),
    };
    let target = options.out.clone().unwrap_or_else(|| workflow::frontier_folder(&opened));
    let terminal = Terminal { quiet: options.quiet };
    let found = threads::on(options.threads, || {
        Ok(workflow::frontier(&opened, &request, &target, &terminal)?)
    })?;
    if options.quiet {
        return Ok(());
    }
    print(&format!("{}\nwritten to {}\n", in_words(&found), target.display()))
}
