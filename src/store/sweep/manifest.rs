//! The record of how a finished sweep was made.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::disk;
use super::super::manifest::{FileRecord, MANIFEST, Machine, Program, sha256_of, to_json};
use super::folder::StoreError;

/// The record of how the tables of a sweep were made; it stands there when they are whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SweepManifest {
    /// Version of this record's layout.
    pub format: u32,
    /// The program.
    pub program: Program,
    /// Raised whenever the same specification gives other numbers.
    pub results_version: u32,
    /// Hash of all that affects the tables.
    pub hash: String,
    /// Points that meet the conditions.
    pub points: u64,
    /// Points that break one and were left out.
    pub dropped: u64,
    /// Runs, those that failed included.
    pub runs: u64,
    /// Runs that failed.
    pub failed: u64,
    /// The command line that finished it.
    pub command_line: Vec<String>,
    /// When that command began, in UTC.
    pub started: String,
    /// How long that command took, in seconds.
    pub seconds: f64,
    /// Threads used.
    pub threads: usize,
    /// The machine.
    pub machine: Machine,
    /// The files of the folder.
    pub files: Vec<FileRecord>,
    /// Those of them that were left out of the folder when it was finished, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_kept: Vec<String>,
    /// The figures that it was finished with, those that could not be drawn included; none where
    /// an earlier version finished it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Vec<FigureRecord>>,
}

/// A figure of a finished sweep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureRecord {
    /// What it shows, in words.
    pub shows: String,
    /// Whether the file of the sweep asks for it.
    pub asked: bool,
    /// Why there is no such figure; none when it was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

impl SweepManifest {
    /// The manifest of a finished sweep.
    ///
    /// # Errors
    /// When there is none, or it cannot be understood.
    pub fn read(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(MANIFEST);
        let text = disk::read(&path, disk::RECORD_LIMIT)?;
        serde_json::from_slice(&text).map_err(|error| StoreError::new(&path, &error))
    }

    /// The names of the files that are not what was written, or are gone though they were kept.
    pub fn damaged(&self, folder: &Path) -> Vec<String> {
        let is_whole = |file: &&FileRecord| is_as_written(folder, file);
        let kept = self.files.iter().filter(|file| !self.not_kept.contains(&file.name));
        kept.filter(|file| !is_whole(file)).map(|file| file.name.clone()).collect()
    }

    /// The figures that the sweep asks for and that could not be drawn.
    pub fn missing_figures(&self) -> impl Iterator<Item = &FigureRecord> {
        self.figures.iter().flatten().filter(|figure| figure.asked && figure.missing.is_some())
    }

    /// The manifest as JSON text, with its checksum.
    pub fn to_json(&self) -> String {
        let mut value = serde_json::to_value(self).expect("a manifest is plain data");
        value["kind"] = "sweep".into();
        to_json(value)
    }
}

/// Whether a file stands as it was written. What is not a plain file of the folder itself never does.
pub(super) fn is_as_written(folder: &Path, file: &FileRecord) -> bool {
    let path = folder.join(&file.name);
    let hash = disk::open_regular(&path).map_err(Into::into).and_then(sha256_of);
    hash.is_ok_and(|hash| hash == file.sha256)
}
