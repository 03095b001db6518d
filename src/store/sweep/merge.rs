//! Putting the shards of a sweep together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::chunks::{Checked, belongs_to};
use super::folder::{StoreError, read_record};
use super::{Record, Store};
use crate::study::sweep::{Plan, Sweep};

/// Shards by their index: their folders and records.
type Shards<'a> = BTreeMap<u32, (&'a Path, Record)>;

/// The whole of a sweep, from its shards.
pub struct Merged {
    /// The record of the whole.
    pub record: Record,
    /// The sweep.
    pub sweep: Sweep,
    /// The files of all chunks.
    pub files: Vec<PathBuf>,
}

/// The chunks of some shards, checked to be the whole of one sweep.
///
/// # Errors
/// All that is wrong: shards of different sweeps, shards that are missing or there twice, chunks
/// that are damaged, hold other rows than the plan has for them, lie in a shard that they do not
/// belong to, or are not yet run.
pub fn merge(shards: &[PathBuf]) -> Result<Merged, Vec<String>> {
    let mut faults = Vec::new();
    let records = read_records(shards, &mut faults);
    let Some((first_path, first)) = records.values().next().cloned() else {
        faults.push("there is no shard".to_owned());
        return Err(faults);
    };
    for (path, record) in records.values() {
        if record.hash != first.hash || record.shard.map(|s| s.of) != first.shard.map(|s| s.of) {
            let differences = first.differences(record);
            faults.push(format!(
                "{} and {} are shards of different sweeps{}{}",
                first_path.display(),
                path.display(),
                if differences.is_empty() { "" } else { ":\n     " },
                differences.join("\n     ")
            ));
        }
    }
    let of = first.shard.map_or(1, |shard| shard.of);
    let missing: Vec<String> = (1..=of)
        .filter(|index| !records.contains_key(index))
        .map(|index| format!("{index}/{of}"))
        .collect();
    if !missing.is_empty() {
        faults.push(format!("missing: shard {}", missing.join(", ")));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let whole = Record { shard: None, ..first };
    let sweep =
        whole.own_sweep().map_err(|fault| vec![format!("{}: {fault}", first_path.display())])?;
    let files = chunk_files(&records, &sweep, &mut faults);
    if faults.is_empty() { Ok(Merged { record: whole, sweep, files }) } else { Err(faults) }
}

fn read_records<'a>(shards: &'a [PathBuf], faults: &mut Vec<String>) -> Shards<'a> {
    let mut records = Shards::new();
    for path in shards {
        match read_record(path) {
            Err(error) => faults.push(format!("{} is no shard: {error}", path.display())),
            Ok(record) => match record.shard {
                None => faults
                    .push(format!("{} holds a whole sweep, not a shard of one", path.display())),
                Some(shard) => {
                    if let Some((other, _)) = records.insert(shard.index, (path, record)) {
                        let (other, path) = (other.display(), path.display());
                        faults.push(format!("shard {shard} is there twice: {other} and {path}"));
                    }
                }
            },
        }
    }
    records
}

fn chunk_files(records: &Shards, sweep: &Sweep, faults: &mut Vec<String>) -> Vec<PathBuf> {
    let plan = Plan::new(sweep);
    let mut files = Vec::new();
    for (path, record) in records.values() {
        let found = match Checked::of(path, record, sweep) {
            Ok(found) => found,
            Err(error) => {
                faults.push(error.to_string());
                continue;
            }
        };
        faults.extend(found.faults.iter().map(ToString::to_string));
        let half = |file: &PathBuf| format!("{} lacks the other half of its chunk", file.display());
        faults.extend(found.alone.iter().map(half));
        let left = plan.of_shard(record.shard).filter(|n| !found.chunks.contains_key(n)).count();
        if left > 0 {
            let path = path.display();
            faults.push(format!("{path} has {left} chunks that are not yet run"));
        }
        for (number, chunk) in found.chunks {
            if !belongs_to(record.shard, number) {
                let shard = record.shard.map_or(String::new(), |shard| shard.to_string());
                faults.push(format!("{} does not belong to shard {shard}", chunk.runs.display()));
            }
            files.extend(chunk.series);
            files.push(chunk.runs);
        }
    }
    files
}

impl Store {
    /// Takes over the chunks of shards.
    ///
    /// # Errors
    /// When one cannot be copied.
    pub fn take_all(&mut self, files: &[PathBuf], sweep: &Sweep) -> Result<(), StoreError> {
        for file in files {
            self.take(file)?;
        }
        self.count(sweep)
    }
}
