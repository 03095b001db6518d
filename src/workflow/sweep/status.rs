//! How far the sweep in a folder has come.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::recorded;
use crate::store::MANIFEST;
use crate::store::sweep::{Checked, Record, Recorded, SweepManifest, SweepState, is_busy};
use crate::study::sweep::Plan;
use crate::workflow::TaskError;

/// How far a sweep has come.
#[derive(Debug)]
pub struct Status {
    folder: PathBuf,
    record: Record,
    /// What of the results stands.
    state: SweepState,
    /// Points of the sweep, or of the shard.
    pub points: u64,
    /// Points that were run.
    pub points_done: u64,
    /// Chunks of the sweep, or of the shard.
    pub chunks: usize,
    /// Chunks that were run.
    pub chunks_done: usize,
    /// Files that are gone, are not what was written, or do not belong here; why.
    pub damaged: Vec<(String, String)>,
    /// Figures that could not be drawn; why.
    pub figures_missing: Vec<String>,
    /// Whether a process works in the folder.
    pub is_busy: bool,
}

impl Status {
    /// Looks at the folder of a sweep, or of a shard of it.
    ///
    /// # Errors
    /// When the folder is not that of a sweep, or cannot be read.
    pub fn of(folder: &Path) -> Result<Self, TaskError> {
        let (record, sweep) = recorded(folder, Record::own_sweep)?;
        let plan = Plan::new(&sweep);
        let state = SweepState::of(folder, &record, &sweep);
        let found = Checked::of(folder, &record, &sweep)?;
        let is_done = |chunk: &&u64| state.is_finished() || found.chunks.contains_key(chunk);
        let size = |chunk: &u64| plan.size(*chunk);
        let own: Vec<u64> = plan.of_shard(record.shard).collect();
        Ok(Self {
            points: own.iter().map(size).sum(),
            points_done: own.iter().filter(is_done).map(size).sum(),
            chunks: own.len(),
            chunks_done: own.iter().filter(is_done).count(),
            damaged: damaged(folder, &state, &found),
            figures_missing: state.manifest().map(figures_missing).unwrap_or_default(),
            is_busy: is_busy(folder),
            folder: folder.to_owned(),
            record,
            state,
        })
    }

    /// The state in a few words.
    pub fn name(&self) -> &'static str {
        let all_chunks = self.chunks_done == self.chunks;
        match &self.state.recorded {
            Recorded::Manifest(manifest) if self.state.is_finished() => {
                if !self.state.damaged.is_empty() {
                    return "tables complete, other files missing or damaged";
                }
                match (manifest.failed == manifest.runs, manifest.missing_figures().next()) {
                    (true, _) => "finished, but every run failed",
                    (false, Some(_)) => "finished, but a figure is missing",
                    (false, None) => "finished",
                }
            }
            Recorded::Manifest(_) if all_chunks => "tables damaged, all chunks present",
            Recorded::Manifest(_) => "tables damaged",
            Recorded::Damaged(_) if all_chunks => "manifest damaged, all chunks present",
            Recorded::Damaged(_) => "manifest damaged",
            Recorded::Nothing if all_chunks && self.record.shard.is_some() => "shard whole",
            Recorded::Nothing if all_chunks => "all chunks run, tables not yet written",
            Recorded::Nothing => "unfinished",
        }
    }

    /// What the command that began the sweep would do now.
    pub fn next(&self) -> &'static str {
        match (self.is_busy, self.chunks_done < self.chunks, self.name()) {
            (true, ..) => "another tillit is working in it",
            (_, true, _) => "the command that started it runs the missing part",
            (_, _, "finished" | "finished, but every run failed") => "",
            (_, _, "shard whole") => "tillit merge merges it with the other shards",
            _ => {
                "the command that started it makes the missing files, without running anything again"
            }
        }
    }

    /// What is known, for a machine.
    pub fn json(&self) -> String {
        let record = &self.record;
        let manifest = self.state.manifest();
        let recorded = match &self.state.recorded {
            Recorded::Nothing => "none",
            Recorded::Damaged(_) => "damaged",
            Recorded::Manifest(_) => "whole",
        };
        let names: Vec<&String> = self.damaged.iter().map(|(name, _)| name).collect();
        let value = json!({
            "name": record.name, "hash": record.hash, "state": self.name(),
            "shard": record.shard.map(|shard| shard.to_string()),
            "points": self.points, "points_done": self.points_done,
            "chunks": self.chunks, "chunks_done": self.chunks_done,
            "tables_whole": self.state.has_tables(), "manifest": recorded,
            "runs": manifest.map(|m| m.runs), "failed": manifest.map(|m| m.failed),
            "damaged": names, "figures_missing": self.figures_missing,
            "at_work": self.is_busy, "next": self.next(),
        });
        format!("{value:#}\n")
    }

    /// What is known, for a person.
    pub fn in_words(&self) -> String {
        let folder = &self.folder;
        let shard = self.record.shard.map_or(String::new(), |shard| format!(", shard {shard}"));
        let mut text = format!("{}{shard}: {}\n", folder.display(), self.name());
        let Self { points, points_done, chunks, chunks_done, .. } = self;
        // Rounded down, so that 100 % is all of it.
        let percent = (100 * points_done) / (*points).max(1);
        text += &format!("  points   {points_done} of {points} ({percent} %)\n");
        text += &format!("  chunks   {chunks_done} of {chunks}\n");
        if let Some(manifest) = self.state.manifest() {
            text += &format!("  runs     {}, of which {} failed\n", manifest.runs, manifest.failed);
        }
        for (file, reason) in &self.damaged {
            text += &format!("  damaged  {file}: {reason}\n");
        }
        for figure in &self.figures_missing {
            text += &format!("  no figure {figure}\n");
        }
        match self.next() {
            "" => text,
            next => text + next + "\n",
        }
    }
}

/// Files that are gone, are not what was written, or do not belong here; why.
fn damaged(folder: &Path, state: &SweepState, found: &Checked) -> Vec<(String, String)> {
    let mut damaged: Vec<(String, String)> = Vec::new();
    if let Recorded::Damaged(fault) = &state.recorded {
        damaged.push((MANIFEST.to_owned(), fault.clone()));
    }
    damaged.extend(state.damaged.iter().map(|name| match folder.join(name).exists() {
        true => (name.clone(), "was changed after it was written".to_owned()),
        false => (name.clone(), "is gone".to_owned()),
    }));
    let files = found.faults.iter();
    damaged.extend(files.map(|fault| (fault.file.display().to_string(), fault.reason.clone())));
    damaged
}

/// The figures of a manifest that could not be drawn; why.
fn figures_missing(manifest: &SweepManifest) -> Vec<String> {
    let missing = |figure: &crate::store::sweep::FigureRecord| {
        let reason = figure.missing.as_ref()?;
        Some(format!("{}: {reason}", figure.shows))
    };
    manifest.figures.iter().flatten().filter_map(missing).collect()
}
