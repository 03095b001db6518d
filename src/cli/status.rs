//! `tillit status`: how far the sweep in a folder has come.

use std::path::Path;

use serde_json::json;

use super::arguments::StatusOptions;
use super::failure::Failure;
use super::output::print;
use super::sweep::unwritten;
use crate::store::sweep::{Checked, Record, Recorded, SweepState, is_busy, read_record};
use crate::study::sweep::{Plan, Sweep};

/// Tells how far a sweep has come, and what of it is damaged.
pub fn main(options: &StatusOptions) -> Result<(), Failure> {
    let folder = &options.folder;
    let record = read_record(folder).map_err(|error| {
        Failure::Mistake(format!("{} is not the folder of a sweep: {error}", folder.display()))
    })?;
    let sweep = record.own_sweep().map_err(|fault| {
        Failure::Mistake(format!("the sweep in {} cannot be read: {fault}", folder.display()))
    })?;
    let status = Status::of(folder, &record, &sweep)?;
    print(&if options.json { status.json(&record) } else { status.in_words(folder, &record) })
}

/// How far a sweep has come.
struct Status {
    /// What of the results stands.
    state: SweepState,
    points: u64,
    points_done: u64,
    chunks: usize,
    chunks_done: usize,
    /// Files that are gone, are not what was written, or do not belong here; why.
    damaged: Vec<(String, String)>,
    /// Figures that could not be drawn; why.
    figures_missing: Vec<String>,
    is_busy: bool,
}

impl Status {
    fn of(folder: &Path, record: &Record, sweep: &Sweep) -> Result<Self, Failure> {
        let plan = Plan::new(sweep);
        let state = SweepState::of(folder, record, sweep);
        let found = Checked::of(folder, record, sweep).map_err(|error| unwritten(&error))?;
        let is_done = |chunk: &&u64| state.is_finished() || found.chunks.contains_key(chunk);
        let size = |chunk: &u64| plan.points(*chunk).end - plan.points(*chunk).start;
        let own: Vec<u64> = plan.of_shard(record.shard).collect();
        let mut damaged: Vec<(String, String)> = Vec::new();
        if let Recorded::Damaged(fault) = &state.recorded {
            damaged.push((crate::store::MANIFEST.to_owned(), fault.clone()));
        }
        let gone = |name: &String| match folder.join(name).exists() {
            true => (name.clone(), "was changed after it was written".to_owned()),
            false => (name.clone(), "is gone".to_owned()),
        };
        damaged.extend(state.damaged.iter().map(gone));
        let files = found.faults.iter();
        damaged.extend(files.map(|fault| (fault.file.display().to_string(), fault.reason.clone())));
        let figures = state.manifest().into_iter().flat_map(|m| m.figures.iter().flatten());
        let missing = figures.filter_map(|figure| {
            let reason = figure.missing.as_ref()?;
            Some(format!("{}: {reason}", figure.shows))
        });
        Ok(Self {
            points: own.iter().map(size).sum(),
            points_done: own.iter().filter(is_done).map(size).sum(),
            chunks: own.len(),
            chunks_done: own.iter().filter(is_done).count(),
            damaged,
            figures_missing: missing.collect(),
            is_busy: is_busy(folder),
            state,
        })
    }

    /// The state in a few words.
    fn name(&self, record: &Record) -> &'static str {
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
            Recorded::Nothing if all_chunks && record.shard.is_some() => "shard whole",
            Recorded::Nothing if all_chunks => "all chunks run, tables not yet written",
            Recorded::Nothing => "unfinished",
        }
    }

    /// What the command that began the sweep would do now.
    fn next(&self, record: &Record) -> &'static str {
        match (self.is_busy, self.chunks_done < self.chunks, self.name(record)) {
            (true, ..) => "another tillit is working in it",
            (_, true, _) => "the command that started it runs the missing part",
            (_, _, "finished" | "finished, but every run failed") => "",
            (_, _, "shard whole") => "tillit merge merges it with the other shards",
            _ => {
                "the command that started it makes the missing files, without running anything again"
            }
        }
    }

    fn json(&self, record: &Record) -> String {
        let manifest = self.state.manifest();
        let recorded = match &self.state.recorded {
            Recorded::Nothing => "none",
            Recorded::Damaged(_) => "damaged",
            Recorded::Manifest(_) => "whole",
        };
        let names: Vec<&String> = self.damaged.iter().map(|(name, _)| name).collect();
        let value = json!({
            "name": record.name, "hash": record.hash, "state": self.name(record),
            "shard": record.shard.map(|shard| shard.to_string()),
            "points": self.points, "points_done": self.points_done,
            "chunks": self.chunks, "chunks_done": self.chunks_done,
            "tables_whole": self.state.has_tables(), "manifest": recorded,
            "runs": manifest.map(|m| m.runs), "failed": manifest.map(|m| m.failed),
            "damaged": names, "figures_missing": self.figures_missing,
            "at_work": self.is_busy, "next": self.next(record),
        });
        format!("{value:#}\n")
    }

    fn in_words(&self, folder: &Path, record: &Record) -> String {
        let shard = record.shard.map_or(String::new(), |shard| format!(", shard {shard}"));
        let mut text = format!("{}{shard}: {}\n", folder.display(), self.name(record));
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
        match self.next(record) {
            "" => text,
            next => text + next + "\n",
        }
    }
}
