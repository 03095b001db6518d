//! `tillit check`: reads a scenario and tells what it would run.

use super::arguments::ScenarioOptions;
use super::describe::print;
use super::failure::Failure;
use super::open::open;

/// Checks a scenario file without running it.
pub fn main(options: &ScenarioOptions) -> Result<(), Failure> {
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
    print(&text)
}
