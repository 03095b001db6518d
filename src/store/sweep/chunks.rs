//! The chunks of a store: their names, and which of them are whole and belong to the plan.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::super::disk;
use super::super::manifest::sha256_of;
use super::check::{PointRuns, RunsCheck, SeriesCheck};
use super::folder::StoreError;
use super::rows::{check_runs, check_series, each_parquet_batch, sweep_of};
use super::{Record, schema};
use crate::study::sweep::{Plan, Shard, Sweep};

/// Name of the folder of chunks.
pub const CHUNKS: &str = "chunks";
/// Digits of a chunk's number in its name, at least.
const DIGITS: usize = 6;
/// Digits of a chunk's hash in its name.
const HASH: usize = 16;

/// The files of a chunk that is whole and holds what the plan says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Its runs.
    pub runs: PathBuf,
    /// Its series, if the sweep keeps one.
    pub series: Option<PathBuf>,
}

/// Why a file among the chunks is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it, in words that follow its name.
    pub reason: String,
    /// Whether this sweep wrote it, so that it can be removed and its runs made again.
    pub own: bool,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} {}", self.file.display(), self.reason)
    }
}

/// What was found in a folder of chunks.
#[derive(Debug, Default)]
pub struct Checked {
    /// The whole chunks, by number.
    pub chunks: BTreeMap<u64, Chunk>,
    /// Files that are no chunk of this sweep, although their names say so.
    pub faults: Vec<Fault>,
    /// Files of this sweep without the other half of their chunk.
    pub alone: Vec<PathBuf>,
}

/// The name of a chunk's file, from its bytes' hash.
pub fn file_name(chunk: u64, hash: &str, is_series: bool) -> String {
    let ending = if is_series { ".series" } else { "" };
    format!("{chunk:0DIGITS$}-{}{ending}.parquet", &hash[..HASH])
}

/// The number and hash in a chunk's name, and whether it holds a series.
fn parse_name(name: &str) -> Option<(u64, &str, bool)> {
    let stem = name.strip_suffix(".parquet")?;
    let (stem, is_series) = match stem.strip_suffix(".series") {
        Some(stem) => (stem, true),
        None => (stem, false),
    };
    let (number, hash) = stem.split_once('-')?;
    let is_number = number.len() >= DIGITS && number.bytes().all(|digit| digit.is_ascii_digit());
    let is_hash = hash.len() == HASH && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = (is_number && is_hash).then(|| number.parse().ok())??;
    Some((number, hash, is_series))
}

/// The files whose names are those of chunks, by number and kind.
type Named = BTreeMap<(u64, bool), Vec<(PathBuf, String)>>;

fn named_files(folder: &Path) -> Result<Named, StoreError> {
    let mut found = Named::new();
    for file in disk::entries(folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some((number, hash, is_series)) = parse_name(&name) {
            found.entry((number, is_series)).or_default().push((file, hash.to_owned()));
        }
    }
    found.values_mut().for_each(|files| files.sort());
    Ok(found)
}

impl Checked {
    /// Looks through the chunks of a folder. A chunk counts when its bytes have the hash in its name
    /// and its rows are those that the plan has for this number; if the sweep keeps a series, both
    /// files of a chunk must be there.
    ///
    /// # Errors
    /// When the folder or a file cannot be read.
    pub fn of(path: &Path, record: &Record, sweep: &Sweep) -> Result<Self, StoreError> {
        let mut named = named_files(&path.join(CHUNKS))?;
        let mut found = Self::default();
        let context = Context { record, sweep, plan: Plan::new(sweep) };
        let numbers: Vec<u64> = named.keys().map(|(number, _)| *number).collect();
        for number in numbers {
            let runs = named.remove(&(number, false)).unwrap_or_default();
            let series = named.remove(&(number, true)).unwrap_or_default();
            match context.whole(number, runs, None, &mut found.faults)? {
                None => found.alone.extend(series.into_iter().map(|(file, _)| file)),
                Some((runs, _)) if !record.series => {
                    found.chunks.insert(number, Chunk { runs, series: None });
                }
                Some((runs, points)) => {
                    match context.whole(number, series, Some(&points), &mut found.faults)? {
                        None => found.alone.push(runs),
                        Some((series, _)) => {
                            found.chunks.insert(number, Chunk { runs, series: Some(series) });
                        }
                    }
                }
            }
        }
        found.alone.retain(|file| sweep_of(file).is_some_and(|hash| hash == record.hash));
        Ok(found)
    }
}

