//! `tillit status`: how far the sweep in a folder has come.

use serde_json::json;

use super::arguments::StatusOptions;
use super::describe::print;
use super::failure::Failure;
use super::sweep::unwritten;
use crate::store::sweep::{Checked, SweepManifest, read_record};
use crate::sweep::Plan;

/// Tells how far a sweep has come, and what of it is damaged.
pub fn main(options: &StatusOptions) -> Result<(), Failure> {
    let folder = &options.folder;
    let record = read_record(folder).map_err(|error| {
        Failure::Mistake(format!("{} is not the folder of a sweep: {error}", folder.display()))
    })?;
    let sweep = record.sweep().map_err(Failure::Mistake)?;
    let plan = Plan::new(&sweep);
    let manifest = SweepManifest::read(folder).ok();
    let found = Checked::of(folder, record.series).map_err(|error| unwritten(&error))?;
    let own: Vec<u64> = plan.of_shard(record.shard).collect();
    let there = |chunk: &&u64| manifest.is_some() || found.chunks.contains_key(chunk);
    let size = |chunk: &u64| plan.points(*chunk).end - plan.points(*chunk).start;
    let points: u64 = own.iter().map(size).sum();
    let done: u64 = own.iter().filter(there).map(size).sum();
    let chunks = own.iter().filter(there).count();
    let mut damaged: Vec<String> =
        found.damaged.iter().map(|path| path.display().to_string()).collect();
    damaged.extend(manifest.iter().flat_map(|manifest| manifest.damaged(folder)));
    let state = match (&manifest, chunks == own.len()) {
        (Some(_), _) => "finished",
        (None, true) if record.shard.is_some() => "shard whole",
        (None, true) => "all chunks run, tables not yet made",
        (None, false) => "unfinished",
    };
    if options.json {
        let value = json!({
            "name": record.name, "hash": record.hash, "state": state,
            "shard": record.shard.map(|shard| shard.to_string()),
            "points": points, "points_done": done,
            "chunks": own.len(), "chunks_done": chunks,
            "runs": manifest.as_ref().map(|m| m.runs), "failed": manifest.as_ref().map(|m| m.failed),
            "damaged": damaged,
        });
        return print(&format!("{value:#}\n"));
    }
    let shard = record.shard.map_or(String::new(), |shard| format!(", shard {shard}"));
    let mut text = format!("{}{shard}: {state}\n", folder.display());
    let percent = 100.0 * done as f64 / points.max(1) as f64;
    text += &format!("  points   {done} of {points} ({percent:.0} %)\n");
    text += &format!("  chunks   {chunks} of {}\n", own.len());
    if let Some(manifest) = &manifest {
        text += &format!("  runs     {}, of which {} failed\n", manifest.runs, manifest.failed);
    }
    for file in &damaged {
        text += &format!("  damaged  {file}\n");
    }
    if manifest.is_none() || !damaged.is_empty() {
        text += "the command that began it goes on with it\n";
    }
    print(&text)
}
