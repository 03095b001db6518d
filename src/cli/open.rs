//! From what was typed to a scenario or a sweep.

use super::arguments::{ScenarioOptions, SweepFile};
use crate::scenario::Change;
use crate::workflow::sweep::OpenedSweep;
use crate::workflow::{OpenedScenario, TaskError};

/// Reads and checks a scenario file, under its own treatments or under regimes.
pub fn open(options: &ScenarioOptions, regimes: &[String]) -> Result<OpenedScenario, TaskError> {
    let mut overrides = options.overrides.clone();
    overrides.extend(options.seed.map(|seed| Change::flag("--seed", "run.seed", seed)));
    overrides.extend(options.replicates.map(|n| Change::flag("--replicates", "run.replicates", n)));
    OpenedScenario::read(&options.file, overrides, regimes)
}

/// Reads and checks a file with a sweep.
pub fn open_sweep(options: &SweepFile) -> Result<OpenedSweep, TaskError> {
    OpenedSweep::read(&options.file, &overrides_of(options))
}

/// What is laid over the file of a sweep.
pub fn overrides_of(options: &SweepFile) -> Vec<Change> {
    let mut overrides = options.overrides.clone();
    overrides.extend(options.seed.map(|seed| Change::flag("--seed", "run.seed", seed)));
    overrides
        .extend(options.replicates.map(|n| Change::flag("--replicates", "sweep.replicates", n)));
    overrides
}