/// What chunks are compared with.
struct Context<'a> {
    record: &'a Record,
    sweep: &'a Sweep,
    plan: Plan,
}

impl Context<'_> {
    /// The one whole file of a chunk among those that have its number; for a series the runs that
    /// it belongs to are known. Files with faults are added to these.
    fn whole(
        &self,
        number: u64,
        files: Vec<(PathBuf, String)>,
        runs: Option<&[PointRuns]>,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<(PathBuf, Vec<PointRuns>)>, StoreError> {
        let mut whole = Vec::new();
        for (file, hash) in files {
            match self.check(number, &file, &hash, runs)? {
                Ok(points) => whole.push((file, points)),
                Err(fault) => faults.push(fault),
            }
        }
        if whole.len() < 2 {
            return Ok(whole.pop());
        }
        // Both cannot be what the sweep gives, and nobody can tell which is.
        faults.extend(whole.into_iter().map(|(file, _)| Fault {
            file,
            reason: format!("holds other values than another file of chunk {number}"),
            own: true,
        }));
        Ok(None)
    }

    fn check(
        &self,
        number: u64,
        file: &Path,
        hash: &str,
        runs: Option<&[PointRuns]>,
    ) -> Result<Result<Vec<PointRuns>, Fault>, StoreError> {
        let fault = |reason: String, own| Ok(Err(Fault { file: file.to_owned(), reason, own }));
        let unreadable = |error: io::Error| StoreError::new(file, &error);
        if !disk::is_regular(file) {
            return fault("is not a regular file".to_owned(), false);
        }
        let bytes_hash = sha256_of(disk::open_regular(file)?).map_err(unreadable)?;
        if bytes_hash[..HASH] != *hash {
            return fault("was changed after it was written".to_owned(), true);
        }
        let is_own = || sweep_of(file).is_some_and(|hash| hash == self.record.hash);
        if number >= self.plan.n_chunks() {
            let chunks = self.plan.n_chunks();
            let reason = format!("is no chunk of this sweep, which has {chunks}, counted from 0");
            return fault(reason, is_own());
        }
        let checked = match runs {
            None => self.check_runs(number, file),
            Some(runs) => self.check_series(file, runs).map(|()| Vec::new()),
        };
        match checked {
            Ok(points) => Ok(Ok(points)),
            Err(error) => fault(format!("is not chunk {number}: {}", error.reason), is_own()),
        }
    }

    fn check_runs(&self, number: u64, file: &Path) -> Result<Vec<PointRuns>, StoreError> {
        let columns = schema::runs(self.record);
        let mut check = RunsCheck::new(self.sweep, self.plan.points(number));
        each_parquet_batch(file, self.record, &columns, &mut |batch| {
            check_runs(self.sweep, batch, &mut check)
        })?;
        let (_, points) = check.finish().map_err(|fault| StoreError::new(file, &fault))?;
        Ok(points)
    }

    fn check_series(&self, file: &Path, runs: &[PointRuns]) -> Result<(), StoreError> {
        let columns = schema::series(self.record);
        let mut check = SeriesCheck::new(self.sweep, runs);
        each_parquet_batch(file, self.record, &columns, &mut |batch| {
            check_series(batch, &mut check)
        })?;
        check.finish().map_err(|fault| StoreError::new(file, &fault))
    }
}

/// The chunks that belong to a shard, or to the whole sweep.
pub fn belongs_to(shard: Option<Shard>, chunk: u64) -> bool {
    shard.is_none_or(|shard| chunk % u64::from(shard.of) == u64::from(shard.index - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_chunks_are_taken_for_chunks() {
        let hash = "0123456789abcdef";
        assert_eq!(parse_name(&file_name(7, hash, true)), Some((7, hash, true)));
        assert_eq!(parse_name(&file_name(1_234_567, hash, false)), Some((1_234_567, hash, false)));
        for other in
            ["2024-notes.parquet", "000001-.parquet", "thesis.txt", "1-0123456789abcdef.parquet"]
        {
            assert_eq!(parse_name(other), None, "{other}");
        }
    }
}
