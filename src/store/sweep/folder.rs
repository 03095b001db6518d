//! The folder of a store: opening it, adding chunks, knowing what is there.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::super::folder::{begin_file, finish_file, write_whole};
use super::super::manifest::{MANIFEST, sha256};
use super::{Record, SWEEP, parquet, schema};
use crate::sweep::Rows;

/// Name of the folder of chunks.
const CHUNKS: &str = "chunks";
/// Name of the file that whoever works in the folder holds.
const LOCK: &str = "lock";
/// Digits of a chunk's hash in its name.
const HASH: usize = 16;

/// The store of a sweep, held by one process.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    record: Record,
    chunks: BTreeMap<u64, PathBuf>,
    /// Held as long as the store is open; the system lets it go when the process ends, however.
    _lock: File,
}

/// Why a store could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The folder holds something else.
    Foreign,
    /// The folder holds another sweep: what differs.
    Different(Vec<String>),
    /// Another process works in it.
    Busy,
    /// It cannot be read or written.
    Io(StoreError),
}

/// A file of a store that cannot be read or written.
#[derive(Debug)]
pub struct StoreError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
}

impl StoreError {
    pub(super) fn new(path: &Path, reason: &dyn fmt::Display) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for StoreError {}

/// What was found in a folder of chunks.
#[derive(Debug, Default)]
pub struct Checked {
    /// The whole chunks, by number.
    pub chunks: BTreeMap<u64, PathBuf>,
    /// Files whose bytes are not those that were written.
    pub damaged: Vec<PathBuf>,
}

/// The record of a store.
///
/// # Errors
/// When there is none, or it cannot be understood.
pub fn read_record(path: &Path) -> Result<Record, StoreError> {
    let file = path.join(SWEEP);
    let text = fs::read_to_string(&file).map_err(|error| StoreError::new(&file, &error))?;
    serde_json::from_str(&text).map_err(|error| StoreError::new(&file, &error))
}

impl Checked {
    /// Looks through the chunks of a folder. A chunk counts when its bytes have the hash in its
    /// name; if the sweep keeps a series, both files of a chunk must be whole.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn of(path: &Path, has_series: bool) -> Result<Self, StoreError> {
        let folder = path.join(CHUNKS);
        let mut runs = BTreeMap::new();
        let mut series = BTreeMap::new();
        let mut damaged = Vec::new();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(StoreError::new(&folder, &error)),
        };
        for entry in entries {
            let file = entry.map_err(|error| StoreError::new(&folder, &error))?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let Some((number, hash, is_series)) = parse_name(&name) else { continue };
            let bytes = fs::read(&file).map_err(|error| StoreError::new(&file, &error))?;
            match sha256(&bytes)[..HASH] == *hash {
                true if is_series => series.insert(number, file),
                true => runs.insert(number, file),
                false => {
                    damaged.push(file);
                    None
                }
            };
        }
        damaged.sort();
        if has_series {
            runs.retain(|number, _| series.contains_key(number));
        }
        Ok(Self { chunks: runs, damaged })
    }
}

/// The number and hash in a chunk's name, and whether it holds a series.
fn parse_name(name: &str) -> Option<(u64, &str, bool)> {
    let stem = name.strip_suffix(".parquet")?;
    let (stem, is_series) = match stem.strip_suffix(".series") {
        Some(stem) => (stem, true),
        None => (stem, false),
    };
    let (number, hash) = stem.split_once('-')?;
    Some((number.parse().ok()?, hash, is_series))
}

