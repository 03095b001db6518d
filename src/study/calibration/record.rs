//! All on which a number of a calibration depends, so that it can be resumed and repeated.

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::study::sweep;
use crate::study::sweep::Sweep;

/// What a calibration was begun from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Raised whenever the same specification gives other numbers.
    pub results_version: u32,
    /// Name of the scenario: its file without folder and ending.
    pub name: String,
    /// The files that the sweep was read from, by name: its own first.
    pub files: Vec<(String, String)>,
    /// Overrides (`key=value`) in the order given.
    pub overrides: Vec<String>,
    /// Name of the table of targets, without folder.
    pub targets_name: String,
    /// The table of targets.
    pub targets: String,
    /// Particles of a generation.
    pub population: usize,
    /// Share of them that is kept.
    pub keep: f64,
    /// The calibration ends when fewer of a generation's new particles than this share are kept.
    pub stop: f64,
    /// Generations at most.
    pub generations: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Share of an experiment's plays that is played.
    pub effort: f64,
    /// What errors are multiplied by when particles weigh by their likelihood; none for distance alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<f64>,
}

impl Record {
    /// How the sampler works.
    pub fn settings(&self) -> Settings {
        let Self { population, keep, stop, generations, seed, .. } = *self;
        Settings { population, keep, stop, generations, seed }
    }

    /// The scenario and what of it is sought, read again from the texts that are kept here.
    ///
    /// # Errors
    /// When they cannot be read, in words.
    pub fn sweep(&self) -> Result<Sweep, String> {
        sweep::read_texts(&self.files, &self.overrides)
    }

    /// The record as JSON text.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a record is plain data");
        text.push('\n');
        text
    }
}
