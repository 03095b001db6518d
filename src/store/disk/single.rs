//! Single files: written beside their name, made safe on disk, and renamed. Under the name there is at
//! any moment nothing, what was there before, or all of the new file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::super::manifest::{FileRecord, hexadecimal};
use super::lock::{Attempt, leads_to, try_hold};
use super::work::rename_new;
use super::{DiskError, leftovers, names, reading};

/// A file that is being written. It is removed when it is dropped before [`NewFile::finish`].
#[derive(Debug)]
pub struct NewFile {
    file: File,
    name: String,
    beside: PathBuf,
    target: PathBuf,
    hash: Sha256,
    done: bool,
}

impl NewFile {
    /// Begins a file that will stand in a folder under a name. It is as open to others as the umask
    /// says.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn begin(folder: &Path, name: &str) -> io::Result<Self> {
        loop {
            let beside = folder.join(names::fresh(names::FILE));
            let file = File::options().write(true).create_new(true).open(&beside)?;
            // Held, so that nobody takes it for one that was left behind.
            if try_hold(&file)? != Attempt::Busy && leads_to(&beside, &file) {
                return Ok(Self::new(file, name, beside, folder.join(name)));
            }
        }
    }

    /// Begins a file of a folder that is itself not yet whole.
    pub(super) fn within(folder: &Path, name: &str) -> io::Result<Self> {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let file = File::options().write(true).create_new(true).open(&path)?;
        Ok(Self::new(file, name, path.clone(), path))
    }

    fn new(file: File, name: &str, beside: PathBuf, target: PathBuf) -> Self {
        Self { file, name: name.to_owned(), beside, target, hash: Sha256::new(), done: false }
    }

    /// Puts the file under its name, safe on disk; its name and hash.
    ///
    /// # Errors
    /// When it cannot be written to its end or renamed; what stood there then stands as before.
    pub fn finish(mut self) -> io::Result<FileRecord> {
        self.file.sync_all()?;
        if self.beside != self.target {
            fs::rename(&self.beside, &self.target)?;
        }
        self.done = true;
        sync_folder_of(&self.target)?;
        Ok(self.record())
    }

    /// Puts the file under its name as [`NewFile::finish`] does, but never over another.
    fn finish_as_new(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        rename_new(&self.beside, &self.target)?;
        self.done = true;
        sync_folder_of(&self.target)
    }

    fn record(&self) -> FileRecord {
        FileRecord { name: self.name.clone(), sha256: hexadecimal(&self.hash.clone().finalize()) }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.done {
            // What cannot be removed is removed by the next command.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Makes the names in the folder of a file safe on disk.
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    sync_folder(parent(path))
}

/// Makes the names in a folder safe on disk.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network file systems keep names safe by themselves and know no such call.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput) => Ok(()),
        done => done,
    }
}

/// Makes the names in a folder safe on disk; other systems do so by themselves.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The folder in which a path stands.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Writes a file whose name belongs to this program, such as one of a store.
///
/// # Errors
/// When it cannot be written; what stood there then stands as before.
pub fn write_own(folder: &Path, name: &str, content: &[u8]) -> io::Result<FileRecord> {
    let mut file = NewFile::begin(folder, name)?;
    file.write_all(content)?;
    file.finish()
}

/// Writes a file under a name that nothing may have yet.
///
/// # Errors
/// When something stands there, or it cannot be written.
pub fn create_new(path: &Path, content: &[u8]) -> Result<(), DiskError> {
    let taken = || {
        DiskError::in_the_way(path, "exists already; it is left as it is", "choose another name")
    };
    if reading::exists(path) {
        return Err(taken());
    }
    let write = || -> io::Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut file = NewFile::begin(parent(path), &name)?;
        file.write_all(content)?;
        file.finish_as_new()
    };
    write().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => taken(),
        _ => DiskError::failed("write", path, error),
    })
}

/// What is done with a file that stands where a new one is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// It stays, and the command is refused, unless it has the same bytes.
    Keep,
    /// It is overwritten: the user said so.
    Overwrite,
}

impl Policy {
    /// What an option `--force` means.
    pub fn of(force: bool) -> Self {
        if force { Self::Overwrite } else { Self::Keep }
    }
}

