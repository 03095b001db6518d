//! The folder of a store: opening it, adding chunks, knowing what is there.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::super::RESULTS_VERSION;
use super::super::disk;
use super::super::disk::{Claim, DiskError, Lock, NewFile};
use super::super::manifest::sha256;
use super::chunks::{CHUNKS, Checked, Chunk, Fault, file_name};
use super::outputs::{OUTPUTS, Outputs};
use super::{Record, SWEEP, parquet, schema};
use crate::study::sweep::{Rows, Sweep};

/// Name of the file that whoever works in the folder holds.
const LOCK: &str = "lock";
/// Most differences between two sweeps that are told.
const MOST_SHOWN: usize = 20;

/// The store of a sweep, held by one process.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    record: Record,
    /// Tables and figures that are this sweep's own.
    outputs: Outputs,
    chunks: BTreeMap<u64, Chunk>,
    /// Halves of chunks that an interruption left.
    alone: Vec<PathBuf>,
    /// Held as long as the store is open; the system lets it go when the process ends, however.
    _lock: Option<Lock>,
}

/// Why a store could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The folder holds something else; what stands in the way.
    Foreign(PathBuf),
    /// The folder holds another sweep: what differs.
    Different(Vec<String>),
    /// Something that this sweep did not write has the name of one of its files.
    InTheWay(PathBuf),
    /// Another process works in it.
    Busy,
    /// It cannot be read or written.
    Io(StoreError),
}

