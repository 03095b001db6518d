//! Putting the shards of a sweep together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::folder::{Checked, StoreError, read_record, series_files};
use super::{Record, Store};

/// The chunks of some shards, checked to be the whole of one sweep: the record of the whole, and the
/// files of all chunks.
///
/// # Errors
/// All that is wrong: shards of different sweeps, shards that are missing or there twice, chunks
/// that are damaged or not yet run.
pub fn merge(shards: &[PathBuf]) -> Result<(Record, Vec<PathBuf>), Vec<String>> {
    let mut faults = Vec::new();
    let mut records: BTreeMap<u32, (&Path, Record)> = BTreeMap::new();
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
    let files = chunk_files(&records, &first, &mut faults);
    let whole = Record { shard: None, ..first };
    if faults.is_empty() { Ok((whole, files)) } else { Err(faults) }
}

fn chunk_files(
    records: &BTreeMap<u32, (&Path, Record)>,
    first: &Record,
    faults: &mut Vec<String>,
) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for (index, (path, record)) in records {
        let of = record.shard.map_or(1, |shard| shard.of);
        match Checked::of(path, record.series).and_then(|found| {
            let series = if record.series { series_files(path)? } else { BTreeMap::new() };
            Ok((found, series))
        }) {
            Err(error) => faults.push(error.to_string()),
            Ok((found, series)) => {
                for file in found.damaged {
                    faults.push(format!("{} is not what was written", file.display()));
                }
                let own = (u64::from(*index) - 1..first.chunks).step_by(of as usize);
                let left = own.filter(|chunk| !found.chunks.contains_key(chunk)).count();
                if left > 0 {
                    let path = path.display();
                    faults.push(format!("{path} has {left} chunks that are not yet run"));
                }
                files.extend(series.into_values());
                files.extend(found.chunks.into_values());
            }
        }
    }
    files
}

impl Store {
    /// Takes over the chunks of shards.
    ///
    /// # Errors
    /// When one cannot be copied.
    pub fn take_all(&mut self, files: &[PathBuf]) -> Result<(), StoreError> {
        for file in files {
            self.take(file)?;
        }
        self.count()
    }
}
