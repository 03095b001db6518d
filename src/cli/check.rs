//! `tillit check`: reads a scenario or a sweep and tells what it would run.

use super::arguments::{ScenarioOptions, SweepFile};
use super::failure::Failure;
use super::open::{open, open_sweep};
use super::output::print;
use crate::ground::executor::threads;
use crate::ground::numbers::bytes;
use crate::study::memory::of_run;
use crate::study::sweep;
use crate::workflow::read_file;
use crate::workflow::sweep::Unrunnable;

/// Checks a scenario file without running it.
pub fn main(options: &ScenarioOptions) -> Result<(), Failure> {
    if sweep::has_sweep(&read_file(&options.file)?) {
        return check_sweep(options);
    }
    let opened = open(options, &[])?;
    let mut text = format!("{}: no mistakes\n", options.file.display());
    for treatment in &opened.scenario.treatments {
        let spec = &treatment.spec;
        text += &format!(
            "  {}: {} units, {} staff, {} periods, {} replicates\n",
            treatment.name,
            spec.n_units(),
            spec.n_agents(),
            spec.periods(),
            spec.replicates(),
        );
    }
    let needed = bytes(of_run(&opened.scenario));
    text += &format!("  memory: up to {needed} on {} threads\n", threads());
    print(&text)
}

/// Checks a file with a sweep, its scenario included.
fn check_sweep(options: &ScenarioOptions) -> Result<(), Failure> {
    let ScenarioOptions { file, overrides, seed, replicates } = options.clone();
    let opened = open_sweep(&SweepFile { file, overrides, seed, replicates })?;
    opened.check_figures()?;
    let unrunnable = Unrunnable::of(&opened.sweep);
    if unrunnable.is_every_point() {
        let shown = options.file.display();
        return Err(Failure::Mistake(format!("{shown}: {}", unrunnable.in_words())));
    }
    print(&format!(
        "{}: no mistakes\n  a sweep: {}, {} points, {} treatments\n  memory: up to {} on {} threads\n{}",
        options.file.display(),
        opened.sweep.design.name,
        opened.sweep.n_points(),
        opened.sweep.scenario.treatments.len(),
        bytes(opened.memory()),
        threads(),
        unrunnable.in_words(),
    ))
}
