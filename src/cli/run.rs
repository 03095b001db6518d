//! `tillit run` and `tillit compare`: all treatments of a scenario, or a scenario under regimes.

use super::arguments::{CompareOptions, OutputOptions, RunOptions};
use super::failure::Failure;
use super::open::open;
use super::output::print;
use super::terminal::Terminal;
use super::{interrupt, threads, words};
use crate::workflow;
use crate::workflow::{OpenedScenario, RunRequest, named};

/// Runs a scenario file.
pub fn main(options: &RunOptions) -> Result<(), Failure> {
    let scenario = options.scenario.at_width(options.output.width.as_deref());
    let opened = open(&scenario, &[])?;
    let opened = match &options.people {
        Some(people) => opened.over_people(people)?,
        None => opened,
    };
    run(&opened, &options.output)
}

/// Runs a scenario file under each regime with common random numbers.
pub fn compare(options: &CompareOptions) -> Result<(), Failure> {
    let scenario = options.scenario.at_width(options.output.width.as_deref());
    run(&open(&scenario, &options.regimes)?, &options.output)
}

/// Runs an opened scenario as the options say.
fn run(opened: &OpenedScenario, options: &OutputOptions) -> Result<(), Failure> {
    if options.link {
        return print(&format!("{}\n", opened.link()?));
    }
    if options.profile {
        return print(&workflow::profile_run(opened)?.in_words());
    }
    let terminal = Terminal { quiet: options.quiet };
    let target = options.out.clone().unwrap_or_else(|| opened.folder());
    let assumptions = options.assumptions.look();
    if options.keep && workflow::is_kept(opened, assumptions, &target, &terminal)? {
        return print(&format!("kept {}\n", target.display()));
    }
    let request = RunRequest { assumptions, only: &options.only };
    let ran =
        threads::on(options.threads, || Ok(workflow::run(opened, &request, &target, &terminal)?))?;
    interrupt::finished(&target)?;
    let named = named(&opened.scenario, &ran.results);
    if options.json {
        print(&words::json(&ran.manifest, &named, ran.assumptions.as_ref(), &target))
    } else if options.quiet {
        Ok(())
    } else {
        print(&words::summary(&opened.scenario, &named, ran.assumptions.as_ref(), &target))
    }
}
