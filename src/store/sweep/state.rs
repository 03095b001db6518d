//! What of a sweep's results stands: the manifest, the tables that it lists, the figures.
//!
//! A table that a manifest lists and that stands as it was written is the truth about a sweep: whatever
//! else is to be made is made from it, however many chunks are left.

use std::path::Path;

use super::super::disk;
use super::super::manifest::MANIFEST;
use super::{Formats, RUNS, Record, SERIES, SweepManifest};
use crate::study::sweep::{Replicates, Sweep};

/// What a folder says of how its results were made.
#[derive(Debug, Clone, PartialEq)]
pub enum Recorded {
    /// There is no manifest: the sweep is not finished.
    Nothing,
    /// There is a manifest that cannot be trusted; why.
    Damaged(String),
    /// The manifest.
    Manifest(Box<SweepManifest>),
}

/// What of a sweep's results stands.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepState {
    /// The manifest.
    pub recorded: Recorded,
    /// Files of the manifest that are gone or are not what was written.
    pub damaged: Vec<String>,
    /// Formats in which the manifest lists tables.
    pub listed: Formats,
    /// Formats in which every table stands as it was written.
    pub whole: Formats,
    /// Formats in which every table stands as it was written, or was left out on purpose.
    pub intact: Formats,
}

impl SweepState {
    /// Looks at the results in the folder of a sweep.
    pub fn of(folder: &Path, record: &Record, sweep: &Sweep) -> Self {
        let nothing = Formats { parquet: false, csv: false };
        let mut state = Self {
            recorded: Recorded::Nothing,
            damaged: Vec::new(),
            listed: nothing,
            whole: nothing,
            intact: nothing,
        };
        if !disk::exists(&folder.join(MANIFEST)) {
            return state;
        }
        let manifest = match SweepManifest::read(folder) {
            Err(error) => {
                state.recorded = Recorded::Damaged(error.reason);
                return state;
            }
            Ok(manifest) => manifest,
        };
        if let Err(fault) = manifest.agrees_with(record, sweep) {
            state.recorded = Recorded::Damaged(fault);
            return state;
        }
        state.damaged = manifest.damaged(folder);
        let names = |format: &str| {
            let tables = [RUNS, SERIES].into_iter().take(1 + usize::from(record.series));
            tables.map(|table| table.replace("parquet", format)).collect::<Vec<String>>()
        };
        let is_listed = |name: &String| manifest.files.iter().any(|file| file.name == *name);
        let is_intact = |name: &String| is_listed(name) && !state.damaged.contains(name);
        let is_whole = |name: &String| is_intact(name) && !manifest.not_kept.contains(name);
        state.listed = Formats::each(|format| names(format).iter().all(is_listed));
        state.intact = Formats::each(|format| names(format).iter().all(is_intact));
        state.whole = Formats::each(|format| names(format).iter().all(is_whole));
        state.recorded = Recorded::Manifest(Box::new(manifest));
        state
    }

    /// The manifest, when it can be trusted.
    pub fn manifest(&self) -> Option<&SweepManifest> {
        match &self.recorded {
            Recorded::Manifest(manifest) => Some(manifest),
            Recorded::Nothing | Recorded::Damaged(_) => None,
        }
    }

    /// Whether all runs stand in tables, in one format at least.
    pub fn has_tables(&self) -> bool {
        self.whole.parquet || self.whole.csv
    }

    /// Whether the tables were finished, and stand or were left out on purpose.
    pub fn is_finished(&self) -> bool {
        self.intact.parquet || self.intact.csv
    }

    /// Whether everything that was listed stands, in the formats that are wanted.
    pub fn is_complete(&self, wanted: Formats) -> bool {
        self.is_finished()
            && self.damaged.is_empty()
            && (self.intact.parquet || !wanted.parquet)
            && (self.intact.csv || !wanted.csv)
    }
}

impl SweepManifest {
    /// Whether its counts are those that the plan of a sweep gives.
    ///
    /// # Errors
    /// Which count differs.
    pub fn agrees_with(&self, record: &Record, sweep: &Sweep) -> Result<(), String> {
        if self.hash != record.hash {
            return Err("belongs to another sweep".to_owned());
        }
        let points = (0..sweep.n_points()).filter(|n| sweep.point(*n).is_some()).count() as u64;
        if (self.points, self.points + self.dropped) != (points, sweep.n_points()) {
            return Err(format!(
                "counts {} points and {} that were left out, but the plan has {points} and {}",
                self.points,
                self.dropped,
                sweep.n_points() - points
            ));
        }
        let rows = |replicates: u32| u64::from(replicates) * sweep.scenario.treatments.len() as u64;
        let (fewest, most) = match sweep.replicates {
            Replicates::Fixed(replicates) => (rows(replicates), rows(replicates)),
            Replicates::Until(rule) => (rows(rule.at_least.min(rule.at_most)), rows(rule.at_most)),
        };
        // A point that cannot be run has one row.
        let alone = self.failed.min(points);
        let least = alone + (points - alone) * fewest;
        let is_possible = match fewest == most && most > 1 {
            true => {
                let missing = (points * most).checked_sub(self.runs);
                missing.is_some_and(|n| n % (most - 1) == 0 && n / (most - 1) <= alone)
            }
            false => (least.min(points * fewest)..=points * most).contains(&self.runs),
        };
        match is_possible && self.failed <= self.runs {
            true => Ok(()),
            false => Err(format!(
                "counts {} runs, of which {} failed, which the plan of {points} points does not give",
                self.runs, self.failed
            )),
        }
    }
}