impl OpenError {
    /// Why the store in a folder could not be opened, in words.
    pub fn in_words(&self, folder: &Path) -> String {
        let folder = folder.display();
        match self {
            Self::Foreign(path) => format!(
                "{folder} exists and is not the folder of a sweep (it holds {}); it is left as it is\n   help: name another folder with --out",
                path.display()
            ),
            Self::InTheWay(path) => format!(
                "{} was not written by this sweep, which needs its name; it is left as it is\n   help: give it another name, or name another folder with --out",
                path.display()
            ),
            Self::Busy => format!(
                "another tillit is working in {folder}\n   help: wait for it, or name another folder with --out"
            ),
            Self::Different(differences) => {
                let mut shown: Vec<String> = differences.iter().take(MOST_SHOWN).cloned().collect();
                if differences.len() > shown.len() {
                    shown.push(format!("and {} more", differences.len() - shown.len()));
                }
                format!(
                    "{folder} holds another sweep; its runs and these cannot be mixed\n     {}\n   help: change the file back to resume it, or name another folder with --out",
                    shown.join("\n     ")
                )
            }
            Self::Io(error) => format!(
                "cannot read or write {error}\n   help: nothing that was finished is lost; free some space if the disk is full, then run the same command again"
            ),
        }
    }
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

impl From<DiskError> for StoreError {
    fn from(error: DiskError) -> Self {
        match error {
            DiskError::InTheWay { path, reason, .. } => Self { path, reason },
            DiskError::Failed { path, error, .. } => Self { path, reason: error.to_string() },
        }
    }
}

impl From<DiskError> for OpenError {
    fn from(error: DiskError) -> Self {
        Self::Io(error.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for StoreError {}

/// The record of a store.
///
/// # Errors
/// When there is none, or it cannot be understood.
pub fn read_record(path: &Path) -> Result<Record, StoreError> {
    let file = path.join(SWEEP);
    let text = disk::read(&file, disk::RECORD_LIMIT)?;
    let record: Record = serde_json::from_slice(&text).map_err(|error| {
        StoreError::new(&file, &other_version(&text).unwrap_or_else(|| error.to_string()))
    })?;
    record.is_sound().map_err(|fault| StoreError::new(&file, &fault))?;
    Ok(record)
}

/// Why a record of another version cannot be read; none for one of this version.
fn other_version(text: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(text).ok()?;
    let version = value.get("results_version")?.as_u64()?;
    (version != u64::from(RESULTS_VERSION)).then(|| {
        format!("is of results version {version}; this program makes version {RESULTS_VERSION}")
    })
}

impl Store {
    /// Opens the store of a sweep: begins the folder, or resumes it. Files that are no chunks of this
    /// sweep are given back; those that it wrote itself are removed, so that their runs are made
    /// again, and others are left where they are and not used.
    ///
    /// # Errors
    /// When the folder holds something else, or another process works in it.
    pub fn open(
        path: &Path,
        record: Record,
        sweep: &Sweep,
    ) -> Result<(Self, Vec<Fault>), OpenError> {
        let exists = disk::exists(&path.join(SWEEP));
        if !exists && let Some(foreign) = foreign(path)? {
            return Err(OpenError::Foreign(foreign));
        }
        let old = exists.then(|| read_record(path)).transpose().map_err(OpenError::Io)?;
        disk::make_folder(path)?;
        let lock = lock(path)?;
        if let Some(old) = old {
            same(&old, &record)?;
        }
        let outputs = Outputs::read(path, &record.hash)?;
        let chunks = path.join(CHUNKS);
        let mut store = Self {
            path: path.to_owned(),
            record,
            outputs,
            chunks: BTreeMap::new(),
            alone: Vec::new(),
            _lock: lock,
        };
        store.put_record().map_err(OpenError::Io)?;
        disk::make_folder(&chunks)?;
        disk::recover(path)?;
        disk::recover(&chunks)?;
        let found = Checked::of(path, &store.record, sweep).map_err(OpenError::Io)?;
        for Fault { file, .. } in found.faults.iter().filter(|fault| fault.own) {
            disk::remove_file(file)?;
        }
        (store.chunks, store.alone) = (found.chunks, found.alone);
        Ok((store, found.faults))
    }

    fn put_record(&self) -> Result<(), StoreError> {
        self.put(SWEEP, self.record.to_json().as_bytes())
    }

    /// Whether files of some names can be written: nothing may have them but what this sweep wrote.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn check_free(&self, names: &[String]) -> Result<(), OpenError> {
        let mut foreign = names.iter().filter(|name| !self.outputs.names.contains(name));
        match foreign.find(|name| disk::exists(&self.path.join(name))) {
            None => Ok(()),
            Some(name) => Err(OpenError::InTheWay(self.path.join(name))),
        }
    }

    /// Takes some names for this sweep before files are written under them, so that whoever resumes it
    /// knows that they are its own.
    ///
    /// # Errors
    /// When something else has one of them, or their list cannot be written.
    pub fn claim(&mut self, names: &[String]) -> Result<(), OpenError> {
        self.check_free(names)?;
        self.outputs.add(names);
        self.put_outputs().map_err(OpenError::Io)
    }

    /// Gives up all names but these, under which files of this sweep stand.
    ///
    /// # Errors
    /// When their list cannot be written.
    pub fn keep_claims(&mut self, names: &[String]) -> Result<(), StoreError> {
        self.outputs.names.retain(|name| names.contains(name));
        self.put_outputs()
    }

    fn put_outputs(&self) -> Result<(), StoreError> {
        self.put(OUTPUTS, self.outputs.to_json().as_bytes())
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
    pub fn chunks(&self) -> &BTreeMap<u64, Chunk> {
        &self.chunks
    }

    /// Looks again which chunks are there.
    ///
    /// # Errors
    /// When a file cannot be read, or is not what was written.
    pub fn count(&mut self, sweep: &Sweep) -> Result<(), StoreError> {
        let found = Checked::of(&self.path, &self.record, sweep)?;
        if let Some(fault) = found.faults.iter().find(|fault| fault.own) {
            return Err(StoreError::new(&fault.file, &fault.reason));
        }
        (self.chunks, self.alone) = (found.chunks, found.alone);
        Ok(())
    }

    /// Adds the runs of a chunk; from any thread.
    ///
    /// # Errors
    /// When it cannot be written, for instance on a full disk; the folder is then as it was.
    pub fn add(&self, chunk: u64, rows: &Rows) -> Result<(), StoreError> {
        let place = self.path.join(CHUNKS);
        let failed =
            |error: &dyn fmt::Display| StoreError::new(&place.join(format!("{chunk:06}")), error);
        let write = |is_series: bool, batch: arrow_array::RecordBatch| {
            let bytes = parquet::file(&batch, &self.record).map_err(|error| failed(&error))?;
            let name = file_name(chunk, &sha256(&bytes), is_series);
            disk::write_own(&place, &name, &bytes).map(|_| ()).map_err(|error| failed(&error))
        };
        if self.record.series {
            let batch = schema::series_batch(&self.record, &rows.series);
            write(true, batch.map_err(|error| failed(&error))?)?;
        }
        let batch = schema::runs_batch(&self.record, rows).map_err(|error| failed(&error))?;
        write(false, batch)
    }

    /// Takes over a whole chunk from another folder.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn take(&self, file: &Path) -> Result<(), StoreError> {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = disk::read_own(file)?;
        let place = self.path.join(CHUNKS);
        disk::write_own(&place, &name, &bytes)
            .map(|_| ())
            .map_err(|error| StoreError::new(&place.join(name), &error))
    }

    /// Writes a file of the folder, whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let failed = |error: io::Error| StoreError::new(&self.path.join(name), &error);
        disk::write_own(&self.path, name, bytes).map(|_| ()).map_err(failed)
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
        let mut file = NewFile::begin(&self.path, name).map_err(failed)?;
        write(&mut file).map_err(failed)?;
        file.finish().map(|_| ()).map_err(failed)
    }

    /// Removes the chunks, once their runs stand in the tables, and lets the folder go. What else
    /// lies among them stays.
    ///
    /// # Errors
    /// When they cannot be removed.
    pub fn clear_chunks(&self) -> Result<(), StoreError> {
        let place = self.path.join(CHUNKS);
        let whole = self.chunks.values().flat_map(|c| std::iter::once(&c.runs).chain(&c.series));
        for file in whole.chain(&self.alone) {
            disk::remove_file(file)?;
        }
        disk::remove_empty_folder(&place)?;
        Ok(disk::remove_file(&self.path.join(LOCK))?)
    }
}

/// Takes the lock of a folder.
fn lock(folder: &Path) -> Result<Option<Lock>, OpenError> {
    let path = folder.join(LOCK);
    let failed = |error: io::Error| OpenError::Io(StoreError::new(&path, &error));
    match Lock::claim(&path).map_err(failed)? {
        Claim::Held(lock) => Ok(Some(lock)),
        Claim::Busy => Err(OpenError::Busy),
        Claim::Unknown => Ok(None),
    }
}

/// Whether two records are of the same part of the same sweep.
fn same(old: &Record, now: &Record) -> Result<(), OpenError> {
    if old.hash == now.hash && old.shard == now.shard {
        return Ok(());
    }
    let mut differences = old.differences(now);
    if old.shard != now.shard {
        let shown = |shard: Option<_>| match shard {
            Some(shard) => format!("shard {shard}"),
            None => "the whole sweep".to_owned(),
        };
        let (was, now) = (shown(old.shard), shown(now.shard));
        differences.push(format!("the folder holds {was}, but {now} was requested"));
    }
    Err(OpenError::Different(differences))
}

/// Whether a process works in the folder of a sweep.
pub fn is_busy(path: &Path) -> bool {
    Lock::is_held(&path.join(LOCK))
}

/// What a folder holds beside that with which a store begins: an empty lock, an empty folder of chunks
/// and files that are not yet whole.
fn foreign(path: &Path) -> Result<Option<PathBuf>, DiskError> {
    let is_own = |entry: &PathBuf| match entry.file_name().and_then(|name| name.to_str()) {
        Some(LOCK) => disk::read(entry, 0).is_ok(),
        Some(CHUNKS) => !entry.is_symlink() && disk::entries(entry).is_ok_and(|all| all.is_empty()),
        _ => disk::is_unfinished(entry),
    };
    Ok(disk::entries(path)?.into_iter().find(|entry| !is_own(entry)))
}