impl Store {
    /// Opens the store of a sweep: begins the folder, or goes on with it. Damaged chunks are removed,
    /// to be run again; their paths are given back.
    ///
    /// # Errors
    /// When the folder holds something else, or another process works in it.
    pub fn open(path: &Path, record: Record) -> Result<(Self, Vec<PathBuf>), OpenError> {
        let failed = |path: &Path, error: io::Error| OpenError::Io(StoreError::new(path, &error));
        let exists = path.join(SWEEP).exists();
        if !exists && fs::read_dir(path).is_ok_and(holds_anything) {
            return Err(OpenError::Foreign);
        }
        let chunks = path.join(CHUNKS);
        fs::create_dir_all(&chunks).map_err(|error| failed(&chunks, error))?;
        let lock_path = path.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&lock_path);
        let lock = lock.map_err(|error| failed(&lock_path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(OpenError::Busy),
            Err(fs::TryLockError::Error(error)) => return Err(failed(&lock_path, error)),
        }
        if exists {
            let old = read_record(path).map_err(OpenError::Io)?;
            if old.hash != record.hash || old.shard != record.shard {
                let mut differences = old.differences(&record);
                if old.shard != record.shard {
                    let shown = |shard: Option<_>| match shard {
                        Some(shard) => format!("shard {shard}"),
                        None => "the whole sweep".to_owned(),
                    };
                    let (was, now) = (shown(old.shard), shown(record.shard));
                    differences.push(format!("the folder holds {was}, asked for is {now}"));
                }
                return Err(OpenError::Different(differences));
            }
        }
        let write = |name: &str, bytes: &[u8]| {
            write_whole(path, name, bytes).map_err(|error| failed(&path.join(name), error))
        };
        write(SWEEP, record.to_json().as_bytes())?;
        clear_unfinished(path).map_err(|error| failed(path, error))?;
        clear_unfinished(&chunks).map_err(|error| failed(&chunks, error))?;
        let found = Checked::of(path, record.series).map_err(OpenError::Io)?;
        for file in &found.damaged {
            fs::remove_file(file).map_err(|error| failed(file, error))?;
        }
        let store = Self { path: path.to_owned(), record, chunks: found.chunks, _lock: lock };
        Ok((store, found.damaged))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Whether a chunk is there.
    pub fn has(&self, chunk: u64) -> bool {
        self.chunks.contains_key(&chunk)
    }

    /// The chunks that were there when the store was opened, or when they were last counted.
    pub fn chunks(&self) -> &BTreeMap<u64, PathBuf> {
        &self.chunks
    }

    /// Looks again which chunks are there.
    ///
    /// # Errors
    /// When a file cannot be read, or is not what was written.
    pub fn count(&mut self) -> Result<(), StoreError> {
        let found = Checked::of(&self.path, self.record.series)?;
        if let Some(file) = found.damaged.first() {
            return Err(StoreError::new(file, &"is not what was written"));
        }
        self.chunks = found.chunks;
        Ok(())
    }

    /// Whether the manifest says that all is done.
    pub fn has_manifest(&self) -> bool {
        self.path.join(MANIFEST).exists()
    }

    /// Adds the runs of a chunk; from any thread.
    ///
    /// # Errors
    /// When it cannot be written, for instance on a full disk; the folder is then as it was.
    pub fn add(&self, chunk: u64, rows: &Rows) -> Result<(), StoreError> {
        let place = self.path.join(CHUNKS);
        let failed =
            |error: &dyn fmt::Display| StoreError::new(&place.join(format!("{chunk:06}")), error);
        let write = |ending: &str, batch: arrow_array::RecordBatch| {
            let bytes = parquet::file(&batch, &self.record).map_err(|error| failed(&error))?;
            let name = format!("{chunk:06}-{}{ending}.parquet", &sha256(&bytes)[..HASH]);
            write_whole(&place, &name, &bytes).map_err(|error| failed(&error))
        };
        if self.record.series {
            let batch = schema::series_batch(&self.record, &rows.series);
            write(".series", batch.map_err(|error| failed(&error))?)?;
        }
        let batch = schema::runs_batch(&self.record, rows).map_err(|error| failed(&error))?;
        write("", batch)
    }

    /// Takes over a whole chunk from another folder.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn take(&self, file: &Path) -> Result<(), StoreError> {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(file).map_err(|error| StoreError::new(file, &error))?;
        let place = self.path.join(CHUNKS);
        write_whole(&place, &name, &bytes)
            .map_err(|error| StoreError::new(&place.join(name), &error))
    }

    /// Writes a file of the folder, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let failed = |error: io::Error| StoreError::new(&self.path.join(name), &error);
        write_whole(&self.path, name, bytes).map_err(failed)
    }

    /// Writes a file of the folder as its content comes, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put_with(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let failed = |error: io::Error| StoreError::new(&self.path.join(name), &error);
        let mut file = begin_file(&self.path).map_err(failed)?;
        write(&mut file).map_err(failed)?;
        finish_file(file, &self.path, name).map_err(failed)
    }

    /// Removes the chunks, once their runs stand in the tables, and lets the folder go.
    ///
    /// # Errors
    /// When they cannot be removed.
    pub fn clear_chunks(&self) -> Result<(), StoreError> {
        let place = self.path.join(CHUNKS);
        fs::remove_dir_all(&place).map_err(|error| StoreError::new(&place, &error))?;
        let lock = self.path.join(LOCK);
        fs::remove_file(&lock).map_err(|error| StoreError::new(&lock, &error))
    }
}

/// The file of a chunk's series, beside that of its runs.
pub(super) fn series_files(folder: &Path) -> Result<BTreeMap<u64, PathBuf>, StoreError> {
    let place = folder.join(CHUNKS);
    let entries = fs::read_dir(&place).map_err(|error| StoreError::new(&place, &error))?;
    let file = |entry: io::Result<fs::DirEntry>| {
        let path = entry.ok()?.path();
        let name = path.file_name()?.to_string_lossy().into_owned();
        let (number, _, is_series) = parse_name(&name)?;
        is_series.then_some((number, path))
    };
    Ok(entries.filter_map(file).collect())
}

/// Whether a folder holds anything but what a store begins with.
fn holds_anything(entries: fs::ReadDir) -> bool {
    let own = [CHUNKS, LOCK];
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .any(|name| {
            !own.contains(&name.as_str()) && !name.starts_with(super::super::folder::UNFINISHED)
        })
}

/// Removes what a broken-off run left under temporary names.
fn clear_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(super::super::folder::UNFINISHED) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
