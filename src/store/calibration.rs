//! A calibration on disk: what it is, and its generations, each written whole.

use std::path::{Path, PathBuf};

use super::disk;
use super::disk::{Claim, DiskError, Lock};
use crate::study::calibration::{Generation, Particle};

/// What the calibration is, in a file of the folder.
pub const CALIBRATION: &str = "calibration.json";
/// Name of the file that whoever works in the folder holds.
const LOCK: &str = "lock";

/// The folder of a calibration.
#[derive(Debug)]
pub struct CalibrationFolder {
    path: PathBuf,
    factors: Vec<String>,
    targets: Vec<String>,
    /// Held as long as it is open; the system lets it go when the process ends, however.
    _lock: Option<Lock>,
}

/// Why a folder cannot be gone on with.
#[derive(Debug)]
pub enum Refused {
    /// It holds another calibration.
    Different,
    /// It holds other files; one of them.
    Occupied(PathBuf),
    /// Another process works in it.
    Busy,
    /// It cannot be read or written.
    Io(DiskError),
}

impl Refused {
    /// Why a folder cannot be resumed, in words.
    pub fn in_words(&self, folder: &Path) -> String {
        let shown = folder.display();
        match self {
            Self::Different => format!(
                "{shown} holds another calibration (other files, targets or settings)\n   help: name another folder with --out"
            ),
            Self::Busy => format!(
                "another tillit is working in {shown}\n   help: wait for it, or name another folder with --out"
            ),
            Self::Occupied(path) => format!(
                "{shown} holds other files: {}\n   help: name another folder with --out",
                path.display()
            ),
            Self::Io(error) => error.to_string(),
        }
    }
}

impl From<DiskError> for Refused {
    fn from(error: DiskError) -> Self {
        Self::Io(error)
    }
}

impl CalibrationFolder {
    /// Opens a folder, making it if need be. `record` tells everything on which a number depends.
    ///
    /// # Errors
    /// When the folder holds something else.
    pub fn open(
        path: &Path,
        record: &str,
        factors: Vec<String>,
        targets: Vec<String>,
    ) -> Result<Self, Refused> {
        let old = path.join(CALIBRATION);
        let begun = disk::exists(&old);
        if !begun && let Some(foreign) = foreign(path)? {
            return Err(Refused::Occupied(foreign));
        }
        disk::make_folder(path)?;
        let lock = path.join(LOCK);
        let failed = |error| DiskError::failed("write", &lock, error);
        let held = match Lock::claim(&lock).map_err(failed)? {
            Claim::Held(lock) => Some(lock),
            Claim::Busy => return Err(Refused::Busy),
            Claim::Unknown => None,
        };
        disk::recover(path)?;
        let folder = Self { path: path.to_owned(), factors, targets, _lock: held };
        if !begun {
            folder.write(CALIBRATION, record.as_bytes())?;
        } else if disk::read(&old, disk::RECORD_LIMIT)? != record.as_bytes() {
            return Err(Refused::Different);
        }
        Ok(folder)
    }

    /// The names of the files that it is resumed from: its record, and its generations up to one.
    pub fn names(last: u32) -> Vec<String> {
        std::iter::once(CALIBRATION.to_owned()).chain((0..=last).map(Self::name)).collect()
    }

    /// A file of the folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, DiskError> {
        disk::read_own(&self.path.join(name))
    }

    fn name(number: u32) -> String {
        format!("generation-{number:03}.csv")
    }

    /// Writes a file of the folder whole.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, name: &str, content: &[u8]) -> Result<(), DiskError> {
        let failed = |error| DiskError::failed("write", &self.path.join(name), error);
        disk::write_own(&self.path, name, content).map(|_| ()).map_err(failed)
    }

    /// Lets the folder go when all of it is written.
    ///
    /// # Errors
    /// When the lock cannot be removed.
    pub fn close(self) -> Result<(), DiskError> {
        disk::remove_file(&self.path.join(LOCK))
    }

    /// Keeps a generation.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, generation: &Generation) -> Result<(), DiskError> {
        self.write(&Self::name(generation.number), &self.table(generation))
    }

    /// The table of a generation: a line a particle, nearest first. `accepted` is the same in all.
    fn table(&self, generation: &Generation) -> Vec<u8> {
        let mut table = csv::Writer::from_writer(Vec::new());
        let mut header = vec!["accepted".to_owned(), "weight".to_owned(), "distance".to_owned()];
        header.extend(self.factors.iter().map(|key| format!("position of {key}")));
        header.extend(self.targets.iter().map(|target| format!("found: {target}")));
        table.write_record(&header).expect("writing to memory cannot fail");
        for particle in &generation.particles {
            let numbers = [generation.accepted, particle.weight, particle.distance];
            let row = numbers.iter().chain(&particle.position).chain(&particle.found);
            let row: Vec<String> = row.map(f64::to_string).collect();
            table.write_record(&row).expect("rows have the same number of fields");
        }
        table.into_inner().expect("writing to memory cannot fail")
    }

    /// The last generation that is there and whole; generations before it must be there too. A
    /// damaged one, and all after it, are made again.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn last(&self) -> Result<Option<Generation>, DiskError> {
        let mut last = None;
        for number in 0.. {
            let path = self.path.join(Self::name(number));
            if !disk::exists(&path) {
                break;
            }
            let bytes = disk::read_own(&path)?;
            let Some(generation) = self.generation(number, &bytes) else { break };
            last = Some(generation);
        }
        Ok(last)
    }

    /// Reads a generation; none when it is not whole.
    fn generation(&self, number: u32, bytes: &[u8]) -> Option<Generation> {
        let mut reader = csv::Reader::from_reader(bytes);
        let (n, m) = (self.factors.len(), self.targets.len());
        let (mut particles, mut accepted) = (Vec::new(), 0.0);
        for record in reader.records() {
            let numbers: Option<Vec<f64>> =
                record.ok()?.iter().map(|field| field.parse().ok()).collect();
            let numbers = numbers.filter(|numbers| numbers.len() == 3 + n + m)?;
            accepted = numbers[0];
            particles.push(Particle {
                weight: numbers[1],
                distance: numbers[2],
                position: numbers[3..3 + n].to_vec(),
                found: numbers[3 + n..].to_vec(),
            });
        }
        let generation = Generation { number, particles, accepted };
        // What does not give the same bytes again was not written by this program.
        (!generation.particles.is_empty() && self.table(&generation) == bytes).then_some(generation)
    }
}

/// What a folder holds beside that with which a calibration begins: an empty lock and files that are
/// not yet whole.
fn foreign(path: &Path) -> Result<Option<PathBuf>, DiskError> {
    let is_own = |entry: &PathBuf| match entry.file_name().is_some_and(|name| name == LOCK) {
        true => disk::read(entry, 0).is_ok(),
        false => disk::is_unfinished(entry),
    };
    Ok(disk::entries(path)?.into_iter().find(|entry| !is_own(entry)))
}
