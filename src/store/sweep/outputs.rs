//! The names of the tables and figures that a sweep has in its folder, or is about to have: what it may
//! replace. They stand apart from the record, whose bytes a manifest lists and which must not change.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::OpenError;
use crate::store::disk;

/// Name of the file.
pub const OUTPUTS: &str = "outputs.json";

/// What the file holds. Anything else under its name was not written by this sweep.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outputs {
    /// Hash of the sweep.
    sweep: String,
    /// Names of its files.
    pub names: Vec<String>,
}

impl Outputs {
    /// Those of a sweep in its folder; none where it has not claimed any.
    ///
    /// # Errors
    /// When a file of that name is not this sweep's.
    pub fn read(folder: &Path, sweep: &str) -> Result<Self, OpenError> {
        let path = folder.join(OUTPUTS);
        if !disk::exists(&path) {
            return Ok(Self { sweep: sweep.to_owned(), names: Vec::new() });
        }
        let text = disk::read_text(&path, disk::RECORD_LIMIT);
        let found = text.ok().and_then(|text| serde_json::from_str::<Self>(&text).ok());
        found.filter(|found| found.sweep == sweep).ok_or(OpenError::InTheWay(path))
    }

    /// Takes some names.
    pub fn add(&mut self, names: &[String]) {
        self.names.extend_from_slice(names);
        self.names.sort();
        self.names.dedup();
    }

    /// The text of the file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("names are plain data")
    }
}