/// Looks, before anything is computed, whether a file may and can be written.
///
/// # Errors
/// When something stands there that may not be overwritten, or its folder cannot be written to.
pub fn may_write(path: &Path, policy: Policy) -> Result<(), DiskError> {
    let failed = |error| DiskError::failed("write", path, error);
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        found => Some(found.map_err(failed)?),
    };
    if let Some(found) = found {
        if !fs::metadata(path).is_ok_and(|end| end.is_file()) {
            let what = match found.file_type().is_symlink() {
                true => "is a link that leads to no file",
                false => "is no regular file",
            };
            return Err(DiskError::in_the_way(path, what, "choose another name"));
        }
        if policy == Policy::Keep {
            let help = "choose another name, or overwrite it with --force";
            return Err(DiskError::in_the_way(path, "exists already; it is left as it is", help));
        }
    }
    can_write_in(parent(path)).map_err(failed)
}

/// Whether this process may make files in a folder.
#[cfg(unix)]
pub(super) fn can_write_in(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Whether this process may make files in a folder; here only writing tells.
#[cfg(not(unix))]
pub(super) fn can_write_in(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A folder for what is looked at only once; it is removed when it is dropped.
///
/// # Errors
/// When it cannot be made.
pub fn scratch() -> Result<tempfile::TempDir, DiskError> {
    tempfile::tempdir().map_err(|error| DiskError::failed("make", &std::env::temp_dir(), error))
}

/// Writes files into a folder that may hold others; the paths that were written. Either nothing stands
/// in the way of any of them, or none is written.
///
/// # Errors
/// When something stands in the way that may not be overwritten, or a file cannot be written.
pub fn write_files(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    policy: Policy,
) -> Result<Vec<PathBuf>, DiskError> {
    make_folder(folder)?;
    let same = |path: &Path, bytes: &[u8]| {
        reading::read(path, bytes.len() as u64).is_ok_and(|there| there == bytes)
    };
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        make_folder(parent(&path))?;
        if !same(&path, bytes) {
            may_write(&path, policy)?;
        }
        written.push(path);
    }
    for ((_, bytes), path) in files.iter().zip(&written) {
        // A link stays one: what it leads to is written.
        let end = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        leftovers::recover(parent(&end))?;
        if !same(&end, bytes) {
            let name = end.file_name().unwrap_or_default().to_string_lossy();
            write_own(parent(&end), &name, bytes)
                .map_err(|error| DiskError::failed("write", path, error))?;
        }
    }
    Ok(written)
}

/// Writes one file where a user wants it, as [`write_files`] does.
///
/// # Errors
/// When something stands there that may not be overwritten, or it cannot be written.
pub fn write_file(path: &Path, content: Vec<u8>, policy: Policy) -> Result<(), DiskError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    write_files(parent(path), &[(name, content)], policy).map(|_| ())
}

/// Makes a folder and those above it.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(path).map_err(|error| DiskError::failed("make", path, error))
}

/// Removes a file of this program; that it is gone already is well.
///
/// # Errors
/// When it cannot be removed.
pub fn remove_file(path: &Path) -> Result<(), DiskError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(|error| DiskError::failed("remove", path, error)),
    }
}

/// Removes a folder if nothing is in it; whether it is gone.
///
/// # Errors
/// When it cannot be removed although it is empty.
pub fn remove_empty_folder(path: &Path) -> Result<bool, DiskError> {
    match fs::remove_dir(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
        Err(error) => Err(DiskError::failed("remove", path, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let place = tempfile::tempdir().unwrap();
        let record = write_own(place.path(), "a", b"x").unwrap();
        assert_eq!(record, FileRecord::of("a", b"x"));
        let mut unfinished = NewFile::begin(place.path(), "a").unwrap();
        unfinished.write_all(b"half").unwrap();
        drop(unfinished);
        assert_eq!(fs::read(place.path().join("a")).unwrap(), b"x");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_stands_there_is_overwritten_only_when_asked_for() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a");
        create_new(&path, b"x").unwrap();
        assert!(create_new(&path, b"y").is_err());
        let files =
            |bytes: &[u8]| vec![("b".to_owned(), b"b".to_vec()), ("a".to_owned(), bytes.to_vec())];
        assert!(write_files(place.path(), &files(b"y"), Policy::Keep).is_err());
        assert!(fs::read(&path).unwrap() == b"x" && !place.path().join("b").exists());
        write_files(place.path(), &files(b"x"), Policy::Keep).unwrap();
        write_files(place.path(), &files(b"y"), Policy::Overwrite).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"y");
        fs::create_dir(place.path().join("c")).unwrap();
        assert!(may_write(&place.path().join("c"), Policy::Overwrite).is_err());
    }
}
